"""Visits as WARC 1.1 records, and where each of them lies in the file.

The archive keeps payloads after content-coding was removed, and the headers of answers, not those of requests. So the
headers that described the coded bytes are kept under another name, and a request holds what is known of it.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from mimetypes import guess_type
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reports.archive import hash_of
from reports.store import CaptureRow, Exchange

ORIGINAL = "X-Archive-Orig-"
"""Under this prefix stand the headers that described the bytes as sent, before content-coding was removed."""

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

_OF_CODED_BYTES = frozenset({"content-encoding", "transfer-encoding", "content-length", "content-md5", "digest"})
_SAFE = "%/:?#[]@!$&'()*+,;=~"
_ABOUT = (
    "Payloads are the bytes after content-coding was removed; the headers that described the coded bytes are kept with "
    f"the prefix {ORIGINAL}. The headers of requests were not recorded: request records hold method, address and body. "
    "HTTP versions and reason phrases are written as is usual, not as sent."
)


@dataclass(frozen=True, slots=True)
class Indexed:
    """Where a record that can be replayed lies: offset and length in the file, in bytes."""

    url: str
    date: datetime
    mime: str
    status: int
    digest: str
    offset: int
    length: int


class Warc:
    """A WARC file in memory that grows record by record; the same records give the same bytes."""

    def __init__(self, name: str, *, made: datetime, software: str, about: str) -> None:
        """Begin a file.

        Args:
            name: of the file.
            made: when it is written, by the real clock.
            software: what writes it.
            about: what it holds, in a sentence.
        """
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, gzip=True, warc_version="WARC/1.1")
        self.index: list[Indexed] = []
        fields = {"software": software, "format": "WARC File Format 1.1", "description": f"{about} {_ABOUT}"}
        block = _fields(fields.items())
        headers = {"WARC-Filename": name, "Content-Type": "application/warc-fields"}
        self._write("warcinfo", "", made, block, headers=headers, key=f"info {name} {made}")

    @property
    def data(self) -> bytes:
        """The file so far."""
        return self._out.getvalue()

    def add_visit(self, exchange: Exchange, payload: bytes | None, origin: Exchange | None = None) -> None:
        """Add a visit: the answer, the request, and what was remarked.

        Args:
            exchange: the visit.
            payload: of the answer; None where there was none, or it is lost: then no answer is written.
            origin: of an answer 304 the visit that brought the payload it confirms.
        """
        visit, url = exchange.visit, uri(exchange.visit.url)
        answer = None
        if visit.status == 304:
            answer = self._add_confirmation(exchange, origin)
        elif visit.status is not None and (payload is not None or visit.sha256 is None):
            answer = self._add_answer(exchange, payload or b"")
        linked = {"WARC-Concurrent-To": answer} if answer else {}
        self._add_request(exchange, linked)
        remarks = {
            "outcome": visit.outcome.value,
            "answer": _told_answer(exchange) if visit.status == 304 else "",
            "remark": visit.error or "",
            "lost": f"sha256:{visit.sha256}" if visit.sha256 and payload is None else "",
            "via": exchange.referrer or "",
            "hopsFromSeed": str(visit.depth),
            "fetchTimeMs": str(round((visit.finished_at - visit.started_at).total_seconds() * 1000)),
        }
        block = _fields(remarks.items())
        headers = {"Content-Type": "application/warc-fields", **linked}
        self._write("metadata", url, visit.started_at, block, headers=headers, key=f"metadata {visit.id}")

    def add_file(self, capture: CaptureRow, payload: bytes | None) -> None:
        """Add a file that a person entered, with who and when; None stands for a payload that is lost."""
        url, key = uri(capture.url), f"resource {capture.id}"
        if payload is not None:
            mime = _mime(payload, capture.url)
            headers = {"Content-Type": mime, "WARC-Payload-Digest": digest(payload)}
            place = self._write("resource", url, capture.seen_real, payload, headers=headers, key=key)
            self.index.append(Indexed(url, capture.seen_real, mime, 200, digest(payload), *place))
        told = {
            "enteredBy": capture.who or "",
            "enteredAt": utc(capture.seen_real),
            "savedAt": utc(capture.seen),
            "remark": "entered by hand, not fetched by a crawl",
            "lost": f"sha256:{capture.sha256}" if payload is None else "",
        }
        headers = {"Content-Type": "application/warc-fields", "WARC-Refers-To": _id(key)}
        key = f"metadata file {capture.id}"
        self._write("metadata", url, capture.seen_real, _fields(told.items()), headers=headers, key=key)

    def _add_answer(self, exchange: Exchange, payload: bytes) -> str:
        visit, url = exchange.visit, uri(exchange.visit.url)
        key = f"response {visit.id}"
        http = StatusAndHeaders(_status_line(visit.status or 0), _http_headers(exchange, len(payload)), "HTTP/1.1")
        headers = {"WARC-Payload-Digest": digest(payload)}
        place = self._write("response", url, visit.started_at, payload, headers=headers, key=key, http=http)
        mime = exchange.headers.get("content-type", "application/octet-stream").split(";")[0].strip()
        if exchange.method == "GET":
            self.index.append(Indexed(url, visit.started_at, mime, visit.status or 0, digest(payload), *place))
        return _id(key)

    def _add_confirmation(self, exchange: Exchange, origin: Exchange | None) -> str:
        """Add an answer 304 without its head: with it, replay would show an empty page in place of what it confirms."""
        visit, url = exchange.visit, uri(exchange.visit.url)
        key = f"revisit {visit.id}"
        headers = {"WARC-Profile": NOT_MODIFIED}
        if visit.sha256:
            headers["WARC-Payload-Digest"] = _digest_of(visit.sha256)
        if origin:
            headers |= {
                "WARC-Refers-To": _id(f"response {origin.visit.id}"),
                "WARC-Refers-To-Target-URI": uri(origin.visit.url),
                "WARC-Refers-To-Date": utc(origin.visit.started_at),
            }
        self._write("revisit", url, visit.started_at, b"", headers=headers, key=key)
        return _id(key)

    def _add_request(self, exchange: Exchange, linked: Mapping[str, str]) -> None:
        parts = urlsplit(uri(exchange.visit.url))
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        http = StatusAndHeaders(
            f"{exchange.method} {target} HTTP/1.1", [("Host", parts.netloc.rsplit("@", 1)[-1])], is_http_request=True
        )
        visit = exchange.visit
        key = f"request {visit.id}"
        block = exchange.body.encode()
        self._write("request", uri(visit.url), visit.started_at, block, headers=linked, key=key, http=http)

    def _write(
        self,
        kind: str,
        url: str,
        date: datetime,
        block: bytes,
        *,
        headers: Mapping[str, str],
        key: str,
        http: StatusAndHeaders | None = None,
    ) -> tuple[int, int]:
        """Write one record and return its offset and length."""
        given = {**headers, "WARC-Record-ID": _id(key), "WARC-Date": utc(date)}
        record: ArcWarcRecord = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(block),
            length=len(block),
            warc_content_type=headers.get("Content-Type", ""),
            warc_headers_dict=given,
            http_headers=http,
        )
        start = self._out.tell()
        self._writer.write_record(record)
        return start, self._out.tell() - start


def uri(url: str) -> str:
    """Return an address as WARC and CDXJ write it: what is no ASCII encoded."""
    return quote(url, safe=_SAFE)


def digest(payload: bytes) -> str:
    """Return the digest of a payload: the SHA-256 under which the archive keeps it."""
    return _digest_of(hash_of(payload))


def _digest_of(sha256: str) -> str:
    return f"sha256:{base64.b32encode(bytes.fromhex(sha256)).decode()}"


def _id(key: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'duban evidence {key}')}>"


def utc(moment: datetime) -> str:
    """Return an instant in UTC to the second, as WARC, WACZ and Atom write it (RFC 3339)."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _fields(pairs: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in pairs if value).encode()


def _status_line(status: int) -> str:
    known = status in set(HTTPStatus)
    return f"{status} {HTTPStatus(status).phrase}" if known else f"{status} Unknown"


def _told_answer(exchange: Exchange) -> str:
    headers = (f"{name}: {value}" for name, value in exchange.headers.items())
    return "; ".join((f"HTTP {_status_line(exchange.visit.status or 0)}", *headers))


def _http_headers(exchange: Exchange, length: int) -> list[tuple[str, str]]:
    """The headers of an answer as they fit its payload without content-coding."""
    fits = exchange.headers.get("content-length") == str(length)
    renamed = frozenset() if fits else _OF_CODED_BYTES
    kept = [
        (f"{ORIGINAL}{name.title()}" if name in renamed else name.title(), value)
        for name, value in exchange.headers.items()
    ]
    return kept if fits else [*kept, ("Content-Length", str(length))]


def _mime(data: bytes, name: str) -> str:
    guessed, _ = guess_type(urlsplit(name).path or name)
    if guessed:
        return guessed
    return "text/html" if b"<html" in data[:2048].lower() else "application/octet-stream"
