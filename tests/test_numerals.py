"""A quantity printed in any legal way reads back as itself; what is no quantity stays none."""

from __future__ import annotations

import re
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.quantity import Moment, Quantity
from normalize.scanner import quantities, scan
from normalize.units import fold, header_unit
from tests.made_quantities import chinese

_FULL = str.maketrans("0123456789,.-%/()", "０１２３４５６７８９，．－％／（）")
_FORMAL = str.maketrans("零一二三四五六七八九十百千万亿", "零壹贰叁肆伍陆柒捌玖拾佰仟萬億")
_WIDTHS = st.sampled_from(("half", "full"))
_MONEY_SCALES = st.sampled_from((("元", 0), ("千元", 3), ("万元", 4), ("百万元", 6), ("亿元", 8)))
_FEW = settings(max_examples=150, deadline=None)


_SOUP = st.text(
    alphabet=st.sampled_from(
        list("0123456789,.，．％%-—~至到年月日元万亿千百十一二两三五零几余多个人项分（）()每约近超过不低于≥<=/·半上下前"
             "季度底初第〔〕号 \n△¥$aAxh:：成折块角之又点")
    ),
    max_size=40,
)  # fmt: skip


def _only(text: str, **context: object) -> Quantity:
    found = quantities(text, **context)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert len(found) == 1, (text, found)
    assert isinstance(found[0], Quantity)
    return found[0]


def _moment(text: str, year: int | None = None) -> Moment:
    found = quantities(text, ref_year=year)
    assert len(found) == 1, (text, found)
    assert isinstance(found[0], Moment)
    return found[0]


@st.composite
def _arabic(draw: st.DrawFn) -> tuple[str, Decimal, int]:
    """A printed figure, its value, and how many decimals it shows."""
    whole = draw(st.integers(0, 10**9))
    decimals = draw(st.sampled_from(("", "0", "5", "00", "23", "50")))
    plain = f"{whole}.{decimals}" if decimals else str(whole)
    printed = format(Decimal(plain), ",") if draw(st.booleans()) else plain
    if draw(_WIDTHS) == "full":
        printed = printed.translate(_FULL)
    return printed, Decimal(plain), len(decimals)


@_FEW
@given(_arabic(), _MONEY_SCALES, st.sampled_from(("", " ", "\n", "　")))
def test_money_reads_back_in_yuan(
    figure: tuple[str, Decimal, int], scale: tuple[str, int], gap: str
) -> None:
    printed, value, decimals = figure
    read = _only(printed + gap + scale[0])
    assert (read.kind, read.unit, read.comparator) == ("money", "CNY", "=")
    assert read.value == value.scaleb(scale[1])
    assert read.precision == scale[1] - decimals


@_FEW
@given(_arabic(), _MONEY_SCALES)
def test_a_bare_cell_takes_the_unit_of_its_head(
    figure: tuple[str, Decimal, int], scale: tuple[str, int]
) -> None:
    printed, value, decimals = figure
    if len(printed) > 1 and printed[0] in "0０" and "." not in fold(printed):
        return
    read = _only(printed, unit=f"（单位：{scale[0]}）", cell=True)
    assert (read.value, read.unit) == (value.scaleb(scale[1]), "CNY")
    assert read.precision == scale[1] - decimals


@_FEW
@given(st.integers(1, 10**12 - 1), st.booleans())
def test_chinese_numerals_read_back(number: int, formal: bool) -> None:  # noqa: FBT001  drawn
    printed = chinese(number)
    read = _only((printed.translate(_FORMAL) if formal else printed) + "元整")
    assert read.value == number
    assert read.precision == -2


@_FEW
@given(
    st.integers(0, 10**6), st.sampled_from(("人", "人次", "家", "台（套）", "平方米", "个工作日"))
)
def test_counts_keep_their_measure_word(number: int, word: str) -> None:
    read = _only(f"{number}{word}")
    names = {"台（套）": "台套", "个工作日": "工作日"}
    assert (read.kind, read.value, read.unit) == ("count", Decimal(number), names.get(word, word))


