"""Wordings that change what figures mean: overlap, nothing carried over, points in brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

SILENT = {
    "classes said to overlap need not add up": (
        "某某镇帮扶项目支出绩效自评报告\n一、产出情况\n"
        "全年帮扶群众900人，其中：低收入人口600人、残疾人380人（两类人员有部分交叉）。\n"
    ),
    "small and micro enterprises are among the small and medium-sized": (
        "某某局部门整体支出绩效自评报告\n一、采购情况\n"
        "政府采购支出总额500万元，其中授予中小企业合同金额420万元，授予小型、微型企业合同金额200万元。\n"
    ),
    "levels of government share the fiscal funds above them": (
        "某某局养护项目绩效评价报告\n单位：万元\n"
        "| 资金来源 | 预算数 | 执行数 |\n| 年度资金总额 | 90.00 | 90.00 |\n"
        "| 财政拨款 | 80.00 | 80.00 |\n| 其中：中央 | 50.00 | 50.00 |\n| 县级 | 30.00 | 30.00 |\n"
        "| 其他资金 | 10.00 | 10.00 |\n"
    ),
    "parts that reach no hundred are not all of the score": (
        "某某局项目绩效评价报告\n一、评价结论\n"
        "项目综合得分90分。其中决策得18分（满分20分），过程得17分（满分20分），产出得33分（满分35分）。\n"
    ),
}
LOUD = {
    "SUM05": (
        "某某镇帮扶项目支出绩效自评报告\n一、产出情况\n"
        "全年帮扶群众900人，其中：低收入人口600人、残疾人380人（不重复统计）。\n"
    ),
    "LOG07": (
        "某某局项目绩效自评报告\n一、资金情况\n"
        "全年预算50万元，没有上年结转资金，实际到位40万元，实际支出46万元。\n"
    ),
    "SCO01": (
        "某某局项目绩效评价报告\n一、评价结论\n项目综合得分91分，等级为优。\n"
        "其中：投入得分18分（权重20分）；管理得分27分（权重30分）；绩效得分45分（权重50分）。\n"
    ),
    "SCO02": (
        "某某局项目绩效评价报告\n一、评价结论\n"
        "投入得分21分（总分20分），管理得分27分（总分30分）。\n"
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_raised(text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(text, "utf-8")
    assert [one.rule for one in pipeline.process(path).findings if one.severity != "note"] == []


@pytest.mark.parametrize("rule", LOUD)
def test_the_fault_is_found(rule: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(LOUD[rule], "utf-8")
    assert rule in {one.rule for one in pipeline.process(path).findings}


def test_what_a_purchase_was_to_cost_is_not_the_projects_budget(tmp_path: Path) -> None:
    text = (
        "绩效运行监控报告\n一、预算\n项目全年预算6,352万元。\n二、采购\n"
        "通过公开方式，预算1,352万元的设备以1,146万元成交，节约206万元。\n"
    )
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    assert [one.message for one in pipeline.process(path).findings if one.rule == "XREF03"] == []
