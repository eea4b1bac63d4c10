"""Names of bodies in their parts, and which may belong together."""

from __future__ import annotations

import pytest

from validate.bodies import Body, beside, body, elsewhere, related

PARTS = {
    "沅滨市芦塘县农业农村局": ("芦塘县", "农业农村", "局"),
    "县市场监督管理局": ("县", "市场监督管理", "局"),
    "长岭区城市管理局": ("长岭区", "城市管理", "局"),
    "柏州市教育局": ("柏州市", "教育", "局"),
    "沙市区政务服务和数据管理局": ("沙市区", "政务服务和数据管理", "局"),
    "沛县民政局": ("沛县", "民政", "局"),
    "教育局": ("", "教育", "局"),
    "白音塔拉旗消防救援大队": ("白音塔拉旗", "消防救援", "大队"),
    "区社区卫生服务中心": ("区", "社区卫生服务", "中心"),
}


def _body(name: str) -> Body:
    found = body(name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", PARTS)
def test_a_name_is_taken_apart(name: str) -> None:
    found = _body(name)
    assert (found.place, found.work, found.kind) == PARTS[name]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县水利局", "县水务局"),
        ("县住建局", "县住房和城乡建设局"),
        ("县教育局", "县第二中学"),
        ("县国土资源局", "县自然资源局"),
        ("县民政局", "县残疾人联合会"),
        ("县教育局", "县史迹办公室"),
    ],
)
def test_bodies_that_may_belong_together_are_related(one: str, other: str) -> None:
    assert related(_body(one), _body(other))


@pytest.mark.parametrize(
    ("own", "other", "far"),
    [
        ("柏州市教育局", "泗水市教育局", True),
        ("桐川县教育局", "石塘县教育局", True),
        ("桐川县教育局", "柏州市教育局", False),
        ("柏州市桐川县教育局", "桐川县教育局", False),
        ("桐川县教育局", "县教育局", False),
        ("桐川县教育局", "建议石塘县教育局", False),
    ],
)
def test_another_place_of_the_same_rank(own: str, other: str, *, far: bool) -> None:
    assert elsewhere(_body(own), _body(other)) is far


@pytest.mark.parametrize(
    ("own", "other", "near"),
    [
        ("桐川县教育局", "桐川县水利局", True),
        ("桐川县教育局", "县水利局", True),
        ("柏州市桐川县教育局", "桐川县水利局", True),
        ("桐川县教育局", "省水利厅", False),
        ("桐川县教育局", "市水利局", False),
        ("桐川县水利局", "桐川县水务局", False),
    ],
)
def test_another_line_of_work_of_the_same_place(own: str, other: str, *, near: bool) -> None:
    assert beside(_body(own), _body(other)) is near
