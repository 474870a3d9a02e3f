import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from checks.reading import Hints, read_bytes
from checks.reading.dates import date_of_header, date_of_list, dates_of_address

TITLE = "青禾县档案局2024年政府信息公开工作年度报告"
PARTS = (
    "一、总体情况",
    "2024年发布信息30条，截至2024年12月31日累计300条。",
    "二、主动公开政府信息情况",
    "见附表。",
    "三、收到和处理政府信息公开申请情况",
    "见附表。",
    "四、政府信息公开行政复议、行政诉讼情况",
    "见附表。",
    "五、存在的主要问题及改进情况",
    "解读形式单一。",
    "六、其他需要报告的事项",
    "无。",
)
Witness = tuple[str, str | None, str]


def witnesses(data: str | bytes, hints: Hints | None = None) -> list[Witness]:
    raw = data.encode() if isinstance(data, str) else data
    (report,) = read_bytes(raw, source="any", hints=hints)
    return [(w.date.isoformat(), w.time, str(w.source)) for w in report.dates]


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def web(above: str = "", inside: str = "", below: str = "", head: str = "") -> str:
    article = f'<div class="TRS_Editor">{inside or paragraphs(*PARTS)}</div>'
    return f"<html><head>{head}<title>{TITLE}</title></head><body><h1>{TITLE}</h1>{above}{article}{below}</body></html>"


LINES = [
    ("发布日期:2025年01月23日 来源:样板网", "2025-01-23", None),  # W100
    ("发表日期:2025-01-16 文章来源:样板网", "2025-01-16", None),  # W123
    ("发布时间:2025-01-17 20:10 来源:样板网", "2025-01-17", "20:10"),  # W137
    ("发布时间：2025-01-17分享", "2025-01-17", None),  # glued to a button
    ("发布时间：2025-01-17 20:10:33分享到：", "2025-01-17", "20:10"),
    ("发布时间：2025-01-1720:10", "2025-01-17", "20:10"),
    ("【发布日期】2025-01-17", "2025-01-17", None),
    ("【发布日期】：2025/1/7", "2025-01-07", None),
    ("[发布时间] 2025.01.17", "2025-01-17", None),
    ("发 布 时 间： 2025 年 1 月 17 日", "2025-01-17", None),
    ("日期：2025-01-17 | 作者：样板", "2025-01-17", None),
    ("来源：样板网 时间：2025-01-17 点击率：12", "2025-01-17", None),
    ("公开日期：2025-01-17", "2025-01-17", None),
    ("成文日期：二〇二五年一月十七日", "2025-01-17", None),
    ("生成日期：2025-01-17T08:05", "2025-01-17", "08:05"),
    ("公布时间 2025-01-17 20：10", "2025-01-17", "20:10"),
    ("发布时间：20250117", "2025-01-17", None),
    ("发布时间：20250117 20:10", "2025-01-17", "20:10"),
    ("发布日期：２０２５年０１月１７日", "2025-01-17", None),
    ("发布于：2025-01-17 20:10:33.0", "2025-01-17", "20:10"),
    ("发布：2025-01-17 浏览：12", "2025-01-17", None),
    ("上传时间：2025-01-17 星期五 20:10", "2025-01-17", "20:10"),
]


@pytest.mark.parametrize("layout", ["above the container", "inside", "text", "one line"])
@pytest.mark.parametrize(("line", "day", "time"), LINES)
def test_a_labelled_line_before_the_report_is_the_page_s_word(line, day, time, layout):
    data = {
        "above the container": web(f'<div class="info"><span>{line}</span></div>'),
        "inside": web(inside=paragraphs(TITLE, line, *PARTS)),
        "text": "\n".join([TITLE, line, *PARTS]),
        "one line": " ".join([TITLE, line, *PARTS]),
    }[layout]
    assert witnesses(data) == [(day, time, "page.line")]


def test_the_date_line_stands_above_a_report_in_one_run_of_text():
    """html_glued: every heading at the end of the paragraph before, the date line outside the container."""
    page = web('<div class="info">发布时间：2025-01-17 分享</div>', f"<p>{''.join(PARTS)}</p>")
    assert witnesses(page) == [("2025-01-17", None, "page.line")]


def test_two_values_on_one_line_are_two_witnesses_with_their_labels():
    """硚口: 更新时间 … 发布时间 … (pitfall 40)."""
    (report,) = read_bytes(web("<p>更新时间：2025-03-02 09:00 发布时间：2025-01-17 20:10</p>").encode(), source="any")
    assert [(w.date.day, w.text[:4]) for w in report.dates] == [(2, "更新时间"), (17, "发布时间")]


def test_label_and_date_may_stand_in_two_blocks():
    assert witnesses(web("<ul><li>发布日期：</li><li>2025-01-17</li></ul>")) == [("2025-01-17", None, "page.line")]


