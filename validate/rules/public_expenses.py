"""三公经费: trips abroad, official cars and receptions, and the whole they make up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Quantity
from model.relation import Constant, Difference, Relation, Sum
from validate.accounts import Entry, columns, part_of, rows, told
from validate.registry import rule
from validate.sentences import Sentence

_NAMES = {
    "total": re.compile(r"三公|三项(?:经费|费用)?(?:合计|共计)"),
    "abroad": re.compile(r"因公出国"),
    "cars": re.compile(
        r"公务用?车[^，。]{0,4}购置费?(?:及|和|与|、)|公务用?车(?:费|经费)|购置(?:及|和|与|、)运行"
    ),
    "purchase": re.compile(r"购置"),
    "running": re.compile(r"运行|运维|维护|保有|燃(?:油|料)"),
    "reception": re.compile(r"公务接待"),
}
_NOTHING = {
    "abroad": re.compile(r"[无未没][^，。；]{0,6}因公出国|因公出国[^，。；\d]{0,14}[无未没零]"),
    "cars": re.compile(r"公务用?车购置(?:及|和|与|、)[^，。；\d]{0,14}[无未没零]"),
    "purchase": re.compile(
        r"[无未没][^，。；]{0,6}购置(?:公务用?车)?|购置费[^，。；\d及和与、]{0,8}[无未没零]"
    ),
    "reception": re.compile(r"[无未没][^，。；]{0,6}公务接待|公务接待[^，。；\d]{0,14}[无未没零]"),
}
"""How a report says that there was none of a class; a class not named is not nothing."""
_WHOLE = re.compile(r"^(?:合计|总计|共计)")
_CLASSES = ("abroad", "cars", "reception")
_CARS = ("purchase", "running")
_ANOTHER_YEAR = re.compile(r"上年|去年|上一年|同期|减少|增加|下降|增长")
_PRICE = re.compile(r"每|均|单价")
_COLUMN = re.compile(r"(?P<budget>预算)|(?P<final>决算|支出|实际|执行)")
_REACH = 12
"""So many passages behind the whole its classes may be told."""
_ZERO = Constant(Decimal(0))

_OF_CARS = Sentence(
    "公务用车购置费与运行维护费之和应等于公务用车购置及运行维护费",
    "Buying and running official cars must add up to what cars cost",
)
_TOO_MUCH = Sentence(
    "“三公”经费各项之和不应超过“三公”经费总额",
    "The classes of the three public expenses must not exceed their total",
)


_CHANGED = Sentence(
    "{name}比上年的增减额应等于表列两年之差",
    "The change of {name} on the year before must be the difference of the two in the table",
)


@dataclass(slots=True)
class _Told:
    """The whole, the classes and their parts as one stretch of text tells them, of one column."""

    passage: int
    figures: dict[str, Quantity] = field(default_factory=dict[str, Quantity])
    nothing: set[str] = field(default_factory=set[str])

    def terms(self, names: tuple[str, ...]) -> tuple[Quantity | Constant, ...] | None:
        """The figures of these classes; None where one is neither given nor said to be nothing."""
        if any(name not in self.figures and name not in self.nothing for name in names):
            return None
        return tuple(self.figures.get(name, _ZERO) for name in names)


@rule(
    "SGF01",
    "三公经费",
    "Three public expenses",
    severity="error",
    says=(_OF_CARS, _TOO_MUCH, _CHANGED),
)
def three_public_expenses(facts: Facts) -> Iterator[Relation]:
    """“三公”经费总额应等于因公出国（境）、公务用车购置及运行、公务接待三项费用之和。

    Trips abroad, official cars and receptions must add up to the three public expenses.

    Flags::

        四、“三公”经费情况
        2023年“三公”经费支出36.60万元，其中：因公出国（境）费0万元，公务用车购置及运行维护费28.40万元，公务接待费7.20万元。

    Flags::

        四、“三公”经费情况
        公务用车购置及运行维护费28.40万元，其中：公务用车购置费15.00万元，公务用车运行维护费12.40万元。

    Passes::

        四、“三公”经费情况
        2023年“三公”经费预算40.00万元，支出决算35.60万元。其中：因公出国（境）费支出决算0万元；公务用车购置及运行维护费支出决算28.40万元（其中公务用车购置费15.00万元、公务用车运行维护费13.40万元），公务接待费支出决算7.20万元，比上年减少0.80万元。

    Passes::

        四、“三公”经费情况
        2023年“三公”经费支出20.60万元，其中：公务用车运行维护费13.40万元，公务接待费7.20万元，未发生因公出国（境）费用，未购置公务用车。
    """
    for one in _stretches(facts):
        yield from _whole(one)
        yield from _cars(one)
    yield from _columns(facts)
    yield from _changes(facts)


def _stretches(facts: Facts) -> Iterator[_Told]:
    """What the text tells, a whole with the classes behind it, budget and outcome apart."""
    open_: dict[str, _Told] = {}
    for at, named in _spoken(facts):
        for name, column, entry in named:
            one = open_.get(column)
            if _aside(entry, facts.data.fiscal_year):
                if name == "total" and one is not None and not entry.compared:
                    yield open_.pop(column)  # what follows are the classes of another year
                continue
            if one is None or at - one.passage > _REACH or _again(one, name, entry.figure):
                if one is not None:
                    yield one
                one = open_[column] = _Told(at)
            one.figures.setdefault(name, entry.figure)
        said = {word for word, none in _NOTHING.items() if none.search(facts.passages[at].text)}
        for one in open_.values():
            one.nothing |= said
    yield from open_.values()


def _spoken(facts: Facts) -> Iterator[tuple[int, list[tuple[str, str, Entry]]]]:
    """Passages with the sums of one of the names, each with its name and column.

    Both hold on from one sum to the next: 因公出国（境）费预算5万元，支出决算0万元.
    """
    entries = told(facts)
    column, name = "final", None
    for at, passage in enumerate(facts.passages):
        if passage.kind == "heading" or not _speaks(passage.text):
            continue
        named: list[tuple[str, str, Entry]] = []
        for entry in entries.get(at, ()):
            found = part_of(entry.words, _NAMES)
            if found in _CARS and "车" not in entry.before:
                found = None
            name = found or (name if _COLUMN.search(entry.words) else None)
            marks = [match.lastgroup or "" for match in _COLUMN.finditer(entry.words)]
            column = marks[-1] if marks else column
            if name is not None:
                named.append((name, column, entry))
        yield at, named


def _speaks(text: str) -> bool:
    return "三公" in text or "公务" in text or "因公" in text


def _again(one: _Told, name: str, figure: Quantity) -> bool:
    """Whether a whole comes that is another one than the stretch has."""
    known = one.figures.get(name)
    return name == "total" and bool(one.figures) and (known is None or known.value != figure.value)


def _aside(entry: Entry, year: str | None) -> bool:
    """Whether a sum is of another year, a difference or a price."""
    years = re.findall(r"(?:19|20)\d\d(?=年)", entry.words)
    other = bool(years) and year is not None and years[-1] != year
    return other or any(
        pattern.search(entry.words) is not None for pattern in (_ANOTHER_YEAR, _PRICE)
    )


def _whole(one: _Told) -> Iterator[Relation]:
    total = one.figures.get("total")
    if total is None:
        return
    running = one.figures.get("running")
    if "cars" not in one.figures and running is not None:
        cars = one.terms(_CARS)
        if cars is None:
            return
        terms = one.terms(("abroad", "reception"))
        yield from _equal(total, (*cars, *terms) if terms is not None else None)
        return
    terms = one.terms(_CLASSES)
    named = tuple(one.figures[name] for name in _CLASSES if name in one.figures)
    if terms is not None and named:
        yield from _equal(total, terms)
    elif len(named) > 1:
        yield Relation(
            total, ">=", Sum(named), subject="“三公”经费", zh=_TOO_MUCH.zh, en=_TOO_MUCH.en
        )


def _equal(total: Quantity, terms: tuple[Quantity | Constant, ...] | None) -> Iterator[Relation]:
    if terms is not None:
        yield Relation(total, "=", Sum(terms), subject="“三公”经费")


def _cars(one: _Told) -> Iterator[Relation]:
    cars, terms = one.figures.get("cars"), one.terms(_CARS)
    if cars is not None and terms is not None and any(name in one.figures for name in _CARS):
        yield Relation(
            cars, "=", Sum(terms), subject="公务用车购置及运行", zh=_OF_CARS.zh, en=_OF_CARS.en
        )


def _columns(facts: Facts) -> Iterator[Relation]:
    """The same down the columns and along the rows of tables."""
    for entries in (*columns(facts), *rows(facts)):
        named = [(part_of(entry.words, _NAMES), entry) for entry in entries]
        one = _Told(-1)
        for name, entry in named:
            if name is not None:
                one.figures.setdefault(name, entry.figure)
        if not one.figures.keys() & {"abroad", "reception"}:
            continue
        whole = next((entry for _, entry in named if _WHOLE.search(entry.words)), None)
        if whole is not None:
            one.figures.setdefault("total", whole.figure)
        if {"abroad", "cars", "reception"} <= one.figures.keys():
            for relation in (*_whole(one), *_cars(one)):
                yield replace(relation, table=entries[0].table)


_CHANGE = re.compile(
    r"[比较](?:上年|去年|上一年度?|(?:19|20)\d\d年)[^，。]{0,8}(减少|下降|压减|增加|增长|上升)"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def _changes(facts: Facts) -> Iterator[Relation]:
    """What a text says a class fell or rose by, against a table that prints both years."""
    yearly: dict[tuple[str, int], Quantity] = {}
    for row in rows(facts):
        name = part_of(row[0].subject, _NAMES)
        for entry in row if name is not None else ():
            year = _YEAR.search(entry.words)
            if year is not None and name is not None:
                yearly.setdefault((name, int(year.group())), entry.figure)
    if not yearly:
        return
    for entries in told(facts).values():
        for entry in entries:
            found, name = _CHANGE.search(entry.words), part_of(entry.words, _NAMES)
            if found is None or name is None:
                continue
            last = max((year for known, year in yearly if known == name), default=0)
            now, before = yearly.get((name, last)), yearly.get((name, last - 1))
            if now is not None and before is not None:
                less = found.group(1) in {"减少", "下降", "压减"}
                said = _CHANGED.filled(name="“三公”经费" if name == "total" else entry.subject)
                yield Relation(
                    entry.figure,
                    "=",
                    Difference(before, now) if less else Difference(now, before),
                    zh=said.zh,
                    en=said.en,
                )
