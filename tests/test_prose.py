"""Figures in sentences: what names them, what part they play, which rows they form."""

from __future__ import annotations

import pytest

from extract.layouts.prose import read
from model.document import Block, BlockKind, Document
from model.span import Span
from normalize import scan, vocabulary
from tests.told import document, told


def claim_of(text: str, raw: str) -> tuple[str, str | None, str]:
    claim = next(claim for claim in told(text).claims if claim.figure.raw == raw)
    return claim.subject.raw, claim.measure, claim.role


@pytest.mark.parametrize(
    ("text", "raw", "expected"),
    [
        ("本项目年初预算为65万元。", "65万元", ("本项目年初预算", "budget", "budget")),
        ("全年预算安排共计65万元。", "65万元", ("全年预算安排", "budget", "budget")),
        ("实际到位资金60万元。", "60万元", ("实际到位资金", "received", "received")),
        ("县财政下达资金60万元。", "60万元", ("县财政下达资金", "received", "received")),
        ("当年累计支出58.2万元。", "58.2万元", ("当年累计支出", "spent", "spent")),
        ("年末结余资金1.8万元。", "1.8万元", ("年末结余资金", "balance", "balance")),
        ("经费到位率为92.31%。", "92.31%", ("经费到位率", "received_rate", "rate")),
        ("预算执行率达到97.00%。", "达到97.00%", ("预算执行率", "execution_rate", "rate")),
        ("该项目自评得分96分。", "96分", ("该项目自评得分", "score", "score")),
        ("资金60万元已全部支出。", "60万元", ("资金", "spent", "spent")),
    ],
)
def test_a_figure_goes_by_the_words_before_it(
    text: str, raw: str, expected: tuple[str, str | None, str]
) -> None:
    assert claim_of(text, raw) == expected


@pytest.mark.parametrize(
    ("text", "raw", "subject"),
    [
        ("新增了12名护林人员。", "12名", "护林人员"),
        ("走访了全县8个乡镇、15家合作社。", "15家", "合作社"),
        ("监控基准日（2024年6月30日）前完成。", "2024年6月30日", "监控基准日"),
        ("养护补助96,000元（400元/人/月）。", "400元/人/月", "养护补助"),
        ("管护道路（二期）里程36公里。", "36公里", "管护道路（二期）里程"),
        ("提升居民获得感、安全感达到85%。", "达到85%", "提升居民获得感、安全感"),
        ("比序时进度75.00%低3个百分点。", "75.00%", "序时进度"),
        ("到位金额50万元、拨付及时、到位率为100%。", "100%", "到位率"),
    ],
)
def test_a_figure_finds_its_name_elsewhere(text: str, raw: str, subject: str) -> None:
    assert claim_of(text, raw)[0] == subject


def test_a_noun_with_spending_in_it_does_not_make_a_sum_spent() -> None:
    _, measure, role = claim_of("其他农业支出项目20万元。", "20万元")
    assert (measure, role) == (None, "other")


def test_goals_give_targets_and_results_give_actuals() -> None:
    text = "一、项目绩效目标\n培训人数200人。\n二、目标完成情况\n培训人数186人。\n"
    assert [claim.role for claim in told(text).claims] == ["target", "actual"]


def test_words_in_the_sentence_turn_to_goals() -> None:
    claims = told("年度绩效目标为：巡查次数不少于24次，群众满意度达到90%。").claims
    assert [claim.role for claim in claims] == ["target", "target"]


def test_a_rate_of_money_stays_a_rate_among_results() -> None:
    text = "二、项目产出完成情况\n预算执行率91.5%，合格率99%。\n"
    assert [claim.role for claim in told(text).claims] == ["rate", "actual"]


def test_figures_after_others_in_one_sentence_share_it() -> None:
    claims = told("预算80万元，到位80万元。支出72万元。").claims
    assert [claim.sentence for claim in claims] == [0, 0, 1]


