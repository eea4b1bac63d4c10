"""Annexes: what the text refers the reader to, and whether it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from model.relation import Remark
from validate.quoting import comparable, quote
from validate.registry import rule
from validate.sentences import Sentence

_DIGITS = "一二三四五六七八九十"
_REFERRED = re.compile(
    r"(?:详见|参见|见|列于|附于)(?:本?报告)?(?:后附的?|所附的?|文后)?"
    r"(?P<what>(?P<kind>附件|附表|附录|附图|表|图)\s?(?P<number>\d{1,2}(?:[-—.－]\d{1,2})?|["
    + _DIGITS
    + r"]{1,3})?"
    r"(?P<name>[《“]?[\u4e00-\u9fff]{2,16}?(?:表|清单|明细|报告|材料|图|汇总|目录|名册|名单))?)"
)
_ELSEWHERE = re.compile(
    r"[》〉][^，。；]{0,6}$|(?:通知|办法|文件|方案|规程|标准|指南|制度)(?:的|中|中的)?$"
)
_HEADED = re.compile(
    r"^\s*[（(\[【]?\s*(?P<kind>附件|附表|附录|附图|表|图)\s*"
    rf"(?P<number>\d{{1,2}}(?:[-—.－]\d{{1,2}})?|[{_DIGITS}]{{1,3}})?\s*(?P<rest>.*)$"
)
_LIST = re.compile(r"^\s*附\s*(?:件|表|录)?\s*[：:]")
_HINT = "见于"
_TABLE_NAME = 3
"""Characters of an annex's name that must return in a heading or caption for it to be there."""

_ABSENT = Sentence(
    "“{words}”，而报告中没有{what}（附件可能另行公开）",
    "“{words}”, but the report holds no {what} (it may have been published apart)",
)


@rule("XREF10", "所称附件缺失", "Annex referred to but absent", severity="note", says=(_ABSENT,))
def annex_absent(facts: Facts) -> Iterator[Remark]:
    """正文所称“见附件”“见附表”的内容应在报告中。

    What the text refers the reader to, an annex or a numbered table, is in the report.

    Flags::

        一、评价结论
        项目自评得分为98分，具体评分见附件评分表。

    Flags::

        表1 资金支出明细表
        | 序号 | 支出内容 | 支付金额（元） |
        | 1 | 巡护交通费 | 30,000.00 |
        一、资金使用情况
        支出明细见表1，绩效指标完成情况详见表3。

    Passes::

        一、评价结论
        项目自评得分为98分，具体评分见附件2。评价方法见《项目支出绩效评价管理办法》附件1。
        附件：1.项目支出绩效自评表
        2.绩效评价评分表
    """
    held = _held(facts)
    told: set[str] = set()
    for passage in facts.passages:
        if not any(char in passage.text for char in _HINT) or _LIST.match(passage.text):
            continue
        for found in _REFERRED.finditer(passage.text):
            what = comparable(found.group("what"))
            if what in told or _is_elsewhere(passage, found) or _is_there(found, held):
                continue
            told.add(what)
            words = _clause(passage, found)
            said = _ABSENT.filled(
                words="".join(words.raw.split()), what="".join(found.group("what").split())
            )
            yield Remark((words,), zh=said.zh, en=said.en)


def _held(facts: Facts) -> list[tuple[str, str, str]]:
    """The annexes and numbered tables of a report: kind, number, name; those it lists count."""
    held: list[tuple[str, str, str]] = []
    listing = False
    for passage in facts.passages:
        text = passage.text.strip()
        listing = listing or _LIST.match(text) is not None
        if listing:
            held.append(("附件", "", text))
            held += [
                ("附件", number, text) for number in re.findall(r"(?<!\d)(\d{1,2})[.．、]", text)
            ]
        found = _HEADED.match(text) if len(text) <= 60 else None  # noqa: PLR2004 - a title
        if found is not None and passage.kind != "cell":
            held.append((found.group("kind"), _plain(found.group("number")), found.group("rest")))
        elif passage.kind in {"heading", "caption"}:
            held.append(("", "", text))
    return held


def _is_there(found: re.Match[str], held: list[tuple[str, str, str]]) -> bool:
    """Whether what is referred to has a heading, a caption or a line in the list of annexes."""
    kind, number, name = found.group("kind"), _plain(found.group("number")), found.group("name")
    annex = kind.startswith("附")
    if kind in {"表", "图"} and not number:
        return True
    kinds = {one for one, _, _ in held}
    if kind in {"表", "图"} and kind not in kinds:
        return True
    if number:
        return any(
            one[1] == number and (one[0] == kind or (annex and one[0].startswith("附")))
            for one in held
        )
    if name:
        core = comparable(name)[-4:] if len(name) > _TABLE_NAME else comparable(name)
        return any(core in comparable(text) for _, _, text in held)
    return any(one[0].startswith("附") for one in held)


def _is_elsewhere(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the annex is another document's: 见《办法》附件2."""
    before = passage.text[: found.start("what")].rstrip()
    return bool(_ELSEWHERE.search(before))


def _plain(number: str | None) -> str:
    """A number of annexes and tables in digits: 二 as 2."""
    if not number:
        return ""
    if number[0] in _DIGITS:
        ten, _, one = number.rpartition("十")
        units = _DIGITS.index(one) + 1 if one else 0
        tens = (_DIGITS.index(ten) + 1 if ten else 1) * 10 if "十" in number else 0
        return str(tens + units)
    return re.sub(r"[—.－]", "-", number)


def _clause(passage: Passage, found: re.Match[str]) -> Wording:
    """The clause that refers, from the comma before it."""
    start = max(passage.text.rfind(stop, 0, found.start()) for stop in "，。；,;") + 1
    return quote(passage, start, found.end())
