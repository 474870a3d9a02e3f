import pytest

from crawler.discovery import Context, Judged, attachments, judge_links, read_page

HOME = "http://www.yunfan.example/"
COLUMN = "http://www.yunfan.example/zwgk/zfxxgk/zfxxgknb/"


def judged(
    markup: str, url: str = HOME, *, in_column: bool = False, bodies: frozenset[str] = frozenset()
) -> list[Judged]:
    return list(judge_links(read_page(markup, url), Context(in_column=in_column, bodies=bodies)))


def only(markup: str, **options: object) -> Judged:
    (link,) = judged(markup, **options)
    return link


@pytest.mark.parametrize(
    "text",
    [
        "政府信息公开年报", "政府信息公开年度报告", "政府信息公开工作年度报告", "信息公开年报", "年度报告", "公开年报",
        "政务信息公开年报", "年报", "政府 信息公开\u3000年报",
    ],
)  # fmt: skip
def test_every_name_of_the_column_is_a_list(text: str) -> None:
    assert only(f'<a href="/x/">{text}</a>').role == "list"


@pytest.mark.parametrize("text", ["政务公开", "政府信息公开", "信息公开", "政府信息公开专栏"])
def test_steps_lead_to_the_column(text: str) -> None:
    assert only(f'<a href="/x/">{text}</a>').role == "column"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云帆县2025年度政府网站工作年度报表", "website_report"),  # due on 31 January too
        ("云帆县2024年政府网站监管年度报表", "website_report"),
        ("云帆县2024年度法治政府建设年度报告", "rule_of_law"),
        ("云帆县教育局2024年度决算公开及统计年报", "budget"),
        ("《云帆县2025年政府信息公开工作年度报告》解读", "interpretation"),
        ("【图解】云帆县2025年政府信息公开工作年度报告", "interpretation"),
        ("关于做好2025年政府信息公开工作年度报告编制发布工作的通知", "notice"),
        ("关于2014年政府信息公开工作要点落实情况的函", "notice"),  # stands in a real column of reports
        ("政府信息公开指南", "guide"),
        ("云帆县2024年公共企事业单位信息公开年报", "enterprise"),
        ("云帆县2024年政务公开第三方评估报告年报", "summary"),
    ],
)
def test_look_alikes_are_named_and_left(title: str, kind: str) -> None:
    link = only(f'<li><a href="t1.html">{title}</a></li>', url=COLUMN, in_column=True)
    assert (link.role, link.decoy) == (None, kind)


def test_the_name_of_a_body_makes_no_look_alike() -> None:
    markup = '<a href="1.html">云帆县干部培训中心2025年政府信息公开工作年度报告</a>'
    assert only(markup).decoy == "notice"
    assert only(markup, bodies=frozenset({"云帆县干部培训中心"})).role == "report"


@pytest.mark.parametrize(
    "title",
    [
        "云帆县教育局2025年政府信息公开工作年度报告",
        "2025年云帆县教育局政府信息公开工作年度报告",
        "云帆县教育局2025年度政府信息公开年度报告",
        "云帆县教育局政府信息公开工作2025年度报告",
        "云帆县2025年政务公开年报",
        "云帆县教育局2025年政府信息公开工作的年度报告",
        "云帆县教育局2025年政务信息公开年度报告",
        "云帆县教育局2025年信息公开情况报告",
        "云帆县教育局2025年政府信息公开工作年度报告（文字版）",
    ],
)
def test_variants_of_the_title_are_reports(title: str) -> None:
    link = only(f'<li><a href="/c/1.html">{title}</a></li>')
    assert (link.role, link.year) == ("report", 2025)


def test_a_title_cut_by_the_list_is_taken_from_its_title_attribute() -> None:
    link = only('<a href="1.html" title="云帆县教育局2025年政府信息公开工作年度报告">云帆县教育局2025年政府信息公…</a>')
    assert link.role == "report"
    assert link.link.text.endswith("年度报告")


def test_a_cut_title_without_attribute_counts_inside_the_column_only() -> None:
    markup = '<a href="1.html">云帆县教育局2025年政府信息公开工…</a>'
    assert only(markup).role is None
    assert only(markup, url=COLUMN, in_column=True).role == "report"


def test_an_address_alone_decides_nothing() -> None:
    link = only('<a href="/zfxxgknb/202601/t20260120_1.html">点击查看</a>')
    assert link.role is None


