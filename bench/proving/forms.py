"""Indicator forms and score sheets."""

from __future__ import annotations

from decimal import Decimal

from bench.proving.amounts import Fact
from bench.proving.drawing import percent
from bench.proving.figures import Expr, Grid, Relation, Row
from bench.proving.indicators import Leaf, Scores
from bench.proving.scribe import number_of
from bench.proving.tables import NONE, SAME, Desk

HEADS = tuple(
    tuple(heads.split())
    for heads in (
        "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施",
        "一级指标 二级指标 三级指标 年度指标值(A) 全年实际完成值(B) 分值 得分 未完成原因分析",
        "一级指标 二级指标 指标名称 目标值 完成值 权重 自评得分 偏差原因",
        "一级指标 二级指标 三级指标 分值 年度指标值 全年实际值 得分 未完成原因分析",
    )
)


def performance(desk: Desk, scores: Scores, *, status: bool) -> Grid:
    """Target, actual, weight, score of each indicator; ``status``: 完成情况 in the last column."""
    head = desk.rng.choice(HEADS)
    if status:
        head = (*head[:-1], "完成情况")
    weight_first = head[3] == "分值"

    def write() -> Grid:
        desk.start("indicators")
        rows: list[Row] = []
        weights: list[str] = []
        points: list[str] = []
        above: tuple[str, str] = ("", "")
        for leaf in scores.leaves:
            signs = _leaf_cells(desk, leaf)
            weights.append(signs["weight"])
            points.append(signs["score"])
            order = ("target", "actual", "weight", "score")
            if weight_first:
                order = ("weight", "target", "actual", "score")
            last = _status(desk, leaf, signs) if status else leaf.reason or NONE
            rows.append(Row((*_group(leaf, above), leaf.name, *(signs[k] for k in order), last)))
            above = (leaf.level1, leaf.level2)
        rows.append(_total(desk, scores, weights, points, weight_first=weight_first))
        return Grid("indicators", ("绩效指标完成情况表",), head, tuple(rows))

    return desk.scribe.surely(write, [], "indicators")


def _group(leaf: Leaf, above: tuple[str, str]) -> tuple[str, str]:
    one = SAME if leaf.level1 == above[0] else leaf.level1
    return one, SAME if (leaf.level1, leaf.level2) == above else leaf.level2


def _leaf_cells(desk: Desk, leaf: Leaf) -> dict[str, str]:
    signs = {"target": desk.cell(leaf.target), "actual": desk.cell(leaf.actual)}
    number = number_of(signs["target"])
    signs["weight"] = desk.cell(leaf.weight)
    signs["score"] = desk.cell(leaf.score)
    desk.hold("SCO02", signs["score"], "value", [signs["weight"]], "<=")
    both = Expr("value", (number_of(signs["actual"]), number))
    marks = Expr("value", (number_of(signs["score"]), number_of(signs["weight"])))
    desk.scribe.relations.append(Relation("LOG02", both, "earned", marks, leaf.comparator))
    signs["target"] = leaf.comparator + signs["target"]
    return signs


def _status(desk: Desk, leaf: Leaf, signs: dict[str, str]) -> str:
    word = "已完成" if leaf.met else "未完成"
    sign = desk.cell(Fact(f"status:{leaf.name}", "word", leaf.weight.value, text=word))
    both = Expr("value", (number_of(signs["actual"]), number_of(signs["target"][-1])))
    right = Expr("value", (number_of(sign),))
    desk.scribe.relations.append(Relation("LOG01", both, "meets", right, leaf.comparator))
    return sign


def _total(
    desk: Desk, scores: Scores, weights: list[str], points: list[str], *, weight_first: bool
) -> Row:
    """总分: what the form adds up to, the score of 预算执行率 in the funding block included."""
    marks = desk.scribe.marks
    extra: dict[str, list[str]] = {"rate_weight": [], "rate_score": []}
    if scores.rate_weight:
        for name in extra:
            number = max(n for n, mark in marks.items() if mark.fact == name and mark.table)
            extra[name] = [chr(0xE000 + number)]
    full = desk.cell(Fact("full_weight", "weight", scores_full()))
    total = desk.cell(scores.total)
    desk.hold("WGT02", full, "sum", [*extra["rate_weight"], *weights])
    desk.hold("SCO01", total, "sum", [*extra["rate_score"], *points])
    middle = (full, NONE, NONE) if weight_first else (NONE, NONE, full)
    return Row((desk.rng.choice(("总分", "合计")), NONE, NONE, *middle, total, NONE), "total")


