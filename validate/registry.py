"""Where rules register themselves: one decorator, and the rules it has seen."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias, TypeVar

from model.facts import Facts
from model.finding import Severity
from model.relation import Relation, Remark
from validate.sentences import Sentence

Limits: TypeAlias = Mapping[str, Decimal]
"""The limits of one rule by name: its own, or those the user set in place of them."""
Judge: TypeAlias = Callable[[Facts], Iterator[Relation | Remark]]
Archived = TypeVar("Archived", bound=Callable[..., object])
LimitedJudge: TypeAlias = Callable[[Facts, Limits], Iterator[Relation | Remark]]


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold that rests on no text and may be set in ``gouji.toml``.

    ``zh`` and ``en`` say what it bounds and why it has the value it has. ``least`` and ``most``
    are the ends of what it may be set to and still make sense.
    """

    name: str
    value: Decimal
    zh: str
    en: str
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue.

    ``zh`` and ``en`` are the first two paragraphs of its docstring: what a reviewer reads.
    ``flags`` and ``passes`` are the example blocks of the docstring, ready to be run as a report.
    ``says`` are the sentences a relation or remark may bring instead of ``zh`` and ``en``.
    ``archive``: the rule looks at all reports of an ingest at once, and at no single one.
    """

    code: str
    name: str
    name_en: str
    severity: Severity
    judge: LimitedJudge
    zh: str = ""
    en: str = ""
    flags: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    says: tuple[Sentence, ...] = ()
    limits: tuple[Limit, ...] = ()
    archive: bool = False


_rules: dict[str, Rule] = {}


def rule(
    code: str, name: str, name_en: str, *, severity: str, says: tuple[Sentence, ...] = ()
) -> Callable[[Judge], Judge]:
    """Register a rule: ``@rule("RATE02", "资金到位率", "Arrival rate", severity="error")``."""

    def register(judge: Judge) -> Judge:
        def unlimited(facts: Facts, _limits: Limits) -> Iterator[Relation | Remark]:
            return judge(facts)

        made = Rule(code, name, name_en, Severity(severity), unlimited, says=says)
        _register(made, judge.__doc__)
        return judge

    return register


def limited_rule(  # noqa: PLR0913 - a decorator, called by keyword
    code: str,
    name: str,
    name_en: str,
    *,
    severity: str,
    limits: tuple[Limit, ...],
    says: tuple[Sentence, ...] = (),
) -> Callable[[LimitedJudge], LimitedJudge]:
    """Register a rule with thresholds of its own; it is called with the facts and its limits."""

    def register(judge: LimitedJudge) -> LimitedJudge:
        made = Rule(code, name, name_en, Severity(severity), judge, says=says, limits=limits)
        _register(made, judge.__doc__)
        return judge

    return register


def archive_rule(
    code: str,
    name: str,
    name_en: str,
    *,
    limits: tuple[Limit, ...],
    says: tuple[Sentence, ...],
) -> Callable[[Archived], Archived]:
    """Register a rule on what is seen over many reports only; of one report it says nothing."""

    def register(judge: Archived) -> Archived:
        made = Rule(
            code, name, name_en, Severity.NOTE, _nothing, says=says, limits=limits, archive=True
        )
        _register(made, judge.__doc__)
        return judge

    return register


def _nothing(_facts: Facts, _limits: Limits) -> Iterator[Relation | Remark]:
    return iter(())


def _register(made: Rule, documentation: str | None) -> None:
    """Keep a rule, completed from its docstring."""
    if made.code in _rules:
        message = f"rule code used twice: {made.code}"
        raise ValueError(message)
    doc = inspect.cleandoc(documentation or "")
    paragraphs = doc.split("\n\n")
    _rules[made.code] = replace(
        made,
        zh=paragraphs[0].replace("\n", ""),
        en=paragraphs[1].replace("\n", " ") if len(paragraphs) > 1 else "",
        flags=_examples(doc, "Flags::"),
        passes=_examples(doc, "Passes::"),
    )


def registered() -> tuple[Rule, ...]:
    """Every rule in ``validate/rules/``, by code; each file there is imported, there is no list."""
    package = importlib.import_module("validate.rules")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"validate.rules.{module.name}")
    return tuple(_rules[code] for code in sorted(_rules))


def _examples(doc: str, mark: str) -> tuple[str, ...]:
    """The indented blocks that follow ``mark`` in a docstring, with the indent taken off."""
    blocks: list[str] = []
    lines = doc.split("\n")
    for at, line in enumerate(lines):
        if line.strip() != mark:
            continue
        block: list[str] = []
        for following in lines[at + 1 :]:
            if following.strip() and not following.startswith("    "):
                break
            block.append(following[4:])
        blocks.append("\n".join(block).strip("\n") + "\n")
    return tuple(blocks)
