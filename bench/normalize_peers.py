"""The reader of figures beside its peers, on the same cases, in one run: how exact, how fast."""

from __future__ import annotations

import importlib
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from tests.quantities.judge import agrees, told

SETS = ("cases-a.jsonl", "cases-b.jsonl", "cases-c.jsonl", "cases-d.jsonl")
SECONDS = 4.0
"""So long each reader runs over the running text to tell its speed; the slowest reads 4 kB/s."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a peer gives it out, in our words; what it does not say is None or ``=``."""

    start: int
    end: int
    kind: str
    value: object
    unit: str | None = None
    comparator: str = "="
    lower: object = None
    upper: object = None
    precision: int | None = None
    alternatives: tuple[Decimal, ...] = ()


Reader = Callable[[str, dict[str, Any]], list[Any]]


def gouji() -> Reader:
    """Ours."""
    quantities = importlib.import_module("normalize").quantities
    return lambda text, context: quantities(text, **context)


def cn2an() -> Reader:
    """cn2an: turns a text that is one Chinese number into that number."""
    convert = importlib.import_module("cn2an").cn2an

    def read(text: str, _: dict[str, Any]) -> list[Told]:
        try:
            value = convert(text, "smart")
        except (ValueError, TypeError, KeyError):
            return []
        return [Told(0, len(text), "number", value)]

    return read


def chinese2digits() -> Reader:
    """chinese2digits: numbers in a text, without their units; places are looked up."""
    take = importlib.import_module("chinese2digits").takeNumberFromString

    def read(text: str, _: dict[str, Any]) -> list[Told]:
        try:
            answer = take(text)
        except Exception:  # noqa: BLE001  a peer that raises has read nothing
            return []
        found: list[Told] = []
        at = 0
        for printed, digits in zip(
            answer["CHNumberStringList"], answer["digitsStringList"], strict=False
        ):
            start = text.find(printed, at)
            if start >= 0:
                at = start + len(printed)
                in_words = printed.startswith(("百分之", "千分之", "万分之"))
                value = _times(digits, 100) if in_words else digits
                share = in_words or text[at : at + 1] == "%"
                kind, unit = ("percent", "%") if share else ("number", None)
                found.append(Told(start, at, kind, value, unit))
        return found

    return read


def jionlp() -> Reader:
    """JioNLP: money and time in a text."""
    jio = importlib.import_module("jionlp")

    def read(text: str, context: dict[str, Any]) -> list[Told]:
        base = {"year": context.get("ref_year", 2024)}
        return [
            *_asked(lambda: _money(jio.ner.extract_money(text))),
            *_asked(lambda: _time(jio.ner.extract_time(text, time_base=base))),
        ]

    return read


