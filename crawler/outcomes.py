"""What came of a visit: an answer or a failure becomes one outcome, never just "failed".

A challenge page is recognised and reported as blocked; it is never parsed and never worked around.
"""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from checks.documents.magic import sniff
from checks.documents.text import decode
from crawler.discovery import read_json, read_script, read_xml, unaddressed_reports
from crawler.discovery.page import Page, is_endless, read_page
from crawler.discovery.words import squeeze
from reports.store.records import Role, VisitOutcome

PASSING = frozenset(
    {
        VisitOutcome.SERVER_ERROR,
        VisitOutcome.TIMEOUT,
        VisitOutcome.CONNECTION_ERROR,
        VisitOutcome.TRUNCATED,
        VisitOutcome.RATE_LIMITED,
    }
)
"""Outcomes that a second try may change; the others are never retried."""

PRESENT = frozenset({VisitOutcome.OK, VisitOutcome.UNCHANGED})
"""Outcomes of a page that was there and was read."""

SEEN = PRESENT | {VisitOutcome.REDIRECTED}
"""Outcomes of an address that answered well."""

GONE = frozenset({VisitOutcome.NOT_FOUND, VisitOutcome.SOFT_NOT_FOUND})
"""Outcomes of a page of which the site itself says that it is not there."""

_CHALLENGE_STATUS = frozenset({412, 521})
_MAY_CHALLENGE = frozenset({200, 202, 203, 403, 405, 422, 503})
_MARKERS = re.compile(r"\$_ts\b|wzws|__jsl_clearance|C3VK|GeoBL|HOY_TR|EO_Bot|acw_sc__|challenge-platform")
_SHELL = 4096
_SENTENCE = re.compile(r"[\u3400-\u9fff]{8}")
_BY_STATUS = {404: VisitOutcome.NOT_FOUND, 410: VisitOutcome.NOT_FOUND, 429: VisitOutcome.RATE_LIMITED} | dict.fromkeys(
    (401, 403, 407, 451), VisitOutcome.FORBIDDEN
)
_BLANKS = b" \t\r\n\xef\xbb\xbf"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAST_THE_END = "a stub past the end of a list"
"""The reason of a visit to a numbered page that holds nothing."""

ENDLESS = "more links, or deeper blocks, than are looked through"
"""The reason of a visit to a page that would keep the crawl busy."""

FORBIDDEN_BY_ROBOTS = "Forbidden by robots.txt"
"""The reason of a visit that was never made, as Scrapy words it."""

_STUB = 800
_NUMBERED = re.compile(r"^(?!t\d{8}_).*_\d{1,3}\.s?html?$")
_SMALLEST_FILE = 64
_SMALLEST_PAGE = 64
_SOFT_PAGE = 600
"""Characters of text below which the words of an error page decide."""
_SURELY_LONG = 2 * _SOFT_PAGE
_INVISIBLE = f"{string.whitespace}\u3000\xa0\u200b\ufeff"
_SOFT_WORDS = re.compile(
    r"(页面|网页|内容|文章|信息|地址|资源)(已经?)?(不存在|已(被)?删除|未找到|找不到|已失效|走丢)|(未找到|找不到|无法找到)(您|该|此|相关|请求)|(?<!\d)404(?!\d)|"
    r"AccountSuspended|Suspended|(站点|网站|空间|账号|帐号)已?(被)?(暂停|关闭|停用|欠费|过期|到期)|NotFound",
    re.IGNORECASE,
)
_SCRIPT_JUMP = re.compile(r"\b(?:window\.|self\.|top\.|document\.)?location(?:\.href)?\s*=\s*[\"']([^\"']+)[\"']")
_TLS = re.compile(r"SSL|certificate|handshake|BAD_ECPOINT|VerificationError", re.IGNORECASE)
_MAGIC = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"{\\rtf")
"""First bytes of files that reports are published as."""
_FILES = re.compile(r"\.(pdf|docx?|wps|ofd|xlsx?|zip|rar|jpe?g|png)$", re.IGNORECASE)


