"""Which of several crawlers looks at which sources: groups that share a host, divided by a hash of their name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from config.bodies import Source
from config.errors import UserError
from crawler.policy import slot

_SHARD = re.compile(r"(\d{1,4})/(\d{1,4})")

Groups = Mapping[str, tuple[Source, ...]]
"""Sources by the first of the hosts and ports that they share, directly or through others."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The part `part` (from 1) of `parts` of a registry.

    Attributes:
        evenly: whether parts have the same number of groups, for crawlers that start together with one registry; else a
            hash of its name decides where a group is, whatever others there are.
    """

    part: int
    parts: int
    evenly: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `i/n`.

        Raises:
            UserError: it is not such a text, or `i` is not among `1` to `n`.
        """
        found = _SHARD.fullmatch(text)
        shard = cls(int(found[1]), int(found[2])) if found else cls(0, 0)
        if not 1 <= shard.part <= shard.parts:
            raise UserError(f"--shard {text}: not a part; write 1/4 to 4/4 for four crawlers")
        return shard

    def of(self, groups: Groups) -> Groups:
        """Return the groups of this part."""
        evenly = sorted(groups)[self.part - 1 :: self.parts]
        chosen = evenly if self.evenly else [hosts for hosts in groups if self._has(hosts)]
        return {hosts: groups[hosts] for hosts in chosen}

    def _has(self, hosts: str) -> bool:
        return int(sha256(hosts.encode()).hexdigest()[:12], 16) % self.parts == self.part - 1


NOTHING = Shard(0, 1)
"""No part: who begins with it only takes over what others left."""


def host_groups(sources: Iterable[Source]) -> Groups:
    """Group sources so that no two groups name the same host and port."""
    hosts_of = {source: [slot(address) for address in (source.site, source.column) if address] for source in sources}
    joined = _Joined()
    for hosts in hosts_of.values():
        for host in hosts:
            joined.join(hosts[0], host)
    groups: dict[str, list[Source]] = defaultdict(list)
    for source, hosts in hosts_of.items():
        groups[joined.first(hosts[0])].append(source)
    return {name: tuple(members) for name, members in sorted(groups.items())}


class _Joined:
    """Disjoint sets of hosts, each named by its first."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}

    def first(self, host: str) -> str:
        """Return the name of the set of a host."""
        while (before := self._before.setdefault(host, host)) != host:
            host = before
        return host

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        first, second = sorted((self.first(one), self.first(other)))
        self._before[second] = first
