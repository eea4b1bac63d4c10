"""What LOG06 says of words that figures contradict."""

from __future__ import annotations

from validate.sentences import Sentence

LOW = Sentence("称“{words}”，而执行率并不低。", "“{words}”, though the execution rate is not low.")
FULL = Sentence(
    "称“{words}”，而“{row}”得满分{score}，执行率并不低。",
    "“{words}”, though “{row}” earned its full score and the execution rate is not low.",
)
HIGH = Sentence("称“{words}”，而执行率偏低。", "“{words}”, though the execution rate is low.")
PLANNED = Sentence(
    "称“{words}”，而预算执行明显落后。", "“{words}”, though spending lags far behind."
)
ARRIVED = Sentence(
    "称“{words}”，而到位数少于预算数。", "“{words}”, though less than the budget was received."
)
SPENT = Sentence(
    "称“{words}”，而支出数少于到位数和预算数。",
    "“{words}”, though less was spent than received or budgeted.",
)
OVER = Sentence("称“{words}”，而支出数大于预算数。", "“{words}”, though more was spent.")
DONE = Sentence(
    "称“{words}”，而表中有{count}项未完成：{rows}。",
    "“{words}”, though {count} indicators of the table are not done: {rows}.",
)
MISSED = Sentence(
    "称“{words}”，而“{row}”目标{target}，实际{actual}。",
    "“{words}”, though the target of “{row}” is {target} and its actual {actual}.",
)
FORECAST = Sentence(
    "“{words}”，而表中有{count}项尚未实施：{rows}。",
    "“{words}”, though {count} indicators of the table have not been started: {rows}.",
)
RATED = Sentence(
    "正文称“{words}”，而“{row}”仅得{score}分（分值{weight}）。",
    "The text says “{words}”, yet “{row}” scored only {score} of {weight}.",
)
LABEL = Sentence(
    "“{words}”把预算总额{amount}写成了支出，实际支出为{spent}。",
    "“{words}” calls the budget {amount} spending; {spent} was spent.",
)

ALL = (
    LOW, FULL, HIGH, PLANNED, ARRIVED, SPENT, OVER, DONE,
    MISSED, FORECAST, RATED, LABEL,
)  # fmt: skip
