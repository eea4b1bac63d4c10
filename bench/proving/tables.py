"""The tables of a report: funding blocks, indicator forms, score sheets, ledgers, lists."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bench.proving.amounts import Fact, Style
from bench.proving.drawing import Project, money, percent, share_of
from bench.proving.figures import Expr, Grid, Relation, Row
from bench.proving.indicators import Scores
from bench.proving.scribe import Scribe, number_of

SAME = "^"  # a cell that belongs to the merged cell above
NONE = ""


@dataclass(slots=True)
class Desk:
    """What every table needs: the project, the scribe, and how its money stands."""

    project: Project
    scribe: Scribe
    rng: random.Random
    in_cell: bool = False

    def start(self, name: str) -> None:
        """Marks put from now on stand in this table."""
        self.scribe.phrase = f"table:{name}"
        self.scribe.in_table = True
        self.scribe.strict = True
        self.in_cell = self.rng.random() < 0.08  # noqa: PLR2004

    def cell(self, fact: Fact) -> str:
        """A figure in a cell; money and points without their unit."""
        bare = fact.kind == "money" and not self.in_cell
        return self.scribe.put(fact, bare=bare)

    @property
    def style(self) -> Style:
        """How money is printed here."""
        return self.scribe.money or Style("元", 2, comma=True)

    def unit_line(self) -> tuple[str, ...]:
        """单位 above the table."""
        if self.in_cell:
            return ()
        form = self.rng.choice(("单位：{}", "金额单位：{}", "（单位：{}）"))
        return (form.format(self.style.unit),)

    def hold(self, rule: str, left: str, how: str, over: list[str], op: str = "=") -> None:
        """A relation among cells."""
        marks = tuple(number_of(sign) for sign in over)
        right = Expr(how, marks)
        self.scribe.relations.append(Relation(rule, Expr("value", (number_of(left),)), op, right))


Column = tuple[str, str]
FUNDING: dict[str, tuple[Column, ...]] = {
    "1": (("年初预算数", "initial"), ("全年预算数", "budget"), ("全年执行数", "spent"),
          ("分值", "weight"), ("执行率", "rate"), ("得分", "score")),
    "2": (("全年预算数(A)", "budget"), ("全年执行数(B)", "spent"), ("分值", "weight"),
          ("执行率(B/A)", "rate"), ("得分", "score")),
    "3": (("年初预算", "initial"), ("调整后预算数", "budget"), ("预算执行数", "spent"),
          ("预算执行率", "rate"), ("权重", "weight"), ("得分", "score")),
    "4": (("计划安排资金", "budget"), ("实际到位资金", "received"), ("实际支出", "spent"),
          ("结余", "balance")),
    "5": (("年初预算数", "budget"), ("实际到位数", "received"), ("实际支出数", "spent"),
          ("执行率", "rate")),
    "6": (("预算数(A)", "budget"), ("执行数(B)", "spent"), ("执行率(B/A)", "rate")),
    "7": (("预算安排金额", "budget"),),
    "9": (("全年预算数", "budget"), ("1-{m}月执行数", "now"), ("1-{m}月执行率", "rate_now"),
          ("全年预计执行数", "whole")),
}  # fmt: skip
AMOUNTS = ("initial", "budget", "received", "spent", "balance", "now", "whole")


def funding(desk: Desk, variant: str, scores: Scores | None) -> Grid:
    """One of the funding blocks of public forms, a row for each source."""
    project, desk_rng = desk.project, desk.rng
    by_source = split_by_source(project)
    values = [value for split in by_source.values() for value in split.values()]
    columns = FUNDING[variant]
    rates_everywhere = desk_rng.random() < 0.5  # noqa: PLR2004
    last = variant == "5"

    def write() -> Grid:
        desk.start(f"funding{variant}")
        label = "合计" if last else desk_rng.choice(("年度资金总额", "项目资金总额", "资金总额"))
        total = _funding_row(desk, columns, None, scores, by_source)
        rows = [
            _funding_row(desk, columns, name, scores if rates_everywhere else None, by_source)
            for name in by_source["budget"]
        ]
        for index, (_, key) in enumerate(columns):
            if key in AMOUNTS:
                desk.hold("SUM03", total[index], "sum", [row[index] for row in rows])
        named = [
            Row((f"其中：{name}" if i == 0 and not last else name, *row))
            for i, (name, row) in enumerate(zip(by_source["budget"], rows, strict=True))
        ]
        top = Row((label, *total), "total")
        heads = tuple(head.format(m=project.month) for head, _ in columns)
        return Grid(
            "funding", ("项目资金情况表", *desk.unit_line()), ("资金来源", *heads),
            (*named, top) if last else (top, *named),
        )  # fmt: skip

    return desk.scribe.surely(write, values, f"funding{variant}")


def _funding_row(
    desk: Desk,
    columns: tuple[Column, ...],
    source: str | None,
    scores: Scores | None,
    by_source: dict[str, dict[str, Decimal]],
) -> list[str]:
    cells: dict[str, str] = {}
    for _, key in columns:
        if key in AMOUNTS:
            name = f"{key}:{source}" if source and key != "budget" else f"source:{source}"
            fact = (
                desk.project.facts[key] if source is None else money(name, by_source[key][source])
            )
            cells[key] = desk.cell(fact)
        elif key in {"rate", "rate_now"}:
            cells[key] = _rate_cell(desk, key, source, by_source, plain=scores is None)
        elif source is None and scores and scores.rate_weight and scores.rate_score:
            fact = scores.rate_weight if key == "weight" else scores.rate_score
            cells[key] = desk.cell(fact)
        else:
            cells[key] = "—"
    spent = "spent" if "spent" in cells else "now"
    for key, rule in (("rate", "RATE01"), ("rate_now", "RATE01")):
        if key in cells and cells[key] != "—":
            desk.hold(rule, cells[key], "ratio", [cells[spent], cells["budget"]])
    if "balance" in cells:
        desk.hold("USE01", cells["balance"], "less", [cells["received"], cells["spent"]])
    if spent in cells:
        desk.hold("LOG07", cells[spent], "value", [cells["budget"]], "<=")
    return [cells[key] for _, key in columns]


def _rate_cell(
    desk: Desk,
    key: str,
    source: str | None,
    by_source: dict[str, dict[str, Decimal]],
    *,
    plain: bool,
) -> str:
    if source is None:
        return desk.cell(desk.project.facts[key])
    budget = by_source["budget"][source]
    if plain or not budget:
        return "—"
    spent = by_source["spent" if key == "rate" else "now"][source]
    return desk.cell(percent(f"{key}:{source}", spent / budget * 100))


def split_by_source(project: Project) -> dict[str, dict[str, Decimal]]:
    """Each total of the funding block by source; no source spends more than it has."""
    budget = {name: fact.value for name, fact in project.parts["sources"]}
    whole = sum(budget.values(), Decimal(0))
    found = {"budget": budget}
    for key in ("received", "spent", "now", "whole"):
        total = project.facts[key].value
        split = {name: (value * total / whole // 100) * 100 for name, value in budget.items()}
        rest = total - sum(split.values(), Decimal(0))
        for name, value in budget.items():
            room = min(rest, value - split[name])
            split[name] += room
            rest -= room
        found[key] = split
    found["balance"] = {n: found["received"][n] - found["spent"][n] for n in budget}
    change = whole - project.facts["initial"].value
    biggest = max(budget, key=lambda name: budget[name])
    found["initial"] = {n: v - (change if n == biggest else 0) for n, v in budget.items()}
    return found


def spending(desk: Desk) -> Grid:
    """Sub-projects with budget, spending and rate."""
    project, rng = desk.project, desk.rng
    uses = project.parts["uses"]
    spare = share_of(rng, project.facts["unspent"].value, [n for n, _ in uses], Decimal("0.01"))
    plans = [fact.value + extra for (_, fact), extra in zip(uses, spare, strict=True)]
    share_head = rng.random() < 0.4  # noqa: PLR2004

    def write() -> Grid:
        desk.start("spending")
        rows: list[Row] = []
        columns: list[list[str]] = []
        spent = project.facts["spent"]
        for (name, fact), plan in zip(uses, plans, strict=True):
            cells = [desk.cell(money(f"plan:{name}", plan)), desk.cell(fact)]
            cells.append(desk.cell(percent(f"rate:{name}", fact.value / plan * 100)))
            desk.hold("RATE01", cells[2], "ratio", [cells[1], cells[0]])
            columns.append(cells)
            rows.append(Row((name, *cells)))
        total = [
            desk.cell(project.facts["budget"]),
            desk.cell(spent),
            desk.cell(project.facts["rate"]),
        ]
        desk.hold("RATE01", total[2], "ratio", [total[1], total[0]])
        for index in (0, 1):
            desk.hold("SUM01", total[index], "sum", [cells[index] for cells in columns])
        rows.append(Row(("合计", *total), "total"))
        head = ("支出项目", "预算数", "实际支出数", "执行率")
        if share_head:
            head = ("子项目名称", "预算安排", "支出金额", "支出率")
        return Grid("spending", ("项目支出情况表", *desk.unit_line()), head, tuple(rows))

    return desk.scribe.surely(write, [*plans, *(fact.value for _, fact in uses)], "spending")


def ledger(desk: Desk) -> Grid:
    """Payments one by one."""
    project, rng = desk.project, desk.rng
    count = rng.randint(5, 12)
    names = [rng.choice(project.parts["uses"])[0] for _ in range(count)]
    grain = Decimal("0.01") if rng.random() < 0.7 else Decimal(1)  # noqa: PLR2004
    values = share_of(rng, project.facts["spent"].value, names, grain)
    first = date(project.year, 1, 15)
    gap = 330 // count
    days = [first + timedelta(days=i * gap + rng.randint(0, gap - 1)) for i in range(count)]
    form = rng.choice(("{0}年{1}月{2}日", "{0}-{1:02d}-{2:02d}", "{0}.{1}.{2}", "{0}/{1}/{2}"))

    def write() -> Grid:
        desk.start("ledger")
        rows: list[Row] = []
        signs: list[str] = []
        for i, (name, value, paid) in enumerate(zip(names, values, days, strict=True), 1):
            text = form.format(paid.year, paid.month, paid.day)
            moment = Fact(f"paid:{i}", "date", Decimal(0), text=text)
            sign = desk.cell(money(f"payment:{i}", value, shared=False))
            signs.append(sign)
            rows.append(Row((str(i), name, desk.cell(moment), sign)))
        total = desk.cell(project.facts["spent"])
        desk.hold("SUM01", total, "sum", signs)
        rows.append(Row(("合计", NONE, NONE, total), "total"))
        head = f"支付金额（{desk.style.unit}）" if not desk.in_cell else "支付金额"
        title = rng.choice(("项目资金支付明细表", "资金支出台账", "项目支出明细"))
        return Grid("ledger", (title,), ("序号", "支出内容", "支付日期", head), tuple(rows))

    return desk.scribe.surely(write, values, "ledger")


def towns(desk: Desk) -> Grid:
    """Things done by town, with shares."""
    project = desk.project
    total = project.facts["done"]

    def write() -> Grid:
        desk.start("towns")
        rows: list[Row] = []
        signs: list[str] = []
        whole = desk.scribe.put(total, bare=True)
        for name, fact in project.parts["towns"]:
            sign = desk.scribe.put(fact, bare=True)
            share = desk.cell(percent(f"share:{name}", fact.value / total.value * 100))
            desk.hold("RATE04", share, "ratio", [sign, whole])
            signs.append(sign)
            rows.append(Row((name, sign, share)))
        desk.hold("SUM05", whole, "sum", signs)
        rows.append(Row(("合计", whole, "100%"), "total"))
        head = ("镇街名称", f"{project.theme.done[0]}数量（{total.unit}）", "占比")
        return Grid("towns", ("分镇街完成情况统计表",), head, tuple(rows))

    return desk.scribe.surely(write, [], "towns")
