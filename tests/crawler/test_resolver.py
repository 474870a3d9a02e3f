"""Names are judged by the address they lead to; the names below never leave the cache of Scrapy's resolver."""

from collections.abc import Iterator

import pytest
from scrapy.resolver import dnscache
from twisted.internet.error import DNSLookupError
from twisted.internet.testing import MemoryReactorClock

from crawler.resolver import GuardedResolver, refused_names


@pytest.fixture(autouse=True)
def known_names() -> Iterator[None]:
    dnscache.limit = 100
    dnscache.update({"inside.example": "10.1.2.3", "outside.example": "8.8.8.8", "127.0.0.1": "127.0.0.1"})
    yield
    dnscache.clear()
    refused_names.clear()


def resolve(name: str, *allowed: str) -> str:
    resolver = GuardedResolver(MemoryReactorClock(), 100, 5, frozenset(allowed))
    found: list[object] = []
    resolver.getHostByName(name).addBoth(found.append)
    return str(found[0]) if isinstance(found[0], str) else type(found[0].value).__name__


@pytest.mark.parametrize(
    ("name", "allowed", "expected"),
    [
        ("outside.example", (), "8.8.8.8"),
        ("inside.example", (), DNSLookupError.__name__),
        ("inside.example", ("inside.example",), "10.1.2.3"),  # an office whose sites have internal addresses
        ("inside.example", ("10.1.2.3",), "10.1.2.3"),
        ("127.0.0.1", (), "127.0.0.1"),  # no name: the gate has judged it
    ],
)
def test_private_addresses_behind_names(name: str, allowed: tuple[str, ...], expected: str) -> None:
    assert resolve(name, *allowed) == expected


def test_the_refusal_is_remembered_for_the_visit() -> None:
    resolve("inside.example")
    assert refused_names == {"inside.example": "10.1.2.3"}
