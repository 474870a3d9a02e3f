import pytest

from config.kinds import Kind, kind_by_name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青禾县人民政府", Kind.GOVERNMENT),
        ("青禾县政府", Kind.GOVERNMENT),
        ("墨溪市政府", Kind.GOVERNMENT),
        ("听涛区政府", Kind.GOVERNMENT),
        ("西砚旗政府", Kind.GOVERNMENT),
        ("青禾县", Kind.GOVERNMENT),
        ("下湿壕镇政府", Kind.TOWNSHIP),  # a real title, pages.md 4
        ("松篁乡政府", Kind.TOWNSHIP),
        ("松篁镇人民政府", Kind.TOWNSHIP),
        ("松篁镇", Kind.TOWNSHIP),
        ("晚枫街道办事处", Kind.SUBDISTRICT),
        ("晚枫街道办", Kind.SUBDISTRICT),
        ("晚枫街街道", Kind.SUBDISTRICT),
        ("青禾县政府办公室", Kind.DEPARTMENT),
        ("青禾县人民政府办公室（县外事办公室）", Kind.DEPARTMENT),
        ("青禾县档案局(本级)", Kind.DEPARTMENT),
        ("青禾县人民政府（本级）", Kind.GOVERNMENT),
        ("青禾县卫生健康委员会", Kind.DEPARTMENT),
        ("青禾县公安局交通警察大队", Kind.DEPARTMENT),
        ("青禾县政务服务中心", Kind.DEPARTMENT),
        ("平潭综合实验区管委会", Kind.OTHER),
        ("青禾经济技术开发区财政局", Kind.OTHER),
        ("青禾县科学技术局（高新区管委会）", Kind.OTHER),
        ("墨溪海关", Kind.OTHER),
        ("青禾县西湖管理区", Kind.OTHER),
        ("墨溪综合保税区", Kind.OTHER),
        ("西砚盟行政公署", Kind.GOVERNMENT),
        ("政府", Kind.OTHER),
    ],
)
def test_the_kind_that_a_name_alone_suggests(name, kind):
    assert kind_by_name(name) is kind
