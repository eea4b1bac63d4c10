"""Counts next to what they count: tallies of indicators, and lists with a stated number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.clauses import Outline, outline
from extract.names_with_figures import names_with_figures
from extract.numbering import Numeral, chinese, inside, leading
from model.quantity import Mark, Quoted, Wording
from model.record import Listing, Passage, Tally
from model.span import Source, part
from model.words import Vocabulary

FEWEST = 2
"""One thing is no list."""
MOST_ITEMS = 20
"""Nobody spells out a longer list behind a number."""
LONGEST_ITEM = 40
LONGEST_LIST = 400
LONGEST_BEFORE = 200
FARTHEST_ITEM = 40
"""Passages a list may run over."""

_ABSTRACT = (
    r"方面|环节|阶段|维度|层面|层次|步骤|等级|档次|类别|类型|方向|板块|部分|要素|原则|目标|指标|项目|任务|问题|内容|"
    r"程序|模块|领域|方式|渠道|重点|确保|转变|提升|到位|统一|结合|加强|体系|机制"
)
_COUNT = re.compile(
    rf"(?P<count>(?<![\d.．,，第〔\[零一二三四五六七八九十百千万亿])(?:[0-9０-９]{{1,2}}|[两二三四五六七八九十]{{1,2}}))\s*"
    rf"(?P<unit>大?类|[大小]?项|种|部分|方面|环节|阶段|维度|层面|层次|步骤|步|个(?={_ABSTRACT})|个?等级|档|大(?=[{'工程任务板块领域'}])|支|条|点)"
    r"(?P<noun>[\u4e00-\u9fa5]{0,12})"
)
_GATE = re.compile(
    r"[0-9０-９两二三四五六七八九十]\s*(?:大?类|[大小]?项|种|部分|方面|环节|阶段|维度|层|步|个|档|大|支|条|点)"
    r"|[“\"][两二三四五六七八九十]"
)
_QUOTED = re.compile(
    r"[“\"](?P<count>[两二三四五六七八九十])(?P<unit>[个项大]?)(?P<noun>[\u4e00-\u9fa5]{1,6})[”\"]\s*(?=[（(])"
)
_OPENER = re.compile(
    r"(?:[”\"])?\s*(?P<mark>[：:]|[，,；;]?\s*(?:即|分别为|分别是|分别有|具体为|具体是|具体包括|包括|主要是|依次为)[：:]?)\s*"
)
_BEFORE = re.compile(r"[、，,；;。：:]\s*$")
_LEAD = re.compile(
    r".*(?:包括|包含|[依根]据|分解为|分为|划分为|分成|设置了?|设有|涉及|涵盖|围绕|聚焦|针对|按照?|从|对|将|有|含|为|即|按|开展|经过了?|历经|实行|培训|实施|是|于|由|以|在)(?=.{2,40}$)",
    re.DOTALL,
)
_FIGURE_INSIDE = re.compile(r"[0-9０-９]")
_PARTIAL = re.compile(
    r"等$|等等$|……$|(?<=[\u4e00-\u9fff]{2})(?<![平高中初均同不])等(?![级次额效同候])[\u4e00-\u9fff]{2,}$"
)
"""``等`` at the end, or before what the things named are examples of: 门窗、栏杆等优化变更4项."""

_TALLIED = re.compile(r"指标(?!值)")
_UNDONE = re.compile(
    r"(?:未|没有?|尚未|无法|不能|难以)(?:全部|能|够)*(?:完成|达标|达成|实现|达到|实施|开展)"
)
_DONE = re.compile(r"完成|达标|达成|实现")
_PART_DONE = re.compile(r"部分(?:完成|达成|达标)|基本(?:完成|达成)")
_FORECAST = re.compile(r"预计|预期|有望|预测")
_UNIT = re.compile(r"[项个条]\s*$")
_THESE = re.compile(r"(?:这|以上|上述)\s*$")
"""Before a number of things that are all told right before it."""
_IN_ALL = re.compile(r"[，,]\s*(?:两项|二者)?(?:共计?|合计|总计|总共)(?:为|有)?\s*$")
"""Before a total that closes the parts: 完成8项、未完成2项，共10项."""
_HOLLOW = re.compile(
    r"[，,]\s*(?:全年|本年|年内|当年|项目)?(?:一?共|总共|共计)?(?:已|拟|计划)?"
    r"(?:组织|实施|开展|安排|推进|完成|部署|确定|设置|建设|了)*\s*$"
)
"""A clause without a name of its own between the things and their number."""
_AROUND = re.compile(r"(?:^|[，,。；;：:])\s*[^，,、。；;：:]{0,8}(?:围绕|聚焦|针对)[^，,。；;]*$")


@dataclass(frozen=True, slots=True)
class _List:
    """A stated number and the ranges of the items, each with the passage it stands in."""

    stated: tuple[int, int]
    items: tuple[tuple[int, int, int], ...]
    partial: bool = False


def tallies(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Tally[Quoted], ...]:
    """How many indicators there are, how many are met and how many are not.

    Looks like::

        本项目共设置12项指标，截至监控时点已完成10项，还有2项未完成。
    """
    del words
    found: list[Tally[Quoted]] = []
    for at, passage in enumerate(passages):
        if passage.kind == "heading" or not _TALLIED.search(passage.text):
            continue
        for parts in _tallied(outline(passage.text), marks[at]):
            spans = [mark for mark in parts if mark is not None]
            start, end = min(m.start for m in spans), max(m.end for m in spans)
            total, done, undone = (
                None if mark is None else _figure(passage, mark.start, mark.end) for mark in parts
            )
            where = part(passage.source, start, end)
            found.append(Tally(f"tally-{len(found)}", where, total, done, undone))
    return tuple(found)


def listings(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Listing[Quoted], ...]:
    """A stated number of things with the things: before it, behind it, in brackets, below it.

    Looks like::

        评价内容包括决策、过程、产出三个方面。
    """
    del words
    found: list[Listing[Quoted]] = []
    for at, passage in enumerate(passages):
        if passage.kind == "heading" or not _GATE.search(passage.text):
            continue
        around = outline(passage.text)
        for entry in _listed(passages, at, around, marks[at]):
            items = tuple(
                Wording(passages[where].text[start:end], part(passages[where].source, start, end))
                for where, start, end in entry.items
            )
            found.append(
                Listing(
                    key=f"listing-{len(found)}",
                    where=_where(passage, entry, items),
                    stated=_figure(passage, *entry.stated),
                    items=items,
                    partial=entry.partial,
                )
            )
    return tuple(found)


def _where(passage: Passage, entry: _List, items: tuple[Wording, ...]) -> Source:
    stated = part(passage.source, *entry.stated)
    return tuple(sorted({*stated, *(span for item in items for span in item.source)}))


def _figure(passage: Passage, start: int, end: int) -> Quoted:
    return Quoted(passage.text[start:end], part(passage.source, start, end))


def _tallied(
    around: Outline, marks: tuple[Mark, ...]
) -> Iterator[tuple[Mark | None, Mark | None, Mark | None]]:
    """Total, done and undone of each sentence that gives two of them."""
    by_sentence: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.kind == "count" and _UNIT.search(around.text[mark.start : mark.end]):
            by_sentence.setdefault(around.sentence(mark.start), []).append(mark)
    for found in by_sentence.values():
        parts: dict[str, Mark] = {}
        start, end = around.bounds(found[0].start)
        if not _TALLIED.search(around.text, start, end):
            continue
        for at, mark in enumerate(found):
            low = found[at - 1].end if at else start
            high = found[at + 1].start if at + 1 < len(found) else end
            kind = _tally_part(around.text, low, mark, high)
            closes = "undone" in parts and _IN_ALL.search(around.text, low, mark.start)
            if kind == "total" and "done" in parts and not closes:
                break
            if kind:
                parts[kind] = mark
        if len(parts) > 1 and ("done" in parts or "undone" in parts):
            yield parts.get("total"), parts.get("done"), parts.get("undone")


def _tally_part(text: str, low: int, mark: Mark, high: int) -> str | None:
    """``total``, ``done`` or ``undone`` by the words of the figure's own clause."""
    lead = re.split(r"[，,；;：:、（(]", text[low : mark.start])[-1]
    tail = re.split(r"[，,；;。：:、（(]", text[mark.end : min(high, mark.end + 24)], maxsplit=1)[0]
    both = lead + tail
    if _PART_DONE.search(both) or _FORECAST.search(both):
        return None
    if _UNDONE.search(both):
        return "undone"
    of_them = lead.rstrip().endswith(("中", "里", "内"))
    if _DONE.search(lead) or (_DONE.search(tail) and (of_them or "指标" not in lead)):
        return "total" if re.search(r"应|需|计划|目标", lead) else "done"
    if _TALLIED.search(both) or re.search(r"共|合计|总", lead):
        return "total"
    return None


