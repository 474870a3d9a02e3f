"""Payloads kept elsewhere: on file systems of fsspec, on real FTP and SSH servers, and in a store that speaks S3."""

import getpass
import gzip
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from fsspec.config import conf
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from config.errors import UserError
from config.files import parse_toml
from config.settings import Settings
from config.workspace import Workspace
from reports import ssh
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
S3 = """
import logging, sys, time
from moto.server import ThreadedMotoServer
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
time.sleep(600)
"""
"""A store that speaks S3, in memory."""
SSHD = """
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/person.pub
PidFile none
StrictModes no
UsePAM no
Subsystem sftp internal-sftp
"""


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


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    pytest.importorskip("moto", reason="a store that speaks S3 comes with the extra stores")
    s3fs = pytest.importorskip("s3fs", reason="the library of S3 comes with the extra stores")
    with subprocess.Popen([sys.executable, "-c", S3], stdout=subprocess.PIPE, text=True) as server:
        address = f"http://127.0.0.1:{(server.stdout.readline() if server.stdout else '').strip()}"
        for name, value in (("ENDPOINT_URL", address), ("ACCESS_KEY_ID", "duban"), ("SECRET_ACCESS_KEY", "geheim")):
            monkeypatch.setenv(f"AWS_{name}", value)
        s3fs.S3FileSystem(skip_instance_cache=True).mkdir("reports")
        yield "s3://reports/duban"
        server.kill()


@pytest.fixture
def sshd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, psutil.Process]]:
    pytest.importorskip("paramiko", reason="the library of SFTP comes with the extra stores")
    program = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("no SSH server on this machine (openssh-server)")
    for name in ("host", "person"):
        subprocess.run(["ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", str(tmp_path / name)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "sshd").write_text(SSHD.format(port=port, folder=tmp_path), encoding="utf-8")
    with suppress(PermissionError):  # root's server alone needs it
        Path("/run/sshd").mkdir(exist_ok=True)
    monkeypatch.setitem(conf, "sftp", {"key_filename": str(tmp_path / "person")})
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".ssh").mkdir()
    public = (tmp_path / "host.pub").read_text(encoding="utf-8")
    (tmp_path / ".ssh" / "known_hosts").write_text(f"[127.0.0.1]:{port} {public}", encoding="utf-8")
    with subprocess.Popen([program, "-D", "-e", "-f", str(tmp_path / "sshd")], stderr=subprocess.PIPE) as server:
        assert server.stderr
        while b"listening" not in server.stderr.readline():
            assert server.poll() is None
        yield f"sftp://{getpass.getuser()}@127.0.0.1:{port}{tmp_path}/served", psutil.Process(server.pid)
        server.kill()


@pytest.fixture
def sftp(sshd: tuple[str, psutil.Process]) -> str:
    return sshd[0]


@pytest.fixture(params=["memory", "file", "ftp", "sftp", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "memory":
        yield "memory://duban/archive"
        MemoryFileSystem.store.clear()
        MemoryFileSystem.pseudo_dirs[:] = [""]
    elif request.param == "file":
        yield (tmp_path / "elsewhere" / "archive").as_uri()
    else:
        yield request.getfixturevalue(request.param)


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
    with pytest.raises(UserError, match=r"archive.url gdrive://duban needs a library .*gdrive_fs"):
        FilesystemTarget("gdrive://duban")


def test_a_bucket_that_is_not_there_is_no_archive_that_lost_its_pages(s3, tmp_path):
    archive = Archive(tmp_path / "archive", FilesystemTarget("s3://reprots/duban"))
    asked = (lambda: archive.has(hash_of(PAGE)), lambda: archive.get(hash_of(PAGE)), lambda: [*archive.names()])
    for ask in (*asked, lambda: archive.put(PAGE)):
        with pytest.raises(UserError, match=r"the archive at s3://reprots/duban cannot be used") as told:
            ask()
        assert not isinstance(told.value, DamagedError)


def test_a_host_that_shows_another_key_is_not_spoken_to(sftp, tmp_path):
    (tmp_path / ".ssh" / "known_hosts").unlink()
    with pytest.raises(UserError, match=r"shows the key ssh-ed25519 SHA256:\S+, which is not in .*known_hosts"):
        Archive(tmp_path / "archive", FilesystemTarget(sftp)).put(PAGE)
    assert not (tmp_path / "served").exists()


@pytest.mark.parametrize("accident", [psutil.Process.kill, psutil.Process.suspend], ids=["ended", "silent"])
def test_a_session_that_is_gone_is_opened_again(accident, sshd, tmp_path, monkeypatch):
    monkeypatch.setattr(ssh, "PATIENCE", 1.0)
    url, server = sshd
    archive = Archive(tmp_path / "archive", FilesystemTarget(url))
    sha256 = archive.put(PAGE)
    sessions = server.children(recursive=True)
    assert sessions
    for session in sessions:
        accident(session)
    assert archive.get(sha256) == PAGE
    for session in filter(psutil.Process.is_running, sessions):
        session.kill()
