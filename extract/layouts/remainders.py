"""What a sentence says is left: of counts done and not, of money that came in and went out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.skeleton import Skeleton, found
from extract.statements import Statement

_MONEY = "\ue001"
_LEFT = (
    r"(?:未完成|未[\u4e00-\u9fff]{0,3}|尚未|剩余|其余|尚有|还有|还剩|余下|另有|正在|在建"
    r"|待[\u4e00-\u9fff]{0,2})"
)
_DONE = r"(?:已|完成|办结|整改|建成|验收)"
_REST = re.compile(
    r"(?<!年初)(?<!上年)(?<!期初)(?<!结转)结余|剩余|余额|未支出|未使用|未执行|未拨付|未支付|尚余|余下|还剩|结转"
)
_OUT = re.compile(r"支出|使用|执行|支付|拨付|兑付|发放")
_IN = re.compile(r"预算|到位|下达|收入|收到|安排|拨入|资金|总额|下拨")
_EQUALS = re.compile(r"[=＝]")
_MOVED = re.compile(
    r"(?:上年|年初|期初|以前年度)(?:结|余额)|上缴|收回|交回|缴回|追加|调[增减整剂]|核减|统筹"
)
_ANSWERED = re.compile(r"基本|比较|较为?|一般|非常|十分|弃权|未作答|说不清|不了解")
"""Answers between yes and no."""
_ASKED = re.compile(r"问卷|样本|调查|抽|检|收回|回收|共|合计|总|访")
_AND = re.compile(r"[^，,、；;。\ue001-\ue010]{0,4}[，,、][^，,、；;。\ue001-\ue010]{0,6}")
_BEFORE = re.compile(r"上年|去年|往年|同期")
_DIFFERENCE = (
    r"(?P<c>{M})[，,]\s*(?:系|即|为|是){w}{0,14}(?P<a>{M})\s*[与和减扣]{w}{0,14}(?P<b>{M})"
    r"\s*(?:的差额|之差|后的余额|相抵|后所剩)"
)
_BRACKETED = r"(?P<c>{M})\s*[（(]{w}{0,14}(?P<a>{M}){w}{0,4}[，,、；;减]{w}{0,14}(?P<b>{M})\s*[）)]"
_TOGETHER = (
    r"(?P<b>{M})[，,、]{w}{0,10}(?P<c>{M})[，,；;]\s*(?:\ue002|[两二]者|以上)?(?:合计|共计|相加|之和)"
    r"(?:后|正好|恰好|均)?(?:与|等于|同|即|为){w}{0,12}(?P<a>{M})"
)


def remainders(over: Skeleton) -> Iterator[Statement]:
    """Remainders of counts and of money, and subtractions written out.

    Looks like::

        到位资金90万元，实际支出84万元，结余6万元。
    """
    yield from _counted(over)
    yield from _answered(over)
    yield from _left(over)
    yield from _balanced(over)
    yield from _short_of(over)
    yield from _subtracted(over)


def _counted(over: Skeleton) -> Iterator[Statement]:
    """``共 n 项，已完成 m 项，未完成 k 项``."""
    pattern = (
        rf"(?P<n>{{C}}){{w}}{{0,8}}(?:[，,：:（(](?:其中[：:，,]?)?)?{{w}}{{0,6}}{_DONE}{{w}}{{0,8}}"
        rf"(?P<m>{{C}}){{w}}{{0,8}}(?:[，,、]{{w}}{{0,8}}{{P}})?[，,、和]{{w}}{{0,2}}{_LEFT}{{w}}{{0,10}}"
        r"(?P<k>{C})"
    )
    for match in found(over, pattern):
        n, m, k = match.start("n"), match.start("m"), match.start("k")
        after = next((place for place in over.places if place > k), None)
        if after is not None and over.alike(k, after) and _AND.fullmatch(over.text[k + 1 : after]):
            continue  # 已完成25处，在建7处，未开工2处: three, not two
        if over.alike(n, m) and over.alike(m, k):
            yield Statement("rest", n, ((m, k),))


def _answered(over: Skeleton) -> Iterator[Statement]:
    """``有效问卷 n 份，满意 m 份，不满意 k 份``; no answer stands between yes and no."""
    pattern = (
        r"(?P<n>{C}){w}{0,8}[，,：:（(](?:其中[：:，,]?)?{w}{0,4}(?P<yes>满意|合格|达标|通过|同意|支持|知晓){w}{0,3}"
        r"(?P<m>{C}){w}{0,3}[，,、和](?:表示|回答)?[不未](?P=yes){w}{0,3}(?P<k>{C})"
    )
    for match in found(over, pattern):
        n, m, k = match.start("n"), match.start("m"), match.start("k")
        alike = over.alike(n, m) and over.alike(m, k)
        between = _ANSWERED.search(over.text, max(0, match.start() - 12), match.end() + 12)
        if alike and not between and _ASKED.search(over.lead(n) + over.tail(n)):
            yield Statement("rest", n, ((m, k),))


def _left(over: Skeleton) -> Iterator[Statement]:
    """``预算 a，支出 b，结余 c``; not where money moved in or out besides."""
    for rest in over.places:
        if over.text[rest] != _MONEY or not _REST.search(over.lead(rest) + over.tail(rest)[:6]):
            continue
        before = [place for place in over.before(rest) if over.text[place] == _MONEY]
        if not before or not _OUT.search(over.lead(before[0])):
            continue
        start = min(before) - 30
        if _MOVED.search(over.text[max(0, start) : rest + 1]):
            continue
        sources = [place for place in before[1:] if _IN.search(over.lead(place))]
        if sources and len(before) <= 1 + len(sources):
            yield Statement("left", rest, tuple((place, before[0]) for place in sources))


def _balanced(over: Skeleton) -> Iterator[Statement]:
    """What is left told first: ``结余 c，系到位 a 与支出 b 的差额``, ``结余 c（a，b）``."""
    if not _REST.search(over.text):
        return
    for pattern in (_DIFFERENCE, _BRACKETED, _TOGETHER):
        for match in found(over, pattern):
            a, b, c = match.start("a"), match.start("b"), match.start("c")
            plays = _REST.search(over.lead(c)) and _IN.search(over.lead(a))
            end = over.text.find("。", match.end())
            said = over.text[max(0, match.start() - 20) : end if end >= 0 else len(over.text)]
            if plays and _OUT.search(over.lead(b)) and not _MOVED.search(said):
                yield Statement("left", c, ((a, b),))


def _short_of(over: Skeleton) -> Iterator[Statement]:
    """``支出 b，较预算 a 少支出 c``."""
    pattern = (
        r"(?P<b>{M})[，,]\s*(?:较|比|与){w}{0,12}(?P<a>{M})(?:相比)?[，,]?\s*"
        r"(?:少支出|少执行|少支付|少使用|节余|结余|剩余)(?:了|为|共)?\s*(?P<c>{M})"
    )
    for match in found(over, pattern):
        a, b, c = match.start("a"), match.start("b"), match.start("c")
        now = not _BEFORE.search(over.lead(a)) and not _BEFORE.search(over.lead(b))
        if now and _IN.search(over.lead(a)) and _OUT.search(over.lead(b)):
            yield Statement("left", c, ((a, b),))


def _subtracted(over: Skeleton) -> Iterator[Statement]:
    """``100-2-3.5=94.5分``, the subtraction written out."""
    if not _EQUALS.search(over.original):
        return
    figure, minus = "[\ue002\ue006]", r"\s*[-－−–—]\s*"
    pattern = rf"(?P<a>{figure})(?P<less>(?:{minus}{figure})+)\s*[=＝]?\s*(?P<c>{figure})"
    for match in found(over, pattern):
        result = match.start("c")
        written = over.original[over.mark(result).start - 1 : over.mark(result).end]
        less = [at for at in over.places if match.start("less") <= at < match.end("less")]
        if _EQUALS.search(written):
            yield Statement("less", result, ((match.start("a"), *less),))
