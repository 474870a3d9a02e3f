"""Whether archive and ledger agree: every payload there, whole, and accounted for. Nothing is ever changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from checks.words import Language, Words
from config.errors import UserError
from config.workspace import Workspace
from reports.archive import Archive, name_of
from reports.store import Store
from reports.targets import archive_of


class Fault(StrEnum):
    """What can be wrong."""

    DATABASE = "database"
    MISSING = "missing"
    DAMAGED = "damaged"
    ORPHAN = "orphan"
    PRUNED = "pruned"
    PARTIAL = "partial"
    FOREIGN = "foreign"


_MEANING = {
    Fault.DATABASE: Words("台账数据库有损坏：{what}", "the database of the ledger is damaged: {what}"),
    Fault.MISSING: Words("台账登记的存档不见了：{what}", "recorded, but not in the archive: {what}"),
    Fault.DAMAGED: Words("存档内容与其校验值不符：{what}", "not what was stored under its hash: {what}"),
    Fault.ORPHAN: Words("存档中有台账未登记的内容：{what}", "in the archive, but not recorded: {what}"),
    Fault.PRUNED: Words("已登记清理但文件仍在：{what}", "recorded as pruned, but still there: {what}"),
    Fault.PARTIAL: Words("未写完的临时文件：{what}", "a file that was never written to its end: {what}"),
    Fault.FOREIGN: Words("不属于存档的文件：{what}", "no file of the archive: {what}"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `what` is a path in the workspace, an address, or the words of SQLite."""

    fault: Fault
    what: str
    sha256: str | None = None

    def said(self, lang: Language) -> str:
        """Return the problem in one line."""
        return _MEANING[self.fault].fill(lang, {"what": self.what})

    def as_json(self) -> dict[str, Any]:
        """Return the object that `duban fsck --json` prints."""
        return {"fault": self.fault.value, "what": self.what, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The hashes the ledger knows: of payloads it keeps, and of those it pruned."""

    kept: frozenset[str]
    pruned: frozenset[str]


def examine(workspace: Workspace) -> Iterator[Problem]:
    """Yield everything that is wrong with ledger and archive.

    A crawl may write meanwhile: payloads lie in the archive before they are recorded, so files are listed first and the
    ledger is read last. Where the ledger cannot be read, the archive is examined by itself.
    """
    archive = archive_of(workspace)
    hashes = {name: _hash_named(name) for name in archive.names()}
    yield from _damaged(archive, hashes)
    recorded, faults = _recorded(workspace)
    yield from (Problem(Fault.DATABASE, words) for words in faults)
    if recorded:
        yield from _unaccounted(archive, hashes, recorded)
        yield from _missing(archive, recorded.kept.difference(hashes.values()))


def _hash_named(name: str) -> str | None:
    """The hash whose payload has a name, None when the archive would give it to no payload."""
    sha256 = PurePosixPath(name).name.removesuffix(".gz")
    return sha256 if len(sha256) == 64 and name_of(sha256) == name else None


def _damaged(archive: Archive, hashes: Mapping[str, str | None]) -> Iterator[Problem]:
    for name, sha256 in hashes.items():
        if sha256 is None:
            file = PurePosixPath(name)
            fault = Fault.PARTIAL if file.name.startswith(".") and file.suffix == ".part" else Fault.FOREIGN
            yield Problem(fault, archive.where(name))
        elif not archive.whole(sha256):
            yield Problem(Fault.DAMAGED, archive.where(name), sha256)


def _recorded(workspace: Workspace) -> tuple[_Recorded | None, list[str]]:
    try:
        with Store.open(workspace.database) as store:
            faults = store.faults()
            return _Recorded(frozenset(store.payloads()), frozenset(store.payloads(pruned=True))), faults
    except UserError as error:
        return None, [str(error)]


def _unaccounted(archive: Archive, hashes: Mapping[str, str | None], recorded: _Recorded) -> Iterator[Problem]:
    for name, sha256 in hashes.items():
        if sha256 and sha256 not in recorded.kept and archive.has(sha256):
            fault = Fault.PRUNED if sha256 in recorded.pruned else Fault.ORPHAN
            yield Problem(fault, archive.where(name), sha256)


def _missing(archive: Archive, not_listed: Iterable[str]) -> Iterator[Problem]:
    for sha256 in sorted(not_listed):
        if not archive.has(sha256):
            yield Problem(Fault.MISSING, archive.where(name_of(sha256)), sha256)
