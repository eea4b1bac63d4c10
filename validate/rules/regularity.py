"""Regularity: what is said to be paid month by month, and when the ledger says it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from model.facts import Facts
from model.quantity import Figure, Moment, Wording
from model.record import Disbursement, IndicatorRow
from model.relation import Remark
from validate.quoting import quote
from validate.registry import rule
from validate.sentences import Sentence

_PAID = r"(?:支付|发放|拨付|兑付|兑现|结算|缴纳|缴存|发到)"
_OFTEN = r"(?:按月|逐月|每月|月月|按季|逐季|每季)"
_NAMED = re.compile(rf"{_OFTEN}[^，。；]{{0,12}}{_PAID}|{_PAID}[^，。；]{{0,6}}{_OFTEN}")
_TOLD = re.compile(
    rf"[^，。；：\n]*(?:已|均|都|全部|做到|实现|能够|坚持|严格)[^，。；：\n]{{0,16}}{_OFTEN}"
    rf"[^，。；：\n]{{0,12}}{_PAID}[^，。；：\n]*"
    rf"|[^，。；：\n]*{_OFTEN}[^，。；：\n]{{0,12}}{_PAID}[^，。；：\n]{{0,24}}"
    r"(?:到位|完毕|率[^，。；：\n]{0,8}100\s*[%％])[^，。；：\n]*"
)
_WISHED = re.compile(r"应当?|须|需要?|将|拟|计划|要求|规定|目标|建议|未|确保(?!了)|保证(?!了)|不")
_PLANS = re.compile(r"目标(?!.{0,6}(?:完成|实现|达成))|建议|措施|制度|办法|依据|要求|打算|评分")
_DONE = re.compile(r"100\s*[%％]|完成|达成|达标|按[月季]|及时|是")
_NOUN = re.compile(
    r"工资|薪酬|薪金|报酬|补贴|补助|津贴|劳务|社保|社会保险|保险|公积金|租金|房租|服务费|管理费|保洁费"
    r"|维护费|运营费|电费|水费|生活费|救助|低保|养老金|抚恤|奖金|绩效奖|餐费|伙食|奖学金|助学金"
)
_FEW = 3
"""Payments of one thing from which a rhythm can be told."""
_SKELETON = re.compile(
    r"[\d\s０-９]+|[年月日份度第至\-—~～、]|[一二三四五六七八九十]+(?=月|季)|季度?"
    r"|^(?:支付|拨付|发放|付|结算|支)"
)
_NEAR = timedelta(days=2)
"""A weekend: what falls due on it is paid that much sooner or later."""
_BROKEN = Sentence(
    zh="“{words}”称按{unit}支付，而台账中{said}",
    en="“{words}” says one payment a {unit_en}; "
    "the ledger has none in {without} and several in {doubled} of them",
)


@dataclass(frozen=True, slots=True)
class _Promise:
    """Words that say something is paid every month (``span`` 1) or quarter (``span`` 3)."""

    words: Wording
    text: str
    span: int


@dataclass(frozen=True, slots=True)
class _Paid:
    """One payment with its day and the part of the year it is for, if named."""

    row: Disbursement[Figure]
    day: date
    meant: str | None


@rule(
    "DATE05",
    "按月/按季与台账不符",
    "Regularity claim against ledger",
    severity="warning",
    says=(_BROKEN,),
)
def regular_payments(facts: Facts) -> Iterator[Remark]:
    """称按月（季）支付的款项，台账中应逐月（季）有付款。

    What is said to be paid every month or quarter was paid in each by the ledger.

    Flags::

        （单位：元）
        | 序号 | 摘要 | 支付日期 | 金额 |
        | 1 | 支付2023年1月护工工资 | 2023年1月18日 | 8,000.00 |
        | 2 | 支付2023年2月护工工资 | 2023年1月18日 | 8,000.00 |
        | 3 | 支付2023年3月护工工资 | 2023年4月20日 | 8,000.00 |
        | 4 | 支付2023年4月护工工资 | 2023年4月20日 | 8,000.00 |

        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 时效指标 | 按月发放护工工资 | 100% | 100% |
        | 产出指标 | 数量指标 | 护工人数 | 2人 | 2人 |

    Passes::

        （单位：元）
        | 序号 | 摘要 | 支付日期 | 金额 |
        | 1 | 支付2023年1月护工工资 | 2023年2月8日 | 8,000.00 |
        | 2 | 支付2023年2月护工工资 | 2023年3月8日 | 8,000.00 |
        | 3 | 支付2023年3月护工工资 | 2023年4月10日 | 8,000.00 |
        | 4 | 采购护理用品 | 2023年9月20日 | 1,000.00 |

        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 时效指标 | 按月发放护工工资 | 100% | 100% |
        | 产出指标 | 数量指标 | 护工人数 | 2人 | 2人 |
    """
    promises = [*_of_rows(facts), *_of_prose(facts)]
    if not promises:
        return
    series = _series(facts)
    said: set[int] = set()
    for promise in promises:
        payments = _meant_by(promise, series)
        if payments and id(payments) not in said:
            said.add(id(payments))
            yield from _compared(promise, payments)


def _of_rows(facts: Facts) -> Iterator[_Promise]:
    for row in facts.indicators:
        named = row.name is not None and _NAMED.search(row.name.raw)
        if row.name is not None and named and _is_done(row):
            yield _Promise(row.name, row.name.raw, _span(row.name.raw))


def _of_prose(facts: Facts) -> Iterator[_Promise]:
    for passage in facts.passages:
        if passage.kind != "paragraph" or not re.search(_OFTEN, passage.text):
            continue
        if _PLANS.search(passage.section):
            continue
        for match in _TOLD.finditer(passage.text):
            if not _WISHED.search(match.group()):
                words = quote(passage, match.start(), match.end())
                yield _Promise(words, match.group().strip(), _span(match.group()))


def _span(text: str) -> int:
    return 3 if re.search("按季|逐季|每季", text) else 1


def _is_done(row: IndicatorRow[Figure]) -> bool:
    cells = [cell.raw for cell in (row.actual_text, row.status) if cell is not None]
    return bool(cells) and all(_DONE.search(cell) and "未" not in cell for cell in cells)


def _series(facts: Facts) -> list[list[_Paid]]:
    """Payments of one thing over and over: ledger rows that differ in their figures only."""
    found: dict[tuple[int | None, int, str], list[_Paid]] = {}
    for row in facts.disbursements:
        if row.row_kind != "item" or row.origin != "table" or row.item is None:
            continue
        day = _day(row.date)
        if day is not None:
            meant = row.period.lower if isinstance(row.period, Moment) else None
            key = (row.table, row.form, _SKELETON.sub("", row.item.raw))
            found.setdefault(key, []).append(_Paid(row, day, meant))
    return [payments for payments in found.values() if len(payments) >= _FEW]


def _meant_by(promise: _Promise, series: list[list[_Paid]]) -> list[_Paid] | None:
    """The payments the promise speaks of: named alike, or the only ones where it names none."""
    nouns = set(_NOUN.findall(promise.text))
    if not nouns:
        return series[0] if len(series) == 1 else None
    alike = [one for one in series if one[0].row.item and nouns & _nouns(one[0].row.item)]
    return alike[0] if len(alike) == 1 else None


def _nouns(item: Wording) -> set[str]:
    return set(_NOUN.findall(item.raw))


def _compared(promise: _Promise, payments: list[_Paid]) -> Iterator[Remark]:
    by_part: dict[int, list[_Paid]] = {}
    for paid in payments:
        by_part.setdefault(_part(paid.day, promise.span), []).append(paid)
    without = [part for part in range(min(by_part), max(by_part)) if part not in by_part]
    doubled = [part for part, several in by_part.items() if _several(several)]
    if not without and not doubled:
        return
    unit = "季" if promise.span != 1 else "月"
    empty, twice = (_parts(parts, promise.span) for parts in (without, doubled))
    faults = [f"{empty}没有付款"] if without else []
    faults += [f"{twice}各有两期以上的付款"] if doubled else []
    said = _BROKEN.filled(
        words="".join(promise.text.split()),
        unit=unit,
        said="，".join(faults),
        unit_en="month" if promise.span == 1 else "quarter",
        without=len(without),
        doubled=len(doubled),
    )
    dates = (paid.row.date for paid in payments if paid.row.date is not None)
    yield Remark(
        (promise.words, *dates),
        severity=None if _is_plain(without, payments, promise.span) else "note",
        table=payments[0].row.table,
        zh=said.zh,
        en=said.en,
    )


def _several(payments: list[_Paid]) -> bool:
    """Several parts of the year are paid for at once; several payees of one part are not."""
    return len({paid.meant for paid in payments if paid.meant is not None}) > 1


def _is_plain(without: list[int], payments: list[_Paid], span: int) -> bool:
    """True unless a weekend may have moved the payment of the one part left out."""
    if len(without) != 1:
        return bool(without)
    shifted = {_part(paid.day + shift, span) for paid in payments for shift in (-_NEAR, _NEAR)}
    return without[0] not in shifted


def _part(day: date, span: int) -> int:
    """The month, or quarter, of a day, counted from the year 0."""
    return (day.year * 12 + day.month - 1) // span


def _parts(parts: list[int], span: int) -> str:
    per_year = 12 // span
    unit = "月" if span == 1 else "季度"
    return "、".join(f"{part % per_year + 1}{unit}" for part in parts)


def _day(found: Figure | None) -> date | None:
    if not isinstance(found, Moment) or found.value is None:
        return None
    try:
        return date.fromisoformat(found.value)
    except ValueError:
        return None
