import pytest

from checks.model import Report
from checks.reading import BodyName, Hints, is_report, read_bytes
from checks.reading.identity import drawn_up_by, parse_title, periods
from config.kinds import Kind

PARTS = """一、总体情况
栏目逐月核对。
二、主动公开政府信息情况
数据见附表。
三、收到和处理政府信息公开申请情况
数据见附表。
四、政府信息公开行政复议、行政诉讼情况
数据见附表。
五、存在的主要问题及改进情况
解读形式单一。
六、其他需要报告的事项
无。
"""
ARCHIVES = BodyName("青禾县档案局", Kind.DEPARTMENT, ("青禾县档案馆",))
GOVERNMENT = BodyName("青禾县人民政府", Kind.GOVERNMENT)
OFFICE = BodyName("青禾县人民政府办公室", Kind.DEPARTMENT)
CITY_MANAGEMENT = (
    BodyName("青禾县城市管理局", Kind.DEPARTMENT, ("县城管局",)),
    BodyName("白石县城市管理局", Kind.DEPARTMENT, ("县城管局",)),
)


def read(text: str, *bodies: BodyName, list_title: str | None = None) -> Report:
    (report,) = read_bytes(text.encode(), source="capture.txt", hints=Hints(bodies, list_title=list_title))
    return report


def page(inside: str, head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in inside.splitlines())
    return f"<html><head>{head}</head><body>{body}<div id=zoom>{paragraphs}</div></body></html>"


