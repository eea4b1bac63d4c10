"""Sentences that tell what the reporting body itself does, has or is given, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from model.facts import Facts
from model.quantity import Quantity, Wording
from model.record import Passage
from validate.bodies import KIND, Body, body
from validate.once import once_a_report
from validate.quoting import comparable, quote


class Telling(Enum):
    """What about a sentence says that its body is the one that reports."""

    VERDICT = "verdict"
    """The project of the report, or its score, is told as this body's."""
    OWN = "own"
    """Its budget, its books, its staff."""
    FIGURES = "figures"
    """Money or work done; counts where the same figures are the project's elsewhere."""
    CONDUCT = "conduct"
    """How it manages money and performance within."""
    CHARGE = "charge"
    """It carries out the project, or answers for it."""


@dataclass(frozen=True, slots=True)
class Doing:
    """A body as the subject of such a sentence. ``at`` is the passage, ``start`` and ``end`` the
    sentence's place in it.
    """

    body: Body
    name: Wording
    telling: Telling
    at: int
    start: int
    end: int
    sentence: Wording


_YEAR = r"(?:(?:19|20|１９|２０)\d\d)\s*年?度?"
_WHEN = (
    rf"(?:{_YEAR}\s*[-—–~～至到]+\s*)?(?:{_YEAR}(?:\d{{1,2}}(?:[-—–~～至]\d{{1,2}})?月(?:\d{{1,2}}日)?)?"
    r"|全年|当年|本年度?|年度|年内|上半年|下半年|三年来?)"
)
_LEAD = re.compile(
    rf"(?:\s|[，,、]|{_WHEN}|[（(]?[一二三四五六七八九十\d]{{1,3}}[)）、.．]|[一二三四五六七八九十]是"
    r"|其中|同时|此外|另外|目前|期间|为此|因此|项目实施(?:过程)?中|执行中|实施以来|工作中|近年来|年初|年末"
    r"|截[至止]到?[\d年月日末底]{2,14}|(?:为|根据|按照|按|依据|结合|通过)[^，。；]{2,40}[，,])*"
)
_START = re.compile(r"(?:^|[。；;！？\n])")
_SUBJECT = re.compile(rf"[\u4e00-\u9fff]{{0,24}}?{KIND}")
_SHORT_FORM = r"(?:[（(][^（）()]{0,24}[）)])?"
_THEN = rf"(?:[，,]?(?:在|于|自)?{_WHEN}(?:以来|期间|内)?)?[的，,]?\s*"
_ADVERBS = r"已|均|共|累计|共计|合计|总共|实际|全部|严格|切实|认真|始终|按时|按期|及时|全面|专门|还|也|均已|始终坚持|坚持|进一步|不断|十分|非常|高度|能够?|按要求|积极"
_ADVERB = rf"(?:{_ADVERBS})*"
_MANAGED = r"(?:财务|资金|内控|内部控制|经费|采购|合同|预算|会计|绩效|支出|报销)"
_CONDUCT = re.compile(
    rf"{_ADVERB}(?:重视[^，。；]{{0,12}}(?:绩效|预算|财务|资金|内控|本?项目)"
    rf"|(?:执行|遵守|遵循|落实|按照|依照)了?[^，。；]{{0,24}}{_MANAGED}[^，。；]{{0,12}}(?:制度|办法|规定|细则|规程|准则)"
    rf"|(?:成立|组建)了?[^。；]{{0,30}}(?:绩效|自评|预算|财务|资金|内控|项目)[^，。；]{{0,12}}(?:领导小组|工作小组|工作组|专班|自评小组)"
    rf"|(?:制定|建立|完善|修订|健全)了?[^，。；]{{0,16}}{_MANAGED}[^，。；]{{0,16}}(?:制度|办法|细则|流程|机制|规程)"
    r"|(?:组织|开展|完成)了?(?:本次|此次|本项目|项目)?[^，。；]{0,6}(?:绩效自评|自评|绩效监控|自查自评)"
    rf"|(?:加强|强化|规范)了?[^，。；]{{0,8}}{_MANAGED}[^，。；]{{0,8}}(?:管理|监管|核算|监督))"
)
_OWN = re.compile(
    r"(?:年初(?:编列|安排|批复|部门)*预算|(?:部门|单位)(?:年初)?预算|“?三公”?经费|(?:完成)?政府采购(?:预算|支出|总额|金额|\d)"
    r"|(?:项目)?(?:专账|台账|明细账)(?:显示|反映|记载)|(?:年初|上年|年末)?(?:结转|结余|余额)"
    r"|(?:实有|现有|共有)?(?:在职|编制)(?:人员|职工|人数)?|内设(?:机构|科室|股室|\d|[一二三四五六七八九十])"
    r"|部门整体支出|整体支出|(?:年度)?(?:收入|支出)(?:决算|预算)|决算(?:收入|支出))"
)
_DOES = re.compile(
    rf"(?:按照?[^，。；]{{2,16}})?(?:年初|年末|年中|全年|截至[^，。；]{{2,12}}|项目|{_ADVERBS})*"
    r"(?:完成|实现|新建|建成|建设|改造|修建|购置|采购|配备|发放|补助|救助|资助|培训|举办|开展|实施|养护|清运|治理|除治|检查|服务|接待|受理"
    r"|落实|投入|支出|使用|列支|支付|收到|编列|申请|预算|经费|资金)"
)
_CORE_WORK = re.compile(
    rf"(?:{_ADVERBS}|全年|年内)*(?:全年|累计|共计|共|合计|总共|全部)(?:{_ADVERBS})*(?:完成|实施|开展)了?(?P<what>[\u4e00-\u9fff]{{4}})"
)
"""The whole of the project's own work: 全年共完成 and the project's name."""
_SUPPLIES = re.compile(
    r"下达|拨付|划拨|批复|批准|核定|审核|审批|审计|审定|认定|核查|抽查|检测|监测|鉴定|统计|提供|推送|移交|反馈|协助|配合|会同"
    r"|联合|协同|牵头|指导|督导|监督|验收|委托|受托|代建|捐赠|配套|补助我|支持我|调入|调剂|复核|公示|收取"
)
"""What others do for a project: give, examine, help."""
_NOT_OWN = re.compile(
    r"我[局委办院校馆站所队单位部门中心会]|本[局委院校馆站所队会]|本单位|本部门|原(?![则因料件始来有理])|改革|更名|划转|合并|移交|撤销|邻[近县市区]|兄弟|先进|外地|外[县市区]"
    r"|考察|学习|借鉴|对比|相比|相较|对标|经验|往年|历年|其他(?:县|市|区|部门|单位)|对口|帮扶|协作|共建"
)
"""Words of a sentence that speaks of another body on purpose."""
_CHARGED = re.compile(
    rf"(?:本|该)?项目(?:资金)?(?:具体|统一)?由(?P<by>[\u4e00-\u9fff]{{0,24}}?{KIND}){_SHORT_FORM}"
    r"(?:负责|牵头|具体|统一|全面)*(?:组织)?(?:实施|承担|承办|负责实施|管理使用)"
    rf"|(?:本|该)?项目的?(?:实施|承担|责任|申报|主管)(?:单位|部门|主体)(?:为|是)(?P<of>[\u4e00-\u9fff]{{0,24}}?{KIND})"
)
_NOMINAL = 4
"""Characters of the project's name right behind a body's that make it that body's project."""
_SCORED = re.compile(r"得分|评分|自评|评价|等级|绩效")
_LONGEST_RUN = 36


