"""Dates and periods in running text: 截至2024年9月30日, 自…起至…止, 上年度, 年底, 十四五."""

from __future__ import annotations

from typing import NamedTuple

from normalize.patterns import Match, Pattern
from normalize.points import DIGITS, JOINT, PART, Impossible, Point, iso, part_of, point_at, within

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
_BEFORE = {
    "截至到": "<=", "截止到": "<=", "截止至": "<=", "截至": "<=", "截止": "<=", "截止于": "<=",
    "不晚于": "<=", "不迟于": "<=", "不超过": "<=", "早于": "<", "晚于": ">", "迟于": ">",
    "不早于": ">=", "自": ">=", "自从": ">=", "从": ">=", "约": "~", "大约": "~", "最迟": "<=",
}  # fmt: skip
_AFTER = Pattern(
    r"[ ]?(?:(?P<until>[及或](?:者)?(?:之前|以前))|(?P<from>[及或](?:者)?(?:之后|以后))"
    r"|(?P<before>之前|以前|前(?![后期往景述]))"
    r"|(?P<since>之后|以后|以来|起(?![草步诉])|后(?![续期勤]))"
    r"|(?P<near>左右|前后)|(?P<till>止(?!于)))"
)


_AND = Pattern(r"[ ]?[与和][ ]?")
_BETWEEN = Pattern(r"[ ]?(?:之间|期间|间(?![接隔断]))")
_JOINED = Pattern(r"[-—~–至到]")
_SIGNS = {"before": "<", "since": ">=", "near": "~", "until": "<=", "from": ">="}


class When(NamedTuple):
    """A date or period in folded text; ``low`` and ``high`` as ISO text, equal for a date."""

    start: int
    end: int
    kind: str
    low: str
    high: str
    comparator: str = "="


def when_at(text: str, at: int, floor: int, ref_year: int | None) -> When | Impossible | None:
    """The date or period whose first numeral or year word stands at ``at``.

    ``floor`` is how far back its preposition (截至, 自) may reach.
    """
    character = text[at]
    if character in "年半月季Q":
        return _from_word(text, at, floor, ref_year)
    point = point_at(text, at, (ref_year, None, None))
    if point is None:
        return None
    if isinstance(point, Impossible):
        return point
    if text[at - 2 : at] == "民国" and at - 2 >= floor:
        at -= 4 if text[at - 4 : at - 2] == "中华" and at - 4 >= floor else 2
    joint = JOINT.match(text, point.end) or _AND.match(text, point.end)
    if joint is not None and joint.end() < len(text):
        second = point_at(text, joint.end(), point.low, second=True)
        if isinstance(second, Point) and "与" not in joint.group() and "和" not in joint.group():
            return _range(text, point, second, (floor, at))
        if isinstance(second, Point) and (between := _BETWEEN.match(text, second.end)):
            return _range(text, point, second._replace(end=between.end()), (floor, at))
    return _dressed(text, at, point, floor)


def _range(text: str, first: Point, second: Point, where: tuple[int, int]) -> When:
    """From one point to another, with the words that frame it (自…起至…止)."""
    floor, at = where
    low, high = iso(first.low), iso(second.high)
    if first.low[0] is not None and second.high[0] is not None and low > high:
        low, high = high, low
    return _framed(text, When(at, second.end, "period", low, high), floor)


def _framed(text: str, found: When, floor: int) -> When:
    """The period with the words that frame it: 从 before it, 止 behind."""
    word = _word_before(text, found.start, floor)
    start = text.rindex(word, 0, found.start) if word in ("自", "从", "自从") else found.start
    till = _AFTER.match(text, found.end)
    end = till.end() if till is not None and till["till"] else found.end
    return found._replace(start=start, end=end)


def _dressed(text: str, at: int, point: Point, floor: int) -> When:
    """The point with its preposition and what follows it (前, 起, 以后)."""
    if not point.day:
        found = When(at, point.end, "period", iso(point.low), iso(point.high))
        return _framed(text, found, floor) if _JOINED.search(text[at : point.end]) else found
    start, end, sign = at, point.end, "~" if point.near else "="
    after = _AFTER.match(text, end)
    if after is not None:
        kind = after.lastgroup or ""
        sign = _SIGNS.get(kind, sign)
        end = after.end()
    word = _word_before(text, at, floor)
    if word is not None and (word not in ("自", "从", "自从") or (after and sign == ">=")):
        start = text.rindex(word, 0, at)
        if after is None or after.lastgroup == "till" or sign == "=":
            sign = _BEFORE[word]
    elif after is not None and after.lastgroup == "till":
        end = point.end
    return When(start, end, "date", iso(point.low), iso(point.high), sign)


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


def _from_word(text: str, at: int, floor: int, year: int | None) -> When | None:
    """What begins with no numeral: 上半年, 本年度, 年底."""
    start = at - 1
    if text[at] == "半" and start >= floor and text[start] in "上下":
        part = PART.match(text, start)
        if part is not None and part["half"]:
            base = _relative_before(text, start, floor, year)
            point = part_of(part, base[1], first=True)
            if point is not None:
                return When(base[0], point.end, "period", iso(point.low), iso(point.high))
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
    inner = within(text, end, year)
    if isinstance(inner, Point):
        if inner.day:
            return _dressed(text, inner.end, inner, inner.end)._replace(start=match.start())
        return When(match.start(), inner.end, "period", iso(inner.low), iso(inner.high))
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
    point = Point(match.end(), part, part, day=True, near=True)
    return _dressed(text, match.end(), point, match.end())._replace(start=at)


def plan_at(text: str, at: int) -> When | None:
    """A five-year plan by its name: 十四五 as 2021 to 2025."""
    if text[at] != "十":
        return None
    match = _PLAN.match(text, at)
    if match is None:
        return None
    first = 1951 + 5 * (10 + int(DIGITS[text[at + 1]]))
    return When(at, match.end(), "period", f"{first}-01-01", f"{first + 4}-12-31")
