"""Sums with their parts, formulas, tallies, lists with a stated number."""

from __future__ import annotations

import pytest

from tests.told import told


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        (
            "全年共支出60,000元，其中：1.场地租赁35,000元；2.印刷费25,000元。",
            "60,000元",
            ["场地租赁", "印刷费"],
        ),
        ("共拨付90万元，其中甲村50万元、乙村40万元。", "90万元", ["甲村", "乙村"]),
        ("项目支出90万元，分别用于：堤防50万元，涵闸40万元。", "90万元", ["堤防", "涵闸"]),
        ("实际支出90元，执行率90%。项目主要用于车费50元、饭费40元。", "90元", ["车费", "饭费"]),
        ("甲村支付50万元、乙村支付40万元，合计90万元。", "90万元", ["甲村", "乙村"]),
        ("安排资金90万元（省级50万元、县级40万元）。", "90万元", ["省级", "县级"]),
        ("总投资90万元，由省级50万元和县级40万元构成。", "90万元", ["省级", "县级"]),
        (
            "其中：工资50元按月付；奖金40元按季付。标准照旧。2023年合计金额为90元。",
            "90元",
            ["工资", "奖金"],
        ),
        ("累计支出90元。支出包括车费50元、饭费40元。", "90元", ["车费", "饭费"]),
        ("支付项目资金90元，其中：车费50元、饭费40元。到位合计95元。", "90元", ["车费", "饭费"]),
        ("发放问卷99份，满意50份、较满意40份，合计90份。", "90份", ["满意", "较满意"]),
        ("结余90元，其中省级结余50元、县级结余40元。", "90元", ["省级结余", "县级结余"]),
        ("登记商户90家，分别为：东街50家，西街40家。", "90家", ["东街", "西街"]),
        ("东街、西街分别为50家、40家，共90家。", "90家", ["东街", "西街"]),
    ],
)
def test_parts_and_their_sum_are_found(text: str, total: str, parts: list[str]) -> None:
    (entry,) = told(text).breakdowns
    assert entry.total is not None
    assert entry.total.raw == total
    assert [name.raw for name in entry.names] == parts


def test_parts_may_stand_on_lines_of_their_own() -> None:
    text = "共支出90万元，其中：\n1.堤防加固50万元；\n2.涵闸维修40万元。\n"
    (entry,) = told(text).breakdowns
    assert [name.raw for name in entry.names] == ["堤防加固", "涵闸维修"]


def test_a_list_that_ends_in_deng_is_partial() -> None:
    (entry,) = told("支出90万元，其中：堤防50万元、涵闸30万元等。").breakdowns
    assert entry.partial


def test_a_single_part_is_partial() -> None:
    (entry,) = told("预算90万元，其中财政资金50万元。").breakdowns
    assert entry.partial


def test_prices_and_shares_are_no_parts() -> None:
    text = "支出90元，其中：工资50元（5元/人）占55.6%，奖金40元（4元/人）占44.4%。"
    (entry,) = told(text).breakdowns
    assert [figure.raw for figure in entry.parts] == ["50元", "40元"]


def test_a_list_within_a_list_is_its_own() -> None:
    text = "支出90元，其中：人员50元，其中工资30元、奖金20元；公用40元。"
    inner, outer = sorted(told(text).breakdowns, key=lambda entry: entry.parts[0].raw)
    assert [figure.raw for figure in outer.parts] == ["50元", "40元"]
    assert [figure.raw for figure in inner.parts] == ["30元", "20元"]


def test_what_was_left_over_is_no_part() -> None:
    (entry,) = told("支出90元，其中：工资50元，奖金40元，结余10元。").breakdowns
    assert len(entry.parts) == 2


