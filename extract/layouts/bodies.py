"""Bodies named in the text, and documents cited by number and title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.quantity import Mark, Wording
from model.record import Passage
from model.span import part
from model.structure import Citation, Mention
from model.words import Vocabulary

LONGEST_NAME = 30
LONGEST_CONTEXT = 80
LONGEST_TITLE = 120

_BODY = re.compile(
    r"(?P<company>有限责任公司|股份有限公司|有限公司|事务所|集团|公司)"
    r"|(?P<office>办公室|(?:服务|管理|指挥|评价|评审|事务|保障|监测|发展|执法|救助|培训|研究|信息|防控|控制|疾控|检测|检验|急救|调度|推广|养护|管护|巡护|福利|分)中心|中心(?=[，。；、（）的]|$)|委员会|研究院|学院|医院|法院|检察院|支队|大队)"
    r"|(?P<bureau>(?:分|总)?(?<![格布结当僵全大开时战破棋副残变])局(?![面势限部域促麻])|(?:发改|卫健|住建|经信|农|国资|教|政法|网信|发展改革|卫生健康|体改|编|纪|监|工信|科|城管|交通运输|教育工)委(?![托员派任会])"
    r"|(?<=[政府信访创文扶贫防汛综治]{2})办(?![理法公事案结学好成件证班])|(?:财政|民政|水利|教育|公安|司法|交通|农业|商务|文化|科技|建设|旅游|人社|卫生|住建|自然资源|生态环境|农业农村|文化和旅游)厅"
    r"|(?:财务|项目|基金|管理|监察|计划|办公|执法|综合)处(?![理置罚分于在]))"
)
_NAME = re.compile(r"[\u4e00-\u9fa5（）()]{1,30}$")
_CUT = re.compile(
    r".*(?:根据|按照|依据|接受|委托|经由|经过|经|由|向|报送?|对|将|以及|以|并且?|和(?!平|谐|田|县|布|顺|社会保障|旅游|改革|计划生育|信息化|草原|城乡)|因此|接入|建议|核定|按|保障(?!局)|强化|成立|设立|下设|征求|规范|实施|加强|深入|分析|确保|更好地|完成|持续|承担|整合|进一步|[年月日此]|与|及|受|为|是|在|至|从|给|请|据|均|但|因|到|被|含|的|了|后|前|使|让|同意|印发|转发|通过|组织|要求|会同|联合|包括|称|即|如|其中|归口|属于?|接到|提供|来自|积极|应|可|各|该|本|我|原|某|相关|有关|上述|其他|等)(?=[\u4e00-\u9fa5]|$)",
    re.DOTALL,
)
_CLAUSE = re.compile(r"[，。；！？\n]")
_NUMBER = re.compile(
    r"[\u4e00-\u9fa5]{2,14}\s*[〔\[［【(（]\s*(?:19|20)\d{2}\s*[〕\]］】)）]\s*第?\s*\d{1,5}\s*号"
)
_NUMBER_LEAD = re.compile(
    r".*(?:根据|按照|依据|通知|印发|文件|关于|和|与|及|的|为|以|见)", re.DOTALL
)
_BETWEEN = re.compile(r"[\s（(，,]*(?:的?(?:通知|文件|批复|意见|规定|办法|函))?[\s（(，,]*")


def mentions(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Mention, ...]:
    """Bureaus, offices and companies, each with its clause.

    Looks like::

        项目资金由县水务局按进度拨付，由江城工程咨询有限公司监理。
    """
    del marks, words
    return tuple(mention for passage in passages for mention in _mentions(passage))


def citations(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Citation, ...]:
    """Document numbers with the title beside them.

    Looks like::

        依据《关于加强专项资金管理的通知》（云府办〔2022〕15号）执行。
    """
    del marks, words
    found: list[Citation] = []
    for passage in passages:
        if "号" not in passage.text:
            continue
        for number in _NUMBER.finditer(passage.text):
            start, end = number.span()
            lead = _NUMBER_LEAD.match(passage.text[start : start + 14])
            if lead and lead.end() + start < end - 8 and _han(passage.text[start + lead.end()]):
                start += lead.end()
            found.append(Citation(_wording(passage, start, end), _title(passage, start, end)))
    return tuple(found)


def _mentions(passage: Passage) -> Iterator[Mention]:
    text = passage.text
    last = 0
    for found in _BODY.finditer(text):
        window = text[max(last, found.start() - LONGEST_NAME) : found.start()]
        name = _NAME.search(window)
        lead = name.group() if name else ""
        cut = _CUT.match(lead)
        lead = lead[cut.end() :] if cut else lead
        lead = lead.lstrip("）()（")
        if lead.count("（") != lead.count("）"):
            lead = lead.rsplit("（", 1)[-1].rsplit("）", 1)[-1]
        start = found.start() - len(lead)
        last = found.end()
        if not lead:
            continue
        yield Mention(
            _wording(passage, start, found.end()),
            found.lastgroup or "bureau",
            _context(passage, found),
        )


def _context(passage: Passage, found: re.Match[str]) -> Wording:
    text = passage.text
    low = max(0, found.start() - LONGEST_CONTEXT)
    cuts = [cut.end() for cut in _CLAUSE.finditer(text, low, found.start())]
    start = cuts[-1] if cuts else low
    stop = _CLAUSE.search(text, found.end(), found.end() + LONGEST_CONTEXT)
    end = stop.start() if stop else min(len(text), found.end() + LONGEST_CONTEXT)
    return _wording(passage, start, end)


def _title(passage: Passage, start: int, end: int) -> Wording | None:
    """The title that ends right before the number, else the one that begins right after it."""
    text = passage.text
    low = max(0, start - LONGEST_TITLE)
    close = text.rfind("》", low, start)
    if close >= 0 and _BETWEEN.fullmatch(text, close + 1, start):
        opening = _opening(text, low, close)
        if opening is not None:
            return _wording(passage, opening + 1, close)
    after = re.compile(r"[\s）)，,]*(?:文件?)?[\s）)]*《").match(text, end)
    if after:
        closing = text.find("》", after.end(), after.end() + LONGEST_TITLE)
        if closing > 0:
            return _wording(passage, after.end(), closing)
    return None


def _opening(text: str, low: int, close: int) -> int | None:
    """The 《 that a 》 closes, titles within the title passed over."""
    depth = 0
    for at in range(close, low - 1, -1):
        if text[at] == "》":
            depth += 1
        elif text[at] == "《":
            depth -= 1
            if depth == 0:
                return at
    return None


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fa5"


def _wording(passage: Passage, start: int, end: int) -> Wording:
    return Wording(passage.text[start:end], part(passage.source, start, end))
