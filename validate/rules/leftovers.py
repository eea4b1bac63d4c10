"""Left over: what a template, another language or a conversion left in a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.relation import Remark
from validate.old_year import OLD_REPORT, OLD_YEAR, OTHER_PROJECT, old_years, other_projects
from validate.places import quoted_anywhere, whole_text
from validate.quoting import quoted
from validate.registry import rule
from validate.sentences import Sentence

_HAN = r"[\u4e00-\u9fff《》“”〈〉（）、，。；：]"
_UNFILLED = re.compile(r"(?:20)?(?:XX|xx|××|\*\*|＊＊|Ｘ{2}|某某)\s*年度?[^，。；、（）()\s]*")
"""A year nobody filled in, to the end of its clause. XX公司 or 张XX is anonymising, not this."""
_INSTRUCTIONS = re.compile(
    r"[（(]\s*说明\s*[：:][^）)]*(?:[（(][^）)]*[）)][^）)]*)*[）)]?"
    r"|(?:填表|填报|填写)说明\s*[：:]?"
    r"|[（(](?:此处|请在此|请)(?:填写|填报|简要)[^）)]*[）)]"
    r"|供各?(?:部门|单位|地区|预算单位)[^，。；]{0,8}参考"
    r"|[（(]\s*(?:示例|样例|范例|模板|参考模板)\s*[）)]"
    r"|(?<![\u4e00-\u9fff])(?:示例|样例|范例)\s*[：:]"
)
_BLANKS = ("XX", "xx", "××", "**", "＊＊", "ＸＸ", "某某")
_TOLD_TO = ("说明", "填写", "填报", "供各", "示例", "样例", "范例", "模板", "简要")
"""Without one of these there is no year left open, and no instruction."""
_PROMPT = re.compile(
    r"(?:主要)?(?:包括|简述|简要说明|简要介绍|阐述|描述)[^。；！？\d]{4,60}(?:情况|流程|内容|措施|方法|原因|等)[。.]?"
)
"""A paragraph that only repeats what the template asks for, with nothing told."""
_ENGLISH = frozenset(
    {
        "an", "and", "are", "as", "at", "be", "been", "before", "between", "but", "by", "can",
        "during", "each", "for", "from", "has", "have", "in", "into", "is", "its", "not", "of",
        "on", "or", "other", "over", "per", "should", "such", "than", "that", "the", "their",
        "then", "there", "these", "this", "to", "under", "until", "was", "were", "when", "where",
        "which", "while", "will", "with", "within", "without",
    }
)  # fmt: skip
_WORD = re.compile(rf"(?<={_HAN})\s*([A-Za-z]+)\s*(?={_HAN})")
_CONVERSION = re.compile(
    r"(?i:\[bookmark\s*:[^\]\n]*\])"
    r"|Error!\s*(?:Reference source|Bookmark|Hyperlink reference)\s*not\s*\w+\.?"
    r"|错误[！!]\s*(?:未找到引用源|未定义书签|未找到目录项|文档中没有指定样式的文字|超链接引用无效"
    r"|链接无效|不能识别的开关参数)"
    r"|(?:锟斤拷|烫烫烫|屯屯屯|\ufffd)+"
    r"|(?:[ÃÂåæçèé][\u0080-\u00bf]){2,}"
)
_MARKS = ("[", "Error!", "错误", "锟斤拷", "烫烫烫", "屯屯屯", "\ufffd", *"ÃÂåæçèé")
"""Without one of these there is no artefact of a conversion."""
_LATIN = re.compile(r"[A-Za-z]{2,}")


_YEAR_OPEN = Sentence(
    "年份未填写，疑为模板残留：{shown}。",
    "A year was left unfilled, as in a template: {shown}.",
)
_PROMPTS = Sentence(
    "残留填写说明、示例或模板提示语：{shown}。",
    "Instructions, an example or a prompt of the template were left in: {shown}.",
)


@rule(
    "TXT04",
    "模板残留",
    "Template leftover",
    severity="warning",
    says=(_YEAR_OPEN, _PROMPTS, OLD_YEAR, OLD_REPORT, OTHER_PROJECT),
)
def template_leftovers(facts: Facts) -> Iterator[Remark]:
    """报告中残留模板内容：未填写的年份、填写说明或照抄的提示语。

    The report still holds template text: a year not filled in, instructions, or a bare prompt.

    Flags::

        一、项目概况
        本指标体系以XX年度道路养护项目为例设置，各单位可以调整。

    Flags::

        一、产出
        产出数量（说明：本栏反映项目工作量的完成情况，请按实际填写。）

    Flags::

        一、组织情况
        简要介绍项目的管理机构、实施步骤和验收方法。

    Flags::

        清河县水利局2023年度水库维修项目绩效自评报告
        一、资金情况
        2023年项目预算486.50万元，2023年支出451.20万元。
        二、支出情况
        2022年，项目预算486.50万元，全年支出451.20万元，均用于水库维修。

    Flags::

        清河县民政局2023年度临时救助项目绩效自评报告
        现将我局2022年度临时救助项目绩效自评情况报告如下：
        一、资金情况
        2023年预算318.42万元，2023年支出318.42万元，2023年末无结余。

    Flags::

        清河县民政局2023年度临时救助项目绩效自评报告
        一、资金情况
        临时救助项目全年预算318.42万元，实际支出306.15万元。
        二、资金管理
        公路养护项目全年预算318.42万元，实际支出306.15万元，做到专款专用。

    Passes::

        清河县水利局2023年度水库维修项目绩效自评报告
        一、资金情况
        2023年项目预算486.50万元，支出451.20万元。
        2022年项目预算486.50万元，支出430.15万元。

    Passes::

        一、项目概况
        2023年度，项目委托XX公司承担设备维护，随访对象张XX等三人表示满意。
    """
    text = whole_text(facts)
    unfilled = any(mark in text for mark in _BLANKS)
    years = tuple(quoted_anywhere(facts, _UNFILLED)) if unfilled else ()
    if years:
        said = _YEAR_OPEN.filled(shown=_list(years))
        yield Remark(years, zh=said.zh, en=said.en)
    told = tuple(_instructions(facts))
    if told:
        said = _PROMPTS.filled(shown=_list(told))
        yield Remark(told, severity="note", zh=said.zh, en=said.en)
    yield from old_years(facts)
    yield from other_projects(facts)


_FOREIGN_WORDS = Sentence(
    "中文句中夹有英文词：{shown}。",
    "English words stand in Chinese sentences: {shown}.",
)


@rule(
    "TXT05",
    "外文残留",
    "Foreign word between Chinese words",
    severity="note",
    says=(_FOREIGN_WORDS,),
)
def foreign_words(facts: Facts) -> Iterator[Remark]:
    """中文句子中夹有英文虚词。

    An English word stands between Chinese words.

    Flags::

        一、工作依据
        依据县级文件精神 and 市级管理办法开展工作。

    Flags::

        一、工作流程
        第二阶段为资料整理 with 现场核查。

    Flags::

        一、范围
        评价涵盖采购的 the 全部环节。

    Passes::

        一、信息化
        群众通过APP上报问题，PPP项目使用A4纸打印，采用B/S架构和WiFi网络。
    """
    if _ENGLISH.isdisjoint(word.lower() for word in _LATIN.findall(whole_text(facts))):
        return
    found = tuple(
        words
        for words in quoted_anywhere(facts, _WORD, 1)
        if words.raw.lower() in _ENGLISH and len(words.raw) > 1
    )
    if found:
        said = _FOREIGN_WORDS.filled(shown=_list(found))
        yield Remark(found, zh=said.zh, en=said.en)


_ARTEFACTS = Sentence(
    "残留转换标记或乱码：{shown}。",
    "A bookmark, a broken reference or garbled characters were left in: {shown}.",
)


@rule("TXT08", "转换残留", "Conversion artefact", severity="note", says=(_ARTEFACTS,))
def conversion_artefacts(facts: Facts) -> Iterator[Remark]:
    """正文中残留书签、引用错误或乱码。

    A bookmark, a broken reference or garbled characters were left in the text.

    Flags::

        一、项目概况
        [bookmark: _Toc123]本项目由县图书馆实施。

    Flags::

        一、项目概况
        资金使用情况详见错误！未找到引用源。

    Flags::

        一、项目概况
        支出明细见Error! Reference source not found.所列。

    Passes::

        # 一、项目概况
        **本项目**由<b>县图书馆</b>实施，未发现错误。
    """
    text = whole_text(facts)
    if not any(mark in text for mark in _MARKS):
        return
    found = tuple(quoted_anywhere(facts, _CONVERSION))
    if found:
        said = _ARTEFACTS.filled(shown=_list(found))
        yield Remark(found, zh=said.zh, en=said.en)


def _instructions(facts: Facts) -> Iterator[Wording]:
    """Prompts that are whole paragraphs, and instructions anywhere, in the order they stand."""
    text = whole_text(facts)
    any_inside = any(word in text for word in _TOLD_TO) and _INSTRUCTIONS.search(text) is not None
    for passage in facts.passages:
        if passage.kind == "paragraph" and _PROMPT.fullmatch(passage.text.strip()):
            yield Wording(passage.text, passage.source)
        if any_inside:
            yield from quoted(passage, _INSTRUCTIONS)


def _list(words: tuple[Wording, ...]) -> str:
    shown = [f"“{found.raw[:30]}”" for found in words[:4]]
    return "、".join(shown) + (f"等{len(words)}处" if len(words) > len(shown) else "")
