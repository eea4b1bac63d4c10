"""Bodies: other bodies' names left in a text that was taken over from their report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from model.facts import Facts
from model.quantity import Wording
from model.relation import Remark
from model.span import part
from model.structure import Mention
from validate.registry import rule
from validate.sentences import Sentence
from validate.signed import OTHER_SIGNATURE, signed_by_another
from validate.swapped import SWAPPED, TWO_BODIES, swapped

_BY_ITS_RULES = (
    r"(?:按照|依照|依据|根据|遵照|执行|遵守|参照)[了]?(?:《)?{name}"
    r"(?:的|有关|相关|内部|制定的|印发的|现行)*"
    r"(?:财务|资金|内控|内部控制|经费|资产|采购|合同|档案|人事|考勤|报销|预算|会计|印章|公务卡|管理)[^，。；]{{0,8}}"
    r"(?:制度|办法|规定|规程|细则|流程)"
)
_BY_ITS_HAND = (
    r"由{name}(?:负责|履行|行使|承担|统一)[^，。；]{{0,10}}"
    r"(?:核算|财务|报账|报销|内控|票据|凭证|监督职责|监管职责)"
    r"|(?:报销|凭证|票据|单据|账务|财务)[^，。；]{{0,10}}由{name}(?:负责|统一|履行)[^，。；]{{0,6}}(?:审核|审批|监督|管理)"
)
_BY_ITS_STAFF = (
    r"{name}(?:的)?(?:分管领导|主要领导|主要负责人|负责人|财务(?:室|科|股|部|处|人员)|计财[科股处]|规财[科股处]"
    r"|党组|党委|领导班子|局长|主任|各[科股]室)[^，。；]{{0,6}}"
    r"(?:审核|审批|审签|签批|核算|报销|复核|(?:重视|研究|负责)[^，。；]{{0,6}}(?:绩效|预算|财务|资金))"
)
_BY_ITS_GROUP = (
    r"{name}(?:已|还|专门|研究)?(?:成立|组建)了?[^，。；]{{0,20}}(?:绩效|自评|预算|财务|资金|内控)[^，。；]{{0,12}}"
    r"(?:领导小组|工作小组|工作组|专班)"
)
_MANAGING = re.compile(
    r"制度|办法|规定|规程|细则|流程|财务|核算|报账|报销|内控|票据|凭证|职责|审核|审批|审签|签批|复核|重视|研究"
    r"|负责|小组|工作组|专班"
)
"""Without one of these a clause is not on how money is managed."""
_VERB = re.compile(r"按照|依照|依据|根据|遵照|遵守|参照|执行")
_TWO = 2
"""Characters a short form must have before it can be told from others."""
_RULE_MAKERS = re.compile(
    r"财政|审计|国库|机关事务|国资|国有资产|发展改革|发展和改革|发改|税务|人力资源|人社|"
    r"纪委|纪检|监察|人大|政协|政府|党委|党组|组织部|"
    r"中共|国务院|公共资源|采购中心|结算中心|核算中心|支付中心|会计|银行|上级|主管|该|本|我|各"
)
"""Bodies whose finance rules others must follow; to name them is in order."""
_PLACE = re.compile(
    r"^.{1,12}?(?:自治州|自治县|自治区|特别行政区|省|市|州|盟|地区|县|旗|区|镇|乡)(?!场|面|容|政|民|长|域)"
)
_KIND = re.compile(
    r"(?:管理|监督|服务|事务)*(?:委员会|办公室|总局|分局|支队|大队|中心|局|委|办|处|站|所|院|馆|厅|部|室)$"
)


_FOREIGN = Sentence(
    "“{context}”：全文其他地方未出现“{name}”，也不是项目单位“{own}”，疑为他单位报告的残留。",
    "“{context}”: “{name}” is named nowhere else and is not the project's own “{own}”; the "
    "sentence seems to be taken from another body's report.",
)


@rule(
    "TXT03",
    "残留他单位名称",
    "Another body's name left in",
    severity="error",
    says=(_FOREIGN, SWAPPED, TWO_BODIES, OTHER_SIGNATURE),
)
def foreign_bodies(facts: Facts) -> Iterator[Remark]:
    """叙述本单位内部管理的句子出现了与本项目无关的其他单位名称。

    A sentence on the body's own management names a body that has no part in the project.

    Flags::

        项目单位：清河县图书馆
        一、资金使用合规性
        项目各项支出均按照县水务局经费管理细则办理，手续完整。

    Flags::

        项目单位：清河县图书馆
        一、内部控制
        报销单据由部办公室统一审核，凭证齐全。

    Flags::

        项目单位：清河县林业局
        一、资金管理
        经费报销执行县教育体育局财务管理制度，凭证齐全。

    Flags::

        清河县民政局2023年度临时救助项目绩效自评报告
        一、资金情况
        清河县民政局全年支出救助资金318.42万元。
        二、评价结论
        清河县交通运输局2023年度临时救助项目评价得分94.5分。

    Flags::

        清河县民政局2023年度临时救助项目绩效自评报告
        一、资金管理
        柳沟县民政局严格执行救助资金管理办法，专款专用。

    Flags::

        2023年度农村公路养护项目绩效自评报告
        一、资金情况
        清河县交通运输局全年支出资金628.35万元，全年预算628.35万元。
        二、评价结论
        清河县教育局2023年度农村公路养护项目评价得分94.5分。

    Flags::

        清河县民政局2023年度临时救助项目绩效自评报告
        填报单位：柳沟县民政局
        一、资金情况
        全年支出救助资金318.42万元。

    Passes::

        清河县民政局2023年度临时救助项目绩效自评报告
        一、实施情况
        县教育局提供在校学生信息，县残疾人联合会协助入户核查。
        二、资金情况
        县民政局全年支出救助资金318.42万元。

    Passes::

        项目单位：清河县图书馆
        一、资金管理
        项目按照县图书馆财务管理制度和县财政局资金管理办法执行。县公安局负责现场秩序。
    """
    own = _own_names(facts)
    managing = _managing(facts, own)
    for mention in managing:
        yield _left_in(mention, own[0])
    yield from swapped(facts, [mention.name for mention in managing])
    yield from signed_by_another(facts)


def _managing(facts: Facts, own: Sequence[str]) -> list[Mention]:
    """Bodies without a part in the project whose own rules or offices are told to manage it."""
    mentions = [_without_verb(mention) for mention in facts.mentions] if own else []
    return [one for one in mentions if _manages(one) and _is_foreign(one, own, mentions)]


def _left_in(mention: Mention, own: str) -> Remark:
    office = mention.kind == "office" and not mention.name.raw.endswith("中心")
    said = _FOREIGN.filled(context=mention.context.raw, name=mention.name.raw, own=own)
    return Remark(
        (mention.name, mention.context),
        group=f"TXT03-{_core(mention.name.raw)}",
        severity="warning" if office else None,
        zh=said.zh,
        en=said.en,
    )


def _without_verb(mention: Mention) -> Mention:
    """The body's name alone, where the verb before it was taken for part of it."""
    at = max((match.end() for match in _VERB.finditer(mention.name.raw)), default=0)
    if not at:
        return mention
    name = mention.name
    return replace(mention, name=Wording(name.raw[at:], part(name.source, at, len(name.raw))))


