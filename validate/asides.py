"""Which passages tell facts, which problems, and which stand aside: goals, methods, advice."""

from __future__ import annotations

import re

from model.facts import Facts
from validate.once import once_a_report
from validate.quoting import comparable
from validate.sections import with_titles

_ASIDE = re.compile(
    r"建议|改进|整改|下一?步|打算|对策|(?:评价|监控|自评|跟踪)(?:的?(?:目的|方法|原则|依据|标准|内容|流程|对象|体系|工作|过程|方案|指标体系))|"
    r"局限|职能|职责|背景|立项依据|政策依据|总体?目标|(?:年度|具体|绩效|阶段)目标$|目标设[定置]|说明|注意事项"
)
_TOLD = re.compile(r"问题|结论|完成|实现|执行|情况分析|成效|存在")
_PROBLEMS = re.compile(r"问题|不足|困难|短板|薄弱")
_NO_PROBLEMS = re.compile(
    r"整改|解决|上年|往年|以前年度|其他需要?说明|其他应?说明|需要?说明的?问题"
)
_LEAD = re.compile(
    r"[^，。；：:]{2,16}[：:]\s*$|(?:改进|整改|下一步|有关|其他)[^，。；：:]{0,12}[：:]"
)
"""A line that opens a part of the text, or one that tells it in the same breath."""
_ITEM = re.compile(r"[（(]?\d{1,2}[）).．、]|[①-⑳]")
"""A numbered line that goes on with the list above it."""


@once_a_report
def headings_above(facts: Facts) -> tuple[tuple[str, ...], ...]:
    """For every passage the titles of the headings it stands under, the nearest first."""
    plain: dict[tuple[str, ...], tuple[str, ...]] = {}
    chains: list[tuple[str, ...]] = []
    for _, titles in with_titles(facts):
        if titles not in plain:
            plain[titles] = tuple(map(comparable, titles))
        chains.append(plain[titles])
    return tuple(chains)


def is_aside(chain: tuple[str, ...]) -> bool:
    """True under a heading that tells nothing of what was done: goals, methods, advice."""
    return any(_ASIDE.search(title) and not _TOLD.search(title) for title in chain)


def tells_problems(chain: tuple[str, ...]) -> bool:
    """True under a heading of problems, unless a nearer one is of advice."""
    for title in chain:
        if _NO_PROBLEMS.search(title):
            return False
        if _PROBLEMS.search(title):
            return True
        if _ASIDE.search(title):
            return False
    return False


@once_a_report
def in_problems(facts: Facts) -> tuple[bool, ...]:
    """For every passage whether it tells of problems: by its headings, or below 存在的问题：."""
    chains = headings_above(facts)
    found: list[bool] = []
    led = False
    for passage, chain in zip(facts.passages, chains, strict=True):
        text = passage.text.strip()
        if passage.kind in {"heading", "caption", "cell"}:
            led = led and passage.kind == "heading" and bool(_ITEM.match(text))
        elif _LEAD.match(text):
            led = bool(_PROBLEMS.search(text)) and not _NO_PROBLEMS.search(text)
        found.append(led or tells_problems(chain))
    return tuple(found)
