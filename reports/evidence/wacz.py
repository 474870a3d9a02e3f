"""The WARC with its index and its list of pages in one ZIP file, by version 1.1.1 of the WACZ specification."""

import gzip
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reports.evidence.warc import Indexed, utc

VERSION = "1.1.1"

_WWW = re.compile(r"www\d*\.")
_PORTS = {"http": 80, "https": 443}
_STORED = (".gz",)
"""Endings of members that are compressed already; the specification forbids to compress them again."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """One page of the list a reader begins with."""

    url: str
    date: datetime
    title: str


@dataclass(frozen=True, slots=True)
class Package:
    """What a WACZ says of itself; the first page is shown first."""

    title: str
    description: str
    software: str
    made: datetime
    pages: Sequence[WebPage]


def write_wacz(package: Package, warc_name: str, warc: bytes, index: Iterable[Indexed]) -> bytes:
    """Return the bytes of a WACZ; the same content gives the same bytes."""
    members = {
        f"archive/{warc_name}": warc,
        "indexes/index.cdx.gz": gzip.compress(_cdxj(index, warc_name).encode(), mtime=0),
        "pages/pages.jsonl": _pages(package.pages).encode(),
    }
    manifest = _json(_manifest(package, members), indent=2).encode()
    digest = {"path": "datapackage.json", "hash": _hash(manifest)}
    members |= {"datapackage.json": manifest, "datapackage-digest.json": _json(digest).encode()}
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in members.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_STORED if name.endswith(_STORED) else ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def lookup_key(url: str) -> str:
    """Return the key under which replay looks an address up: the host from its end, the path, the sorted query.

    The scheme, a `www.`, the usual port, letter case and a slash at the end make no other page.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        return url.lower()
    host = ",".join(reversed(_WWW.sub("", parts.hostname, count=1).split(".")))
    port = f":{parts.port}" if parts.port and parts.port != _PORTS.get(parts.scheme) else ""
    path = parts.path.lower().rstrip("/") or "/"
    query = "&".join(sorted(parts.query.lower().split("&"), key=lambda pair: pair.split("=", 1)))
    return f"{host}{port}){path}{f'?{query}' if query else ''}"


def _cdxj(index: Iterable[Indexed], warc_name: str) -> str:
    lines = (f"{lookup_key(each.url)} {_stamp(each.date)} {_json(_entry(each, warc_name))}\n" for each in index)
    return "".join(sorted(lines))


def _entry(each: Indexed, warc_name: str) -> Mapping[str, str]:
    return {
        "url": each.url,
        "mime": each.mime,
        "status": str(each.status),
        "digest": each.digest,
        "length": str(each.length),
        "offset": str(each.offset),
        "filename": warc_name,
    }


def _pages(pages: Iterable[WebPage]) -> str:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    entries = [{"id": str(n), "url": p.url, "ts": utc(p.date), "title": p.title} for n, p in enumerate(pages, 1)]
    return "".join(f"{_json(line)}\n" for line in (head, *entries))


def _manifest(package: Package, members: Mapping[str, bytes]) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": package.title,
        "description": package.description,
        "created": utc(package.made),
        "software": package.software,
        "resources": [
            {"name": path.rsplit("/", 1)[-1], "path": path, "hash": _hash(data), "bytes": len(data)}
            for path, data in members.items()
        ],
    }
    if package.pages:
        manifest |= {"mainPageUrl": package.pages[0].url, "mainPageDate": utc(package.pages[0].date)}
    return manifest


def _hash(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")
