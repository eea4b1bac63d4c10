"""The body that signs a report, or is written into its form, beside the one its title names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from model.facts import Facts
from model.record import Passage
from model.relation import Remark
from validate.bodies import KIND, Body, beside, body, elsewhere, same_work
from validate.places import whole_text
from validate.quoting import quote
from validate.sentences import Sentence

OTHER_SIGNATURE = Sentence(
    "报告标题是“{own}”的，而{where}为“{name}”，全文其他地方未提到后者，疑为他单位报告的残留。",
    "The title names “{own}”, {place} “{name}”, who is named nowhere else; the name seems to be "
    "left over from another body's report.",
)
_TITLED = re.compile(
    rf"(?:关于)?(?:(?:19|20)\d\d\s*年?度?)?(?P<name>[\u4e00-\u9fff]{{2,30}}?{KIND})(?=\d|关于|[\u4e00-\u9fff“])"
)
_FIELD = re.compile(
    r"^\s*(?P<label>(?P<maker>填报|自评|编制|报告)|(?:项目|实施|申报|承担))(?:单位|部门)(?:（[^（）]{0,8}）)?\s*[:：]\s*"
    rf"(?P<name>[\u4e00-\u9fff]{{2,30}}?{KIND})\s*(?:（[^（）]{{0,8}}）)?\s*$"
)
_SIGNED = re.compile(
    rf"^\s*(?P<name>[\u4e00-\u9fff]{{2,30}}?{KIND})\s*(?:（(?:盖章|公章|章)）)?\s*$"
)
_ABOVE_ALL = re.compile(r"财政|审计|评价|评审|政府|发展和?改革|国资|管委会|办公室")
_LAST, _FIRST = 4, 12
"""Passages of the running text in which a signature, a form's head may stand."""


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a body stands, in words; ``maker``: as the one that made the report."""

    zh: str
    en: str
    passage: Passage
    maker: bool


def signed_by_another(facts: Facts) -> Iterator[Remark]:
    """A signature or a form's head with a body that is not the title's and named nowhere else."""
    title = facts.data.title
    named = _TITLED.match(title.raw.strip()) if title is not None else None
    own = body(named.group("name")) if named is not None else None
    if title is None or own is None or not own.place:
        return
    running = [one for one in facts.passages if one.kind == "paragraph"]
    for passage in running[:_FIRST]:
        found = _FIELD.match(passage.text)
        if found is not None and passage.source != title.source:
            maker = found.group("maker") is not None
            where = _Where(f"{found.group('label')}单位", "the form", passage, maker=maker)
            yield from _remark(facts, own, where, found)
    for passage in running[-_LAST:]:
        found = _SIGNED.match(passage.text)
        if found is not None and passage.source != title.source:
            where = _Where("落款", "the signature", passage, maker=True)
            yield from _remark(facts, own, where, found)


def _remark(facts: Facts, own: Body, where: _Where, found: re.Match[str]) -> Iterator[Remark]:
    other = body(found.group("name"))
    if other is None or _ABOVE_ALL.search(other.name) or not other.is_placed:
        return
    far = elsewhere(own, other) and same_work(own, other)
    near = where.maker and own.is_bureau and other.is_bureau and beside(own, other)
    known = other.place if far else other.work + other.kind
    if not (far or near) or whole_text(facts).count(known) > 1:
        return
    words = quote(where.passage, *found.span("name"))
    said = OTHER_SIGNATURE.filled(own=own.name, name=other.name, where=where.zh, place=where.en)
    severity = "error" if far else "warning"
    yield Remark((words,), group=f"TXT03-{other.work}", severity=severity, zh=said.zh, en=said.en)
