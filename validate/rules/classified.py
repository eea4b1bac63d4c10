"""Classes: one indicator, one class, in every table and in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Wording
from model.record import IndicatorRow
from model.relation import Remark
from model.structure import Heading
from validate.aligned import Pair, claim_rows, named, passage_of, row_pairs, words_of
from validate.asides import headings_above
from validate.classes import class_words, classes_in, families_in, family_of, row_class, row_family
from validate.goals_and_results import is_result
from validate.quoting import comparable, printed_heading
from validate.registry import rule
from validate.sentences import Sentence

_TABLES = Sentence(
    "指标“{name}”在各表中归类不一：{classes}",
    "The indicator “{name}” is put into different classes: {classes}",
)
_TOLD = Sentence(
    "“{heading}”一节写的是归入{family}的指标：{names}",
    "The section “{heading}” tells indicators of another class, {family}: {names}",
)
_TWICE = Sentence(
    "“{name}”归入{one}，而{other}下的“{second}”说的是同一内容",
    "“{name}” stands under {one}, while “{second}” under {other} is of the same matter",
)
_MAIN = frozenset({"产出", "效益", "满意度"})
_SATISFIED = re.compile("满意|投诉")
_ENOUGH = 2
"""So many indicators of another class make a section one of that class; one may be quoted."""
_NAME = 5
"""Characters of a name that must stand in another for both to be of one matter."""


@rule(
    "XREF06",
    "指标归类不一致",
    "Indicator class differs",
    severity="note",
    says=(_TABLES, _TOLD, _TWICE),
)
def class_differs(facts: Facts) -> Iterator[Remark]:
    """同一指标在各表和正文中应归入同一类（数量、质量、时效、成本、效益、满意度）。

    One indicator belongs to one class in every table and in the text.

    Flags::

        表1 绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 |
        | 产出指标 | 数量指标 | 林区火情发生次数 | ≤2次 |
        |          |          | 巡查次数 | ≥24次 |

        表2 绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 质量指标 | 林区火情发生次数 | ≤2次 | 1次 | 已完成 |
        |          | 数量指标 | 巡查次数 | ≥24次 | 26次 | 已完成 |

    Flags::

        表1 绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 |
        | 效益指标 | 生态效益指标 | 林区植被覆盖率 | ≥70% |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 |

        表2 绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 26次 | 已完成 |
        | 效益指标 | 社会效益指标 | 林区植被覆盖率 | ≥70% | 72% | 已完成 |

    Flags::

        表1 绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 |
        | 产出指标 | 时效指标 | 火情处置及时率 | ≥98% |
        |          | 数量指标 | 巡查次数 | ≥24次 |

        表2 绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 质量指标 | 火情处置及时率 | ≥98% | 99% | 已完成 |
        |          | 数量指标 | 巡查次数 | ≥24次 | 26次 | 已完成 |

    Flags::

        绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出质量 | 设备完好率 | 5 | 5 |
        |      |          | 验收合格率 | 5 | 5 |
        | 效益 | 社会效益 | 夜间出行安全感 | 5 | 5 |
        一、项目效益情况分析
        设备完好率达到98%，验收合格率达到100%，夜间出行安全感明显提升。

    Passes::

        表1 绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 |
        | 产出指标 | 质量指标 | 设备完好率 | ≥98% |
        |          | 数量指标 | 巡查次数 | ≥24次 |

        表2 绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出 | 产出质量 | 设备完好率 | ≥98% | 99% | 已完成 |
        |      | 产出数量 | 巡查次数 | ≥24次 | 26次 | 已完成 |
    """
    yield from _in_tables(facts)
    yield from _in_sections(facts)
    yield from _one_matter(facts)


def _in_tables(facts: Facts) -> Iterator[Remark]:
    told: dict[str, list[IndicatorRow[Figure]]] = {}
    for left, right, _ in row_pairs(facts):
        classes = row_class(left), row_class(right)
        if "" in classes or classes[0] == classes[1]:
            continue
        group = told.setdefault(f"{right.key}-{classes[0]}", [right])
        group.insert(-1, left)
    for rows in told.values():
        last = rows[-1]
        printed = "、".join(dict.fromkeys(row_class(row) for row in rows))
        said = _TABLES.filled(name=named(last), classes=printed)
        yield Remark(
            (
                *(words for row in rows for words in (*words_of(row), *class_words(row))),
                *_told_under(facts, last),
            ),
            zh=said.zh,
            en=said.en,
        )


def _told_under(facts: Facts, row: IndicatorRow[Figure]) -> Iterator[Wording]:
    """Headings that bear the indicator's name: where the text puts it."""
    name = comparable(named(row))
    for heading in facts.headings:
        if comparable(heading.title.raw) == name:
            yield printed_heading(facts, heading)


