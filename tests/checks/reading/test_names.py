import pytest

from checks.reading import BodyName
from checks.reading.names import bodies_meant, bodies_mentioned, may_be_same
from config.kinds import Kind


def registry(*names: str) -> list[BodyName]:
    """Bodies with their aliases behind a colon: 青禾县档案局:青禾县档案馆."""
    split = [name.split(":") for name in names]
    return [BodyName(own, Kind.DEPARTMENT, tuple(aliases)) for own, *aliases in split]


def meant(name: str, *names: str) -> list[str]:
    return [body.name for body in bodies_meant(name, registry(*names))]


TWO_COUNTIES = ("青禾县城市管理局:县城管局", "白石县城市管理局:县城管局")


@pytest.mark.parametrize(
    ("name", "bodies", "expected"),
    [
        ("青禾县档案局", ["青禾县档案局:青禾县档案馆", "青禾县人民政府"], ["青禾县档案局"]),
        ("青禾县档案馆", ["青禾县档案局:青禾县档案馆", "青禾县人民政府"], ["青禾县档案局"]),
        ("县档案局", ["青禾县档案局", "青禾县人民政府"], ["青禾县档案局"]),
        ("墨溪市青禾县档案局", ["青禾县档案局"], ["青禾县档案局"]),
        ("湖北青禾市教育局", ["青禾市教育局"], ["青禾市教育局"]),
        ("国家税务总局青禾县税务局", ["青禾县税务局"], ["青禾县税务局"]),
        ("青禾县税务局", ["国家税务总局青禾县税务局"], ["国家税务总局青禾县税务局"]),
        ("青禾县", ["青禾县人民政府", "青禾县人民政府办公室"], ["青禾县人民政府"]),
        ("青禾县政府", ["青禾县人民政府", "青禾县人民政府办公室"], ["青禾县人民政府"]),
        ("青禾县政府办公室", ["青禾县人民政府", "青禾县人民政府办公室"], ["青禾县人民政府办公室"]),
        ("县政府办", ["青禾县人民政府", "青禾县人民政府办公室"], ["青禾县人民政府办公室"]),
        ("青禾县档案局(本级)", ["青禾县档案局"], ["青禾县档案局"]),
        ("青禾县档案局", ["青禾县档案局（本级）"], ["青禾县档案局（本级）"]),
        ("晚枫街道", ["听涛区晚枫街道办事处"], ["听涛区晚枫街道办事处"]),
        ("听涛区晚枫街道办", ["晚枫街道办事处"], ["晚枫街道办事处"]),
        ("松篁镇", ["青禾县松篁镇人民政府"], ["青禾县松篁镇人民政府"]),
        ("青禾自治县政府", ["青禾布依族苗族自治县人民政府"], ["青禾布依族苗族自治县人民政府"]),
        ("西砚旗教育局", ["西砚珠沁旗教育局", "东砚珠沁旗教育局"], ["西砚珠沁旗教育局"]),
        ("市应急局", ["墨溪市应急管理局"], ["墨溪市应急管理局"]),
        ("市场监管局", ["青禾县市场监督管理局"], ["青禾县市场监督管理局"]),
        ("青禾县发改委", ["青禾县发展和改革委员会"], ["青禾县发展和改革委员会"]),
        ("青禾开发区管委会", ["青禾开发区管理委员会"], ["青禾开发区管理委员会"]),
        ("青禾县人社局", ["青禾县人力资源和社会保障局"], ["青禾县人力资源和社会保障局"]),
        ("青禾县城管局", TWO_COUNTIES, ["青禾县城市管理局"]),
        ("青禾县城市管理局", TWO_COUNTIES, ["青禾县城市管理局"]),
    ],
)
def test_a_name_is_known_in_its_usual_forms(name, bodies, expected):
    assert meant(name, *bodies) == expected


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        ("青县应急管理局", ["青禾县应急管理局"]),
        ("安县财政局", ["吉安县财政局"]),
        ("沙县教育局", ["长沙县教育局"]),
        ("长沙县教育局", ["沙县教育局"]),
        ("和平区教育局", ["平区教育局"]),
        ("白石市和平区教育局", ["墨溪市和平区教育局"]),
        ("黑水县城市管理局", TWO_COUNTIES),
        ("黑水县城管局", TWO_COUNTIES[:1]),
        ("白石县国土资源局", ["青禾县自然资源局:县国土资源局:国土资源局"]),
        ("白石县松篁镇人民政府", ["松篁镇人民政府", "青禾县财政局"]),
        ("枫街道办事处", ["晚枫街道办事处"]),
        ("青禾县民政局", ["青禾县市民政务服务局"]),
        ("墨溪市生态环境局", ["墨溪市生态环境局青禾分局"]),
        ("青禾县公安局", ["青禾县公安局交通警察大队"]),
        ("青禾县公安局交通警察大队", ["青禾县公安局"]),
        ("青禾县", ["青禾县人民政府办公室"]),
        ("青禾县人民政府办公室", ["青禾县人民政府"]),
        ("墨溪省白石市青禾县城管局", ["白石市城市管理局:城管局"]),  # a county's office is not its city's
        ("局", ["青禾县档案局"]),
    ],
)
def test_the_body_of_another_place_or_another_rank_is_never_meant(name, bodies):
    """A peer gave 区经济委员会 to the wrong city (pitfall 42); 沙县 and 长沙县 are two counties."""
    assert meant(name, *bodies) == []


