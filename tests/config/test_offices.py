"""Several offices in one workspace: what each of them sees, and what nobody may be told of."""

from pathlib import Path

import pytest

from config.bodies import Registry
from config.errors import UserError
from config.files import parse_toml
from config.registry import load_registry
from config.settings import Settings

ROWS = """id,name,kind,site,parent
city,青禾市人民政府,government,http://a.example/,
north,北岭县人民政府,government,http://b.example/,city
n1,北岭县财政局,department,,north
n2,柳塘镇人民政府,township,,north
n3,柳塘镇中心学校,other,,n2
south,南浦县人民政府,government,http://c.example/,city
s1,南浦县财政局,department,,south
"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    (tmp_path / "bodies.csv").write_text(ROWS, encoding="utf-8")
    return load_registry(tmp_path / "bodies.csv", first_year=2024)


def settings(text: str) -> Settings:
    return parse_toml(text, Settings, "duban.toml")


OFFICES = """
[[offices]]
name = "北岭"
bodies = "北岭县人民政府"
[[offices]]
name = "南浦与柳塘"
bodies = ["south", "n2"]
heading = "联合检查组"
"""


def test_an_office_sees_what_it_names_and_everything_under_it(registry: Registry) -> None:
    north, south = settings(OFFICES).offices
    assert north.sees(registry) == {"north", "n1", "n2", "n3"}
    assert south.sees(registry) == {"south", "s1", "n2", "n3"}
    assert (north.title, south.title) == ("北岭", "联合检查组")


@pytest.mark.parametrize(
    ("recipient", "seen"),
    [
        ("", {"city", "north", "n1", "n2", "n3", "south", "s1"}),
        ('office = "北岭"', {"north", "n1", "n2", "n3"}),
        ('office = "北岭"\nbodies = ["n1"]', {"n1"}),
        ('bodies = ["n1", "s1"]', {"n1", "s1"}),
    ],
)
def test_a_recipient_is_told_of_the_office_s_bodies_or_some_of_them(registry, recipient: str, seen: set[str]) -> None:
    given = settings(f'{OFFICES}[[recipients]]\nemail = "a@example.cn"\n{recipient}')
    (one,) = given.recipients
    assert one.sees(registry, given.office_named(one.office) if one.office else None) == seen


def test_a_recipient_cannot_be_told_of_another_office_s_body(registry: Registry) -> None:
    given = settings(f'{OFFICES}[[recipients]]\nemail = "a@example.cn"\noffice = "北岭"\nbodies = ["s1"]')
    with pytest.raises(UserError, match=r"recipients, a@example.cn: 's1' is not under office '北岭'"):
        given.recipients[0].sees(registry, given.office_named("北岭"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[recipients]]\nemail = "a@example.cn"\noffice = "西"', "no office '西' in .*; there are: none"),
        ('[[offices]]\nname = "a b"\nbodies = "n1"\n[[offices]]\nname = "A_b"\nbodies = "s1"', "have the same name"),
        ('[[offices]]\nname = "../.."\nbodies = "n1"', "the name of an office"),
        ('[[offices]]\nname = "a"\nbodies = []', "a list of ids or names"),
    ],
)
def test_wrong_offices_are_one_clear_line(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        settings(text)


def test_an_office_of_an_unknown_body_is_refused(registry: Registry) -> None:
    (office,) = settings('[[offices]]\nname = "a"\nbodies = "西河县"').offices
    with pytest.raises(UserError, match="offices, a: no body '西河县'"):
        office.sees(registry)


def test_the_folder_of_an_office_stays_inside_the_digests() -> None:
    (office,) = settings('[[offices]]\nname = "../县办 一"\nbodies = "n1"').offices
    assert office.folder == "_县办_一"
