"""Targets that nothing could be measured against."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import IndicatorRow
from model.relation import Remark
from validate.aligned import named, words_of
from validate.goals_and_results import is_goal
from validate.quoting import comparable, printed_heading
from validate.registry import rule
from validate.rules.outcomes import one_line
from validate.sections import with_titles
from validate.selection import Form, forms
from validate.sentences import Sentence

_NO_CEILING = re.compile(
    r"(?:[≤≦<＜]|<=|不超过|不高于|不大于|小于等于|小于|低于)[=＝]?\s*(?:100|１００)\s*[%％]|(?:100|１００)\s*[%％]\s*(?:以内|以下)"
)
_SHARE = re.compile(r"率|比|占|度$|程度|覆盖|进度|百分|指数|份额|偏差|幅")
"""Words of a name that is a share, of which a hundred percent is a bound."""
_COUNTED = re.compile(r"数量")
_FIGURE = (
    r"[\d０-９%％百千万亿]|[一二两三四五六七八九十]+"
    "(?:[个项次人名家户件台套处座场期份条支辆所间栋亩米册篇门种]|公里)"
)
_NUMBER = re.compile(_FIGURE + "|全部|全覆盖|全面|全体|应.尽|零")
"""What a target of a counted class may say: a figure, or all of them."""
_SATISFACTION = re.compile("满意")
_EMPTY_WORDS = re.compile(
    r"(?:按要求|按规定|按需|做好|继续|认真|切实|积极|持续|进一步|全力|大力|相关|有关|各项|开展|推进|落实|加强|组织|实施|执行|完成|工作|任务|等)+"
)
_SAYS_LITTLE = re.compile(
    r"按要求|按规定|按需|做好|继续|认真|切实|积极|进一步|全力|大力|相关|有关|加强|推进"
)
"""Words that say that something is done, not when it is done well."""
_GOALS = re.compile(r"(?:绩效|总体|年度|具体|阶段性?|项目|总)目标")
_NO_GOALS = re.compile(
    r"完成|实现|达成|管理|核对|调整|评价|合理|明确|分析|差异|对比|情况说明|审核|监控|依据|原则|结论|建议|问题"
)
_TOLD = re.compile(_FIGURE)
_NUMBERING = re.compile(
    r"[（(][\d一二三四五六七八九十]+[）)]|[①-⑳]|(?:^|(?<=[。；\s]))[\d一二三四五六七八九十]+[、.．]"
)
_YEARS = re.compile(
    r"(?:19|20)\d{2}\s*(?:[-—~至到]\s*(?:19|20)?\d{2,4}\s*)?年?度?|〔\d{4}〕\s*\d+\s*号|“?十[一二三四]五”?"
)
_BLANK = Sentence(
    "“{name}”未填写目标值，完成情况无从衡量",
    "“{name}” has no target, so nothing can be measured against it",
)
_CEILING = Sentence(
    "“{name}”不是比率，目标却写作“{target}”，无法衡量",
    "“{name}” is no share of anything, yet its target reads “{target}”; it cannot be measured",
)
_VAGUE = Sentence(
    "“{name}”的目标只写“{target}”，没有可衡量的数值或标准",
    "The target of “{name}” only says “{target}”: there is no number or standard to go by",
)
_GOALS_WITHOUT = Sentence(
    "“{heading}”只有文字表述，没有任何可衡量的指标值，全文也未见量化目标",
    "“{heading}” is words alone: neither there nor elsewhere does the report state a target that "
    "could be measured",
)


@rule(
    "POL07",
    "目标不可衡量",
    "No measurable target",
    severity="note",
    says=(_BLANK, _CEILING, _VAGUE, _GOALS_WITHOUT),
)
def measurable(facts: Facts) -> Iterator[Remark]:
    """绩效目标应可衡量：有数值或标准，不留空。

    A target can be measured: it has a number or a standard, and is not left blank.

    Flags::

        绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 清淤河道长度 | ≥12公里 |
        | 产出指标 | 质量指标 | 清淤验收合格率 | ≥95% |
        | 成本指标 | 社会成本 | 社会成本控制在预算范围内 | ≤100% |

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 清淤河道长度 | 若干 | 12公里 | 50 | 50 |
        | 效益指标 | 社会效益 | 沿河居民受益户数 | ≥300户 | 320户 | 50 | 50 |

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 清淤河道长度 | | 12公里 | 50 | 50 |
        | 产出指标 | 质量指标 | 验收合格率 | ≥95% | 96% | 20 | 20 |
        | 效益指标 | 社会效益 | 沿河居民受益户数 | ≥300户 | 320户 | 30 | 30 |

    Flags::

        河道清淤项目支出绩效自评报告
        一、项目绩效目标
        全面提升河道管护水平，改善沿河群众生活环境。
        二、评价结论
        项目自评得分98分，完成清淤12公里。

    Passes::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 清淤河道长度 | ≥12公里 | 12公里 | 50 | 50 |
        | 产出指标 | 成本指标 | 成本控制率 | ≤100% | 97% | 20 | 20 |
        | 效益指标 | 生态效益 | 河道水质 | 明显改善 | 明显改善 | 30 | 30 |

    Passes::

        河道清淤项目支出绩效自评报告
        一、项目绩效目标
        清淤河道12公里，沿河群众满意度不低于90%。
        二、评价结论
        项目自评得分98分。
    """
    if facts.data.doc_type == "other":
        return
    aimed = {
        comparable(row.name.raw)
        for row in facts.indicators
        if row.name is not None and row.target_text is not None
    }
    for form in forms(facts):
        yield from _rows(form, aimed)
    yield from _prose(facts)


def _rows(form: Form, aimed: set[str]) -> Iterator[Remark]:
    """Rows of a form that aims at something: blank, without bound, or in words alone.

    ``aimed`` are the names that have a target in this table or another.
    """
    aiming = sum(row.target_text is not None for row in form.items)
    for row in form.items:
        if row.name is None:
            continue
        name, text = one_line(named(row)), row.target_text
        told = row.actual_text is not None or row.score is not None
        if text is None:
            here = told and 2 * aiming >= len(form.items)
            if here and comparable(row.name.raw) not in aimed:
                yield _said(row, _BLANK.filled(name=name))
            continue
        target = one_line(text.raw)
        if _NO_CEILING.fullmatch(target) and not _SHARE.search(name):
            yield _said(row, _CEILING.filled(name=name, target=target), text)
        elif _is_vague(row, target):
            yield _said(row, _VAGUE.filled(name=name, target=target), text)


def _is_vague(row: IndicatorRow[Figure], target: str) -> bool:
    """Whether a target is words where a number is due, or words that only call for activity."""
    if _must_count(row) and not _NUMBER.search(target):
        return True
    return bool(_EMPTY_WORDS.fullmatch(target) and _SAYS_LITTLE.search(target))


def _must_count(row: IndicatorRow[Figure]) -> bool:
    """Whether a row is of a class that only a number can fill: quantity, satisfaction."""
    second = row.levels[1].raw if row.levels[1] is not None else ""
    return bool(_COUNTED.search(second) or _SATISFACTION.search(second))


def _said(row: IndicatorRow[Figure], said: Sentence, *also: Wording) -> Remark:
    return Remark((*words_of(row), *also), table=row.table, zh=said.zh, en=said.en)


def _prose(facts: Facts) -> Iterator[Remark]:
    """A chapter of goals without a figure, in a report that states no target anywhere."""
    if any(row.target_text is not None for row in facts.indicators) or _aims(facts):
        return
    goals = [
        heading
        for heading in facts.headings
        if _GOALS.search(heading.title.raw) and not _NO_GOALS.search(heading.title.raw)
    ]
    if not goals:
        return
    titles = {heading.title.raw for heading in goals}
    told = [
        _YEARS.sub("", _NUMBERING.sub("", passage.text))
        for passage, above in with_titles(facts)
        if passage.kind != "heading" and titles & set(above)
    ]
    if not "".join(told).strip() or any(_TOLD.search(text) for text in told):
        return
    shown = tuple(printed_heading(facts, heading) for heading in goals)
    said = _GOALS_WITHOUT.filled(heading=one_line(shown[0].raw).rstrip("。"))
    yield Remark(shown, zh=said.zh, en=said.en)


def _aims(facts: Facts) -> bool:
    """Whether any figure of the text is a target."""
    return any(
        isinstance(claim.figure, Quantity) and (claim.role == "target" or is_goal(facts, claim))
        for claim in facts.claims
    )