def test_a_custom_element_holds_the_date():
    above = "<publishtime>发布时间：2025-01-17 20:10</publishtime>"
    assert witnesses(web(above)) == [("2025-01-17", "20:10", "page.line")]


@pytest.mark.parametrize(
    "above",
    [
        "<table><tr><td>索引号</td><td>000/2025-1</td><td>生成日期</td><td>2025-01-17 16:24:38</td></tr></table>",
        "<table><tr><td>索引号：000/2025-1</td><td>公开日期：2025-01-17 16:24</td></tr></table>",
        "<p>索引号 | 000/2025-1 | 生成日期 | 2025-01-17 16:24:38</p>",  # W124
        "<p>生成日期 | 2025-01-17 16:24:38 |</p>",
        "<p>索引号：000/2025-1 主题分类：年报 发布日期：2025-01-17 16:24</p>",
    ],
)
def test_the_box_before_a_report_is_metadata(above):
    assert witnesses(web(above)) == [("2025-01-17", "16:24", "page.metadata")]


@pytest.mark.parametrize(
    ("content", "time"),
    [
        ("2025-01-17 20:10:33", "20:10"),
        ("2025-01-17 20:10", "20:10"),
        ("2025-01-17", None),
        ("2025-01-17T20:10:33", "20:10"),
        ("2025/1/17 8:05", "08:05"),
        ("20250117", None),
        ("20250117201033", None),
        ("1737115833", "20:10"),  # seconds since 1970
        ("1737115833000", "20:10"),
        ("2025-01-17T20:10:33+08:00", "20:10"),
        ("2025-01-17T12:10:33Z", "20:10"),
        ("2025-01-16T20:10:33.000+00:00", "04:10"),  # another day in China
    ],
)
@pytest.mark.parametrize("name", ["PubDate", "pubdate", "PUBDATE"])
def test_the_meta_of_publication(name, content, time):
    head = f'<meta name="{name}" content="{content}">'
    assert witnesses(web(head=head)) == [("2025-01-17", time, "meta.PubDate")]


@pytest.mark.parametrize(
    "meta",
    [
        'property="PubDate"',
        'itemprop="PubDate"',
        'property="article:published_time"',
        'itemprop="datePublished"',
        'name="publishdate"',
    ],
)
def test_the_meta_of_publication_has_other_names(meta):
    head = f'<meta {meta} content="2025-01-17T09:30:00+08:00">'
    assert witnesses(web(head=head)) == [("2025-01-17", "09:30", "meta.PubDate")]


@pytest.mark.parametrize("content", ["-", "2025-13-45", "20251345", "0", "1000000000", "17371158330", "无"])
def test_a_meta_without_a_date_is_no_witness(content):
    assert witnesses(web(head=f'<meta name="PubDate" content="{content}">')) == []


def test_the_time_at_which_a_page_was_generated_again_is_no_witness():
    """页面生成时间 2024-05-28 for an article of January."""
    head = '<meta name="others" content="页面生成时间 2025-05-28 10:00:00"><meta name="PubDate" content="-">'
    assert witnesses(web("<p>页面生成时间：2025-05-28</p>", head=head)) == []


ADDRESSES = [
    ("/zfxxgknb/202601/t20260122_80576.htm", [("2026-01-22", None, "url")]),
    ("/art/2025/1/16/art_76_1558865.html", [("2025-01-16", None, "url")]),
    ("/doc/2026/01/23/4582.shtml", [("2026-01-23", None, "url")]),
    ("/content/202601/22/content_12.html", [("2026-01-22", None, "url")]),
    ("/2026-01/22/content_12.html", [("2026-01-22", None, "url")]),
    ("/c/2026-02-03/581.shtml", [("2026-02-03", None, "url")]),
    ("/c26129/20240129/i2158519.html", [("2024-01-29", None, "url")]),
    ("/nw12344/20230331/4a03b5fa47ae4c73b7ec42801de6be66.html", [("2023-03-31", None, "url")]),
    ("/2022061616284566735/index.html", [("2022-06-16", "16:28", "url.id")]),
    ("/news/Detail/20240117192758988.html", [("2024-01-17", "19:27", "url.id")]),
    ("/web/202401171927/index.shtml", [("2024-01-17", "19:27", "url.id")]),
    ("/1619593655548706818.html", [("2023-01-29", "15:09", "url.id")]),
    ("/2015678676080836610.html", [("2026-01-26", "14:50", "url.id")]),
    ("/1533676551588134914.html", [("2022-06-06", "13:05", "url.id")]),
    ("/html/HCS/202601/0176938436489438.html", [("2026-01-26", "07:39", "url.id")]),
    ("/gongkai/site_x/doc_641d1d3be4b0a8f0c1d2e3f4.html", [("2023-03-24", "11:47", "url.id")]),
    # what only looks like a date
    ("/col/col1229214366/index.html", []),
    ("/25074/25162/37354/39633/index.htm", []),
    ("/zfxxgknb/2024n/", []),
    ("/202401/4a03b5fa47ae4c73b7ec42801de6be66.shtml", []),
    ("/a/2024/13/41/x.html", []),
    ("/show?id=104038&fbtime=2023", []),
]


