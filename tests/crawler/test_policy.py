import pytest

from crawler.policy import Policy, is_private, slot

POLICY = Policy.of(
    ["http://www.yunfan.gov.cn/", "http://1.25.240.11:8082/", "http://127.0.0.1:4001/", "https://qinghe.example/nb/"],
    ["xxgk.platform.example"],
)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.yunfan.gov.cn/a",
        "https://www.yunfan.gov.cn/a",  # the same site over TLS
        "http://xxgk.yunfan.gov.cn/",  # another host of the same owner
        "http://1.25.240.11:8082/zwinfo.jsp?id=1",
        "http://127.0.0.1:4001/x",
        "http://qinghe.example/",
        "http://xxgk.platform.example:8080/",
    ],
)
def test_hosts_of_the_registry_and_the_allow_list(url: str) -> None:
    assert POLICY.refusal(url) is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://www.yunfan.gov.cn.casino.example/", "not on the allow-list"),  # a clone domain
        ("http://www.other.gov.cn/", "not on the allow-list"),
        ("http://xxgk.yunfan.gov.cn:8888/", "not on the allow-list"),
        ("http://sub.qinghe.example/", "not on the allow-list"),
        ("http://127.0.0.1:4002/", "private address"),
        ("http://127.0.0.1/", "private address"),
        ("http://169.254.169.254/latest/meta-data/", "private address"),
        ("http://10.0.0.8/", "private address"),
        ("http://[::1]/", "private address"),
        ("http://localhost:22/", "private address"),
        ("ftp://www.yunfan.gov.cn/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
    ],
)
def test_everything_else_is_refused(url: str, words: str) -> None:
    assert words in (POLICY.refusal(url) or "")


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("192.168.1.1", True),
        ("127.1.2.3", True),
        ("fe80::1", True),
        ("localhost", True),
        ("8.8.8.8", False),
        ("h.cn", False),
    ],
)
def test_private_addresses(host: str, private: bool) -> None:
    assert is_private(host) is private


def test_sites_that_differ_by_port_have_queues_of_their_own() -> None:
    assert slot("http://127.0.0.1:4001/a") != slot("http://127.0.0.1:4002/a")
    assert slot("https://h.example/a") == "h.example:443"
