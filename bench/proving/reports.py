"""Puts whole reports together: title, sections, paragraphs, tables, and what holds between them."""

from __future__ import annotations

import random
from itertools import pairwise

from bench.proving import forms, office, tables
from bench.proving.amounts import Fact
from bench.proving.drawing import Project, project
from bench.proving.figures import Block, Draft, Expr, Grid, Line, Mark, Relation, mark_of
from bench.proving.indicators import Scores, self_scores, sheet_scores
from bench.proving.layouts import LAYOUTS, OFTEN
from bench.proving.oracle import EXACT, ROUNDED, judge
from bench.proving.passages import Teller
from bench.proving.scribe import Claim, Scribe, Slot, number_of
from bench.proving.tables import Desk

NUMERALS = "一二三四五六七八九十"
TITLES = {
    "self": ("{y}年{p}绩效自评报告", "{p}{y}年度绩效自评报告", "{c}{p}支出绩效自评报告（{y}年度）"),
    "evaluation": ("{y}年{p}绩效评价报告", "{c}{p}{y}年度财政支出绩效评价报告", "{p}部门绩效评价报告"),
    "monitoring": ("{y}年{p}绩效运行监控报告", "{p}{y}年1—{m}月绩效运行监控报告"),
}
FILLERS = (
    "项目单位高度重视绩效管理工作，成立了由主要负责人任组长的工作小组，明确了责任分工。",
    "为规范资金使用，项目单位制定了专项资金管理办法，实行专账核算、专款专用。",
    "项目实施过程中，严格执行政府采购和合同管理有关规定，资料归档较为完整。",
    "相关部门加强协调配合，定期调度项目进展，及时研究解决实施中的困难和问题。",
    "通过现场查看、查阅资料、座谈访谈等方式，对项目实施情况进行了核实。",
    "项目的实施改善了当地基础条件，得到群众认可，社会反响良好。",
)
PROBLEMS = (
    "一是前期准备不够充分，部分工作启动较晚；二是基层工作人员业务能力有待提高。",
    "绩效管理的基础工作还需加强，部分资料收集不够及时。",
    "部分环节衔接不够顺畅，项目管理的精细化水平有待提升。",
)
ADVICE = (
    "下一步将加强部门沟通，提前谋划项目，加快资金支付，提高资金使用效益。",
    "建议进一步完善管理制度，加强业务培训，强化绩效结果应用。",
    "今后将健全项目储备机制，压实工作责任，切实提升绩效管理水平。",
)
YEAR = {
    "intro": ("naming", "formula", "annot", "period"),
    "money": ("sources", "double", "adjust", "received", "spent", "chain", "uses", "projects",
              "balance", "left", "growth", "share", "years", "average", "partial"),
    "work": ("places", "classes", "tasks", "growth_count", "survey", "procure"),
    "office": ("sangong", "guests", "procured", "sme"),
}  # fmt: skip
TRACK = {
    "intro": ("naming",), "money": ("sources", "adjust", "progress", "expected"),
    "work": ("procure",), "office": (),
}  # fmt: skip
OFFICE = {"sangong": office.sangong, "guests": office.guests, "procure": office.procure,
          "sme": office.sme, "procured": office.procured, "survey": office.survey,
          "progress": office.progress, "expected": office.expected}  # fmt: skip


