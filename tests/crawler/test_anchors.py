"""What pages offer to open, beside plain anchors."""

import pytest

from crawler.discovery import embedded_links, read_page, read_xml

URL = "http://h.example/nb/"
TITLE = "云帆县教育局2025年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<li onclick=\"location.href='/x/'\">年报 2026-01-20</li>", [("/x/", "年报 2026-01-20", "2026-01-20")]),
        ("<li onclick=\"location.href='/x/'\"><a href='1.html'>年报</a></li>", [("/nb/1.html", "年报", None)]),
        ('<map><area href="/zwgk/" alt="政务公开"></map>', [("/zwgk/", "政务公开", None)]),
        ('<select><option value="nb_2024.html">2024年</option></select>', [("/nb/nb_2024.html", "2024年", None)]),
        ('<select><option value="2024">2024年</option></select>', []),
        ('<iframe src="/web/viewer.html?file=%2Fa%2F1.pdf"></iframe>', [("/a/1.pdf", "", None)]),
        ('<embed src="1.pdf"><object data="2.pdf"></object>', [("/nb/1.pdf", "", None), ("/nb/2.pdf", "", None)]),
    ],
)
def test_links_of_a_page(markup: str, expected: list[tuple[str, str, str | None]]) -> None:
    links = read_page(markup, URL).links
    assert [(link.url.removeprefix("http://h.example"), link.text, link.date) for link in links] == expected


@pytest.mark.parametrize(
    "script",
    [
        f'window.__STATE__ = {{"list": [{{"title": "{TITLE}", "url": "/1.html", "date": "2026-01-20"}}]}};',
        f'var a = {{not: json}}; var zNodes=[{{"name": "{TITLE}", "url": "/1.html", "time": 1768874400}}]',
    ],
)
def test_json_in_scripts(script: str) -> None:
    (link,) = embedded_links(read_page(f"<script>{script}</script>", URL))
    assert (link.url, link.text, link.date) == ("http://h.example/1.html", TITLE, "2026-01-20")


def test_records_in_xml() -> None:
    record = f"<record><title>{TITLE}</title><url>1.html</url><date>2026-01-20</date></record>"
    page = read_xml(f'<?xml version="1.0"?><list>{record}</list>', URL)
    assert page is not None
    assert [(link.url, link.text, link.date) for link in page.links] == [(f"{URL}1.html", TITLE, "2026-01-20")]


@pytest.mark.parametrize(
    "markup",
    [
        "<list/>",
        "no xml",
        "<datastore><recordset><record><![CDATA[<li><a href='1.html'>x</a></li>]]></record></recordset></datastore>",
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><r><i><title>&a;</title><url>&a;</url></i></r>',
    ],
)
def test_xml_without_records(markup: str) -> None:
    assert read_xml(markup, URL) is None
