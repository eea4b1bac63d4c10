"""What a sentence says of its body that only the reporting body's own report would say."""

from __future__ import annotations

import re
from enum import Enum

from model.facts import Facts
from validate.once import once_a_report
from validate.quoting import comparable


class Telling(Enum):
    """What about a sentence says that its body is the one that reports."""

    VERDICT = "verdict"
    """The project of the report, or its score, is told as this body's."""
    OWN = "own"
    """Its budget, its books, its staff."""
    WORK = "work"
    """All the year's work of the project."""
    CONDUCT = "conduct"
    """How it manages money and performance within."""
    PART = "part"
    """The same, in words that fit a partner in the project too."""
    FIGURES = "figures"
    """Money or work done; counts where the same figures are the project's elsewhere."""
    CHARGE = "charge"
    """It carries out the project, or answers for it."""


YEAR = r"(?:(?:19|20|１９|２０)\d\d)\s*年?度?"
WHEN = (
    rf"(?:{YEAR}\s*[-—–~～至到]+\s*)?(?:{YEAR}(?:\d{{1,2}}(?:[-—–~～至]\d{{1,2}})?月(?:\d{{1,2}}日)?)?"
    r"|全年|当年|本年度?|年度|年内|上半年|下半年|三年来?)"
)
SHORT_FORM = r"(?:[（(][^（）()]{0,24}[）)])?"
_THEN = re.compile(
    rf"{SHORT_FORM}(?:[，,]?(?:在|于|自)?{WHEN}(?:以来|期间|内)?)?[的，,]?\s*"
    r"(?:(?:按照|根据|依据)[^，。；《》]{2,16}(?:要求|部署|安排|通知)(?:精神)?[，,]?)?"
)
_HOW = (
    r"已|均|共计?|累计|合计|总共|实际|全部|严格|切实|认真|始终|按时|按期|及时|全面|专门|还|也|坚持|进一步"
    r"|不断|十分|非常|高度|能够?|按要求|积极"
)
_ADVERB = rf"(?:{_HOW}){{0,4}}"
_MANAGED = r"(?:财务|资金|内控|内部控制|经费|采购|合同|预算|会计|绩效|支出|报销)"
_RULES = r"(?<!监管)(?<!监督)(?:制度|办法|规定|细则|规程|准则|流程|机制)"
_GROUP = r"[^，。；]{0,12}(?:领导小组|工作小组|工作组|专班|自评小组)"
_MADE = r"(?:制定|建立|完善|修订|健全)了?"
_KEPT = r"(?:执行|遵守|遵循|落实)了?"
_BY = r"(?:按照?|依照|依据)"
_USED = r"[^，。；]{0,4}(?:列支|支出|支付|使用|开支|报销|核算|执行|管理|专款)"
_CONDUCT = re.compile(
    rf"{_ADVERB}(?:重视[^，。；]{{0,12}}(?:绩效|预算|财务|资金|内控)"
    rf"|{_KEPT}[^，。；《》]{{0,24}}{_MANAGED}[^，。；《》]{{0,12}}{_RULES}"
    rf"|{_BY}[^，。；《》]{{0,24}}{_MANAGED}[^，。；《》]{{0,12}}{_RULES}{_USED}"
    rf"|(?:成立|组建)了?[^。；]{{0,30}}(?:绩效|自评|预算|财务|资金|内控){_GROUP}"
    rf"|{_MADE}[^，。；《》]{{0,16}}{_MANAGED}[^，。；《》]{{0,16}}{_RULES}"
    rf"|{_MADE}《[^，。；]{{0,30}}》?等?[^，。；]{{0,8}}(?:内控|内部|财务)[^，。；]{{0,6}}制度"
    r"|(?:对?(?:项目|专项|财政)*资金)?(?:均|全部|严格)?实行(?:专账|专户|专款|单独)"
    rf"|{_MANAGED}[^，。；]{{0,6}}(?:制度|机制|编制|核算|管理)(?:较为|比较|基本)?(?:健全|完善|规范|科学|合理)"
    r"|对照[^，。；]{0,12}(?:目标|指标)[^，。；]{0,8}自[查评]"
    r"|(?:组织|开展|完成){1,2}了?(?:本次|此次|本项目|项目)?[^，。；]{0,6}(?:自评|绩效监控)(?:工作)?(?=[，。；、]|并|及|$)"
    rf"|(?:加强|强化|规范)了?[^，。；]{{0,8}}{_MANAGED}[^，。；]{{0,8}}(?:管理|核算))"
)
_CONDUCT_OF_WORK = re.compile(
    rf"{_ADVERB}(?:重视[^，。；]{{0,12}}项目|(?:成立|组建)了?[^。；]{{0,30}}项目{_GROUP}"
    rf"|(?:{_KEPT}|{_MADE}|{_BY})[^，。；]{{0,24}}{_MANAGED}[^，。；]{{0,12}}{_RULES})"
)
_OWN = re.compile(
    r"(?:年初(?:编列|安排|批复|部门){0,3}预算|(?:部门|单位)(?:年初)?预算|“?三公”?经费"
    r"|(?:完成)?政府采购(?:预算|支出|总额|金额|(?=\d))|(?:项目)?(?:专账|台账|明细账)(?:显示|反映|记载)"
    r"|(?:年初|上年|年末)?(?:结转|结余|余额)|(?:实有|现有|共有|核定)?(?:行政|事业)?(?:在职|编制)(?:人员|职工|人数)?"
    r"|内设(?:机构|科室|股室)?|(?:部门)?整体支出|(?:年度)?(?:收入|支出)(?:决算|预算)|决算(?:收入|支出)"
    r"|一般公共预算(?:财政拨款)?(?:收入|支出|拨款)|(?:年末)?(?:固定)?资产总额)"
    r"[^。；]{0,16}?[\d一二三四五六七八九十]"
)
_AS_ITS_BODY = re.compile(r"作为(?:本|该)?项目的?(?:实施|主管|责任|承担)(?:单位|部门|主体)")
_DOES = re.compile(
    rf"(?:按照?[^，。；]{{2,16}})?(?:年初|年末|年中|全年|截至[^，。；]{{2,12}}|项目|{_HOW}){{0,4}}"
    r"(?:完成|实现|新建|建成|建设|改造|修建|购置|采购|配备|发放|补助|救助|资助|培训|举办|开展|实施|养护"
    r"|清运|清扫|清理|治理|除治|防治|补贴|接种|办理|巡查|维修|维护|栽植|供应|检查|服务|接待|受理|处置|调处|落实|投入|支出|使用|列支|支付|收到|编列|申请|预算|经费|资金)"
)
_OFTEN = rf"(?:项目|{_HOW}|{WHEN}|[，,]){{0,5}}"
_OF_ALL = re.compile(
    rf"{_OFTEN}(?:全年|共|累计|合计|总共|实际){_ADVERB}(?:落实|投入|支出|使用|列支|支付|收到|执行)了?"
    r"(?P<project>项目)?(?:预算|专项|财政){0,2}(?:资金|经费)"
)
_WITH_BUDGET = re.compile(
    r"执行率|预算数|预算为|全年预算|年初预算|结余|余额|到位率|包括(?:19|20|１９|２０)\d\d年"
)
"""What makes money spent that of the whole: it is held against the budget, or told by years."""
_CORE_WORK = re.compile(
    rf"{_OFTEN}(?:全年|累计|共计?|合计|总共|全部){_ADVERB}(?:完成|实施|开展)了?(?P<what>[\u4e00-\u9fff]{{4}})"
)
"""The whole of the project's own work: 全年共完成 and the project's name."""
_SUPPLIES = re.compile(
    r"下达|拨付|划拨|批复|批准|核定|审核|审批|审计|审定|认定|核查|抽查|检测|监测|鉴定|统计|提供|推送|移交"
    r"|反馈|协助|配合|会同|联合|协同|牵头|指导|督导|监督|验收|委托|受托|代建|捐赠|配套|补助我|支持我|调入"
    r"|调剂|复核|公示|收取"
)
"""What others do for a project: give, examine, help."""
_SCORED = re.compile(r"得分|评分|自评|评价|等级|绩效")
_ITS_SCORE = re.compile(
    r"(?:本|该)?项目(?:支出)?(?:绩效)?(?:自评|评价)?(?:综合|总|最终)?(?:得分|评分)"
)
_COMMON = re.compile(
    r"财政|(?:项目|部门|整体)?支出|绩效|自评|自我评价|评价|监控|运行|报告|重点|部门|情况|年度|专项资金|项目资金"
)
"""Words of every report's title."""
_CLAUSE = re.compile(r"[^，。；]{0,36}")
_NOMINAL = 4
"""Characters of the project's name right behind a body's that make it that body's project."""


