"""Scrapy in this process, with the parts of ours, for one session."""

import logging
import warnings

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import ScrapyDeprecationWarning
from scrapy.settings import Settings as ScrapySettings

from config.errors import UserError
from config.settings import Crawl
from crawler.recorder import Recorder
from crawler.resolver import PRIVATE_HOSTS
from crawler.session import Session
from crawler.spiders.annual_reports import AnnualReports


def run_scrapy(session: Session) -> None:
    """Run Scrapy until nothing is left to request.

    Raises:
        UserError: what was seen could not be recorded.
    """
    # Scrapy will drop the setting once it has another way to choose the context of a host.
    warnings.filterwarnings("ignore", "The 'DOWNLOADER_CLIENTCONTEXTFACTORY' setting", ScrapyDeprecationWarning)
    process = AsyncCrawlerProcess(_scrapy_settings(session.settings))
    # A robots.txt that cannot be had is told by the visits of its host, not by a traceback.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    crawler = process.create_crawler(AnnualReports)
    with Recorder(session.store, session.archive) as recorder:
        session.put = recorder.put
        process.crawl(crawler, session=session)
        process.start()
    fault = crawler.spider.fault if isinstance(crawler.spider, AnnualReports) else None
    if isinstance(fault, UserError):
        raise fault
    if fault:
        raise UserError(f"the crawl stopped, because nothing more could be recorded: {fault}") from fault


def _scrapy_settings(crawl: Crawl) -> ScrapySettings:
    settings = ScrapySettings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(
        {
            "USER_AGENT": crawl.agent,
            "DOWNLOAD_DELAY": crawl.delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": crawl.concurrency_per_host,
            "DOWNLOAD_TIMEOUT": crawl.timeout,
            "DOWNLOAD_MAXSIZE": crawl.max_size,
            PRIVATE_HOSTS: ["localhost", *crawl.allowed_hosts],
            "LOG_INSTALL_ROOT_HANDLER": False,
        },
        priority="cmdline",
    )
    return settings
