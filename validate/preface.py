"""What stands before the rules in ``docs/rules.md``: how a relation is judged, and what is set."""

from __future__ import annotations

from model.quantity import plain
from validate.aligned import SURE
from validate.checking import FAR
from validate.misprints import CHANCE
from validate.reading import ABOUT, HUNDRED
from validate.roots import SIGNIFICANT

_REACH = plain((ABOUT * HUNDRED).normalize())

PREFACE = f"""# 规则 Rules

本页由规则的说明自动生成（`pytest tests/test_docs.py --update-golden`），请勿手改。
This page is generated from the rules' own docstrings; do not edit it.

## 怎样判定 How a relation is judged

每条勾稽关系只判一次，得到下列结论中的一个，由好到差：
Every relation is judged once and gets one of these verdicts, from best to worst:

| 结论 verdict | 含义 | meaning |
|---|---|---|
| exact | 完全相等 | both sides are equal as printed |
| rounded | 按所印位数四舍五入后相等 | equal after rounding to the printed place; a tie may go either way |
| truncated | 只有截去尾数才相等：列为提示 RND01 | equal only if further digits are cut off: a note, RND01 |
| residue | 各加数分别舍入，尾差不超过 (n+1)×½ 末位：列为提示 RND02 | rounding of n terms may come to \
(n+1)×½ of the last place: a note, RND02 |
| contradicted | 以上都不是：按规则的严重程度列出 | none of these: shown with the rule's severity |
| undecidable | 缺数、分母为零、单位不明，或单位正由这一合计推定：不下结论 | a value is missing, the \
denominator is zero, a unit is not known or was supplied by this very sum: no verdict |

以元印出的金额、件数、分值、单价和“30万元”这样的整数视为准数；带小数的万元数和百分比视为舍入过的数。
Amounts in yuan, counts, scores, prices and round amounts (30万元) are taken as exact; amounts in
万元 with decimals and percentages as rounded.

“约”放宽到两边、“近”放宽到下方，至少各为数值的 {_REACH}%（没有出处：“约”字后的数很少舍入到不足两位）；
“余”“多”向上放宽到末位非零数字的一个单位。
约 widens a figure to both sides and 近 downwards, by at least {_REACH} % of its value (no text says how far, but
figures after 约 are seldom rounded to fewer than two digits); 余 and 多 widen it upwards by one in its last digit.

## 严重程度 Severity

错误 error：报告自相矛盾。疑点 warning：很可能不一致。提示 note：轻微，或需人判断。
一条规则可以在具体情形下降低严重程度，从不提高。
error: the report contradicts itself. warning: it very likely does. note: slight, or for a person to judge.
A rule may lower its severity where a case is less clear; it never raises it.

## 根源与由此引起 Roots and what follows

一个数字写错，会使合计、比率和前后文同时对不上。如果把这个数字换成某一条关系所要求的值，另一条关系也就成立，
两条就是同一个原因：涉及数字最少的一条是根源，其余列在它的 `follows` 中，不重复计数。
两处数值相同、且至少有 {SIGNIFICANT} 位有效数字，才视为同一个数。同一张表中违反同一规则的各行合为一个问题。
One wrong figure breaks a total, a rate and the text at once. Where the value that one relation asks of a figure
makes another relation hold, both have one cause: the relation on the fewest figures is the root, the others are
listed in its `follows` and do not count again. Two prints of one value are one figure where it has {SIGNIFICANT}
significant digits or more. Rows of one table that fail one rule are one finding.

## 读数 Reading

`reading: doubtful` 表示所引数字中有书写错误的（如“23,149.560”），按它应有的写法计算，请先核对数字本身；
或者各数是按正文的用语放到一起的，而单个数字写错（一位错、相邻两位颠倒、小数点移位）不能解释其矛盾：可能是口径不同，
也可能是误读，只列为提示。算得的一方与所列的一方相差到 {plain(FAR)} 倍以上、又不是这类笔误的，同样处理：没有报告会把这样的两个数
列作相等，这条线没有出处。窗口太宽、预计会有 {plain(CHANCE)} 个以上笔误碰巧落入的，不算作解释。其余为 `sure`。
`reading: doubtful` says that a figure quoted is malformed (23,149.560) and was computed with as it must have been
meant: look at the figure itself first; or that words of the text, not a table, put the figures together and no single
misprint (one digit, two neighbours exchanged, the point moved) explains why they disagree: the scopes may differ, or we
misread, and it is a note only. So it is where what is computed and what is printed are {plain(FAR)} times apart or more and
no such slip explains it: no report would print them for one another (no source draws that line). A slip explains
nothing where {plain(CHANCE)} or more of them are to be expected by chance. All others are `sure`.

正文与表格中的名称相同、是同义词、或相似度不低于 {SURE} 时，才视为同一事项；低于它的不据以列出错误或疑点。
Names in the text and in tables are taken for one thing where they are equal, synonyms, or alike to {SURE} at
least; likeness below that is no ground for an error or a warning.

## 效力与覆盖 Power and coverage

`power` 是一项核对所用数字中，任意一个数字位写错时能被看出的比例；`coverage` 是全部数字中至少受一条关系核对的个数。
`power` is the share of single wrong digits in its figures that a check would have seen; `coverage` counts the
figures that at least one relation checks.

## 停用与参数 Switching off, and limits

没有出处的界限列为“可设参数”，可在 `gouji.toml` 中改动；停用规则、改动参数都要写理由，各种输出都会注明：
Limits that rest on no source are listed with their rule and may be moved in `gouji.toml`, which may also switch
a rule off; either needs a reason, and every output says so:

```toml
materiality = 10000        # 元；同一严重程度中，不足此数的不提前  yuan; orders findings, hides none

[rules.RND01]
off = "本项目金额按系统截尾口径填报"

[rules.SUM02]
nearly_all = 0.95
reason = "本地区报告的“其中”常列不全"
```

# 各条规则 The rules
"""
