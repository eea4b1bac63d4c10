"""Relations told in words are found with their figures, hold where they hold, and fail if not."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from model.finding import Report

HOLD = [
    ("growth", "2023年支出1,200.00万元，比2022年的1,000.00万元增长20.00%。", "20.00%", "21.00%"),
    ("growth", "上年培训800人次，今年培训1,000人次，同比增长25%。", "800", "860"),
    ("growth", "病虫害发生面积由2.5万亩下降到2.0万亩，降幅20%。", "2.0", "2.2"),
    ("growth_by", "接待游客360万人次，比上年增加60万人次，增长20%。", "20%", "26%"),
    ("change", "全年受理申请1,260件，较上年1,050件增加210件。", "210", "220"),
    ("points", "满意度为95.2%，比上年的92.0%提高3.2个百分点。", "3.2", "2.3"),
    ("points", "支出进度73.50%，低于序时进度83.33% 9.83个百分点。", "9.83", "8.93"),
    ("points", "按时率为73.5%，比80%的目标低6.5个百分点。", "6.5", "5.6"),
    ("share", "其中人员经费300万元，占总支出1,200万元的25%。", "300", "380"),
    ("share", "共培训学员500人，其中女性200人，占40%。", "40%", "44%"),
    ("rate", "发放问卷500份，回收480份，回收率96.00%。", "480", "460"),
    ("rate", "全县有卫生室150所，标准化建设达标135所，达标率90.0%。", "90.0", "80.0"),
    ("average", "发放补助36万元，惠及困难群众120人，人均补助3,000元。", "3,000", "3,600"),
    (
        "product",
        "按照300元/人/月的标准，为120人发放补贴10个月，共计36万元。",
        "36万",
        "39万",
    ),
    ("yearly", "聘用保洁员45名，每人每月工资1,800元，全年工资支出97.2万元。", "45", "48"),
    ("product", "补助标准为每亩150元，补助2,000亩，兑付补助资金30万元。", "30万", "36万"),
    ("left", "项目预算500万元，实际支出460万元，结余40万元。", "460", "450"),
    ("share", "全年完成投资8,500万元，完成年度计划10,000万元的85%。", "8,500", "8,800"),
    ("rest", "共排查隐患126处，已完成整改118处，剩余8处正在整改。", "118", "116"),
]

CLOSED = [
    ("一季度支出50万元，二季度支出70万元，三季度支出60万元，全年共支出180万元。", "70", "76"),
    ("人员经费支出120.35万元，公用经费支出60.15万元，全年支出合计180.50万元。", "60.15", "66.15"),
    ("2021年、2022年分别投入120万元、150万元，两年累计投入270万元。", "150", "190"),
    ("用于道路维修45.2万元，用于桥梁加固30.8万元，两项合计76万元。", "30.8", "38.8"),
    ("本年资金分两批下达：首批8,000万元，次批9,000万元，共计17,000万元。", "9,000", "9,600"),
]

TRUE = [
    "项目总预算500万元，2022年支出180万元，2023年支出220万元，累计支出400万元，结余100万元。",
    "部门预算1,800万元，其中项目预算500万元，项目实际支出460万元，结余40万元。",
    "全年支出1,420万元，其中工资福利支出800万元、商品服务支出300万元、资本性支出120万元等。",
    "本年收入1,500万元，上年结转100万元，本年支出1,420万元，结余180万元。",
    "发放补贴36万元，其中一次性补贴6万元，惠及120人，人均补贴2,500元。",
    "按照每人每月300元标准发放补贴，全年发放补贴38.7万元，发放人数从年初的100人增至年末的115人。",
    "每户补助5,000元，第一批补助80户，第二批补助60户，共补助70万元。",
    "受益群众1.2万人，人均节约支出300元，项目总支出450万元。",
    "较上年增加支出120万元，增长15%，主要原因是人员增加12人。",
    "2023年全县地区生产总值152亿元，同比增长6.2%；一般公共预算收入8.5亿元，同比增长4.1%。",
    "满意度由2022年的91%提升至2023年的95%，较目标值90%高出5个百分点。",
    "共计安排资金320万元，目前已支付200万元，占合同金额250万元的80%。",
    "完成造林3.2万亩，完成森林抚育2万亩，分别占年度任务的100%和80%。",
    "合格率98%，其中甲类产品抽检200批次合格198批次，乙类产品抽检100批次合格96批次。",
    "检查企业120家，发现隐患360处，已整改350处，整改率97.2%，立案5起。",
    "共组织培训15期，参训1,200人次，其中线上8期700人次，线下7期500人次，考核合格1,176人次，合格率98%。",
    "项目申请资金800万元，实际批复650万元，批复率81.25%，到位资金650万元，到位率100%。",
    "上半年支出180万元，占全年预算500万元的36%，低于50%的序时进度14个百分点。",
    "共1,860户受益，其中脱贫户620户，占三分之一；户均增收1,800元。",
    "本项目采购预算120万元，中标价112.8万元，节约资金7.2万元，资金节约率6%。",
    "全年投入资金600万元，其中人员经费240万元，占40%，办公经费60万元，占10%，设备购置180万元，占30%，其余用于日常运维。",
    "每公里造价85万元，计划改造12公里，实际完成改造11.5公里，支出950万元。",
    "原有床位800张，新增200张，床位总数达到1,000张，增长25%。",
    "项目得分92分，比上年的89分提高3分。",
    "支出进度为85.5%，比上年同期下降3.2个百分点，比全县平均水平88%低2.5个百分点。",
    "1—9月收入750万元，完成预算1,000万元的75%，比上年同期增加50万元，增长7.1%。",
    "聘用协管员30人，每人每月2,000元，扣除离职人员后全年实际支出68.4万元。",
    "人均住房面积35平方米，建设安置房200套共2.1万平方米，安置600人。",
    "年初结转20万元，当年拨款180万元，全年可用资金200万元，支出190万元，结转下年10万元。",
    "第一季度12万元、第二季度15万元、第三季度18万元，前三季度合计45万元，占全年预算60万元的75%。",
    "发放问卷300份，收回有效问卷285份，有效回收率95%，非常满意200份，满意65份，基本满意15份，满意度98.2%。",
    "比2022年的320万元减少了40万元，下降12.5%，2023年支出为280万元。",
]
"""True sentences in which a hasty reader sees a relation that is none."""

SILENT = [
    "项目预算100万元，实际支出90万元，受益人数增长5%。",
    "培训学员300人，其中女性120人，课程合格率98%。",
    "培训农民120人，投入资金30万元，带动人均增收3,000元。",
    "甲村支出30万元，乙村支出20万元，占比20%。",
    "2023年受理800件，办结790件，满意度比上年提高3个百分点。",
    "全年检查1,200家次，发现问题36个，罚款12万元，同比下降8%。",
    "近三年收入分别为100万元、120万元、150万元，年均增长22.5%。",
]


def report(sentence: str, folder: Path) -> Report:
    path = folder / "report.txt"
    path.write_text(f"某县惠民项目绩效自评报告\n二、项目完成情况\n{sentence}\n", encoding="utf-8")
    return pipeline.process(path)


@pytest.mark.parametrize(("kind", "sentence"), [one[:2] for one in HOLD])
def test_a_relation_told_in_words_is_found_and_holds(
    kind: str, sentence: str, tmp_path: Path
) -> None:
    read = report(sentence, tmp_path)
    assert kind in {one.kind for one in read.facts.stated}
    assert not read.findings


@pytest.mark.parametrize(("kind", "sentence", "right", "wrong"), HOLD)
def test_one_wrong_digit_in_it_is_found(
    kind: str, sentence: str, right: str, wrong: str, tmp_path: Path
) -> None:
    read = report(sentence.replace(right, wrong, 1), tmp_path)
    assert [one.severity.value for one in read.findings if one.rule in RULES[kind]]


@pytest.mark.parametrize("sentence", SILENT)
def test_figures_side_by_side_are_no_relation(sentence: str, tmp_path: Path) -> None:
    read = report(sentence, tmp_path)
    assert not read.facts.stated
    assert not read.findings


@pytest.mark.parametrize("sentence", TRUE)
def test_a_true_sentence_raises_nothing(sentence: str, tmp_path: Path) -> None:
    assert [one for one in report(sentence, tmp_path).findings if one.severity != "note"] == []


@pytest.mark.parametrize(("sentence", "right", "wrong"), CLOSED)
def test_a_total_that_comes_last_is_held_against_its_run(
    sentence: str, right: str, wrong: str, tmp_path: Path
) -> None:
    assert not report(sentence, tmp_path).findings
    read = report(sentence.replace(right, wrong, 1), tmp_path)
    assert [one.rule for one in read.findings] == ["SUM02"]


RULES = {
    "growth": {"RATE04"},
    "growth_by": {"RATE04"},
    "share": {"RATE04"},
    "rate": {"RATE04"},
    "change": {"FORM01"},
    "points": {"FORM01"},
    "left": {"FORM01"},
    "yearly": {"FORM02"},
    "average": {"FORM02"},
    "product": {"FORM02"},
    "rest": {"SUM05"},
}
