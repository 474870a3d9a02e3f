"""A backup is whole or none, and a restored workspace is the one that was backed up."""

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from config.clock import now
from config.errors import UserError
from config.workspace import Workspace
from reports.archive import Archive
from reports.keeping import backup as module
from reports.keeping.backup import back_up
from reports.keeping.fsck import examine
from reports.keeping.manifest import Manifest
from reports.keeping.restore import restore
from reports.store import Store
from reports.store.schedule import ScheduleLog
from tests.conftest import ROOT, run
from tests.reports.keeping_samples import list_page, look, make_office
from tests.reports.ledger_samples import Desk, day

FORMS = ("backups", "backup.zip")
BACK_UP = """
import sys
from pathlib import Path
from config.workspace import Workspace
from reports.keeping.backup import back_up
workspace = Workspace.open(Path(sys.argv[1]))
print(1, flush=True)
back_up(workspace, Path(sys.argv[2]))
"""


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    made = make_office(tmp_path / "office")
    (made.root / "digests").mkdir()
    (made.root / "digests" / "latest.html").write_text("简报", encoding="utf-8")
    (made.root / "smtp.password").write_text("secret", encoding="utf-8")
    with ScheduleLog.open(made.schedule_log, write=True) as log:
        log.beat(1, now(), now())
    return made


def grow(office: Workspace, number: int) -> str:
    with Store.open(office.database, write=True) as store:
        return look(Desk(store, office), day(f"2025-03-{number:02}"), list_page(number), days_ago=0)


def rows(office: Workspace) -> list[str]:
    with Store.open(office.database) as store:
        return [*store.db.conn.iterdump()]