@_FEW
@given(
    st.integers(2, 10**5),
    st.sampled_from(
        (
            ("不低于{}%", ">="), ("{}%以上", ">="), ("至少{}%", ">="), ("≧{}%", ">="),
            ("不超过{}%", "<="), ("{}%以内", "<="), ("控制在{}%以内", "<="), ("≤{}%", "<="),
            ("超过{}%", ">"), ("高于{}%", ">"), ("低于{}%", "<"), ("不足{}%", "<"),
            ("约{}%", "~"), ("{}%左右", "~"), ("近{}%", "~<"), ("达到{}%", "="), ("＝{}%", "="),
            ("{}%（不含）以下", "<"), ("{}%及以上", ">="),
        )
    ),
)  # fmt: skip
def test_comparators_belong_to_the_figure(number: int, form: tuple[str, str]) -> None:
    text = form[0].format(number)
    read = _only("指标" + text + "。")
    assert (read.raw, read.comparator, read.value) == (text, form[1], Decimal(number))


@_FEW
@given(st.integers(1, 9), st.integers(1, 8), st.sampled_from(("余", "多")))
def test_a_little_more_spans_one_step_of_the_last_digit(head: int, zeros: int, word: str) -> None:
    read = _only(f"{head}{'0' * zeros}{word}人次")
    step = Decimal(10) ** zeros
    assert (read.comparator, read.value, read.precision) == ("~>", head * step, zeros)
    assert (read.lower, read.upper) == (head * step, (head + 1) * step)


@_FEW
@given(
    st.integers(1, 500),
    st.integers(1, 500),
    st.sampled_from(("-", "—", "～", "至", "到", "~", "－")),
)
def test_a_range_shares_the_unit_of_its_right_end(low: int, high: int, joint: str) -> None:
    read = _only(f"{low}{joint}{high}%")
    assert (read.value, read.comparator, read.unit) == (None, "range", "%")
    assert (read.lower, read.upper) == (Decimal(min(low, high)), Decimal(max(low, high)))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10～15万元", 100000, 150000),
        ("9000-1.2万元", 9000, 12000),
        ("三到五百元", 300, 500),
        ("两三千元", 2000, 3000),
        ("十五六万元", 150000, 160000),
        ("七千至九千亿元", 700000000000, 900000000000),
    ],
)
def test_a_range_shares_the_multiplier_of_its_right_end(text: str, low: int, high: int) -> None:
    read = _only(text)
    assert (read.comparator, read.lower, read.upper) == ("range", Decimal(low), Decimal(high))


@settings(max_examples=400, deadline=None)
@given(_SOUP)
def test_a_figure_cut_out_reads_the_same(text: str) -> None:
    for figure in quantities(text):
        if figure.kind == "number" or "块" in figure.raw:  # 两块展板, but 两块 alone is money
            continue
        if re.match(r"\d+\s", figure.raw):  # a line that begins with 5 十年 is item 5
            continue
        (again,) = quantities(figure.raw)
        assert (again.kind, again.unit, again.raw) == (figure.kind, figure.unit, figure.raw)
        assert (again.value, again.lower, again.upper) == (figure.value, figure.lower, figure.upper)


@pytest.mark.parametrize("text", [".0百0", "6千〇几〇亿", "7千十零几6个", "〇1百 千"])
def test_a_numeral_with_a_sign_out_of_place_does_not_raise(text: str) -> None:
    quantities(text)
    quantities(text, cell=True)


@_FEW
@given(
    st.integers(1, 9999),
    st.sampled_from(
        ("{}元/人/月", "{}元／人·月", "{}元/月人", "每人每月{}元", "{}元每人每月", "每月每人{}元",
         "{}元/(人·月)", "{} 元/人/月", "{}元/月/人")
    ),
)  # fmt: skip
def test_a_price_per_head_and_month_has_one_name(price: int, form: str) -> None:
    text = form.format(price)
    read = _only(text)
    assert (read.raw, read.kind, read.value, read.unit) == (
        text,
        "rate",
        Decimal(price),
        "CNY/人/月",
    )


