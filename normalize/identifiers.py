"""What holds digits and is no quantity: document numbers, ordinals, phones, codes, headings."""

from __future__ import annotations

import re

from normalize.patterns import Pattern
from normalize.units import UNITS, unit_at

_DOCUMENT = Pattern(r"(?<=[\[(])(?:19|20)[0-9]{2}[\])] ?第?[0-9零一二三四五六七八九十百 -]{0,8}号?")
_ORDINAL = Pattern(
    r"[0-9零一二两三四五六七八九十百千万]+"
    r"(?:[-~—–.、,至到和及或][ ]?第?(?:[0-9]+|[零一二三四五六七八九十百]+)(?![0-9.万亿]*[元%]))*+"
)
_DIGITS = Pattern(
    r"""
      1[3-9][0-9]{9}(?![0-9.,]|\ ?[元万亿人])                 # mobile phone
    | 0[0-9]{2,3}[- ]?\ ?[0-9]{7,8}(?:-[0-9]{1,6})?(?![0-9.,%])   # phone with area code
    | [48]00-?[0-9]{3,4}-[0-9]{3,4}(?![0-9])
    | [0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.,]|\ ?[元万亿])    # network address
    | [0-9]+(?:\.[0-9]+)?(?::\ ?[0-9]+(?:\.[0-9]+)?)+(?:\ ?[ap]m)?        # time of day, ratio
    | [0-9]+(?:-[0-9]+){2,}(?![0-9.,%]|[个项元万亿人名家分])   # code in parts
    | 0[0-9]+-[0-9]+(?![0-9.%]) | [0-9]+-0[0-9]+(?![0-9.%])   # code with leading zero
    | 0[0-9]+(?![0-9.,]|\ ?[年月日元%个项人家万])              # leading zero
    | [0-9]{15,}[Xx]?(?![0-9.,]|\ ?[元万])                    # identity card, account
    | [0-9]{1,3}(?:\.[0-9]{1,3}){2,}(?![0-9.,]|\ ?[元万亿%年月])     # 1.2.3
    | [0-9]+\ ?(?:号(?!线?[个台])|\#|级|年级|楼|栋楼|室|版)(?![0-9])
    | [0-9]+(?:[A-Z]{2,}[0-9]|[A-Z][0-9]{2})[0-9A-Z-]*        # 91530100MA6K…
    | [0-9]+[A-Z](?![A-Za-z0-9])(?:级|类|座|景区)?             # 5A级, 12B
    | [0-9]{1,2}时(?:[0-9]{1,2}分)?(?=[前后起止至到在,。;、]|$)
    """,
    re.VERBOSE,
)
_HEADING = Pattern(
    r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}(?:\ ?[.、)](?![0-9 ]*[0-9])|[ ]{1,3}(?=[一-鿿])|(?=项目|\.$))"
)
_BROKEN = Pattern(r"[0-9]+\.\n[0-9]+ ?[%元万亿]+")
"""A figure broken at its point, and nothing else: a cell, not a heading over a figure."""
_BRACKETED = Pattern(r"(?<=\()[0-9]{1,2}\)(?![%万])")
_SESSION = Pattern(r"[0-9一二三四五六七八九十]+届[0-9一二三四五六七八九十]+[次中]")
_LABEL = Pattern(
    r"(?:(?P<strong>编号|序号|邮编|邮政编码|电话|传真|热线|账号|帐号|卡号|代码|编码|身份证号?码?|证号|"
    r"号码|手机|房号|学号|工号|凭证号?|文号|合同号|单号|批号|信用代码|QQ|No\.?|NO\.?|№|#)"
    r"|(?P<weak>附?[表图]|附件|附录|专栏|公式|图表|注释?|式|例|附注))(?:[ :])*$"
)
_LABEL_ENDS = frozenset("表图件录栏式注号编话真线机码证话№#.:Qo例O")
_CODE = Pattern(r"[0-9][0-9A-Za-z./-]*")
_GROUPED = Pattern(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_LETTERS = Pattern(r"[A-Za-z][A-Za-z0-9_./&+~-]*")
_ADDRESS = Pattern(r"[A-Za-z][!-~]*")
_STANDARD = Pattern(
    r"(?:GB|DB[0-9]*|ISO|IEC|JGJ?|CJJ?|HJ|JT|YY|QB|TB|SL|DL|NB|LY|NY|WS|GA|DZ|JR|RB|No|NO|"
    r"[Qq]|T|GA|SB|AQ|CECS|JTG|JC|HG|SH|SY|XF)(?:/[A-Z]+)?\.?",
)
_STANDARD_NUMBER = Pattern(r"[ ]?[0-9]+(?:[.—–:/-][0-9]+)*(?![0-9]|[ ]?[%元个项万])")
_GLUED_COUNT = Pattern(
    r"[A-Z]{2,}(?=[0-9]+(?:\.[0-9]+)?[ ]?(?:[万亿]?[元人]|[台套盏辆户%]|个(?!体)|项目))"
)
_CODES = (
    "RMB", "CNY", "USD", "HKD", "EUR", "GBP", "JPY", "KRW", "AUD", "CAD", "SGD", "TWD", "CHF",
    "RUB", "THB", "INR",
)  # fmt: skip
_CURRENCY = Pattern(rf"(?:{'|'.join(_CODES)}|US|HK|NT|CN|AU|CA|JP|A|C|S)(?=[ :]*[¥$]?[ ]?-?[0-9])")


def after_letters(text: str, at: int) -> int:
    """Where to go on after a word in Latin letters: behind it, and behind the number it carries."""
    currency = _CURRENCY.match(text, at)
    if currency and (currency.group() in _CODES or text[currency.end()] in "¥$"):
        return currency.end()
    if text[at] in "xX" and text[at + 1 : at + 2].isdigit() and at and text[at - 1] not in " \n":
        return at + 1
    glued = _GLUED_COUNT.match(text, at)
    if glued is not None:
        return glued.end()
    match = _LETTERS.match(text, at)
    if match is None:
        return at + 1
    end = match.end()
    if text.startswith(("://", "@"), end) or match.group().startswith("www."):
        whole = _ADDRESS.match(text, at)
        return whole.end() if whole else end
    standard = _STANDARD.fullmatch(match.group())
    number = _STANDARD_NUMBER.match(text, end) if standard else None
    return number.end() if number else end


def identifier_end(text: str, at: int) -> int | None:
    """Where the identifier ends whose first numeral stands at ``at``; None where it is none."""
    before = text[max(at - 3, 0) : at].rstrip(" ")[-1:] if at else "\n"
    if before == "第":
        match = _ORDINAL.match(text, at)
        return match.end() if match else None
    end = _after_sign(text, at, before)
    if end is not None:
        return end
    session = _SESSION.match(text, at)
    if session is not None:
        return session.end()
    if text[at] > "9":
        return _name_end(text, at)
    if before == "\n" or (at > 1 and not text[max(0, at - 4) : at].strip(" 　")):
        end = _heading(text, at)
        if end is not None:
            return end
    match = _DIGITS.match(text, at)
    return match.end() if match else None


def _after_sign(text: str, at: int, before: str) -> int | None:
    """Behind a document number, an item in brackets, or a number with its label (表 3, 电话)."""
    if before in ("[", "("):
        match = _DOCUMENT.match(text, at) or _BRACKETED.match(text, at)
        return match.end() if match else None
    return _labelled(text, at) if before in _LABEL_ENDS else None


def _labelled(text: str, at: int) -> int | None:
    label = _LABEL.search(text, max(0, at - 12), at)
    if label is None:
        return None
    code = _CODE.match(text, at)
    if code is None:
        return None
    if _GROUPED.match(text, at) or (label["strong"] and unit_at(text, code.end()) is not None):
        return None  # 热线2,905人次, 电话300部: what is counted, and no number of it
    if label["weak"] and (
        text[code.end() : code.end() + 1] in ("%", "年") or _counted(text, code.end())
    ):
        return None
    if label["weak"] and "." in code.group() and len(code.group()) > len("12.34"):
        return None
    return code.end()


def _counted(text: str, at: int) -> bool:
    return unit_at(text, at) is not None or text[at : at + 1] in tuple("万亿余多,")


def _heading(text: str, at: int) -> int | None:
    match = _HEADING.match(text, at)
    if match is None or match.end() >= len(text) or _BROKEN.fullmatch(text, at):
        return None
    if match.group().endswith(" "):
        found = unit_at(text, match.end())
        spaced = text.startswith("项目", match.end())
        if found is not None and not spaced:
            return None
        if text[match.end()] in "万亿千百余多以至到个成折块毛角":
            return None
    return match.end()


def _name_end(text: str, at: int) -> int | None:
    """Behind a saying or name that begins with a Chinese numeral (一把手, 五台山, 十分)."""
    for name in UNITS.names.get(text[at], ()):
        if text.startswith(name, at) and text[at + len(name) : at + len(name) + 1] != "之":
            return at + len(name)
    return None
