"""Any quantity, printed in any legal way: what is drawn is known, so it can be read back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import strategies as st

_FULL = str.maketrans("0123456789,.-%/()", "０１２３４５６７８９，．－％／（）")
_DIGITS = "零一二三四五六七八九"
_FORMAL = str.maketrans("零一二三四五六七八九十百千万亿", "零壹贰叁肆伍陆柒捌玖拾佰仟万亿")
_TRADITIONAL = str.maketrans("万亿两", "萬億兩")


@dataclass(frozen=True, slots=True)
class Printed:
    """A quantity as printed, and what a reader has to make of it; bounds only where they count."""

    text: str
    kind: str
    unit: str | None
    value: Decimal | None
    precision: int | None
    comparator: str = "="
    lower: Decimal | None = None
    upper: Decimal | None = None
    chinese: bool = False


def chinese(number: int) -> str:
    """The number in plain Chinese numerals: 10300 as 一万零三百."""
    if number == 0:
        return "零"
    text = ""
    for power, name in ((8, "亿"), (4, "万"), (0, "")):
        section = number // 10**power % 10**4
        if section:
            gap = text and (section < 1000 or number // 10**power % 10**5 // 10**4 == 0)
            text += ("零" if gap else "") + _section(section) + name
    return text


def _section(number: int) -> str:
    text, gap = "", False
    for power, name in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text


@st.composite
def arabic(draw: st.DrawFn) -> tuple[str, Decimal, int]:
    """Arabic digits with or without separators, half or full width; value and decimals shown."""
    whole = draw(st.integers(0, 10**9))
    decimals = draw(st.sampled_from(("", "", "0", "5", "00", "23", "50")))
    plain = f"{whole}.{decimals}" if decimals else str(whole)
    style = draw(st.sampled_from(("plain", "grouped", "full", "full grouped", "broken")))
    printed = plain if style in {"plain", "full"} else format(Decimal(plain), ",")
    if style == "broken":
        printed = printed.replace(",", draw(st.sampled_from((", ", ",\n"))), 1)
    if style.startswith("full"):
        printed = printed.translate(_FULL)
    return printed, Decimal(plain), len(decimals)


@st.composite
def worded(draw: st.DrawFn) -> tuple[str, Decimal, int]:
    """A whole number in Chinese numerals, simplified or Traditional; value and its last place."""
    number = draw(st.integers(2, 99_999_999))
    printed = chinese(number)
    place = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
    last = place.get(printed[-1], 0)
    if printed[-1] == "万" and len(printed) > 1 and printed[-2] in place:
        last += place[printed[-2]]
    if draw(st.booleans()):
        printed = printed.translate(_TRADITIONAL)
    return printed, Decimal(number), -last


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs written ``first second``, two words a pair."""
    words = text.split()
    return tuple(zip(words[::2], words[1::2], strict=True))


_SCALES = st.sampled_from(
    [("元", 0), ("千元", 3), ("万元", 4), ("百万元", 6), ("亿元", 8), ("萬元", 4)]
)
_GAPS = st.sampled_from(("", "", "", " ", "\n", "　"))


@st.composite
def money(draw: st.DrawFn) -> Printed:
    """An amount in 元 in digits, in words, or in the formal words of a cheque."""
    style = draw(st.sampled_from(("digits", "digits", "sign", "words", "formal")))
    if style == "digits":
        printed, value, decimals = draw(arabic())
        unit, power = draw(_SCALES)
        text = printed + draw(_GAPS) + unit
        return Printed(text, "money", "CNY", value.scaleb(power), power - decimals)
    if style == "sign":
        printed, value, decimals = draw(arabic())
        sign = draw(st.sampled_from(("￥", "¥", "人民币", "RMB")))
        return Printed(sign + printed + "元", "money", "CNY", value, -decimals)
    if style == "words":
        printed, value, place = draw(worded())
        return Printed(printed + "元", "money", "CNY", value, -place, chinese=True)
    number = draw(st.integers(1, 10**12 - 1))
    text = chinese(number).translate(_FORMAL) + draw(st.sampled_from(("元整", "圆整", "元正")))
    return Printed(text, "money", "CNY", Decimal(number), -2, chinese=True)


def _in_words(text: str, points: int) -> Printed:
    return Printed(text, "percent", "%", Decimal(points), None, chinese=True)


