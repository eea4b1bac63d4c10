"""Names that say what is counted, and values that measure something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import IndicatorRow
from model.relation import Remark
from validate.aligned import named, words_of
from validate.quoting import comparable
from validate.registry import rule
from validate.rules.outcomes import one_line
from validate.sections import clauses, with_titles
from validate.sentences import Sentence

_COUNT = re.compile(
    r"(?:人次|次数|人数|户数|件数|个数|台数|套数|场次|场数|期数|批次|天数|项数|家数|座数|份数|数量|总数)"
    r"(?:[（(][^（）()%％]*[）)])?$"
)
_SHARE = re.compile(r"率|比例|比重|占比|增幅|降幅|幅度|百分|程度")
_RATE = re.compile(r"率(?:[（(][^（）()]*[）)])?$")
_NO_RATE = re.compile(r"(?:频|效|功|汇|利|税|费|速|心|倍|分辨|容积|曝光|斜|周转)率")
"""Rates that are no share of anything."""
_MISHAP = re.compile(r"(?:发病|发生|事故|死亡|投诉|故障|差错)率")
"""Often given as a plain count (事故发生率为0起): loose, but understood."""
_DIGIT = re.compile(r"[\d０-９]")
_COUNT_IN_PERCENT = Sentence(
    "“{name}”是数量，指标值却为{values}，计量单位与指标名称不符{told}",
    "“{name}” is a count, yet its value is {values}: unit and name do not go together{told}",
)
_RATE_WITHOUT = Sentence(
    "“{name}”是比率，指标值却为{values}，计量单位与指标名称不符{told}",
    "“{name}” is a rate, yet its value is {values}: unit and name do not go together{told}",
)
_TOLD = Sentence(
    "；正文只称“{words}”，未给出数字", "; the text only says “{words}” and gives no number"
)


@rule(
    "LOG11",
    "指标单位与名称不符",
    "Unit incompatible with name",
    severity="warning",
    says=(_COUNT_IN_PERCENT, _RATE_WITHOUT, _TOLD),
)
def unit_fits_name(facts: Facts) -> Iterator[Remark]:
    """指标值的计量单位应与指标名称一致：次数、人数不用百分比，比率不用人、次、元。

    The unit of a value fits the indicator's name: a count is no percentage, a rate no count.

    Flags::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 开展巡河次数 | 100% | 100% |
        | 产出指标 | 质量指标 | 巡河记录完整率 | ≥95% | 97% |

    Flags::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 开展巡河次数 | ≥48次 | 50次 |
        | 产出指标 | 质量指标 | 巡河记录完整率 | ≥48份 | 50份 |

    Passes::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 开展巡河次数 | ≥48次 | 50次 |
        | 产出指标 | 数量指标 | 培训人数完成率 | 100% | 100% |
        | 产出指标 | 质量指标 | 巡河记录完整率 | 1 | 1 |
        | 产出指标 | 时效指标 | 巡河频率 | ≥4次/月 | 4次/月 |
        | 效益指标 | 社会效益 | 上访人次下降 | ≥10% | 12% |
    """
    titles: dict[str, Wording] | None = None
    for row in facts.indicators:
        if row.row_kind != "item" or row.name is None:
            continue
        found = _mismatch(row)
        if found is None:
            continue
        said, values = found
        titles = _told(facts) if titles is None else titles
        words = titles.get(comparable(row.name.raw))
        told = _TOLD.filled(words=one_line(words.raw)) if words else Sentence("", "")
        name = one_line(named(row))
        shown = "、".join(dict.fromkeys(one_line(one.raw) for one in values))
        yield Remark(
            (*words_of(row), *values, *((words,) if words else ())),
            severity="note" if _MISHAP.search(name) else None,
            table=row.table,
            zh=said.zh.format(name=name, values=shown, told=told.zh),
            en=said.en.format(name=name, values=shown, told=told.en),
        )


def _mismatch(row: IndicatorRow[Figure]) -> tuple[Sentence, tuple[Quantity, ...]] | None:
    """What is wrong with the units of a row's values, and those values; None where all fit."""
    name = one_line(row.name.raw) if row.name is not None else ""
    values = tuple(one for one in (row.target, row.stage, row.actual) if isinstance(one, Quantity))
    if _COUNT.search(name) and not _SHARE.search(name):
        wrong = tuple(one for one in values if one.kind == "percent")
        return (_COUNT_IN_PERCENT, wrong) if wrong else None
    if _RATE.search(name) and not _NO_RATE.search(name):
        wrong = tuple(one for one in values if _counts(one))
        return (_RATE_WITHOUT, wrong) if wrong else None
    return None


def _counts(value: Quantity) -> bool:
    """Whether a value counts things or money; a bare 0.98 may be a rate, and so may 3人/万人."""
    return value.kind in {"count", "money"} and value.unit is not None and "/" not in value.unit


def _told(facts: Facts) -> dict[str, Wording]:
    """The first clause, where the text has no digit, under each heading that is a name."""
    found: dict[str, Wording] = {}
    for passage, above in with_titles(facts):
        if passage.kind != "paragraph" or not above or _DIGIT.search(passage.text):
            continue
        first = next(clauses(passage), None)
        if first is not None:
            found.setdefault(comparable(above[0]), first)
    return found
