"""What a price or a frequency is counted per: /人/月, 每人每月, ／人·月."""

from __future__ import annotations

from normalize.patterns import Pattern
from normalize.units import UNITS, Unit, denominator_at, ordered

_THING = Pattern(
    r"(?:[\u4e00-\u9fff]{1,3}?|[A-Za-z]{1,4})"
    r"(?=[,。;:、)(/\n ”]|以[上下内]|及以|左右|的|计|起|不等|$)"
)
_PIECE = "0123456789零一二两三四五六七八九"


def denominators_at(text: str, at: int, unit: Unit) -> tuple[tuple[str, ...], int]:
    """The denominators behind a unit (/人/月, 每人每月, ／人·月) and where they end."""
    names: list[str] = []
    end = here = at
    while here < len(text):
        step = here
        marks = " \n/每·•(*." if names else " /每·•(*"
        while step < len(text) and text[step] in marks and step - here < 3:  # noqa: PLR2004
            step += 1
        if step == here and not names:
            break
        if not names and not ("/" in text[here:step] or "每" in text[here:step]):
            break
        if names and step == here and text[here] not in "月人天日年次":
            break
        slashed = unit.kind == "money" and "/" in text[here:step]
        found = denominator_at(text, step) or (_unlisted(text, step) if slashed else None)
        if found is None or (unit.kind != "money" and found[0] not in UNITS.of_counts):
            break
        if (
            names
            and step == here
            and (found[0] not in ("人", "月", "年", "天", "日") or _word(text, found[1]))
        ):
            break
        names.append(found[0])
        end = here = found[1]
        if text[end : end + 1] == ")" and "(" in text[at:end]:
            end = here = end + 1
    if "每" in text[at:end] and text[end : end + 1] in tuple(_PIECE + "十百¥"):
        return (), at  # 80-89周岁每人每月60元: they belong to the figure behind them
    return ordered(names), end


def _unlisted(text: str, at: int) -> tuple[str, int] | None:
    """What stands behind a stroke, up to the next mark: 元/架次, 元/GB/月."""
    match = _THING.match(text, at)
    return (match.group(), match.end()) if match is not None else None


def _word(text: str, end: int) -> bool:
    """True where more letters follow, so that the last one read begins a word (元/月人员)."""
    return text[end : end + 1] in tuple("员民数才工均度底初末份")
