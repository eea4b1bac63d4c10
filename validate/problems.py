"""What a report owns up to: the clauses of its chapter on problems that name one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from validate.sections import clauses, with_titles

_PROBLEMS = re.compile(
    r"(?:存在|主要|突出|发现)(?:的|主要)*(?:问题|困难|不足)|^[一二三四五六七八九十\d（(）)、.．\s]*问题(?=$|[及和与、，。：:])|"
    r"(?:经验|做法|成效)[^。]{0,6}[及和与、]问题|不足之处|薄弱环节|问题分析"
)
_OTHER = re.compile(r"建议|改进|措施|整改|经验|做法|对策|下一步|其他需")
_LABEL = re.compile(
    r"(?:目前|项目|主要|自评)*(?:存在|发现)?的?(?:主要)?(?:问题|不足)(?:描述|及原因(?:分析)?)?[：:]?"
)
_LABELLED = re.compile(r"\s*(?:存在)?(?:的)?(?:主要)?问题[：:]")
_ADMITS = re.compile(
    r"不足|欠缺|不够|有待|亟待|薄弱|偏低|偏慢|较低|较慢|较少|滞后|缺乏|缺少|困难|短板|差距|延迟|脱节|粗放|隐患|"
    r"不(?:完善|健全|规范|到位|及时|细|强|高|合理|明确|平衡|均衡|科学|准确|清晰|全面|充分|理想|严)|未(?:完成|达|能|按)"
)
_NONE = re.compile(r"无|未发现|没有|不存在|未出现|未见|已(?:整改|解决|完善)|避免|防止|克服|解决了")


def admissions(facts: Facts) -> Iterator[Wording]:
    """Clauses that admit a shortcoming, in reading order: 我单位相关人员配备还显不足."""
    previous: Passage | None = None
    for passage, titles in with_titles(facts):
        told = passage.kind != "cell" and _speaks_of_problems(titles)
        if told or _answers(passage, previous):
            yield from (
                words
                for words in clauses(passage)
                if _ADMITS.search(words.raw) and not _NONE.search(words.raw)
            )
        previous = passage


def _speaks_of_problems(titles: tuple[str, ...]) -> bool:
    """Whether the nearest heading that says what is told here says that problems are."""
    for title in titles:
        if _PROBLEMS.search(title):
            return True
        if _OTHER.search(title):
            return False
    return False


def _answers(passage: Passage, previous: Passage | None) -> bool:
    """Whether a cell stands beside or begins with the word 存在问题."""
    if passage.kind != "cell":
        return False
    beside = previous is not None and (previous.table, previous.row) == (passage.table, passage.row)
    if beside and previous is not None and _LABEL.fullmatch("".join(previous.text.split())):
        return True
    return bool(_LABELLED.match(passage.text))
