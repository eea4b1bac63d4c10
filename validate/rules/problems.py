"""Problems: what a report admits or denies, against the scores it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import IndicatorRow, Passage
from model.relation import Remark
from validate.aligned import named, words_of
from validate.asides import in_problems
from validate.classes import row_family
from validate.quoting import comparable, quote
from validate.registry import Limit, Limits, limited_rule
from validate.rules.outcomes import one_line
from validate.selection import one_project
from validate.sentences import Sentence

_NONE = re.compile(r"(?:暂?无|没有|不存在|未发现)(?:突出|明显|相关|任何)?(?:问题)?[。.]?")
_LABEL = re.compile(r"问题")
_DENIAL = re.compile(
    r"^\s*(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[）)])?\s*"
    r"(?P<label>[^，。；：:]{2,16})[：:]\s*(?P<none>(?:暂?无|没有|不存在|未发现)(?:问题)?)[。.]?\s*$"
)
_LONGEST = 24
"""A longer cell or heading is no label."""
_MONEY = re.compile(r"资金|财务|预算执行|投入管理")
_MONEY_ROWS = re.compile(r"(?:预算|资金)(?:执行|到位)(?:率|进度)")
_CONDUCT = re.compile(r"业务|组织|实施|项目管理")
_CONDUCT_ROWS = re.compile(r"制度|合同|合规|监控|监管|台账|档案|采购")
"""Indicators of how a project was run, in a table without levels."""
_FORECAST = re.compile(r"其他|下年|明年|下一年|整改|上年")

_DENIED = Sentence(
    "“{label}”填“{none}”，而{count}项指标失分：{rows}",
    "“{label}” is answered with “{none}”, though {count} indicators lost points: {rows}",
)


@dataclass(frozen=True, slots=True)
class _Denial:
    """A label of problems and the 无 that answer it."""

    label: Wording
    answers: tuple[Wording, ...]


@limited_rule(
    "LOG08",
    "问题清单与扣分矛盾",
    "Problem list against lost points",
    severity="warning",
    says=(_DENIED,),
    limits=(
        Limit(
            "kept",
            Decimal("0.9"),
            "各失分指标均得到分值的该比例以上时只作提示：执行率按比例计分，少量失分未必是问题",
            "where every indicator kept this share of its weight, the finding is only a note: "
            "rates are scored pro rata, and a small loss need not be a problem",
            most=Decimal(1),
        ),
    ),
)
def problems_denied(facts: Facts, limits: Limits) -> Iterator[Remark]:
    """问题清单填“无”的方面，其指标不应失分。

    Where a list of problems says there are none, the indicators it is about lost no points.

    Flags::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出数量 | 巡查次数 | 5 | 0 |
        |      |          | 修缮路灯数量 | 5 | 5 |
        | 效益 | 社会效益 | 夜间安全提升 | 5 | 5 |

        绩效评价问题清单
        | 问题分类 | 序号 | 项目责任单位 | 问题描述 |
        | 项目产出存在的问题 | 1 | 县城管局 | 无 |
        | 项目效益存在的问题 | 1 | 县城管局 | 无 |

    Flags::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出数量 | 巡查次数 | 5 | 2 |
        |      |          | 修缮路灯数量 | 5 | 5 |
        一、项目产出存在的问题
        无。

    Passes::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出数量 | 巡查次数 | 5 | 0 |
        |      |          | 修缮路灯数量 | 5 | 5 |
        | 效益 | 社会效益 | 夜间安全提升 | 5 | 5 |

        绩效评价问题清单
        | 问题分类 | 序号 | 项目责任单位 | 问题描述 |
        | 项目产出存在的问题 | 1 | 县城管局 | 巡查未开展 |
        | 项目效益存在的问题 | 1 | 县城管局 | 无 |
    """
    rows = [row for row in facts.indicators if row.row_kind == "item"]
    rows = [row for row in rows if (kept := _kept(row)) is not None and kept < 1]
    if not rows or not one_project(facts):
        return
    for denial in _denials(facts):
        general = _is_general(denial.label.raw)
        lost = [row for row in rows if _belongs(row, denial.label.raw)]
        if not lost:
            continue
        small = all((_kept(row) or Decimal(0)) >= limits["kept"] for row in lost)
        said = _DENIED.filled(
            label=one_line(denial.label.raw),
            none=one_line(denial.answers[0].raw),
            count=len(lost),
            rows="、".join(f"“{named(row)}”{_score(row)}" for row in lost),
        )
        yield Remark(
            (denial.label, *denial.answers, *(one for row in lost for one in _scored(row))),
            severity="note" if small or general else None,
            zh=said.zh,
            en=said.en,
        )


def _denials(facts: Facts) -> Iterator[_Denial]:
    """Labels of problems that are answered with nothing but 无: in a table, a line, a section."""
    yield from _in_tables(facts)
    above: Passage | None = None
    told: list[Passage] = []
    of_problems = in_problems(facts)
    for at, passage in enumerate((*facts.passages, None)):
        if passage is not None and passage.kind != "heading":
            if passage.table is None:
                told.append(passage)
            found = _DENIAL.match(passage.text) if passage.kind == "paragraph" else None
            if found is not None and _is_denied(found.group("label"), in_list=of_problems[at]):
                yield _Denial(
                    quote(passage, *found.span("label")), (quote(passage, *found.span("none")),)
                )
            continue
        if above is not None and len(told) == 1 and _NONE.fullmatch(told[0].text.strip()):
            yield _Denial(_whole(above), (_whole(told[0]),))
        above = passage if passage is not None and _is_label(passage.text) else None
        told = []


def _in_tables(facts: Facts) -> Iterator[_Denial]:
    """A label cell, and the cells to its right down to the next label, all of them 无."""
    label: Passage | None = None
    cells: list[Passage] = []
    for passage in (*facts.passages, None):
        cell = passage is not None and passage.kind == "cell"
        opens = passage is not None and cell and _is_label(passage.text) and passage.col == 0
        first = passage is not None and passage.col == 0 and bool(passage.text.strip())
        left = passage is None or not cell or (label is not None and passage.table != label.table)
        if opens or first or left:
            if label is not None:
                yield from _answered(label, cells)
            label, cells = (passage if opens else None), []
        elif label is not None and passage is not None:
            cells.append(passage)


def _answered(label: Passage, cells: list[Passage]) -> Iterator[_Denial]:
    """The denial a block of cells makes: one column says 无 in every row that says anything."""
    columns = [cell.col for cell in cells if _NONE.fullmatch(cell.text.strip())]
    if not columns:
        return
    answers = [cell for cell in cells if cell.col == columns[0] and cell.text.strip()]
    if all(_NONE.fullmatch(cell.text.strip()) for cell in answers):
        yield _Denial(_whole(label), tuple(map(_whole, answers)))


def _whole(passage: Passage) -> Wording:
    return quote(passage, 0, len(passage.text))


def _is_label(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and bool(_LABEL.search(text))
        and not _FORECAST.search(text)
        and "说明" not in text
    )


def _is_denied(label: str, *, in_list: bool) -> bool:
    """Whether a line denies problems: by its label, or by standing in a list of them."""
    return _is_label(label) or (in_list and not _FORECAST.search(label) and not _is_general(label))


def _is_general(label: str) -> bool:
    """Whether a label is of problems of any kind."""
    return not re.search(r"产出|效益|效果|满意|立项|决策|资金|财务|业务|组织|实施|过程|管理", label)


def _belongs(row: IndicatorRow[Figure], label: str) -> bool:
    """Whether a row is of what a label of problems is about."""
    family = row_family(row)
    levels = "".join(level.raw for level in row.levels[:2] if level is not None)
    name = named(row)
    if re.search(r"资金|财务", label):
        return bool(_MONEY.search(levels) or _MONEY_ROWS.fullmatch(comparable(name)))
    if re.search(r"业务|组织|实施", label):
        return bool(_CONDUCT.search(levels)) and not _MONEY.search(levels)
    for words, wanted in (("产出", "产出"), ("满意", "满意度"), ("立项|决策", "决策")):
        if re.search(words, label):
            return family == wanted
    if re.search(r"效益|效果", label):
        return family == "效益"
    if re.search(r"过程|管理", label):
        return family == "过程" or (not levels and bool(_CONDUCT_ROWS.search(name)))
    return _is_general(label)


def _kept(row: IndicatorRow[Figure]) -> Decimal | None:
    """The share of its weight a row was given; None where the form does not say."""
    weight, score = row.weight, row.score
    if not (isinstance(weight, Quantity) and isinstance(score, Quantity)):
        return None
    if not weight.value or score.value is None:
        return None
    return score.value / weight.value


def _score(row: IndicatorRow[Figure]) -> str:
    """Score and weight as printed: 0/5."""
    printed = (row.score, row.weight)
    return "/".join(one.raw.strip() for one in printed if one is not None)


def _scored(row: IndicatorRow[Figure]) -> Iterator[Wording | Figure]:
    yield from words_of(row)
    if row.weight is not None:
        yield row.weight
    if row.score is not None:
        yield row.score