@st.composite
def percent(draw: st.DrawFn) -> Printed:
    """A share: in digits, per mille, in words, in tenths, in points."""
    style = draw(st.sampled_from(("digits", "digits", "mille", "words", "tenths", "points")))
    if style == "words":
        number = draw(st.integers(2, 99))
        return _in_words("百分之" + chinese(number), number)
    if style == "tenths":
        number = draw(st.integers(2, 9))
        return _in_words(_DIGITS[number] + "成", number * 10)
    whole, decimals = draw(st.integers(0, 200)), draw(st.sampled_from(("", "5", "00", "23")))
    plain = f"{whole}.{decimals}" if decimals else str(whole)
    printed = plain.translate(_FULL) if draw(st.booleans()) else plain
    sign, unit, power = {
        "digits": (draw(st.sampled_from(("%", "％", " %"))), "%", 0),
        "mille": ("‰", "%", -1),
        "points": (draw(st.sampled_from(("个百分点", "個百分點"))), "pp", 0),
    }[style]
    return Printed(
        printed + sign, "percent", unit, Decimal(plain).scaleb(power), power - len(decimals)
    )


_WORDS = st.sampled_from(
    _pairs(
        "人 人 人次 人次 家 家 台（套） 台套 平方米 平方米 ㎡ 平方米 公里 公里 個 个"
        " 个工作日 工作日 户 户 戶 户 吨 吨 课时 课时"
    )
)


@st.composite
def count(draw: st.DrawFn) -> Printed:
    """A count of something."""
    word, unit = draw(_WORDS)
    if draw(st.integers(0, 4)) == 0:
        printed, value, place = draw(worded())
        return Printed(printed + word, "count", unit, value, -place, chinese=True)
    printed, value, decimals = draw(arabic())
    return Printed(printed + draw(_GAPS) + word, "count", unit, value, -decimals)


_PRICES = st.sampled_from(
    _pairs(
        "{}元/人/月 人/月 {}元／人·月 人/月 {}元/月人 人/月 每人每月{}元 人/月 {}元每人每年 人/年"
        " {}元/（人·天） 人/天 {}万元/公里 公里 每亩{}元 亩 {}元/架次 架次"
    )
)


@st.composite
def rate(draw: st.DrawFn) -> Printed:
    """A price per head and time, in any order and any signs."""
    form, per = draw(_PRICES)
    power = 4 if "万" in form else 0
    value = draw(st.integers(1, 99_999))
    text = form.format(format(value, ",") if draw(st.booleans()) else value)
    return Printed(text, "rate", f"CNY/{per}", Decimal(value).scaleb(power), power)


_BEFORE = _pairs(
    "不低于 >= 不少于 >= 至少 >= ≥ >= ≧ >= 不超过 <= 不高于 <= 最多 <= ≤ <= 超过 > 高于 > 大于 >"
    " 突破 > 低于 < 不足 < 少于 < 未达 < 约 ~ 大约 ~ 近 ~< 将近 ~< 达到 = ＝ ="
)
_AFTER = _pairs("以上 >= 及以上 >= （含）以上 >= 以下 <= 以内 <= （不含）以下 < 左右 ~")
_PLAIN = st.one_of(money(), percent(), count(), rate())


@st.composite
def quantity(draw: st.DrawFn) -> Printed:
    """Any quantity, alone, with a comparator, or as a range."""
    style = draw(st.sampled_from(("alone", "alone", "before", "after", "range")))
    if style == "range":
        return draw(_range())
    drawn = draw(_PLAIN)
    if style == "before" and not drawn.text.startswith(("每", "￥", "¥", "RMB", "人民币")):
        word, sign = draw(st.sampled_from(_BEFORE))
        return replace(drawn, text=word + drawn.text, comparator=sign)
    if style == "after" and not drawn.text.endswith(("整", "正", "年", "月", "天")):
        word, sign = draw(st.sampled_from(_AFTER))
        return replace(drawn, text=drawn.text + word, comparator=sign)
    return drawn


_ENDS = st.sampled_from(
    [
        ("万元", "money", "CNY", 4),
        ("元", "money", "CNY", 0),
        ("%", "percent", "%", 0),
        ("人", "count", "人", 0),
    ]
)


@st.composite
def _range(draw: st.DrawFn) -> Printed:
    low, high = sorted((draw(st.integers(1, 9_999)), draw(st.integers(1, 9_999))))
    joint = draw(st.sampled_from(("-", "—", "～", "~", "至", "到", "－")))
    mark, kind, unit, power = draw(_ENDS)
    both = draw(st.booleans())
    text = f"{low}{mark if both else ''}{joint}{high}{mark}"
    bounds = (Decimal(low).scaleb(power), Decimal(high).scaleb(power))
    return Printed(text, kind, unit, None, None, "range", *bounds)


SENTENCES = st.sampled_from(
    [
        "{}",
        "本项目{}。",
        "其中设备{}，已验收",
        "（{}）",
        "一、资金情况：{}；",
        "目标值为{}，按期完成",
        "“{}”",
    ]
)
"""What may stand around a quantity without changing it."""
