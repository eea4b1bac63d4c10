"""Relations that running text tells: silent where they hold, loud where one figure is changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import pipeline


@dataclass(frozen=True)
class Told:
    """A text that agrees, and a figure of it with what makes it wrong."""

    text: str
    figure: str
    wrong: str


HEAD = "某某县2022年度项目支出绩效评价报告\n一、基本情况\n"
CASES = {
    "a goal in a list and its plan below": Told(
        "年度目标：新建村级卫生室不少于12所；村医岗前培训合格率不低于95%。\n二、完成情况\n"
        "新建村级卫生室年度计划12所，实际建成11所。\n",
        "年度计划12所",
        "年度计划21所",
    ),
    "a goal above and its target value behind what was reached": Told(
        "项目绩效目标是：低保对象核查覆盖率不低于98%，入户核查户数不少于3600户。\n二、产出分析\n"
        "入户核查户数实际完成3550户，目标值3600户。\n",
        "目标值3600户",
        "目标值3060户",
    ),
    "scores of four dimensions and the total in the next sentence": Told(
        "各维度评分情况：投入维度18分，过程维度22.5分，产出维度31分，效果维度20分。经汇总，最终评分91.5分。\n",
        "22.5分",
        "25.2分",
    ),
    "scores won by class, the project's last": Told(
        "评价组认定决策类指标实得13.5分、过程类指标实得23.02分、产出类指标实得28.5分、效益类指标实得29分，项目最终得分94.02分。\n",
        "94.02分",
        "94.20分",
    ),
    "points lost and the score": Told(
        "本次自评满分100分，共丢3.5分，自评得分96.5分。\n", "丢3.5分", "丢5.3分"
    ),
    "a score as a subtraction of several": Told(
        "自评得分=100-2.5-1.2=96.3分。\n", "96.3分", "93.6分"
    ),
    "the parts of a total in brackets": Told(
        "全年救治困难群众总量共2,460人次，由门诊救治（1,300人次）、住院救治（860人次）、康复治疗（300人次）构成。\n",
        "860人次",
        "680人次",
    ),
    "what was paid to date, what is expected, and the year": Told(
        "预计全年支出460万元：1-9月支出318.5万元，10-12月支出141.5万元。\n",
        "318.5万元",
        "381.5万元",
    ),
    "the year's spending will come to what was paid and is to be paid": Told(
        "前三季度已累计支付318.5万元，四季度预计支付141.5万元，年底支出可达到460万元。\n",
        "141.5万元",
        "114.5万元",
    ),
    "what was paid and is expected, told respectively": Told(
        "1-8月支出和9-12月预计支出分别为205.6万元、94.4万元，全年支出合计300万元。\n",
        "94.4万元",
        "49.4万元",
    ),
    "time gone by the month told": Told(
        "截至9月底，预算执行率为71.5%，慢于序时进度（75%）。\n", "75%", "57%"
    ),
    "time gone by a half year": Told(
        "上半年支出进度48.2%，与序时进度50%基本持平。\n", "50%", "55%"
    ),
    "things taken up before the comma that ends their list": Told(
        "本年度重点围绕河道清淤、岸坡修复、水质监测，共安排3项工作。\n", "3项", "4项"
    ),
    "things aimed at, counted behind": Told(
        "聚焦师资培训、课程研发、校园安全和家校共育，一共开展了4项任务。\n", "4项", "5项"
    ),
    "indicators done and undone, the number last": Told(
        "完成绩效指标12个、未完成3个，合计15个。\n", "15个", "16个"
    ),
    "by township, the year's total behind": Told(
        "按乡镇统计，东岭乡改造厕所132户，西湾乡改造141户，南坪乡改造96户，全年累计改造厕所369户。\n",
        "96户",
        "69户",
    ),
    "money for so many works, each in brackets": Told(
        "项目资金368.4万元用于3个标段，分别为主干道修复（168.4万元）、支路硬化（120万元）、排水改造（80万元）。\n",
        "168.4万元",
        "186.4万元",
    ),
    "items in brackets and their total": Told(
        "本年度先后支付监理费（12.6万元）、检测费（8.4万元）、设计费（25万元），共计支付46万元。\n",
        "25万元",
        "52万元",
    ),
    "growth told before the year it grew from": Told(
        "全年接诊12,600人次，较上年增长5.00%，上年同期为12,000人次。\n", "5.00%", "6.00%"
    ),
    "change in percent behind its amount": Told(
        "2022年支出460万元，2023年支出506万元，增加46万元，变化率为10%。\n", "10%", "11%"
    ),
    "share told first, part and whole behind": Told(
        "人员经费占项目总支出的37.5%，金额为150万元，项目总支出400万元。\n", "37.5%", "35.7%"
    ),
    "share with the part in brackets": Told(
        "采购合同总金额400万元，其中37.50%（150万元）来自小微企业。\n", "37.50%", "35.70%"
    ),
    "a rate before what it is made of": Told(
        "整改完成率87.5%，即应整改问题40个，实际整改完成35个。\n", "87.5%", "85.7%"
    ),
    "a rate of forms handed back": Told(
        "调查共发出问卷400份，收回问卷390份，回收率97.5%。其中有效问卷312份，有效率80%。\n",
        "312份",
        "332份",
    ),
    "satisfied and not": Told("回收有效问卷320份，其中满意304份，不满意16份。\n", "304份", "340份"),
    "balance as a difference": Told(
        "年末结余36.5万元，为到位资金420万元与支出383.5万元之差。\n", "36.5万元", "35.6万元"
    ),
    "balance with both in brackets": Told(
        "项目资金剩余36.5万元（到位资金420万元，累计支出383.5万元）。\n", "383.5万元", "338.5万元"
    ),
    "what was paid and is left equals what came": Told(
        "累计支出383.5万元，结余36.5万元，两者之和与到位资金420万元一致。\n", "420万元", "402万元"
    ),
    "price, heads and months in brackets": Told(
        "公益性岗位补贴156.24万元（标准为1,860元/人/月，共70人，12个月）。\n", "70人", "71人"
    ),
    "heads and months before, price behind": Told(
        "支付70人12个月的公益性岗位补贴156.24万元（1,860元/人/月）。\n", "156.24万元", "165.24万元"
    ),
    "a product behind 即": Told(
        "公益性岗位补贴1,562,400元，即1,860元/人/月×70人×12个月。\n", "1,562,400元", "1,562,500元"
    ),
    "a rate as a division written out": Told(
        "预算执行率=实际支出383.5万元÷全年预算420万元×100%=91.31%。\n", "91.31%", "93.11%"
    ),
    "an average before what it is made of": Told(
        "人均受益186.00元（补助资金55.8万元÷3000人）。\n", "186.00元", "168.00元"
    ),
    "purchases by kind and their total": Told(
        "货物采购支出86万元，工程采购支出120.5万元，服务采购支出63万元，政府采购支出总额269.5万元。\n",
        "269.5万元",
        "296.5万元",
    ),
    "two dates of a contract, the last payment after the work": Told(
        "2023年3月6日签订施工合同，2023年10月20日全部完工，2023年11月15日付清余款。\n",
        "2023年11月15日",
        "2023年7月15日",
    ),
    "work done and settled": Told(
        "项目于2022年4月启动，2022年9月30日竣工，2022年12月8日完成竣工决算。\n",
        "2022年12月8日",
        "2022年8月12日",
    ),
    "a score told again with what was lost": Told(
        "经综合评定，项目绩效评价得分91.36分，等级为优。\n二、扣分情况\n满分100分，共扣8.64分，最终得91.36分。\n",
        "评价得分91.36分",
        "评价得分91.63分",
    ),
    "a self-evaluation's score in two sections": Told(
        "本项目自评总分96.5分。\n二、自评结论\n经自评，项目自评得分为96.5分，自评等级为优。\n",
        "自评得分为96.5分",
        "自评得分为95.6分",
    ),
    "a goal of a hundred per cent among others": Told(
        "项目拟实现以下目标：1.低保金按时发放率达到100%；2.动态核查户数不少于1200户。\n二、完成情况\n"
        "低保金按时发放率年度目标100%，实际完成100%。\n",
        "年度目标100%",
        "年度目标110%",
    ),
    "an item of the table told again, in another unit": Told(
        "支出明细表（单位：元）\n| 支出内容 | 预算 | 实际支出 |\n| 病房改造 | 900,000 | 865,400 |\n"
        "| 医疗设备租赁 | 400,000 | 382,600 |\n| 合计 | 1,300,000 | 1,248,000 |\n"
        "二、支出分析\n其中，病房改造支出86.54万元，医疗设备租赁支出38.26万元。\n",
        "病房改造支出86.54万元",
        "病房改造支出865.4万元",
    ),
    "an item's budget told again": Told(
        "预算执行表（单位：万元）\n| 项目 | 预算数 | 执行数 |\n| 图书购置 | 46.50 | 44.28 |\n"
        "| 阅览室修缮 | 30.00 | 29.40 |\n| 合计 | 76.50 | 73.68 |\n"
        "二、预算安排\n年初安排图书购置46.50万元，安排阅览室修缮30.00万元。\n",
        "图书购置46.50万元",
        "图书购置45.60万元",
    ),
    "an item spent, told among the largest": Told(
        "全年支出73.68万元，其中：图书购置费44.28万元，阅览室修缮费29.40万元。\n二、支出结构\n"
        "支出主要包括图书购置费44.28万元和阅览室修缮费29.40万元。\n",
        "主要包括图书购置费44.28万元",
        "主要包括图书购置费42.48万元",
    ),
    "spent less than the budget by so much": Told(
        "全年使用383.5万元，比年度预算420万元少支出36.5万元。\n", "36.5万元", "35.6万元"
    ),
    "classes whose total the sentence before tells": Told(
        "年末在校残疾学生248人，较上年增加12人。按残疾类别划分：视力残疾46人、听力残疾58人、智力残疾144人。\n",
        "58人",
        "85人",
    ),
    "so many classes, each with its amount": Told(
        "补助资金按用途分为三类，分别为建设类120.5万元、运维类36万元、培训类8.5万元，合计165万元。\n",
        "三类",
        "四类",
    ),
    "an account over three numbered paragraphs": Told(
        "（一）资金收支\n1.上年结转38.6万元，本年收到补助资金520万元。\n2.本年支出506.4万元，用于设备购置和人员培训。\n"
        "3.年末结转结余52.2万元，结转下年使用。\n",
        "52.2万元",
        "55.2万元",
    ),
}


def alarms(tmp_path: Path, text: str) -> list[str]:
    """What is said of a text, notes apart."""
    path = tmp_path / "report.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    found = pipeline.process(path).findings
    return [f"{one.rule} {one.message}" for one in found if one.severity != "note"]


SILENT = {
    "a goal of three years and one of the year": (
        "中期目标（2022-2024年）：新建村级卫生室不少于36所，村医培训人次不少于900人次。\n"
        "二、完成情况\n新建村级卫生室年度计划12所，实际建成12所。\n"
    ),
    "a goal that was changed": (
        "年度目标：新建村级卫生室不少于12所。\n二、调整情况\n新建村级卫生室目标由12所调整为10所。\n"
        "新建村级卫生室调整后目标值10所，实际完成10所。\n"
    ),
    "a unit's own score and the reviewers'": (
        "单位自评得分95.6分。\n二、评价结论\n经复核，项目综合得分93.6分，评价等级为优。\n"
    ),
    "scores of two towns": (
        "城关镇综合得分95.6分，评价等级为优。\n二、河西\n河西镇综合得分95.2分，评价等级为优。\n"
    ),
    "scores of this year and the last": (
        "本年度项目综合得分95.6分。\n二、对比\n2021年综合得分92.6分，2022年综合得分95.6分。\n"
    ),
    "weights by class, and the score": (
        "指标体系分值：决策20分，过程20分，产出30分，效益30分。项目综合得分92.5分。\n"
    ),
    "marks by five judges and their mean": (
        "五位专家评分分别为91分、93分、92分、94分、90分，平均得分92分。\n"
    ),
    "final payment for earlier work, a deposit later": (
        "2022年9月30日竣工，2022年12月8日支付工程尾款，2023年9月30日退还质保金。\n"
    ),
    "time of a contract gone": (
        "截至9月底，合同工期10个月已过6个月，时间进度60%，工程形象进度65%。\n"
    ),
    "a plan behind what was done by town": (
        "按乡镇统计，东岭乡改造132户，西湾乡改造141户，南坪乡改造96户，全年计划改造500户。\n"
    ),
    "satisfied, partly and not": (
        "回收有效问卷320份，其中满意290份，不满意6份，其余24份为基本满意。\n"
    ),
    "months that overlap": (
        "资金支出进度：1-6月支出120万元，1-9月支出210万元，全年支出合计300万元。\n"
    ),
    "a balance with money returned": (
        "项目资金剩余26.5万元（到位资金420万元，累计支出383.5万元），已上缴财政10万元。\n"
    ),
    "two accounts in numbered paragraphs": (
        "（一）资金收支\n1.上年结转38.6万元，本年收到补助资金520万元，本年收到利息2万元。\n"
        "2.本年支出506.4万元，上缴财政3万元。\n3.年末结转结余51.2万元。\n"
    ),
    "an item's budget and what was spent on it": (
        "支出明细表（单位：元）\n| 支出内容 | 预算 | 实际支出 |\n| 病房改造 | 900,000 | 865,400 |\n"
        "| 医疗设备租赁 | 400,000 | 382,600 |\n| 合计 | 1,300,000 | 1,248,000 |\n"
        "二、安排\n预算安排病房改造90.00万元，2021年病房改造支出86.45万元，拟安排医疗设备租赁42万元。\n"
    ),
    "a list that leaves things out": (
        "补助资金主要分为五类，分别为建设类120.5万元、运维类36万元、培训类8.5万元等。\n"
    ),
    "one rate of two periods": (
        "1-6月预算执行率41.2%，低于序时进度；1-9月预算执行率71.5%，低于序时进度75%。\n"
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_only_looks_like_a_contradiction_is_silent(tmp_path: Path, name: str) -> None:
    assert alarms(tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", CASES)
def test_a_relation_that_holds_is_silent(tmp_path: Path, name: str) -> None:
    assert alarms(tmp_path, CASES[name].text) == []


@pytest.mark.parametrize("name", CASES)
def test_a_figure_that_breaks_it_is_found(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    assert case.figure in case.text
    wrong = re.sub(r"^[^\d三四]+", "", case.wrong)
    found = alarms(tmp_path, case.text.replace(case.figure, case.wrong, 1))
    assert [one for one in found if wrong in one] != []
