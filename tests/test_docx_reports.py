"""Whole reports as DOCX: the rows and findings their text gives, and tracked changes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

import cli
import pipeline
from model.document import BlockKind, Document
from model.finding import Report
from model.quantity import Moment, Quantity, Wording
from tests.made_docx import p, package, run, tbl, tc, tr

ROOT = Path(__file__).parent.parent
DOWN, ON, TWO = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
BY = 'w:id="1" w:author="王审" w:date="2024-05-01T10:00:00Z"'
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")

FUNDS = [
    ["资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "120.00", "118.50", "94.80", "10", "80.00%", "8"],
    ["其中：财政拨款", "100.00", "98.50", "78.80", "-", "80.00%", "-"],
    ["其他资金", "20.00", "20.00", "16.00", "-", "80.00%", "-"],
]
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
GOALS = [
    ("产出指标", "数量指标", "修缮凉亭数量", "≥12座", "13座", "15", "15"),
    ("", "", "更换座椅数量", "40张", "38张", "15", "14"),
    ("", "质量指标", "验收合格率", "100%", "100%", "20", "20"),
    ("效益指标", "社会效益指标", "日均游客人次", "≥300人次", "320人次", "30", "30"),
    ("满意度指标", "满意度指标", "游客满意度", "≥90%", "93%", "10", "10"),
]
TOTAL = ("总分", "", "", "", "", "100", "97")
TITLE, UNIT = "2024年凉亭修缮项目支出绩效自评表", "单位：万元"


def as_text() -> str:
    """The form as tabs between cells."""
    rows = [*FUNDS, [], HEAD, *GOALS, TOTAL]
    return f"{TITLE}\n\n{UNIT}\n" + "".join("\t".join(row) + "\n" for row in rows)


def as_package() -> bytes:
    """The form as Word draws it: level cells merged downwards, a name over two columns."""
    funds = [tr(tc(row[0], TWO), *row[1:]) for row in FUNDS]
    goals: list[str] = []
    for one, two, *rest in GOALS:
        levels = [tc(one, DOWN if one else ON), tc(two, DOWN if two else ON)]
        goals.append(tr(*levels, *rest))
    goals.append(tr(tc(TOTAL[0], '<w:gridSpan w:val="5"/>'), *TOTAL[5:]))
    body = p(TITLE) + p(UNIT) + tbl(*funds) + p() + tbl(tr(*HEAD), *goals)
    return package(body)


def processed(content: str | bytes, folder: Path) -> Report:
    path = folder / ("report.txt" if isinstance(content, str) else "report.docx")
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return pipeline.process(path)


def raw(*said: Quantity | Moment | Wording | None) -> list[str | None]:
    """What is printed for each."""
    return [one.raw if one else None for one in said]


def told(report: Report) -> dict[str, list[list[str | None]]]:
    """What the report says, whatever format it came in."""
    facts = report.facts
    return {
        "funding": [
            [
                row.row_kind,
                *raw(row.label, row.budget_initial, row.budget_adjusted, row.received, row.spent),
                *raw(row.balance, row.received_rate, row.execution_rate, row.weight, row.score),
            ]
            for row in facts.funding
        ],
        "indicators": [
            [row.row_kind, *raw(*row.levels, row.target_text, row.actual_text, row.score)]
            for row in facts.indicators
        ],
        "paid": [[one.row_kind, *raw(one.item, one.amount)] for one in facts.disbursements],
        "findings": [[one.rule, one.name] for one in report.findings],
    }


def test_a_form_with_merged_cells_says_what_its_text_says(tmp_path: Path) -> None:
    drawn, typed = processed(as_package(), tmp_path), processed(as_text(), tmp_path)
    assert told(drawn) == told(typed)
    assert len(drawn.facts.funding) == 3
    assert [raw(row.levels[0])[0] for row in drawn.facts.indicators] == [
        "产出指标",
        "产出指标",
        "产出指标",
        "效益指标",
        "满意度指标",
        None,
    ]


def redrawn(document: Document) -> bytes:
    """A text report as a package: a paragraph a passage, its tables as tables."""
    drawn = {
        block.source[0].start: p(_xml(document.read(block.source)))
        for block in document.blocks
        if block.kind is not BlockKind.PAGE_MARK
    }
    for table in document.tables:
        cells = [[""] * table.cols for _ in range(table.rows)]
        for cell in table.cells:
            cells[cell.row][cell.col] = _xml(document.read(cell.source))
        drawn[table.span.start] = tbl(*[tr(*row) for row in cells])
    return package("".join(drawn[at] for at in sorted(drawn)))


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub(" ", text))


@pytest.mark.parametrize(
    "file", sorted((ROOT / "data" / "raw").glob("*.txt")), ids=lambda f: f.stem
)
def test_a_sample_as_docx_gives_the_same_rows_and_findings(file: Path, tmp_path: Path) -> None:
    typed = pipeline.process(file)
    assert told(processed(redrawn(typed.document), tmp_path)) == told(typed)


def changed() -> bytes:
    """A report in which a wrong sum was put right, and a row taken out."""
    gone = f"<w:del {BY}><w:r><w:delText>预算安排30万元，2019年</w:delText></w:r></w:del>"
    now = f"<w:ins {BY}>{run('预算安排20万元')}</w:ins>"
    rows = [tr("序号", "支出项目", "支出金额（元）"), tr("1", "木料", "700.00")]
    rows.append(tr("2", "油漆", "555.00", properties=f"<w:del {BY}/>"))
    rows.append(tr("", "合计", "700.00"))
    text = p(gone + now + run("，实际支出15万元，预算执行率75%。"))
    return package(p("凉亭修缮项目绩效自评报告") + p("一、资金情况") + text + tbl(*rows))


def test_deleted_figures_are_unread_and_never_counted(tmp_path: Path) -> None:
    report = processed(changed(), tmp_path)
    reason = "修订中已删除（王审，2024-05-01T10:00:00Z），未计入"
    left = [one.raw for one in report.facts.unread if one.reason == reason]
    assert left == ["30万元", "2019", "2", "555.00"]
    assert not {"30万元", "555.00"} & {claim.figure.raw for claim in report.facts.claims}
    assert [raw(one.amount) for one in report.facts.disbursements] == [["700.00"], ["700.00"]]
    assert report.findings == ()
    assert report.facts.data.fiscal_year != "2019"


def test_inserted_figures_are_read_like_others(tmp_path: Path) -> None:
    report = processed(changed(), tmp_path)
    assert "20万元" in {claim.figure.raw for claim in report.facts.claims}
    inserted = [one for one in report.document.changes if one.kind == "inserted"]
    assert [report.document.read(one.source) for one in inserted] == ["预算安排20万元"]


def test_the_command_reads_docx_beside_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.docx").write_bytes(as_package())
    Path("in/b.txt").write_text(as_text(), "utf-8")
    assert cli.run(["ingest", "in", "--out", "out"]) == 0
    assert cli.run(["tables", "in/a.docx"]) == 0
    assert "凉亭" in capsys.readouterr().out


def whole_form() -> bytes:
    """The usual form in one table: project, funds, goals and indicators on one grid of 14."""

    def cells(spans: tuple[int, ...], *texts: str) -> list[str]:
        made = zip(spans, texts, strict=True)
        return [tc(text, f'<w:gridSpan w:val="{span}"/>') for span, text in made]

    drawn = [tr(*cells((3, 11), "项目名称", "凉亭修缮项目"))]
    drawn.append(tr(*cells((3, 4, 3, 4), "主管部门", "某市园林局", "实施单位", "公园管理处")))
    for at, row in enumerate(FUNDS):
        first = tc("项目资金" if not at else "", ON if at else DOWN)
        label = "" if not at else row[0]
        drawn.append(tr(first, *cells((2, 2, 2, 2, 1, 2, 2), label, *row[1:])))
    drawn.append(tr(tc("总体目标", DOWN), *cells((7, 6), "预期目标", "实际完成情况")))
    drawn.append(tr(tc("", ON), *cells((7, 6), "修缮凉亭。", "已修缮凉亭。")))
    for at, (one, two, *rest) in enumerate([HEAD, *GOALS]):
        first = tc("绩效指标" if not at else "", ON if at else DOWN)
        levels = [tc(level, DOWN if level else ON) for level in (one, two)]
        drawn.append(tr(first, *levels, *cells((3, 2, 2, 1, 3), *rest)))
    drawn.append(tr(*cells((10, 1, 3), "总分", "100", "97")))
    return package(p(TITLE) + p(UNIT) + tbl(*drawn))


def test_the_usual_form_in_one_table_says_the_same(tmp_path: Path) -> None:
    drawn, typed = processed(whole_form(), tmp_path), processed(as_text(), tmp_path)
    assert told(drawn) == told(typed)
    data = drawn.facts.data
    assert raw(data.project, data.supervisor, data.entity) == [
        "凉亭修缮项目",
        "某市园林局",
        "公园管理处",
    ]
