"""Work told to be done before it began."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline


def _found(folder: Path, sentence: str) -> bool:
    path = folder / "report.txt"
    path.write_text(f"绩效自评报告\n一、项目概况\n{sentence}\n", encoding="utf-8")
    return any(one.rule == "DATE02" for one in pipeline.process(path, "report").findings)


@pytest.mark.parametrize(
    "sentence",
    [
        "工程于2022年5月16日正式开工，2022年3月28日通过竣工验收。",
        "服务期限自2023年4月1日至2023年1月31日，由中标单位承担。",
        "双方2021年8月2日签订施工合同，2021年6月30日全部完工。",
    ],
)
def test_an_end_before_its_beginning_is_flagged(tmp_path: Path, sentence: str) -> None:
    assert _found(tmp_path, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "工程于2022年3月16日正式开工，2022年5月28日通过竣工验收。",
        "二期工程于2022年5月16日开工，一期工程2022年3月28日通过验收。",
        "文件印发日期为2021年8月2日，项目2021年6月30日完工。",
    ],
)
def test_days_in_order_or_of_two_things_pass(tmp_path: Path, sentence: str) -> None:
    assert not _found(tmp_path, sentence)