def telling(facts: Facts, text: str, at: int, end: int) -> Telling | None:
    """What the words from ``at``, right behind a body's name, to ``end`` say of it."""
    behind = _THEN.match(text, at, end)
    then = behind.end() if behind else at
    if _is_its_project(facts, text, then, end):
        return Telling.VERDICT
    if _AS_ITS_BODY.match(text, then, end):
        return Telling.CHARGE
    if _OWN.match(text, then, end) or _is_all_money(text, at, end):
        return Telling.OWN
    return _told_of_work(facts, text, at, then, end)


def _told_of_work(facts: Facts, text: str, at: int, then: int, end: int) -> Telling | None:
    core = _CORE_WORK.match(text, at, end)
    if core is not None and core.group("what") in _titled(facts):
        return Telling.WORK
    if _CONDUCT.match(text, then, end):
        return Telling.CONDUCT
    if _CONDUCT_OF_WORK.match(text, then, end):
        return Telling.PART
    does = _DOES.match(text, then, end) is not None and not _SUPPLIES.search(text, then, end)
    return Telling.FIGURES if does else None


def _is_its_project(facts: Facts, text: str, then: int, end: int) -> bool:
    """Whether the words name the report's project as the body's and go on to its evaluation."""
    clause = _CLAUSE.match(text, then, end)
    run = clause.group() if clause else ""
    if not _SCORED.search(run):
        return False
    named = comparable(run)[:_NOMINAL]
    return _ITS_SCORE.match(run) is not None or (len(named) == _NOMINAL and named in _titled(facts))


def _is_all_money(text: str, at: int, end: int) -> bool:
    """Whether the money told is all of the project's."""
    spent = _OF_ALL.match(text, at, end)
    if spent is None:
        return False
    if _WITH_BUDGET.search(text, spent.end(), end):
        return True
    return spent.group("project") is not None and not _SUPPLIES.search(text, at, end)


@once_a_report
def _titled(facts: Facts) -> str:
    """The names the report gives its project, in its title and form."""
    data = facts.data
    named = [one.raw for one in (data.title, data.project) if one is not None]
    return "\n".join(_COMMON.sub("\n", comparable(one)) for one in named)
