"""Which bodies are peers, share a place, or may share their words."""

import pytest

from config.registry import load_registry
from reports.portfolio.relations import bodies_apart, is_office, peers_of, place_of

HEAD = "id,name,kind,level,parent,region,site,since,until,successor\n"
SITE = "http://www.yunxiu.example/"


@pytest.fixture
def registry(tmp_path):
    rows = (
        f"gov,云岫县人民政府,government,county,,130123,{SITE},,,",
        f"office,云岫县人民政府办公室,department,,gov,130123,{SITE},,,",
        f"hall,云岫县政务服务管理办公室,department,,gov,130123,{SITE},,,",
        f"fin,云岫县财政局,department,,gov,130123,{SITE},,,",
        f"old,云岫县国有资产管理局,department,,gov,130123,{SITE},,2023,fin",
        f"fin2,石汀县财政局,department,,,130124,{SITE},,,",
        f"town,松篁镇人民政府,township,,gov,130123100,{SITE},,,",
        f"zone,云岫经济开发区管委会,other,,gov,130123,{SITE},,,",
        f"gov2,无级别县人民政府,government,,,130125,{SITE},,,",
    )
    path = tmp_path / "bodies.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    return load_registry(path, first_year=2021)


@pytest.mark.parametrize(
    ("body", "office"), [("office", True), ("hall", False), ("fin", False), ("gov", False), ("fin2", False)]
)
def test_the_office_of_the_government_is_no_other_office(registry, body, office):
    assert is_office(registry, registry.get(body)) is office


@pytest.mark.parametrize(
    ("body", "year", "apart"),
    [
        pytest.param("office", 2024, {"office", "gov"}, id="an office and its government"),
        pytest.param("fin", 2024, {"fin", "old"}, id="a body and the one it continues"),
        pytest.param("fin", 2023, {"fin"}, id="while both were there"),
    ],
)
def test_bodies_that_may_share_their_words(registry, body, year, apart):
    assert bodies_apart(registry, registry.get(body), year) == apart


def test_peers_do_the_same_work(registry):
    groups = {body.id: peers_of(body) for body in registry.bodies}
    assert groups["fin"] == groups["fin2"]
    assert len({groups[body] for body in ("fin", "hall", "town", "gov")}) == 4
    assert groups["zone"] is None
    assert groups["gov2"] is None, "without a level a county would be measured by cities"


def test_a_township_is_of_its_county(registry):
    assert place_of(registry.get("town")) == place_of(registry.get("fin")) == "130123"
