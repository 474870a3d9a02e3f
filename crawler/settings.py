"""The settings of Scrapy 2.19: its defaults that suit neither a polite nor a safe crawler are changed here.

What a workspace decides (delay, timeout, size, agent) is set by `crawler.engine` on top of these.
"""

from config.settings import Crawl

_DEFAULTS = Crawl()

BOT_NAME = "duban"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"

# A web server that runs any Python sent to it, and a console that does so too: on by default.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# Scrapy loads them before it asks whether they are on: half a second at every start.
EXTENSIONS: dict[str, int | None] = dict.fromkeys(
    ("scrapy.extensions.remote_control.RemoteControl", "scrapy.extensions.telnet.TelnetConsole"), None
)
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {"scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None}

ROBOTSTXT_OBEY = True
USER_AGENT = _DEFAULTS.agent
COOKIES_ENABLED = False
REFERER_ENABLED = False
DOWNLOAD_DELAY = _DEFAULTS.delay
DOWNLOAD_DELAY_JITTER = 0.0
CONCURRENT_ITEMS = 1  # tasks made for every answer, whatever it yields; ours yield a request at most
CONCURRENT_REQUESTS = 128  # those that wait for the delay of their host included: so many hosts are asked by turns
CONCURRENT_REQUESTS_PER_DOMAIN = _DEFAULTS.concurrency_per_host

DOWNLOAD_TIMEOUT = _DEFAULTS.timeout
DOWNLOAD_MAXSIZE = _DEFAULTS.max_size
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOADER_CLIENTCONTEXTFACTORY = "crawler.tls.TolerantContextFactory"
DNS_TIMEOUT = 20
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"

# One answer, one visit: redirects, retries and errors are seen by the spider, which records them and decides.
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
HTTPERROR_ALLOW_ALL = True

# The RFC 2616 cache sends no request at all for a page it thinks fresh; we ask conditionally ourselves.
HTTPCACHE_ENABLED = False

STATS_DUMP = False
LOG_VERSIONS: list[str] = []
LOGSTATS_INTERVAL = 0.0
