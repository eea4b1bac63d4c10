"""Admissions: problems a report tells of, against full scores for what they concern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from model.facts import Facts
from model.quantity import Figure, Wording
from model.record import IndicatorRow
from model.relation import Remark
from validate.aligned import named, words_of
from validate.asides import in_problems
from validate.quoting import comparable, quote
from validate.registry import rule
from validate.rules.outcomes import is_full, one_line
from validate.selection import one_project
from validate.sentences import Sentence

_ADMITTED = Sentence(
    "自述“{words}”，而“{row}”得满分{score}（分值{weight}）",
    "“{words}” is admitted, yet “{row}” was given its full score {score} of {weight}",
)


@dataclass(frozen=True, slots=True)
class _Failing:
    """A failing in words, the sentence it needs around it, and the indicator it is judged by."""

    words: re.Pattern[str]
    around: re.Pattern[str]
    row: re.Pattern[str]


def _failing(words: str, around: str, row: str) -> _Failing:
    return _Failing(re.compile(words), re.compile(around), re.compile(row))


_NOT = r"(?:不够|不|未能?|没有|尚未|缺乏|欠|有待(?:进一步)?|需(?:进一步)?|仍需)"
_FAILINGS = (
    _failing(
        rf"^(?!.*预算编制).*{_NOT}(?:充分|完全|进行)?(?:细化|量化|明确|清晰|具体|可衡量)",
        r"指标|目标|绩效",
        r"(?:目标|指标).*(?:明确|细化|量化|清晰)",
    ),
    _failing(
        rf"(?:目标|指标).*{_NOT}(?:合理|科学|规范|准确)",
        r"目标|指标",
        r"(?:目标|指标).*(?:合理|科学)",
    ),
    _failing(
        rf"(?:制度|机制|办法).*(?:{_NOT}(?:健全|完善|完备|建立)|缺失|缺位)",
        r"制度|机制|办法",
        r"(?:制度|机制).*(?:健全|完善|完备)",
    ),
    _failing(
        rf"(?:制度|规定|办法|措施).*(?:执行|落实)(?:{_NOT}(?:到位|严格|有力)|不力)|{_NOT}严格(?:执行|落实)",
        r"制度|规定|办法",
        r"制度.*(?:执行|落实)",
    ),
    _failing(
        rf"预算(?:编制|编报|测算|安排).*{_NOT}(?:够)?(?:科学|合理|精准|精细|准确|细化|充分)",
        r"预算",
        r"预算(?:编制|编报|测算).*(?:科学|合理|准确|细化)",
    ),
    _failing(
        r"(?:资金|经费|款项).*(?:到位|拨付|支付|下达).*(?:不及时|不够及时|滞后|较慢|缓慢|延迟|迟缓)",
        r"资金|经费|款项",
        r"(?:到位|拨付|支付).*及时",
    ),
    _failing(
        rf"(?:监管|监督|监控|检查|督导).*(?:{_NOT}(?:到位|足|有效)|不力|薄弱|缺失)",
        r"监",
        r"(?:监管|监督|监控).*有效|监管措施",
    ),
    _failing(
        rf"(?:档案|资料|台账|凭证).*(?:{_NOT}(?:完整|规范|齐全|健全)|缺失)",
        r"档案|资料|台账|凭证",
        r"(?:档案|资料|台账|凭证).*(?:完整|规范|齐全)",
    ),
    _failing(
        rf"采购.*{_NOT}(?:规范|合规)",
        r"采购",
        r"采购.*(?:规范|合规)",
    ),
    _failing(
        rf"(?:资金|经费)(?:使用|支出|管理).*(?:{_NOT}(?:规范|合规)|挤占|挪用|截留|超范围)",
        r"资金|经费",
        r"资金使用.*(?:合规|规范)",
    ),
    _failing(
        r"(?:工程|项目|施工|建设|工期|任务).*(?:进度(?:滞后|缓慢|较慢)|滞后|延期|延误|未按期|未按时|未如期)",
        r"工程|项目|施工|建设|工期|任务",
        r"(?:完成|完工|竣工|开工|实施).*(?:及时|按时|按期)",
    ),
    _failing(r"满意度.*(?:不高|偏低|较低|不理想)", r"满意度", r"满意度"),
)  # fmt: skip
_CLAUSE = re.compile(r"[^，,。；;！？\n]+")
_STOPS = re.compile(r"[。；;！？\n]")
_ELSEWHEN = re.compile(
    r"明年|下年|下一年|今后|下一?步|上年|去年|往年|以前年度|已(?:整改|完善|解决)|建议|应当|避免|防止|其他(?:单位|部门|地区)"
)
_SOFT = re.compile(r"个别|部分|少数|有的|有待|需|仍|进一步|一定")
_TOLD_OFF = re.compile(r"^\s*(?:存在的?)?(?:主要)?问题[：:]")
_GAP = re.compile(
    r"不足|不够|不到位|不及时|偏低|较低|不高|滞后|未完成|未达到|未达标|延迟|缓慢|不健全|不规范|不完善"
)
_OF_MONEY = re.compile(r"财务|资金|经费|款项")
"""What is said of money is not said of the project's other rules, and the other way round."""
_NAME_END = re.compile(r"(?:情况|性|率|度)$")
_NAME = 4
"""Characters of a name that must stand in a clause for it to be about that indicator."""


