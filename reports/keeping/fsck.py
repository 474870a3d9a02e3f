"""Whether archive and ledger agree: every payload there, whole, and accounted for. Nothing is ever changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from checks.words import Language, Words
from config.errors import UserError
from config.workspace import Workspace
from reports.archive import Archive
from reports.store import Store


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
    """One thing that is wrong; `what` is a path inside the workspace or the words of SQLite."""

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
    archive = Archive(workspace.archive)
    files = [*_files(archive.root)]
    hashes = {path: _hash_named(archive, path) for path in files}
    yield from _damaged(workspace, archive, hashes)
    recorded, faults = _recorded(workspace)
    yield from (Problem(Fault.DATABASE, words) for words in faults)
    if recorded:
        yield from _unaccounted(workspace, hashes, recorded)
        yield from _missing(workspace, archive, recorded.kept)


def _files(root: Path) -> Iterable[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else ()


def _hash_named(archive: Archive, path: Path) -> str | None:
    """The hash whose payload lies in a file, None when the archive would put no payload there."""
    sha256 = path.name.removesuffix(".gz")
    return sha256 if len(sha256) == 64 and archive.path(sha256) == path else None


def _damaged(workspace: Workspace, archive: Archive, hashes: dict[Path, str | None]) -> Iterator[Problem]:
    for path, sha256 in hashes.items():
        if sha256 is None:
            fault = Fault.PARTIAL if path.name.startswith(".") and path.suffix == ".part" else Fault.FOREIGN
            yield Problem(fault, _within(workspace, path))
        elif not archive.whole(sha256):
            yield Problem(Fault.DAMAGED, _within(workspace, path), sha256)


def _recorded(workspace: Workspace) -> tuple[_Recorded | None, list[str]]:
    try:
        with Store.open(workspace.database) as store:
            faults = store.faults()
            return _Recorded(frozenset(store.payloads()), frozenset(store.payloads(pruned=True))), faults
    except UserError as error:
        return None, [str(error)]


def _unaccounted(workspace: Workspace, hashes: dict[Path, str | None], recorded: _Recorded) -> Iterator[Problem]:
    for path, sha256 in hashes.items():
        if sha256 and sha256 not in recorded.kept and path.is_file():
            fault = Fault.PRUNED if sha256 in recorded.pruned else Fault.ORPHAN
            yield Problem(fault, _within(workspace, path), sha256)


def _missing(workspace: Workspace, archive: Archive, kept: frozenset[str]) -> Iterator[Problem]:
    for sha256 in sorted(kept):
        if not archive.has(sha256):
            yield Problem(Fault.MISSING, _within(workspace, archive.path(sha256)), sha256)


def _within(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()
