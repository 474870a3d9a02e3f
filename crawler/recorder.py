"""Records visits in groups, in a thread of its own: nobody who judges pages waits for the disk.

Payloads are written as they come (`reports.filing`); what came while a group was recorded is the next group. A group is
safe at every moment: its payloads are in the archive, files and directories synced, before the one transaction that
records its visits, marks their requests done and enqueues what was found.
"""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition, Thread
from types import TracebackType
from typing import Self

from reports.archive import Archive
from reports.filing import Filing, Wait, filing_of
from reports.store import Record, Store

Put = Callable[[Record, bytes], "Future[None]"]
"""Takes a record with the payload of its visit (empty when there is none); the future is done once both are safe."""


@dataclass
class _Group:
    records: list[Record] = field(default_factory=list)
    payloads: list[Wait] = field(default_factory=list)
    saved: "Future[None]" = field(default_factory=Future)

    def save(self, store: Store) -> None:
        for safe in self.payloads:
            safe()
        store.record_visits(self.records)
        self.saved.set_result(None)


def recording_at_once(store: Store, archive: Archive) -> Put:
    """Return what records each visit by itself before it returns."""

    def put(record: Record, payload: bytes) -> "Future[None]":
        group = _Group([record])
        if record.visit.sha256:
            archive.keep(record.visit.sha256, payload)
        group.save(store)
        return group.saved

    return put


class Recorder:
    """Records what it is given by one thread, group by group and in order, between `__enter__` and `__exit__`.

    After a group that could not be recorded it records nothing more; that group and all later ones fail with its error.

    Args:
        store: open to write.
        archive: of the payloads.
        filing: what writes them, if not what is usual for the archive.
    """

    def __init__(self, store: Store, archive: Archive, filing: Filing | None = None) -> None:
        self._store = store
        self._filing = filing or filing_of(archive)
        self._group = _Group()
        self._changed = Condition()
        self._closed = False
        self._fault: BaseException | None = None
        self._thread = Thread(target=self._work, name="recorder")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Record what is left, then end the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()
        self._filing.close()

    def put(self, record: Record, payload: bytes) -> "Future[None]":
        """Take a record with the payload of its visit; see `Put`."""
        with self._changed:
            group = self._group
            group.records.append(record)
            if self._fault:
                self._group = _Group()
                group.saved.set_exception(self._fault)
                return group.saved
            if record.visit.sha256:
                group.payloads.append(self._filing.write(record.visit.sha256, payload))
            self._changed.notify()
            return group.saved

    def _work(self) -> None:
        group = _Group()
        try:
            with self._store.beside() as store:
                while (group := self._next()).records:
                    group.save(store)
        except BaseException as fault:  # noqa: BLE001 - whoever waits for the future is told
            self._fail(group, fault)

    def _next(self) -> _Group:
        """Wait for a group; an empty one is the last."""
        with self._changed:
            self._changed.wait_for(lambda: self._group.records or self._closed)
            group, self._group = self._group, _Group()
            return group

    def _fail(self, group: _Group, fault: BaseException) -> None:
        with self._changed:
            self._fault = fault
            waiting, self._group = self._group, _Group()
        for each in (group, waiting):
            if not each.saved.done():
                each.saved.set_exception(fault)