def test_a_township_named_with_its_county_is_known_where_the_registry_knows_the_county():
    assert meant("青禾县松篁镇人民政府", "松篁镇人民政府", "青禾县财政局") == ["松篁镇人民政府"]
    assert meant("青禾县松篁镇人民政府", "松篁镇人民政府") == ["松篁镇人民政府"]
    upper = "墨溪市生态环境局青禾分局"  # names a city only, and so tells nothing of counties
    assert meant("青禾县松篁镇人民政府", "松篁镇人民政府", upper) == ["松篁镇人民政府"]


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        ("城市管理局", TWO_COUNTIES),
        ("县城管局", TWO_COUNTIES),
        ("和平区教育局", ["墨溪市和平区教育局", "白石市和平区教育局"]),
        ("青禾县国土资源局", ["青禾县自然资源局:青禾县国土资源局", "青禾县林业局:青禾县国土资源局"]),
    ],
)
def test_a_name_of_several_bodies_means_them_all(name, bodies):
    assert meant(name, *bodies) == [body.name for body in registry(*bodies)]


def test_a_former_name_is_the_body_of_today():
    assert meant("青禾县国土资源局", "青禾县自然资源局:青禾县国土资源局") == ["青禾县自然资源局"]
    assert meant("县国土资源局", "青禾县自然资源局:青禾县国土资源局") == ["青禾县自然资源局"]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("本报告由沙县教育局编制。", ["沙县教育局"]),
        ("本报告由长沙县教育局编制。", []),
        ("墨溪市沙县教育局2023年政府信息公开工作年度报告", ["沙县教育局"]),
        ("沙县教育局负责解释。", []),
    ],
)
def test_a_body_is_mentioned_by_its_whole_name_only(opening, expected):
    assert [body.name for body in bodies_mentioned(opening, (), registry("沙县教育局"))] == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("青禾县档案局", "县档案局", True),
        ("青禾县人民政府", "青禾县政府", True),
        ("晚枫街道办事处", "听涛区晚枫街道", True),
        ("青禾县档案局", "白石县档案局", False),
        ("沙县教育局", "长沙县教育局", False),
        ("青禾县人民政府", "青禾县人民政府办公室", False),
    ],
)
def test_two_printed_names_of_one_body(one, other, same):
    assert may_be_same(one, other) is may_be_same(other, one) is same
