"""Words that praise or blame execution, arrival and progress, and words that take them back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from model.facts import Facts
from model.quantity import Wording
from validate.asides import headings_above, is_aside
from validate.once import once_a_report
from validate.quoting import quote


class Stance(Enum):
    """What a clause says of the project's money or progress."""

    LOW = "low"
    HIGH = "high"
    GOOD = "good"
    PLANNED = "planned"
    ON_COURSE = "on course"
    ARRIVED = "arrived"
    SPENT = "spent"
    NO_BALANCE = "no balance"
    NOT_OVER = "not over"
    ALL_DONE = "all done"
    WILL_BE_DONE = "will be done"


@dataclass(frozen=True, slots=True)
class Saying:
    """A clause of the report that takes a stance; ``words`` are those that say it."""

    stance: Stance
    words: Wording
    passage: int


_OWN = (
    r"(?:但|且|而|也|又|还|均|仍|因此|所以|目前|其中|年末|年底|期末|总体|整体|总的来看|本|该|此|项目|年度|全年|当年|资金|经费|预算|财政|专项|支出|拨款|"
    r"共|已|的|由于|因|导致|造成|致使|存在|出现|主要|是|以及|和|与|及|等|其|[一二三四五六七八九]是|截[至止].{0,16}?[日月底末]|"
    r"(?:19|20)\d\d年?度?|[（(][一二三四五六七八九\d]+[）)]|\d+[.．、])*"
)
"""What may stand before the words for them to speak of the project's own money as a whole."""
_RATE = (
    r"(?:预算|资金|支出)?(?:总体|整体)?"
    r"(?:执行率|支出率|支付率|使用率|执行进度|支出进度|支付进度|使用进度)"
)
_MONEY = r"(?:项目|预算|财政|专项|补助)*(?:资金|经费|拨款)"
_DONE = r"(?:完成|实现|达成|达标|达到目标值?|达到预期目标|达到预期)"
_ALREADY = r"[^，。；]{0,4}?(?:已|均已|均|已经)?"

