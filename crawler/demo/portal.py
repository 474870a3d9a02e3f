"""The embedded portal: every invented site on loopback at a port of its own, rebuilt when its story changes."""

import errno
import hashlib
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self

from config.clock import SHANGHAI
from config.errors import UserError
from crawler.demo.pages import Served, pages_of
from crawler.demo.story import Site, Story

HOST = "127.0.0.1"


class Portal:
    """Serves the sites of a story until it is closed.

    Attributes:
        requests: method and path of every request, by the key of the site, in the order in which they came.
    """

    def __init__(self, story: Story, ports: Mapping[str, int] | None = None) -> None:
        self.story = story
        self.requests: dict[str, list[str]] = {site.key: [] for site in story.sites}
        self._servers = {site.key: _bind(site, (ports or {}).get(site.key, 0)) for site in story.sites}
        self.ports: dict[str, int] = {key: server.server_address[1] for key, server in self._servers.items()}
        self.tell(story)

    def tell(self, story: Story) -> None:
        """Serve another story from now on, on the same ports."""
        self.story = story
        for site in story.sites:
            netloc = f"{HOST}:{self.ports[site.key]}"
            self._servers[site.key].serve(pages_of(site, story, netloc), self.requests[site.key])

    def home(self, site: str) -> str:
        """Return the address of the home page of a site."""
        return f"http://{HOST}:{self.ports[site]}/"

    def __enter__(self) -> Self:
        for server in self._servers.values():
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers.values():
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has it
        """Say nothing of a visitor who went away in the middle; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def serve(self, pages: Mapping[str, Served], requests: list[str]) -> None:
        self.pages = pages
        self.requests = requests


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self.server.requests.append(f"GET {self.path}")
        page = self.server.pages.get(self.path) or self.server.pages.get("*") or _NOT_FOUND
        self._send(page)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as http.server has it
        """Say nothing: what was asked for is in `requests`."""

    def version_string(self) -> str:
        return "demo"

    def _send(self, page: Served) -> None:
        etag = f'"{hashlib.sha256(page.content).hexdigest()[:24]}"'
        known = page.status == 200 and self.headers.get("If-None-Match") == etag
        self.send_response(304 if known else page.status)
        self.send_header("Content-Type", page.media_type)
        self.send_header("Content-Length", "0" if known else str(len(page.content)))
        if page.status == 200:
            self.send_header("ETag", etag)
        if page.changed:
            self.send_header("Last-Modified", _http_date(page.changed))
        self.end_headers()
        if not known:
            self.wfile.write(page.content)


_NOT_FOUND = Served("<html><head><title>404</title></head><body>您访问的页面不存在</body></html>".encode(), status=404)


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.replace(tzinfo=SHANGHAI).astimezone(UTC), usegmt=True)


def _bind(site: Site, port: int) -> _Server:
    try:
        return _Server((HOST, port), _Handler)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise UserError(
            f"port {port} on {HOST} is taken, where {site.name} stood before; "
            "close what uses it, or choose another folder"
        ) from error