def report(seed: int) -> Draft:
    """A report that agrees with itself, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    kind = rng.choices(("self", "evaluation", "monitoring"), (5, 4, 2))[0]
    layout = rng.choices(list(OFTEN), list(OFTEN.values()))[0]
    for _ in range(20):
        made = project(rng, kind)
        try:
            return _Maker(rng, made, layout, seed).draft()
        except ValueError:
            continue
    message = f"seed {seed} gives no consistent report"
    raise ValueError(message)


class _Maker:
    """One report in the making."""

    def __init__(self, rng: random.Random, made: Project, layout: str, seed: int) -> None:
        self.rng, self.project, self.layout, self.seed = rng, made, layout, seed
        self.scribe = Scribe(rng, comma_counts=rng.random() < 0.15)  # noqa: PLR2004
        self.teller = Teller(made, self.scribe, rng)
        self.desk = Desk(made, self.scribe, rng)
        self.scores: Scores = (
            sheet_scores(rng, made) if made.kind == "evaluation" else self_scores(rng, made)
        )
        self.blocks: list[Block] = []
        self.section = 0

    def draft(self) -> Draft:
        """All of it."""
        self._title()
        plan = TRACK if self.project.kind == "monitoring" else YEAR
        self._heading("项目基本情况")
        self._tell(self._chosen(plan["intro"], 2))
        if self.project.kind != "evaluation" and self.rng.random() < 0.5:  # noqa: PLR2004
            self._say("goals", *office.goals(self._some(self.scores, 3)))
        self._heading(self.rng.choice(("资金安排和使用情况", "项目资金情况", "预算执行情况")))
        self._tell(self._money(plan["money"]))
        self._heading(self.rng.choice(("项目组织实施情况", "项目产出情况", "主要工作及成效")))
        self._filler()
        self._tell(self._chosen(plan["work"], 3))
        if self.rng.random() < 0.35 and plan["office"]:  # noqa: PLR2004
            self._heading("其他需要说明的情况")
            self._tell(self._chosen(plan["office"], 3))
        prose_only = self.layout == "prose"
        if self.project.kind != "monitoring":
            self._verdict()
        self._heading("存在的问题")
        self._add(self.rng.choice(PROBLEMS))
        self._heading("有关建议")
        self._add(self.rng.choice(ADVICE))
        if not prose_only:
            self._tables()
        return self._finished()

    def _title(self) -> None:
        made = self.project
        text = self.rng.choice(TITLES[made.kind]).format(
            y=made.year, p=made.theme.name, c=made.city, m=made.month
        )
        self.blocks.append(Line(text, "title"))
        if self.rng.random() < 0.5:  # noqa: PLR2004
            self.blocks.append(Line(f"项目单位：{made.agency}", "plain"))

    def _heading(self, text: str) -> None:
        fact = Fact("section", "word", tables.Decimal(0), text=NUMERALS[self.section])
        self.scribe.phrase, self.scribe.in_table = "heading", False
        self.blocks.append(Line(f"{self.scribe.put(fact)}、{text}", "heading"))
        self.section += 1

    def _add(self, text: str) -> None:
        self.blocks += [Line(line) for line in text.split("\n")]

    def _filler(self) -> None:
        self._add(self.rng.choice(FILLERS))

    def _chosen(self, kinds: tuple[str, ...], most: int) -> list[str]:
        usable = [kind for kind in kinds if self._fits(kind)]
        return self.rng.sample(usable, min(len(usable), self.rng.randint(1, most)))

    def _fits(self, kind: str) -> bool:
        made = self.project
        if kind == "annot":
            return "月" in made.facts["price"].unit
        if kind == "balance":
            return made.carry and made.facts["balance"].value > 0
        if kind == "left":
            return not made.carry and made.facts["balance"].value > 0
        return kind != "adjust" or bool(made.adjusted)

    def _money(self, kinds: tuple[str, ...]) -> list[str]:
        """Budget first, and never two breakdowns of the same kind."""
        chosen = [kind for kind in kinds if self._fits(kind) and self.rng.random() < 0.45]  # noqa: PLR2004
        for one, other in (("sources", "double"), ("received", "chain"), ("spent", "chain"),
                           ("uses", "double"), ("uses", "projects"), ("projects", "double")):  # fmt: skip
            if one in chosen and other in chosen:
                chosen.remove(other)
        if self.project.kind != "monitoring" and not {"spent", "chain"} & set(chosen):
            chosen.append("spent")
        if "sources" not in chosen and "double" not in chosen:
            chosen.insert(0, "sources")
        if self.project.adjusted and "adjust" not in chosen:
            chosen.append("adjust")
        return chosen

    def _tell(self, kinds: list[str]) -> None:
        for kind in kinds:
            if kind in OFFICE:
                self._say(kind, *OFFICE[kind](self.teller))
            else:
                self._add(self.teller.tell(kind))

    def _say(self, kind: str, slots: dict[str, Slot], claims: list[Claim]) -> None:
        self._add(self.scribe.passage(kind, self.teller.with_names(slots), claims))

    def _some(self, scores: Scores, most: int) -> tuple[forms.Leaf, ...]:
        leaves = [leaf for leaf in scores.leaves if leaf.level1 == "产出指标"]
        return tuple(self.rng.sample(leaves, min(most, len(leaves))))

    def _verdict(self) -> None:
        self._heading(self.rng.choice(("评价结论", "绩效评价结果", "综合评价情况")))
        kinds = [kind for kind in ("score", "dims", "deduct") if self.rng.random() < 0.6]  # noqa: PLR2004
        makers = {"score": office.score, "dims": office.dims, "deduct": office.deduct}
        for kind in kinds or ["score"]:
            self._say(kind, *makers[kind](self.scores))
        if self.project.kind == "self":
            if self.rng.random() < 0.6:  # noqa: PLR2004
                self._say("count_rows", *office.count_rows(self.scores.leaves))
            for leaf in self._some(self.scores, self.rng.randint(0, 3)):
                self._say("goal", *office.goal(leaf))

    def _tables(self) -> None:
        kind, rng = self.project.kind, self.rng
        made: list[Grid] = []
        if kind == "monitoring":
            made.append(tables.funding(self.desk, "9", None))
            made.append(forms.tracking(self.desk, self.scores))
        elif kind == "self":
            variant = rng.choice(("1", "2", "3") if self.project.adjusted else ("1", "2"))
            made.append(tables.funding(self.desk, variant, self.scores))
            made.append(forms.performance(self.desk, self.scores, status=rng.random() < 0.4))  # noqa: PLR2004
        else:
            usual = ("4", "6", "7") if self.project.adjusted else ("4", "5", "6", "7")
            made.append(tables.funding(self.desk, rng.choice(usual), None))
            made.append(rng.choice((forms.sheet, forms.sheet, forms.levels))(self.desk, self.scores))
        if kind != "monitoring" and rng.random() < 0.5:  # noqa: PLR2004
            made.append(rng.choice((tables.ledger, tables.spending))(self.desk))
        if rng.random() < 0.3:  # noqa: PLR2004
            made.append(tables.towns(self.desk))
        for number, grid in enumerate(made, 1):
            self.blocks.append(Line(f"附表{number}", "plain"))
            self.blocks.append(grid)

    def _finished(self) -> Draft:
        relations = [*self.scribe.relations, *_headings(self.blocks)]
        relations += [*_mentions(self.scribe.marks), *_tallies(self.scribe.marks)]
        marks = dict(self.scribe.marks)
        bad = [one for one in relations if judge(one, marks) not in {EXACT, ROUNDED}]
        if bad:
            message = f"seed {self.seed}: {bad[0].rule} does not hold"
            raise ValueError(message)
        width = self.rng.choice((0, 0, 0, 34, 40))
        wide = self.rng.random() < 0.04  # noqa: PLR2004
        meta = {"agency": self.project.agency, "kind": self.project.kind,
                "year": str(self.project.year)}
        return Draft(tuple(self.blocks), marks, tuple(relations), self.layout, width, wide, self.seed, meta)


def _headings(blocks: list[Block]) -> list[Relation]:
    found = [b.text[0] for b in blocks if isinstance(b, Line) and b.role == "heading"]
    marks = tuple(number_of(sign) for sign in found if mark_of(sign) is not None)
    return [Relation("TXT02", Expr("value", marks), "sequence", Expr("fixed"))]


def _mentions(marks: dict[int, Mark]) -> list[Relation]:
    """Each mention of a fact against the one before it."""
    by_fact: dict[str, list[int]] = {}
    for number, mark in marks.items():
        if mark.strict and mark.kind not in {"word", "date"}:
            by_fact.setdefault(mark.fact, []).append(number)
    return [
        Relation(_mention_rule(marks[one], marks[other]), Expr("value", (one,)), "same",
                 Expr("value", (other,)))
        for numbers in by_fact.values()
        for one, other in pairwise(numbers)
    ]  # fmt: skip


def _mention_rule(one: Mark, other: Mark) -> str:
    if one.fact == "score":
        return "XREF07"
    if one.fact.startswith("target:"):
        return "XREF02"
    if one.table != other.table:
        return "XREF01"
    return "UNIT01" if one.factor != other.factor else "XREF03"


def _tallies(marks: dict[int, Mark]) -> list[Relation]:
    """Counts of indicators said in prose against the rows of the form."""
    scores = tuple(n for n, m in marks.items() if m.table and m.fact.startswith("score:")
                   and m.phrase == "table:indicators")  # fmt: skip
    states = tuple(n for n, m in marks.items() if m.fact.startswith("status:"))
    found: list[Relation] = []
    for number, mark in marks.items():
        if mark.fact == "rows:n" and scores:
            tally = Expr("tally", scores)
        elif mark.fact == "rows:done" and states:
            tally = Expr("tally", states, word="已完成")
        elif mark.fact == "rows:undone" and states:
            tally = Expr("tally", states, word="未完成")
        else:
            continue
        found.append(Relation("CNT01", Expr("value", (number,)), "=", tally))
    return found


__all__ = ["LAYOUTS", "report"]
