"""Cut short: sentences and cells that end before their last word, and words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from model.relation import Remark
from validate.listed import listed
from validate.quoting import quote
from validate.registry import rule
from validate.sentences import Sentence

_TERMS: list[str] = listed("phrases")["whole"]
_STOP = re.compile(r"[。；！？]")
_TAIL = 40
"""Characters before a stop that are looked at."""
_SHOWN = 6
"""Characters shown before the place where a text breaks off."""
_ENDING = {term[:-1]: term[-1] for term in _TERMS}
_LAST = frozenset(stem[-1] for stem in _ENDING) | frozenset(
    "效措及且是于为果然照而进其例如便仅但和与因"
)
"""Characters with which something may break off; most stops stand behind another."""
_TERM = re.compile("(?:" + "|".join(sorted(_ENDING)) + r")\Z")
_BOUND = re.compile(
    r"(?:(?<![有无见成生时特奏长疗功失实收药绩增速高低后声等同神质管灵免报仿除起])效|(?<![举筹无失])措)\Z"
)
"""效 and 措 end few words; after any other character something is missing."""
_CONJUNCTION = re.compile(
    r"(?:以及|并且|而且|但是|由于|因为|如果|虽然|按照|从而|进而|尤其是|特别是|例如"
    r"|比如|关于|对于|基于|鉴于|为了|以便|不仅|不但"
    r"|(?<![饱温缓总柔平谐共义中随附求亲祥调融人暖清昶])和|(?<![参给赋授施干付寄赠相赐])与"
    r"|(?<![普涉以顾触企提危波论推殃遍累赶来不未惠])及)\Z"
)
_AND_MORE = re.compile(r"(?:以及|并且|而且|但是|由于|从而|进而|尤其是|特别是|例如|比如)\Z")
_CLAUSE = 8
"""Characters from which a cell holds a clause."""
_EMPTY = re.compile(r"[、，：]\s*[。；！？]")
"""A stop right behind a comma: what should stand between is missing."""
_PEOPLE = r"(?:群众|企业|居民|村民|市民|职工|师生|学生|公众|百姓|老人|患者|农户|儿童|商户)"
_PERSON = re.compile(_PEOPLE)
_FOR_WHOM = re.compile(
    r"(?:提升|优化|加强|完善|改善|推进|打造|建设|建立|健全|开展|提高|强化)[^，。；]{2,20}，"
    rf"(为(?:(?!提供|服务|解决|减|增|便|惠|带|谋)[\u4e00-\u9fff]){{0,6}}"
    rf"{_PEOPLE}(?:[和及与]{_PEOPLE})?)\Z"
)
"""For whom, and nothing of what is done for them."""
_NO_VERB = re.compile(
    r"(?:安排|预算|批复|下达|计划)[^。；]{0,40}[，；](实际\s*[\d,.，]*\d\s*[万亿]?元)(?=[，。；])"
)
_NO_FIGURE = re.compile(
    r"(?:资金|预算|支出|金额|经费|安排|到位|结余|共计|合计|(?<!单位)为)[\s_＿]{0,12}万元(?=[，。；])"
    r"|[\u4e00-\u9fff]{1,6}[率度](?:为|达到?)[\s_＿]{0,6}[%％](?=[，。；])"
)
_GAP = re.compile(r"[金算出额费排位余计为\s_＿]万元|[为达到\s_＿][%％]")
"""What stands before a unit that lacks its figure; seldom found, and soon."""
_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}[、是]|[（(]|\d{1,2}[.．、]|[①-⑳])")
_PROSE = re.compile(r"[，。；]")
_BROKEN_OFF = Sentence(
    zh="“{words}”在此中断，文字不完整。", en="“{words}” breaks off; the text is not complete."
)
_EMPTY_CLAUSE = Sentence(
    zh="“{words}”标点之间缺少文字。", en="Words are missing between the marks of “{words}”."
)
_VERBLESS = Sentence(
    zh="“{words}”缺少动词，无法判断是到位数还是支出数。",
    en="“{words}” lacks its verb: it may be what came in or what was spent.",
)
_FIGURELESS = Sentence(zh="“{words}”缺少数字。", en="“{words}” lacks its figure.")


@rule(
    "TXT07",
    "截断或缺字",
    "Truncated, or a word missing",
    severity="note",
    says=(_BROKEN_OFF, _EMPTY_CLAUSE, _VERBLESS, _FIGURELESS),
)
def cut_short(facts: Facts) -> Iterator[Remark]:
    """句子或单元格在词语中间或连词后结束，文字不完整。

    A sentence or a cell ends within a word or behind a conjunction, or leaves a word out.

    Flags::

        一、实施情况
        每季度召开现场会，推广先进做法，有效提高工作效。

    Flags::

        一、实施情况
        定期组织巡查，及时发现并处置各类安全隐。

    Flags::

        一、实施情况
        项目由县图书馆负责图书采购、编目以及。

    Flags::

        一、资金情况
        全年安排预算80.00万元，实际75.20万元，预算执行率94.00%。

    Flags::

        一、资金情况
        截至年底，项目累计支出   万元，预算执行率为  %。

    Passes::

        一、实施情况
        通过集中培训，工作效率明显提高，长效机制初见成效；财务、业务等科室共同参与。
        经验收组现场核查，验收通过。公共文化服务得到普及，为办事群众和企业提供便利。
    """
    for at, passage in enumerate(facts.passages):
        if passage.kind not in {"paragraph", "cell"}:
            continue
        if not _PROSE.search(passage.text):
            yield from _cell_cut(passage)
            continue
        following = facts.passages[at + 1] if at + 1 < len(facts.passages) else None
        faults = [*_broken_off(passage, following), *_left_out(passage)]
        for words, sentence in sorted(faults, key=lambda fault: fault[0].source):
            said = sentence.filled(words="".join(words.raw.split()))
            yield Remark((words,), group="TXT07", zh=said.zh, en=said.en)


def _cell_cut(passage: Passage) -> Iterator[Remark]:
    """A cell of one clause that ends in a conjunction; shorter ones may be heads cut in two."""
    text = passage.text.rstrip()
    if passage.kind == "cell" and len(text) >= _CLAUSE and (match := _AND_MORE.search(text)):
        said = _BROKEN_OFF.filled(words="".join(text.split()))
        words = quote(passage, _shown(text, match.start()), match.end())
        yield Remark((words,), group="TXT07", zh=said.zh, en=said.en)


def _broken_off(passage: Passage, following: Passage | None) -> Iterator[tuple[Wording, Sentence]]:
    """Words within or behind which a passage breaks off."""
    text = passage.text
    for stop in (*(found.start() for found in _STOP.finditer(text)), len(text)):
        end = stop
        while end and text[end - 1].isspace():
            end -= 1
        window = max(0, end - _TAIL), end
        at_end = stop == len(text)
        if text[window[1] - 1 : window[1]] not in _LAST and not _PERSON.match(text, window[1] - 2):
            continue
        if not at_end and (bound := _BOUND.search(text, *window)):
            yield quote(passage, _shown(text, bound.start()), bound.end()), _BROKEN_OFF
        for pattern, group in ((_TERM, 0), (_CONJUNCTION, 0), (_FOR_WHOM, 1)):
            match = pattern.search(text, *window)
            if match is None:
                continue
            rest = _ENDING.get(match.group(), "")
            if not (at_end and _goes_on(passage, following, rest)):
                start = match.start(1) if group else _shown(text, match.start())
                yield quote(passage, start, match.end()), _BROKEN_OFF


def _shown(text: str, start: int) -> int:
    """Where the words begin that are shown with a fault: in the same clause, a few before it."""
    clause = max(text.rfind(mark, 0, start) for mark in "，。；：\n")
    return max(clause + 1, start - _SHOWN)


def _left_out(passage: Passage) -> Iterator[tuple[Wording, Sentence]]:
    """Clauses that lack a word: all of it, the verb, the figure."""
    for match in _EMPTY.finditer(passage.text):
        start = _shown(passage.text, match.start())
        yield quote(passage, start, match.end()), _EMPTY_CLAUSE
    if "实际" in passage.text:
        for match in _NO_VERB.finditer(passage.text):
            yield quote(passage, *match.span(1)), _VERBLESS
    if _GAP.search(passage.text):
        for match in _NO_FIGURE.finditer(passage.text):
            yield quote(passage, *match.span()), _FIGURELESS


def _goes_on(passage: Passage, following: Passage | None, rest: str) -> bool:
    """True where the passage was only broken off by a line or page, and goes on in the next.

    ``rest`` is what is missing; a next passage that begins with it has it. A paragraph that ends
    in the open goes on in the next one, unless that begins something new.
    """
    if following is None:
        return False
    if rest and following.text.lstrip().startswith(rest):
        return True
    return passage.kind == following.kind == "paragraph" and not _NUMBERED.match(following.text)
