"""First digits: how the payments of a whole archive begin, and how many of them are round."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from math import log10

from validate.registry import Limit, Limits, archive_rule
from validate.sentences import Sentence

_EXPECTED = {digit: log10(1 + 1 / digit) for digit in range(1, 10)}
"""Benford's law: the share of numbers that begin with each digit."""
_ROUND = Decimal(10_000)
_APART = Sentence(
    "全部{count}笔支出的首位数字与本福特分布平均相差{deviation}，超过{limit}；整万元的占{round}%。"
    "分布异常只提示抽查方向，不说明哪一笔有错。",
    "The first digits of all {count} payments are {deviation} from Benford's law on average, more "
    "than {limit}; {round} % are whole ten thousands. It says where to sample, not what is wrong.",
)
_USUAL = Sentence(
    "全部{count}笔支出的首位数字与本福特分布平均相差{deviation}，不超过{limit}；整万元的占{round}%。",
    "The first digits of all {count} payments are {deviation} from Benford's law on average, not "
    "more than {limit}; {round} % are whole ten thousands.",
)
_FEWEST = Limit(
    "payments",
    Decimal(300),
    "少于这么多笔，首位数字的分布没有意义",
    "with fewer payments the distribution of first digits means nothing",
    least=Decimal(50),
)
_DEVIATION = Limit(
    "deviation",
    Decimal("0.015"),
    "首位数字平均绝对偏差超过该值为不相符（Nigrini《Benford’s Law》2012年，表7.1）",
    "a mean absolute deviation of first digits above this is nonconformity (Nigrini, Benford's "
    "Law, 2012, table 7.1)",
    most=Decimal(1),
)


class Payments:
    """How many payments begin with each digit, and how many are whole ten thousands."""

    def __init__(self) -> None:
        """Without any payment."""
        self.first: Counter[int] = Counter()
        self.whole = 0

    def add(self, amount: Decimal) -> None:
        """Count one payment in 元; those of nothing and returned ones are left out."""
        if amount > 0:
            self.first[amount.normalize().as_tuple().digits[0]] += 1
            self.whole += amount % _ROUND == 0

    @property
    def deviation(self) -> float:
        """Mean absolute deviation of the nine shares from Benford's law."""
        count = self.first.total()
        shares = (abs(self.first[digit] / count - share) for digit, share in _EXPECTED.items())
        return sum(shares) / len(_EXPECTED)


@archive_rule(
    "FOR06",
    "整数与首位数字",
    "Round numbers and first digits",
    limits=(_FEWEST, _DEVIATION),
    says=(_APART, _USUAL),
)
def first_digits(payments: Payments, limits: Limits) -> Sentence | None:
    """整批导入时，全部支出的首位数字应大致符合本福特分布；只在整批的结尾提示，不针对单份报告。

    Over an archive the first digits of all payments roughly follow Benford's law; told at the end
    of an ingest, of no single report.
    """
    count = payments.first.total()
    if count < limits["payments"]:
        return None
    said = _APART if payments.deviation > limits["deviation"] else _USUAL
    return said.filled(
        count=count,
        deviation=f"{payments.deviation:.4f}",
        limit=limits["deviation"],
        round=f"{100 * payments.whole / count:.1f}",
    )
