import pytest
from scrapy.settings import Settings

from crawler.spiders.annual_reports import AnnualReports


@pytest.fixture
def settings() -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    AnnualReports.update_settings(settings)
    return settings


@pytest.mark.parametrize(
    "name",
    [
        "REMOTE_CONTROL_ENABLED",  # on by default since 2.19: runs any Python sent with its token
        "TELNETCONSOLE_ENABLED",
        "COOKIES_ENABLED",
        "REDIRECT_ENABLED",
        "METAREFRESH_ENABLED",
        "RETRY_ENABLED",
        "HTTPCACHE_ENABLED",
        "REFERER_ENABLED",
    ],
)
def test_what_is_off(settings: Settings, name: str) -> None:
    assert not settings.getbool(name)


@pytest.mark.parametrize("name", ["ROBOTSTXT_OBEY", "DOWNLOAD_VERIFY_CERTIFICATES", "HTTPERROR_ALLOW_ALL"])
def test_what_is_on(settings: Settings, name: str) -> None:
    assert settings.getbool(name)


def test_manners_and_limits(settings: Settings) -> None:
    assert settings.getfloat("DOWNLOAD_DELAY") >= 1
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getint("DOWNLOAD_MAXSIZE") <= 100_000_000  # 1 GiB by default
    assert settings["USER_AGENT"].startswith("duban/")
    assert settings["JOBDIR"] is None