def _listed(
    passages: Sequence[Passage], at: int, around: Outline, marks: tuple[Mark, ...]
) -> Iterator[_List]:
    text = around.text
    for found in _QUOTED.finditer(text):
        yield from _bracketed(around, found, at, found.end())
    for found in _COUNT.finditer(text):
        value = chinese(found.group("count"))
        if value is None or not 1 < value <= MOST_ITEMS:
            continue
        stated = (found.start(), found.end("unit"))
        before = _before(around, found, at, value)
        if before is not None:
            yield before
            continue
        behind = _behind(passages, at, around, found, marks)
        if behind is not None:
            yield _List(stated, behind.items, behind.partial)


def _along(text: str, start: int, end: int) -> list[tuple[int, int]] | None:
    """The two sides of 以及, whatever 与 and 和 stand in either."""
    at = text.find("以及", start, end)
    return [(start, at), (at + 2, end)] if at > start else None


def _before(around: Outline, found: re.Match[str], at: int, value: int) -> _List | None:
    """A、B和C三项: the items end where the number begins."""
    text = around.text
    start, _ = around.bounds(found.start())
    start = max(start, found.start() - LONGEST_BEFORE)
    end = found.start()
    hollow = _HOLLOW.search(text, start, end)
    if hollow and _AROUND.search(text, start, hollow.start()):
        end = hollow.start()
    if _BEFORE.search(text, start, end):
        return None
    clause = around.pieces(start, end, "，,；;。：:（(“")[-1]
    opening = around.enclosing(end, start)
    clause = (max(clause[0], opening + 1) if opening is not None else clause[0], clause[1])
    pieces = around.pieces(*clause, "、")
    lead = _LEAD.match(text[pieces[0][0] : pieces[0][1]])
    pieces[0] = (pieces[0][0] + (lead.end() if lead else 0), pieces[0][1])
    joined = around.pieces(*pieces[-1], "和与及")
    last = _along(text, *pieces[-1])
    options = [pieces, [*pieces[:-1], *joined]] if len(joined) == FEWEST else [pieces]
    if last is not None:
        options = [pieces, [*pieces[:-1], *last]]
    fitting = [option for option in options if len(option) == value]
    chosen = fitting[0] if fitting else options[-1]
    items = [around.trimmed(low, high, " \t\n共这") for low, high in chosen]
    if (
        len(items) < FEWEST
        or (value > FEWEST * len(items) and not _THESE.search(text, start, found.start()))
        or any(low >= high for low, high in items)
    ):
        return None
    words = [text[low:high] for low, high in items]
    if any(len(word) > LONGEST_ITEM or _FIGURE_INSIDE.search(word) for word in words):
        return None
    partial = _PARTIAL.search(words[-1]) is not None
    return _List(
        (found.start(), found.end("unit")), tuple((at, low, high) for low, high in items), partial
    )


