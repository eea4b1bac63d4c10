"""One figure with the words around it, or the reason why a Chinese numeral is none."""

from __future__ import annotations

from model.quantity import Quantity
from normalize.amounts import term_at
from normalize.figures import Context, built, unit_of
from normalize.prices import denominators_at
from normalize.ranges import ranged
from normalize.sections import EXACT
from normalize.terms import Term
from normalize.units import UNITS
from normalize.wording import Before, after, before, combined

_DIGITS = frozenset("0123456789零一二两三四五六七八九十百千万亿几")
_FORMAL = frozenset("壹弌贰貳貮叁叄參陆陸伍肆柒捌玖拾")
_WORD_BEFORE = frozenset("队退入行落大内着水海登")


def quantity(context: Context, at: int, floor: int) -> tuple[Quantity | None, int]:
    """The figure whose first numeral stands at ``at``, if it is one, and where to go on."""
    text = context.text
    if context.raw[at] in _FORMAL and _no_numeral(context, at):
        return None, at + 1
    term = term_at(text, context.raw, at, spaced=True)
    if term is None:
        return None, _past_numeral(text, at)
    if (
        " " in text[at : term.numeral.end]
        and term.unit is None
        and not (context.cell or context.unit)
    ):
        term = term_at(text, context.raw, at) or term
    lead = before(text, at, floor)
    several = text[at - 1] == "数" if at else False
    if several and text[at] in "十百千万亿" and term.value is not None and at - 1 >= floor:
        return _several(context, term, at, floor)
    both = ranged(context, term, lead)
    if both is not None:
        return both
    return _single(context, term, lead, at)


def _no_numeral(context: Context, at: int) -> bool:
    """True for the 伍 of 队伍十五支: a formal digit that ends a word before a plain numeral."""
    if not at or context.raw[at - 1] not in _WORD_BEFORE:
        return False
    return context.raw[at + 1 : at + 2] in tuple("一二两三四五六七八九十百千万几")


def _past_numeral(text: str, at: int) -> int:
    end = at + 1
    while end < len(text) and text[end] in _DIGITS and (text[end] > "9") == (text[at] > "9"):
        end += 1
    return end


def _single(context: Context, term: Term, lead: Before, at: int) -> tuple[Quantity | None, int]:
    text = context.text
    numeral = term.numeral
    upward = numeral.bare and at > 0 and text[at - 1] == "上" and text[at - 2 : at - 1] != "以"
    start, end = lead.start, term.end
    sign = lead.sign
    if upward:
        start = at - 1
    if (
        sign == "~<"
        and not lead.per
        and not numeral.bare
        and term.unit is not None
        and term.unit.name in ("年", "月", "天", "日", "周")
    ):
        # 近三年 names a stretch of time that is past, not a figure just below three.
        start, sign = at, "="
    recurring = lead.per and term.unit is not None and term.unit.name == "日"
    if recurring or not _counts(context, term, lead, at, upward=upward):
        return None, max(numeral.end, at + 1)
    unit = unit_of(context, term, lead)
    per: tuple[str, ...] = lead.per
    if unit is not None and unit.kind in ("money", "count") and text[end : end + 1] in " /每":
        more, end = denominators_at(text, end, unit)
        per = (*per, *(name for name in more if name not in per))
    alone = numeral.chinese == 1 and not term.unit
    suffix, end = ("", end) if alone else after(text, end)
    sign = combined(sign, suffix)
    mark = term.mark
    if upward:
        mark = "~>"
        term = term._replace(lower=term.value)
    if mark != "=" and lead.sign == "~" and not (lead.money or lead.per or lead.negative):
        start = at  # 大概有五百多个: more than 500 says it all
    if mark != "=":
        sign = sign if mark == "~>" and sign in (">", ">=", "<", "<=") else mark
    return built(
        context, term, unit, per, (start, end), sign, negative=lead.negative and start <= at - 1
    ), end


def _counts(  # noqa: PLR0911  one exception a line
    context: Context, term: Term, lead: Before, at: int, *, upward: bool
) -> bool:
    """False for a Chinese numeral that is part of a word rather than a figure."""
    numeral = term.numeral
    text = context.text
    if not numeral.chinese:
        return True
    if numeral.bare and numeral.mark == "=" and not upward and term.unit and lead.sign == "=":
        # 万元, 百万元 in a caption are units; 千户, 百人 are manners of speaking.
        return False
    whole = at <= context.first + 1 and term.end >= context.last and lead.start <= context.first
    if whole:
        return True
    if term.unit is None:
        return _bare_chinese(context, term, lead)
    if _ends_a_word(text, at, term):
        return False
    if text[at : numeral.end] == "一":
        word = text[numeral.end : term.end].strip().removesuffix("半")
        return (
            word in UNITS.one
            or term.unit.kind in {"percent", "money"}
            or lead.sign != "="
            or text[at - 1] in "共计仅含"
            or bool(lead.per)
        )
    if numeral.chinese == 1 and context.raw[at] in "陆伍叁贰柒捌玖肆拾壹叄參貳陸":
        return term.unit.kind == "money" and term.place < 0
    return True


def _ends_a_word(text: str, at: int, term: Term) -> bool:
    """True where what stands before makes the numeral part of a word or name."""
    last, name = text[at - 1 : at] if at else "", term.unit.name if term.unit else ""
    if last and last in "统唯同专单第逐万" and term.numeral.chinese == 1:
        return True
    if name == "年" and text[max(at - 2, 0) : at] in UNITS.eras:
        return True  # 光绪三十二年
    if last == "按" and name in {"类", "级", "档", "等"}:
        return True  # 按三类标准: a class, not three of them
    return text[at : term.numeral.end] == "一" and text[max(at - 2, 0) : at] == "最后"


def _bare_chinese(context: Context, term: Term, lead: Before) -> bool:
    """A Chinese numeral with no unit: read where it is plainly a figure."""
    numeral = term.numeral
    text = context.text[numeral.start : numeral.end]
    if "分之" in text or lead.money:
        return True
    if numeral.bare or numeral.chinese == 1:  # 万一, 千万, 三
        return False
    if "点" in text:  # 系数为一点二五, but 两点一线 and 三点二十
        before_it = context.text[lead.start - 1 : lead.start]
        after_it = context.text[numeral.end : numeral.end + 1]
        return before_it in tuple("为是达至到约于:") and after_it in ("", *",。;、)")
    powers = any(c in "十百千万亿" for c in text)
    bounded = powers and (after(context.text, numeral.end)[0] or lead.sign) not in ("", "=")
    several = powers and numeral.chinese > 2 and text.strip("十百千万亿") != ""  # noqa: PLR2004
    return bounded or several  # 五百以上, 三百二十, but 三五


def _several(context: Context, term: Term, at: int, floor: int) -> tuple[Quantity | None, int]:
    """数十亿元: ten to a hundred of the first multiplier."""
    text = context.text
    if text[at - 2 : at - 1] in tuple("人户件次总基个倍指参分系单得函") or term.value is None:
        return _single(context, term, before(text, at, floor), at)
    if term.unit is None and not (at - 1 <= context.first and term.end >= context.last):
        return None, term.end
    low = term.value
    term = term._replace(
        value=None, lower=low, upper=EXACT.scaleb(low, 1), mark="~", place=term.place
    )
    unit = term.unit or context.unit
    lead = before(text, at - 1, floor)
    start = lead.start
    per, end = denominators_at(text, term.end, unit) if unit else ((), term.end)
    per = (*lead.per, *(name for name in per if name not in lead.per))
    return built(context, term, unit, per, (start, end), "~", negative=False), end
