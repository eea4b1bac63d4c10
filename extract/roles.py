"""The part a figure plays in a report, by the words around it."""

from __future__ import annotations

import re

from model.words import Vocabulary, fold

FUNDS = frozenset({"budget", "received", "spent", "balance"})
RATES = frozenset({"received_rate", "execution_rate", "time_progress"})
LONGEST_MEASURE = 24

_LOOSE = re.compile(r"(?:资金|金额|总额|数额|数|额|经费|比例|总计|合计|共计|累计|指标|情况)$")

_NOT_PAID = (
    r"(?!项目(?!资金|经费|款)|进度|率|责任|预算|绩效|目标|计划|结构|方向"
    r"|管理|明细|范围|标准|类|内容|情况|依据|方式|程序|凭证)"
)
_ROLE = re.compile(
    r"(?P<budget>(?:调[减增整]|追加|压减|核减|追减|变更)后(?!的?(?:第|次))|预算(?!执行|完成|支出|到位|单位|绩效|管理|编制|调整|收支|批复率)|安排(?:支出|使用)?(?!合理|情况)|资金总额|总投资|总金额|批复|核定|概算|計畫|預算)"
    r"|(?P<received>到位(?!率|及时)|拨付(?!率|及时|程序|审批)|下达(?!率)|拨入|收到|划拨|争取)"
    r"|(?P<balance>(?<!上年)(?<!以前年度)(?:结余|结转)(?!率)|剩余|余额|未支出|未使用|未执行|尚未支付)"
    rf"|(?P<spent>(?:支出|支付|使用|付款|列支|花费|报销|发放|兑付|兑现|核销){_NOT_PAID}|执行数|执行(?:资金|金额)|(?<!预算)执行了?\s*$|用于|決算)"
)
_AFTER = re.compile(
    r"[^，。；,;]{0,6}?(?:(?P<spent>(?:全部|均|已)+(?:支出|支付|使用|执行)|支出完毕|使用完毕)|(?P<received>(?:全部|均|已)+(?:到位|拨付|下达)))"
)
_TIGHT = r"[^，。；,;（(的为]"
_GAP = re.compile(
    rf"(?<![不未没无])(?<!不得)(?<!不能)(?<!不可)(?:超过|超出|高于|低于|多于|少于|高出|大于|小于){_TIGHT}{{2,24}}$"
    rf"|(?<![占对环同配])(?:比(?![例率重如赛较武选价照])|较(?![好大多少高低为强]))[^，。；,;]{{1,30}}"
    rf"(?:(?:增加|减少|增长|下降|提高|降低|节约|节省|超支|超出){_TIGHT}{{0,8}}|[多少高低超][出了支]{{0,2}})$"
    rf"|(?:同比|环比)(?:增加|减少|增长|下降|提高|降低){_TIGHT}{{0,8}}$"
    r"|^[，,\s]*(?:少|多|超|节约|节省|结余)支出?[了约]?$"
    r"|(?:相差|差额|差距|缺口|短缺|超支)[^，。；,;]{0,6}$"
)
_MORE_OR_LESS = re.compile(rf"(?:增加|减少|增长|下降|超过|超出|少于|节约|节省){_TIGHT}{{0,8}}$")
_SCORE = re.compile(r"得分|评分|自评分|总分|分数|打分|考评|计\d")
_DEDUCTED = re.compile(r"扣[^，。；]{0,6}$")
_WEIGHT = re.compile(r"权重|分值|满分")
_RATE = re.compile(
    r"(?:率|比例|比率|比重|占比|进度|覆盖面|程度)(?:[^，。；]{0,4})$|占[^，。；]{0,12}$|(?:增长|下降|提高|降低|上升|减少)[了约近]?$"
)
_AIMED = re.compile(
    r"指标值|目标值|目标为|力争|拟|应达到|预期(?!性)|计划(?!完成率)(?:完成|培训|建设|实施|新建|开展)|要求达到"
)
_DONE = re.compile(r"实际完成|已完成|完成了|实际达到|实现了|已实现|实际(?!到位|支出|工作)")
_GOAL_LEAD = re.compile(
    r"(?:绩效|总体|具体|年度|阶段|工作|预期|项目|以下|下列|如下|主要)目标(?:主要|具体)?(?:[为是有]|如下|包括)?[：:]"
    r"|目标(?:主要|具体)?(?:为|有[：:])|目标(?:设定|设置|申报|内容)(?:情况)?(?:[为是]|如下)?[：:]|(?:年度|主要|工作|计划)任务(?:[为是有]|如下|包括)?[：:]"
    r"|^\W{0,4}(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?(?:[年度总体绩效项目预期]{0,6})目标[。：:\s]"
)
_DONE_LEAD = re.compile(
    r"^\W{0,4}(?:年度|总体|目标)?(?:实际)?完成情况[。：:\s]|(?:完成|实现|达成)情况[^，。；]{0,8}[：:]|完成情况如下|实际完成"
)
_GOAL_HEAD = re.compile(r"目标|计划内容")
_DONE_HEAD = re.compile(
    r"完成|实现|达成|产出|效益|满意度|成效|绩效情况|执行情况|实施情况|主要绩效|效果分析|绩效分析"
)
_FUND_HEAD = re.compile(r"资金|经费|预算|概况|基本情况")
_TARGET_HEAD = re.compile(
    r"预期目标|年度.{0,4}目标(?!.{0,4}完成)|绩效目标(?!.{0,4}完成)|目标值|指标值|总体目标(?!.{0,4}完成)"
)
_ACTUAL_HEAD = re.compile(r"完成情况|实际完成|完成值|执行情况|实现情况|实际值")
_ASIDE_HEAD = re.compile(r"标准|评分|解释|说明|来源|依据|分值|权重|得分|备注|细则|要点|公式")