def _behind(
    passages: Sequence[Passage],
    at: int,
    around: Outline,
    found: re.Match[str],
    marks: tuple[Mark, ...],
) -> _List | None:
    """三项：A、B、C, 两方面：一是…二是…, 三类（A、B、C), 四个阶段： and items in paragraphs."""
    text = around.text
    stated = (found.start(), found.end("unit"))
    end = found.end()
    if end < len(text) and text[end] in "（(":
        return next(_bracketed(around, found, at, end), None)
    for noun_end in range(found.end(), found.end("unit") - 1, -1):
        opener = _OPENER.match(text, noun_end)
        if opener:
            break
    else:
        return None
    begin = opener.end()
    if begin >= len(text.rstrip()):
        items = _below(passages, at)
        return _List(stated, items) if len(items) > 1 else None
    first = next(iter(inside(text[begin : begin + 8])), None)
    if first is not None and not text[begin : begin + first.start].strip():
        items = _numbered(passages, at, begin, first.style)
        return _List(stated, items) if len(items) > 1 else None
    return _spelt_out(around, at, begin, stated, marks)


def _bracketed(around: Outline, found: re.Match[str], at: int, opening: int) -> Iterator[_List]:
    """“三到位”（即A、B、C）: what the brackets list, if it is a list."""
    close = around.pairs.get(opening)
    if close is None or close - opening > LONGEST_LIST:
        return
    lead = re.match(
        r"\s*(?:即|包括|分别为|分别是|指|是指)?[：:]?", around.text[opening + 1 : close]
    )
    begin = opening + 1 + (lead.end() if lead else 0)
    pieces = around.pieces(begin, close, "、；;")
    if len(pieces) < FEWEST:
        pieces = around.pieces(begin, close, "，,")
    items = [piece for piece in pieces if around.text[piece[0] : piece[1]].strip()]
    value = chinese(found.group("count"))
    if len(items) < FEWEST or value is None or _FIGURE_INSIDE.search(around.text[begin:close]):
        return
    partial = _PARTIAL.search(around.text[begin:close]) is not None
    stated = (
        found.start("count"),
        found.end("unit") if found.group("unit") else found.end("count"),
    )
    yield _List(stated, tuple((at, low, high) for low, high in items), partial)


