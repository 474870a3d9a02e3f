"""Where requests may go: the hosts of the registry and of the allow-list, and no private address nobody named."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from config.bodies import Registry
from config.workspace import Workspace

_PORTS = {"http": 80, "https": 443}
_GOVERNMENT = (".gov.cn",)
"""Below such an ending, the other hosts of one owner (www., xxgk., zwgk.) are looked at without being named."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be requested.

    Attributes:
        netlocs: hosts with ports of the registry, `host:port`.
        hosts: hosts of the allow-list, at any port.
        domains: domains of owners whose hosts the registry names; their subdomains are allowed at the usual ports.
    """

    netlocs: frozenset[str]
    hosts: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    @classmethod
    def of(cls, addresses: Iterable[str], allowed_hosts: Iterable[str] = ()) -> "Policy":
        """Build the policy from the addresses in the registry and the hosts allowed by the settings."""
        named = [urlsplit(address) for address in addresses]
        hosts = {(parts.hostname or "").lower() for parts in named}
        return cls(
            netlocs=frozenset(netloc for parts in named for netloc in _both_schemes(parts.hostname, parts.port)),
            hosts=frozenset(host.strip().lower() for host in allowed_hosts),
            domains=frozenset(domain for host in hosts if (domain := _owner(host))),
        )

    def refusal(self, url: str) -> str | None:
        """Return why an address may not be requested, or None where it may."""
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        if parts.scheme not in _PORTS or not host:
            return f"{parts.scheme or 'no'} address: only http and https are requested"
        if f"{host}:{parts.port or _PORTS[parts.scheme]}" in self.netlocs or host in self.hosts:
            return None
        if is_private(host):
            return f"private address: {host} is not named by the registry"
        owned = parts.port is None and any(host == domain or host.endswith(f".{domain}") for domain in self.domains)
        return None if owned else f"{host} is not on the allow-list"

    def names(self, host: str) -> bool:
        """Tell whether the registry or the allow-list names a host literally, at whatever port."""
        return host in self.hosts or any(netloc.rsplit(":", 1)[0] == host for netloc in self.netlocs)


def policy_of(registry: Registry, workspace: Workspace) -> Policy:
    """Return where the requests of a workspace may go."""
    addresses = [address for body in registry.bodies for address in (body.site, body.column) if address]
    return Policy.of(addresses, workspace.settings.crawl.allowed_hosts)


def is_private(host: str) -> bool:
    """Tell whether a host is an address that is not public, or a name that can only be this machine."""
    try:
        return not ip_address(host.strip("[]")).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


@lru_cache(maxsize=1024)
def slot(url: str) -> str:
    """Return host and port, the unit of politeness: Scrapy's own unit is the host alone."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').lower()}:{parts.port or _PORTS.get(parts.scheme, 0)}"


def _both_schemes(host: str | None, port: int | None) -> tuple[str, ...]:
    name = (host or "").lower()
    return (f"{name}:{port}",) if port else (f"{name}:80", f"{name}:443")


def _owner(host: str) -> str | None:
    """The domain of the owner of a government host: `qinghe.gov.cn` for `www.qinghe.gov.cn`."""
    ending = next((ending for ending in _GOVERNMENT if host.endswith(ending)), None)
    if ending is None:
        return None
    return f"{host.removesuffix(ending).rsplit('.', 1)[-1]}{ending}"