@pytest.mark.parametrize(("path", "dates"), ADDRESSES)
def test_dates_in_addresses(path, dates):
    found = dates_of_address(f"http://www.example.com:8080{path}")
    assert [(w.date.isoformat(), w.time, str(w.source)) for w in found] == dates


SIGNATURES = [
    "2025年1月22日",
    "2025年01月22日",
    "（2025年1月22日）",
    "2025 年 1 月 22 日",
    "2025-01-22",
    "二〇二五年一月二十二日",
    "二○二五年一月二十二日",
    "二零二五年一月廿二日",
    "２０２５年１月２２日",
    "2025年1月22日（盖章）",
    "（公章）2025年1月22日",
]


@pytest.mark.parametrize("line", SIGNATURES)
@pytest.mark.parametrize("web_page", [True, False])
def test_a_date_alone_at_the_end_is_the_signature(line, web_page):
    lines = (*PARTS, "青禾县档案局", line)
    footer = "<div>" + "".join(f"<p>友情链接{n}</p>" for n in range(12)) + "</div>"
    data = web(inside=paragraphs(*lines), below=footer) if web_page else "\n".join((TITLE, *lines))
    assert witnesses(data) == [("2025-01-22", None, "signature")]


@pytest.mark.parametrize(
    "end",
    [
        "无。青禾县档案局2025年1月22日",
        "无青禾县档案局2025年1月22日",
        "无。 青禾县档案局 2025年1月22日",
        "无。2025年1月22日",
        "无。青禾县档案局（盖章）2025年1月22日",
        "无。青禾县档案局 2025年1月22日（盖章）",
        "无。青禾县人民政府办公室2025年1月22日印发",
    ],
)
@pytest.mark.parametrize("between", ["", " ", "\n"])
def test_a_signature_glued_to_the_last_words(end, between):
    assert ("2025-01-22", None, "signature") in witnesses(between.join((TITLE, *PARTS[:-1], end)))


def test_a_signature_in_a_container_of_its_own():
    assert witnesses(web(below="<div>青禾县档案局</div><div>2025年1月22日</div>")) == [
        ("2025-01-22", None, "signature")
    ]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("（2025年1月22日）", "signature"),
        ("2025年1月22日", "signature"),
        ("二〇二五年一月二十二日", "signature"),
        ("２０２５年０１月２２日", "signature"),
        ("2025-01-22 09:30", "page.line"),
        ("2025年1月22日 09:30", "page.line"),
        ("2025-01-22", "page.line"),
        ("[ 2025-1-22 ]", "page.line"),
        ("【2025/01/22】", "page.line"),
        ("2025-01-22 09:30:00.0", "page.line"),
    ],
)
def test_a_date_alone_under_the_title(line, source):
    """The page writes 2025-01-22 or a time; 2025年1月22日 is the hand of the report's author."""
    assert [w[::2] for w in witnesses("\n".join((TITLE, line, *PARTS)))] == [("2025-01-22", source)]


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("信息来源：档案局 2025-01-22 10:00 浏览量：77", "10:00"),
        ("2025-01-22 10:00 来源：青禾县档案局 点击：77 【字体：大 中 小】", "10:00"),
        ("来源：青禾县档案局 | 2025年1月22日 | 打印", None),
        ("作者：档案局　2025-01-22　阅读次数：9", None),
        ("2025-01-22　【大 中 小】【打印】", None),
    ],
)
@pytest.mark.parametrize("layout", ["page", "text"])
def test_the_line_below_a_title_needs_no_label(line, time, layout):
    data = web(f'<div class="info">{line}</div>') if layout == "page" else "\n".join((TITLE, line, *PARTS))
    assert witnesses(data) == [("2025-01-22", time, "page.line")]


@pytest.mark.parametrize(
    "line",
    [
        "来源：青禾县档案局 2025-01-22 10:00 至 2025-03-01 10:00 浏览量：77",
        "来源：青禾县档案局 有效期至：2026-01-22 浏览量：77",
        "数据来源于2025年1月10日的台账，经编辑核对，不含涉密信息。",
        "今天是2025年1月22日 星期三",
        "来源：青禾县档案局 浏览量：20250122",
    ],
)
def test_other_dates_below_a_title_are_no_witness(line):
    assert witnesses(web(f'<div class="info">{line}</div>')) == []


