"""What a sentence says of a whole and its part: shares, and rates of its own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.skeleton import Skeleton, found, shape
from extract.statements import Statement

_OF_ALL = (
    r"(?:[比总全的为约达其]|全部|全年|年度|项目|资金|经费|支出|投资|收入|人数|人员|户数|数量"
    r"|总量|总数|总额|数|额|量|合计|预算|比例|比重|份额|[：:\s])*"
)
_WHOLE = re.compile(r"共|总|合计|全[年部县市区省镇]|累计")
_OF_WHICH = shape(r"{w}{0,6}[，,：:]?\s*其中")
_PARTS = re.compile(r"其中|包括|包含|分为|分别|由|含")
_NEXT = shape(r"\s*[、和与及，,]\s*(?P<p>{P})")
_MAKES = r"(?:(?<!分别)占|(?:完成|达到?|相当于|[为是])(?={w}*{X}{w}{0,6}的))"
_MONEY_RATE = re.compile(
    r"到位|执行|支出|支付|使用|拨付|预算|序时|时间|资金|结转|结余|节约|增长|下降|增幅|降幅|自给|核减|审减|节支"
)
_FACTOR = "\ue007"
"""What is multiplied by 100% is taken for a factor."""
_UNDONE = re.compile(r"[未没尚不]|剩余|其余")
_CONTENT = re.compile(r"满意(?:度|率)(?:为|达到?|是|约|高达|[：:\s])*$")
_PLEASED = re.compile(r"(?<!不)满意(?!度|率|[^\ue001-\ue007]{0,2}调查)")
_GRADED = re.compile(r"非常|很|十分|基本|比较|较为?满|一般|[及和与或、]")
_STEM = re.compile(r"([\u4e00-\u9fff]{2,10})(?:率|比例)(?:为|达到?|是|约|高达|只有|仅|[：:\s])*$")


def proportions(over: Skeleton) -> Iterator[Statement]:
    """Shares of a whole and rates, with both figures beside them.

    Looks like::

        全年发放问卷500份，回收480份，回收率96.00%，其中农村问卷288份，占回收问卷480份的60.00%。
    """
    yield from _shares_each(over)
    yield from _divided(over)
    yield from _shares_of(over)
    yield from _shares_in(over)
    yield from _shares_first(over)
    yield from _rates(over)
    yield from _rates_first(over)
    yield from _contented(over)


def _shares_each(over: Skeleton) -> Iterator[Statement]:
    """``共 b：a1、a2、a3，分别占 p1、p2、p3``; parts and shares in one order."""
    for match in found(over, rf"{{X}}{{w}}{{0,12}}[，,]\s*分别占{_OF_ALL}(?P<p>{{P}})"):
        shares = [match.start("p")]
        while (more := _NEXT.match(over.text, shares[-1] + 1)) is not None:
            shares.append(more.start("p"))
        before = [at for at in over.around(shares[0]) if over.alike(at, match.start())]
        parts = before[: len(shares)][::-1]
        wholes = before[len(shares) :]
        if len(shares) > 1 and len(parts) == len(shares) and wholes:
            for part, share in zip(parts, shares, strict=True):
                yield Statement("share", share, tuple((part, whole) for whole in wholes))


def _divided(over: Skeleton) -> Iterator[Statement]:
    """``率=实际支出 a÷预算 b×100%=p``, the division written out."""
    pattern = (
        r"[=＝（(]{w}{0,16}(?P<a>{X})\s*[/／÷]{w}{0,16}(?P<b>[\ue001\ue002\ue007])\s*[）)]?\s*[×*xX]\s*"
        r"[\ue003\ue007]\s*[=＝]?\s*(?P<p>{P})"
    )
    for match in found(over, pattern):
        a, b = match.start("a"), match.start("b")
        if over.text[b] in (over.text[a], _FACTOR):
            yield Statement("share", match.start("p"), ((a, b),))


def _shares_of(over: Skeleton) -> Iterator[Statement]:
    """``a，占 b 的 p``."""
    pattern = (
        rf"(?P<a>{{X}}){{w}}{{0,8}}[，,（(]?{{w}}{{0,6}}{_MAKES}{{w}}{{0,16}}"
        r"(?P<b>{X}){w}{0,6}?的?{w}{0,3}(?P<p>{P})"
    )
    for match in found(over, pattern):
        a, b = match.start("a"), match.start("b")
        if over.text[a] == over.text[b]:
            yield Statement("share", match.start("p"), ((a, b),))


def _shares_in(over: Skeleton) -> Iterator[Statement]:
    """``共 b，其中 a，占比 p``; the whole is what the words say is parted."""
    pattern = rf"(?P<a>{{X}})\s*[，,、（(]?\s*约?(?:占比?|比重|所占比例){_OF_ALL}(?P<p>{{P}})"
    for match in found(over, pattern):
        a = match.start("a")
        near = [place for place in over.around(a) if over.alike(place, a)]
        wholes = [
            place for place in over.before(a) if over.alike(place, a) and _parted(over, place)
        ] or [place for place in near if _is_divided(over, place)]
        if wholes:
            yield Statement("share", match.start("p"), tuple((a, whole) for whole in wholes))


def _is_divided(over: Skeleton, place: int) -> bool:
    """Whether parts follow a figure at once: 共26项，其中…."""
    return _OF_WHICH.match(over.text, place + 1) is not None


def _shares_first(over: Skeleton) -> Iterator[Statement]:
    """``占全年支出的 p，金额为 a，全年支出为 b``; ``共 b，p（a）授予…``."""
    named = (
        r"占(?P<whole>[^，,。；;\ue001-\ue007]{2,12})的?(?P<p>{P})[，,；;（(]{w}{0,10}(?P<a>{X})"
        r"[，,；;]{w}{0,4}(?P=whole){w}{0,6}(?P<b>{X})"
    )
    within = (
        r"(?P<b>{X})[，,；;]\s*(?:其中)?[，,：:]?\s*(?P<p>{P})\s*[（(]{w}{0,8}(?P<a>{X}){w}{0,4}[）)]"
        r"(?=\s*(?:授予|用于|投向|来自|支付|流向|面向|给予?|由|为|是|的))"
    )
    for match in (*found(over, named), *found(over, within)):
        a, b = match.start("a"), match.start("b")
        if over.alike(a, b) and ("whole" in match.groupdict() or _WHOLE.search(over.lead(b))):
            yield Statement("share", match.start("p"), ((a, b),))


def _parted(over: Skeleton, place: int) -> bool:
    """Whether a figure is called a total, or parts follow it."""
    following = over.text[place + 1 : place + 8]
    return _WHOLE.search(over.lead(place)) is not None or _PARTS.search(following) is not None


_NEXT_RATE = re.compile(r"\s*[和与及、]\s*\ue003")


def _rates(over: Skeleton) -> Iterator[Statement]:
    """``共 b，合格 a，合格率 p``: the part is the figure whose words hold the rate's own."""
    for at, rate in enumerate(over.places):
        if over.text[rate] != "\ue003" or not at:
            continue
        name = _STEM.search(over.lead(rate))
        if name is None or _MONEY_RATE.search(name[1]) or over.tail(rate).startswith("以"):
            continue
        if _NEXT_RATE.match(over.text, rate + 1) or name[1].startswith(("总", "综合", "合计")):
            continue  # 兑付率97.63%和100.00%: each of its own amount
        stem = name[1][-2:]
        here = [place for place in over.before(rate) if over.text[place] in "\ue001\ue002"]
        parts = [
            place
            for place in here
            if (stem in (said := over.lead(place) + over.tail(place)) or stem[::-1] in said)
            and not _UNDONE.search(over.lead(place))
        ]
        for part in parts[:1]:
            wholes = [place for place in here if place != part and over.alike(place, part)]
            if not wholes and "其中" in over.lead(part):  # 收回301份。其中有效277份，有效率92.0%
                wholes = [one for one in over.around(rate) if over.alike(one, part)]
                wholes = [one for one in wholes if one != part]
            if wholes:
                yield Statement("rate", rate, tuple((part, whole) for whole in wholes))


