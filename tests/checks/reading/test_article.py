import pytest

from checks.model import Report
from checks.reading import read_bytes

PARTS = (
    "一、总体情况",
    "公开信息{n}条。",
    "二、主动公开政府信息情况",
    "见附表。",
    "三、收到和处理政府信息公开申请情况",
    "见附表。",
    "四、政府信息公开行政复议、行政诉讼情况",
    "见附表。",
    "五、存在的主要问题及改进情况",
    "形式单一。",
    "六、其他需要报告的事项",
    "无。",
)
OWN = "青禾县档案局2023年政府信息公开工作年度报告"


def read(*titles: str, web_page: bool) -> Report:
    lines = [line.format(n=at) for at, title in enumerate(titles) for line in (*title.split("\n"), *PARTS)]
    page = f"<html><body><div>{''.join(f'<p>{line}</p>' for line in lines)}</div></body></html>"
    (report,) = read_bytes((page if web_page else "\n".join(lines)).encode(), source="any")
    return report


@pytest.mark.parametrize("web_page", [True, False])
@pytest.mark.parametrize(
    "other",
    [
        "白石县档案局2023年政府信息公开工作年度报告",
        "白石县档案局\n2023年政府信息公开工作年度报告",
        "青禾县档案局2022年政府信息公开工作年度报告",
        "2022年政府信息公开工作年度报告",
    ],
)
def test_the_first_of_two_reports_is_read_and_the_other_is_named(other, web_page):
    report = read(OWN, other, web_page=web_page)
    assert (report.body, report.year, "".join(report.sections)) == ("青禾县档案局", 2023, "123456")
    assert report.sections["1"].text == "公开信息0条。"
    assert "公开信息1条" not in report.text
    (told,) = [n.message for n in report.notes if n.code == "other_report"]
    assert OWN in told
    assert other.replace("\n", "") in told


@pytest.mark.parametrize("web_page", [True, False])
@pytest.mark.parametrize("again", [OWN, "县档案局2023年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告"])
def test_the_same_report_twice_is_one(again, web_page):
    """Pages for computers and for phones in one: both copies are there."""
    report = read(OWN, again, web_page=web_page)
    assert [n.code for n in report.notes if n.code == "other_report"] == []


@pytest.mark.parametrize(
    "title", ["白石县档案局2023年政府信息公开工作年度报告", "青禾县档案局2022年政府信息公开工作年度报告"]
)
def test_links_to_other_reports_are_no_reports(title):
    text = "\n".join((OWN, *PARTS, "相关链接", title, title))
    (report,) = read_bytes(text.encode(), source="any")
    assert [n.code for n in report.notes if n.code == "other_report"] == []
    assert "".join(report.sections) == "123456"


def test_of_a_page_the_container_of_two_headings_is_the_article():
    """As few as two headings show where the report stands; the menu beside it is no part of it."""
    article = "".join(f"<p>{line}</p>" for line in (OWN, *PARTS[:4]))
    page = f"<html><body><div><p>走进青禾</p></div><div>{article}</div><div><p>网站地图</p></div></body></html>"
    (report,) = read_bytes(page.encode(), source="any")
    assert "".join(report.sections) == "12"
    assert report.sections["2"].text == "见附表。"
    assert "走进青禾" not in report.text


@pytest.mark.parametrize(
    ("behind", "left"),
    [
        (["网站地图", "打印本页"], []),  # links right above the template belong to it
        (["政策文件", "网站地图", "打印本页"], []),
        (["市人民政府", "打印本页"], ["市人民政府"]),  # no link
        (["网站地图"], []),
        (["网站地图", "市人民政府"], ["网站地图", "市人民政府"]),
        (["编辑：" + "甲" * 57], []),
        (["编辑：" + "甲" * 58], ["编辑：" + "甲" * 58]),  # too long for a line of a template
        (["扫一扫，关注我局。"], ["扫一扫，关注我局。"]),  # a sentence
    ],
)
def test_what_a_template_puts_behind_the_last_words_is_not_the_reports(behind, left):
    lines = "".join(f"<p>{line}</p>" for line in (OWN, *PARTS, *behind))
    links = "<a href='/map'>网站地图</a><a href='/zc'>政策文件</a>"
    page = f"<html><body><div>{links}</div><div>{lines}</div></body></html>"
    (report,) = read_bytes(page.encode(), source="any")
    assert report.sections["6"].text.split("\n") == ["无。", *left]
