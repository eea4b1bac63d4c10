"""Whether figures listed behind a total are its parts: not prices, stages, bounds or overlaps."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Breakdown
from validate.aligned import offset_in, said_before

_BOUNDS = frozenset({"<", "<=", ">", ">="})
ROUGHLY = _BOUNDS | {"~<", "range"}
_TWICE = 2
_PER_HEAD = re.compile(
    r"各(?:自|有|设|建|安排|配备|补助|发放|购置|配)?(?:约|为)?$|(?:每[\u4e00-\u9fff]{1,4}|[人户台亩笔场]均|单价|均价)(?:为|约|按)?$"
)
_THAN = re.compile(r"[比较](?:上年|去年|同期|上期|往年|(?:19|20)\d\d年)[\u4e00-\u9fff]{0,4}的?$")
_OF_A_SCALE = re.compile(r"[（(][不]?含[）)]|以[上下]|至$")
_OWN_TOTAL = re.compile(r"(?:共|共计|合计|小计|计)(?:为|约|需)?$")
_ANSWERS = re.compile(
    r"(?:发放|收回|回收|有效|满意|合格|通过|参[加与训]|报名|取证|就业|[初终]审)(?:数|的|者)?$"
)
"""Stages of one number of people or papers: each is among those before it."""
_BOTH = re.compile(
    r"同时(?:具有|具备|属于|是|享受|符合)|(?:两种|双重|多重|多种)(?:以上)?身份|交叉统计|重复(?:统计|计数|计算)|"
    r"(?:有|存在|部分|互有|含)[\u4e00-\u9fff]{0,6}(?:重复|重叠|交叉|兼)"
)
"""Words that say of classes that some are counted in two of them."""
_NOT_BOTH = re.compile(
    r"(?:不|未|无|没有|剔除|扣除|避免|去除)[\u4e00-\u9fff]{0,8}(?:重复|重叠|交叉)"
)
_MONTHS = re.compile(r"(\d{1,2})\s*月?\s*[-—–~～至]\s*(\d{1,2})\s*月")


def misled(facts: Facts, breakdown: Breakdown[Figure]) -> bool:
    """Whether a part is one of several alike (各设4个), or the total another year's."""
    total = breakdown.total
    names = [one.raw for one in breakdown.names]
    if any(part.comparator in _BOUNDS for part in breakdown.parts):
        return True  # 500万元以下的项目1,240万元: bounds by which a whole is divided
    if any("每" in name or _OF_A_SCALE.search(name) for name in names):
        return True
    own = [_OWN_TOTAL.search(said_before(facts, part)) is not None for part in breakdown.parts]
    if sum(own) > 1:
        return True  # 12场，共13.2万元；200块，共9万元: each the total of its own
    stages = {found.group() for name in names if (found := _ANSWERS.search(name))}
    if len(stages) > 1:
        return True  # 有效215份，满意201份: some are among the others
    return any(_PER_HEAD.search(said_before(facts, part)) for part in breakdown.parts) or (
        total is not None and _THAN.search(said_before(facts, total)) is not None
    )


def told_to_overlap(facts: Facts, breakdown: Breakdown[Figure]) -> bool:
    """Whether the sentence of the parts says that some are counted twice."""
    last = breakdown.parts[-1].end if breakdown.parts else 0
    for passage in facts.passages:
        if passage.source and passage.source[0].start < last <= passage.source[-1].end:
            behind = re.split("[。；;\n]", passage.text[offset_in(passage, last - 1) :])[0]
            return bool(_BOTH.search(behind)) and not _NOT_BOTH.search(behind)
    return False


def behind_another(breakdown: Breakdown[Figure], others: tuple[Breakdown[Figure], ...]) -> bool:
    """Whether a total ends the list before these parts, and they have a total of their own behind.

    预算分别为60万元和90万元，合计150万元；支出分别为54万元和84万元，合计138万元 is two lists.
    """
    total, parts = breakdown.total, breakdown.parts
    if total is None or not parts or total.start > parts[0].start:
        return False
    closes = any(
        other.total == total and other.parts and other.parts[-1].end <= total.start
        for other in others
    )
    return closes and any(
        other.parts == parts and other.total is not None and other.total.start >= parts[-1].end
        for other in others
    )


def comparable(total: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether parts come near enough to a whole to be taken for its parts."""
    added = sum((part.value for part in parts if part.value is not None), Decimal(0))
    whole = total.value or Decimal(0)
    return added < whole * _TWICE and whole < added * _TWICE


def overlap(breakdown: Breakdown[Figure]) -> bool:
    """Whether parts are stages told up to a date (一季度…，上半年…), or one figure is for two."""
    names = "、".join(name.raw for name in breakdown.names)
    last = breakdown.names[-1].raw if breakdown.names else ""
    if breakdown.kind == "count" and re.search("[和与及、]", last):
        return True  # 效益指标和满意度指标各1项
    if "中小" in names and re.search("小微|小型|微型", names):
        return True  # small and micro enterprises are among the small and medium-sized ones
    half = "上半年" in names and "下半年" not in names
    return half or bool(re.search(r"累计|前[二两三]个?季度", names)) or _months_overlap(names)


def _months_overlap(names: str) -> bool:
    """Whether months told as spans overlap: 1-6月, 1-9月; not so 1-9月, 10-12月."""
    spans = sorted((int(first), int(last)) for first, last in _MONTHS.findall(names))
    return len(spans) == 1 or any(one[1] >= other[0] for one, other in pairwise(spans))


def beyond(total: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether something counted among the parts is more than the whole, so no part of it."""
    return any(
        part.value is not None and total.value is not None and part.value > total.value
        for part in parts
    )
