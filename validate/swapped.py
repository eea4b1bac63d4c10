"""A body told as the one that reports, though the report is another's: a name left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.facts import Facts
from model.quantity import Wording
from model.relation import Remark
from validate.bodies import Body, beside, body, elsewhere, matters, same_work
from validate.doings import Doing, doings
from validate.known_again import inside, told_elsewhere, whole_amounts
from validate.once import once_a_report
from validate.places import whole_text
from validate.sentences import Sentence
from validate.telling import Telling

SWAPPED = Sentence(
    "“{context}”把“{name}”写成本项目的单位，而本报告的单位是“{own}”，全文其他地方也未提到前者，疑为单位名称误写或他单位报告的残留。",
    "“{context}” tells of “{name}” as the body of this project, but the report is that of “{own}” "
    "and names the former nowhere else; a wrong name, or a sentence of another body's report.",
)
TWO_BODIES = Sentence(
    "“{context}”以“{name}”为本项目的单位，另一处却以“{own}”为本项目的单位，全文没有说明两者的关系。",
    "“{context}” has “{name}” as the body of this project, another sentence “{own}”; the report "
    "does not say how the two belong together.",
)
_ABOVE_ALL = re.compile(
    r"财政|审计|国库|机关事务|国资|国有资产|发展改革|发展和改革|发改|税务|纪委|纪检|监察|人大|政协|政府|党委|组织部"
    r"|中共|国务院|公共资源|采购|结算|核算|支付|会计|银行|上级|主管|领导小组|指挥部|评价|评审|第三方|管委会|[发高新园范验]区|街道|社区|村民|居民委"
)
"""Bodies that have a part in everyone's projects."""
_FUNDERS = re.compile(r"乡村振兴|扶贫|工业|工信|经信|科技|科学技术|移民|民族|民宗|人力资源|人社")
"""Bodies that often give others the money they tell of."""
_ROLES = re.compile(
    r"(?:项目|实施|主管|承担|建设|填报|申报|预算|被评价|责任|组织|执行|评价|代建|协作|配合|牵头)(?:单位|部门)"
    r"(?:（[^（）]{0,12}）)?\s*[:：\s]\s*(?P<name>[\u4e00-\u9fff（）]{3,30})"
)
_IMPLEMENTER = re.compile(r"(?:项目|实施|承担)单位(?:（[^（）]{0,12}）)?\s*[:：]")
_STRONG = frozenset({Telling.VERDICT, Telling.OWN})
_MAY_BE_ALL = frozenset({Telling.WORK, Telling.FIGURES, Telling.CONDUCT})
_WORK = frozenset({Telling.WORK, Telling.FIGURES})
"""What an institution may do for a bureau."""
_BY_TOWN = re.compile(r"[\u4e00-\u9fff](?:镇|乡|街道|苏木)\s*\d")
_ALL_YEAR = re.compile(r"全年|累计|共计?|合计|总计|本年度?|年内")
_TOWNS = 2
_SHOWN = 48


def swapped(facts: Facts, known: Sequence[Wording]) -> Iterator[Remark]:
    """Sentences on the reporting body's doings whose subject is a body not of this report.

    ``known`` are names already told of.
    """
    told = [
        one
        for one in doings(facts)
        if not _ABOVE_ALL.search(one.name.raw)
        and not any(inside(name.source, one.sentence) for name in known)
    ]
    if not told:
        return
    own = _own(facts)
    if own:
        yield from _foreign(facts, own, told)
    else:
        yield from _two(facts, told)


def _foreign(facts: Facts, own: tuple[Body, ...], told: list[Doing]) -> Iterator[Remark]:
    """Doings of bodies that are not the report's, where they are of one other body alone."""
    strange = [one for one in told if _is_strange(own, one.body)]
    for far in (True, False):
        kept = [one for one in strange if elsewhere(own[0], one.body) is far]
        group = [one for one in kept if not _named_elsewhere(facts, one, strange, far=far)]
        if len({(one.body.place[-1:], one.body.work) for one in group}) != 1:
            continue
        for doing in group:
            if _counts(facts, own[0], doing, far=far):
                yield _remark(SWAPPED, doing, own[0].name, "error" if far else "warning")


def _is_strange(own: tuple[Body, ...], other: Body) -> bool:
    if elsewhere(own[0], other):
        return all(elsewhere(one, other) for one in own if one.is_placed)
    return beside(own[0], other) and all(not same_work(one, other) for one in own)