@once_a_report
def doings(facts: Facts) -> tuple[Doing, ...]:
    """Every body that a sentence of the running text tells of as one that reports."""
    return tuple(
        doing
        for at, passage in enumerate(facts.passages)
        if passage.kind == "paragraph"
        for doing in _in_passage(facts, at, passage)
    )


def _in_passage(facts: Facts, at: int, passage: Passage) -> Iterator[Doing]:
    text = passage.text
    for begins in _START.finditer(text):
        lead = _LEAD.match(text, begins.end())
        start = lead.end() if lead else begins.end()
        end = _end(text, start)
        if _NOT_OWN.search(text, start, end):
            continue
        charged = _CHARGED.search(text, start, end)
        found = _SUBJECT.match(text, start, end)
        if charged is not None:
            group = "by" if charged.group("by") else "of"
            yield from _doing(passage, at, charged.span(group), Telling.CHARGE, (start, end))
        elif found is not None:
            telling = _telling(facts, text, found.end(), end)
            if telling is not None:
                yield from _doing(passage, at, found.span(), telling, (start, end))


def _end(text: str, start: int) -> int:
    """Where the sentence that starts here ends."""
    after = re.compile(r"[。！？\n]").search(text, start)
    return after.start() if after else len(text)


def _doing(
    passage: Passage, at: int, name: tuple[int, int], telling: Telling, within: tuple[int, int]
) -> Iterator[Doing]:
    named = body(passage.text[slice(*name)])
    if named is not None:
        sentence = quote(passage, *within)
        yield Doing(named, quote(passage, *name), telling, at, *within, sentence)


_AFTER = re.compile(_SHORT_FORM + _THEN)


def _telling(facts: Facts, text: str, at: int, end: int) -> Telling | None:
    """What the words behind a body's name say of it."""
    behind = _AFTER.match(text, at, end)
    start, at = at, behind.end() if behind else at
    if _of_the_project(facts, text[at : min(end, at + _LONGEST_RUN)]):
        return Telling.VERDICT
    core = _CORE_WORK.match(text, start, end)
    if core is not None and core.group("what") in _titled(facts):
        return Telling.VERDICT
    if _OWN.match(text, at, end):
        return Telling.OWN
    if _CONDUCT.match(text, at, end):
        return Telling.CONDUCT
    if _DOES.match(text, at, end) and not _SUPPLIES.search(text, at, end):
        return Telling.FIGURES
    return None


def _of_the_project(facts: Facts, run: str) -> bool:
    """Whether a run of words begins with the project's name and goes on to its evaluation."""
    run = run.split("，")[0].split("。")[0]
    if not _SCORED.search(run):
        return False
    if re.match(
        r"(?:本|该)?项目(?:支出)?(?:绩效)?(?:自评|评价)?(?:综合|总|最终)?(?:得分|评分)", run
    ):
        return True
    return len(run) > _NOMINAL and comparable(run)[:_NOMINAL] in _titled(facts)


@once_a_report
def _titled(facts: Facts) -> str:
    """The names the report gives its project, in its title and form."""
    data = facts.data
    named = [one.raw for one in (data.title, data.project) if one is not None]
    return "\n".join(comparable(one) for one in named)


def figures_of(facts: Facts, doing: Doing) -> list[Quantity]:
    """The figures of a doing's sentence."""
    spans = [(span.start, span.end) for span in doing.sentence.source]
    return [
        claim.figure
        for claim in facts.claims
        if claim.passage == doing.at
        and isinstance(claim.figure, Quantity)
        and any(
            start <= claim.figure.source[0].start < end
            for start, end in spans
            if claim.figure.source
        )
    ]