def _in_sections(facts: Facts) -> Iterator[Remark]:
    """Sections on one class whose figures are those of another: 效益分析 of 质量指标."""
    by_passage: dict[int, list[Pair]] = defaultdict(list)
    for pair in claim_rows(facts):
        passage = passage_of(facts, pair.claim)
        if pair.sure and passage is not None and passage.table is None:
            by_passage[pair.claim.passage].append(pair)
    if not by_passage:
        return
    chains = headings_above(facts)
    for at, pairs in by_passage.items():
        subject = _subject(chains[at])
        if not subject or not all(is_result(facts, pair.claim) for pair in pairs):
            continue
        foreign = [pair for pair in pairs if _is_foreign(pair.row, subject)]
        if len(foreign) >= _ENOUGH and 2 * len(foreign) > len(pairs) and foreign[0] is pairs[0]:
            yield _told_elsewhere(facts, chains[at][0], foreign)


def _subject(chain: tuple[str, ...]) -> str:
    """The one class or family the nearest heading that names any is about; empty for several."""
    for title in chain:
        classes, families = classes_in(title), families_in(title)
        named_there = {family_of(one) for one in classes} | set(families)
        if len(classes) == 1 and len(named_there) == 1:
            return classes[0]
        if classes or families:
            alone = families and len(named_there) == 1
            return families[0] if alone and families[0] in _MAIN else ""
    return ""


def _is_foreign(row: IndicatorRow[Figure], subject: str) -> bool:
    """Whether a row is of another class than a section; satisfaction may stand with benefits."""
    if _SATISFIED.search(named(row)):
        return False
    family = row_family(row)
    if subject in _MAIN:
        return family in _MAIN and family != subject and (subject, family) != ("效益", "满意度")
    return row_class(row) not in {"", subject}


def _told_elsewhere(facts: Facts, title: str, foreign: list[Pair]) -> Remark:
    heading = next((one for one in facts.headings if comparable(one.title.raw) == title), None)
    rows = [pair.row for pair in foreign]
    classes = dict.fromkeys(row_class(row) or row_family(row) for row in rows)
    said = _TOLD.filled(
        heading=(_title(heading) or title).rstrip("。"),
        family="、".join(classes),
        names="、".join(f"“{named(row)}”" for row in rows),
    )
    shown: list[Wording | Figure] = []
    if heading is not None:
        shown.append(printed_heading(facts, heading))
    for pair in foreign:
        shown += [pair.claim.subject, pair.claim.figure, *words_of(pair.row)]
        shown += class_words(pair.row)
    return Remark(tuple(shown), zh=said.zh, en=said.en)


def _title(heading: Heading | None) -> str:
    return "".join(heading.title.raw.split()) if heading is not None else ""


def _one_matter(facts: Facts) -> Iterator[Remark]:
    """Two benefits of one table under two classes, one of whose names holds the other's."""
    rows = [
        row
        for row in facts.indicators
        if row.row_kind == "item" and family_of(row_class(row)) == "效益"
    ]
    for at, row in enumerate(rows):
        for other in rows[at + 1 :]:
            if row.table != other.table or row_class(row) == row_class(other):
                continue
            short, long = sorted((comparable(named(row)), comparable(named(other))), key=len)
            if len(short) >= _NAME and short in long:
                said = _TWICE.filled(
                    name=named(other),
                    one=row_class(other),
                    second=named(row),
                    other=row_class(row),
                )
                yield Remark(
                    (*class_words(row), *words_of(row), *class_words(other), *words_of(other)),
                    zh=said.zh,
                    en=said.en,
                )