def _counts(facts: Facts, own: Body, doing: Doing, *, far: bool) -> bool:
    """Whether what is told of a body can only be told of the one that reports."""
    told = doing.telling
    if far:
        figures = told is not Telling.FIGURES
        return figures or told_elsewhere(facts, doing.at, doing.sentence)
    if told is Telling.CHARGE:
        return _IMPLEMENTER.search(whole_text(facts)) is not None
    if told in _WORK and own.is_bureau and not doing.body.is_bureau:
        return False
    if told is Telling.FIGURES:
        return _is_the_whole(facts, doing) or _is_anothers_work(own, doing)
    return told is not Telling.PART


def _two(facts: Facts, told: list[Doing]) -> Iterator[Remark]:
    """Two bodies, each told once as the whole project's, in a report that names none as its own."""
    whole = [
        one
        for one in told
        if one.telling in _STRONG or (one.telling in _MAY_BE_ALL and _is_the_whole(facts, one))
    ]
    strong = list(whole)
    whole += [
        one
        for one in told
        if one.telling is Telling.FIGURES
        and one not in strong
        and any(_is_anothers_work(other.body, one) for other in strong)
    ]
    apart = {(one.body.place, one.body.work): one for one in reversed(whole)}
    if len(apart) != 2:  # noqa: PLR2004 - one the report's, one strange to it
        return
    first, other = sorted(apart.values(), key=lambda one: (one.at, one.start))
    far = elsewhere(first.body, other.body)
    if not (far or beside(first.body, other.body)):
        return
    if any(_named_elsewhere(facts, one, whole, far=far) for one in (first, other)):
        return
    said = TWO_BODIES.filled(
        context=_short(other.sentence), name=other.name.raw, own=first.name.raw
    )
    evidence = (first.name, other.name, other.sentence)
    group = f"TXT03-{other.body.work}"
    yield Remark(evidence, group=group, severity="warning", zh=said.zh, en=said.en)


def _remark(sentence: Sentence, doing: Doing, own: str, severity: str) -> Remark:
    said = sentence.filled(context=_short(doing.sentence), name=doing.name.raw, own=own)
    return Remark(
        (doing.name, doing.sentence),
        group=f"TXT03-{doing.body.work}",
        severity=severity,
        zh=said.zh,
        en=said.en,
    )


def _short(words: Wording) -> str:
    raw = " ".join(words.raw.split())
    return raw if len(raw) <= _SHOWN else raw[:_SHOWN] + "…"


@once_a_report
def _own(facts: Facts) -> tuple[Body, ...]:
    """The bodies the report says are its own: in its form, its title, its signature."""
    data = facts.data
    named = [one.raw for one in (data.entity, data.supervisor, data.evaluator) if one is not None]
    for passage in facts.passages:
        if "单位" not in passage.text and "部门" not in passage.text:
            continue
        named += [found.group("name") for found in _ROLES.finditer(passage.text)]
    bodies = [found for one in named if (found := body(one)) is not None]
    return tuple(dict.fromkeys(bodies))


def _named_elsewhere(facts: Facts, doing: Doing, strange: list[Doing], *, far: bool) -> bool:
    """Whether the text has the body, or a short form of it, outside the strange sentences.

    A body of another place is known by the place alone.
    """
    pattern = re.compile(re.escape(doing.body.place)) if far else _names(doing.body)
    spans = [(one.at, one.start, one.end) for one in strange if pattern.search(one.name.raw)]
    if len(pattern.findall(whole_text(facts))) > len(spans):
        for at, passage in enumerate(facts.passages):
            for found in pattern.finditer(passage.text):
                if not any(at == one and low <= found.start() < high for one, low, high in spans):
                    return True
    return not far and any(
        (other := body(mention.name.raw)) is not None
        and other.work != ""
        and same_work(other, doing.body)
        and not any(inside(mention.name.source, one.sentence) for one in strange)
        for mention in facts.mentions
    )


def _names(of: Body) -> re.Pattern[str]:
    """What the text may call a body of another line of work."""
    ends = rf"{re.escape(of.kind)}|局|委|部门|系统|厅|口|股|科|主管|行业"
    return re.compile(rf"{re.escape(of.work)}(?:{ends})")


def _is_the_whole(facts: Facts, doing: Doing) -> bool:
    """Whether the money of the sentence is all the project's."""
    return not _FUNDERS.search(doing.name.raw) and (
        whole_amounts(facts, doing.at, doing.sentence) > 0
    )


def _is_anothers_work(own: Body, doing: Doing) -> bool:
    """Whether a whole area's work of the year, told town by town, is of the own line, not its."""
    text = doing.sentence.raw
    if len(_BY_TOWN.findall(text)) < _TOWNS or not _ALL_YEAR.search(text):
        return False
    words = re.split(r"包括|其中|分别", text[len(doing.name.raw) :])[0]
    return any(word in words for word in matters(own)) and not any(
        word in words for word in matters(doing.body)
    )
