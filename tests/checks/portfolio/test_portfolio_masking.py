"""What varies between reports that say the same is masked: numbers, years, names, signs."""

import pytest

from checks.portfolio.masking import masked, names_of

FINANCE, CIVIL = names_of(("云岫县财政局", "云岫县人民政府")), names_of(("云岫县民政局", "云岫县人民政府"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("公开信息1,250条，占35.6%", "公开信息98条，占7%", id="numbers and percents"),
        pytest.param("2023年1月1日起", "2024年1月1日起", id="years"),
        pytest.param("云岫县财政局设立专栏", "云岫县民政局设立专栏", id="full names"),
        pytest.param("财政局设立专栏", "民政局设立专栏", id="names without the place"),
        pytest.param("我局设立专栏", "本局设立专栏", id="a body speaking of itself"),
        pytest.param("设立“专栏”，\n及时更新。", "设立专栏,及时更新", id="signs and lines"),
    ],
)
def test_texts_that_say_the_same_are_masked_alike(one, other):
    assert masked(one, FINANCE).text == masked(other, CIVIL).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("增加图表解读", "增加视频解读", id="another word"),
        pytest.param("教育局设立专栏", "财政局设立专栏", id="the name of a third body"),
    ],
)
def test_other_words_stay(one, other):
    assert masked(one, FINANCE).text != masked(other, FINANCE).text


def test_a_masked_passage_is_quoted_as_printed():
    found = masked("全年，我局公开政府信息1250条，\n其中财政局网站30条。", FINANCE)
    begin = found.text.index("公开政府")
    assert found.quote(begin, 8) == "公开政府信息1250条，"
    assert found.quote(0, len(found.text)) == "全年，我局公开政府信息1250条， 其中财政局网站30条。"


def test_a_government_is_masked_with_its_place_and_stem():
    assert {"云岫县人民政府", "云岫县", "云岫"} <= set(names_of(("云岫县人民政府",)))
    assert "县" not in names_of(("云岫县人民政府",)), "one sign would mask every other place"
