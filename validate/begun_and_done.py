"""Sentences that tell when work began and when it was done, the later day first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from validate.quoting import quote

_DATE = r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBERS = re.compile(r"\d+")
_RANGE = re.compile(rf"({_DATE})(?:起)?\s*(?:至|到|[-—－–~～]+)\s*({_DATE})")
_OWN_TIME = re.compile(r"期限|工期|起止|时间|周期|期间|实施期|有效期|服务期|建设期|合同期")
_SOON = r"(?:起|正式|全面|陆续)*"
_BEGUN = re.compile(
    rf"({_DATE}){_SOON}(?:启动|开工|动工|开始|实施|进场|签[订署](?:了)?[^，。；]{{0,8}}(?:合同|协议))"
)
_DONE = re.compile(
    rf"({_DATE})(?:前|底)?(?:正式|全部|如期|按期|已)*(?:竣工|完工|结束|交付|投入使用"
    r"|完成(?:了)?(?:全部|所有|各项)?[^，。；\d]{0,6}(?:验收|工作|内容|建设|实施|施工|结算)"
    r"|通过(?:了)?[^，。；\d]{0,6}验收|支付[^，。；\d]{0,6}尾款)"
)
_FINISHED = re.compile(
    rf"({_DATE})(?:前|底)?(?:正式|全部|全面|如期|按期|已)*(?:竣工|完工|结束|完成(?:了)?(?:全部|所有|各项)[^，。；\d]{{0,6}})"
)
_SETTLED = re.compile(
    rf"({_DATE})(?:前|底)?(?:全部|已|才)*(?:完成(?:了)?(?:资金|款项|工程|费用|竣工)*(?:结算|清算|决算)"
    r"|(?:支付|付清|拨付|结清)(?:了)?[^，。；\d]{0,6}(?:尾款|余款|全部款项|全款))"
)
_SENTENCE = re.compile(r"[^。；;\n]*(?:\n[^。；;\n]*)*?(?:[。；;]|$)")
_MANY_THINGS = re.compile(
    r"分别|[一二三四五]期|[一二三四五]标段|上年|去年|往年|前期|其中|首批|第[一二三四]批"
)


def told_backwards(facts: Facts) -> Iterator[tuple[Wording, Wording]]:
    """Pairs of a day something began and an earlier day it was done, told in one sentence."""
    for passage in facts.passages:
        if passage.table is None and passage.text.count("日") > 1 and "月" in passage.text:
            for start, end in _pairs(passage.text.translate(_WIDE)):
                if _day(start.group(1)) > _day(end.group(end.lastindex or 1)):
                    yield (
                        quote(passage, *start.span(1)),
                        quote(passage, *end.span(end.lastindex or 1)),
                    )


def settled_first(facts: Facts) -> Iterator[tuple[Wording, Wording]]:
    """Pairs of a day work was finished and an earlier day all was paid, told in one sentence."""
    for passage in facts.passages:
        if passage.table is None and passage.text.count("日") > 1 and "月" in passage.text:
            text = passage.text.translate(_WIDE)
            for sentence in _SENTENCE.finditer(text):
                span = sentence.span()
                finished = list(_FINISHED.finditer(text, *span))
                settled = list(_SETTLED.finditer(text, *span))
                if len(finished) != 1 or len(settled) != 1 or _MANY_THINGS.search(sentence.group()):
                    continue
                done, paid = finished[0], settled[0]
                if done.start() < paid.start() and _day(done.group(1)) > _day(paid.group(1)):
                    yield quote(passage, *done.span()), quote(passage, *paid.span())


def _pairs(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    for sentence in _SENTENCE.finditer(text):
        span = sentence.span()
        if _MANY_THINGS.search(text, *span):
            continue
        for found in _RANGE.finditer(text, *span):
            if _OWN_TIME.search(text, span[0], found.start()):
                yield found, found
        begun, done = list(_BEGUN.finditer(text, *span)), list(_DONE.finditer(text, *span))
        if len(begun) == 1:
            backwards = [end for end in done if _day(end.group(1)) < _day(begun[0].group(1))]
            for end in [one for one in backwards if begun[0].start() < one.start()][:1]:
                yield begun[0], end


def _day(date: str) -> tuple[int, ...]:
    return tuple(map(int, _NUMBERS.findall(date)))
