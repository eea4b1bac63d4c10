"""Names of bodies: where they are, what they work at, and whether two may belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from validate.listed import listed

KIND = (
    r"(?:局(?![面势限部域促])|管委会|委员会|联合会|残联|妇联|[总支大]队|办公室|办事处|厅|供销社"
    r"|中心|图书馆|文化馆|博物馆|体育馆|档案馆|医院|卫生院|学院|学校|中学|小学|幼儿园|林场"
    r"|(?:管理|服务|养护|推广|监测|防控|救助)[站所处])"
)
"""What the name of a body ends in."""
_ENDS = re.compile(KIND + "$")
_BUREAU = re.compile(r"(?:局|委员会|管委会|联合会|残联|妇联|队|办公室|厅|供销社)$")
_LEVEL = re.compile(
    r"自治[区州县旗]|[省市州盟县区旗](?![市县区旗](?!场))(?![场容域级情直]|委(?!员)|政(?!务)|民(?!政|族|宗))"
)
_NO_PLACE = re.compile(
    r"(?:城|超|门|都|社|园|校|小|库|灌|林|片|辖|景|学|街|战|联|牧|地|矿|郊|城镇|老)$"
)
_TELLING = re.compile(
    r"[的了为由按在和与对将把被从至使让我本该全各两邻某贵此其他等及或经请年月日]|建议|要求|督促|指导|支持|协助|联合"
    r"|会同(?!县)|委托|通过|接受|依托|参照|参考|期间|目前|同时|此后|之后|下一步|通知|邀请|组织"
)
"""Characters that tell a stretch of a sentence from the name of a place."""
_GENERIC = re.compile(r"管理|服务|事务|监督|发展|指导|综合|工作|保障|保护|行政|和|与|及")
_TWO, _FARTHEST = 2, 6
_ALIKE = str.maketrans("区旗", "县县")
"""Levels that are one rank: 县, 区, 旗."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name in its parts: 青溪市芦塘县农业农村局.

    ``place`` is the nearest place with its level (芦塘县), the level alone (县) or nothing;
    ``places`` are all of them (青溪市, 芦塘县). ``work`` is the line of work without the kind.
    """

    name: str
    place: str
    places: tuple[str, ...]
    work: str
    kind: str

    @property
    def level(self) -> str:
        """The rank of its place, 区 and 旗 told as 县; empty where it names none."""
        return self.place[-1:].translate(_ALIKE)

    @property
    def is_placed(self) -> bool:
        """Whether the place has a name, not only a level."""
        return len(self.place) > 1

    @property
    def is_bureau(self) -> bool:
        """A 局 or what ranks with it, not an institution below one."""
        return _BUREAU.search(self.kind) is not None


@lru_cache(maxsize=1024)
def body(name: str) -> Body | None:
    """A name taken apart; None where it does not end as the name of a body does."""
    name = "".join(name.split())
    end = _ENDS.search(name)
    if end is None:
        return None
    places: list[str] = []
    at = 0
    for level in _LEVEL.finditer(name, 0, end.start()):
        piece = name[at : level.start()]
        if level.start() and _NO_PLACE.search(piece):
            continue
        if len(piece) > _FARTHEST or (not piece and places):
            break
        places.append(name[at : level.end()])
        at = level.end()
    work = name[at : end.start()]
    return Body(name, places[-1] if places else "", tuple(places), work, end.group())


@lru_cache(maxsize=1024)
def domains(work: str) -> frozenset[int]:
    """The lines of work a piece of a name speaks of."""
    return frozenset(
        number for number, words in enumerate(_domains()) if any(word in work for word in words)
    )


@cache
def _domains() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for words in listed("bodies")["domains"])


@lru_cache(maxsize=256)
def lines_of(name: str) -> frozenset[int]:
    """The lines of work that a project's name speaks of: by the body's words, or the matter's."""
    named = (domains(entry["of"]) for entry in _matters() if any(w in name for w in entry["words"]))
    return domains(name).union(*named)


@cache
def _matters() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = listed("bodies")["matters"]
    return found


@lru_cache(maxsize=256)
def matters(of: Body) -> tuple[str, ...]:
    """What bodies of its line of work deal with, and the words of the line themselves."""
    lines = _lines(of)
    words = [word for number in lines for word in _domains()[number]]
    for entry in _matters():
        if domains(entry["of"]) & lines:
            words += entry["words"]
    return tuple(words)


def same_work(one: Body, other: Body) -> bool:
    """Whether two names may be of one body: one is short for the other, or they share a word."""
    first, second = (_GENERIC.sub("", each.work) or each.work for each in (one, other))
    if not first or not second:
        return one.kind == other.kind and first == second
    short, long = sorted((first, second), key=len)
    return _in_order(short, long) or any(
        short[at : at + _TWO] in long for at in range(len(short) - 1)
    )


def related(one: Body, other: Body) -> bool:
    """Whether one may be the other, its superior or a part of it; also where that is unknown."""
    mine, others = _lines(one), _lines(other)
    return not mine or not others or bool(mine & others) or same_work(one, other)


def _lines(one: Body) -> frozenset[int]:
    return domains(one.work + one.kind)


def elsewhere(own: Body, other: Body) -> bool:
    """Whether the other body is of another place of the same rank."""
    return (
        own.is_placed
        and other.is_placed
        and own.level == other.level
        and _TELLING.search(other.place) is None
        and other.place not in own.name
        and own.place not in other.name
        and not any(place in other.place or other.place in place for place in own.places)
    )


def beside(own: Body, other: Body) -> bool:
    """Whether the other body is of the same place and of another line of work for certain."""
    here = not other.place or other.place in own.places or _is_own_level(own, other)
    return here and other.work != own.work and not related(own, other)


def _is_own_level(own: Body, other: Body) -> bool:
    if other.is_placed and own.is_placed:
        return False
    return bool(own.place) and other.place[-1:] == own.place[-1:]


def _in_order(short: str, long: str) -> bool:
    """True if the characters of a short form occur in this order in the full name."""
    rest = iter(long)
    return all(char in rest for char in short)