def money_role(clause: str, after: str) -> str | None:
    """``budget received spent balance`` by the last word that says so before the figure."""
    role: str | None = None
    for found in _ROLE.finditer(clause):
        role = found.lastgroup
    if role is None:
        later = _AFTER.match(after)
        role = later.lastgroup if later else None
    return role


def is_gap(clause: str) -> bool:
    """True where the figure is by how much one amount differs from another, not an amount itself.

    ``支出超过到位资金`` → 8万元; ``比上年减少`` → 3万元.
    """
    return _GAP.search(clause) is not None


def part_role(clause: str, after: str) -> str | None:
    """What a sum and its parts have in common: a role of money, or ``gap`` for a difference."""
    if is_gap(clause) or _MORE_OR_LESS.search(clause):
        return "gap"
    return money_role(clause, after)


def is_score(clause: str) -> bool:
    """True where the clause gives a score."""
    return _SCORE.search(clause) is not None


def is_deduction(clause: str) -> bool:
    """True where the figure is what was taken off a score."""
    return _DEDUCTED.search(clause) is not None


def is_weight(clause: str) -> bool:
    """True where the clause gives a weight or a full mark."""
    return _WEIGHT.search(clause) is not None


def is_rate(clause: str) -> bool:
    """True where the words that lead up to the figure name a rate."""
    return _RATE.search(clause) is not None


def stance(clause: str) -> str | None:
    """``target`` or ``actual`` where the clause itself says so."""
    for role, pattern in (("actual", _DONE), ("target", _AIMED)):
        if pattern.search(clause):
            return role
    return None


def heading_stance(title: str) -> str | None:
    """``target`` for a heading of goals, ``actual`` for one of results, ``funds`` for money."""
    if _DONE_HEAD.search(title):
        return "actual"
    if _GOAL_HEAD.search(title):
        return "target"
    return "funds" if _FUND_HEAD.search(title) else None


def leads(text: str) -> tuple[tuple[int, str], ...]:
    """Where a text goes over to goals or to results: 绩效目标为：, 完成情况如下."""
    found = [(match.end(), "target") for match in _GOAL_LEAD.finditer(text)]
    found += [(match.end(), "actual") for match in _DONE_LEAD.finditer(text)]
    return tuple(sorted(found))


def cell_stance(head: str) -> str | None:
    """``target``, ``actual``, or ``aside`` for columns of explanations and standards."""
    for role, pattern in (
        ("aside", _ASIDE_HEAD),
        ("actual", _ACTUAL_HEAD),
        ("target", _TARGET_HEAD),
    ):
        if pattern.search(head):
            return role
    return None


def measure(subject: str, words: Vocabulary) -> str | None:
    """Canonical measure a subject ends with: 本项目实际到位资金 → ``received``, else None."""
    folded = fold(subject)[-LONGEST_MEASURE:]
    loose = _LOOSE.sub("", folded)
    for text in dict.fromkeys((folded, loose)):
        for start in range(len(text)):
            found = words.measures.get(text[start:])
            if found:
                return found
    return None
