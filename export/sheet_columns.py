"""The sheets of the workbook: their columns, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "words", "money", "number", "count", "empty"]
"""How a cell is written.

``words``: a code of the contract, said in Chinese. ``money``: 元, with separators. ``number``: with
the places printed. ``empty`` is for the reader to fill in.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it shows, its head, and how wide it is in characters."""

    field: str
    zh: str
    en: str
    kind: Kind = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``fixed`` columns stay when one scrolls to the right.

    ``folded``: long text goes on in further lines. Lists of many rows keep one line each.
    """

    zh: str
    en: str
    columns: tuple[Column, ...]
    fixed: int = 1
    folded: bool = False


def _money(field: str, zh: str, en: str) -> Column:
    return Column(field, f"{zh}（元）", f"{en} (CNY)", "money", 18)


def _rate(field: str, zh: str, en: str) -> Column:
    # Percent points as printed: 73.50 under a head that says %. Divided by 100 a printed 73.5
    # could no longer be told from 73.50.
    return Column(field, f"{zh}（%）", f"{en} (%)", "number", 12)


_PATH = Column("path", "文件", "File", width=36)
_ID = Column("id", "编号", "Id", width=30)
_PROJECT = Column("project", "项目", "Project", width=24)
_ENTITY = Column("entity", "单位", "Unit", width=24)
_YEAR = Column("fiscal_year", "年度", "Year", width=8)
_KIND = Column("row_kind", "行别", "Row", "words", 8)
_ORIGIN = Column("origin", "出处", "Origin", "words", 8)
_NOTES = (
    Column("warnings", "注意", "Warnings", width=24),
    Column("page", "页", "Page", "count", 6),
    Column("line", "行", "Line", "count", 7),
)

