"""One printed date or period: 2024年9月30日, 2024-09, 1-9月, 一季度, 民国113年."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from normalize.patterns import Match, Pattern
from normalize.units import unit_at

DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "O": "0",
    "o": "0",
    "元": "1",
}
_YEAR = (
    r"(?:(?:1[7-9]|20)[0-9]{2}|[12] [09] [0-9] [0-9]"
    r"|(?:一[七八九]|二[零Oo0])[零Oo0一二三四五六七八九]{2})"
)
_DAY = r"(?:[0-9]{1,2}|零?[一二三四五六七八九十廿卅]{1,3})"
_MONTH = r"(?:[0-9]{1,2}|一?十[一二]?|零?[一二三四五六七八九元])"
_JOIN = r"[ \n]?(?:起|开始)?[ \n]?(?:-{1,2}|—{1,2}|–|─|~{1,2}|至|到|至于|直至)[ \n]?"

_NUMERIC = Pattern(r"((?:19|20)[0-9]{2})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_YEAR_MONTH = Pattern(r"((?:19|20)[0-9]{2})[-/](0[1-9]|1[0-2])(?![0-9号]|[-/.][0-9])")
_DOTTED_MONTH = Pattern(r"((?:19|20)[0-9]{2})[./]([0-9]{1,2})(?![0-9]|[-/.][0-9])")
_COMPACT = Pattern(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9A-Za-z.,%万亿-])")
_YEARS = Pattern(rf"({_YEAR})(?:年度?)?{_JOIN}({_YEAR})[ ]?年(?:度|[底末](?![层稿线端座]))?")
_AT_YEAR = Pattern(rf"({_YEAR})[ \n]{{0,2}}(财?年)(度)?")
_REPUBLIC = Pattern(r"([0-9]{1,3}|[一二三四五六七八九十百零]{1,5})[ ]?(年)(度)?")
"""A year of the Republic, counted from 1912 and behind 民国 alone."""
_OLD_YEAR = Pattern(r"(1[0-6][0-9]{2})(年)()")
_DATED = Pattern(r"1[0-6][0-9]{2}年[0-9]{1,2}月")
_FEAST = r"(?:(?<=二月)二|(?<=三月)三|(?<=九月)九)(?![十日号])"
_AT_MONTH = Pattern(rf"[ \n]{{0,2}}({_MONTH})[ \n]?月(?![龄嫂饼]|{_FEAST})(份)?")
_AT_DAY = Pattern(rf"[ \n]{{0,2}}({_DAY})[ \n]?[日号](?![均志常程])")
_MONTHS = Pattern(
    rf"[ \n]{{0,2}}({_MONTH})(?:月份?)?{_JOIN}({_MONTH})[ ]?月(?![龄])份?"
    rf"(?![ ]?{_DAY}[日号])"
)
_DAYS = Pattern(rf"[ \n]{{0,2}}({_MONTH})[ ]?月[ ]?({_DAY})[日号]?{_JOIN}({_DAY})[日号]")
PART = Pattern(
    r"[ ]?(?:(?P<end>年?[底末](?![层稿线端座])|年?终(?!止))"
    r"|(?P<begin>年?初(?![中始步级期审次衷稿试]))"
    r"|(?P<half>[上下])半年"
    r"|前(?P<front>[一二三两123])个?季度"
    r"|(?P<quarters>第?[ ]?[一二三四1-4])(?:[-~—–至到]第?(?P<until>[一二三四1-4]))?[ ]?季度"
    r"|Q(?P<letter>[1-4])(?![0-9A-Za-z])"
    r"|(?P<whole>全年))"
)
_TENTH = Pattern(
    r"[ ]?(?:(?P<ten>[上中下])旬|(?P<end>月?[底末](?![层稿线端座]))"
    r"|(?P<begin>月?初(?![中始步级期审次])))"
)
JOINT = Pattern(_JOIN)

Part = tuple[int | None, int | None, int | None]
"""Year, month, day; None where not printed and not known."""


class Point(NamedTuple):
    """A stretch of days; ``day`` says it is one day, ``near`` that it is only about then."""

    end: int
    low: Part
    high: Part
    day: bool
    near: bool = False


class Impossible(NamedTuple):
    """A date that the calendar does not have (9月31日): skipped, never mended."""

    end: int


def _number(digits: str) -> int:
    """11, 十一, 二十五, 廿五 as a day or month."""
    if digits.isdecimal() and digits[0] <= "9":
        return int(digits)
    if digits == "元":
        return 1
    text = digits.replace("廿", "二十").replace("卅", "三十")
    hundreds, hundred, text = text.rpartition("百")
    if hundred:
        rest = text.lstrip("零")
        return int(DIGITS[hundreds or "一"]) * 100 + (_number(rest) if rest else 0)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(DIGITS.get(c, "0") for c in ones) or 0)
    return (int(DIGITS.get(tens, "9")) if tens else 1) * 10 + int(
        DIGITS.get(ones, "0") if ones else 0
    )


def _year(printed: str) -> int:
    return int("".join(DIGITS.get(c, c) for c in printed if c != " "))


def _last(year: int | None, month: int) -> int:
    # calendar.monthrange would load locale as well, twice the time of all of datetime.
    return (date(year or 2023, month % 12 + 1, 1) - timedelta(1)).day


def iso(part: Part) -> str:
    """The part as ISO text; a year not known is left out (``--09-30``)."""
    year, month, day = part
    text = f"{year:04d}-" if year is not None else "--"
    return text + f"{month:02d}" + ("" if day is None else f"-{day:02d}")


def _month(year: int | None, first: int, last: int) -> tuple[Part, Part] | None:
    """First and last day of a run of months; of no year, the months alone."""
    if not (1 <= first <= 12 and 1 <= last <= 12):  # noqa: PLR2004  months of a year
        return None
    if year is None:
        return (None, first, None), (None, last, None)
    return (year, first, 1), (year, last, _last(year, last))


def _day(year: int | None, month: int, day: int, end: int) -> Point | Impossible:
    if not (1 <= month <= 12 and 1 <= day <= _last(year or 2024, month)):  # noqa: PLR2004
        return Impossible(end)
    part = (year, month, day)
    return Point(end, part, part, day=True)


def point_at(  # noqa: PLR0911  one return a printed form
    text: str, at: int, known: Part, *, second: bool = False
) -> Point | Impossible | None:
    """One date or period; ``known`` lends the year, and to a second one the month."""
    numeric = _numeric(text, at, second=second)
    if numeric is not None:
        return numeric
    if not second and (years := _YEARS.match(text, at)):
        low, high = sorted((_year(years[1]), _year(years[2])))
        return Point(years.end(), (low, 1, 1), (high, 12, 31), day=False)
    year = _AT_YEAR.match(text, at)
    republic = _REPUBLIC.match(text, at) if text[at - 2 : at] == "民国" else None
    if republic is not None:
        year = republic
    elif year is None and (text[at - 1 : at] in tuple("(于元") or _DATED.match(text, at)):
        year = _OLD_YEAR.match(text, at)  # 始建于1604年; elsewhere 1500年 may be a span of time
    if year is not None:
        value = 1911 + _number(year[1]) if republic else _year(year[1])
        inner = within(text, year.end(), value)
        if inner is not None:
            return inner
        return Point(year.end(), (value, 1, 1), (value, 12, 31), day=False)
    inner = within(text, at, known[0], first=True)
    if inner is not None or not second or known[1] is None:
        return inner
    day = _AT_DAY.match(text, at)
    if day is None or known[2] is None:
        return None
    return _day(known[0], known[1], _number(day[1]), day.end())


def _numeric(text: str, at: int, *, second: bool) -> Point | Impossible | None:
    """2024-09-30, 2024/9/30, 2024.9.30, 20240930, 2024-09."""
    if text[at] not in "12" or text[at : at + 2] not in ("19", "20"):
        return None
    match = _NUMERIC.match(text, at)
    if match is not None:
        return _day(int(match[1]), int(match[3]), int(match[4]), match.end())
    match = _COMPACT.match(text, at)
    counted = match is not None and (
        unit_at(text, match.end()) is not None or text.startswith((" 元", " 万"), match.end())
    )  # 20240930人 is a count
    if match is not None and not counted:
        found = _day(int(match[1]), int(match[2]), int(match[3]), match.end())
        return found if isinstance(found, Point) else None
    match = _YEAR_MONTH.match(text, at)
    if match is None:
        match = _DOTTED_MONTH.match(text, at)
        if match is None or not (second or _joined_month(text, match.end())):
            return None
    bounds = _month(int(match[1]), int(match[2]), int(match[2]))
    return Point(match.end(), *bounds, day=False) if bounds else None


def _joined_month(text: str, at: int) -> bool:
    joint = JOINT.match(text, at)
    return joint is not None and _DOTTED_MONTH.match(text, joint.end()) is not None


def within(
    text: str, at: int, year: int | None, *, first: bool = False
) -> Point | Impossible | None:
    """What stands inside a year: months, days, quarters, halves; with its end or beginning."""
    days = _DAYS.match(text, at)
    if days is not None:
        month = _number(days[1])
        low = _day(year, month, _number(days[2]), days.end())
        high = _day(year, month, _number(days[3]), days.end())
        if isinstance(low, Point) and isinstance(high, Point):
            return Point(days.end(), low.low, high.high, day=False)
        return Impossible(days.end())
    months = _MONTHS.match(text, at)
    if months is not None:
        bounds = _month(year, _number(months[1]), _number(months[2]))
        return Point(months.end(), *bounds, day=False) if bounds else Impossible(months.end())
    one = _AT_MONTH.match(text, at)
    if one is not None:
        return _in_month(text, one, year)
    part = PART.match(text, at)
    return part_of(part, year, first=first) if part is not None else None


def _in_month(text: str, match: Match, year: int | None) -> Point | Impossible | None:
    month = _number(match[1])
    bounds = _month(year, month, month)
    if bounds is None:
        return Impossible(match.end())
    end = match.end()
    day = _AT_DAY.match(text, end) if match[2] is None else None
    if day is not None:
        return _day(year, month, _number(day[1]), day.end())
    tenth = _TENTH.match(text, end)
    if tenth is None:
        return Point(end, *bounds, day=False)
    last = _last(year, month)
    if tenth["end"] or tenth["begin"]:
        part = (year, month, last if tenth["end"] else 1)
        return Point(tenth.end(), part, part, day=True, near=True)
    low, high = {"上": (1, 10), "中": (11, 20), "下": (21, last)}[tenth["ten"]]
    return Point(tenth.end(), (year, month, low), (year, month, high), day=False)


def part_of(match: Match, year: int | None, *, first: bool) -> Point | None:
    """A quarter, half, beginning or end of a year; ``first``: nothing of the year is printed."""
    if match["end"] or match["begin"] or match["whole"]:
        if first:
            return None
        if match["whole"]:
            return Point(match.end(), (year, 1, 1), (year, 12, 31), day=False)
        part = (year, 12, 31) if match["end"] else (year, 1, 1)
        return Point(match.end(), part, part, day=True, near=True)
    if match["half"]:
        low, high = (1, 6) if match["half"] == "上" else (7, 12)
    elif match["front"]:
        low, high = 1, 3 * _number(match["front"].replace("两", "二"))
    else:
        quarter = _number((match["quarters"] or match["letter"]).lstrip("第 "))
        until = _number(match["until"]) if match["until"] else quarter
        low, high = 3 * quarter - 2, 3 * until
    bounds = _month(year, low, high)
    return Point(match.end(), *bounds, day=False) if bounds else None
