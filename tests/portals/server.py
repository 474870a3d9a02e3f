"""A small fast web server on loopback: a port for each site, in a thread of its own or as a process.

It answers from dictionaries, keeps connections open, and knows what it was asked.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from threading import Event, Thread
from typing import Self
from urllib.parse import parse_qsl

Form = Mapping[str, str]
Handler = Callable[[Form], "Served | None"]


@dataclass(frozen=True)
class Served:
    """What stands at an address."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:16]}"'

    def confirmed(self) -> "Served":
        """The answer to a conditional request for what did not change."""
        return Served(b"", self.media_type, 304, (("ETag", self.etag),))

    def named(self) -> "Served":
        return replace(self, headers=(*self.headers, ("ETag", self.etag)))

    def wire(self) -> bytes:
        head = [f"HTTP/1.1 {self.status} X", f"Content-Type: {self.media_type}", f"Content-Length: {len(self.body)}"]
        head += [f"{name}: {value}" for name, value in self.headers]
        return "\r\n".join((*head, "", "")).encode() + self.body


NOT_FOUND = Served("<title>404</title>页面不存在".encode(), status=404)


@dataclass
class Host:
    """One site as it is served: pages by path and query, handlers of paths whose query or form decides."""

    pages: dict[str, Served] = field(default_factory=dict)
    handlers: dict[str, Handler] = field(default_factory=dict)
    fallback: Served = NOT_FOUND
    asked: list[str] = field(default_factory=list)
    sent: int = 0
    """Bytes of the bodies that were sent."""
    validates: bool = False
    """Whether it names its pages by their content and confirms those that did not change."""

    def answer(self, method: str, target: str, body: str) -> Served:
        path, _, query = target.partition("?")
        handler = self.handlers.get(f"{method} {path}")
        if handler:
            form = dict(parse_qsl(body if method == "POST" else query, keep_blank_values=True))
            try:
                return handler(form) or self.fallback
            except (KeyError, ValueError, IndexError):  # a request that lacks what the site needs
                return self.fallback
        return self.pages.get(target, self.fallback) if method == "GET" else self.fallback


class _Connection(asyncio.Protocol):
    def __init__(self, host: Host) -> None:
        self._host = host
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            head, _, rest = self._waiting.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            length = next((int(line[15:]) for line in lines if line.lower().startswith("content-length:")), 0)
            if len(rest) < length:
                return
            method, target, _ = lines[0].split(" ", 2)
            self._host.asked.append(f"{method} {target}")
            self._waiting = rest[length:]
            served = self._host.answer(method, target, rest[:length].decode())
            if self._host.validates and served.status == 200:
                wanted = next((line[15:] for line in lines if line.lower().startswith("if-none-match: ")), None)
                served = served.confirmed() if wanted == served.etag else served.named()
            self._host.sent += len(served.body)
            self._transport.write(served.wire())


Hosts = Callable[..., Mapping[str, Host]]
"""Makes hosts, by name."""


class Servers:
    """Serves hosts until it is closed; `urls` are their home pages, by name."""

    def __init__(self, hosts: Mapping[str, Host]) -> None:
        self.hosts = hosts
        self.urls: dict[str, str] = {}
        self._ready, self._loop = Event(), asyncio.new_event_loop()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        servers = self._loop.run_until_complete(self._listen())
        self._ready.set()
        self._loop.run_forever()
        for server in servers:
            server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _listen(self) -> list[asyncio.Server]:
        servers = []
        for name, host in self.hosts.items():
            server = await self._loop.create_server(lambda host=host: _Connection(host), "127.0.0.1", 0)
            self.urls[name] = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
            servers.append(server)
        return servers


@contextmanager
def serving(make: Hosts, *given: object, patience: float = 120.0) -> Iterator[dict[str, str]]:
    """Serve hosts in a process of its own until the block ends, and give their home pages by name.

    Args:
        make: returns the hosts; called in that process, so it and what it is given must be picklable.
        given: what it is called with.
        patience: seconds that making them may take.
    """
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[dict[str, str]] = context.Queue()
    process = context.Process(target=_serve, args=(make, given, told), daemon=True)
    process.start()
    try:
        yield told.get(timeout=patience)
    finally:
        process.kill()


def _serve(make: Hosts, given: tuple[object, ...], told: "multiprocessing.Queue[dict[str, str]]") -> None:
    with Servers(make(*given)) as servers:
        told.put(servers.urls)
        time.sleep(86_400)
