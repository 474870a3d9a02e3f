"""Scrapy's scheduler over the frontier in the store: nothing waits in memory, so nothing is lost with it."""

from collections import deque

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler

from crawler.spiders.annual_reports import AnnualReports


class FrontierScheduler(BaseScheduler):
    """Hands out the requests of the session; only further attempts pass through here, still pending in the store."""

    def __init__(self) -> None:
        self._again: deque[Request] = deque()

    def open(self, spider: Spider) -> None:
        """Take the spider whose session holds the frontier."""
        if not isinstance(spider, AnnualReports):
            raise TypeError(f"{type(self).__name__} works for {AnnualReports.name} only")
        self._spider = spider

    def has_pending_requests(self) -> bool:
        """Tell whether anything is left to request."""
        return bool(self._again) or self._spider.waiting()

    def enqueue_request(self, request: Request) -> bool:
        """Keep a further attempt."""
        self._again.append(request)
        return True

    def next_request(self) -> Request | None:
        """Return the next request, or None when no host has room for one now."""
        return self._again.popleft() if self._again else self._spider.next_request()