def test_scope_and_time_qualify_a_figure() -> None:
    claims = told("2023年预算30万元，三年共支出82万元。截至2024年6月30日，到位12万元。").claims
    by_raw = {claim.figure.raw: claim.qualifier for claim in claims}
    assert by_raw["30万元"] == "2023年"
    assert by_raw["82万元"] == "三年"
    assert by_raw["12万元"] == "截至2024年6月30日"


def test_points_taken_off_are_no_score() -> None:
    (claim,) = told("台账不全，扣2分。").claims
    assert (claim.measure, claim.role) == (None, "other")


def test_list_numbers_are_no_figures() -> None:
    claims = told("工作步骤：1.制定方案；2.现场核查；3.形成报告。").claims
    assert claims == ()


def test_a_constant_in_a_definition_names_no_rate() -> None:
    claims = told("预算执行率=实际支出/预算数×100%。").claims
    assert [(claim.measure, claim.role) for claim in claims] == [(None, "other")]


def test_a_figure_over_a_line_break_keeps_both_pieces() -> None:
    text = "本年实际支出1,258.\n40万元。"
    blocks = (Block(BlockKind.PARAGRAPH, (Span(0, 12), Span(13, 18))),)
    made = Document("made.txt", "0" * 16, "txt", None, text, blocks=blocks)
    (claim,) = read(made, vocabulary(), scan).claims
    assert claim.figure.raw == "1,258.40万元"
    assert made.read(claim.figure.source) == claim.figure.raw


def test_every_record_reads_back_as_its_text() -> None:
    text = "共拨付90万元，其中：甲村50万元、乙村40万元。自评得分92分，等级为优秀。\n"
    made = document(text)
    prose = read(made, vocabulary(), scan)
    figures = [claim.figure for claim in prose.claims] + list(prose.breakdowns[0].parts)
    wordings = [claim.subject for claim in prose.claims] + list(prose.breakdowns[0].names)
    for figure in figures:
        assert made.read(figure.source) == figure.raw
    for wording in wordings:
        assert made.read(wording.source) == wording.raw


def test_one_sentence_is_one_funding_row() -> None:
    rows = told("年初预算80万元，实际到位80万元，支出72万元，执行率90%。").funding
    assert [[name for name, _ in row.printed] for row in rows] == [
        ["budget_initial", "received", "spent", "execution_rate"]
    ]


def test_rows_are_never_joined_across_sentences() -> None:
    rows = told("预算80万元。支出72万元，执行率90%。").funding
    assert [[name for name, _ in row.printed] for row in rows] == [
        ["budget_initial"],
        ["spent", "execution_rate"],
    ]


def test_a_second_budget_begins_another_scope() -> None:
    rows = told("绿化预算20万元，支出18万元；照明预算30万元，支出30万元。").funding
    assert [row.spent.raw for row in rows if row.spent] == ["18万元", "30万元"]


def test_a_sum_in_two_units_is_one_figure_of_its_row() -> None:
    (row,) = told("累计支出89.42万元（894,200.00元），执行率98.00%。").funding
    assert [name for name, _ in row.printed] == ["spent", "execution_rate"]


def test_an_adjusted_budget_stands_beside_the_initial_one() -> None:
    (row,) = told("年初预算80万元，调整后预算95万元，支出90万元。").funding
    assert row.budget_initial is not None
    assert row.budget_initial.raw == "80万元"
    assert row.budget_adjusted is not None
    assert row.budget_adjusted.raw == "95万元"


def test_parts_that_name_a_source_are_rows_below() -> None:
    rows = told("资金总额100万元，其中：省级资金60万元，县级资金40万元。").funding
    assert [(row.source, row.parent) for row in rows] == [
        ("total", None),
        ("provincial", "prose-0"),
        ("county", "prose-0"),
    ]


def test_a_hostile_paragraph_is_read_in_time() -> None:
    text = "其中（“" * 4000 + "其中1元、" * 4000 + "优、良、差分别为" * 2000 + "《（1）" * 3000
    assert told(text).passages
