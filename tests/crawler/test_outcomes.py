from dataclasses import replace

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.middlewares import PolicyRefusalError
from crawler.outcomes import PASSING, PAST_THE_END, Answer, classify, classify_failure
from reports.store import VisitOutcome as Is

URL = "http://h.example/zwgk/zfxxgk/zfxxgknb/202601/t20260120_1.html"
PAGE = "<html><head><title>政府信息公开年报</title></head><body><a href='1.html'>云帆县教育局</a></body></html>"
RUISHU = "<html><head><script>$_ts=window['$_ts'];</script><script src='/a.js'></script></head><body></body></html>"
JSL = "<script>document.cookie='__jsl_clearance=1';location.href='/';</script>"
C3VK = "<html><script>var a='C3VK';eval(a)</script></html>"
SENTENCE = "云帆县教育局按照规定公开政府信息并编制年度报告。"


def outcome(body: str | bytes = PAGE, status: int = 200, *, role: str = "list", url: str = URL, **headers: str) -> Is:
    data = body.encode() if isinstance(body, str) else body
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Answer(url, role, status, {"content-type": "text/html", **names}, data)  # type: ignore[arg-type]
    return classify(answer).outcome


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, Is.OK),
        (304, Is.UNCHANGED),
        (404, Is.NOT_FOUND),
        (410, Is.NOT_FOUND),
        (401, Is.FORBIDDEN),
        (403, Is.FORBIDDEN),
        (429, Is.RATE_LIMITED),
        (422, Is.CLIENT_ERROR),
        (500, Is.SERVER_ERROR),
        (503, Is.SERVER_ERROR),
        (412, Is.BLOCKED),  # 瑞数
        (521, Is.BLOCKED),  # miit, 梅州
        (302, Is.CLIENT_ERROR),  # a redirect to nowhere
    ],
)
def test_the_status_of_an_ordinary_page(status: int, expected: Is) -> None:
    assert outcome(status=status) is expected


@pytest.mark.parametrize(
    ("body", "status", "headers"),
    [
        (RUISHU, 200, {}),
        (RUISHU, 202, {}),
        (JSL, 200, {}),
        (C3VK, 200, {}),  # nmpa, chinatax: a shell of 380 bytes
        ("<html><script>x()</script></html>", 200, {}),
        ("<html><body></body></html>", 403, {"set_cookie": "wzws_sessionid=abc"}),  # stats.gov.cn, 安徽
        ("<html><body>GeoBL</body></html>", 403, {}),
        ("<html><body></body></html>", 200, {"set_cookie": "HOY_TR=x"}),
    ],
)
def test_challenge_pages_are_blocked(body: str, status: int, headers: dict[str, str]) -> None:
    assert outcome(body, status, **headers) is Is.BLOCKED


@pytest.mark.parametrize(
    "body",
    [
        PAGE.replace("</body>", "<script>$_ts=1</script></body>"),  # pages behind 瑞数 keep its script once let in
        f"<html><body><p>{SENTENCE}</p><script>var C3VK=1</script></body></html>",
    ],
)
def test_a_page_with_a_title_or_a_sentence_is_no_challenge(body: str) -> None:
    assert outcome(body, set_cookie="wzws_sessionid=abc") is Is.OK


def test_a_redirect_to_itself_wants_a_cookie() -> None:
    assert outcome("", 302, location=URL) is Is.BLOCKED  # moj
    assert outcome("", 302, location="/other.html") is Is.REDIRECTED


@pytest.mark.parametrize(
    ("body", "role", "expected"),
    [
        ("ok!", "list", Is.SOFT_NOT_FOUND),  # 无锡: 3 bytes with status 200
        ("", "list", Is.SOFT_NOT_FOUND),
        ("", "report", Is.TRUNCATED),
        (b"\x00\x00", "report", Is.TRUNCATED),  # 平潭: attachments of 2 bytes
        (b"%PDF-1.7" + bytes(100), "report", Is.OK),
        (b"%PDF-1.7" + bytes(100), "list", Is.WRONG_TYPE),
        (PAGE, "attachment", Is.WRONG_TYPE),
        ("<title>404</title>您访问的页面不存在", "report", Is.SOFT_NOT_FOUND),
        ("<title>Account Suspended</title><p>This account has been suspended", "home", Is.SOFT_NOT_FOUND),
        ("<html><body><div></div></body></html>", "list", Is.SOFT_NOT_FOUND),
        (f"<title>报告</title>{SENTENCE}页面不存在" + "。" * 700, "report", Is.OK),
    ],
)
def test_answers_that_say_200(body: str | bytes, role: str, expected: Is) -> None:
    assert outcome(body, role=role) is expected


