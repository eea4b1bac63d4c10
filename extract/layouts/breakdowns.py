"""Parts of a whole listed in prose, and the payments among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.clauses import Outline, outline
from extract.enumerations import (
    Item,
    family,
    items_after,
    items_before,
    list_end,
    other_things,
    same_family,
)
from extract.layouts.amounts_in_prose import is_prose, is_rows
from extract.layouts.closing_totals import bracketed_parts, closing_totals
from extract.list_totals import (
    CLOSER,
    LONGEST_BRACKET,
    agree,
    apart,
    aside,
    candidates,
    closing_total,
    is_no_list,
    near,
)
from extract.products import formula_start, without_factors
from extract.roles import money_role
from extract.skeleton import Skeleton, skeleton
from extract.stretches import Stretch, stretches
from extract.subjects import clause_start
from extract.totals import LOOK_BACK, fitting, has_reduction
from model.quantity import Mark, Quoted, Wording
from model.record import Breakdown, Disbursement, Passage
from model.span import part
from model.words import Vocabulary, fold

FEWEST_PARTS = 2
"""A single part says what is among the whole, not what the whole consists of."""
_JOINT = re.compile(
    r"(?=[中其分主全具已用包由构如明按：:])(?:(?P<of>其中(?!之一|一(?![季月区期批标]))[：:，,]?)"
    r"|(?P<within>(?<=[元人户项次里亩吨件台套家个所名起])中[，,])"
    r"|(?P<each>分别(?:为|是|用于|支付|拨付|安排)[：:]?)"
    r"|(?P<mainly>主要(?:包括|有|为|是)[：:]?)"
    r"|(?P<use>(?:主要|全部|具体|分别|已)?用于[：:]?)"
    r"|(?P<has>包括[：:]?|包含[：:]?|(?:由|构成为|分为)(?=[^，。；]{1,30}\d))"
    r"|(?P<split>分(?:布|[两三四五六七八九十]{1,2}[批次期年类部季])[^，。；\d]{0,8}?(?:[：:]|为[：:]?))"
    r"|(?P<thus>(?:如下|明细|具体为|具体是|按[^，。；：\d]{1,8}(?:分|划分|统计|归类))[：:]|按[^，。；：\d]{1,8}分[，,])"
    r"|(?P<colon>(?<=[元家人个户名项里亩吨米次件台套])[：:]))"
)
_SUMMED = ("money", "count")
_PAID = re.compile(r"拨付|支付|支出|下达|划拨|发放|用于|使用|列支|付款|兑付|报销|拨款|补助|发给")
_DRAWN = re.compile(r"使用|动用")
_PLANNED = re.compile(r"预算(?!执行)|计划|拟|测算|概算|标准|定额|核定|应(?!付)|目标|需")
_WORDS = {
    "of": "其中",
    "within": "其中",
    "each": "分别为",
    "mainly": "主要包括",
    "use": "用于",
    "has": "包括",
    "split": "分为",
    "thus": "如下",
    "colon": "：",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A list with its total, as offsets into a stretch."""

    how: str
    total: Mark | None
    items: tuple[Item, ...]
    partial: bool
    paid: bool
    others: tuple[Mark, ...] = ()


def breakdowns(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Breakdown[Quoted], ...]:
    """Sums with the parts they are said to have, the total before or after them.

    Looks like::

        全年共支出60,000元，其中：1.场地租赁费35,000元；2.印刷费15,000元；3.交通费10,000元。
    """
    return itemised(passages, marks, words)[0]


def payments(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Disbursement[Quoted], ...]:
    """Parts that are money paid or allotted, one record each.

    Looks like::

        当年向三个村拨付资金90万元，其中：东岭村40万元、西湾村30万元、南坪村20万元。
    """
    return itemised(passages, marks, words)[1]


