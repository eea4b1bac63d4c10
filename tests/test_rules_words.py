"""What the rules on dates, cut text, look-alikes, goals, units and old regulations leave alone."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import pipeline
from validate.listed import listed
from validate.rules.lookalikes import pattern_of

TITLE = "柳溪县水管所渠道维修项目支出绩效自评报告\n"
LEDGER = "（单位：元）\n| 序号 | 摘要 | 支付日期 | 金额 |\n"
MONTHLY = (
    "\n| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |\n"
    "| 产出指标 | 时效指标 | 按月发放护渠员工资 | 100% | 100% |\n"
    "| 产出指标 | 数量指标 | 护渠员人数 | 2人 | 2人 |\n"
)

COMMON = 15
"""Below this count the dictionary holds many misprints itself."""

PASSED = {
    "a blank questionnaire in an annex": (
        "DATE04",
        f"{TITLE}2024年3月8日\n附件：群众满意度调查问卷\n调查日期：    年   月   日\n",
    ),
    "an extract without a signature": (
        "DATE04",
        f"{TITLE}一、概况\n好。\n二、资金\n好。\n三、建议\n好。\n",
    ),
    "a month on the cover": (
        "DATE04",
        f"{TITLE}二〇二四年三月\n一、概况\n好。\n二、资金\n好。\n三、建议\n好。\n柳溪县水管所\n",
    ),
    "wages paid a month in arrears": (
        "DATE05",
        LEDGER
        + "".join(
            f"| {month} | 支付2023年{month}月护渠员工资 | 2023年{month + 1}月6日 | 5,000.00 |\n"
            for month in range(1, 7)
        )
        + MONTHLY,
    ),
    "several payees of one month": (
        "DATE05",
        LEDGER
        + "".join(
            f"| {at} | 支付2023年{month}月护渠员工资 | 2023年{month}月20日 | 5,000.00 |\n"
            for at, month in enumerate((1, 1, 2, 2, 3, 3), 1)
        )
        + MONTHLY,
    ),
    "a report that only looks back": (
        "DATE06",
        (
            "渠道维修项目绩效运行监控报告\n报告日期：2023年12月20日\n监控基准日：2023年8月31日\n"
            "一、结论\n截至监控基准日2023年8月31日，项目支出10万元。\n"
        ),
    ),
    "words that end in a like character": (
        "TXT07",
        "一、成效\n管护长期有效。各方积极参与。共建共享，渠道水位平和。资料已普及。验收通过，工作开展。\n",
    ),
    "a paragraph that a page breaks off": (
        "TXT07",
        "一、成效\n水管所负责渠道的清淤、检修、巡查以及\n堤岸绿化，工作效率明显提高。\n",
    ),
    "dates at month ends, officers, spaces": (
        "TXT11",
        "一、管理\n6月末完成清淤，由干部自己经手，屋顶目前完好，年未满十八岁的不得上岗，征求本人土地意见。\n",
    ),
    "what stood before in a section on goals": (
        "TXT14",
        f"{TITLE}一、绩效目标\n目前全县已建成渠道80公里，计划再建20公里。全年完成清淤40公里。\n",
    ),
    "results under a heading of their own": (
        "TXT14",
        f"{TITLE}一、绩效目标完成情况\n（一）产出目标\n已完成清淤42公里，实际支出30万元。\n",
    ),
    "counts that say what they count": (
        "TXT10",
        (
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |\n"
            "| 产出指标 | 数量指标 | 清淤次数 | ≥4 | 5 |\n"
            "| 产出指标 | 质量指标 | 验收合格率 | 1 | 1 |\n"
        ),
    ),
    "a regulation that held in its year": (
        "POL09",
        (
            "柳溪县2019年渠道维修项目支出绩效自评报告\n报告日期：2020年6月8日\n"
            "一、依据\n根据《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）开展自评。\n"
        ),
    ),
    "a regulation said to be repealed": (
        "POL09",
        (
            "柳溪县2022年渠道维修项目支出绩效自评报告\n报告日期：2023年6月8日\n"
            "一、依据\n《项目支出绩效评价管理办法》印发后，财预〔2011〕285号文同时废止。\n"
        ),
    ),
    "a province's own number": (
        "POL09",
        (
            "柳溪县2022年渠道维修项目支出绩效自评报告\n报告日期：2023年6月8日\n"
            "一、依据\n根据《省级补助办法》（云财预〔2011〕285号）开展自评。\n"
        ),
    ),
}


@pytest.mark.parametrize("case", PASSED)
def test_what_is_in_order_is_left_alone(tmp_path: Path, case: str) -> None:
    rule, text = PASSED[case]
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    assert rule not in {finding.rule for finding in pipeline.process(path).findings}


def test_no_word_of_the_dictionary_is_taken_for_a_look_alike() -> None:
    found = find_spec("jieba")
    assert found is not None
    assert found.origin is not None
    lines = Path(found.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    words = [line.split(" ")[0] for line in lines if int(line.split(" ")[1]) >= COMMON]
    text = "\n".join(words)
    taken = {
        entry["wrong"]: match.group()
        for entry in listed("lookalikes")["pairs"]
        if len(entry["wrong"]) > 1
        and (match := re.search(pattern_of(entry).pattern, text, re.MULTILINE))
    }
    assert not taken


def test_both_forms_of_a_pair_are_alike_in_length() -> None:
    assert all(
        len(entry["wrong"]) - len(entry["right"]) in {0, 1}
        for entry in listed("lookalikes")["pairs"]
    )