def scores_full() -> Decimal:
    """A form is worth 100 points."""
    return Decimal(100)


def tracking(desk: Desk, scores: Scores) -> Grid:
    """Monitoring: the year's target, what is reached so far, what is expected."""
    month = desk.project.month

    def write() -> Grid:
        desk.start("tracking")
        rows: list[Row] = []
        above: tuple[str, str] = ("", "")
        for leaf in scores.leaves:
            target = leaf.comparator + desk.cell(leaf.target)
            actual = desk.cell(leaf.actual)
            sure = leaf.met or leaf.target.unit != "%"
            outlook = "确定能完成" if sure else "有可能完成"
            rows.append(Row((*_group(leaf, above), leaf.name, target, actual, outlook)))
            above = (leaf.level1, leaf.level2)
        head = (
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            f"1-{month}月执行情况",
            "完成目标可能性",
        )
        return Grid("tracking", ("绩效目标执行监控表",), head, tuple(rows))

    return desk.scribe.surely(write, [], "tracking")


def sheet(desk: Desk, scores: Scores) -> Grid:
    """Weights, scores and reasons of an evaluation."""

    def write() -> Grid:
        desk.start("sheet")
        rows: list[Row] = []
        weights: list[str] = []
        points: list[str] = []
        above: tuple[str, str] = ("", "")
        for leaf in scores.leaves:
            weight, score = desk.cell(leaf.weight), desk.cell(leaf.score)
            desk.hold("SCO02", score, "value", [weight], "<=")
            weights.append(weight)
            points.append(score)
            rows.append(Row((*_group(leaf, above), leaf.name, weight, score, leaf.reason or NONE)))
            above = (leaf.level1, leaf.level2)
        full = desk.cell(Fact("full_weight", "weight", scores_full()))
        total = desk.cell(scores.total)
        desk.hold("WGT02", full, "sum", weights)
        desk.hold("SCO01", total, "sum", points)
        rows.append(Row(("合计", NONE, NONE, full, total, NONE), "total"))
        head = ("一级指标", "二级指标", "三级指标", "分值", "得分", "扣分原因")
        return Grid("sheet", ("绩效评价指标评分表",), head, tuple(rows))

    return desk.scribe.surely(write, [], "sheet")


def levels(desk: Desk, scores: Scores) -> Grid:
    """Level 1 only, with 得分率."""

    def write() -> Grid:
        desk.start("levels")
        rows: list[Row] = []
        weights: list[str] = []
        points: list[str] = []
        for (name, weight), (_, score) in zip(scores.weights, scores.by_level, strict=True):
            cells = [desk.cell(weight), desk.cell(score)]
            cells.append(desk.cell(percent(f"rate:{name}", score.value / weight.value * 100)))
            desk.hold("RATE04", cells[2], "ratio", [cells[1], cells[0]])
            weights.append(cells[0])
            points.append(cells[1])
            rows.append(Row((name, *cells)))
        full = Fact("full_weight", "weight", scores_full())
        total = [desk.cell(full), desk.cell(scores.total)]
        total.append(desk.cell(percent("score_rate", scores.total.value)))
        desk.hold("RATE04", total[2], "ratio", [total[1], total[0]])
        desk.hold("WGT01", total[0], "sum", weights)
        desk.hold("SCO01", total[1], "sum", points)
        rows.append(Row(("合计", *total), "total"))
        head = ("一级指标", "分值", "得分", "得分率")
        return Grid("levels", ("各一级指标得分情况表",), head, tuple(rows))

    return desk.scribe.surely(write, [], "levels")
