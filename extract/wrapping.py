"""Whether a line goes on with the sentence of the line above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.lines import PAD, Line

_TERMINAL = re.compile(r"[。！？；：…!?;:][”’」』）)》】\"']*$")
_HANGING = re.compile(r"[，、,（(《〈“‘「【〔—－\-/和与及或的在对为将由按从向至到是]$")
_CLOSING = re.compile(r"[，。；、：）)》〉”’」】〕%％‰！？]")
_INNER = re.compile(r"[，。；：！？]")
_RUNNING = re.compile(r"[，。；：！？、]")
"""Marks that a line within a sentence holds; one of a list may hold no other than 、."""
_LABELLED = re.compile(r"[\w（）()、/ 　]{2,16}[:：][^，。；]{0,40}$")
_ALONE = re.compile(
    r"(?:表|图|附[件表])\s*[\d一二三四五六七八九十]{0,3}\s*[:：.、-]?\s*\S{0,40}$"
    r"|[（(]?\s*(?:金额)?单位\s*[:：]"
    r"|[\d〇○零一二三四五六七八九十Xx×]{2,4}\s*年\s*[\d一二三四五六七八九十Xx×]{0,3}\s*月?\s*[\d一二三四五六七八九十Xx×]{0,3}\s*日?$"
    r"|[（(][^（()）]{1,20}[)）]$|无。?$|[①-⑳]"
)
_STARTER = re.compile(
    r"根据|按照|依据|为[了贯深进全加确保]|本(?:项目|次|报告|单位|年)|截至|截止|通过|结合|受|由于|一是|首先|[12]\d{3}年|经|该|同时|目前|近年|现|在"
)
_TITLE = re.compile(
    r"(?:报告|[^图代]表|清单|目录|方案|办法|通知|情况|说明|分析|建议|结论|内容|明细|公司|中心|委员会|[^当布]局|院|处|所)[）)]?$"
)
_CUT_COUNT = re.compile(r"\d[元人户亩吨个件次项名家所台套处%％]$")
_ANNOUNCES = re.compile(r"(?:[共总合]计?|为|达到?|支出|约)$")
_CUT_UNIT = re.compile(r"\d[万亿][元人户亩吨]$")
"""The end of one line and the first character of the next: 6万 and 元."""
_CUT_NUMBER = re.compile(r"\d[.．,，]?$")
_BROAD = 20
"""A line without any punctuation and shorter than this is a title, not the start of a sentence."""
_NARROW = 12
_NEAR = 6
"""Display columns by which a full line may fall short of the widest: three wide characters."""
_WIDEST = 170
_NARROWEST = 40
_SET_IN = 2
_DEEP = 4
"""Columns that set in a first line: two at least, four where all lines are set in."""
_FEWEST_FULL = 5


@dataclass(frozen=True, slots=True)
class Wrapping:
    """Display width at which the text is wrapped; None where each paragraph is one line."""

    width: int | None
    indented: bool = False

    def full(self, line: Line) -> bool:
        """True for a line that reaches the right margin."""
        return self.width is not None and display_width(line.text.rstrip(PAD)) >= self.width - _NEAR


def display_width(text: str) -> int:
    """Columns a text takes on a screen: what GBK writes in two bytes is two columns wide."""
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))


def wrapping(lines: Sequence[Line]) -> Wrapping:
    """How passages are wrapped: many lines that end near one margin, few that pass it."""
    widths = sorted(
        display_width(line.text.rstrip(PAD)) if line.end - line.start <= _WIDEST else _WIDEST + 1
        for line in lines
    )
    if not widths:
        return Wrapping(None)
    set_in = sum(1 for line in lines if indent(line)) * 20 > len(lines)
    margin = widths[min(len(widths) - 1, len(widths) * 98 // 100)]
    full = sum(1 for width in widths if margin - _NEAR <= width <= margin + _NEAR)
    if not _NARROWEST <= margin <= _WIDEST or full < _FEWEST_FULL or full * 5 < len(widths):
        return Wrapping(None, set_in)
    broken = sum(
        1
        for line in lines
        if line.end - line.start <= _WIDEST
        and display_width(line.text.rstrip(PAD)) >= margin - _NEAR
        and not _TERMINAL.search(line.text.rstrip(PAD))
    )
    return Wrapping(margin if broken * 2 >= full else None, set_in)


def indent(line: Line) -> int:
    """Display columns of white space before the text."""
    return display_width(line.text[: len(line.text) - len(line.text.lstrip(PAD))])


def stands_alone(text: str) -> bool:
    """True for a line that is a passage of its own: a caption, a unit, a date, a form field."""
    return bool(_ALONE.match(text) or _LABELLED.match(text))


_COLUMNS = re.compile(r"\S\s{2,}\S.*\S\s{2,}\S")


def _ends_a_row(said: str, next_said: str) -> bool:
    """True for the last figure of a row in columns, and a line below that begins with another."""
    both = said[-1:].isdigit() and next_said[:1].isdigit()
    return both and _COLUMNS.search(said) is not None


def joins(
    above: tuple[str, Line], below: tuple[str, Line], wrapped: Wrapping, *, prose: bool
) -> bool:
    """True where the lower line goes on with the upper one's sentence.

    ``above`` and ``below`` are the lines with their texts without markup; ``prose`` says the
    paragraph above has more than one line already. Page breaks and blank lines between the two are
    no obstacle.
    """
    (said, upper), (next_said, lower) = above, below
    if (not lower.gap or upper.page != lower.page) and _cuts_figure(said, next_said):
        return True
    hangs = not lower.gap and _hangs(said, upper, lower, wrapped, prose=prose)
    apart = stands_alone(next_said) or _ends_a_row(said, next_said)
    if apart or (stands_alone(said) and not hangs):
        return False
    if hangs or (len(said) >= _NARROW and _CLOSING.match(next_said)):
        return True
    turned = upper.page != lower.page
    if wrapped.width is not None and (turned or not lower.gap):
        if wrapped.full(upper):
            return not _begins(lower, upper, wrapped)
        near = _HANGING.search(said) or _nearly_full(said, next_said, upper, lower, wrapped)
        return bool(near) and not turned
    hard_break = upper.text.endswith("  ")
    return not hard_break and _unfinished(said, next_said, lower, prose=prose)


def _nearly_full(said: str, next_said: str, upper: Line, lower: Line, wrapped: Wrapping) -> bool:
    """True where a line stops short of the margin, as before a number kept whole, in a sentence."""
    wide = display_width(upper.text.rstrip(PAD)) * 3 >= (wrapped.width or 0) * 2
    inside = _TERMINAL.search(said) is None and _RUNNING.search(said) is not None
    return wide and inside and _RUNNING.search(next_said) is not None and not indent(lower)


def _cuts_figure(said: str, next_said: str) -> bool:
    """True where the lines part a figure, or a figure from the word that announces it."""
    if _ends_a_row(said, next_said):
        return False
    cut = said[-2:] + next_said[:1]
    if _CUT_UNIT.search(cut) or (_CUT_COUNT.search(cut) and _INNER.search(said)):
        return True
    announced = _CUT_NUMBER.search(said) or _ANNOUNCES.search(said)
    return bool(announced) and next_said[:1].isdigit() and _INNER.search(said) is not None


def _hangs(said: str, upper: Line, lower: Line, wrapped: Wrapping, *, prose: bool) -> bool:
    """True where paragraphs are set in, the upper line is cut within a clause, the lower is not.

    Software that keeps numbers whole leaves lines short of the margin by a number's length.
    """
    return (
        wrapped.indented
        and indent(lower) == 0
        and upper.page == lower.page
        and len(said) >= _NARROW
        and _TERMINAL.search(said) is None
        and (prose or indent(upper) >= _SET_IN or _INNER.search(said) is not None)
    )


def _begins(lower: Line, upper: Line, wrapped: Wrapping) -> bool:
    """True where a wrapped text sets the lower line in as the first of a paragraph."""
    deep = indent(lower)
    return wrapped.indented and (deep >= _DEEP or deep >= max(_SET_IN, indent(upper) + 1))


def _unfinished(above: str, below: str, lower: Line, *, prose: bool) -> bool:
    """True where the upper line ends within a sentence that the lower one goes on with."""
    if _TERMINAL.search(above):
        return False
    if _is_open(above) or (len(above) >= _NARROW and above[-1:] in "，、"):
        return True
    return _is_cut(above, below, lower, prose=prose)


def _is_open(text: str) -> bool:
    """True where a bracket or quotation mark is still open at the end of the line."""
    tail = text[-200:]
    return any(tail.rfind(left) > tail.rfind(right) for left, right in ("（）", "《》", "“”", "()"))


def _is_cut(above: str, below: str, lower: Line, *, prose: bool) -> bool:
    """True where the upper line ends without a stop, is no title, and the lower one is no title."""
    title_below = not _INNER.search(below) and len(below) < _BROAD + 10 and not below[:1].isdigit()
    if (
        prose
        or (len(above) >= _NARROW and _INNER.search(above))
        or (len(above) > _BROAD + 5 and "、" in above)
    ):
        return not (lower.gap and title_below and not _TERMINAL.search(below))
    return (
        len(above) >= _BROAD
        and not _TITLE.search(above)
        and bool(_TERMINAL.search(below))
        and not _STARTER.match(below)
    )
