"""Chinese numerals in sections: 三万五  1亿2300万  两三千  几十万."""

from __future__ import annotations

from decimal import Context, Decimal

from normalize.patterns import Pattern

EXACT = Context(prec=400, traps=[])
"""Arithmetic that rounds nothing a report can print; the default of 28 digits would."""

DIGIT = {c: Decimal(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "两": Decimal(2),
    "廿": Decimal(2),
    "卅": Decimal(3),
}
SMALL = {"十": 1, "百": 2, "千": 3}
BIG = {"万": 4, "亿": 8, "兆": 12}
POWER = SMALL | BIG

_TOKEN = Pattern(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+|[^0-9]")
_PAIR = Pattern(r"([一二两三四五六七八九])([二两三四五六七八九])")


def decimals(digits: str) -> int:
    """The place of the last printed digit of an Arabic figure: 73.50 is -2."""
    point = digits.find(".")
    return point + 1 - len(digits) if point >= 0 else 0


def trailing(run: str) -> int:
    """The power of ten of the 万 and 亿 at the end, which a range shares."""
    shift = 0
    for character in reversed(run):
        if character not in BIG:
            break
        shift += BIG[character]
    return shift


def neighbours(pair: str) -> tuple[Decimal, Decimal] | None:
    """两三 as 2 and 3, 三五 as 3 and 5; None for digits that are no range."""
    low, high = DIGIT[pair[0]], DIGIT[pair[1]]
    return (low, high) if high - low == 1 or pair == "三五" else None


def pair(run: str) -> tuple[Decimal, Decimal] | None:
    """两三千 as 2000 to 3000, 十五六万 as 150000 to 160000."""
    match = _PAIR.search(run)
    if match is None or neighbours(match.group()) is None or "点" in run:
        return None
    low = evaluated(run[: match.end() - 1] + run[match.end() :])
    high = evaluated(run[: match.start()] + run[match.end() - 1 :])
    return (low[0], high[0]) if low and high else None


def few(run: str) -> tuple[Decimal, Decimal] | None:
    """几十万 as 100000 to 1000000, 十几万 as 100000 to 200000; 几 alone is no figure."""
    place = run.index("几")
    if run == "几" or run.count("几") > 1 or "点" in run:
        return None
    head, rest = run[:place], run[place + 1 :]
    if place == 0:
        low = evaluated("一" + rest)
        return (low[0], EXACT.scaleb(low[0], 1)) if low else None
    if rest and rest[0] in SMALL:
        low, base, step = (
            evaluated(head + "一" + rest),
            evaluated(head + rest[1:]),
            SMALL[rest[0]] + 1,
        )
    elif head[-1] in POWER:
        low = base = evaluated(head + rest)
        step = POWER[head[-1]]
    else:
        return None
    if low is None or base is None:
        return None
    return low[0], EXACT.add(base[0], Decimal(1).scaleb(step + trailing(rest)))


def evaluated(  # noqa: C901, PLR0912, PLR0915  one pass over one alphabet, hot
    run: str,
) -> tuple[Decimal, int] | None:
    """Value and last printed place of a numeral with 十百千万亿, Arabic sections allowed.

    One pass from left to right: small multipliers add to a section, large ones close it. 零 undoes
    the implied place of a last digit: 三万五 is 35000, 三万零五 is 30005. None if ill-formed.
    """
    closed: list[tuple[Decimal, int]] = []
    section = Decimal(0)
    pending: Decimal | None = None
    place = last = 0
    fraction = False
    empty = True
    tokens: list[str] = _TOKEN.findall(run)
    index = 0
    sign = ""
    while index < len(tokens):
        previous, sign = sign, tokens[index]
        index += 1
        if sign in SMALL:
            power = SMALL[sign]
            if pending is None:
                pending, place = Decimal(1), 0
            section = EXACT.add(section, EXACT.scaleb(pending, power))
            pending, last, place, empty = None, power, place + power, False
        elif sign in BIG:
            power = BIG[sign]
            total = EXACT.add(section, pending) if pending is not None else section
            level = power
            # 万万 is a hundred million; any other power after itself is no numeral.
            squared = pending is None and empty and power == BIG["万"] and sign == previous
            while closed and (closed[-1][1] < power or squared):
                value, below = closed.pop()
                total, level, empty = EXACT.add(total, value), max(level, power + below), False
            if empty and pending is None:
                if closed:
                    return None
                total, place = Decimal(1), 0
            closed.append((EXACT.scaleb(total, power), level))
            section, pending, last, place, empty = Decimal(0), None, power, place + power, True
        elif sign == "零":
            last = 0
        elif sign == "点":
            digits = ""
            while index < len(tokens) and tokens[index] in DIGIT:
                digits += str(DIGIT[tokens[index]])
                index += 1
            if not digits or fraction:
                return None
            pending = EXACT.add(pending or Decimal(0), Decimal("0." + digits))
            place, fraction, last = -len(digits), True, 0
        else:
            if pending is not None or not (sign in DIGIT or sign[-1] in "0123456789"):
                return None
            if sign in ("廿", "卅"):
                section = EXACT.add(section, EXACT.scaleb(DIGIT[sign], 1))
                last, place, empty = 1, 1, False
                continue
            pending = DIGIT[sign] if sign in DIGIT else Decimal(sign.replace(",", ""))
            place, empty = decimals(sign), False
            if len(sign) > 1:
                last = 0
    if pending is not None:
        if last > 1:
            place = last - 1
            pending = EXACT.scaleb(pending, place)
        section = EXACT.add(section, pending)
    for value, _ in closed:
        section = EXACT.add(section, value)
    return section, place
