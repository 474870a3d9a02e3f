"""A website of the tests: pages from a dictionary on loopback, with a record of what was asked for."""

import ssl
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Self


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a crawler that went away, as those that are killed do."""


@dataclass
class Answer:
    """What is served at an address; `then` is served from the second request on."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"
    delay: float = 0.0
    then: "Answer | None" = None


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    at: float


class Website:
    def __init__(self, pages: dict[str, Answer | str] | None = None, *, delay: float = 0.0) -> None:
        self.pages = dict(pages or {})
        self.delay = delay
        self.asked: list[Asked] = []
        self.at_once = 0
        self._now = 0
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def secure(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = self.url.replace("http:", "https:")

    def paths(self) -> list[str]:
        aside = ("/robots.txt", "/duban-no-such-page")
        return [asked.path for asked in self.asked if not asked.path.startswith(aside)]

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> Answer:
        page = self.pages.get(path, Answer("<title>404</title>页面不存在", 404))
        answer = Answer(page) if isinstance(page, str) else page
        again = sum(asked.path == path for asked in self.asked) > 1
        return answer.then if again and answer.then else answer

    def _enter(self, path: str, headers: dict[str, str]) -> None:
        with self._lock:
            self.asked.append(Asked(path, headers, time.monotonic()))
            self._now += 1
            self.at_once = max(self.at_once, self._now)

    def _leave(self) -> None:
        with self._lock:
            self._now -= 1

    def _handler(site) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the handler below
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                site._enter(self.path, {name.lower(): value for name, value in self.headers.items()})
                answer = site.answer(self.path)
                time.sleep(site.delay or answer.delay)
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                site._leave()
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.media_type)
                self.send_header("Content-Length", str(len(body)))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