class Outcome(NamedTuple):
    """The outcome of a visit.

    Attributes:
        error: the reason in words where it is not simply good.
        target: where a redirect leads.
        page: a good answer that is a page, read; a file has none.
    """

    outcome: VisitOutcome
    error: str | None = None
    target: str | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent.

    Attributes:
        headers: names in lower case; `set-cookie` holds all cookies.
        same_as_home: whether it is what the site's home page shows.
    """

    url: str
    role: Role
    status: int
    headers: Mapping[str, str]
    body: bytes
    same_as_home: bool = False


def classify(answer: Answer) -> Outcome:
    """Return the outcome of an answer."""
    if answer.status == 304:
        return Outcome(VisitOutcome.UNCHANGED)
    if answer.status in _REDIRECTS:
        return _redirected(answer)
    page = page_of(answer.body, answer.url, answer.headers.get("content-type", ""))
    challenge = _challenge(answer, page)
    if challenge:
        return Outcome(VisitOutcome.BLOCKED, challenge)
    if answer.status >= 400:
        return Outcome(_by_status(answer.status), f"HTTP {answer.status}")
    return _good_status(answer, page)


def classify_failure(error: BaseException) -> Outcome:
    """Return the outcome of a request that brought no answer."""
    words = " ".join(str(error).split())[:200] or type(error).__name__
    if isinstance(error, IgnoreRequest):
        too_large = "DOWNLOAD_MAXSIZE" in words
        return Outcome(VisitOutcome.TOO_LARGE if too_large else VisitOutcome.REFUSED_BY_POLICY, words)
    by_type = (
        (DownloadTimeoutError, VisitOutcome.TIMEOUT),
        (CannotResolveHostError, VisitOutcome.DNS_ERROR),
        (DownloadCancelledError, VisitOutcome.TOO_LARGE),
        (ResponseDataLossError, VisitOutcome.TRUNCATED),
    )
    for kind, outcome in by_type:
        if isinstance(error, kind):
            return Outcome(outcome, words)
    return Outcome(VisitOutcome.TLS_ERROR if _TLS.search(words) else VisitOutcome.CONNECTION_ERROR, words)


def _by_status(status: int) -> VisitOutcome:
    if status >= 500:
        return VisitOutcome.SERVER_ERROR
    return _BY_STATUS.get(status, VisitOutcome.CLIENT_ERROR)


def _redirected(answer: Answer) -> Outcome:
    location = answer.headers.get("location", "").strip()
    target = urljoin(answer.url, location)
    if not location:
        return Outcome(VisitOutcome.CLIENT_ERROR, f"HTTP {answer.status} without Location")
    if target == answer.url:  # a server that wants its cookie back before it answers
        return Outcome(VisitOutcome.BLOCKED, f"HTTP {answer.status} to itself")
    return Outcome(VisitOutcome.REDIRECTED, f"HTTP {answer.status} to {target}", target)


def page_of(body: bytes, url: str, media_type: str = "text/html") -> Page | None:
    """Read a payload as a page, also a JSON list or a script that writes one.

    None where it is a file, or nothing, or made to keep a reader busy.
    """
    if body.startswith(_MAGIC) or is_picture(body):
        return None
    if body[:64].lstrip(_BLANKS)[:1] in {b"{", b"["} or "json" in media_type:
        listed = read_json(decode(body), url)
        if listed:
            return listed
    if "javascript" in media_type or urlsplit(url).path.endswith(".js"):
        return read_script(decode(body), url)
    if body[:64].lstrip(_BLANKS).startswith(b"<?xml") and b"<html" not in body[:512].lower():
        records = read_xml(decode(body), url)
        if records:
            return records
    has_tags = b"<" in body[:512]
    may_be_text = "html" in media_type and len(body) >= _SMALLEST_PAGE
    if not (has_tags or may_be_text):
        return None
    html = decode(body)
    return None if is_endless(html) else read_page(html, url)


def _challenge(answer: Answer, page: Page | None) -> str | None:
    """Say what a challenge was known by: its status, or a shell without title and sentence that carries a mark."""
    if answer.status in _CHALLENGE_STATUS:
        return f"challenge page: HTTP {answer.status}"
    if answer.status not in _MAY_CHALLENGE or page is None or page.title or _SENTENCE.search(squeeze(page.text)):
        return None
    seen = f"{answer.headers.get('set-cookie', '')}\n{decode(answer.body[: 2 * _SHELL])}"
    marker = _MARKERS.search(seen)
    if marker:
        return f"challenge page: {marker.group()}"
    if page.scripts.strip() and not page.links and len(answer.body) < _SHELL and not _jump(page):
        return "challenge page: nothing but a script"
    return None


def is_picture(body: bytes) -> bool:
    """Tell whether a payload is a picture, by its first bytes."""
    return sniff(body[:_SHELL]) == "picture"


def _good_status(answer: Answer, page: Page | None) -> Outcome:
    if answer.role == "picture":
        return _file(answer)
    if page is None:
        return _file(answer) if answer.role in {"report", "attachment"} else _no_page(answer)
    if answer.role == "attachment" or _FILES.search(urlsplit(answer.url).path):
        return Outcome(VisitOutcome.WRONG_TYPE, "a page under the name of a file")
    if answer.role != "home" and answer.same_as_home:
        return Outcome(VisitOutcome.SOFT_NOT_FOUND, "the home page under another address")
    return _page_outcome(answer, page)


def _no_page(answer: Answer) -> Outcome:
    if len(answer.body) < _SMALLEST_PAGE:
        return Outcome(VisitOutcome.SOFT_NOT_FOUND, f"a page of {len(answer.body)} bytes")
    if is_endless(decode(answer.body)):
        return Outcome(VisitOutcome.TOO_LARGE, ENDLESS)
    return Outcome(VisitOutcome.WRONG_TYPE, f"no page: {answer.headers.get('content-type', 'no type')}")


def _file(answer: Answer) -> Outcome:
    if answer.role == "picture" and not is_picture(answer.body):
        return Outcome(VisitOutcome.WRONG_TYPE, "no picture under the address of one")
    if len(answer.body) < _SMALLEST_FILE:
        return Outcome(VisitOutcome.TRUNCATED, f"a file of {len(answer.body)} bytes")
    return Outcome(VisitOutcome.OK)


def _page_outcome(answer: Answer, page: Page) -> Outcome:
    target = page.refresh or _jump(page)
    if target and target != answer.url:
        if answer.role == "report" and _is_above(target, answer.url):
            return Outcome(VisitOutcome.SOFT_NOT_FOUND, f"deleted: refreshes to {target}")
        return Outcome(VisitOutcome.REDIRECTED, f"refreshes to {target}", target)
    if _is_stub(answer, page):
        return Outcome(VisitOutcome.SOFT_NOT_FOUND, PAST_THE_END)
    words = _soft_words(page)
    if words:
        return Outcome(VisitOutcome.SOFT_NOT_FOUND, f"an error page: {words}")
    if _is_wordless(page) and not page.links and not any(unaddressed_reports(page)):
        return Outcome(VisitOutcome.SOFT_NOT_FOUND, "an empty page")
    return Outcome(VisitOutcome.OK, page=page)


def _soft_words(page: Page) -> str | None:
    """The words by which a short page says that nothing is there; a longer one is not read to its end."""
    if len("".join(page.text[:_SURELY_LONG].split())) >= _SOFT_PAGE:
        return None
    text = squeeze(page.text)
    found = _SOFT_WORDS.search(squeeze(page.title) + text) if len(text) < _SOFT_PAGE else None
    return found.group() if found else None


def _is_wordless(page: Page) -> bool:
    return not page.text.strip(_INVISIBLE)


def _is_stub(answer: Answer, page: Page) -> bool:
    """Tell whether a numbered page of a list holds nothing: TRS answers so beyond the last page, with status 200."""
    name = urlsplit(answer.url).path.rsplit("/", 1)[-1]
    return answer.role == "list" and len(answer.body) < _STUB and not page.links and bool(_NUMBERED.search(name))


def _is_above(target: str, url: str) -> bool:
    """Tell whether an address is a folder that holds another one: where deleted articles lead."""
    folder = urlsplit(target).path.rsplit("/", 1)[0]
    return urlsplit(target).netloc == urlsplit(url).netloc and urlsplit(url).path.startswith(f"{folder}/")


def _jump(page: Page) -> str | None:
    """The address a page without text and links jumps to by script."""
    if page.links or not _is_wordless(page):
        return None
    found = _SCRIPT_JUMP.search(page.scripts)
    return urljoin(page.url, found.group(1)) if found else None
