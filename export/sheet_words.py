"""The codes of the contract in the words an auditor uses, and the cover of the workbook."""

from __future__ import annotations

CODES = {
    "severity": {"error": "错误", "warning": "疑点", "note": "提示"},
    "row_kind": {"item": "明细", "subtotal": "小计", "group": "组", "total": "合计"},
    "origin": {"table": "表格", "prose": "文字"},
    "source": {
        "total": "合计",
        "fiscal": "财政拨款",
        "central": "中央",
        "provincial": "省级",
        "municipal": "市级",
        "county": "县区级",
        "carryover": "上年结转",
        "special_account": "财政专户",
        "own": "自有资金",
        "other": "其他",
    },
    "basis": {"initial": "年初预算数", "adjusted": "全年预算数", "received": "实际到位数"},
    "doc_types": {
        "target_declaration": "目标申报",
        "monitoring": "运行监控",
        "self_evaluation": "自评",
        "department_evaluation": "部门评价",
        "finance_evaluation": "财政评价",
        "overall_expenditure": "整体支出",
        "final_accounts": "决算",
        "allocation_list": "分配表",
        "other": "其他",
    },
    "table_role": {
        "declaration": "目标表",
        "adjustment": "调整表",
        "tracking": "监控表",
        "performance": "完成表",
        "scoring": "评分表",
    },
    "met": {"true": "是", "false": "否"},
    "reading": {"sure": "确定", "doubtful": "存疑"},
    "status": {
        "failed": "未读出",
        "needs_ocr": "需先识别文字",
        "needs_converter": "需先转换格式",
        "pending": "尚未读",
    },
}
_BASES = {
    "rate_basis",
    "budget_basis",
    "received_rate_computed_basis",
    "execution_rate_basis",
    "execution_rate_computed_basis",
}


def in_words(field: str, text: str, lang: str) -> str:
    """A code as a reader is shown it; a code not known here is shown as it is."""
    if lang == "en":
        return text
    codes = CODES["basis" if field in _BASES else field]
    return "；".join(codes.get(part, part) for part in text.split("；"))


COVER = {
    "zh": (
        ("勾稽 gouji", "{version}"),
        ("读出报告", "{read} 份（相同文件只计一次）"),
        ("失败文件", "{failed} 个，逐个列于“失败文件”"),
        ("跳过", "{skipped} 个（不是报告）"),
        ("单位", "金额一律为元；比率为百分点，73.50 即 73.50%，小数位数照原文；日期为文本"),
        ("空白", "报告未写、读不出或各处说法不一，从不以 0 代替"),
        (
            "问题清单",
            (
                "每行一个根源问题，由它引起的问题列在同一行；先按级别，再按涉及金额从大到小。"
                "“结论”“备注”留给复核人填写"
            ),
        ),
        ("已确认不列", "{suppressed} 个问题已在 gouji 中写明理由、不再列出（理由见 findings.csv）"),
        (
            "项目",
            (
                "每个项目、每个年度一行；合计不与其各部分相加；几处说法不一的数留空，"
                "各说列于“各说不一”；报告未写明单位、项目或年度的，每份报告一行"
            ),
        ),
        (
            "长数字",
            "超过 15 位有效数字的金额，电子表格存不下，按文本写入：共 {long} 个{where_long}",
        ),
        ("截断", "超过 32767 字的单元格：{cut} 个{where_cut}"),
        (
            "不可见字符",
            "含有控制字符等而改以符号（␀、\\u…）写出的单元格：{marked} 个{where_marked}",
        ),
        ("局限", "发现的问题都要与原文核对后才能下结论；没有列出问题不等于报告没有问题"),
    ),
    "en": (
        ("gouji 勾稽", "{version}"),
        ("Reports read", "{read} (the same file is counted once)"),
        ("Failed files", "{failed}, each on the sheet “Failed files”"),
        ("Skipped", "{skipped} (no reports)"),
        (
            "Units",
            (
                "Amounts are in CNY (元); rates in percent points, 73.50 is 73.50%, with the "
                "places printed; dates are text"
            ),
        ),
        ("Blank", "Not told, not readable, or told in different ways; never 0 instead"),
        (
            "Findings",
            (
                "One root finding a row, with those that follow from it; by severity, then by "
                "amount, largest first. “Conclusion” and “Note” are for the reviewer"
            ),
        ),
        ("Suppressed", "{suppressed} findings are not listed (reasons in findings.csv)"),
        (
            "Projects",
            (
                "One row a project and year; a total is never added to its parts; what is told "
                "in different ways is blank, with every version under “Candidates”; a report that "
                "lacks unit, project or year has a row of its own"
            ),
        ),
        (
            "Long numbers",
            "Amounts of more than 15 digits do not fit a cell and are text: {long}{where_long}",
        ),
        ("Cut", "Cells of more than 32,767 characters: {cut}{where_cut}"),
        (
            "Invisible characters",
            "Cells with control characters, shown as signs (␀, \\u…): {marked}{where_marked}",
        ),
        ("Limits", "Check each finding against the report; no finding does not mean no error"),
    ),
}
COLUMNS_HEAD = {"zh": ("工作表", "列", "字段"), "en": ("Sheet", "Column", "Field")}
CONCLUSIONS = {"zh": ("确认", "驳回", "待核"), "en": ("confirmed", "rejected", "open")}
