"""Bytes to text: the encoding by score, the damage by count."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

SAMPLE = 1 << 18
"""Bytes an encoding is judged by; more does not change the verdict, only the time."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里"
    "如水化高自二理起小现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质"
    "气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见"
    "计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清"
    "项目绩效评价指标预算支出财政金额情况完成率单位拨付到位万元执行监控满意数量质时社益环境序号合计得值偏差原措施专业务中心局县市省乡镇委办府街村户"
    "這為個國時來們對會發動學說種後經過兩體從業還現實當點開關與長東門見無電間產機進應數總結題區處條統級計論員運設資務專項標績評價預財獲額單轄執監滿質環號補"
    "縣鄉鎮辦據規導證認權構業護術際團觀築圖網續層雙協變顯議調領檢覽競贊準聯億萬"
    "，。、；：？！（）《》“”‘’〔〕【】％—…·　０１２３４５６７８９「」『』"
)
_UNFIT = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f]")
_CUT_TAIL = 3
"""A cut-off UTF-8 character leaves at most three bytes."""
_DAMAGED_SHARE = 0.05
"""Above this share of undecodable characters UTF-8 with damage is no longer the likely story."""
_LEAST_SCORE = 0.1
"""Share of common characters below which no encoding is believed: reports reach 0.5, random bytes
0.03."""
_FEWEST_BYTES = 40
"""Shorter texts may be names alone, which no share of common characters can judge."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, the encoding's name, what to say about the damage.

    ``fitness`` is the share of characters that make sense as text, 0 to 1: random bytes stay low.
    """

    text: str
    encoding: str
    warnings: tuple[str, ...]
    fitness: float


def decode(data: bytes) -> Decoded:
    """Text of a file whose encoding nobody states.

    A byte order mark decides; else the zero bytes of UTF-16; else strict UTF-8 (a cut tail or a few
    bad bytes allowed); else the best of GB18030, Big5 and UTF-16 by share of common characters,
    because Big5 decodes as GB18030 without error.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _finished(data[len(mark) :], encoding)
    if b"\0" in data[:SAMPLE]:
        wide = _widest(data)
        if wide:
            return _believed(data, wide)
    if _is_utf8(data):
        return _finished(data, "utf-8")
    narrow_or_wide = ("gb18030", "big5hkscs", *_WIDE)
    return _believed(data, max(narrow_or_wide, key=lambda encoding: _score(data, encoding)))


def _believed(data: bytes, encoding: str) -> Decoded:
    """Text in an encoding told by its score, unfit if even the best score is poor."""
    decoded = _finished(data, encoding)
    if len(data) >= _FEWEST_BYTES and _score(data, encoding) < _LEAST_SCORE:
        return replace(decoded, fitness=0.0)
    return decoded


_WIDE = ("utf-16-le", "utf-16-be")


def _widest(data: bytes) -> str | None:
    """The UTF-16 the zero bytes speak for; None where they are stray NULs in other text."""
    best = max(_WIDE, key=lambda encoding: _score(data, encoding))
    narrow = max(_score(data, "utf-8"), _score(data, "gb18030"))
    return best if _score(data, best) > narrow else None


def _is_utf8(data: bytes) -> bool:
    sample = data[:SAMPLE]
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(sample) - error.start <= _CUT_TAIL and error.reason == "unexpected end of data":
            return True
    else:
        return True
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return bad <= _DAMAGED_SHARE * sum(1 for char in text if char > "\x7f")


def _score(data: bytes, encoding: str) -> float:
    """Share of common characters among those beyond ASCII, less twice the undecodable ones."""
    sample = data[: SAMPLE // 4]
    text = sample.decode(encoding, "replace")
    if not text:
        return 0.0
    common = sum(1 for char in text if char in _COMMON)
    plain = sum(1 for char in text if " " <= char <= "~" or char in "\t\r\n")
    unfit = len(_UNFIT.findall(text)) + text.count("\0")
    beyond = len(text) - plain
    return (common - 2 * unfit + plain / 100) / max(beyond + plain / 100, 1)


def _finished(data: bytes, encoding: str) -> Decoded:
    text, cut = _text(data, encoding)
    text = text.removeprefix("\ufeff")
    name = "big5" if encoding == "big5hkscs" else encoding
    lost = text.count("\ufffd")
    private = len(re.findall("[\ue000-\uf8ff]", text))
    warnings: list[str] = []
    if cut:
        warnings.append("文件末尾被截断：最后一个字符不完整，已略去，此前内容照读")
    if lost:
        warnings.append(f"有 {lost} 处字节无法按 {name} 解码，显示为 \ufffd，请核对原件")
    if private:
        warnings.append(f"有 {private} 个自造字（私用区字符），可能显示不出，请核对原件")
    unfit = len(_UNFIT.findall(text)) - private
    fitness = 1 - unfit / len(text) if text else 1.0
    return Decoded(text, name, tuple(warnings), fitness)


def _text(data: bytes, encoding: str) -> tuple[str, bool]:
    """Decoded text, and whether its last character was cut off."""
    if encoding in _WIDE:
        return data[: len(data) & ~1].decode(encoding, "replace"), len(data) % 2 == 1
    try:
        return data.decode(encoding), False
    except UnicodeDecodeError as error:
        if len(data) - error.start <= _CUT_TAIL and "\ufffd" not in _tail(data, encoding, error):
            return data[: error.start].decode(encoding), True
    return _by_line(data, encoding)


def _tail(data: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    """What an incremental decoder still gives out for the last bytes: nothing if merely cut."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(data[error.start :])


def _by_line(data: bytes, encoding: str) -> tuple[str, bool]:
    """Line by line, so that one bad byte cannot shift what follows its line."""
    lines = data.split(b"\n")
    last, cut = lines[-1], False
    try:
        last.decode(encoding)
    except UnicodeDecodeError as error:
        if len(last) - error.start <= _CUT_TAIL and not _tail(last, encoding, error):
            lines[-1], cut = last[: error.start], True
    return "\n".join(line.decode(encoding, "replace") for line in lines), cut
