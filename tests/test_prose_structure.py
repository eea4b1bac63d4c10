"""Headings and numbers that run, grades, bodies and citations."""

from __future__ import annotations

import pytest

from tests.told import told


def test_headings_form_a_tree() -> None:
    text = "一、概况\n（一）依据\n1.法规\n2.文件\n（二）内容\n二、绩效\n"
    found = told(text).headings
    assert [(h.level, h.number, h.parent) for h in found] == [
        (1, 1, None), (2, 1, 0), (3, 1, 1), (3, 2, 1), (2, 2, 0), (1, 2, None),
    ]  # fmt: skip


def test_a_number_in_another_style_takes_the_place_it_stands_in() -> None:
    text = "一、概况\n（一）依据\n（2）内容\n（三）预算\n2、绩效\n三、建议\n"
    found = told(text).headings
    assert [(h.level, h.style, h.number) for h in found] == [
        (1, "一、", 1), (2, "（一）", 1), (2, "（1）", 2),
        (2, "（一）", 3), (1, "1.", 2), (1, "一、", 3),
    ]  # fmt: skip


def test_a_list_that_starts_again_below_a_deeper_heading_belongs_to_it() -> None:
    text = "一、绩效\n（一）产出\n（二）效益\n1.经济\n2.社会\n（一）就业\n（二）收入\n（二）治安\n"
    found = told(text).headings
    assert [h.parent for h in found[-3:]] == [4, 4, 4]
    assert [h.number for h in found[-3:]] == [1, 2, 2]


def test_numbered_paragraphs_are_a_series_not_headings() -> None:
    text = "一、做法\n1.建立台账，按月核对，做到账实相符。\n2.落实责任，专人管理，按季通报。\n"
    prose = told(text)
    assert len(prose.headings) == 1
    assert [o.value for o in prose.series[0].ordinals] == [1, 2]


def test_a_missing_number_stays_missing() -> None:
    (series,) = told("有两点：一是进度慢；三是台账乱。").series
    assert (series.kind, [o.value for o in series.ordinals]) == ("words", [1, 3])


def test_words_that_merely_look_like_numbers_are_none() -> None:
    assert told("做到专一是关键。第一批次已验收，该中心是区内唯一是否达标的单位。").series == ()


def test_captions_and_annexes_run_by_kind() -> None:
    text = "表1 支出明细\n表2 完成情况\n附件1：申报表\n附件2：问题清单\n"
    kinds = [(series.kind, len(series.ordinals)) for series in told(text).series]
    assert kinds == [("table", 2), ("annex", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "分为：优（得分≥90）、良（90＞得分≥80）、中（80＞得分≥60）、差（得分＜60）。",
        "100-90（含）分为优、90-80（含）分为良、80-60（含）分为中、60分以下为差。",
        "90分以上为优，80-90分为良，60-80分为中，60分以下为差。",
        "优：90-100分；良：80-90分；中：60-80分；差：60分以下。",
    ],
)
def test_a_scale_has_four_grades(text: str) -> None:
    prose = told(text)
    (scale,) = prose.scales
    assert [band.grade.raw for band in scale.bands] == ["优", "良", "中", "差"]
    assert {claim.role for claim in prose.claims} == {"scale"}


@pytest.mark.parametrize(
    ("text", "score", "grade"),
    [
        ("经评价，项目自评得分96分，等级为优秀。", "96分", "优秀"),
        ("本项目综合得分88.5分，评价等级为“良”。", "88.5分", "良"),
        ("绩效自评结果为优。", None, "优"),
        ("项目自评分为97，详见附表。", "97", None),
    ],
)
def test_a_verdict_has_score_and_grade(text: str, score: str | None, grade: str | None) -> None:
    (verdict,) = told(text).verdicts
    assert (verdict.score.raw if verdict.score else None) == score
    assert (verdict.grade.raw if verdict.grade else None) == grade


def test_the_score_of_one_class_is_no_verdict() -> None:
    assert told("产出指标得分28分，效益指标得分19分。").verdicts == ()


def test_a_document_number_is_cited_with_its_title() -> None:
    (citation,) = told("根据《关于印发〈管护办法〉的通知》（江水发〔2021〕8号）执行。").citations
    assert citation.number.raw == "江水发〔2021〕8号"
    assert citation.title is not None
    assert citation.title.raw == "关于印发〈管护办法〉的通知"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("资金由县水务局按进度拨付。", "县水务局", "bureau"),
        ("各项开支由市体育局逐笔审核。", "市体育局", "bureau"),
        ("委托江城工程咨询有限公司监理。", "江城工程咨询有限公司", "company"),
        ("由县政务服务中心承办。", "县政务服务中心", "office"),
    ],
)
def test_a_body_is_named_without_the_words_before_it(text: str, name: str, kind: str) -> None:
    found = [(mention.name.raw, mention.kind) for mention in told(text).mentions]
    assert found == [(name, kind)]


def test_words_that_end_like_a_body_are_none() -> None:
    assert told("形成共治格局，优化布局，由局长负责办理。").mentions == ()
