"""``gouji.toml``: rules off, limits moved, each with its reason, and the outputs say so."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

import cli
import validate
from commands.gouji_toml import settings
from model.errors import UsageError
from model.finding import Finding, Severity
from model.settings import USUAL, ChangedLimit, Settings, SwitchedOff
from tests.made_figures import paid, yuan
from tests.test_roots import facts
from validate.registry import registered
from validate.roots import ordered

WRONG = "项目支出绩效自评报告\n\n一、资金情况\n\n预算安排10万元，实际支出8万元，预算执行率90%。\n"
LIMITED = next(rule for rule in registered() if rule.code == "SUM02")


@pytest.fixture(autouse=True)
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one report whose rate is wrong."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "r.txt"
    path.write_text(WRONG, "utf-8")
    return path


def toml(text: str, name: str = "gouji.toml") -> Path:
    path = Path(name)
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_nothing_is_set() -> None:
    assert settings(None) == USUAL


def test_a_rule_is_off_for_a_reason_and_every_output_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    toml('[rules.RATE01]\noff = "另有专项复核"\n')
    assert cli.run(["check", "r.txt"]) == 0
    assert "设置（gouji.toml）：停用 RATE01（另有专项复核）\n" in capsys.readouterr().out
    assert cli.run(["check", "r.txt", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["settings"]["off"] == [{"rule": "RATE01", "reason": "另有专项复核"}]
    assert "RATE01" not in {one["rule"] for one in data["documents"][0]["checks"]}
    assert cli.run(["ingest", "r.txt", "--out", "out"]) == 0
    assert "停用 RATE01（另有专项复核）" in capsys.readouterr().out
    with Path("out/settings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file)) == {
            "rule": "RATE01",
            "setting": "off",
            "value": "",
            "usual": "",
            "reason": "另有专项复核",
        }


def test_the_catalogue_says_which_rules_are_off(capsys: pytest.CaptureFixture[str]) -> None:
    toml('[rules.RATE01]\noff = "另有专项复核"\n', "mine.toml")
    assert cli.run(["rules", "--config", "mine.toml"]) == 0
    assert "［已停用：另有专项复核］" in capsys.readouterr().out
    assert cli.run(["rules", "RATE01", "--config", "mine.toml"]) == 0
    assert "gouji.toml 已停用 switched off: 另有专项复核" in capsys.readouterr().out


def test_where_nothing_is_set_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "r.txt"]) == 1
    assert "gouji.toml" not in capsys.readouterr().out
    cli.run(["check", "r.txt", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["settings"] is None


REFUSED = {
    "materiality = true": "materiality",
    "materiality = -1": "materiality",
    "materiality = inf": "materiality",
    'materiality = "多"': "materiality",
    "rules = 1": "rules",
    "rules.RATE01 = 1": "[rules.RATE01]",
    "[rules.NIX99]\noff = '理由'": "[rules.NIX99]",
    "[rules.RATE01]\noff = true": "[rules.RATE01]",
    "[rules.RATE01]\noff = ' '": "[rules.RATE01]",
    "[rules.RATE01]\nnix = 1\nreason = '理由'": "[rules.RATE01] nix",
    "ruels = 1": "ruels",
    "a = ": "TOML",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_meant_is_one_line_and_exit_2(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    toml(text)
    for command in (["check", "r.txt"], ["ingest", "r.txt", "--out", "out"], ["rules"]):
        assert cli.run(command) == 2
        said = capsys.readouterr().err
        assert said.startswith("gouji.toml：")
        assert REFUSED[text] in said
        assert said.count("\n") == 1


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\xb2\xe2"])
def test_a_file_that_is_no_utf8_is_named(content: bytes) -> None:
    Path("gouji.toml").write_bytes(content)
    with pytest.raises(UsageError, match=r"gouji\.toml：不是 UTF-8"):
        settings(None)


def test_a_file_of_notepad_is_read() -> None:
    Path("gouji.toml").write_bytes("\ufeffmateriality = 5_000\r\n".encode())
    assert settings(None).materiality == Decimal(5000)


def test_a_file_that_is_named_must_be_there() -> None:
    with pytest.raises(UsageError, match=r"nix\.toml：打不开"):
        settings(Path("nix.toml"))


def test_a_limit_is_moved_with_a_reason_only() -> None:
    limit = LIMITED.limits[0]
    path = toml(f'[rules.{LIMITED.code}]\n{limit.name} = 0.5\nreason = "理由"\n')
    changed = ChangedLimit(LIMITED.code, limit.name, Decimal("0.5"), limit.value, "理由")
    assert settings(path).limits == (changed,)
    assert settings(path).limits_of(LIMITED.code) == {limit.name: Decimal("0.5")}
    wrong = ("= '多'\nreason = '理由'", "= -1\nreason = '理由'", "= 1e99\nreason = '理由'")
    for text in (f"{limit.name} = 0.5", *(f"{limit.name} {one}" for one in wrong)):
        toml(f"[rules.{LIMITED.code}]\n{text}\n")
        with pytest.raises(UsageError, match=LIMITED.code):
            settings(path)


def test_a_residue_is_not_shown_where_its_rule_is_off() -> None:
    rows = (*(paid(yuan("33.33万元")) for _ in range(3)), paid(yuan("100.00万元"), "total"))
    off = Settings(off=(SwitchedOff("RND02", "理由"),))
    (check,) = validate.checks(facts(disbursements=rows), off)
    assert check.verdict is not None
    assert (check.verdict.value, check.severity) == ("residue", None)


def test_money_below_the_material_moves_no_finding_forward() -> None:
    def made(key: str, amount: int) -> Finding:
        error = Severity.ERROR
        return Finding(key, "X", "", "", error, "", "", None, (), amount=Decimal(amount))

    given = [made("a", 0), made("b", 400), made("c", 9000)]
    assert [one.key for one in ordered(given)] == ["c", "b", "a"]
    assert [one.key for one in ordered(given, Decimal(1000))] == ["c", "a", "b"]


def test_materiality_is_said_and_hides_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    toml("materiality = 50000")
    assert cli.run(["check", "r.txt"]) == 1
    out = capsys.readouterr().out
    assert "重要性水平 50000 元" in out
    cli.run(["check", "r.txt", "--lang", "zh", "--format", "json"])
    held = json.loads(capsys.readouterr().out)["settings"]
    assert cast("dict[str, str]", held)["materiality"] == "50000"


OPEN_LIST = (
    "项目支出情况\n\n一、资金使用\n\n"
    "全年共支出100,000.00元，其中：甲费50,000.00元、乙费42,000.00元。\n"
)


def test_a_moved_limit_moves_the_judgement() -> None:
    Path("r.txt").write_text(OPEN_LIST, "utf-8")
    assert cli.run(["check", "r.txt"]) == 1
    toml('[rules.SUM02]\nnearly_all = 0.95\nreason = "其中常列不全"\n')
    assert cli.run(["check", "r.txt"]) == 0


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_what_the_readme_sets_can_be_set(name: str) -> None:
    page = (Path(__file__).parent.parent / name).read_text("utf-8")
    shown = next(block for block in page.split("```toml\n")[1:] if "materiality" in block)
    given = settings(toml(shown.split("```")[0]))
    assert (len(given.off), len(given.limits), given.materiality) == (1, 1, Decimal(10000))
