"""Consistent reports that rules once took for contradictory, and faults they still must name."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

UNITS = "（单位：万元）\n| 项目名称 | 预算数 | 执行数 | 执行率 |\n"
SOURCES = "（单位：万元）\n| 资金来源 | 全年预算数 | 全年执行数 | 执行率 |\n"
WATER = "2024年泵站改造专项绩效运行监控报告\n监控基准日：2024年9月30日\n一、执行进度\n"
BUREAU = "2023年度青田岭水务局部门整体支出绩效自评报告\n一、收支情况\n"
GRADED = (
    "2023年度茶园改造绩效自评报告\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
    "| 产出指标 | 数量指标 | 改造面积 | ≥500亩 | 480亩 | 50 | 48 |\n"
    "| 效益指标 | 社会效益 | 受益农户 | ≥60户 | 62户 | 30 | 30 |\n"
    "| 满意度指标 | 满意度 | 农户满意率 | ≥90% | 95% | 10 | 10 |\n"
    "一、自评结论\n其中预算执行率"
)

CONSISTENT = {
    "the whole bureau's money above a table of its projects": (
        "XREF01",
        (
            f"{BUREAU}年初预算1.26亿元（12,600.00万元），总支出12,348.00万元，预算执行率98.00%。\n"
            f"二、项目支出\n{UNITS}| 渠道清淤 | 800.00 | 760.00 | 95.00% |\n"
            "| 闸门更新 | 400.00 | 388.00 | 97.00% |\n| 合计 | 1,200.00 | 1,148.00 | 95.67% |\n"
            "三、支出结构\n总支出12,348.00万元，其中人员经费9,000.00万元。\n"
        ),
    ),
    "one amount of the whole unit above a table of two projects": (
        "XREF01",
        (
            f"{BUREAU}全年总支出5,310.00万元。\n重点项目支出情况表\n{UNITS}"
            "| 水质监测 | 300.00 | 285.00 | 95.00% |\n| 合计 | 300.00 | 285.00 | 95.00% |\n"
        ),
    ),
    "a programme's total above the table of one of its projects": (
        "XREF01",
        (
            "2023年度林区防火绩效评价报告\n一、总体情况\n"
            "全年预算940.00万元，实际支出846.00万元，预算执行率90.00%。\n"
            f"二、瞭望塔维修\n{SOURCES}| 年度资金总额 | 150.00 | 141.00 | 94.00% |\n"
        ),
    ),
    "amounts of two funds told one after the other": (
        "XREF01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "苗木补助与灌溉补助的预算分别为60.00万元和90.00万元，支出分别为54.00万元和81.00万元，"
            f"执行率分别为90.00%和90.00%。\n{SOURCES}| 年度资金总额 | 150.00 | 135.00 | 90.00% |\n"
        ),
    ),
    "a comparison that belongs to the next fund": (
        "RATE03",
        f"{WATER}机电设备执行率81.40%，土建工程执行率60.20%，低于序时进度。\n",
    ),
    "a comparison in the next clause, of another matter": (
        "RATE03",
        f"{WATER}预算执行率81.40%，管道铺设进度低于序时进度。\n",
    ),
    "a comparison after a semicolon": (
        "RATE03",
        f"{WATER}预算执行率81.40%；低于序时进度的有两个标段。\n",
    ),
    "a distance in points below time progress": (
        "RATE03",
        f"{WATER}预算执行率71.30%，序时进度75.00%，执行率低于序时进度3.70个百分点。\n",
    ),
    "a distance in points above time progress, no time progress stated": (
        "RATE03",
        f"{WATER}预算执行率79.50%，超过序时进度4.50个百分点。\n",
    ),
    "a rate that rose by points": (
        "RATE01",
        (
            f"{WATER}项目预算200.00万元，实际支出158.00万元，预算执行率79.00%，"
            "预算执行率较上年同期提高6.00个百分点。\n"
        ),
    ),
    "items with a budget and a rate each, then the whole": (
        "XREF01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "苗木补助预算60.00万元，支出51.00万元，执行率85.00%；灌溉补助预算90.00万元，"
            "支出84.00万元，执行率93.33%。两项预算共150.00万元，支出共135.00万元，执行率90.00%。\n"
            f"{SOURCES}| 年度资金总额 | 150.00 | 135.00 | 90.00% |\n"
        ),
    ),
    "one item alone with its budget and rate": (
        "XREF01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "苗木补助预算60.00万元，支出51.00万元，执行率85.00%。\n"
            f"{SOURCES}| 年度资金总额 | 150.00 | 135.00 | 90.00% |\n"
        ),
    ),
    "last year's rate, one of its amounts beside it": (
        "RATE01",
        (
            f"2023年度茶园改造绩效自评报告\n{SOURCES}| 年度资金总额 | 150.00 | 135.00 | 90.00% |\n"
            "一、对比\n上年度预算125.00万元，用去120.00万元，执行率96.00%。\n"
        ),
    ),
    "the rate of one year of three": (
        "RATE02",
        (
            "2021-2023年林道硬化项目绩效评价报告\n一、资金情况\n项目预算3,000.00万元。\n"
            "累计到位2,700.00万元，累计到位率90.00%，其中2023年到位760.00万元，到位率95.00%。\n"
        ),
    ),
    "the rate of one year of three in its own sentence": (
        "RATE02",
        (
            "2021-2023年林道硬化项目绩效评价报告\n一、资金情况\n项目预算3,000.00万元。\n"
            "2023年到位760.00万元，到位率95.00%。\n"
        ),
    ),
    "money added in the year, then all that was spent": (
        "LOG07",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "年中追加预算30.00万元，实际支出135.00万元。\n"
        ),
    ),
    "the first of several payments received, then all that was spent": (
        "LOG07",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "首批资金到位40.00万元，全年支出135.00万元。\n"
        ),
    ),
    "the excess over what came in": (
        "LOG07",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "实际支出135.00万元，超过当年到位资金15.00万元。\n"
        ),
    ),
    "a rate of the sums of two parts each": (
        "RATE01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "预算安排苗木资金60.00万元、灌溉资金90.00万元，共150.00万元；支出苗木资金54.00万元、"
            "灌溉资金84.00万元，共138.00万元，执行率92.00%。\n"
        ),
    ),
    "a rate of the sums of two funds, told with 合计": (
        "RATE01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n预算为中央60.00万元、县级90.00万元，"
            "合计150.00万元，支出中央54.00万元、县级84.00万元，合计138.00万元，预算执行率92.00%。\n"
        ),
    ),
    "two lists that each have their total behind them": (
        "SUM02",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n苗木和灌溉两项预算分别为60.00万元和90.00万元，"
            "合计150.00万元；支出分别为54.00万元和84.00万元，合计138.00万元。\n"
        ),
    ),
    "three years' budgets and spending, each with its total behind": (
        "SUM02",
        (
            "2023年度茶园改造绩效自评报告\n一、历年情况\n"
            "2021年至2023年预算分别为130.00万元、140.00万元、150.00万元，三年合计420.00万元；"
            "支出分别为126.00万元、133.00万元、138.00万元，三年合计397.00万元。\n"
        ),
    ),
    "spending of one item, then the next item's budget": (
        "LOG07",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n其中苗木预算90.00万元，支出88.00万元，"
            "执行率97.78%；灌溉预算60.00万元，支出50.00万元，执行率83.33%。\n"
        ),
    ),
    "spending of one item, then the next item's receipts": (
        "LOG07",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "苗木支出88.00万元；灌溉到位资金60.00万元，支出50.00万元。\n"
        ),
    ),
    "points for the rate told in the text only": ("SCO01", f"{GRADED}得9.80分，总分97.80分。\n"),
    "points for the rate told after its name": (
        "SCO01",
        f"{GRADED}得分为9.50分，指标得分88分，自评总得分97.50分。\n",
    ),
    "a rate of sums told one sentence before": (
        "RATE01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "上级下达资金130.00万元，县级配套20.00万元，共计150.00万元。"
            "支出138.00万元，执行率92.00%。\n"
        ),
    ),
    "money taken off the budget, then all that was spent": (
        "LOG07",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "调减预算20.00万元，支出138.00万元。核减预算5.00万元，支出138.00万元。\n"
        ),
    ),
    "what was left from the year before is spent too": (
        "LOG07",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n当年到位资金120.00万元，"
            "加上2022年结余30.00万元，可用资金150.00万元；当年支出138.00万元。\n"
        ),
    ),
    "rates up to earlier dates": (
        "RATE01",
        (
            f"{WATER}项目预算200.00万元，实际支出158.00万元，预算执行率79.00%。\n"
            "截至6月末执行率48.00%，截至8月末执行率70.00%。\n"
        ),
    ),
    "rates up to two dates, each with its time progress": (
        "RATE03",
        (
            f"{WATER}截至6月末执行率48.00%，低于序时进度50.00%，"
            "截至9月末执行率74.00%，低于序时进度75.00%。\n"
        ),
    ),
    "an item's rate after the whole's amounts": (
        "RATE01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n全部预算150.00万元，支出138.00万元。"
            "苗木补助支出54.00万元，执行率90.00%；灌溉补助支出84.00万元，执行率93.33%。\n"
        ),
    ),
    "one year's arrival out of a budget for two": (
        "RATE02",
        (
            "2023年度茶园改造绩效评价报告\n一、资金情况\n项目总预算250.00万元："
            "第一年（2023年）150.00万元，第二年（2024年）100.00万元。"
            "2023年实际到位150.00万元，到位率100%。\n"
        ),
    ),
    "rates of two sources whose budgets stand in the sentence before": (
        "RATE01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n项目资金150.00万元，中央60.00万元、县级90.00万元。"
            "中央资金支出54.00万元，执行率90.00%，县级资金支出84.00万元，执行率93.33%；综合执行率92.00%。\n"
            f"{SOURCES}| 年度资金总额 | 150.00 | 138.00 | 92.00% |\n"
        ),
    ),
    "an item's rate after the rate of the whole, in one sentence": (
        "RATE01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n预算150.00万元，支出138.00万元，执行率92.00%；"
            "苗木补助支出54.00万元，执行率90.00%；灌溉补助支出84.00万元，执行率93.33%。\n"
        ),
    ),
    "prices a head before what they come to": (
        "SUM02",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "技师6人每人3,000元、学徒12人每人2,000元，补助共4.20万元。\n"
        ),
    ),
    "last year's amount beside this year's, then this year's parts": (
        "SUM02",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "接待支出18.60万元，比上年20.10万元下降7.46%，其中会议餐费4.20万元，考察餐费14.40万元。\n"
        ),
    ),
    "prices by kind and a total of all": (
        "SUM02",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "大户20户户均6,000元、小户30户户均1,000元，补助合计15.00万元。\n"
        ),
    ),
}

FLAGGED = {
    "one amount of several that disagrees with the table": (
        "XREF01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "全年预算150.00万元，实际支出118.00万元，预算执行率78.67%。\n"
            f"{SOURCES}| 年度资金总额 | 150.00 | 135.00 | 90.00% |\n"
        ),
    ),
    "all amounts ten times those of the table": (
        "XREF01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "全年预算1,500.00万元，实际支出1,350.00万元。\n"
            f"{SOURCES}| 年度资金总额 | 150.00 | 135.00 | 90.00% |\n"
        ),
    ),
    "a bureau's total that disagrees with the table of all its money": (
        "XREF01",
        (
            f"{BUREAU}全年支出6,900.00万元。\n（单位：万元）\n"
            "| 支出类别 | 预算数 | 执行数 | 执行率 |\n"
            "| 基本支出 | 3,000.00 | 3,000.00 | 100.00% |\n"
            "| 项目支出 | 1,000.00 | 900.00 | 90.00% |\n| 合计 | 4,000.00 | 3,900.00 | 97.50% |\n"
        ),
    ),
    "spending after money taken off the budget": (
        "XREF01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n压减预算10.00万元，实际支出118.00万元。\n"
            f"{SOURCES}| 年度资金总额 | 150.00 | 135.00 | 90.00% |\n"
        ),
    ),
    "the second of two amounts under one name disagrees": (
        "XREF01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n全年预算150.00万元。\n"
            "二、结论\n全年支出128.00万元，全年预算150.00万元。\n"
            f"{SOURCES}| 年度资金总额 | 150.00 | 135.00 | 90.00% |\n"
        ),
    ),
    "a rate of the whole that its report's amounts do not give": (
        "RATE01",
        (
            f"2023年度茶园改造绩效自评报告\n{SOURCES}| 年度资金总额 | 150.00 | 135.00 | 90.00% |\n"
            "一、小结\n预算执行率96.00%。\n"
        ),
    ),
    "more spent than came in": (
        "LOG07",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "全年到位资金120.00万元，实际支出135.00万元。\n"
        ),
    ),
    "points for the rate and the table's that miss the total": (
        "SCO01",
        f"{GRADED}得9.80分，自评总得分96.80分。\n",
    ),
    "the second of two lists does not add up": (
        "SUM02",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n苗木和灌溉两项预算分别为60.00万元和90.00万元，"
            "合计150.00万元；支出分别为54.00万元和84.00万元，合计148.00万元。\n"
        ),
    ),
    "a rate that neither parts nor sums give": (
        "RATE01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n"
            "预算150.00万元，支出138.00万元，执行率95.00%，其中苗木54.00万元。\n"
        ),
    ),
    "last year's rate with last year's amounts on both sides": (
        "RATE01",
        (
            "2023年度茶园改造绩效自评报告\n一、对比\n"
            "去年同期支出60.00万元，执行率为58.00%（去年预算120.00万元）。\n"
        ),
    ),
    "a rate up to a date with the amount beside it": (
        "RATE01",
        (
            "2023年度茶园改造绩效自评报告\n一、资金情况\n项目预算150.00万元。"
            "截至2023年12月31日支出138.00万元，执行率95.00%。\n"
        ),
    ),
    "a rate said to lag that does not": (
        "RATE03",
        f"{WATER}预算执行率81.40%，低于序时进度75.00%。\n",
    ),
    "a rate said to lag behind the time progress told between": (
        "RATE03",
        f"{WATER}预算执行率81.40%，序时进度75.00%，执行率低于序时进度。\n",
    ),
}


def _rules(tmp_path: Path, text: str) -> set[str]:
    file = tmp_path / "report.txt"
    file.write_text(text, encoding="utf-8")
    found = pipeline.process(file).findings
    return {one.rule for one in found if one.severity.value in {"error", "warning"}}


@pytest.mark.parametrize("case", CONSISTENT)
def test_consistent_text_is_left_alone(case: str, tmp_path: Path) -> None:
    rule, text = CONSISTENT[case]
    assert rule not in _rules(tmp_path, text)


@pytest.mark.parametrize("case", FLAGGED)
def test_fault_is_still_named(case: str, tmp_path: Path) -> None:
    rule, text = FLAGGED[case]
    assert rule in _rules(tmp_path, text)
