"""What stands around a report, or how it is set, makes no new edition; one digit does."""

import re

import pytest

from checks.changes import differences
from checks.reading import read_bytes
from reports.content import content_of
from tests.writing import LAYOUTS, dice, random_gold

LAYOUT = ("html_official", "html_word", "html_nested", "html_metadata", "html_browser")
FURNITURE = {
    "counter": "<div>浏览次数：<span>{}</span> 次</div>",
    "visitors": "<p>您是第{}位访客</p>",
    "advert": '<div><a href="/zt{0}">关于开展问卷调查的公告（第{0}期）</a></div>',
    "print and close": '<div><a href="javascript:print()">【打印本页】</a> <a>【关闭窗口】</a> {}</div>',
    "related news": '<div><h3>相关新闻</h3><ul><li><a href="/n{0}.html">本县召开第{0}次会议</a></li></ul></div>',
    "related without a heading": '<ul><li><a href="/n{0}.html">第{0}号通告</a></li><li><a href="/m">指南</a></li></ul>',
    "neighbours": '<p>上一篇：<a href="/a{0}.html">第{0}号文件</a></p><p>下一篇：没有了</p>',
    "neighbours as text": "<p>上一篇：关于印发第{}号文件的通知</p>",
    "share": "<p>分享到：微信 微博 {}</p>",
    "editor": "<p>责任编辑：样板{}</p>",
    "owner": "<div>版权所有：样板县人民政府办公室 备案号：00{}号</div>",
    "picture code": "<p>扫一扫在手机打开当前页 {}</p>",
}


def written(layout, seed):
    rng = dice(layout, seed)
    return LAYOUTS[layout].render(random_gold(rng, "2021"), rng).data.decode("utf-8")


def edition(page, charset="utf-8"):
    page = re.sub(r"charset=[\"']?[-\w]+", f"charset={charset}", page)
    (report, *_) = read_bytes(page.encode(charset, "xmlcharrefreplace"), source="http://www.qinghe.example/1.html")
    assert report.readable
    return content_of(report, "payload").hash, report


def end_of_article(page):
    """Where the last words of the report end, inside its container."""
    around = re.search(r'<div class="(related|footer)"', page)
    end = around.start() if around else len(page)
    return max(page.rfind("</p>", 0, end) + 4, page.rfind("</table>", 0, end) + 8)


def behind(page, extra):
    at = end_of_article(page)
    return page[:at] + extra + page[at:]


def above(page, extra):
    return re.sub(r"(<body[^>]*>)", lambda found: found[0] + extra, page, count=1)


@pytest.mark.parametrize("layout", LAYOUT)
@pytest.mark.parametrize("furniture", FURNITURE.values(), ids=FURNITURE)
@pytest.mark.parametrize("place", [behind, above])
def test_the_furniture_of_a_page_is_no_content(layout, furniture, place):
    page = written(layout, 3)
    plain, _ = edition(page)
    assert {edition(place(page, furniture.format(number)))[0] for number in ("7", "1024")} == {plain}


SETTINGS = {
    "GBK instead of UTF-8": lambda page: (page, "gb18030"),
    "blanks between blocks": lambda page: (re.sub(r"(</(?:p|div|tr|td|table)>)", "\\1\n   ", page), "utf-8"),
    "styles": lambda page: (page.replace("<p", '<p style="line-height:2em"'), "utf-8"),
    "blanks in cells": lambda page: (page.replace("</td>", "&nbsp;</td>"), "utf-8"),
    "another menu": lambda page: (page.replace("首页", "网站首页").replace("政务公开", "政府信息公开"), "utf-8"),
    "another script": lambda page: (page.replace("<head>", "<head><script>var v=7;</script>"), "utf-8"),
}


@pytest.mark.parametrize("layout", LAYOUT)
@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_how_a_page_is_set_is_no_content(layout, setting):
    page = written(layout, 4)
    other, charset = setting(page)
    assert edition(other, charset)[0] == edition(page)[0]


@pytest.mark.parametrize("layout", LAYOUT)
def test_one_digit_is_another_edition(layout):
    page = written(layout, 3)
    one, report = edition(page)
    alone = r"(?<=>){}(?=<)"
    cell = next(
        cell
        for cell in report.cells.values()
        if cell.value and cell.text.isdigit() and len(re.findall(alone.format(cell.text), page)) == 1
    )
    other, changed = edition(re.sub(alone.format(cell.text), f"{cell.text}7", page))
    assert one != other
    assert [change.id for change in differences(report, changed).cells] == [cell.id]


def test_the_last_words_of_a_report_are_not_taken_for_the_template():
    parts = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
    lines = [f"<p>{number}、{part}</p><p>见表。</p>" for number, part in zip("一二三四", parts, strict=True)]
    lines.append("<p>五、存在的主要问题及改进情况</p><p>打印机不足。</p><p>分享经验的机会少。</p>")
    lines.append('<p>六、其他需要报告的事项</p><p>编辑出版政务公报4期。</p><p>附件：<a href="/P1.docx">附表</a></p>')
    page = f"<html><body><div><h1>青禾县财政局2024年政府信息公开工作年度报告</h1>{''.join(lines)}</div></body></html>"
    _, report = edition(page)
    assert report.sections["5"].text == "打印机不足。\n分享经验的机会少。"
    assert report.sections["6"].text == "编辑出版政务公报4期。\n附件：附表"