def _spelt_out(
    around: Outline, at: int, begin: int, stated: tuple[int, int], marks: tuple[Mark, ...]
) -> _List | None:
    """A、B、C up to the full stop; with semicolons, each of them ends an item."""
    text = around.text
    _, end = around.bounds(begin)
    end = min(end, begin + LONGEST_LIST)
    body_end = end - 1 if end and text[end - 1] in "。！？" else end
    pieces = around.pieces(begin, body_end, "；;")
    filled = [piece for piece in pieces if text[piece[0] : piece[1]].strip()]
    if len(filled) < FEWEST:
        comma = around.pieces(begin, body_end, "，,；;")[0]
        filled = around.pieces(*comma, "、")
        last = around.pieces(*filled[-1], "和与及")
        value = chinese(re.sub(r"\D+$", "", text[stated[0] : stated[1]]) or text[stated[0]])
        if len(last) == FEWEST and value is not None and value != len(filled):
            filled = [*filled[:-1], *last]
        if any(high - low > LONGEST_ITEM for low, high in filled):
            return None
    words = [text[low:high] for low, high in filled]
    counted = [
        mark for mark in marks if begin <= mark.start < body_end and mark.kind in ("count", "money")
    ]
    outside = [mark for mark in counted if around.enclosing(mark.start, begin) is None]
    if outside:
        names = names_with_figures(around, begin, outside)
        return _List(stated, tuple((at, low, high) for low, high in names)) if names else None
    if len(filled) < FEWEST:
        return None
    partial = _PARTIAL.search(words[-1].strip()) is not None
    return _List(stated, tuple((at, low, high) for low, high in filled), partial)


def _below(passages: Sequence[Passage], at: int) -> tuple[tuple[int, int, int], ...]:
    """Numbered passages under a line that announces them."""
    first = leading(passages[at + 1].text) if at + 1 < len(passages) else None
    if first is None or first.value != 1 or passages[at + 1].kind == "cell":
        return ()
    return _numbered(passages, at + 1, 0, first.style)


def _numbered(
    passages: Sequence[Passage], at: int, begin: int, style: str
) -> tuple[tuple[int, int, int], ...]:
    """Items headed by numbers of one style, up to a restart or a heading of another style."""
    found: list[tuple[int, int, int]] = []
    last = 0
    for where in range(at, min(len(passages), at + FARTHEST_ITEM)):
        passage = passages[where]
        own = leading(passage.text)
        if where > at and (passage.kind == "cell") != (passages[at].kind == "cell"):
            break
        if where > at and passage.kind == "heading" and (own is None or own.style != style):
            break
        for numeral in _of_style(passage.text, style, begin if where == at else 0):
            if numeral.value <= last and (numeral.value == 1 or numeral.value < last):
                return tuple(found)
            last = numeral.value
            end = re.search(r"[，。；：,;:]|$", passage.text[numeral.end :])
            stop = numeral.end + (end.start() if end else 0)
            found.append((where, numeral.end, max(stop, numeral.end)))
    return tuple(found)


def _of_style(text: str, style: str, begin: int) -> Iterator[Numeral]:
    own = leading(text)
    if own is not None and own.start >= begin and own.style == style:
        yield own
    for numeral in inside(text):
        if (
            numeral.style == style
            and numeral.start >= begin
            and (own is None or numeral.start > own.start)
        ):
            yield numeral
