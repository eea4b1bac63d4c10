"""Sums whose total comes last, after a run of items that say in one way what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.skeleton import Skeleton, found

FEWEST = 2
MOST = 40
"""Items of one run; a longer one is a ledger printed as text."""

_ALL = (
    r"(?:[两三四五六七八九十]{1,2}项|[两三四五六七八九十]年|以上|上述|各项|全年|年度|本年|当年|全部|项目|资金|经费|支出|收入|投资|费用"
    r"|政府采购|采购|[“\"]?三公[”\"]?"
    r"|[\ue002\ue010](?=累计|共|合计|总)|[，,、\s])*"
)
_VERB = (
    r"(?:投入|支出|收入|投资|拨付|下达|到位|安排|完成|发放|支付|补助|费用|成本|经费|资金|金额|人数|数量"
    r"|[为达是约：:\s])*"
)
_PLAIN = (
    rf"{_ALL}(?:合计|共计|总计|总共|累计|总和为?|总[量数额计](?!据)|总(?=[支收投费成])|共(?!同))"
    rf"{_VERB}"
)
_CLOSER = rf"[，,；;。、]\s*{_PLAIN}(?P<total>{{X}})"
_YEARLY = (
    r"[，,；;。]\s*(?:全年|全[县市区省镇]|项目)(?:累计|共计?|合计|一共)?{w}{0,14}?(?P<total>{X})"
)
"""What may close a run that says what it divides: 按镇统计，…，全年改造500户."""
_PLANNED = re.compile(r"计划|目标|预计|任务|应|拟")
_FEWEST_DIVIDED = 3
_SCORE = (
    r"[，,；;。、]\s*(?:[经据由][^，,；;。\ue001-\ue007]{1,10}[，,])?\s*(?:综合|最终|最后|评价|绩效|项目|自评|本次|整体|总体|全部|指标|合计|各项|[一二三四五六七八九十]项)*"
    r"(?:总得分|总分|得分|总评分|评分)(?:合计|共计|总计|数|为|是|达|[：:\s])*(?P<total>{C})"
)
"""The score that closes a list of scores."""
_SCORED = re.compile(r"得分|评分|得$|得\ue002|实得")
_NO_SCORE = re.compile(r"分值|权重|满分|标准分|专家|评委|平均|扣|失分|加权|上年|去年|复[核评]")
_POINTS = "分"
_FEWEST_SCORES = 3
_NOTE = (
    r"\s*(?:[（(][^（）()\ue001\ue002]*[）)])?(?:[，,]?\s*(?:占|比重)[^，,；;。\ue001\ue002]*)?\s*"
)
"""What may be said of an item before the next: its share, or words in brackets."""
_JOINT = re.compile(rf"{_NOTE}[）)]?[，,、；;。和及与][^，,；;。\ue001-\ue007]{{0,30}}")
_END = re.compile(rf"{_NOTE}[）)]?\s*")
_TIME = re.compile(
    r"季度?$|[上下]半年|(?:19|20)\d\d年|[一二三四五六七八九十\d]{1,2}月|第[一二三四五六]?[批期年次季]"
)
_DIVIDED = re.compile(
    r"(?:^|[。；;！？\n，,])\s*(?:按照?|分|从)[^，,。；;\ue001-\ue007]{1,10}(?:分|看|统计|划分|类)[，,：:]"
    r"[^，,。；;、\ue001-\ue007]*$"
)
"""Opens a run that divides a whole: 按类型分，县道为…."""
_CARRIED = re.compile(r"(?:上年|以前年度|历年)?结转(?:资金|结余资金)?$")
_IN_BRACKETS = (
    r"(?P<total>{X}){w}{0,8}(?:{C}{w}{0,8})?[，,：:]?{w}{0,4}(?:由|包括|包含|分为|分别[为是]|其中|[：:])[：:]?"
    r"(?P<list>(?:[^，,。；;！？（(\n\ue001-\ue007]{1,16}[（(]{X}[）)][、，,；;和及与]?){2,})"
)
_WEIGHED = re.compile(r"\s*[，,（(]?\s*(?:实际|自评|评价|实)?得")
_MONTHS = re.compile(r"(\d{1,2})\s*月?\s*[-—–~～至]\s*(\d{1,2})\s*月")
_KIND = re.compile(r"[\u4e00-\u9fff]{2}$")
_TAIL = re.compile(r"[为达是约：:\s共计有了]+$")
_OTHER = re.compile(
    r"结余|剩余|结转|预算数?$|到位|比上|较上|同比|人均|户均|每|超|节约|增长|下降|上年|去年|计划|目标|减|扣"
)


def closing_totals(over: Skeleton) -> Iterator[tuple[int, tuple[int, ...]]]:
    """A total and the run of items right before it, as offsets of their signs.

    The items are one run only where they end in one word (…支出, …支出), tell of times (一季度,
    二季度) or come after one 分别.
    """
    for match in found(over, _CLOSER):
        total = match.start("total")
        items = _run(over, total, match.start())
        if len(items) < FEWEST or not _of_one_kind(over, items):
            continue
        if _WEIGHED.match(over.text, total + 1):
            continue  # 共36分，得30.5分: what can be had, not the sum of what was
        if not _months_overlap(over, items):
            yield total, items
    for match in found(over, _YEARLY) if "全" in over.text else ():
        total = match.start("total")
        items = _run(over, total, match.start())
        planned = _PLANNED.search(match.group()) is not None
        if len(items) >= _FEWEST_DIVIDED and _is_divided(over, items) and not planned:
            yield total, items
    if _POINTS in over.original and _SCORED.search(over.text):
        yield from _scores(over)


def _scores(over: Skeleton) -> Iterator[tuple[int, tuple[int, ...]]]:
    """A score and the scores right before it: 决策13分；过程24分；产出29分。综合得分66分."""
    for match in found(over, _SCORE):
        total = match.start("total")
        if over.unit(total) != _POINTS:
            continue
        items = _run(over, total, match.start())
        if len(items) < _FEWEST_SCORES:
            continue
        said = over.text[max(0, items[0] - 40) : match.start()]
        if _SCORED.search(said) and not _NO_SCORE.search(said):
            yield total, items


def bracketed_parts(over: Skeleton) -> Iterator[tuple[int, tuple[int, ...]]]:
    """A total and, behind a word that parts it, items whose figures stand in brackets.

    ``总量3,800公里，由主干河道（2,000公里）、支流河道（1,000公里）、沟渠（800公里）组成``
    """
    for match in found(over, _IN_BRACKETS):
        total = match.start("total")
        items = tuple(at for at in over.places if match.start("list") <= at < match.end("list"))
        if len(items) >= FEWEST and all(over.alike(total, at) for at in items):
            yield total, items


def _run(over: Skeleton, total: int, end: int) -> tuple[int, ...]:
    """The figures like the total before it, as long as nothing but joints stand between."""
    items: list[int] = []
    right, joint = end, _END
    for place in reversed([one for one in over.places if one < end][-MOST:]):
        if over.text[place] not in "\ue001\ue002":
            continue
        fits = joint.fullmatch(over.text, place + 1, right)
        if not fits or not over.alike(place, total) or _is_other(over, place):
            break
        items.append(place)
        right, joint = place, _JOINT
    return tuple(reversed(items))


def _months_overlap(over: Skeleton, items: tuple[int, ...]) -> bool:
    """Whether the items are told up to months, one within another: 1-6月…，1-9月…."""
    first = over.mark(items[0]).start
    said = over.original[max(0, first - 24) : over.mark(items[-1]).start]
    spans = sorted((int(begin), int(end)) for begin, end in _MONTHS.findall(said))
    return any(one[1] >= other[0] for one, other in pairwise(spans))


def _is_other(over: Skeleton, place: int) -> bool:
    """Whether an amount is no item; money carried over is one among sources, not in an account."""
    lead = _TAIL.sub("", over.lead(place)).strip()
    return _OTHER.search(_CARRIED.sub("", lead)) is not None


def _is_divided(over: Skeleton, items: tuple[int, ...]) -> bool:
    return _DIVIDED.search(over.text, max(0, items[0] - 40), items[0]) is not None


def _of_one_kind(over: Skeleton, items: tuple[int, ...]) -> bool:
    if _is_divided(over, items) or all(over.text[at - 1] in "（(" for at in items):
        return True
    leads = [_TAIL.sub("", over.lead(place)).strip("、和及与 ") for place in items]
    if "分别" in leads[0] and not any(leads[1:]):
        return True
    if all(_TIME.search(lead) or lead.endswith("年") for lead in leads):
        return True
    ends = {found[0] for lead in leads if (found := _KIND.search(lead))}
    return len(ends) == 1 and all(_KIND.search(lead) for lead in leads)
