"""What the rules on targets, outcomes, dates and funds say of reports written for them."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |\n"
SCORED = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
PLAN = "| 一级指标 | 二级指标 | 三级指标 | 指标目标值 |\n"
SOCIAL = "| 效益指标 | 社会效益指标 "
COST = "| 成本指标 | 经济成本 "
COUNT = "| 产出指标 | 数量指标 "
STEADY = "| 产出指标 | 数量指标 | 巡渠次数 | ≥24次 | 26次 | 已完成 |\n"
PAID = "| 序号 | 摘要 | 支付日期 | 金额（元） |\n| 1 | 闸门检修 | 2023年3月2日 | 5,000.00 |\n"

FLAGGED = {
    "a floor missed and marked done": (
        "LOG01",
        f"绩效完成表\n{HEAD}{STEADY}| 产出指标 | 质量指标 | 闸门完好率 | ≥96% | 88% | 已完成 |\n",
    ),
    "a ceiling exceeded and scored in full": (
        "LOG02",
        (
            f"绩效自评表\n{SCORED}{SOCIAL}| 渠道险情起数 | ≤2起 | 2起 | 10 | 10 |\n"
            "| 效益指标 | 社会效益指标 | 用水投诉件数 | ≤3件 | 7件 | 10 | 10 |\n"
        ),
    ),
    "a reached goal told behind the figure, scored zero": (
        "LOG03",
        (
            "评分表\n| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n"
            "| 产出 | 产出数量 | 巡渠次数 | 5 | 5 |\n| 产出 | 产出数量 | 清淤里程 | 5 | 0 |\n"
            "\n一、项目产出情况分析\n巡渠次数26次。清淤里程18公里，已完成年度目标。\n"
        ),
    ),
    "an actual that is the target's inequality": (
        "LOG04",
        (
            f"绩效完成表\n{HEAD}{STEADY}"
            "| 满意度指标 | 服务对象满意度 | 农户满意率 | >=90% | ≧90% | 已完成 |\n"
        ),
    ),
    "a unit cost above its ceiling": (
        "LOG05",
        f"绩效完成表\n{HEAD}{STEADY}{COST}| 清淤单价 | ≤60元/米 | 74元/米 | 已完成 |\n",
    ),
    "more spent than came in": (
        "LOG07",
        (
            "（单位：元）\n| 资金来源 | 全年预算数 | 实际到位数 | 全年执行数 |\n"
            "| 年度资金总额 | 900,000.00 | 600,000.00 | 690,000.00 |\n"
            "| 其中：市级财政 | 900,000.00 | 600,000.00 | 690,000.00 |\n"
        ),
    ),
    "a payment two months ahead of its period": (
        "DATE01",
        PAID + "| 2 | 2023年9月看闸员劳务费 | 2023年6月30日 | 8,000.00 |\n",
    ),
    "a payment after the cutoff": (
        "DATE02",
        (
            "绩效监控报告\n监控基准日：2023年8月31日\n\n"
            f"{PAID}| 2 | 渠道清淤 | 2023年10月9日 | 8,000.00 |\n"
        ),
    ),
    "one date on the cover and another in the signature": (
        "DATE03",
        "绩效评价报告\n2024年5月6日\n一、项目概况\n项目由水管所实施。\n二〇二四年五月十六日\n",
    ),
    "a grade its score does not earn": (
        "POL01",
        "绩效自评报告\n一、评价结论\n项目综合得分78分，评价等级为良。\n",
    ),
    "a target that is not the one declared": (
        "XREF02",
        (
            f"表1 申报表\n{PLAN}| 产出指标 | 数量指标 | 巡渠次数 | ≥24次 |\n"
            "| 产出指标 | 数量指标 | 清淤里程 | ≥18公里 |\n\n"
            f"表2 完成表\n{HEAD}{STEADY}{COUNT}| 清淤里程 | ≥13公里 | 14公里 | 已完成 |\n"
        ),
    ),
}

PASSED = {
    "a stage reached though the year's target is not": (
        "LOG01",
        (
            "绩效监控表\n| 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 本阶段应完成的绩效目标值 "
            "| 实际完成值 | 完成情况 |\n"
            "| 产出指标 | 数量指标 | 巡渠次数 | ≥24次 | 18次 | 18次 | 已完成 |\n"
            "| 产出指标 | 数量指标 | 清淤里程 | ≥18公里 | 9公里 | 10公里 | 已完成 |\n"
        ),
    ),
    "fewer complaints than allowed": (
        "LOG01",
        f"绩效完成表\n{HEAD}{STEADY}{SOCIAL}| 用水投诉件数 | 3件 | 1件 | 已完成 |\n",
    ),
    "words against words": (
        "LOG01",
        f"绩效完成表\n{HEAD}{STEADY}{SOCIAL}| 用水秩序 | 改善 | 改善 | 已完成 |\n",
    ),
    "an equality copied": (
        "LOG04",
        f"绩效完成表\n{HEAD}{STEADY}| 产出指标 | 质量指标 | 验收合格率 | =100% | 100% | 已完成 |\n",
    ),
    "more saved than was aimed at": (
        "LOG05",
        f"绩效完成表\n{HEAD}{STEADY}{COST}| 成本节约率 | ≥3% | 5% | 已完成 |\n",
    ),
    "spending covered by last year's funds": (
        "LOG07",
        (
            "（单位：元）\n| 资金来源 | 全年预算数 | 实际到位数 | 全年执行数 |\n"
            "| 年度资金总额 | 900,000.00 | 600,000.00 | 690,000.00 |\n"
            "| 上年结转资金 | 100,000.00 | 100,000.00 | 90,000.00 |\n"
        ),
    ),
    "insurance paid ahead": (
        "DATE01",
        PAID + "| 2 | 2024年看闸员意外险保费 | 2023年12月20日 | 8,000.00 |\n",
    ),
    "a grade by the report's own bands": (
        "POL01",
        (
            "绩效自评报告\n一、评价方法\n分为四档：优（得分≥85）；良（85＞得分≥70）；中（70＞得分≥60）；"
            "差（得分＜60）。\n二、评价结论\n项目综合得分78分，评价等级为良。\n"
        ),
    ),
    "the same target printed another way": (
        "XREF02",
        (
            f"表1 申报表\n{PLAN}| 产出指标 | 数量指标 | 巡渠次数 | 不低于24次 |\n"
            "| 产出指标 | 数量指标 | 清淤里程 | >=18 公里 |\n\n"
            f"表2 完成表\n{HEAD}{STEADY}{COUNT}| 清淤里程 | ≥１８公里 | 19公里 | 已完成 |\n"
        ),
    ),
    "amounts of two years": (
        "XREF03",
        "一、概况\n2022年项目年度资金总额为30万元。\n二、本年\n2023年项目年度资金总额为36万元。\n",
    ),
    "amounts of two projects": (
        "XREF03",
        "一、清淤\n北干渠清淤工程实际支出30万元。\n二、检修\n南闸检修工程实际支出36万元。\n",
    ),
}


def _codes(tmp_path: Path, text: str, *severities: str) -> set[str]:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return {
        finding.rule
        for finding in pipeline.process(path).findings
        if not severities or finding.severity.value in severities
    }


@pytest.mark.parametrize("case", FLAGGED)
def test_a_contradiction_is_flagged(tmp_path: Path, case: str) -> None:
    rule, text = FLAGGED[case]
    assert rule in _codes(tmp_path, text)


@pytest.mark.parametrize("case", PASSED)
def test_a_look_alike_is_no_error_and_no_warning(tmp_path: Path, case: str) -> None:
    rule, text = PASSED[case]
    assert rule not in _codes(tmp_path, text, "error", "warning")
