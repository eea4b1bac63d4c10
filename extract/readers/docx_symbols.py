"""Letters of symbol fonts, by what they show: the boxes and ticks of forms, and ≥ and ≤."""

from __future__ import annotations

_TICK, _BOX, _CROSS = "√", "□", "×"
_FONTS: dict[str, dict[int, str]] = {
    "Wingdings": {
        **dict.fromkeys((0xFC, 0xFD, 0xFE, 0x78), _TICK),
        **dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), _BOX),
        0xFB: _CROSS,
        0x6C: "●",
        0x6E: "■",
        0x75: "◆",
        0xE0: "→",
    },
    "Wingdings 2": {
        **dict.fromkeys((0x50, 0x52, 0x53, 0x54), _TICK),
        **dict.fromkeys((0x2A, 0x30, 0xA3), _BOX),
        **dict.fromkeys((0x4F, 0x51), _CROSS),
    },
    "Symbol": {
        0xA3: "≤",
        0xA5: "∞",
        0xB0: "°",
        0xB1: "±",
        0xB3: "≥",
        0xB4: "×",
        0xB7: "·",
        0xB8: "÷",
        0xB9: "≠",
        0xBB: "≈",
        0xE5: "∑",
        0x2D: "−",
    },
}
SYMBOL_FONTS = frozenset(_FONTS)
_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the letters of a symbol font."""


def symbol(font: str, code: str) -> str:
    """What ``w:sym`` shows; a character of a font not known here stays as it is coded."""
    try:
        return from_font(font, chr(int(code, 16)))
    except (ValueError, OverflowError):
        return ""


def from_font(font: str, char: str) -> str:
    """What a character shows in a font; a ticked box is √, an empty one □."""
    code = ord(char)
    at = code & 0xFF if code in _PRIVATE else code
    return _FONTS.get(font, {}).get(at, char)
