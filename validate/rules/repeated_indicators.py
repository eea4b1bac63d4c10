"""One indicator printed twice in one table, with different values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure
from model.record import IndicatorRow
from model.relation import Relation
from validate.aligned import like, named, same_unit, words_of
from validate.quoting import comparable
from validate.registry import rule
from validate.rules.outcomes import one_line
from validate.selection import Form, forms
from validate.sentences import Sentence

_PART = re.compile(r"其中|其它?$|其他|^合计|^小计|[…．.]{2,}|^指标\d*$")
_COMMON = re.compile(
    r"(?:服务对象|社会公众|群众|受益|项目|工程|工作|任务)*"
    r"(?:满意度|满意率|完成率|合格率|达标率|及时率|覆盖率|完成时间|完成时限|验收合格率|成本|数量|投入|标准|质量|面积|长度|规模|人数|户数)(?:指标)?"
)
"""Names that two things of one table may share."""
_CLASS = re.compile(r"指标|产出|效益|效果|数量|质量|时效|成本|社会|经济|生态|环境|满意|可持续|影响")
_TWO = 2
"""What stands more often is printed for several things, each with its own value."""
_TWICE = Sentence(
    "“{name}”在同一表中出现两次，{what}不一：{first}与{second}",
    "“{name}” stands twice in one table with different values ({what_en}): {first} and {second}",
)
_FIELDS = (("目标值", "target"), ("实际值", "actual"))


@rule(
    "IND01",
    "指标重复不一",
    "Indicator twice with different values",
    severity="warning",
    says=(_TWICE,),
)
def one_indicator_one_value(facts: Facts) -> Iterator[Relation]:
    """同一张表中同名指标出现两次的，数值应一致。

    An indicator that stands twice in one table has one value.

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 疫苗接种只数 | ≥3000只 | 3200只 | 30 | 30 |
        | 产出指标 | 质量指标 | 免疫抗体合格率 | ≥70% | 76% | 30 | 30 |
        | 效益指标 | 社会效益 | 疫苗接种只数 | ≥3500只 | 3200只 | 40 | 40 |

    Passes::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 疫苗接种只数 | ≥3000只 | 3200只 | 30 | 30 |
        | 产出指标 | 数量指标 | 其中：羊只 | ≥1000只 | 1100只 | 10 | 10 |
        | 产出指标 | 质量指标 | 合格率 | ≥70% | 76% | 20 | 20 |
        | 产出指标 | 质量指标 | 合格率 | ≥95% | 96% | 10 | 10 |
        | 效益指标 | 社会效益 | 疫苗接种只数 | ≥3000只 | 3200只 | 30 | 30 |
    """
    for form in forms(facts):
        if _stands_twice(form):
            continue
        alike: dict[tuple[str, str | None], list[IndicatorRow[Figure]]] = defaultdict(list)
        for row in form.items:
            name = _own_name(row)
            if name:
                alike[name, row.project].append(row)
        for rows in alike.values():
            severity = "note" if len(rows) > _TWO else None
            for other in rows[1:]:
                yield from _same(rows[0], other, severity)


def _stands_twice(form: Form) -> bool:
    """Whether it is the table that is repeated: before and after a change, plan and result."""
    if len({row.table_role for row in form.items}) > 1:
        return True
    names = Counter(comparable(row.name.raw) for row in form.items if row.name is not None)
    repeated = sum(times > 1 for times in names.values())
    return repeated >= _TWO and 2 * repeated >= len(names)


def _own_name(row: IndicatorRow[Figure]) -> str:
    """The name a row prints for itself; empty where it is carried down, common, or a part's."""
    if row.name is None:
        return ""
    deepest = max((at for at, level in enumerate(row.levels, 1) if level is not None), default=0)
    name = comparable(row.name.raw)
    if deepest in row.carried or _PART.search(row.name.raw) or _COMMON.fullmatch(name):
        return ""
    return name


def _same(
    first: IndicatorRow[Figure], second: IndicatorRow[Figure], severity: str | None
) -> Iterator[Relation]:
    """Target against target, actual against actual; rows of two objects are no repetition."""
    if _objects(first) != _objects(second):
        return
    pairs = ((first.target, second.target), (first.actual, second.actual))
    for (what, what_en), (one, other) in zip(_FIELDS, pairs, strict=True):
        if one is None or other is None or not same_unit(one, other):
            continue
        said = _TWICE.filled(
            name=one_line(named(first)),
            what=what,
            what_en=what_en,
            first=one_line(one.raw),
            second=one_line(other.raw),
        )
        yield Relation(
            like(other, one),
            "=",
            like(one, other),
            severity=severity,
            also=(*words_of(first), *words_of(second)),
            table=first.table,
            zh=said.zh,
            en=said.en,
        )


def _objects(row: IndicatorRow[Figure]) -> tuple[str, ...]:
    """The levels above a row's name that are no class but a task or a part of the project."""
    above = [comparable(level.raw) for level in row.levels if level is not None][:-1]
    return tuple(name for name in above if not _CLASS.search(name))
