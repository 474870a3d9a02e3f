"""Payloads kept elsewhere: on file systems of fsspec, and on a real FTP server that drops its connections."""

import gzip
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fsspec.config import conf
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from config.errors import UserError
from config.files import parse_toml
from config.settings import Settings
from config.workspace import Workspace
from reports.archive import Archive, DamagedError, hash_of, name_of
from reports.keeping.backup import back_up
from reports.keeping.fsck import Fault, examine
from reports.keeping.prune import prune
from reports.keeping.restore import restore
from reports.store import Store
from reports.targets import FilesystemTarget, archive_of
from tests.reports.keeping_samples import list_page, look, make_office
from tests.reports.ledger_samples import Desk, day

PAGE = "年度报告".encode() * 1000
FTP = """
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
people = DummyAuthorizer()
people.add_user("duban", "geheim", sys.argv[1], perm="elradfmwMT")
FTPHandler.authorizer = people
FTPHandler.timeout = 1
server = FTPServer(("127.0.0.1", 0), FTPHandler)
print(server.address[1], flush=True)
server.serve_forever()
"""
"""An FTP server that ends a connection after a second of silence."""


@pytest.fixture
def ftp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    folder = tmp_path / "served"
    folder.mkdir()
    command = [sys.executable, "-W", "ignore", "-c", FTP, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        port = (server.stdout.readline() if server.stdout else "").strip()
        monkeypatch.setitem(conf, "ftp", {"password": "geheim"})  # as FSSPEC_FTP_PASSWORD does at the start
        yield f"ftp://duban@127.0.0.1:{port}/duban"
        server.kill()


@pytest.fixture(params=["memory", "file", "ftp"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "memory":
        yield "memory://duban/archive"
        MemoryFileSystem.store.clear()
        MemoryFileSystem.pseudo_dirs[:] = [""]
    elif request.param == "file":
        yield (tmp_path / "elsewhere" / "archive").as_uri()
    else:
        yield request.getfixturevalue("ftp")


def move_archive(workspace: Workspace, url: str) -> Workspace:
    """The same workspace, new payloads of which go to an address."""
    with workspace.settings_file.open("a", encoding="utf-8") as file:
        file.write(f'\n[archive]\nurl = "{url}"\n')
    return Workspace.open(workspace.root)


def test_a_payload_comes_back_as_it_was_and_is_kept_once(url, tmp_path):
    target = FilesystemTarget(url)
    archive = Archive(tmp_path / "archive", target)
    sha256 = archive.put(PAGE)
    assert archive.put(PAGE) == sha256
    assert (archive.has(sha256), archive.get(sha256)) == (True, PAGE)
    assert gzip.decompress(target.read(name_of(sha256))) == PAGE
    assert [*archive.names()] == [name_of(sha256)]
    assert not (tmp_path / "archive").exists()
    assert archive.fetch(sha256, tmp_path).read_bytes() == target.read(name_of(sha256))
    archive.delete(sha256)
    archive.delete(sha256)
    assert (archive.has(sha256), [*archive.names()]) == (False, [])
    with pytest.raises(DamagedError, match=f"{url}/{name_of(sha256)}"):
        archive.get(sha256)


def test_several_threads_write_at_once(url, tmp_path):
    archive = Archive(tmp_path / "archive", FilesystemTarget(url))
    pages = [f"{number}".encode() * 500 for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        hashes = [*threads.map(archive.put, pages)]
    assert [archive.get(sha256) for sha256 in hashes] == pages
    assert len([*archive.names()]) == len(pages)


def test_damage_elsewhere_is_said_and_never_handed_out(url, tmp_path):
    target = FilesystemTarget(url)
    archive = Archive(tmp_path / "archive", target)
    sha256 = archive.put(PAGE)
    target.write(name_of(sha256), gzip.compress(b"something else"))
    with pytest.raises(DamagedError, match="is not what was stored"):
        archive.get(sha256)


def test_a_connection_that_was_dropped_is_opened_again(ftp, tmp_path):
    archive = Archive(tmp_path / "archive", FilesystemTarget(ftp))
    sha256 = archive.put(PAGE)
    time.sleep(1.5)
    assert archive.get(sha256) == PAGE


def test_a_place_that_does_not_answer_loses_nothing_and_tells_no_secret(tmp_path, monkeypatch):
    monkeypatch.setitem(conf, "ftp", {"password": "geheim"})
    with pytest.raises(UserError, match=r"the archive at ftp://127.0.0.1:1/x cannot be used") as told:
        Archive(tmp_path / "archive", FilesystemTarget("ftp://127.0.0.1:1/x")).put(PAGE)
    assert "geheim" not in str(told.value)
    assert not isinstance(told.value, DamagedError)  # a page is not called damaged because a line is down


def test_what_is_torn_while_it_is_written_is_not_there(tmp_path, monkeypatch):
    target = FilesystemTarget(tmp_path.as_uri())
    archive = Archive(tmp_path / "archive", target)

    def torn(self, path1, path2, **_):
        raise OSError("the line is down")

    monkeypatch.setattr(LocalFileSystem, "mv", torn)
    with pytest.raises(UserError, match="the line is down"):
        archive.put(PAGE)
    monkeypatch.undo()
    sha256 = hash_of(PAGE)
    assert not archive.has(sha256)
    assert archive.get(archive.put(PAGE)) == PAGE


def test_a_workspace_whose_archive_moved_is_whole_everywhere(url, tmp_path):
    office = move_archive(make_office(tmp_path / "office"), url)
    with Store.open(office.database, write=True) as store:
        old = look(Away(store, office), day("2025-02-01"), list_page(1), days_ago=900)
        look(Away(store, office), day("2025-03-01"), list_page(2), days_ago=1)
        assert [*examine(office)] == []
        made = back_up(office, tmp_path / "backup.zip")
        assert made.lost == ()
        assert prune(store, office).payloads == 1
    assert not archive_of(office).has(old)
    assert [*examine(office)] == []
    stored = sorted({*archive_of(office).names()})
    again, manifest = restore(tmp_path / "backup.zip", tmp_path / "again")
    assert sum(path.startswith("archive/") for path in manifest.files) == len(stored) + 1
    assert archive_of(again).get(old) == list_page(1)


class Away(Desk):
    """A desk whose payloads go where the settings say."""

    @property
    def archive(self) -> Archive:
        return archive_of(self.workspace)


def test_what_is_missing_or_left_over_elsewhere_is_found(url, tmp_path):
    office = move_archive(make_office(tmp_path / "office"), url)
    with Store.open(office.database, write=True) as store:
        seen = look(Away(store, office), day("2025-02-01"), list_page(1), days_ago=900)
    archive = archive_of(office)
    archive.delete(seen)
    orphan = archive.put(b"written before its transaction, which a kill prevented")
    found = {problem.fault: problem.what for problem in examine(office)}
    assert found == {Fault.MISSING: f"{url}/{name_of(seen)}", Fault.ORPHAN: f"{url}/{name_of(orphan)}"}


@pytest.mark.parametrize(
    "url",
    ["s3://key:secret@bucket/duban", "sftp://u:p@host/x", "https://host/x?sig=abc"],
    ids=["key", "password", "sig"],
)
def test_an_address_with_a_secret_is_refused(url):
    with pytest.raises(UserError, match=r"archive.url must not hold a password or a key"):
        parse_toml(f'[archive]\nurl = "{url}"', Settings, "duban.toml")


def test_a_place_whose_library_is_missing_says_what_to_install():
    with pytest.raises(UserError, match=r"archive.url s3://bucket/duban needs a library .*s3fs"):
        FilesystemTarget("s3://bucket/duban")
