"""The leases of one crawler while it works: claimed, prolonged in a thread, left to others at the end."""

import os
import re
import socket
from collections.abc import Iterable
from datetime import timedelta
from secrets import token_hex
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self

from config import clock
from config.bodies import Source
from crawler.shard import Groups, Shard
from crawler.turns import HostTurns
from reports.store import Store
from reports.store.leasing import LeaseLostError

MOST_ATTEMPTS = 3
"""Crawlers that may die of the sources of one group, the last ones looking at nothing else, before it is put aside."""

_SECOND = 1
"""Instants in the database are rounded to it."""


def holder_name() -> str:
    """Return a name for this crawler that no other has: machine, process, and when it began."""
    machine = re.sub(r"[^\w.]", "_", socket.gethostname())
    return f"{machine}-{os.getpid()}-{clock.now():%Y%m%dT%H%M%S}-{token_hex(3)}"


class Leases:
    """What this crawler may look at.

    Args:
        store: opened to write together with others, in the thread that claims.
        groups: all groups of the registry.
        shard: the part of them that this crawler begins with.
        term: seconds without a sign of life after which others take over.
        turns: at hosts, of which a sign of life is given too.
    """

    def __init__(self, store: Store, groups: Groups, shard: Shard, term: float, turns: HostTurns) -> None:
        self._turns = turns
        self._store = store
        self._groups = groups
        self._term = timedelta(seconds=term)
        self._valid_until = clock.now()
        self._lock = Lock()
        self._stop = Event()
        self._lost: Exception | None = None
        self._thread = Thread(target=self._prolong, name="leases", daemon=True)
        self._own = tuple(shard.of(groups))
        self._group_of = {source.key: hosts for hosts, sources in groups.items() for source in sources}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave what is not finished to others."""
        self._stop.set()
        self._thread.join()
        self._store.give_back(clock.now())

    @property
    def valid(self) -> bool:
        """Whether requests may be made: not after the leases ran out, until they are prolonged.

        Raises:
            LeaseLostError: others have taken over, or the leases cannot be prolonged.
        """
        if self._lost:
            raise LeaseLostError(str(self._lost)) from self._lost
        return clock.now() < self._valid_until

    def claim(self) -> dict[str, int]:
        """Take what there is to take, and return the groups that are now this crawler's with the attempts that failed.

        First what nobody died of: the own part, once, and what others left. What somebody died of comes last and one
        by one, so that a group that kills its crawler takes no other down with it.
        """
        expired = self._store.expired_leases(clock.now())
        left = {self._group_of[source]: None for source in expired if source in self._group_of}
        own, self._own = self._own, ()
        return self._taken((*own, *left), most_attempts=0) or next(
            (won for hosts in left if (won := self._taken([hosts]))), {}
        )

    def others_for(self) -> float:
        """Return for how many seconds the leases of others hold unless they are prolonged; 0 if there are none."""
        until = self._store.last_lease_of_others()
        return max((until - clock.now()).total_seconds() + _SECOND, 0) if until else 0

    def release(self, sources: Iterable[Source]) -> None:
        """Give up sources at which nothing is to be looked."""
        self._store.release(source.key for source in sources)

    def _taken(self, names: Iterable[str], *, most_attempts: int | None = None) -> dict[str, int]:
        wanted = {hosts: [source.key for source in self._groups[hosts]] for hosts in names}
        with self._lock:
            now = clock.now()
            won = self._store.claim(wanted, now=now, until=now + self._term, most_attempts=most_attempts)
            self._renew(self._store)
        return won

    def _renew(self, store: Store) -> None:
        until = clock.now() + self._term
        store.renew(until)
        self._valid_until = until

    def _prolong(self) -> None:
        try:
            with self._store.beside() as store:
                while not self._stop.wait(self._term.total_seconds() / 3):
                    with self._lock:
                        self._renew(store)
                    self._turns.prolong()
        except Exception as error:  # noqa: BLE001 - told to whoever asks next
            self._lost = error