def _own_names(facts: Facts) -> tuple[str, ...]:
    data = facts.data
    named = (data.entity, data.supervisor, data.evaluator, data.title)
    return tuple(words.raw for words in named if words is not None)


def _manages(mention: Mention) -> bool:
    return _is_managing(mention.name.raw, "".join(mention.context.raw.split()))


@lru_cache(maxsize=4096)
def _is_managing(name: str, clause: str) -> bool:
    """Whether a clause tells how money is managed under the rules or by the hand of a body."""
    if not _MANAGING.search(clause):
        return False
    escaped = re.escape(name)
    return any(
        re.search(pattern.format(name=escaped), clause)
        for pattern in (_BY_ITS_RULES, _BY_ITS_HAND, _BY_ITS_STAFF, _BY_ITS_GROUP)
    )


def _is_foreign(mention: Mention, own: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """True for a body that is neither the report's own, a rule maker, nor named elsewhere."""
    name = mention.name.raw
    if _RULE_MAKERS.search(name):
        return False
    core = _core(name)
    if mention.kind != "office" and (len(core) < _TWO or any(_within(core, full) for full in own)):
        return False
    if mention.kind == "office" and any(name in full for full in own):
        return False
    return not any(
        other.name.source != mention.name.source
        and not _manages(other)
        and _same_body(core, name, other.name)
        for other in mentions
    )


def _same_body(core: str, name: str, other: Wording) -> bool:
    return (
        name in other.raw or other.raw in name or (len(core) >= _TWO and _within(core, other.raw))
    )


def _core(name: str) -> str:
    """What tells a body from others of its place: 区体育局 → 体育."""
    short = _PLACE.sub("", name)
    short = re.sub(r"^[省市县区州]", "", short)
    return _KIND.sub("", short)


def _within(core: str, full: str) -> bool:
    """True if the characters of a short form occur in this order in the full name."""
    rest = iter(full)
    return all(char in rest for char in core)
