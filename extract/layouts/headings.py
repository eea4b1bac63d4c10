"""Headings with their numbers and the tree they form; numbers that ought to run 1..n."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.numbering import LEVELS, SHAPES, WORDS, Numeral, chinese, inside, leading
from model.quantity import Mark, Wording
from model.record import Passage
from model.span import part
from model.structure import Heading, Ordinal, Series
from model.words import Vocabulary

LONGEST_RUN_IN = 30
"""A longer beginning of a numbered paragraph is its first sentence, not its title."""
UNNUMBERED = 0

_RUN_IN = re.compile(r"[。：:；;]")
_ANNEX = re.compile(
    r"\s*附\s*[件表录]\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})\s*[:：、.．\s]?"
)
_CAPTION = re.compile(
    r"\s*((?:附)?表\s*)((?:[0-9０-９]{1,2}\s*[-－—.．]\s*)*)([0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})"
    r"(?![0-9０-９一二三四五六七八九十%个项月年日])"
)
_PLAIN_STYLES = ("一、", "（一）", "1.", "（1）", "1）", "①")


@dataclass(slots=True)
class _Node:
    """A numbered passage in the tree being built; ``styles`` are those its siblings have used."""

    passage: int
    numeral: Numeral | None
    heading: bool
    level: int
    parent: int | None
    number: int = 0
    styles: set[str] = field(default_factory=set[str])


def headings(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Heading, ...]:
    """Headings, and numbered paragraphs that stand among headings as their peers.

    Looks like::

        一、项目概况
        （一）立项依据
        （二）实施内容
        二、资金情况
    """
    del marks, words
    nodes = _tree(passages)
    kept = [at for at, node in enumerate(nodes) if node.heading]
    place = {at: position for position, at in enumerate(kept)}
    found: list[Heading] = []
    for position, at in enumerate(kept):
        node = nodes[at]
        parent = node.parent
        while parent is not None and parent not in place:
            parent = nodes[parent].parent
        passage = passages[node.passage]
        found.append(
            Heading(
                key=f"heading-{position}",
                level=node.level,
                style=node.numeral.style if node.numeral else "",
                number=node.numeral.value if node.numeral else None,
                title=_title(passage, node.numeral),
                where=passage.source,
                parent=None if parent is None else place[parent],
            )
        )
    return tuple(found)


def series(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Series, ...]:
    """Numbers within the text, and those of tables and annexes.

    Looks like::

        存在两个问题：一是进度偏慢，二是台账不全。
    """
    del marks, words
    found = [*_listed(passages), *_captioned(passages)]
    ordered = sorted(found, key=lambda entry: entry[1][0].source)
    return tuple(
        Series(f"series-{at}", kind, ordinals) for at, (kind, ordinals) in enumerate(ordered)
    )


def _title(passage: Passage, numeral: Numeral | None) -> Wording:
    text = passage.text
    start = numeral.end if numeral else 0
    end = len(text.rstrip())
    if passage.kind != "heading":
        cut = _RUN_IN.search(text, start)
        end = min(end, cut.start() if cut else end, start + LONGEST_RUN_IN)
    while start < end and text[start].isspace():
        start += 1
    return Wording(text[start:end], part(passage.source, start, end))


def _tree(passages: Sequence[Passage]) -> list[_Node]:
    """Every numbered passage and every heading, each under the one it belongs to."""
    nodes: list[_Node] = []
    open_nodes: list[int] = []
    root: int | None = None
    for at, passage in enumerate(passages):
        if passage.kind not in ("heading", "paragraph"):
            continue
        numeral = leading(passage.text)
        if numeral is None or (numeral.style == "一、" and passage.kind == "paragraph"):
            annex = _ANNEX.match(passage.text) if passage.kind == "heading" else None
            if passage.kind == "heading":
                nodes.append(_Node(at, None, heading=True, level=UNNUMBERED, parent=None))
                if annex:
                    root, open_nodes = len(nodes) - 1, []
            continue
        _place(nodes, open_nodes, _Node(at, numeral, _is_title(passage), 0, root), numeral)
    _adopt(nodes)
    return nodes


def _is_title(passage: Passage) -> bool:
    """False for items of a list that merely stand on lines of their own."""
    text = passage.text.rstrip()
    return passage.kind == "heading" and not text.endswith(("；", ";")) and "。" not in text[:-1]


def _place(nodes: list[_Node], stack: list[int], node: _Node, numeral: Numeral) -> None:
    """Hang a node where its number fits: beside, below, or in place of an open one."""
    peer = _peer(nodes, stack, node, numeral)
    if peer is not None:
        old = nodes[stack[peer]]
        node.level, node.parent = old.level, old.parent
        node.styles = old.styles | {numeral.style}
        del stack[peer:]
    else:
        natural = LEVELS.get(numeral.style, 5)
        nested = any(numeral.style in nodes[at].styles for at in stack)
        if natural <= 1 and node.heading:
            stack.clear()
        elif not nested:
            while stack and nodes[stack[-1]].level >= natural:
                stack.pop()
        above = nodes[stack[-1]] if stack else None
        node.parent = stack[-1] if stack else node.parent
        node.level = max(above.level + 1, natural) if above and not nested else natural
        if above and nested:
            node.level = above.level + 1
        node.styles = {numeral.style}
    node.number = numeral.value
    nodes.append(node)
    stack.append(len(nodes) - 1)


def _peer(nodes: list[_Node], stack: list[int], node: _Node, numeral: Numeral) -> int | None:
    """Position in the stack of the open node this one follows, None where it begins a new list."""
    same = [at for at, key in enumerate(stack) if numeral.style in nodes[key].styles]
    for at in reversed(same):
        old = nodes[stack[at]]
        if numeral.value > old.number or (numeral.value == old.number and numeral.value > 1):
            return at
        if at == len(stack) - 1 and numeral.value == old.number and node.heading and old.heading:
            return at
    if same or numeral.value == 1:
        return None
    shape = SHAPES.get(numeral.style)
    alike = [at for at, key in enumerate(stack) if shape and shape in _shapes(nodes[key])]
    following = [at for at in alike if nodes[stack[at]].number == numeral.value - 1]
    behind = [at for at in alike if nodes[stack[at]].number < numeral.value]
    return next(iter([*reversed(following), *reversed(behind)]), None)


def _shapes(node: _Node) -> set[str]:
    return {SHAPES[style] for style in node.styles if style in SHAPES}


def _adopt(nodes: list[_Node]) -> None:
    """Numbered paragraphs among headings of one parent and level are headings run into the text."""
    titled = {(node.parent, node.level) for node in nodes if node.heading and node.numeral}
    for node in nodes:
        if node.numeral and (node.parent, node.level) in titled:
            node.heading = True


def _listed(passages: Sequence[Passage]) -> Iterator[tuple[str, tuple[Ordinal, ...]]]:
    """Runs of list numbers, within sentences and from paragraph to paragraph."""
    peers = {node.passage for node in _tree(passages) if node.heading}
    running: dict[str, list[Ordinal]] = {}
    for at, passage in enumerate(passages):
        if passage.kind == "caption":
            continue
        if passage.kind == "cell":
            yield from _closed(running)
            running = {}
        if at in peers:
            first = leading(passage.text)
            ended = [
                style
                for style in running
                if first and LEVELS.get(style, 9) >= LEVELS.get(first.style, 5)
            ]
            yield from _closed({style: running.pop(style) for style in ended})
        for numeral in _numerals(passage, heading=at in peers):
            ordinal = Ordinal(
                numeral.value,
                passage.text[numeral.start : numeral.end].strip(),
                part(passage.source, numeral.start, numeral.end),
            )
            row = running.get(numeral.style)
            if row and (numeral.value == 1 or numeral.value < row[-1].value):
                yield from _closed({numeral.style: running.pop(numeral.style)})
                row = None
            if row is None and numeral.value != 1 and numeral.style not in WORDS:
                continue
            running.setdefault(numeral.style, []).append(ordinal)
    yield from _closed(running)


def _numerals(passage: Passage, *, heading: bool) -> Iterator[Numeral]:
    """List numbers of a passage; a heading's own number is not one, its level's list goes on."""
    first = leading(passage.text)
    own = -1
    if first is not None:
        own = first.start
        if not heading and first.style != "一、":
            yield first
    for numeral in inside(passage.text):
        if numeral.start > own:
            yield numeral


def _closed(running: dict[str, list[Ordinal]]) -> Iterator[tuple[str, tuple[Ordinal, ...]]]:
    for style, row in running.items():
        kind = "words" if style in WORDS else "inline"
        if len(row) > 1 or row[0].value != 1:
            yield kind, tuple(row)


def _captioned(passages: Sequence[Passage]) -> Iterator[tuple[str, tuple[Ordinal, ...]]]:
    """Numbers of table captions and of annex headings; a sequence that starts again is another."""
    running: dict[tuple[str, str], list[Ordinal]] = {}
    for passage in passages:
        if passage.kind == "cell":
            continue
        annex = _ANNEX.match(passage.text)
        caption = None if annex else _CAPTION.match(passage.text)
        if annex and len(passage.text) <= 2 * LONGEST_RUN_IN:
            yield from _continue(running, ("annex", ""), _ordinal(passage, annex, 1))
        elif caption and len(passage.text) <= 2 * LONGEST_RUN_IN:
            prefix = re.sub(r"\s", "", caption.group(1) + caption.group(2))
            yield from _continue(running, ("table", prefix), _ordinal(passage, caption, 3))
    for (kind, _), row in running.items():
        yield kind, tuple(row)


def _continue(
    running: dict[tuple[str, str], list[Ordinal]], key: tuple[str, str], ordinal: Ordinal | None
) -> Iterator[tuple[str, tuple[Ordinal, ...]]]:
    if ordinal is None:
        return
    row = running.get(key)
    if row and ordinal.value == 1:
        yield key[0], tuple(running.pop(key))
    running.setdefault(key, []).append(ordinal)


def _ordinal(passage: Passage, found: re.Match[str], group: int) -> Ordinal | None:
    value = chinese(found.group(group))
    if value is None:
        return None
    start = len(passage.text) - len(passage.text.lstrip())
    end = found.end(group)
    return Ordinal(value, passage.text[start:end], part(passage.source, start, end))
