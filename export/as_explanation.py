"""One row of the results explained: where it stands, how it was read, how it was recomputed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from export.as_text import one_line
from export.field_names import FIELDS
from export.kept import Kept, Row, pieces
from export.quoted_line import quoted_lines, quoted_row
from model.document import Document

Said: TypeAlias = tuple[str, str]
"""One line in Chinese and in English."""

_KINDS = {
    "findings": ("问题", "finding"),
    "checks": ("核对", "check"),
    "funding": ("资金", "funding row"),
    "indicators": ("指标", "indicator row"),
    "disbursements": ("支出", "payment"),
    "claims": ("文中数字", "figure in prose"),
    "unread": ("未读", "unread"),
}
_SEVERITY = {"error": "错误", "warning": "疑点", "note": "提示"}
_VERDICTS = {
    "exact": ("成立，完全相等", "holds exactly"),
    "rounded": ("成立，四舍五入后相等", "holds after rounding"),
    "residue": ("尾差，各数分别舍入所致", "a rounding residue"),
    "truncated": ("截尾而非四舍五入", "cut off instead of rounded"),
    "contradicted": ("不成立", "contradicted"),
    "undecidable": ("无法验算", "cannot be decided"),
}
_UNIT_FROM = {
    "cell": ("随数字印出", "printed with the figure"),
    "row": ("见行名", "from the row's label"),
    "head": ("见列名", "from the column's head"),
    "table": ("见表的单位说明", "from the table's unit line"),
    "caption": ("见表题", "from the caption"),
    "total": ("由合计推定", "by what the total proves"),
}
_ROLES = {
    "stated": ("被核对", "checked"),
    "operand": ("用来核对", "checked against"),
    "context": ("另请对照", "see also"),
}
_NO_LINE = (
    "   原文：手边没有这份文件；给出文件即可引出原文那一行",
    "   text: the file is not at hand; name it and its line is quoted",
)
_SHOWN = 12


def explanation(kept: Kept, source: Document | None, rule: Said | None, lang: str) -> str:
    """The page of one id. ``source`` is the report, None where it is not at hand.

    ``rule`` says in a line what the rule asks for.
    """
    parts = [*_head(kept), *_body(kept, source)]
    if rule is not None:
        code = kept.row["rule"]
        parts.append(
            (f"规则：{rule[0]}（gouji rules {code}）", f"rule: {rule[1]} (gouji rules {code})")
        )
    parts += _suppression(kept.row)
    return "\n".join(one_line(part[lang == "en"]) for part in parts) + "\n"


def _head(kept: Kept) -> Iterator[Said]:
    row, document = kept.row, kept.document
    zh, en = _KINDS[kept.table]
    if kept.table == "findings":
        zh += f" [{_SEVERITY[row['severity']]}] {row['name']} {row['rule']}"
        en += f" [{row['severity']}] {row['name_en']} {row['rule']}"
    yield f"{row['id']}  {zh}", f"{row['id']}  {en}"
    words = "  ".join(
        document[name] for name in ("path", "entity", "project", "fiscal_year") if document[name]
    )
    yield f"文件：{words}", f"file: {words}"


def _body(kept: Kept, source: Document | None) -> Iterator[Said]:
    if kept.table in {"findings", "checks"}:
        if kept.table == "findings":
            yield kept.row["message"], kept.row["message_en"]
        for number, figure in enumerate(kept.figures, 1):
            yield from _figure(figure, number, source)
        yield from _arithmetic(kept)
        yield from _kin(kept)
    else:
        yield from _where(kept.row, source)
        yield from _fields(kept.row)
        yield from _used(kept)


def _figure(figure: Row, number: int, source: Document | None) -> Iterator[Said]:
    """A figure as quoted, where it stands, and what number it was read as."""
    role = _ROLES.get(figure["role"], ("", ""))
    label = figure["label"] if figure["label"] != figure["text"] else ""
    yield (
        f"{number}. {label}「{figure['text']}」" + (f"（{role[0]}）" if role[0] else ""),
        f"{number}. {label} “{figure['text']}”" + (f" ({role[1]})" if role[1] else ""),
    )
    yield from _where(figure, source)
    if figure["value"]:
        value = f"{figure['value']} {_unit(figure['unit'])}".strip()
        zh, en = _UNIT_FROM.get(figure["unit_from"], ("", ""))
        printed = f"「{figure['unit_raw']}」" if figure["unit_raw"] else ""
        printed_en = f"“{figure['unit_raw']}” " if figure["unit_raw"] else ""
        yield (
            f"   读作：{value}" + (f"；单位{printed}{zh}" if zh else ""),
            f"   read as: {value}" + (f"; unit {printed_en}{en}" if en else ""),
        )


def _unit(unit: str) -> str:
    return unit.replace("CNY", "元")


def _where(row: Row, source: Document | None) -> Iterator[Said]:
    if not row["line"]:
        return
    zh = f"第 {row['page']} 页第 {row['line']} 行" if row["page"] else f"第 {row['line']} 行"
    en = f"page {row['page']}, line {row['line']}" if row["page"] else f"line {row['line']}"
    if row["table"] and row["row"] and row["col"]:
        table, across, column = (int(row[name]) + 1 for name in ("table", "row", "col"))
        zh += f"，文件中第 {table} 张表第 {across} 行第 {column} 列"
        en += f", row {across}, column {column} of table {table} in the file"
    yield f"   位置：{zh}", f"   place: {en}"
    if source is None:
        yield _NO_LINE
        return
    if row["table"] and row["row"]:
        cells = quoted_row(source, int(row["table"]), int(row["row"]), pieces(row))
        if cells:
            yield f"   原文 {row['line']}: {cells}", f"   text {row['line']}: {cells}"
            return
    for line in quoted_lines(source.text, pieces(row)):
        yield f"   原文 {line}", f"   text {line}"


def _arithmetic(kept: Kept) -> Iterator[Said]:
    row, check = kept.row, kept.check
    if kept.table == "findings" and row["recomputation_expression"]:
        value, printed = row["recomputation_value"], row["recomputation_printed"]
        apart = row["recomputation_difference"]
        steps = row["recomputation_expression"]
        yield (
            f"复算：{steps}（重算得 {value}，报告为 {printed}，相差 {apart}）",
            f"recomputed: {steps} (comes to {value}, printed {printed}, difference {apart})",
        )
    elif check is not None:
        yield f"算式：{check['expression']}", f"relation: {check['expression']}"
    if check is not None:
        zh, en = _VERDICTS[check["verdict"]]
        yield f"判定：{zh}", f"verdict: {en}"
        yield from _power(check["power"])
    elif kept.table == "findings":
        yield "判定：文字问题，不作计算", "verdict: a matter of words, nothing to compute"
    if kept.table == "findings" and row["reading"] == "doubtful":
        yield (
            "读数存疑：所引数字中有书写错误的，先按原件核对数字本身",
            "doubtful reading: a figure quoted is malformed; look at the figure itself first",
        )


def _power(power: str) -> Iterator[Said]:
    if power:
        share = f"{(Decimal(power) * 100).normalize():f}%"
        yield (
            f"效力：此核对能看出 {share} 的单个数字错误",
            f"power: this check would have seen {share} of single-digit errors",
        )


def _kin(kept: Kept) -> Iterator[Said]:
    for other in kept.kin:
        up = other["id"] == kept.row["root"]
        zh, en = ("根源", "follows from") if up else ("由此引起", "follows from it")
        code = f"{other['rule']} {other['id']}"
        yield f"{zh}：{other['name']} {code}", f"{en}: {other['name_en']} {code}"


def _fields(row: Row) -> Iterator[Said]:
    """What a row holds, each field with what was printed for it."""
    for name, zh in FIELDS.items():
        value, raw = _unit(row.get(name, "")), row.get(f"{name}_raw", "")
        en = name.replace("_", " ")
        if raw and value and name != "unit":
            yield f"   {zh}：{value}（原文「{raw}」）", f"   {en}: {value} (printed “{raw}”)"
        elif value or raw:
            yield f"   {zh}：{value or f'「{raw}」'}", f"   {en}: {value or f'“{raw}”'}"


def _used(kept: Kept) -> Iterator[Said]:
    """The checks that take a figure from the row."""
    if not kept.used and kept.table != "unread":
        yield "没有一项核对用到这一行", "no check takes a figure from it"
    for check in kept.used[:_SHOWN]:
        zh, en = _VERDICTS[check["verdict"]]
        code = f"{check['id']}  {check['expression']}"
        yield f"参与核对：{code}（{zh}）", f"used by: {code} ({en})"
    if len(kept.used) > _SHOWN:
        rest = len(kept.used) - _SHOWN
        yield f"另有 {rest} 项核对，见 figures.csv", f"{rest} more checks; see figures.csv"


def _suppression(row: Row) -> Iterator[Said]:
    """How the finding is left out from now on, or that it is."""
    if not row.get("fingerprint"):
        return
    if row["suppressed"]:
        yield f"已确认不列：{row['suppressed']}", f"suppressed: {row['suppressed']}"
        return
    yield (
        "确认无须再列时，在 gouji-suppressions.toml 写入：",
        "To leave it out from now on, write into gouji-suppressions.toml:",
    )
    yield "   [[suppress]]", "   [[suppress]]"
    line = f'   fingerprint = "{row["fingerprint"]}"'
    yield line, line
    yield '   reason = "（必填：为什么）"', '   reason = "(needed: why)"'
