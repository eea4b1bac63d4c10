"""Where rules register themselves: one decorator, and the rules it has seen."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from model.facts import Facts
from model.finding import Severity
from model.relation import Relation, Remark

Judge: TypeAlias = Callable[[Facts], Iterator[Relation | Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue.

    ``zh`` and ``en`` are the first two paragraphs of its docstring: what a reviewer reads.
    ``flags`` and ``passes`` are the example blocks of the docstring, ready to be run as a report.
    """

    code: str
    name: str
    name_en: str
    severity: Severity
    judge: Judge
    zh: str
    en: str
    flags: tuple[str, ...]
    passes: tuple[str, ...]


_rules: dict[str, Rule] = {}


def rule(code: str, name: str, name_en: str, *, severity: str) -> Callable[[Judge], Judge]:
    """Register a rule: ``@rule("RATE02", "资金到位率", "Arrival rate", severity="error")``."""

    def register(judge: Judge) -> Judge:
        if code in _rules:
            message = f"rule code used twice: {code}"
            raise ValueError(message)
        doc = inspect.cleandoc(judge.__doc__ or "")
        paragraphs = doc.split("\n\n")
        _rules[code] = Rule(
            code=code,
            name=name,
            name_en=name_en,
            severity=Severity(severity),
            judge=judge,
            zh=paragraphs[0].replace("\n", ""),
            en=paragraphs[1].replace("\n", " ") if len(paragraphs) > 1 else "",
            flags=_examples(doc, "Flags::"),
            passes=_examples(doc, "Passes::"),
        )
        return judge

    return register


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