CURRENCIES = {"元": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR", "英镑": "GBP"}


def _money(items: list[dict[str, Any]]) -> Iterator[Told]:
    for item in items:
        detail, (start, end) = item["detail"], item["offset"]
        unit = CURRENCIES.get(detail["case"], detail["case"])
        if isinstance(detail["num"], list):
            low, high = detail["num"]
            yield Told(start, end, "money", None, unit, "range", low, high)
        else:
            sign = {"blur": "~", "blur-": "<", "blur+": ">"}.get(detail["definition"], "=")
            yield Told(start, end, "money", detail["num"], unit, sign)


def _time(items: list[dict[str, Any]]) -> Iterator[Told]:
    for item in items:
        start, end = item["offset"]
        first, last = (str(one)[:10] for one in item["detail"]["time"][:2])
        if first == last:
            yield Told(start, end, "date", first)
        else:
            yield Told(start, end, "period", None, None, "=", first, last)


def recognizers() -> Reader:
    """Microsoft Recognizers-Text: five models, each over the whole text; the longest hit counts."""
    culture = importlib.import_module("recognizers_text").Culture.Chinese
    number = importlib.import_module("recognizers_number")
    unit = importlib.import_module("recognizers_number_with_unit")
    moment = importlib.import_module("recognizers_date_time")
    models = (
        number.recognize_number, number.recognize_percentage, unit.recognize_currency,
        unit.recognize_dimension, moment.recognize_datetime,
    )  # fmt: skip

    def read(text: str, _: dict[str, Any]) -> list[Told]:
        found: list[Told] = []
        for model in models:
            found += _asked(partial(_recognized, model(text, culture)))
        found.sort(key=lambda one: one.start - one.end)
        kept: list[Told] = []
        for one in found:
            if all(one.end <= other.start or one.start >= other.end for other in kept):
                kept.append(one)
        return kept

    return read


KINDS = {"number": "number", "percentage": "percent", "currency": "money", "dimension": "count"}
UNITS = {"Kilometer": "公里", "Meter": "米", "Ton": "吨"}


def _recognized(items: Any) -> Iterator[Told]:  # noqa: ANN401  a peer's own objects
    for item in items:
        resolution: dict[str, Any] = item.resolution or {}
        kind: str = item.type_name
        start, end = int(item.start), int(item.end) + 1
        if kind.startswith("datetime"):
            values: list[dict[str, str]] = resolution.get("values") or [{}]
            if values[0].get("type") == "date":
                yield Told(start, end, "date", values[0].get("value"))
            elif values[0].get("type") == "daterange":
                low, high = values[0].get("start"), values[0].get("end")
                yield Told(start, end, "period", None, None, "=", low, high)
        elif kind in KINDS:
            printed = str(resolution.get("value"))
            unit = str(resolution.get("isoCurrency") or resolution.get("unit"))
            unit = "%" if "%" in printed else UNITS.get(unit, unit)
            yield Told(start, end, KINDS[kind], printed.removesuffix("%"), unit)


def _asked(work: Callable[[], Iterator[Told]]) -> list[Told]:
    try:
        return list(work())
    except Exception:  # noqa: BLE001  a peer that raises has read nothing
        return []


def _times(digits: object, factor: int) -> object:
    try:
        return Decimal(str(digits)) * factor
    except InvalidOperation:
        return digits


READERS: dict[str, Callable[[], Reader]] = {
    "gouji": gouji,
    "Recognizers-Text": recognizers,
    "JioNLP": jionlp,
    "chinese2digits": chinese2digits,
    "cn2an": cn2an,
}


def exact(reader: Reader, cases: list[dict[str, Any]]) -> float:
    """Share of the cases read right: kind, value, unit, comparator and bounds."""
    right = sum(_right(reader(case["text"], case.get("context", {})), case) for case in cases)
    return right / len(cases)


def _right(found: list[Any], case: dict[str, Any]) -> bool:
    start, end = case["span"]
    over = [one for one in found if one.start < end and one.end > start]
    if case["expected"]["type"] == "none":
        return all(one.kind == "number" for one in over)
    over.sort(key=lambda one: min(one.end, end) - max(one.start, start))
    return bool(over) and agrees(over[-1], _without_precision(case["expected"]))


def _without_precision(expected: dict[str, Any]) -> dict[str, Any]:
    """No peer tells precision, flags or alternatives."""
    return {key: value for key, value in expected.items() if key in _COMPARED}


_COMPARED = frozenset({"type", "value", "unit", "comparator", "lower", "upper"})


def running_text(reader: Reader, paragraphs: list[dict[str, Any]]) -> float:
    """F1 over the typed quantities of running text."""
    right = read = asked = 0
    for paragraph in paragraphs:
        found = [
            one
            for one in reader(paragraph["text"], paragraph.get("context", {}))
            if one.kind != "number"
        ]
        for quantity in paragraph["quantities"]:
            start, end = quantity["span"]
            over = [one for one in found if one.start < end and one.end > start]
            if quantity.get("optional"):
                found = [one for one in found if one not in over]
                continue
            asked += 1
            hit = _right(over, {"span": (start, end), "expected": quantity["expected"]})
            right += hit
        read += len(found)
    return 2 * right / (asked + read) if asked + read else 0.0


def speed(reader: Reader, text: list[str]) -> float:
    """MB of UTF-8 read in a second, over running text."""
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        for passage in text:
            reader(passage, {})
            done += len(passage.encode())
            if time.perf_counter() - began >= SECONDS:
                break
    return done / (time.perf_counter() - began) / 1e6


def main() -> None:
    """Print a line a reader; a peer that is not installed is named."""
    warnings.simplefilter("ignore")
    logging.disable()  # JioNLP logs a traceback for each text it cannot read
    cases = [case for name in SETS for case in told(name)]
    paragraphs = told("paragraphs.jsonl")
    text = [paragraph["text"] for paragraph in paragraphs]
    asked = sum(len(paragraph["quantities"]) for paragraph in paragraphs)
    print(f"{len(cases)} cases; {asked} quantities in {len(paragraphs)} paragraphs")
    print(f"{'':<18}{'exact':>8}{'F1':>8}{'MB/s':>10}{'× ours':>10}")
    ours = 0.0
    for name, make in READERS.items():
        try:
            reader = make()
        except ImportError as error:
            print(f"{name:<18}not installed ({error.name})")
            continue
        rate = speed(reader, text)
        ours = ours or rate
        print(
            f"{name:<18}{exact(reader, cases):>8.1%}{running_text(reader, paragraphs):>8.1%}"
            f"{rate:>10.4f}{rate / ours:>10.4f}"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
