"""The checker's own verdicts, which soften another rule's contradiction to a note."""

from __future__ import annotations

from collections.abc import Iterator

from model.facts import Facts
from model.relation import Relation
from validate.registry import rule


@rule("RND01", "截尾而非四舍五入", "Truncation", severity="note")
def truncated(facts: Facts) -> Iterator[Relation]:
    """数字系截尾得来，四舍五入后末位不同。

    The figure was cut off, not rounded; rounding gives another last digit.

    Flags::

        一、资金使用情况
        截至2023年10月31日，项目预算30万元，实际支出198,676.5元，预算执行率为66.22%。

    Passes::

        一、资金使用情况
        截至2023年10月31日，项目预算30万元，实际支出198,676.5元，预算执行率为66.23%。
    """
    del facts  # Every rule's relations can be truncated; the checker says so, no rule has to.
    yield from ()


@rule("RND02", "尾差", "Rounding residue", severity="note")
def residue(facts: Facts) -> Iterator[Relation]:
    """各数分别四舍五入后相加，与合计有尾差。

    Rows rounded one by one differ from their total by no more than rounding explains.

    Flags::

        表1 资金支出明细表（单位：万元）
        | 序号 | 支出内容 | 支付日期 | 支付金额 |
        | 1 | 道路清扫费 | 2023年3月6日 | 33.33 |
        | 2 | 垃圾清运费 | 2023年6月5日 | 33.33 |
        | 3 | 设备维护费 | 2023年9月4日 | 33.33 |
        | 合计 | | | 100.00 |

    Passes::

        表1 资金支出明细表（单位：万元）
        | 序号 | 支出内容 | 支付日期 | 支付金额 |
        | 1 | 道路清扫费 | 2023年3月6日 | 33.33 |
        | 2 | 垃圾清运费 | 2023年6月5日 | 33.33 |
        | 3 | 设备维护费 | 2023年9月4日 | 33.34 |
        | 合计 | | | 100.00 |
    """
    del facts
    yield from ()