def _rates_first(over: Skeleton) -> Iterator[Statement]:
    """``完成率 p，即应完成 b，实际完成 a``."""
    pattern = (
        r"(?P<p>{P})[，,（(：:]\s*(?:即|其中|也就是)?[：:，,]?{w}{0,4}(?:应|计划|需|共|总){w}{0,10}(?P<b>{X})"
        r"{w}{0,6}[，,、；;]{w}{0,12}(?P<a>{X})(?!{w}{0,6}[，,]?\s*其中)"
    )
    for match in found(over, pattern):
        rate, a, b = match.start("p"), match.start("a"), match.start("b")
        name = _STEM.search(over.lead(rate))
        if name is None or _MONEY_RATE.search(name[1]) or not over.alike(a, b):
            continue
        lead = over.lead(a)
        if name[1][-2:] in lead + over.tail(a) and not _UNDONE.search(lead):
            yield Statement("rate", rate, ((a, b),))


def _contented(over: Skeleton) -> Iterator[Statement]:
    """``有效问卷 b，满意 a，满意度 p``; not where several answers count as contented."""
    for rate in over.places:
        if over.text[rate] != "\ue003" or not _CONTENT.search(over.lead(rate)):
            continue
        counts = [one for one in over.within(rate) if over.text[one] == "\ue002"]
        pleased = [one for one in counts if _PLEASED.search(_around(over, one))]
        if len(pleased) != 1 or _GRADED.search(_around(over, pleased[0])):
            continue
        wholes = [
            one
            for one in counts
            if one != pleased[0]
            and over.alike(one, pleased[0])
            and not _UNDONE.search(over.lead(one))
        ]
        if (
            wholes
            and over.text.count("\ue003", over.within(rate)[0], over.within(rate)[-1] + 1) == 1
        ):
            yield Statement("rate", rate, tuple((pleased[0], whole) for whole in wholes))


def _around(over: Skeleton, place: int) -> str:
    """The words of one item of a list, before its figure and behind it."""
    return over.lead(place).strip("、和及与 ") + over.tail(place).partition("、")[0]