def itemised(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[tuple[Breakdown[Quoted], ...], tuple[Disbursement[Quoted], ...]]:
    """Both at once: the sums with their parts, and the payments among the parts."""
    records: list[Breakdown[Quoted]] = []
    found: list[Disbursement[Quoted]] = []
    for record, stretch, items in _records(passages, marks, words):
        records.append(record)
        if not record.paid:
            continue
        for item, amount, name in zip(items, record.parts, record.names, strict=True):
            sequence = _wording(stretch, item.sequence) if item.sequence else None
            start = item.sequence[0] if item.sequence else min(item.name[0], item.mark.start)
            found.append(
                Disbursement(
                    key=f"prose-disbursement-{len(found)}",
                    where=part(stretch.source, start, item.mark.end),
                    table=None,
                    row=None,
                    form=0,
                    project=None,
                    seq=sequence,
                    item=name,
                    payee=None,
                    voucher=None,
                    period=None,
                    date=None,
                    amount=amount,
                    row_kind="item",
                    origin="prose",
                    breakdown=record.key,
                )
            )
    return tuple(records), tuple(found)


def _records(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> Iterator[tuple[Breakdown[Quoted], Stretch, tuple[Item, ...]]]:
    count = 0
    for stretch in stretches(passages, marks):
        if sum(mark.kind in _SUMMED for mark in stretch.marks) < FEWEST_PARTS:
            continue
        if not is_prose(passages[stretch.passage]) or is_rows(stretch.text):
            continue
        for found in _in_stretch(stretch, words):
            yield _record(stretch, found, f"breakdown-{count}"), stretch, found.items
            count += 1


def _record(stretch: Stretch, found: _Found, key: str) -> Breakdown[Quoted]:
    figures = [item.mark for item in found.items] + ([found.total] if found.total else [])
    start = min(mark.start for mark in figures)
    end = max(mark.end for mark in figures)
    names = tuple(_wording(stretch, item.name) for item in found.items)
    return Breakdown(
        key=key,
        where=part(stretch.source, start, end),
        kind="money" if found.items[0].mark.kind == "money" else "count",
        how=found.how,
        total=_figure(stretch, found.total, "") if found.total else None,
        parts=tuple(
            _figure(stretch, item.mark, name.raw)
            for item, name in zip(found.items, names, strict=True)
        ),
        names=names,
        partial=found.partial,
        paid=found.paid,
        others=tuple(_figure(stretch, mark, "") for mark in found.others),
    )


def _in_stretch(stretch: Stretch, words: Vocabulary) -> list[_Found]:
    """All lists of a stretch in order; one list with two totals comes twice."""
    around = outline(stretch.text)
    marks = without_factors(stretch.text, stretch.marks)
    found: list[_Found] = []
    taken: set[int] = set()
    for joint in _JOINT.finditer(stretch.text):
        around_it = [
            entry.how
            for entry in found[-LOOK_BACK:]
            if entry.items[0].mark.start < joint.start() < entry.items[-1].mark.start
        ]
        inner = bool(around_it)
        if joint.lastgroup == "use" and _WORDS["use"] in around_it:
            continue  # 用于道路45万元，用于桥梁30万元: the next item, not parts of the last
        closed = {entry.total.start for entry in found[-LOOK_BACK:] if entry.total}
        for entry in _opened(around, marks, joint, words, inner=inner):
            if inner and entry.total is not None and entry.total.start in closed:
                continue
            found.append(entry)
            taken |= {item.mark.start for item in entry.items}
    for at, mark in enumerate(marks):
        if mark.kind not in _SUMMED:
            continue
        bracketed = _bracketed(around, marks, at)
        if bracketed is not None:
            found.append(bracketed)
            taken |= {item.mark.start for item in bracketed.items}
        result = formula_start(marks, at) < mark.start
        if not result and CLOSER.search(stretch.text, max(0, mark.start - 14), mark.start):
            items = items_before(around, marks, at, taken)
            if (
                len(items) >= FEWEST_PARTS
                and not has_reduction(around, marks, mark, items)
                and not other_things(around.text, mark, items)
            ):
                paid = _is_paid(around, items[0].mark, None) and _no_sources(around, items, words)
                paid = paid and mark.kind == "money"
                taken |= {item.mark.start for item in items} | {mark.start}
                found.append(_Found("合计", mark, items, partial=False, paid=paid))
    closed = {entry.total.start for entry in found if entry.total is not None}
    found += [
        entry
        for entry in _closing_totals(skeleton(stretch.text, marks))
        if entry.total is not None and entry.total.start not in closed
    ]
    return sorted(found, key=lambda entry: entry.items[0].mark.start)


def _closing_totals(over: Skeleton) -> Iterator[_Found]:
    """Runs of items whose total comes last and is not called one next to its digits."""
    for total, places in closing_totals(over):
        items = tuple(Item(over.mark(place), _named(over, place)) for place in places)
        yield _Found("合计", over.mark(total), items, partial=False, paid=False)
    for total, places in bracketed_parts(over):
        items = tuple(Item(over.mark(place), _named(over, place)) for place in places)
        yield _Found("包括", over.mark(total), items, partial=False, paid=False)


def _named(over: Skeleton, place: int) -> tuple[int, int]:
    """The words before an item's figure, without what joins it to the item before."""
    end = over.mark(place).start
    return end - len(over.lead(place).lstrip("）)、和与及以 ")), end


def _opened(
    around: Outline,
    marks: tuple[Mark, ...],
    joint: re.Match[str],
    words: Vocabulary,
    *,
    inner: bool,
) -> Iterator[_Found]:
    """The list that a word such as 其中 opens, with the total before it or after it."""
    name = joint.lastgroup or ""
    start, _ = around.bounds(joint.start())
    after = bisect_left(marks, joint.end(), key=_start)
    ahead = [
        mark
        for mark in marks[max(0, after - LOOK_BACK) : after]
        if mark.end <= joint.start() and mark.kind in _SUMMED and not aside(around, mark, joint)
    ]
    last = list_end(around, joint.end())
    for total in candidates(ahead, start, joint, marks[after : after + LOOK_BACK]):
        listed = items_after(
            around,
            marks,
            after,
            (joint.end(), _semicolon(around, joint.end()) if inner else last),
            family(around.text, total),
        )
        if is_no_list(around, marks, total, joint, listed.items):
            continue
        here = start <= total.start < joint.start()
        others = tuple(
            mark
            for mark in reversed(ahead)
            if mark != total and same_family(around.text, mark, total)
        )
        closing = closing_total(around, marks, listed.items)
        if here and closing is not None and not agree(around, total, closing):
            closing = None
        opening = total if here or closing is None else None
        opening = opening and fitting(around, marks, opening, listed.items)
        if opening is not None and apart(around, opening, joint, listed.items):
            opening = None
        if opening is not None and not near(around, opening, joint):
            opening = None
        paid = (
            _is_paid(around, opening, joint)
            and _no_sources(around, listed.items, words)
            and not inner
        )
        partial = listed.partial or name == "mainly" or len(listed.items) < FEWEST_PARTS
        if name != "of" and len(listed.items) < FEWEST_PARTS:
            continue
        if opening is not None:
            yield _Found(_WORDS[name], opening, listed.items, partial, paid, others)
        if closing is not None and len(listed.items) >= FEWEST_PARTS:
            yield _Found(_WORDS[name], closing, listed.items, partial, paid and opening is None)
        if opening is None and closing is None and len(listed.items) >= FEWEST_PARTS:
            yield _Found(_WORDS[name], None, listed.items, partial, paid)
        return


def _semicolon(around: Outline, start: int) -> int:
    """Where a list within a list ends at the latest."""
    end = list_end(around, start)
    cut = around.text.find("；", start, end)
    return cut if cut >= 0 else end


def _start(mark: Mark) -> int:
    return mark.start


def _bracketed(around: Outline, marks: tuple[Mark, ...], at: int) -> _Found | None:
    """A figure with its parts in brackets behind it: 90万元（中央60万元、省级30万元）."""
    total = marks[at]
    opening = total.end
    if opening >= len(around.text) or around.text[opening] not in "（(":
        return None
    close = around.pairs.get(opening)
    if close is None or close - opening > LONGEST_BRACKET:
        return None
    region = (opening + 1, close)
    listed = items_after(around, marks, at + 1, region, family(around.text, total))
    if len(listed.items) < FEWEST_PARTS or has_reduction(around, marks, total, listed.items):
        return None
    return _Found("（）", total, listed.items, listed.partial, paid=False)


def _is_paid(around: Outline, total: Mark | None, joint: re.Match[str] | None) -> bool:
    """True where the words before the total, or the joining word, say that money went out."""
    lead = ""
    if total is not None:
        start, _ = around.bounds(total.start)
        lead = around.text[max(start, clause_start(around, start, total.start)) : total.start]
    said = joint.group() if joint is not None else ""
    if _PLANNED.search(lead):
        return False
    if total is not None and total.kind != "money":
        return False
    role = money_role(lead, around.text[total.end : total.end + 16] if total else "")
    if role in ("budget", "balance"):
        return False
    return _PAID.search(said) is not None or (
        role in ("received", "spent") and _PAID.search(lead) is not None
    )


def _no_sources(around: Outline, items: tuple[Item, ...], words: Vocabulary) -> bool:
    """False where the parts are where money came from, not where it went."""
    names = [fold(around.text[item.name[0] : item.name[1]]) for item in items]
    return not any(name in words.sources or _DRAWN.match(name) for name in names)


def _figure(stretch: Stretch, mark: Mark, label: str) -> Quoted:
    raw = stretch.text[mark.start : mark.end]
    return Quoted(raw, part(stretch.source, mark.start, mark.end), label)


def _wording(stretch: Stretch, span: tuple[int, int]) -> Wording:
    return Wording(stretch.text[span[0] : span[1]], part(stretch.source, *span))