FINDINGS = Sheet(
    "问题清单",
    "Findings",
    (
        Column("id", "编号", "Id", width=18),
        Column("severity", "级别", "Severity", "words", 8),
        Column("rule", "规则", "Rule", width=9),
        Column("name", "问题", "Finding", width=14),
        Column("message", "说明", "Message", width=48),
        Column("region", "地区", "Region", width=12),
        Column("entity", "单位", "Unit", width=16),
        Column("project", "项目", "Project", width=16),
        _YEAR,
        Column("path", "文件", "File", width=22),
        Column("page", "页", "Page", "count", 6),
        Column("line", "行", "Line", "count", 7),
        Column("figures", "所引数字", "Figures quoted", width=30),
        Column("recomputation_expression", "重算式", "Recomputation", width=24),
        Column("recomputation_value", "重算数", "Recomputed", "number", 13),
        Column("recomputation_printed", "报告数", "Printed", "number", 13),
        Column("recomputation_difference", "差额", "Difference", "number", 13),
        _money("amount", "涉及金额", "Amount at stake"),
        Column("reading", "把握", "Reading", "words", 8),
        Column("basis", "依据", "Basis", width=14),
        Column("follows", "由此引起的问题", "Findings that follow", width=20),
        Column("verdict_of_reader", "结论", "Conclusion", "empty", 10),
        Column("note_of_reader", "备注", "Note", "empty", 18),
    ),
    folded=True,
)
PROJECTS = Sheet(
    "项目",
    "Projects",
    (
        Column("region", "地区", "Region", width=12),
        _ENTITY,
        _PROJECT,
        _YEAR,
        Column("title", "报告标题", "Title", width=40),
        Column("doc_types", "报告类型", "Kinds of report", "words"),
        Column("documents", "报告数", "Reports", "count", 8),
        _money("budget", "预算数", "Budget"),
        Column("budget_basis", "预算口径", "Budget basis", "words", 10),
        _money("budget_initial", "年初预算数", "Initial budget"),
        _money("budget_adjusted", "全年预算数", "Adjusted budget"),
        _money("received", "实际到位数", "Received"),
        _money("spent", "实际支出数", "Spent"),
        _money("balance", "结余", "Balance"),
        _rate("received_rate", "资金到位率", "Received rate"),
        _rate("received_rate_computed", "到位率重算", "Received rate, recomputed"),
        Column("received_rate_computed_basis", "到位率重算分母", "Its denominator", "words", 12),
        _rate("execution_rate", "预算执行率", "Execution rate"),
        Column("execution_rate_basis", "执行率分母", "Its denominator", "words", 12),
        _rate("execution_rate_computed", "执行率重算", "Execution rate, recomputed"),
        Column("execution_rate_computed_basis", "执行率重算分母", "Its denominator", "words", 12),
        Column("indicators_met", "指标完成", "Indicators met", "count", 9),
        Column("indicators_missed", "指标未完成", "Indicators missed", "count", 10),
        Column("indicators_unknown", "指标不明", "Indicators unknown", "count", 9),
        Column("score", "得分", "Score", "number", 8),
        Column("grade", "等级", "Grade", width=8),
        Column("findings_error", "错误", "Errors", "count", 7),
        Column("findings_warning", "疑点", "Warnings", "count", 7),
        Column("findings_note", "提示", "Notes", "count", 7),
        Column("source_files", "来源文件", "Source files", width=36),
        Column("doc_ids", "报告编号", "Report ids", width=20),
        Column("taken_from", "取自", "Taken from", width=36),
        Column("candidates", "各说不一", "Candidates", width=36),
        Column("warnings", "注意", "Warnings", width=30),
    ),
    fixed=4,
    folded=True,
)
_AMOUNTS = (
    _money("budget_initial", "年初预算数", "Initial budget"),
    _money("budget_adjusted", "全年预算数", "Adjusted budget"),
    _money("received", "实际到位数", "Received"),
    _money("spent", "实际支出数", "Spent"),
    _money("balance", "结余", "Balance"),
    _rate("received_rate", "资金到位率", "Received rate"),
    _rate("execution_rate", "预算执行率", "Execution rate"),
)
FUNDING = Sheet(
    "资金",
    "Funding",
    (
        _PATH,
        _ID,
        _ENTITY,
        _YEAR,
        _PROJECT,
        Column("period", "所属期", "Period", width=24),
        Column("label", "名称", "Label", width=24),
        Column("source", "资金来源", "Source", "words", 10),
        _KIND,
        _ORIGIN,
        Column("parent_id", "上级行", "Part of", width=30),
        *_AMOUNTS,
        Column("rate_basis", "执行率分母", "Denominator", "words", 12),
        Column("weight", "分值", "Weight", "number", 8),
        Column("score", "得分", "Score", "number", 8),
        Column("currency", "币种", "Currency", width=8),
        *(
            Column(f"{one.field}_raw", f"{one.zh[: one.zh.index('（')]}原文", f"{one.en}, printed")
            for one in _AMOUNTS
        ),
        Column("unit_raw", "所印单位", "Unit printed", width=10),
        *_NOTES,
    ),
    fixed=2,
)
INDICATORS = Sheet(
    "指标",
    "Indicators",
    (
        _PATH,
        _ID,
        _PROJECT,
        Column("table_role", "表别", "Table", "words", 10),
        _KIND,
        Column("level1", "一级指标", "Level 1"),
        Column("level2", "二级指标", "Level 2"),
        Column("level3", "三级指标", "Level 3", width=24),
        Column("level4", "四级指标", "Level 4"),
        Column("name", "指标", "Indicator", width=24),
        Column("target_raw", "目标值", "Target", width=16),
        Column("target_value", "目标读作", "Target read", "number"),
        Column("target_unit", "目标单位", "Unit", width=10),
        Column("stage_target_raw", "阶段目标", "Stage target"),
        Column("actual_raw", "完成值", "Actual", width=16),
        Column("actual_value", "完成读作", "Actual read", "number"),
        Column("actual_unit", "完成单位", "Unit", width=10),
        Column("met", "是否完成", "Met", "words", 9),
        Column("weight", "分值", "Weight", "number", 8),
        Column("score", "得分", "Score", "number", 8),
        Column("status_raw", "完成情况", "Status"),
        Column("change_raw", "调整", "Change"),
        Column("standard", "标准", "Standard", width=24),
        Column("reason", "原因", "Reason", width=30),
        *_NOTES,
    ),
    fixed=2,
)
PAYMENTS = Sheet(
    "支出台账",
    "Payments",
    (
        _PATH,
        _ID,
        _PROJECT,
        Column("seq", "序号", "No.", width=7),
        Column("item", "内容", "Item", width=30),
        Column("payee", "收款方", "Payee", width=24),
        Column("voucher", "凭证", "Voucher"),
        Column("period", "所属期", "Period"),
        Column("date", "日期", "Date", width=11),
        _money("amount", "金额", "Amount"),
        Column("amount_raw", "金额原文", "Amount, printed", width=16),
        _KIND,
        _ORIGIN,
        *_NOTES,
    ),
    fixed=2,
)
FAILED = Sheet(
    "失败文件",
    "Failed files",
    (
        Column("path", "文件", "File", width=60),
        Column("status", "结果", "Status", "words", 12),
        Column("error", "原因", "Reason", width=80),
        Column("kind", "文件种类", "Kind", width=12),
        Column("bytes", "字节", "Bytes", "count", 12),
        Column("doc_id", "报告编号", "Report id", width=20),
        Column("same_as", "与此文件相同", "Same as", width=36),
    ),
    folded=True,
)
SHEETS = (FINDINGS, PROJECTS, FUNDING, INDICATORS, PAYMENTS, FAILED)
