"""What every request passes, that for robots.txt included: the allow-list, the slot of its host and port, limits."""

import logging
from collections import Counter
from typing import Any, Self, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.robotstxt import RobotParser

from config.settings import is_loopback
from crawler.policy import slot
from crawler.resolver import refused_names
from crawler.spiders.annual_reports import AnnualReports

log = logging.getLogger("duban.crawl")

LARGEST_ROBOTS = 512_000
"""Bytes of robots.txt that are read; RFC 9309 asks for 500 KiB at least."""

LONGEST_CRAWL_DELAY = 60.0
"""Seconds of Crawl-delay that are obeyed at most."""


class PolicyRefusalError(IgnoreRequest):
    """A request that may not be made: its host is not on the allow-list, or its address is private."""


class Gate:
    """Refuses what the policy does not allow, and gives each host and port a queue of its own."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the gate of a crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass, or refuse it.

        Raises:
            PolicyRefusalError: it may not be made.
        """
        refusal = cast("AnnualReports", self._crawler.spider).session.policy.refusal(request.url)
        if refusal:
            raise PolicyRefusalError(refusal)
        request.meta["download_slot"] = slot(request.url)
        if "job" not in request.meta:
            request.meta["download_maxsize"] = 0  # cut off by `CrawlDelay.bytes_received`, so that its beginning counts
            request.headers["Accept-Encoding"] = "identity"
        if is_loopback(_host(request)):
            request.meta["proxy"] = None

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say of a name that led to a private address that it was refused, not that it is unknown.

        Raises:
            PolicyRefusalError: the name was refused.
        """
        host = _host(request)
        if host in refused_names:
            raise PolicyRefusalError(f"private address: {host} leads to {refused_names[host]}") from exception


class CrawlDelay:
    """Reads no more of a robots.txt than is reasonable, and applies its Crawl-delay, which Scrapy leaves alone."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._received: Counter[int] = Counter()
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self.bytes_received, signal=signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the extension of a crawl."""
        return cls(crawler)

    def bytes_received(self, data: bytes, request: Request, **_: Any) -> None:  # noqa: ANN401 - a signal
        """Stop reading a robots.txt that has no end; what was read of it counts.

        Raises:
            StopDownload: enough was read.
        """
        if "job" in request.meta:
            return
        request.meta["download_maxsize"] = LARGEST_ROBOTS  # after removing content-coding too
        self._received[id(request)] += len(data)
        if self._received[id(request)] > LARGEST_ROBOTS:
            del self._received[id(request)]
            raise StopDownload(fail=False)

    def robots_parsed(self, robotparser: RobotParser, request: Request, **_: Any) -> None:  # noqa: ANN401 - a signal
        """Slow the host down to what its robots.txt asks for."""
        asked = robotparser.crawl_delay(self._crawler.settings["USER_AGENT"])
        downloader = self._crawler.engine.downloader
        name = slot(request.url)
        usual = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        if asked is None or asked <= usual:
            return
        delay = min(asked, LONGEST_CRAWL_DELAY)
        cast("AnnualReports", self._crawler.spider).session.slowed[name] = delay
        downloader.per_slot_settings[name] = {"delay": delay}
        if name in downloader.slots:
            downloader.slots[name].delay = delay
        log.info("slow %s crawl-delay=%g", name, delay)


def _host(request: Request) -> str:
    return slot(request.url).rsplit(":", 1)[0]
