"""Dates and periods: 2024年9月30日, 二〇二三年底, 1-9月, 2024年一季度, 十四五."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from normalize.patterns import Match, Pattern

_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
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
_JOIN = r"[ \n]?(?:起)?[ \n]?(?:-{1,2}|—{1,2}|–|─|~{1,2}|至|到|至于|直至)[ \n]?"

_NUMERIC = Pattern(r"((?:19|20)[0-9]{2})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_YEAR_MONTH = Pattern(r"((?:19|20)[0-9]{2})[-/](0[1-9]|1[0-2])(?![0-9]|[-/.][0-9])")
_DOTTED_MONTH = Pattern(r"((?:19|20)[0-9]{2})[./]([0-9]{1,2})(?![0-9]|[-/.][0-9])")
_COMPACT = Pattern(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9A-Za-z.,%-])")
_YEARS = Pattern(rf"({_YEAR})(?:年度?)?{_JOIN}({_YEAR})[ ]?年度?")
_AT_YEAR = Pattern(rf"({_YEAR})[ \n]{{0,2}}(财?年)(度)?")
_AT_MONTH = Pattern(rf"[ \n]{{0,2}}({_MONTH})[ \n]?月(?![龄嫂饼])(份)?")
_AT_DAY = Pattern(rf"[ \n]{{0,2}}({_DAY})[ \n]?[日号](?![均志常程])")
_MONTHS = Pattern(
    rf"[ \n]{{0,2}}({_MONTH})(?:月份?)?{_JOIN}({_MONTH})[ ]?月(?![龄])份?"
    rf"(?![ ]?{_DAY}[日号])"
)
_DAYS = Pattern(rf"[ \n]{{0,2}}({_MONTH})[ ]?月[ ]?({_DAY})[日号]?{_JOIN}({_DAY})[日号]")
_PART = Pattern(
    r"[ ]?(?:(?P<end>年?[底末](?![层稿线端座])|年?终(?!止))"
    r"|(?P<begin>年?初(?![中始步级期审次衷稿试]))"
    r"|(?P<half>[上下])半年"
    r"|前(?P<front>[一二三两123])个?季度"
    r"|(?P<quarters>第?[一二三四1-4])(?:[-~—–至到]第?(?P<until>[一二三四1-4]))?[ ]?季度"
    r"|Q(?P<letter>[1-4])(?![0-9A-Za-z])"
    r"|(?P<whole>全年))"
)
_TENTH = Pattern(
    r"[ ]?(?:(?P<ten>[上中下])旬|(?P<end>月?[底末](?![层稿线端座]))"
    r"|(?P<begin>月?初(?![中始步级期审次])))"
)
_RELATIVE = Pattern(r"(?:(?P<this>[本今])|(?P<last>上一|上|去)|(?P<next>下一|下|明))年(?P<du>度)?")
_SET_PHRASE = Pattern(
    r"[ ]?(?:预算|结转|结余|决算|数|同期|财政|下达|批复|安排|拨款|执行|收入|支出|末|底|初)"
)
_BARE_END = Pattern(
    r"(?<![0-9一二三四五六七八九十两几半多本今去明上下])"
    r"年(?:[底末](?![层稿线端座])|(?P<begin>初)(?=[,。;、)至]|$))"
)
_PLAN = Pattern(
    r"十[一二三四五六]五(?![0-9零一二三四五六七八九十百千万亿年月日号个元名人项]|[ ]?[%分成])"
)
_JOINT = Pattern(_JOIN)
_BEFORE = {
    "截至到": "<=", "截止到": "<=", "截止至": "<=", "截至": "<=", "截止": "<=", "截止于": "<=",
    "不晚于": "<=", "不迟于": "<=", "不超过": "<=", "早于": "<", "晚于": ">", "迟于": ">",
    "不早于": ">=", "自": ">=", "自从": ">=", "从": ">=", "约": "~", "大约": "~", "最迟": "<=",
}  # fmt: skip
_AFTER = Pattern(
    r"[ ]?(?:(?P<before>之前|以前|前(?![后期往景述]))"
    r"|(?P<since>之后|以后|以来|起(?![草步诉])|后(?![续期勤]))"
    r"|(?P<near>左右|前后)|(?P<till>止(?!于)))"
)

Part = tuple[int | None, int | None, int | None]
"""Year, month, day; None where not printed and not known."""


class When(NamedTuple):
    """A date or period in folded text; ``low`` and ``high`` as ISO text, equal for a date."""

    start: int
    end: int
    kind: str
    low: str
    high: str
    comparator: str = "="


class _Point(NamedTuple):
    end: int
    low: Part
    high: Part
    day: bool
    near: bool = False


class Impossible(NamedTuple):
    """A date that the calendar does not have (9月31日): skipped, never mended."""

    end: int


def when_at(text: str, at: int, floor: int, ref_year: int | None) -> When | Impossible | None:
    """The date or period whose first numeral or year word stands at ``at``.

    ``floor`` is how far back its preposition (截至, 自) may reach.
    """
    character = text[at]
    if character in "年半月季Q":
        return _from_word(text, at, floor, ref_year)
    point = _point(text, at, (ref_year, None, None))
    if point is None:
        return None
    if isinstance(point, Impossible):
        return point
    joint = _JOINT.match(text, point.end)
    if joint is not None and joint.end() < len(text):
        second = _point(text, joint.end(), point.low, second=True)
        if isinstance(second, _Point):
            return _range(text, point, second, (floor, at))
    return _dressed(text, at, point, floor)


def _range(text: str, first: _Point, second: _Point, where: tuple[int, int]) -> When:
    """From one point to another, with the words that frame it (自…起至…止)."""
    floor, at = where
    low, high = _iso(first.low), _iso(second.high)
    if first.low[0] is not None and second.high[0] is not None and low > high:
        low, high = high, low
    word = _word_before(text, at, floor)
    start = text.rindex(word, 0, at) if word in ("自", "从", "自从") else at
    till = _AFTER.match(text, second.end)
    end = till.end() if till is not None and till["till"] else second.end
    return When(start, end, "period", low, high)


def _dressed(text: str, at: int, point: _Point, floor: int) -> When:
    """The point with its preposition and what follows it (前, 起, 以后)."""
    if not point.day:
        return When(at, point.end, "period", _iso(point.low), _iso(point.high))
    start, end, sign = at, point.end, "~" if point.near else "="
    after = _AFTER.match(text, end)
    if after is not None:
        kind = after.lastgroup or ""
        sign = {"before": "<", "since": ">=", "near": "~"}.get(kind, sign)
        end = after.end()
    word = _word_before(text, at, floor)
    if word is not None and (word not in ("自", "从", "自从") or (after and sign == ">=")):
        start = text.rindex(word, 0, at)
        if after is None or after.lastgroup == "till" or sign == "=":
            sign = _BEFORE[word]
    elif after is not None and after.lastgroup == "till":
        end = point.end
    return When(start, end, "date", _iso(point.low), _iso(point.high), sign)


def _word_before(text: str, at: int, floor: int) -> str | None:
    end = at
    if end > floor and text[end - 1] == " ":
        end -= 1
    for length in (3, 2, 1):
        word = text[max(end - length, floor) : end]
        if word in _BEFORE and not (
            word in ("约", "自", "从") and text[end - 2 : end - 1] in tuple("节合来各亲服")
        ):
            return word
    return None


def _number(digits: str) -> int:
    """11, 十一, 二十五, 廿五 as a day or month."""
    if digits.isdecimal() and digits[0] <= "9":
        return int(digits)
    if digits == "元":
        return 1
    text = digits.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(_DIGITS.get(c, "0") for c in ones) or 0)
    return (int(_DIGITS.get(tens, "9")) if tens else 1) * 10 + int(
        _DIGITS.get(ones, "0") if ones else 0
    )


def _year(printed: str) -> int:
    return int("".join(_DIGITS.get(c, c) for c in printed if c != " "))


def _last(year: int | None, month: int) -> int:
    # calendar.monthrange would load locale as well, twice the time of all of datetime.
    return (date(year or 2023, month % 12 + 1, 1) - timedelta(1)).day


def _iso(part: Part) -> str:
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


def _day(year: int | None, month: int, day: int, end: int) -> _Point | Impossible:
    if not (1 <= month <= 12 and 1 <= day <= _last(year or 2024, month)):  # noqa: PLR2004
        return Impossible(end)
    part = (year, month, day)
    return _Point(end, part, part, day=True)


def _point(  # noqa: PLR0911  one return a printed form
    text: str, at: int, known: Part, *, second: bool = False
) -> _Point | Impossible | None:
    """One date or period; ``known`` lends the year, and to a second one the month."""
    numeric = _numeric(text, at, second=second)
    if numeric is not None:
        return numeric
    if not second and (years := _YEARS.match(text, at)):
        low, high = sorted((_year(years[1]), _year(years[2])))
        return _Point(years.end(), (low, 1, 1), (high, 12, 31), day=False)
    year = _AT_YEAR.match(text, at)
    if year is not None:
        value = _year(year[1])
        inner = _within(text, year.end(), value)
        if inner is not None:
            return inner
        return _Point(year.end(), (value, 1, 1), (value, 12, 31), day=False)
    inner = _within(text, at, known[0], first=True)
    if inner is not None or not second or known[1] is None:
        return inner
    day = _AT_DAY.match(text, at)
    if day is None or known[2] is None:
        return None
    return _day(known[0], known[1], _number(day[1]), day.end())


def _numeric(text: str, at: int, *, second: bool) -> _Point | Impossible | None:
    """2024-09-30, 2024/9/30, 2024.9.30, 20240930, 2024-09."""
    if text[at] not in "12" or text[at : at + 2] not in ("19", "20"):
        return None
    match = _NUMERIC.match(text, at)
    if match is not None:
        return _day(int(match[1]), int(match[3]), int(match[4]), match.end())
    match = _COMPACT.match(text, at)
    if match is not None:
        found = _day(int(match[1]), int(match[2]), int(match[3]), match.end())
        return found if isinstance(found, _Point) else None
    match = _YEAR_MONTH.match(text, at)
    if match is None:
        match = _DOTTED_MONTH.match(text, at)
        if match is None or not (second or _joined_month(text, match.end())):
            return None
    bounds = _month(int(match[1]), int(match[2]), int(match[2]))
    return _Point(match.end(), *bounds, day=False) if bounds else None


def _joined_month(text: str, at: int) -> bool:
    joint = _JOINT.match(text, at)
    return joint is not None and _DOTTED_MONTH.match(text, joint.end()) is not None


def _within(
    text: str, at: int, year: int | None, *, first: bool = False
) -> _Point | Impossible | None:
    """What stands inside a year: months, days, quarters, halves; with its end or beginning."""
    days = _DAYS.match(text, at)
    if days is not None:
        month = _number(days[1])
        low = _day(year, month, _number(days[2]), days.end())
        high = _day(year, month, _number(days[3]), days.end())
        if isinstance(low, _Point) and isinstance(high, _Point):
            return _Point(days.end(), low.low, high.high, day=False)
        return Impossible(days.end())
    months = _MONTHS.match(text, at)
    if months is not None:
        bounds = _month(year, _number(months[1]), _number(months[2]))
        return _Point(months.end(), *bounds, day=False) if bounds else Impossible(months.end())
    one = _AT_MONTH.match(text, at)
    if one is not None:
        return _in_month(text, one, year)
    part = _PART.match(text, at)
    return _part(part, year, first=first) if part is not None else None


def _in_month(text: str, match: Match, year: int | None) -> _Point | Impossible | None:
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
        return _Point(end, *bounds, day=False)
    last = _last(year, month)
    if tenth["end"] or tenth["begin"]:
        part = (year, month, last if tenth["end"] else 1)
        return _Point(tenth.end(), part, part, day=True, near=True)
    low, high = {"上": (1, 10), "中": (11, 20), "下": (21, last)}[tenth["ten"]]
    return _Point(tenth.end(), (year, month, low), (year, month, high), day=False)


def _part(match: Match, year: int | None, *, first: bool) -> _Point | None:
    if match["end"] or match["begin"] or match["whole"]:
        if first:
            return None
        if match["whole"]:
            return _Point(match.end(), (year, 1, 1), (year, 12, 31), day=False)
        part = (year, 12, 31) if match["end"] else (year, 1, 1)
        return _Point(match.end(), part, part, day=True, near=True)
    if match["half"]:
        low, high = (1, 6) if match["half"] == "上" else (7, 12)
    elif match["front"]:
        low, high = 1, 3 * _number(match["front"].replace("两", "二"))
    else:
        quarter = _number((match["quarters"] or match["letter"]).lstrip("第"))
        until = _number(match["until"]) if match["until"] else quarter
        low, high = 3 * quarter - 2, 3 * until
    bounds = _month(year, low, high)
    return _Point(match.end(), *bounds, day=False) if bounds else None


def _from_word(text: str, at: int, floor: int, year: int | None) -> When | None:
    """What begins with no numeral: 上半年, 本年度, 年底."""
    start = at - 1
    if text[at] == "半" and start >= floor and text[start] in "上下":
        part = _PART.match(text, start)
        if part is not None and part["half"]:
            base = _relative_before(text, start, floor, year)
            point = _part(part, base[1], first=True)
            if point is not None:
                return When(base[0], point.end, "period", _iso(point.low), _iso(point.high))
    if text[at] == "年":
        for start in (at - 2, at - 1):
            match = _RELATIVE.match(text, start) if start >= floor else None
            if match is not None and match.end() > at:
                return _relative(text, match, year)
        return _bare_end(text, at, year)
    return None


def _relative_before(text: str, at: int, floor: int, year: int | None) -> tuple[int, int | None]:
    """The word 今年 or 去年 that stands before 上半年, and the year it means."""
    for length in (4, 3, 2):
        match = _RELATIVE.fullmatch(text, max(at - length, floor), at)
        if match is not None:
            return match.start(), _meant(match, year)
    return at, year


def _meant(match: Match, year: int | None) -> int | None:
    if year is None:
        return None
    return year - 1 if match["last"] else year + 1 if match["next"] else year


def _relative(text: str, match: Match, ref_year: int | None) -> When | None:
    year = _meant(match, ref_year)
    if year is None:
        return None
    end = match.end()
    inner = _within(text, end, year)
    if isinstance(inner, _Point):
        if inner.day:
            return _dressed(text, inner.end, inner, inner.end)._replace(start=match.start())
        return When(match.start(), inner.end, "period", _iso(inner.low), _iso(inner.high))
    if (
        not match["du"]
        and _SET_PHRASE.match(text, end)
        and match.group() in ("上年", "本年", "下年")
    ):
        return None
    return When(match.start(), end, "period", f"{year}-01-01", f"{year}-12-31")


def _bare_end(text: str, at: int, ref_year: int | None) -> When | None:
    match = _BARE_END.match(text, at)
    if match is None or _SET_PHRASE.match(text, match.end()):
        return None
    if ref_year is None and len(text.strip()) > len(match.group()):
        return None
    part = (ref_year, 1, 1) if match["begin"] else (ref_year, 12, 31)
    point = _Point(match.end(), part, part, day=True, near=True)
    return _dressed(text, match.end(), point, match.end())._replace(start=at)


def plan_at(text: str, at: int) -> When | None:
    """A five-year plan by its name: 十四五 as 2021 to 2025."""
    if text[at] != "十":
        return None
    match = _PLAN.match(text, at)
    if match is None:
        return None
    first = 1951 + 5 * (10 + int(_DIGITS[text[at + 1]]))
    return When(at, match.end(), "period", f"{first}-01-01", f"{first + 4}-12-31")