def test_a_stub_past_the_end_of_a_list() -> None:
    stub = "<html><body><!-- " + "x" * 300 + " --></body></html>"
    answer = Answer("http://h.example/nb/index_3.html", "list", 200, {}, stub.encode())
    assert classify(answer).error == PAST_THE_END
    assert classify(replace(answer, url="http://h.example/nb/t20260101_3.html")).error != PAST_THE_END


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话：0404-4041234", Is.OK),
        ("HTTP 404 错误", Is.SOFT_NOT_FOUND),
        ("网站已暂停服务", Is.SOFT_NOT_FOUND),
        ("空间已过期", Is.SOFT_NOT_FOUND),
    ],
)
def test_words_of_error_pages(text: str, expected: Is) -> None:
    assert outcome(f"<title>提示</title><p>{text}</p>", role="report") is expected


def test_a_json_list_is_a_page() -> None:
    answer = '{"data": [{"title": "云帆县2025年政府信息公开年度报告", "url": "/1.html"}]}'
    assert outcome(answer, content_type="application/json") is Is.OK


def test_a_page_under_the_name_of_a_file() -> None:
    assert outcome(PAGE, role="report", url="http://h.example/P020260120.pdf") is Is.WRONG_TYPE


def test_the_home_page_under_another_address() -> None:
    data = PAGE.encode()
    assert classify(Answer(URL, "report", 200, {}, data, same_as_home=True)).outcome is Is.SOFT_NOT_FOUND
    assert classify(Answer(URL, "home", 200, {}, data, same_as_home=True)).outcome is Is.OK


@pytest.mark.parametrize(
    ("body", "role", "expected"),
    [
        ('<meta http-equiv="refresh" content="0;url=../">', "report", Is.SOFT_NOT_FOUND),  # 平潭: a deleted article
        ('<meta http-equiv="refresh" content="0;url=http://h.example/new/1.html">', "report", Is.REDIRECTED),
        ('<meta http-equiv="refresh" content="300">' + PAGE, "list", Is.OK),
        ("<script>window.location.href='/index/index.html'</script>", "home", Is.REDIRECTED),
    ],
)
def test_pages_that_only_lead_elsewhere(body: str, role: str, expected: Is) -> None:
    assert outcome(body, role=role) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<div>" * 20_000, Is.TOO_LARGE),
        ("<div>云帆县</div>" * 20_000, Is.OK),
        ("".join(f'<li><a href="/{at}.html">文件</a></li>' for at in range(20_000)), Is.TOO_LARGE),
        ("<p>云帆县教育局<br>" * 20_000, Is.OK),
    ],
    ids=["blocks in blocks", "blocks", "links", "lines"],
)
def test_a_page_that_would_keep_the_crawl_busy_is_not_looked_through(body: str, expected: Is) -> None:
    assert outcome(f"<title>政府信息公开年报</title>{body}") is expected


def test_where_a_refresh_leads() -> None:
    answer = Answer(URL, "home", 200, {}, b'<meta http-equiv="refresh" content="0; URL=/a/">')
    assert classify(answer).target == "http://h.example/a/"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (DownloadTimeoutError("took longer than 60 s"), Is.TIMEOUT),
        (CannotResolveHostError("h.example"), Is.DNS_ERROR),
        (DownloadConnectionRefusedError("refused"), Is.CONNECTION_ERROR),
        (DownloadCancelledError("larger than download max size"), Is.TOO_LARGE),
        (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE (1000 B) during decompression"), Is.TOO_LARGE),
        (ResponseDataLossError("lost"), Is.TRUNCATED),
        (IgnoreRequest("Forbidden by robots.txt"), Is.REFUSED_BY_POLICY),
        (PolicyRefusalError("h.example is not on the allow-list"), Is.REFUSED_BY_POLICY),
        (DownloadFailedError("[('SSL routines', '', 'certificate verify failed')]"), Is.TLS_ERROR),
        (DownloadFailedError("Connection to the other side was lost"), Is.CONNECTION_ERROR),
    ],
)
def test_requests_without_an_answer(error: Exception, expected: Is) -> None:
    assert classify_failure(error).outcome is expected


@pytest.mark.parametrize("outcome", [Is.BLOCKED, Is.NOT_FOUND, Is.TLS_ERROR, Is.DNS_ERROR, Is.REFUSED_BY_POLICY])
def test_what_is_permanent_is_not_tried_again(outcome: Is) -> None:
    assert outcome not in PASSING