def test_the_line_of_a_page_before_its_title_is_no_witness():
    above = "<p>来源：样板网 2023-03-03 浏览量：77</p>"
    assert witnesses(f"<html><body>{above}<h1>{TITLE}</h1><div>{paragraphs(*PARTS)}</div></body></html>") == []


def test_a_sentence_that_names_the_report_hides_no_date_line_above_it():
    lead = (
        "根据《中华人民共和国政府信息公开条例》的规定和上级有关要求，在认真总结全年工作的基础上，"
        f"现公布{TITLE}，全文由六个部分组成，欢迎监督。"
    )
    page = web("<div>来源：档案局 2025-01-22 10:00 浏览量：77</div>", paragraphs(lead, *PARTS))
    assert ("2025-01-22", "10:00", "page.line") in witnesses(page)


@pytest.mark.parametrize(
    "line",
    [
        "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        "统计时间：2024年1月1日至2024年12月31日",
        "《条例》自2019年5月15日起施行，修订时间为2019年4月3日。",
        "我局于2025年1月10日召开会议，研究发布工作。",
        "2025年1月10日，我局完成编制。",
    ],
)
@pytest.mark.parametrize("at", [0, 2, 10, 12])
def test_a_date_inside_a_sentence_is_no_witness(line, at):
    lines = (*PARTS[:at], line, *PARTS[at:])
    assert witnesses("\n".join((TITLE, *lines))) == []
    assert witnesses(web(inside=paragraphs(*lines))) == []


def test_a_related_report_below_does_not_date_this_one():
    below = "<ul><li>青禾县档案局2022年政府信息公开工作年度报告 2023-01-20</li><li>2023-01-20</li></ul>"
    assert witnesses(web(below=below)) == []


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2025-01-20T09:30:00Z", [("2025-01-20", "17:30")]),
        ("2025-01-31T17:00:00Z", [("2025-02-01", "01:00")]),  # universal time; the day in China has changed
        ("2025-01-20T09:30:00", [("2025-01-20", "09:30")]),
        ("yesterday", []),
        ("9999-12-31T23:59:59Z", []),
    ],
)
def test_properties_of_a_file(stamp, expected):
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    terms = "http://purl.org/dc/terms/"
    words = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (TITLE, *PARTS))
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{words}</w:body></w:document>')
        package.writestr("docProps/core.xml", f'<c xmlns:t="{terms}"><t:created>{stamp}</t:created></c>')
    found = witnesses(buffer.getvalue())
    assert found == [(day, time, "document.properties") for day, time in expected]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Wed, 22 Jan 2025 01:30:00 GMT", ("2025-01-22", "09:30")),
        ("Fri, 31 Jan 2025 17:00:00 GMT", ("2025-02-01", "01:00")),
        ("Wed, 22 Jan 2025 09:30:00 +0800", ("2025-01-22", "09:30")),
        ("", None),
        ("0", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Wed, 99 Jan 2025 25:61:00 GMT", None),
    ],
)
def test_the_header_of_the_answer_is_told_in_chinese_time(header, expected):
    witness = date_of_header(header)
    assert (witness and (witness.date.isoformat(), witness.time)) == expected


@pytest.mark.parametrize(
    "text", ["2025-01-16", "[2025-01-16]", "2025/01/16", "2025.01.16", "2025年1月16日", "发布日期 2025-1-16 08:30"]
)
def test_dates_of_lists(text):
    witness = date_of_list(text)
    assert witness is not None
    assert witness.date == date(2025, 1, 16)


@pytest.mark.parametrize("text", ["", "01-16", "2025", "2025-13-40", "阅读 20250116 次"])
def test_what_is_no_date_of_a_list(text):
    assert date_of_list(text) is None


def test_the_date_of_the_next_report_on_the_page_is_not_this_one_s():
    below = "<h2>白石县档案局2024年政府信息公开工作年度报告</h2><p>发布时间：2025-01-29</p>"
    assert witnesses(web("<p>发布时间：2025-01-22</p>", below=below)) == [("2025-01-22", None, "page.line")]


def test_every_source_is_kept_and_none_preferred():
    """Up to five competing dates on one page (sites.md 15)."""
    hints = Hints(
        url="http://www.example.com/202501/t20250122_1.html",
        list_date="2025-01-21",
        last_modified="Wed, 05 Feb 2025 01:30:00 GMT",
    )
    inside = paragraphs(*PARTS, "2025年1月17日")
    page = web("<p>发布时间：2025-01-20</p>", inside, head='<meta name="PubDate" content="2025-01-19 08:00">')
    assert json.loads(json.dumps([w[::2] for w in witnesses(page, hints)])) == [
        ["2025-01-19", "meta.PubDate"],
        ["2025-01-20", "page.line"],
        ["2025-01-17", "signature"],
        ["2025-01-22", "url"],
        ["2025-01-21", "list"],
        ["2025-02-05", "http.last_modified"],
    ]