def test_signals_say_what_they_saw() -> None:
    link = only('<li><a href="./zfxxgknb/t1.html">云帆县2025年政府信息公开年度报告</a> 2026-01-20</li>', in_column=True)
    assert {signal.name for signal in link.signals} == {"title", "in_column", "path", "date"}
    assert link.score == sum(signal.points for signal in link.signals)
    assert "path+15(zfxxgknb)" in link.explained()


@pytest.mark.parametrize(
    "text",
    ["2025年", "2024年度", "2023", "2025年政府信息公开年报", "历年年报", "县直部门", "乡镇街道", "县政府", "部门年报"],
)
def test_groups_count_inside_the_column_only(text: str) -> None:
    markup = f'<a href="x/">{text}</a>'
    assert only(markup, url=COLUMN, in_column=True).role == "list"
    assert only(markup).role != "list"


def test_a_registered_body_is_a_group_inside_the_column() -> None:
    bodies = frozenset({"云帆县教育局"})
    link = only('<a href="jyj/">云帆县 教育局</a>', url=COLUMN, in_column=True, bodies=bodies)
    assert link.role == "list"
    assert only('<a href="jyj/">云帆县教育局</a>', bodies=bodies).role is None


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="1.html">{title}</a><span>2026-01-20</span></li>',
        '<tr><td>2026年01月20日</td><td><a href="1.html">{title}</a></td></tr>',  # the date stands before the link
        '<dl><dd><a href="1.html">{title}</a></dd><dd>2026-01-20</dd></dl>',
        '<li><a href="1.html">{title}<i>[2026-01-20]</i></a></li>',
    ],
)
def test_the_date_beside_a_link(row: str) -> None:
    markup = row.format(title="云帆县2025年政府信息公开年度报告")
    table = f"<table>{markup}</table>" if markup.startswith("<tr") else markup
    assert only(table).link.date == "2026-01-20"


@pytest.mark.parametrize(
    "href", ["javascript:;", "#top", "mailto:a@b.example", "", "tel:1", "http://[::1", "http://h.example:99999/"]
)
def test_what_is_no_page_is_no_link(href: str) -> None:
    assert judged(f'<a href="{href}">政府信息公开年报</a>') == []


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("ZFXXGKNB/C1/", HOME + "ZFXXGKNB/C1/"),  # the case of paths matters at 康乐 and 霍城
        ("/a;jsessionid=12AB?x=1", HOME + "a?x=1"),
        ("//other.example./x", "http://other.example/x"),  # a trailing dot from a link joined badly
        ("a b\n.html", HOME + "ab.html"),
        ("?area=1&fbtime=2025", HOME + "?area=1&fbtime=2025"),  # the query is the report at 温州
    ],
)
def test_addresses_are_made_whole(href: str, url: str) -> None:
    assert only(f'<a href="{href}">政府信息公开年报</a>').link.url == url


def test_metas_of_an_included_header_do_not_count() -> None:
    page = read_page(
        '<head><title>x</title></head><body><meta name="ColumnName" content="政府信息公开年报"></body>', HOME
    )
    assert not page.in_report_column()


@pytest.mark.parametrize(
    "markup",
    [
        '<meta name="ColumnName" content="政府信息公开年报">',
        '<meta name="ColumnType" content="信息公开年报">',
        "<title>政府信息公开年报_云帆县人民政府</title>",
        "<body><p>您现在的位置是：<a>首页</a>&gt;&gt;<a>信息公开</a>&gt;&gt;<a>信息公开年报</a></p></body>",
        "<body><div>当前位置：首页 > 政府信息公开年报 > 2025年</div></body>",
    ],
)
def test_a_page_says_that_it_stands_in_the_column(markup: str) -> None:
    assert read_page(markup, HOME).in_report_column()


def test_a_column_page_can_be_the_report_itself() -> None:
    # 大汉 columns whose page is the newest report: tomorrow the same address shows another year
    headings = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
    markup = "".join(f"<p><strong>{heading}</strong></p><p>正文</p>" for heading in headings)
    assert read_page(markup, COLUMN).looks_like_report()
    assert not read_page("<p>总体情况良好</p>", COLUMN).looks_like_report()


def test_attachments_of_a_page_without_text() -> None:
    page = read_page(
        '<a href="./W020260120.docx">附件：2025年度报告</a><a href="b.pdf">《报告》图解年报</a>', COLUMN + "t1.html"
    )
    assert [each.link.url.rsplit("/", 1)[1] for each in attachments(page)] == ["W020260120.docx"]
