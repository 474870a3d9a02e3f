"""Name resolution that refuses private addresses, at the only moment at which they are known for certain."""

from collections.abc import Sequence
from typing import Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.policy import is_private

PRIVATE_HOSTS = "DUBAN_PRIVATE_HOSTS"
"""The setting of Scrapy that holds the names and addresses which may be private."""

refused_names: dict[str, str] = {}
"""Names that led to a private address, with the address."""


class GuardedResolver(CachingThreadedResolver):
    """Resolves names, but not to this machine or the local network unless the registry or the settings name them.

    Addresses written as such never need resolving; they are judged by the gate.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, allowed: frozenset[str]) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Make the resolver of a process."""
        settings = crawler.settings
        cache_size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, cache_size, settings.getfloat("DNS_TIMEOUT"), frozenset(settings.getlist(PRIVATE_HOSTS)))

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's name
        """Return the address of a name, or fail where it is private and nobody allowed that."""
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if name != address and is_private(address) and not {name, address} & self._allowed:
            refused_names[name] = address
            raise DNSLookupError(f"private address: {name} leads to {address}")
        return address