def objects(backups: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in (backups / "objects").rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_restored_is_what_was_there(office: Workspace, tmp_path: Path, name: str) -> None:
    made = back_up(office, tmp_path / name)
    again, manifest = restore(tmp_path / name, tmp_path / "again")
    assert made.lost == manifest.lost == ()
    assert rows(again) == rows(office)
    assert [*examine(again)] == []
    kept = {path.relative_to(office.root) for path in office.root.rglob("*") if path.is_file()}
    back = {path.relative_to(again.root) for path in again.root.rglob("*") if path.is_file()}
    assert {str(path) for path in kept - back} == {"duban.lock", "smtp.password"}
    with ScheduleLog.open(again.schedule_log) as log:
        assert log.heartbeat()


@pytest.mark.parametrize("name", FORMS)
def test_a_crawl_that_writes_meanwhile_is_not_disturbed(office: Workspace, tmp_path: Path, name: str) -> None:
    with Store.open(office.database, write=True) as store, store.transaction():
        store.set_evaluated(day("2030-01-01"))
        back_up(office, tmp_path / name)
    again, _ = restore(tmp_path / name, tmp_path / "again")
    with Store.open(again.database) as store:
        assert store.evaluated() is None  # as it was before that transaction


def test_a_folder_takes_only_what_is_new_and_drops_old_backups(office: Workspace, tmp_path: Path) -> None:
    with office.settings_file.open("a", encoding="utf-8") as file:
        file.write("[keeping]\ngenerations = 2\n")
    office = Workspace.open(office.root)
    backups = tmp_path / "backups"
    back_up(office, backups)
    first = objects(backups)
    grow(office, 1)
    second = back_up(office, backups)
    assert second.written == 2  # the new page and the ledger
    assert first.items() <= objects(backups).items()
    for number in (2, 3):
        grow(office, number)
        back_up(office, backups)
    manifests = sorted((backups / "manifests").iterdir())
    needed = {
        entry.sha256 for path in manifests for entry in Manifest.parse(path.read_bytes(), path.name).files.values()
    }
    assert len(manifests) == 2
    assert {path.name for path in objects(backups)} == needed
    again, _ = restore(backups, tmp_path / "again")
    assert rows(again) == rows(office)


def test_what_the_archive_lost_is_taken_from_the_backup_before(office: Workspace, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    back_up(office, backups)
    payload = next(office.archive.rglob("*.gz"))
    payload.write_bytes(b"damaged")
    assert back_up(office, backups).lost == ()
    again, _ = restore(backups, tmp_path / "again")
    assert [*examine(again)] == []


@pytest.mark.parametrize("name", FORMS)
def test_what_the_archive_lost_before_any_backup_is_told_and_the_rest_kept(
    office: Workspace, tmp_path: Path, name: str
) -> None:
    payload = next(office.archive.rglob("*.gz"))
    payload.unlink()
    done = run([sys.executable, "-m", "duban", "backup", str(tmp_path / name), "-w", str(office.root)], ROOT)
    assert done.returncode == 3
    assert f"{payload.relative_to(office.root).as_posix()}: missing or damaged in the archive" in done.stderr
    restored = run([sys.executable, "-m", "duban", "restore", str(tmp_path / name), str(tmp_path / "again")], ROOT)
    assert restored.returncode == 3
    assert payload.name in restored.stderr


def test_a_damaged_object_of_the_backup_is_written_anew(office: Workspace, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    back_up(office, backups)
    payload = next(office.archive.rglob("*.gz")).relative_to(office.root).as_posix()
    (manifest,) = (backups / "manifests").iterdir()
    sha256 = Manifest.parse(manifest.read_bytes(), "").files[payload].sha256
    (backups / "objects" / sha256[:2] / sha256).write_bytes(b"bit rot")
    back_up(office, backups)
    again, _ = restore(backups, tmp_path / "again")
    assert [*examine(again)] == []


def test_a_damaged_backup_is_refused_and_leaves_nothing(office: Workspace, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    back_up(office, backups)
    rotten = max(objects(backups), key=lambda path: path.stat().st_size)
    data = bytearray(rotten.read_bytes())
    data[len(data) // 2] ^= 1
    rotten.write_bytes(data)
    with pytest.raises(UserError, match=r"is damaged, nothing was restored: duban.sqlite"):
        restore(backups, tmp_path / "again")
    rotten.unlink()
    with pytest.raises(UserError, match="is damaged, nothing was restored"):
        restore(backups, tmp_path / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "office"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_package_that_was_cut_off_is_refused(office: Workspace, tmp_path: Path, share: float) -> None:
    back_up(office, tmp_path / "backup.zip")
    data = (tmp_path / "backup.zip").read_bytes()
    (tmp_path / "backup.zip").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UserError, match=r"backup\.zip is no backup of duban, or is (cut off|damaged)"):
        restore(tmp_path / "backup.zip", tmp_path / "again")


@pytest.mark.parametrize("place", [90, 200, 1000, 2000])
def test_a_package_with_a_flipped_byte_is_refused(office: Workspace, tmp_path: Path, place: int) -> None:
    path = tmp_path / "backup.zip"
    back_up(office, path)
    with ZipFile(path) as package:
        offset = package.getinfo("duban.sqlite").header_offset
    data = bytearray(path.read_bytes())
    data[offset + place] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(UserError, match="is damaged, nothing was restored"):
        restore(path, tmp_path / "again")


def test_a_manifest_cannot_write_outside(office: Workspace, tmp_path: Path) -> None:
    evil = tmp_path / "evil.zip"
    with ZipFile(evil, "w") as package:
        said = {"format": 1, "made": "", "duban": "", "lost": [], "files": {"../../evil": ["0" * 64, 1]}}
        package.writestr("manifest.json", json.dumps(said))
    with pytest.raises(UserError, match="outside a workspace"):
        restore(evil, tmp_path / "again")


def test_nothing_is_overwritten(office: Workspace, tmp_path: Path) -> None:
    back_up(office, tmp_path / "backup.zip")
    with pytest.raises(UserError, match="is not empty"):
        restore(tmp_path / "backup.zip", office.root)
    (tmp_path / "empty").mkdir()
    assert restore(tmp_path / "backup.zip", tmp_path / "empty")[0].root == tmp_path / "empty"


def test_a_backup_inside_the_workspace_is_refused(office: Workspace) -> None:
    with pytest.raises(UserError, match="lies inside the workspace"):
        back_up(office, office.root / "backups")


@pytest.mark.parametrize("path", ["nothing", "office/duban.toml", "office"])
def test_what_is_no_backup_is_refused(office: Workspace, tmp_path: Path, path: str) -> None:
    with pytest.raises(UserError, match=r"no such backup|is no backup|holds no backup"):
        restore(tmp_path / path, tmp_path / "again")


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_a_backup_that_is_killed_leaves_the_one_before(office: Workspace, tmp_path: Path, name: str) -> None:
    """`kill -9` at random moments, again and again; then one that ends is whole and nothing of the others is left."""
    with Store.open(office.database, write=True) as store:
        for number in range(1, 29):
            pages = b"".join(Random(number).randbytes(90_000) for _ in range(3))  # noqa: S311 - no secret
            look(Desk(store, office), day(f"2025-02-{number:02}"), pages, days_ago=0)
    target = tmp_path / name
    back_up(office, target)
    before = rows(restore(target, tmp_path / "before")[0])
    page = grow(office, 5)
    moments = Random(20260409)  # noqa: S311 - the same moments in every run of the tests
    cut_short = 0
    for number in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", BACK_UP, str(office.root), str(target)], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            process.stdout.readline()
            time.sleep(moments.uniform(0, 0.25))
            cut_short += process.poll() is None
            process.kill()
        restored = rows(restore(target, tmp_path / f"restored-{number}")[0])
        assert restored in (before, rows(office))
    assert cut_short
    back_up(office, target)
    again, _ = restore(target, tmp_path / "again")
    assert Archive(again.archive).get(page) == list_page(5)
    assert rows(again) == rows(office)
    left = [path.name for path in tmp_path.rglob("*") if path.suffix in {".part", ".scratch"}]
    assert left == []


def test_a_damaged_ledger_does_not_take_the_place_of_a_whole_one(office: Workspace, tmp_path: Path) -> None:
    back_up(office, tmp_path / "backups")
    whole = rows(office)
    with office.database.open("rb+") as file:
        file.seek(office.database.stat().st_size - 20_000)
        file.write(b"\xa5" * 8192)
    with pytest.raises(UserError, match=r"damaged|malformed"):
        back_up(office, tmp_path / "backups")
    again, _ = restore(tmp_path / "backups", tmp_path / "again")
    assert rows(again) == whole


def test_a_full_disk_is_one_line(office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "backup")

    monkeypatch.setattr(module.Folder, "add", full)
    with pytest.raises(UserError, match=r"the backup failed \(No space left on device; free some disk space"):
        back_up(office, tmp_path / "backups")
