import pytest

from crawler.discovery import short_names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("云帆县教育局", {"教育局", "县教育局"}),
        ("云帆县人民政府", {"云帆县政府", "云帆县", "县政府", "县人民政府", "县政府本级", "县本级"}),
        ("云帆县河流镇人民政府", {"河流镇", "河流镇政府", "河流镇人民政府"}),
        ("云帆区东街街道办事处", {"东街街道", "东街街道办事处"}),
        ("教育局", set()),
    ],
)
def test_what_people_call_a_body_at_its_own_place(name: str, short: set[str]) -> None:
    found = short_names(name)
    assert short <= found
    assert name not in found
