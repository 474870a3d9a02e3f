"""The spider between Scrapy and the session: requests out, answers and failures in, nothing decided here."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from config.errors import UserError
from crawler import settings
from crawler.job import Job
from crawler.session import Session
from crawler.tls import shown_certificate
from reports.store import FrontierEntry

log = logging.getLogger("duban.crawl")

_PARTS: dict[Any, Any] = {
    "SCHEDULER": "crawler.scheduler.FrontierScheduler",
    "DOWNLOADER_MIDDLEWARES": settings.DOWNLOADER_MIDDLEWARES
    | {
        "crawler.middlewares.Gate": 10,  # before robots.txt is asked for
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # knows hosts, not ports
    },
    "EXTENSIONS": settings.EXTENSIONS | {"crawler.middlewares.CrawlDelay": 0},
}
_CANNOT_RECORD = (UserError, OSError, sqlite3.Error)


class AnnualReports(Spider):
    """Looks for annual reports on the sites of the registry; started by `crawler.run.crawl` with an open session.

    Attributes:
        fault: what made recording impossible (a full disk, say); nothing is requested after it.
    """

    name = "annual_reports"
    custom_settings = _PARTS

    def __init__(self, session: Session, **arguments: Any) -> None:  # noqa: ANN401 - what Scrapy passes on
        super().__init__(**arguments)
        self.session = session
        self.fault: Exception | None = None
        self._waiting: dict[Future[None], asyncio.Future[None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - as Scrapy has it
        """Make the spider.

        Raises:
            UserError: it was started without the session that only `crawler.run.crawl` opens.
        """
        if "session" not in kwargs:
            raise UserError("annual_reports needs a workspace: use `duban crawl` or `scrapy crawl annual_reports`")
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Request]:
        """Yield nothing: the scheduler takes everything from the frontier."""
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    def waiting(self) -> bool:
        """Tell whether a request is still to be made."""
        try:
            return self.fault is None and self.session.waiting
        except _CANNOT_RECORD as error:
            self.fault = error
            return False

    def next_request(self) -> Request | None:
        """Return the next request of the session, or None when no host has room for one now."""
        if self.fault:
            return None
        try:
            job = self.session.take()
        except _CANNOT_RECORD as error:
            self.fault = error
            return None
        return self._request(job) if job else None

    async def parse(self, response: Response, **_: Any) -> Request | None:  # noqa: ANN401 - as Scrapy has it
        """Give an answer to the session; what should be tried once more comes back as a request, after a while."""
        job: Job = response.meta["job"]
        job.certificate = shown_certificate(response)
        answer = response.status, _headers(response), response.body
        return await self._recorded(job, lambda: self.session.answered(job, *answer))

    async def fail(self, failure: Failure) -> Request | None:
        """Give a request without an answer to the session."""
        job: Job = failure.request.meta["job"]  # type: ignore[attr-defined]  # Scrapy adds it
        error = failure.value or RuntimeError("no reason given")
        return await self._recorded(job, lambda: self.session.failed(job, error))

    async def _recorded(self, job: Job, record: "Callable[[], Future[None] | None]") -> Request | None:
        """Record what came of a job and wait until that is safe; return its request when it should be tried once more.

        When nothing can be recorded any more, the crawl ends. A page that breaks our own code costs only itself.
        """
        try:
            saved = record()
            if saved is None:
                return await self._again(job)
            await self._safe(saved)
            self.session.release(job)
        except _CANNOT_RECORD as error:
            self.fault = self.fault or error
        except Exception:
            log.exception("error %s", job.entry.url)
            self.session.give_up(job)
        return None

    async def _safe(self, saved: "Future[None]") -> None:
        """Wait until a group of visits is recorded; the loop is woken once for all of them."""
        waiting = self._waiting.get(saved)
        if waiting is None:
            waiting = self._waiting[saved] = asyncio.wrap_future(saved)
            waiting.add_done_callback(lambda _: self._waiting.pop(saved))
        await waiting

    async def _again(self, job: Job) -> Request:
        await asyncio.sleep(job.wait(self.session.settings.delay))
        return self._request(job)

    def _request(self, job: Job) -> Request:
        entry = job.entry
        return Request(
            entry.url,
            method=entry.method,
            body=entry.body,
            headers=job.headers | _content_type(entry),
            callback=self.parse,
            errback=self.fail,
            meta={"job": job},
            dont_filter=True,
        )


def _content_type(entry: FrontierEntry) -> dict[str, str]:
    if entry.method != "POST":
        return {}
    kind = "application/json" if entry.body.startswith(("{", "[")) else "application/x-www-form-urlencoded"
    return {"Content-Type": f"{kind}; charset=UTF-8"}


def _headers(response: Response) -> dict[str, str]:
    """The headers of an answer, names in lower case, several values of one joined."""
    return {
        name.decode("latin-1").lower(): ", ".join(value.decode("latin-1") for value in response.headers.getlist(name))
        for name in response.headers
    }