_PATTERNS = {
    Stance.LOW: (
        rf"^{_OWN}(?P<said>{_RATE}(?:总体|整体|相对)?还?"
        r"(?:不高|不够高|偏低|较低|过低|很低|不理想|偏慢|较慢|缓慢|滞后|延迟|低(?![于了估])))"
    ),
    Stance.HIGH: (
        rf"^{_OWN}(?P<said>{_RATE}(?:总体|整体)?"
        r"(?:较高|很高|高(?![于达过])|较快|很快))"
    ),
    Stance.GOOD: (
        rf"^{_OWN}(?P<said>(?:预算|资金|经费|支出)(?:总体|整体)?"
        r"(?:执行|支出|支付)(?:率|进度)?(?:的?总体|整体)?(?:情况)?(?:总体|整体)?"
        r"(?:良好|较好|很好|理想|优秀|正常))"
    ),
    Stance.PLANNED: (
        r"(?P<said>(?:(?:预算|资金|经费|支出|拨付|支付)[^，。；]{0,6}?(?:严格)?(?:按照?|依照)"
        r"(?:年初|年度|既定|用款|支出|工作|项目)*(?:计划|进度)(?:执行|支出|使用|支付|拨付|安排)?$|"
        r"(?:完成|执行|落实)了?[^，。；]{0,30}?(?:支出|用款|资金使用)(?:计划|进度)|"
        r"(?:支出|执行|支付)进度[与和同](?:序时|时间|计划|工作|项目|实施)*进度(?:基本)?"
        r"(?:一致|相符|同步|匹配)))"
    ),
    Stance.ON_COURSE: (
        r"^(?!.*(?:该|此|本)项?指标)"
        r"(?P<said>.*?(?:项目|总体|整体|资金|预算|执行|进度|目标|监控|实施)[^，。；]{0,14}?"
        r"(?:未|没有|无|不存在)(?:出现|发生|产生|存在|发现)?(?:较大|明显|重大|显著)的?(?:偏差|偏离)|"
        r".*?(?:各项|全部|所有|项目)(?:工作|任务|活动|实施)?(?:均|都|已|能)?(?:严格)?按照?"
        r"(?:年初|年度|既定|工作|预定|实施|时序)*(?:计划|进度|时间节点)"
        r"(?:有序|顺利|正常|稳步|全面)*(?:开展|推进|实施|进行|完成))"
    ),
    Stance.ARRIVED: (
        rf"^{_OWN}(?P<said>{_MONEY}{_ALREADY}(?:全部|足额|全额|如数)(?:及时|按时)?"
        r"(?:到位|拨付到位|下达到位))"
    ),
    Stance.SPENT: (
        rf"^{_OWN}(?P<said>{_MONEY}{_ALREADY}(?:全部|全额)"
        r"(?:支出|支付|使用|执行|用)(?:完毕|完成|完)?)(?![于给在到])"
    ),
    Stance.NO_BALANCE: (
        rf"^{_OWN}(?P<said>(?:{_MONEY})?(?:无|没有|不存在)(?:资金)?"
        r"(?:结余|结转|沉淀)(?:资金)?)$"
    ),
    Stance.NOT_OVER: (
        rf"^{_OWN}(?P<said>(?:{_MONEY}|支出)?[^，。；]{{0,6}}?(?:未|无|没有)(?:出现|发生|存在)?"
        r"超出?(?:预算|支)(?:现象|情况)?)"
    ),
    Stance.ALL_DONE: (
        r"(?P<said>(?:各项|全部|所有|\d+[项个])(?:年度|绩效|考核|评价|三级)*(?:指标|目标)(?:值|任务)?"
        rf"(?:均|都|已|全部|全面|按期|如期|圆满|顺利|高质量)+(?:得到|得以)?{_DONE})"
    ),
    Stance.WILL_BE_DONE: (
        r"(?P<said>(?:预计|预期|预测)[^，。；]{0,12}?(?:可以?|能够?|将)?(?:可能)?"
        rf"(?:完全|全部|全面|如期|按期|顺利|圆满){_DONE}[^，。；]{{0,8}}?(?:目标|指标))"
    ),
}
_NEEDS = {
    Stance.LOW: ("率", "进度"),
    Stance.HIGH: ("率", "进度"),
    Stance.GOOD: ("执行", "支出", "支付"),
    Stance.PLANNED: ("计划", "进度"),
    Stance.ON_COURSE: ("偏差", "偏离", "按"),
    Stance.ARRIVED: ("到位",),
    Stance.SPENT: ("全部", "全额"),
    Stance.NO_BALANCE: ("结余", "结转", "沉淀"),
    Stance.NOT_OVER: ("超",),
    Stance.ALL_DONE: ("指标", "目标"),
    Stance.WILL_BE_DONE: ("预计", "预期", "预测"),
}
"""Words without one of which a stance's pattern finds nothing; sooner looked for than it."""
_COMPILED = [(stance, _NEEDS[stance], re.compile(said)) for stance, said in _PATTERNS.items()]
_HINT = re.compile(
    r"[率度](?:总|整|相|还|不|偏|较|过|很|低|缓|滞|延|高|良|理|优|正|[与和同])|执行|计划|偏差|偏离|到位|[全金]部?额?(?:支|使|用|执)|结余|结转|沉淀|超|指标|目标|按"
)
"""Cheap to look for: a clause without any of these takes no stance."""
_CLAUSE = re.compile(r"[^，,。；;！？：:\n]+")
_STOPS = "。；;！？\n"
_WISH = re.compile(
    r"应当?(?!付|收|急|用|对|邀)|(?<![主重需必摘概紧首])要(?![素点])|需要|须|将(?!.{0,3}作为)|确保|力争|争取|为了|是否|考察|如果|若|建议|"
    r"下一?步|今后|以后|避免|防止|杜绝|上年|去年|往年|历年|同期|上半年|季度|以前年度|得满分|不得分|扣|整改前|保证|(?<!项)目的|旨在|要求"
)
"""Words before a clause or in it that make of it a wish, a condition or another year's fact."""
_PARTLY = re.compile(
    r"不得|不能|可能|容易|难以|无法|未能|尚未|并未|并非|解决|提高|提升|加快|强化|改进|基本(?!支出)|大致|原则上|尽量|部分|个别|多数|除"
)
"""Words in a clause that take it back or make it true of a part only."""
_NO_FORECAST = re.compile(r"确保|力争|争取|建议|如果|若|为了|保证")


@once_a_report
def sayings(facts: Facts) -> tuple[Saying, ...]:
    """The clauses of the text that take a stance, each told as a fact of the project as a whole."""
    return tuple(_sayings(facts))


def _sayings(facts: Facts) -> Iterator[Saying]:
    chains = headings_above(facts)
    for at, passage in enumerate(facts.passages):
        if passage.kind != "paragraph" or not _HINT.search(passage.text) or is_aside(chains[at]):
            continue
        text, opened = passage.text, 0
        for clause in _CLAUSE.finditer(text):
            if clause.start() and text[clause.start() - 1] in _STOPS:
                opened = clause.start()
            found = _stance(clause.group(), text[opened : clause.start()])
            if found is not None:
                stance, start, end = found
                words = quote(passage, clause.start() + start, clause.start() + end)
                yield Saying(stance, words, at)


def _stance(clause: str, before: str) -> tuple[Stance, int, int] | None:
    if not _HINT.search(clause):
        return None
    told = clause.lstrip()
    skipped = len(clause) - len(told)
    for stance, needed, pattern in _COMPILED:
        found = pattern.search(told) if any(word in told for word in needed) else None
        if found is None:
            continue
        if _taken_back(stance, before, told):
            return None
        return stance, skipped + found.start("said"), skipped + found.end("said")
    return None


def _taken_back(stance: Stance, before: str, told: str) -> bool:
    if stance is Stance.WILL_BE_DONE:
        return bool(_NO_FORECAST.search(before + told))
    return bool(_WISH.search(before + told) or _PARTLY.search(told))