@rule(
    "LOG09",
    "自述问题与满分矛盾",
    "Admitted problem against a full score",
    severity="warning",
    says=(_ADMITTED,),
)
def problem_admitted(facts: Facts) -> Iterator[Remark]:
    """报告自述存在问题的方面，其指标不应得满分。

    An indicator is not given its full score where the report itself admits the failing it judges.

    Flags::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 决策 | 绩效目标 | 绩效指标明确性 | 4 | 4 |
        | 过程 | 组织实施 | 管理制度健全性 | 4 | 3 |
        一、存在的问题
        绩效指标不够细化，部门间沟通不畅。

    Flags::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 决策 | 绩效目标 | 绩效指标明确性 | 4 | 4 |
        | 过程 | 资金管理 | 资金拨付及时性 | 4 | 4 |
        一、存在的主要问题
        县级配套资金拨付不及时。

    Passes::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 决策 | 绩效目标 | 绩效指标明确性 | 4 | 4 |
        | 过程 | 组织实施 | 管理制度健全性 | 4 | 3 |
        一、存在的问题
        管理制度不健全，上年绩效指标不够细化。
        二、有关建议
        避免绩效指标不够细化。
    """
    full = [row for row in facts.indicators if row.row_kind == "item" and is_full(row)]
    if not full or not one_project(facts):
        return
    told: set[str] = set()
    for words, around in _admissions(facts):
        for row in full:
            if row.key not in told and _is_judged(row, words.raw, around):
                told.add(row.key)
                yield _admitted(row, words, soft=bool(_SOFT.search(words.raw)))


def _admissions(facts: Facts) -> Iterator[tuple[Wording, str]]:
    """The clauses in which a report tells of its problems, with their sentences."""
    of_problems = in_problems(facts)
    for at, passage in enumerate(facts.passages):
        if passage.kind == "cell" and not _TOLD_OFF.match(passage.text):
            continue
        if passage.kind != "cell" and not (of_problems[at] or _TOLD_OFF.match(passage.text)):
            continue
        for clause in _CLAUSE.finditer(passage.text):
            before = _STOPS.split(passage.text[: clause.start()])[-1]
            if not _ELSEWHEN.search(before + clause.group()):
                words = quote(passage, clause.start(), clause.end())
                yield words, before + clause.group()


def _is_judged(row: IndicatorRow[Figure], words: str, around: str) -> bool:
    """Whether a clause admits what a row is scored for."""
    name = comparable(named(row))
    if bool(_OF_MONEY.search(name)) != bool(_OF_MONEY.search(words)):
        return False
    for failing in _FAILINGS:
        if failing.row.search(name) and failing.words.search(words):
            return bool(failing.around.search(around))
    stem = _NAME_END.sub("", name)
    return len(stem) >= _NAME and stem in comparable(words) and bool(_GAP.search(words))


def _admitted(row: IndicatorRow[Figure], words: Wording, *, soft: bool) -> Remark:
    score, weight = row.score, row.weight
    said = _ADMITTED.filled(
        words=one_line(words.raw),
        row=named(row),
        score=score.raw.strip() if score is not None else "",
        weight=weight.raw.strip() if weight is not None else "",
    )
    given = tuple(one for one in (weight, score) if one is not None)
    return Remark(
        (words, *words_of(row), *given),
        severity="note" if soft else None,
        zh=said.zh,
        en=said.en,
    )
