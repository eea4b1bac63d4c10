"""FOR06: what the payments of many reports look like together."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import cli
from validate.registry import registered
from validate.rules.first_digits import Payments, first_digits

LIMITS = {
    one.name: one.value for rule in registered() if rule.code == "FOR06" for one in rule.limits
}
GROWING = [Decimal(100) * Decimal("1.01") ** step for step in range(1, 700)]
"""Powers follow Benford's law."""


def payments(amounts: list[Decimal]) -> Payments:
    made = Payments()
    for amount in amounts:
        made.add(amount)
    return made


def test_payments_that_grow_by_shares_follow_the_law() -> None:
    said = first_digits(payments(GROWING), LIMITS)
    assert said is not None
    assert "不超过0.015" in said.zh


def test_payments_that_all_begin_alike_do_not() -> None:
    said = first_digits(payments([Decimal(490_000)] * 300), LIMITS)
    assert said is not None
    assert "超过0.015；整万元的占100.0%" in said.zh
    assert "not what is wrong" in said.zh + said.en


def test_of_few_payments_nothing_is_said() -> None:
    assert first_digits(payments([Decimal(490_000)] * 299), LIMITS) is None


def test_returned_and_empty_payments_are_not_counted() -> None:
    assert payments([Decimal(0), Decimal(-5), Decimal("0.07")]).first == {7: 1}


def ledger(path: Path, amounts: list[Decimal]) -> None:
    rows = "".join(f"{at}\t付款{at}\t{amount:.2f}\n" for at, amount in enumerate(amounts, 1))
    path.write_text(
        "某镇2023年度饮水安全项目支出明细\n单位：元\n序号\t支出内容\t支出金额\n" + rows,
        encoding="utf-8",
    )


@pytest.mark.parametrize(("off", "times"), [("", 1), ('[rules.FOR06]\noff = "另作"\n', 0)])
def test_an_ingest_ends_with_it(
    off: str, times: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for at in range(4):
        ledger(raw / f"{at}.txt", GROWING[at * 100 : at * 100 + 100])
    (tmp_path / "gouji.toml").write_text(off, encoding="utf-8")
    config = str(tmp_path / "gouji.toml")
    assert cli.run(["ingest", str(raw), "--out", str(tmp_path / "out"), "--config", config]) == 0
    assert capsys.readouterr().out.count("本福特") == times
