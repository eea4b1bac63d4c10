"""Superseded: regulations cited though another took their place before the year told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from model.facts import Facts
from model.quantity import Moment
from model.record import Passage
from model.relation import Remark
from validate.listed import listed
from validate.places import whole_text
from validate.quoting import quote
from validate.registry import rule
from validate.sentences import Sentence

_PARTS = re.compile(r"(\D+?)〔(\d{4})〕(\d+)号|(\D+)令第(\d+)号")
_OPEN, _SHUT = r"\s*[〔\[［【(（﹝]?\s*", r"\s*[〕\]］】)）﹞]?\s*"
_LOCAL = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼黔滇蜀省市县区州厅局"
"""Characters before 财预, 财建 … that make it a province's own series of numbers."""
_KNOWN = re.compile(r"废止|失效|修订|取代|替代|代替|不再|原《|原先|当时|时任|已被")
"""The sentence itself says that it no longer holds."""
_YEAR = re.compile(r"(?<![\d〔\[［【(（﹝])((?:19|20)\d\d)\s*(?:年|[—~～-]\s*20\d\d)")
_GONE = Sentence(
    zh="“{number}”《{title}》已于{until}被{by}《{by_title}》取代，本报告仍作为依据引用。",
    en="“{number}” was replaced on {until} by {by}, but the report still cites it.",
)


@dataclass(frozen=True, slots=True)
class _Gone:
    """A regulation that no longer holds: its entry in the list, and how its number is cited.

    ``mark`` is part of every way to cite it.
    """

    entry: dict[str, str]
    mark: str
    pattern: re.Pattern[str]


@rule("POL09", "引用失效文件", "Superseded regulation cited", severity="note", says=(_GONE,))
def superseded(facts: Facts) -> Iterator[Remark]:
    """引用的文件在评价年度以前或当年已被新文件取代，应改引现行文件。

    A regulation cited as basis was replaced before or in the year the report tells of.

    Flags::

        清河县2022年图书购置项目支出绩效自评报告
        报告日期：2023年3月8日
        一、评价依据
        根据《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）开展自评。

    Flags::

        清河县2023年图书购置项目支出绩效自评报告
        报告日期：2024年3月8日
        一、财务管理
        单位执行《行政单位财务规则》（财政部令第71号）。

    Passes::

        清河县2018年图书购置项目支出绩效自评报告
        报告日期：2019年3月8日
        一、评价依据
        根据《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）开展自评。
    """
    when = _when(facts)
    if facts.data.doc_type == "other" or when is None:
        return
    for gone in _all_gone():
        if gone.entry["until"] <= when and gone.mark in whole_text(facts):
            for passage in facts.passages:
                yield from _cited(gone, passage)


def _cited(gone: _Gone, passage: Passage) -> Iterator[Remark]:
    if gone.mark not in passage.text:
        return
    for match in gone.pattern.finditer(passage.text):
        start = passage.text.rfind("。", 0, match.start()) + 1
        sentence = passage.text[start : passage.text.find("。", match.end())]
        years = _YEAR.findall(sentence)
        if _KNOWN.search(sentence) or (years and max(years) < gone.entry["until"][:4]):
            continue
        words = quote(passage, *match.span())
        entry = gone.entry | {"number": "".join(words.raw.split())}
        said = _GONE.filled(**entry)
        yield Remark((words,), group=f"POL09-{gone.entry['number']}", zh=said.zh, en=said.en)


def _when(facts: Facts) -> str | None:
    """The last day from which the report may look back: its own, at most the end of its year.

    A report on an earlier year may cite what held in that year.
    """
    dates = [one.value for one in facts.data.report_dates if isinstance(one, Moment) and one.value]
    year = facts.data.fiscal_year
    ends = [f"{year}-12-31"] if year is not None else []
    return min([*dates, *ends], default=None)


@cache
def _all_gone() -> tuple[_Gone, ...]:
    """``lists/regulations.toml`` with the pattern of each number."""
    return tuple(_gone(entry) for entry in listed("regulations")["superseded"])


def _gone(entry: dict[str, str]) -> _Gone:
    """However its brackets are printed; an order's number before or behind the word 令."""
    match = _PARTS.fullmatch(entry["number"])
    if match is None:
        message = f"not a document number: {entry['number']}"
        raise ValueError(message)
    body, year, count, office, order = match.groups()
    if office is None:
        printed = rf"(?<![{_LOCAL}]){body}{_OPEN}{year}{_SHUT}第?\s*{count}\s*号"
        return _Gone(entry, body, re.compile(printed))
    printed = rf"{office}令\s*[（(]?\s*第?\s*{order}\s*号|{office}第?\s*{order}\s*号令"
    return _Gone(entry, office, re.compile(printed))