@pytest.mark.parametrize(
    ("title", "body", "year"),
    [
        # pages.md 1: the norm, and 年度
        ("青禾县档案局2023年政府信息公开工作年度报告", "青禾县档案局", 2023),
        ("青禾县档案局2023年度政府信息公开工作年度报告", "青禾县档案局", 2023),
        ("青禾县人民政府办公室２０２３年政府信息公开工作年度报告", "青禾县人民政府办公室", 2023),
        # 2: the year first
        ("2022年青禾县档案局政府信息公开工作年度报告", "青禾县档案局", 2022),
        ("2024年听涛区晚枫街道办事处\n政府信息公开工作年度报告", "听涛区晚枫街道办事处", 2024),
        # 3: no body
        ("2022年政府信息公开工作年度报告", None, 2022),
        # 4: a shortened body
        ("市应急局2024年政府信息公开工作年度报告", "市应急局", 2024),
        ("西砚旗2023年政府信息公开工作年度报告", "西砚旗", 2023),
        ("晚枫街街道2023年政府信息公开工作年度报告", "晚枫街街道", 2023),
        ("青禾自治县政府2023年政府信息公开工作年度报告", "青禾自治县政府", 2023),
        ("2024年度市场监管局政府信息公开工作年度报告", "市场监管局", 2024),
        # 5: 工作, 政府 or 公开 dropped
        ("青禾县教育局2020年政府信息公开年度报告", "青禾县教育局", 2020),
        ("青禾县教育局2020年信息公开工作年度报告", "青禾县教育局", 2020),
        ("青禾县教育局2020年政府信息工作年度报告", "青禾县教育局", 2020),
        ("青禾县教育局2020年政务信息公开年度报告", "青禾县教育局", 2020),
        ("青禾县教育局2020年政府政务公开年报", "青禾县教育局", 2020),
        # 6: 年度 dropped
        ("青禾县教育局2021年政府信息公开工作报告", "青禾县教育局", 2021),
        ("青禾县教育局2021年政府信息公开报告", "青禾县教育局", 2021),
        ("青禾县教育局2021年信息公开情况报告", "青禾县教育局", 2021),
        ("青禾县教育局2021年政府信息公开工作的年度报告", "青禾县教育局", 2021),
        # 7: 关于, and the year inside
        ("关于2019年度政府信息公开工作年度报告", None, 2019),
        ("青禾县教育局关于2019年度政府信息公开工作年度报告", "青禾县教育局", 2019),
        ("青禾县教育局政府信息公开工作2021年度报告", "青禾县教育局", 2021),
        ("政府信息公开工作2021年度报告", None, 2021),
        # 8: scope
        ("2023年墨溪关区政府信息公开工作年度报告", "墨溪关区", 2023),
        ("墨溪海关(本级机关)2023年政府信息公开工作年度报告", "墨溪海关", 2023),
        ("2022年全省政府信息公开工作年度报告", None, 2022),
        # 9: suffixes
        ("青禾县教育局2023年政府信息公开工作年度报告（文字版）", "青禾县教育局", 2023),
        ("青禾县教育局2023年政府信息公开工作年度报告（超链版）.docx", "青禾县教育局", 2023),
        ("青禾县教育局2023年政府信息公开工作年度报告-青禾县教育局", "青禾县教育局", 2023),
        ("青禾县教育局2023年政府信息公开工作年度报告_青禾样板网", "青禾县教育局", 2023),
        # 10: blanks
        ("青禾县教育局2019年 政府信息公开工作年度报告", "青禾县教育局", 2019),
        ("青 禾 县 教 育 局 2025 年 政府信息公开工作年度报告", "青禾县教育局", 2025),
        # 11: printed twice, or only its second half
        ("青禾县教育局2023年政府信息公开工作年度报告青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("政府信息公开工作年度报告", None, None),
        # Chinese numerals
        ("青禾县教育局二〇二三年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("青禾县教育局二○二一年度政府信息公开工作年度报告", "青禾县教育局", 2021),
        # what stands before it
        ("当前位置:首页>政务公开>青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("现将青禾县教育局2023年政府信息公开工作年度报告公布如下", "青禾县教育局", 2023),
        ("青禾县政务公开办公室2023年政府信息公开工作年度报告", "青禾县政务公开办公室", 2023),
        ("附件 青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("附件1：青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("名称 青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("【年报】青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("下载PDF 青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        # scope words are no part of the name
        ("青禾县教育局（本级）2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("2023年度青禾县教育局（机关本级）政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("青禾县本级2023年政府信息公开工作年度报告", "青禾县", 2023),
        # the year behind, bare, or twice
        ("青禾县教育局政府信息公开工作年度报告（2023年度）", "青禾县教育局", 2023),
        ("青禾县教育局政府信息公开年报2023", "青禾县教育局", 2023),
        ("政府信息公开工作年度报告（2023年）", None, 2023),
        ("青禾县教育局2023政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("青禾县教育局2023年政府信息公开工作年度报告（2024年1月）", "青禾县教育局", 2023),
        # the body behind
        ("2023年政府信息公开工作年度报告（青禾县教育局）", "青禾县教育局", 2023),
        ("2023年政府信息公开工作年度报告（文字版）", None, 2023),
        ("2023年政府信息公开工作年度报告（局机关）", None, 2023),
        # 政府 said once for two
        ("青禾县人民政府信息公开2023年度报告", "青禾县人民政府", 2023),
        # names with a second plate, of two bodies, with letters, numbers and rare signs
        ("青禾县卫健局（县中医药局）2023年政府信息公开工作年度报告", "青禾县卫健局(县中医药局)", 2023),
        (
            "青禾县委统战部（县民族宗教局、县侨务办）2023年政府信息公开工作年度报告",
            "青禾县委统战部(县民族宗教局、县侨务办)",
            2023,
        ),
        ("青禾县发改局、青禾县粮食局2023年政府信息公开工作年度报告", "青禾县发改局、青禾县粮食局", 2023),
        ("按照要求，青禾县粮食局2023年政府信息公开工作年度报告", "青禾县粮食局", 2023),
        ("墨溪CBD管理委员会2020年政府信息公开工作年度报告", "墨溪CBD管理委员会", 2020),
        ("第七师125团2023年政府信息公开工作年度报告", "第七师125团", 2023),
        ("二〇七团2023年政府信息公开工作年度报告", "二〇七团", 2023),
        ("巴音苏木2023年政府信息公开工作年度报告", "巴音苏木", 2023),
        ("\u37c3县教育局2023年政府信息公开工作年度报告", "\u37c3县教育局", 2023),
        ("大\U0002aa28镇人民政府2023年政府信息公开工作年度报告", "大\U0002aa28镇人民政府", 2023),
        ("\ue863县教育局2023年政府信息公开工作年度报告", "\ue863县教育局", 2023),
        ("青\ufffd县教育局2023年政府信息公开工作年度报告", "青\ufffd县教育局", 2023),
        ("青□县教育局2023年政府信息公开工作年度报告", "青□县教育局", 2023),
        ("葛\U000e0100县教育局2023年政府信息公开工作年度报告", "葛县教育局", 2023),
        ("青禾县纪律检查委员会2023年政府信息公开工作年度报告", "青禾县纪律检查委员会", 2023),
        # what a browser prints above a page
        ("1/28/26, 5:28 PM 青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("1/28/26, 9:05 AM青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
    ],
)
def test_a_title_is_taken_apart(title, body, year):
    found = parse_title(title)
    assert found is not None
    assert (found.body, found.year, found.decoy, found.indirect) == (body, year, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "首页 政务公开 行政许可 行政处罚 政府信息公开年报",
        "政府信息公开年报",
        "青禾县2023年法治政府建设年度报告",
        "青禾县政府网站工作年度报表（2023年度）",
        "青禾县教育局2023年部门决算",
        "青禾县2023年国民经济和社会发展统计公报",
        "青禾县2023年上半年政府信息公开工作报告",
        "青禾县2023年政务公开第三方评估报告",
        "青禾县教育局2023年政务公开自查报告",
        "按照《青禾县教育局2022年政府信息公开工作年度报告》，继续推进",
    ],
)
def test_other_titles_and_menu_words_are_no_title(text):
    assert parse_title(text) is None


@pytest.mark.parametrize(
    "title",
    [
        # 武威, December 2025: it asks for the reports and names all their parts.
        "青禾市人民政府办公室关于做好2025年政府信息公开工作年度报告编制和发布工作的通知",
        "关于印发2023年政府信息公开工作年度报告格式的通知",
        "青禾县2023年政府信息公开工作年度报告解读",
        "解读：青禾县2023年政府信息公开工作年度报告",
        "青禾县召开2023年政府信息公开工作年度报告编制培训会",
        "青禾县2023年政府信息公开工作年度报告编制工作方案",
        "青禾县2023年政府信息公开工作年度报告模板",
        "青禾县2023年政府信息公开工作年度报告（解读）",
    ],
)
def test_a_paper_about_reports_is_none_even_with_all_their_parts(title):
    report = read(f"{title}\n各单位：请按下列格式编写。\n{PARTS}")
    assert "".join(report.sections) == "123456"
    assert not is_report(report)


@pytest.mark.parametrize(
    "text",
    [
        # 平潭 2014, in the column of annual reports
        "关于2014年政府信息公开工作要点落实情况的函\n县政府办公室：现将落实情况函告如下。",
        # news about a province's report of 2020
        "某省发布2020年政府信息公开工作年度报告\n记者从省政府获悉，全省去年新收申请1万件。",
        # an empty column shell
        "首页\n政务公开\n政府信息公开指南\n政府信息公开制度\n政府信息公开年报\n依申请公开",
        # a performance evaluation found by the same words
        "青禾县档案局2022年部门整体支出绩效评价报告\n一、总体情况\n良好。\n二、存在的主要问题\n无。",
        # a blank template
        f"XX局20XX年政府信息公开工作年度报告\n{PARTS}",
        "青禾县2019年至2023年政府信息公开工作年度报告\n2023年\n2022年\n2021年\n2020年\n2019年",
    ],
    ids=["letter", "news", "shell", "evaluation", "template", "list"],
)
def test_what_only_looks_like_a_report_is_none(text):
    assert not is_report(read(text))


def test_an_encyclopedia_that_copies_a_report_is_no_publication():
    """m.zjtcn.com keeps 洛阳市's report of 2013 as an entry."""
    title = "墨溪市2013年政府信息公开工作年度报告"
    inside = f"{title}\n一、概述\n略。\n二、主动公开政府信息情况\n略。\n三、收费及减免情况\n无。附表"
    (report,) = read_bytes(page(inside, f"<title>{title}_样板百科</title>").encode(), source="entry.html")
    assert not is_report(report)


def test_a_notice_stays_one_when_its_text_names_a_body_s_report():
    title = "关于做好2025年政府信息公开工作年度报告编制工作的通知"
    named = "青禾县档案局2025年政府信息公开工作年度报告按下列格式编写："
    assert not is_report(read(f"{title}\n{named}\n{PARTS}"))


def test_a_title_before_running_text_is_not_taken_for_a_paper_about_it():
    report = read(f"青禾县档案局2023年政府信息公开工作年度报告 我局召开培训部署会，形成报告。{PARTS}")
    assert is_report(report)


def test_a_notice_that_issues_a_report_holds_it_when_its_tables_are_there():
    named = "青禾县2023年政府信息公开工作年度报告"
    for issuing in (
        f"关于印发{named}的通知",
        f"墨溪市人民政府办公室关于公布《{named}》的通知",
        f"关于公开{named}的公告",
    ):
        title = parse_title(issuing)
        assert title is not None
        assert (title.body, title.year, title.decoy, title.indirect) == ("青禾县", 2023, True, True)


def test_a_notice_that_issues_the_form_of_a_report_holds_none():
    title = parse_title("关于印发《青禾县2023年政府信息公开工作年度报告编写方案》的通知")
    assert title is not None
    assert (title.decoy, title.indirect) == (True, False)


def test_the_title_decides_what_a_rendering_is():
    """鹿城: （图解） beside the report itself; without the report's tables it is none."""
    report = read(f"青禾县2023年政府信息公开工作年度报告（图解）\n{PARTS}")
    assert report.title == "青禾县2023年政府信息公开工作年度报告（图解）"
    assert not is_report(report)


def test_a_name_that_two_counties_share_is_nobody_s_until_something_else_tells():
    """区经济委员会, 机关事务管理局: a peer gave them to the wrong city (pitfall 42)."""
    title = "城市管理局2023年政府信息公开工作年度报告\n"
    report = read(title + PARTS, *CITY_MANAGEMENT)
    assert (report.body, report.kind, report.kind_source, report.year) == (None, None, None, 2023)
    signed = read(f"{title}{PARTS}白石县城市管理局\n2024年1月17日", *CITY_MANAGEMENT)
    assert (signed.body, signed.kind_source) == ("白石县城市管理局", "registry")
    drawn = read(f"县城管局{title[5:]}本报告由白石县城市管理局根据《条例》编制。\n{PARTS}", *CITY_MANAGEMENT)
    assert (drawn.body, drawn.kind_source) == ("白石县城市管理局", "registry")
    by_another = read(f"县城管局{title[5:]}本报告由青禾县档案局编制。\n{PARTS}", *CITY_MANAGEMENT, ARCHIVES)
    assert by_another.body is None


def test_a_body_outside_the_registry_keeps_its_own_name():
    report = read("黑水县城市管理局2023年政府信息公开工作年度报告\n" + PARTS, *CITY_MANAGEMENT)
    assert (report.body, report.kind, report.kind_source) == ("黑水县城市管理局", "department", "name")


@pytest.mark.parametrize("hinted", [True, False])
@pytest.mark.parametrize(
    "signature",
    [
        "青禾县档案局\n2024年1月17日",
        "青禾县档案局\n（2024年1月17日）",
        "青禾县档案局 2024年1月17日",
        "青禾县档案局（盖章）\n2024年1月17日",
        "青禾县档案局\n2024年1月17日（盖章）",
        "青禾县档案局（公章） 2024年1月17日",
        "青禾县档案局\n二〇二四年一月十七日",
    ],
)
def test_a_body_that_only_signs_is_the_body(signature, hinted):
    """W11, W134: the title names nobody."""
    report = read(f"2023年政府信息公开工作年度报告\n{PARTS}{signature}", *([ARCHIVES, GOVERNMENT] if hinted else []))
    assert (report.body, report.kind_source) == ("青禾县档案局", "registry" if hinted else "name")


def test_a_signature_glued_to_the_last_words_counts_for_a_listed_body():
    text = f"2023年政府信息公开工作年度报告\n{PARTS.rstrip()}青禾县档案局2024年1月17日"
    assert read(text, ARCHIVES, GOVERNMENT).body == "青禾县档案局"


@pytest.mark.parametrize(
    "furniture",
    [
        "来源：青禾县人民政府办公室",
        "发布机构：青禾县人民政府",
        "当前位置：青禾县人民政府>政务公开>政府信息公开年报",
        "根据青禾县人民政府2023年政务公开工作要点，开展工作。",
    ],
)
def test_sources_breadcrumbs_and_superiors_are_never_the_body(furniture):
    """They name who keeps the column or passed the page on: an office, a superior, another unit of the building."""
    text = f"2023年政府信息公开工作年度报告\n{furniture}\n{PARTS}"
    assert read(text, ARCHIVES, GOVERNMENT, OFFICE).body is None
    head = '<meta name="ContentSource" content="青禾县人民政府办公室"><meta name="SiteName" content="青禾县人民政府">'
    html = page(
        f"2023年政府信息公开工作年度报告\n{PARTS}", head, f"<ul><li>青禾县人民政府</li></ul><div>{furniture}</div>"
    )
    assert read(html, ARCHIVES, GOVERNMENT, OFFICE).body is None


def test_the_preamble_may_say_whose_report_it_is():
    text = f"2023年政府信息公开工作年度报告\n本报告由青禾县档案局编制。\n{PARTS}"
    assert read(text, ARCHIVES, GOVERNMENT).body == "青禾县档案局"


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        ("本报告由青禾县档案局根据《条例》编制。如有疑问，请与青禾县政务公开办公室联系。", "青禾县档案局"),
        ("根据《条例》，青禾县档案局编制本报告。", "青禾县档案局"),
        ("根据《条例》要求，青禾县档案局（以下简称本局）现编制2023年度报告。", "青禾县档案局"),
        ("根据要求，由青禾县档案局编制本报告。", "青禾县档案局"),
        # who drew it up and whose it is are two things
        ("本报告由青禾县人民政府办公室根据各部门年报编制。", None),
        ("本报告由青禾县档案局办公室编制。", None),
        ("本报告由青禾县档案局汇总各单位年报编制。", None),
        ("本报告由本机关编制。", None),
        ("如有疑问，请与青禾县档案局联系。", None),
        ("本报告由青禾县档案局编制，附表由青禾县财政局编制，年度报告由青禾县财政局编制。", None),
    ],
)
def test_the_preamble_names_the_body_that_drew_the_report_up(opening, body):
    assert drawn_up_by(opening) == body
    report = read(f"2023年政府信息公开工作年度报告\n{opening}\n{PARTS}")
    assert (report.body, report.kind_source) == (body, "name" if body else None)


def test_the_office_that_drew_a_report_up_is_not_its_body_for_that():
    """县政府办公室 draws up the report of the county as well as its own."""
    text = f"2023年政府信息公开工作年度报告\n本报告由青禾县人民政府办公室编制。\n{PARTS}"
    assert read(text, GOVERNMENT, OFFICE).body is None


def test_the_list_adds_what_the_page_does_not_say_and_never_overrules_it():
    listed = "青禾县档案局2023年政府信息公开工作年度报告"
    report = read(f"2022年政府信息公开工作年度报告\n{PARTS}", ARCHIVES, list_title=listed)
    assert (report.body, report.year) == ("青禾县档案局", 2022)
    report = read(f"青禾县人民政府2023年政府信息公开工作年度报告\n{PARTS}", GOVERNMENT, ARCHIVES, list_title=listed)
    assert report.body == "青禾县人民政府"


@pytest.mark.parametrize(
    "lines",
    [
        "青禾县档案局\n2023年政府信息公开工作年度报告",
        "青禾县档案局2023年\n政府信息公开工作年度报告",
        "青禾县档案局\n2023年\n政府信息公开工作年度报告",
        "青禾县档案局2023年政府信息公开工作\n年度报告",
    ],
)
def test_a_title_broken_over_lines_is_one(lines):
    report = read(f"{lines}\n\n{PARTS}")
    assert (report.body, report.year) == ("青禾县档案局", 2023)
    assert report.title == "青禾县档案局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize("above", ["县直部门", "当前位置：首页 > 县直部门", "青禾县人民政府门户网站", "政府信息公开"])
def test_a_line_of_the_menu_above_the_title_is_no_part_of_it(above):
    assert read(f"{above}\n青禾县档案局2023年政府信息公开工作年度报告\n{PARTS}").body == "青禾县档案局"


def test_a_place_above_a_name_without_one_belongs_to_it():
    assert read(f"青禾县\n档案局2023年政府信息公开工作年度报告\n{PARTS}").body == "青禾县档案局"
    assert read(f"墨溪市\n青禾县档案局2023年政府信息公开工作年度报告\n{PARTS}").body == "青禾县档案局"


def test_reports_linked_above_the_title_do_not_give_the_year():
    links = "".join(f"青禾县档案局{year}年政府信息公开工作年度报告\n" for year in (2021, 2022))
    report = read(f"{links}青禾县档案局2023年政府信息公开工作年度报告\n{PARTS}")
    assert (report.body, report.year) == ("青禾县档案局", 2023)


def test_a_notice_that_quotes_a_title_on_a_line_of_its_own_stays_a_notice():
    notice = "关于做好2025年政府信息公开工作年度报告编制工作的通知"
    assert not is_report(read(f"{notice}\n标题格式：\n青禾县档案局2025年政府信息公开工作年度报告\n{PARTS}"))


def test_the_name_of_the_site_may_stand_before_the_title():
    head = "<title>青禾县人民政府-2023年政府信息公开工作年度报告</title>"
    (report,) = read_bytes(page(PARTS, head).encode(), source="page.html")
    assert (report.body, report.year, report.title) == (None, 2023, "2023年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    ("title", "text", "year", "codes"),
    [
        ("青禾县档案局2023年", "统计期限自2023年1月1日起至2023年12月31日止。", 2023, []),
        ("青禾县档案局2023年", "统计期限自2022年1月1日起至2022年12月31日止。", 2023, ["year_conflict"]),
        ("青禾县档案局", "数据统计期限为2022年1月1日至12月31日。", 2022, []),
        ("青禾县档案局", "2018年成立。2021年获奖。", None, []),
        ("青禾县档案局", "2021年1月1日至12月31日；2022年1月1日至12月31日。", None, []),
        ("青禾县档案局2025年", "2023年，我局新收申请3件。2023年未收费，2023年培训2次。", 2025, ["year_of_text"]),
        ("青禾县档案局2025年", "2025年，我局新收申请3件，2024年2件，2024年结转1件。", 2025, []),
        (
            "青禾县档案局2025年",
            "《办法》（试行）2023年实施。【2022年】2023年新收3件，2023年培训2次。",
            2025,
            ["year_of_text"],
        ),
        ("青禾县档案局2025年", "2026年将补齐目录，2026年开展培训，2026年核对栏目。", 2025, []),
        ("青禾县档案局2025年", "按照国办公开办函〔2021〕30号（2021年）和2019年的条例。", 2025, []),
        ("青禾县档案局2025年", "2023年，我局新收申请3件。2023年未收费。", 2025, []),  # twice is a comparison
        ("青禾县档案局2025年", "〔2023年〕〔2023年〕〔2023年〕", 2025, []),
        ("青禾县档案局2025年", "《2023年要点》《2023年方案》（2023年）[2023年](2023年)", 2025, []),
        ("青禾县档案局2025年", "2023年5月、2023年6月、2023年7月、2023年 8 月。", 2025, []),  # days of documents
        ("青禾县档案局2025年", "编号12023年、12023年、12023年。", 2025, []),
    ],
)
def test_the_years_of_title_period_and_text_are_compared(title, text, year, codes):
    """A text of 2023 in a report of 2025 went unseen elsewhere; the first 20xx may be another year (pitfall 43)."""
    report = read(f"{title}政府信息公开工作年度报告\n{PARTS.replace('栏目逐月核对。', text)}")
    assert report.year == year
    assert [n.code for n in report.notes if n.code.startswith("year")] == codes


def test_periods_are_whole_years():
    assert periods("自2023年1月1日起至2023年12月31日止，截至2024年1月15日") == (2023,)
    assert periods("2023 年 1 月 1 日—12 月 31 日") == (2023,)
    assert periods("2023年1月1日至6月30日") == ()


@pytest.mark.parametrize(
    "text",
    [
        "自2023年1月1日起，至2023年12月31日止",
        "2023年01月01日至2023年12月31日",
        "2023年1月1日0时至2023年12月31日24时",
        "2023 年1 月1 日开始至2023 年12 月31 日截止",
        "2023.1.1—2023.12.31",
        "2023-01-01至2023-12-31",
    ],
)
def test_periods_are_written_in_many_ways(text):
    assert periods(text) == (2023,)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("青禾县人民政府", "government"),
        ("青禾县", "government"),
        ("青禾县人民政府办公室", "department"),
        ("松篁镇人民政府", "township"),
        ("晚枫街道办事处", "subdistrict"),
        ("青禾经济技术开发区管委会", "other"),
        ("青禾经济技术开发区财政局", "other"),
        ("青禾县卫生健康委员会", "department"),
    ],
)
def test_the_kind_follows_the_name(body, kind):
    report = read(f"{body}2023年政府信息公开工作年度报告\n{PARTS}")
    assert (report.body, report.kind, report.kind_source) == (body, kind, "name")