@_FEW
@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(("{0}年{1}月{2}日", "{0} 年 {1} 月 {2} 日", "{0}-{1:02d}-{2:02d}",
                     "{0}/{1}/{2}", "{0}.{1}.{2}", "{0}年{1:02d}月{2:02d}日")),
)  # fmt: skip
def test_a_date_in_every_printed_form(day: date, form: str) -> None:
    read = _moment(form.format(day.year, day.month, day.day))
    assert (read.kind, read.value, read.comparator) == ("date", day.isoformat(), "=")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("二〇二三年", "2023-01-01", "2023-12-31"),
        ("1-9月", "2024-01-01", "2024-09-30"),
        ("上半年", "2024-01-01", "2024-06-30"),
        ("前三季度", "2024-01-01", "2024-09-30"),
        ("第二季度", "2024-04-01", "2024-06-30"),
        ("十四五", "2021-01-01", "2025-12-31"),
        ("2022年3月至2023年5月", "2022-03-01", "2023-05-31"),
        ("9月中旬", "2024-09-11", "2024-09-20"),
    ],
)
def test_periods_are_inclusive(text: str, low: str, high: str) -> None:
    read = _moment(text, 2024)
    assert (read.kind, read.lower, read.upper) == ("period", low, high)


@pytest.mark.parametrize(
    "text",
    [
        "甲政发〔2021〕57号", "第42期", "第三方机构",
        "（二）目标", "见表2", "电话：0555-1234567",
        "GB/T 20001-2015", "一站式", "两会", "十分必要", "二级指标", "2023年9月31日", "13900000000",
        "C201.质量", "（单位：万元）", "最后一公里",
        "https://example.org/a/2024/1.html", "四川", "3.2项目概况", "4、产出情况",
    ],
)  # fmt: skip
def test_identifiers_and_sayings_are_no_quantity(text: str) -> None:
    assert [mark for mark in scan(text) if mark.kind != "number"] == []


@pytest.mark.parametrize("text", ["--", "—", "/", "无", "未开展", "A.投入", "第3期", "（三）", ""])
def test_a_cell_of_words_or_marks_is_never_zero(text: str) -> None:
    assert quantities(text, unit="万元", cell=True) == []


def test_brackets_are_negative_only_as_a_cell() -> None:
    assert _only("（7,301.20）", unit="元", cell=True).value == Decimal("-7301.20")
    assert _only("（905元/月人）").value == 905


def test_wrong_separators_are_read_literally_and_flagged() -> None:
    read = _only("45,6元")
    assert (read.value, read.flags, read.alternatives) == (
        Decimal(456),
        ("bad_grouping",),
        (Decimal("45.6"),),
    )
    read = _only("81,207.330元")
    assert read.flags == ("excess_decimals",)
    assert (read.value, read.alternatives) == (Decimal("81207.330"), (Decimal(81207330),))


def test_the_head_names_units_in_many_ways() -> None:
    for text in ("万元", "（单位：万元）", "金额（万元）", "单位: 万元", "人民币万元"):
        unit = header_unit(text)
        assert unit is not None
        assert (unit.name, unit.exponent) == ("CNY", 4)


@settings(max_examples=600, deadline=None)
@given(_SOUP, st.sampled_from((None, "万元", "%", "元/人/月")), st.booleans())
def test_no_text_raises_and_every_place_reads_back(
    text: str,
    unit: str | None,
    cell: bool,  # noqa: FBT001  drawn
) -> None:
    end = 0
    for figure in quantities(text, unit=unit, ref_year=2024, cell=cell):
        assert text[figure.start : figure.end] == figure.raw
        assert figure.start >= end
        end = figure.end


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    scan(text)


@pytest.mark.parametrize("piece", ["12,3", "1,", "9", "一二三四五六七八九十百千万亿", "(", "（1）"])
def test_a_hostile_line_takes_linear_time(piece: str) -> None:
    line = piece * (200_000 // len(piece))
    began = time.perf_counter()
    scan(line)
    assert time.perf_counter() - began < 2
