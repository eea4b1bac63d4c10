"""Puts whole reports together: title, sections, paragraphs, tables, and what holds between them."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from bench.proving import forms, links, office, outline, tables
from bench.proving.amounts import Fact
from bench.proving.drawing import Project, project
from bench.proving.figures import Block, Draft, Grid, Line
from bench.proving.indicators import Leaf, Scores, self_scores, sheet_scores
from bench.proving.layouts import OFTEN
from bench.proving.oracle import EXACT, ROUNDED, judge
from bench.proving.passages import Teller
from bench.proving.scribe import Claim, Scribe, Slot
from bench.proving.tables import Desk

OFFICE = {"sangong": office.sangong, "guests": office.guests, "procure": office.procure,
          "sme": office.sme, "procured": office.procured, "survey": office.survey,
          "progress": office.progress, "expected": office.expected}  # fmt: skip


def report(seed: int, forced: str | None = None) -> Draft:
    """A report that agrees with itself, the same for the same seed; ``forced`` names a layout."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    kind = rng.choices(("self", "evaluation", "monitoring"), (5, 4, 2))[0]
    layout = rng.choices(list(OFTEN), list(OFTEN.values()))[0]
    layout = forced or layout
    for _ in range(20):
        made = project(rng, kind)
        try:
            maker = _Maker(rng, made, layout, seed)
            if kind == "self" and layout != "prose" and rng.random() < outline.SEVERAL:
                return maker.forms(rng.randint(2, 3))
            return maker.draft()
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
        plan = outline.TRACK if self.project.kind == "monitoring" else outline.YEAR
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
        self._add(self.rng.choice(outline.PROBLEMS))
        self._heading("有关建议")
        self._add(self.rng.choice(outline.ADVICE))
        if not prose_only:
            self._tables()
        return self._finished()

    def _title(self) -> None:
        made = self.project
        text = self.rng.choice(outline.TITLES[made.kind]).format(
            y=made.year, p=made.theme.name, c=made.city, m=made.month
        )
        self.blocks.append(Line(text, "title"))
        if self.rng.random() < 0.5:  # noqa: PLR2004
            self.blocks.append(Line(f"项目单位：{made.agency}", "plain"))

    def _heading(self, text: str) -> None:
        fact = Fact("section", "word", Decimal(0), text=outline.NUMERALS[self.section])
        self.scribe.phrase, self.scribe.in_table = "heading", False
        self.blocks.append(Line(f"{self.scribe.put(fact)}、{text}", "heading"))
        self.section += 1

    def _add(self, text: str) -> None:
        self.blocks += [Line(line) for line in text.split("\n")]

    def _filler(self) -> None:
        self._add(self.rng.choice(outline.FILLERS))

    def _chosen(self, kinds: tuple[str, ...], most: int) -> list[str]:
        usable = [kind for kind in kinds if self._fits(kind)]
        return self.rng.sample(usable, min(len(usable), self.rng.randint(1, most)))

    def _fits(self, kind: str) -> bool:
        made = self.project
        if kind == "annot":
            return "月" in made.facts["price"].unit
        if kind == "balance":
            return made.carry and made.facts["balance"].value > 0
        if kind == "survey":
            return made.kind == "evaluation"  # a form's 满意度 would be another survey
        if kind == "left":
            return not made.carry and made.facts["balance"].value > 0
        return kind != "adjust" or bool(made.adjusted)

    def _money(self, kinds: tuple[str, ...]) -> list[str]:
        """Budget first, and never two breakdowns of the same kind."""
        chosen = [kind for kind in kinds if self._fits(kind) and self.rng.random() < 0.45]  # noqa: PLR2004
        for one, other in outline.RIVALS:
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

    def _some(self, scores: Scores, most: int) -> tuple[Leaf, ...]:
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
            made.append(
                rng.choice((forms.sheet, forms.sheet, forms.levels))(self.desk, self.scores)
            )
        if kind != "monitoring" and rng.random() < 0.5:  # noqa: PLR2004
            dated = any(mark.phrase.startswith("period") for mark in self.scribe.marks.values())
            lists = (tables.spending,) if dated else (tables.ledger, tables.spending)
            made.append(rng.choice(lists)(self.desk))
        if rng.random() < 0.3:  # noqa: PLR2004
            made.append(tables.towns(self.desk))
        for number, grid in enumerate(made, 1):
            self.blocks.append(Line(f"附表{number}", "plain"))
            self.blocks.append(self._paged(grid))

    def _paged(self, grid: Grid) -> Grid:
        """Some tables go on over a page, the head printed again."""
        if (
            len(grid.rows) < outline.LONG
            or self.layout == "one_line"
            or self.rng.random() > outline.PAGED
        ):
            return grid
        at = self.rng.randrange(2, len(grid.rows) - 1)
        return replace(grid, breaks=(at,), page_mark=self.rng.choice(("", "- {} -", "第 {} 页")))

    def forms(self, count: int) -> Draft:
        """A file that holds nothing but the forms of several projects."""
        title = f"{self.project.city}{self.project.year}年度项目支出绩效自评表"
        self.blocks.append(Line(title, "title"))
        known_themes = {self.project.theme}
        for number in range(count):
            if number:
                made = project(self.rng, "self")
                while made.theme in known_themes:
                    made = project(self.rng, "self")
                known_themes.add(made.theme)
                self.project = replace(made, year=self.project.year, city=self.project.city)
                self.desk = Desk(self.project, self.scribe, self.rng)
                self.scores = self_scores(self.rng, self.project)
            known = len(self.scribe.marks)
            variant = self.rng.choice(("1", "2", "3") if self.project.adjusted else ("1", "2"))
            status = self.rng.random() < 0.4  # noqa: PLR2004
            self.blocks.append(Line(f"项目名称：{self.project.theme.name}", "plain"))
            self.blocks.append(Line(f"实施单位：{self.project.agency}", "plain"))
            self.blocks.append(tables.funding(self.desk, variant, self.scores))
            self.blocks.append(
                self._paged(forms.performance(self.desk, self.scores, status=status))
            )
            for key in list(self.scribe.marks)[known:]:
                mark = self.scribe.marks[key]
                self.scribe.marks[key] = replace(mark, fact=f"{number}#{mark.fact}")
        return self._finished()

    def _finished(self) -> Draft:
        relations = [*self.scribe.relations, *links.headings(self.blocks)]
        relations += [*links.mentions(self.scribe.marks), *links.tallies(self.scribe.marks)]
        marks = dict(self.scribe.marks)
        bad = [one for one in relations if judge(one, marks) not in {EXACT, ROUNDED}]
        if bad:
            message = f"seed {self.seed}: {bad[0].rule} does not hold"
            raise ValueError(message)
        width = self.rng.choice((0, 0, 0, 34, 40))
        wide = self.rng.random() < 0.04  # noqa: PLR2004
        meta = {
            "agency": self.project.agency,
            "kind": self.project.kind,
            "year": str(self.project.year),
        }
        return Draft(
            tuple(self.blocks), marks, tuple(relations), self.layout, width, wide, self.seed, meta
        )