def test_money_paid_is_a_disbursement_each() -> None:
    paid = told("向两村拨付资金90万元，其中：1.甲村50万元；2.乙村40万元。").disbursements
    assert [(row.seq and row.seq.raw, row.item and row.item.raw) for row in paid] == [
        ("1.", "甲村"),
        ("2.", "乙村"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "年度预算90万元，其中：工资50万元、奖金40万元。",
        "计划投入90万元，主要用于堤防50万元、涵闸40万元。",
        "到位资金90万元，其中：省级财政50万元、县级财政40万元。",
        "登记商户90家，其中：东街50家，西街40家。",
        "其中工资：50元*2人*1个月=100元；奖金：40元*2人*1个月=80元，由财政拨付。",
    ],
)
def test_plans_sources_and_counts_are_not_paid(text: str) -> None:
    assert told(text).disbursements == ()


@pytest.mark.parametrize(
    ("text", "factors", "result"),
    [
        ("补贴80元/人/天*15人*30天=36,000元。", [["80元/人/天", "15人", "30天"]], "36,000元"),
        ("工资3000元×2人×12个月＝72,000元。", [["3000元", "2人", "12个月"]], "72,000元"),
        ("标准50元/户×600户，共计30,000元。", [["50元/户", "600户"]], "30,000元"),
        ("水泵24台，单价1,200元/台，计28,800元。", [["24台", "1,200元/台"]], "28,800元"),
        ("200元*3人+100元*2人=800元。", [["200元", "3人"], ["100元", "2人"]], "800元"),
        ("经费36,000元（80元/人/天×15人×30天）。", [["80元/人/天", "15人", "30天"]], "36,000元"),
    ],
)
def test_a_formula_is_read_factor_by_factor(
    text: str, factors: list[list[str]], result: str
) -> None:
    (formula,) = told(text).formulas
    assert [[factor.raw for factor in term] for term in formula.terms] == factors
    assert formula.result.raw == result


def test_a_price_in_brackets_belongs_to_its_amount() -> None:
    (entry,) = told("养老补助54,000元（150元/月人）按季发放。").unit_prices
    assert (entry.amount.raw, entry.price.raw) == ("54,000元", "150元/月人")


@pytest.mark.parametrize(
    "text",
    [
        "共设12项指标，已完成10项，还剩2项未完成。",
        "本项目共有指标12个，其中完成10个，未完成2个。",
        "12项绩效指标中，10项已达标，2项未达标。",
    ],
)
def test_a_tally_has_total_done_and_undone(text: str) -> None:
    (tally,) = told(text).tallies
    figures = (tally.total, tally.done, tally.undone)
    assert [figure.raw[:-1] for figure in figures if figure] == ["12", "10", "2"]


@pytest.mark.parametrize(
    ("text", "stated", "items"),
    [
        ("考核包括出勤、质量、安全三项。", "三项", ["出勤", "质量", "安全"]),
        ("内容分为巡查、养护和应急4类。", "4类", ["巡查", "养护", "应急"]),
        (
            "做到“三到位”（即人员到位、物资到位、责任到位）。",
            "三",
            ["人员到位", "物资到位", "责任到位"],
        ),
        (
            "设四个等级：优（好）；良（较好）；中；差。",
            "四个",
            ["优（好）", "良（较好）", "中", "差"],
        ),
        ("存在两个问题：一是进度慢，二是台账乱。", "两个", ["进度慢", "台账乱"]),
        (
            "经过3个阶段：\n（1）准备。先定方案。\n（2）实施。再去现场。\n（3）总结。",
            "3个",
            ["准备", "实施", "总结"],
        ),
        ("依据《规划、计划》、合同两类材料。", "两类", ["《规划、计划》", "合同"]),
    ],
)
def test_a_stated_number_meets_its_items(text: str, stated: str, items: list[str]) -> None:
    (listing,) = told(text).listings
    assert listing.stated.raw.startswith(stated[0])
    assert [item.raw.strip() for item in listing.items] == items


@pytest.mark.parametrize(
    "text",
    [
        "涉及6个乡镇、21家企业。",
        "新建小学、中学共12所。",
        "培训农技员、护林员300多人次。",
    ],
)
def test_counts_of_other_things_are_no_lists(text: str) -> None:
    assert told(text).listings == ()


def test_a_list_with_deng_is_partial() -> None:
    (listing,) = told("主要有三类：道路、桥梁等。").listings
    assert listing.partial
