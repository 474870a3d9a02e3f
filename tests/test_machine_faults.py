"""Every stage through `duban run` on a machine that fails: one clear line, and afterwards nothing lost or said twice.

Each test disturbs the command, takes the fault away, repeats the command, and compares every row of the ledger with
that of a workspace that nobody disturbed.
"""

import shutil
import socketserver
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from config.clock import now
from config.workspace import Workspace
from reports.keeping.backup import back_up
from reports.keeping.fsck import Fault, examine
from reports.keeping.restore import restore
from reports.mail import resend
from reports.store import MessageState, RunState, Store
from tests.crawler.office import last_run
from tests.faults import AS_OF, County, Ended, Rows, concluded, county, duban, filled, left, read_only, small_disk
from tests.reports.test_mail_send import SMTP_TABLE, serving, states

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="faults are made the POSIX way")]

LATER = "2026-05-10"
KILL = """
import os, signal
from importlib import import_module

module, name, method, before = {point!r}
kind, left = getattr(import_module(module), name), [{count}]
work = getattr(kind, method)

def killing(*words, **more):
    left[0] -= 1
    if not left[0]:
        if not before:
            work(*words, **more)
        os.kill(os.getpid(), signal.SIGKILL)
    return work(*words, **more)

setattr(kind, method, killing)
"""
"""Kills the process at the n-th call of a method, before or after its work."""

KILLS = (
    ("reports.filing", "InProcess", "wait", False, 3),  # a payload without its visit
    ("reports.store", "Store", "finish_run", False, 1),
    ("reports.store", "Store", "save_edition", False, 2),  # inside a transaction
    ("reports.store", "Store", "open_finding", False, 5),  # inside a transaction
    ("reports.store", "Store", "queue_message", True, 1),  # the message is a file, and not recorded
)
CLOCK = """
import datetime
from config import clock

class Late(datetime.datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime.datetime.now(zone) - datetime.timedelta(seconds={seconds})

clock.datetime = Late
"""


@pytest.fixture(scope="module")
def place() -> Iterator[County]:
    with county() as found:
        yield found


@pytest.fixture(autouse=True)
def _mended(place: County) -> None:
    place.site.fail()


@pytest.fixture(scope="module")
def undisturbed(place: County, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    office = place.office(tmp_path_factory.mktemp("undisturbed") / "w")
    assert duban(office).status == 0
    return office


@pytest.fixture(scope="module")
def expected(undisturbed: Workspace) -> Rows:
    rows = left(undisturbed)
    assert len(rows["editions"]) == 4
    assert len(rows["findings"]) > 10
    return rows


def copied(office: Workspace, target: Path) -> Workspace:
    return Workspace.open(shutil.copytree(office.root, target))


def one_line(ended: Ended, *words: str) -> None:
    """Wrong use of the machine ends with one line that says what, where and what to do."""
    assert ended.status == 2
    (line,) = ended.complaints
    assert all(word in line for word in words), line


def test_killed_in_every_stage(place: County, expected: Rows, tmp_path: Path) -> None:
    office = place.office(tmp_path / "w")
    for *point, count in KILLS:
        assert duban(office, code=KILL.format(point=point, count=count)).status == -9, point
    assert duban(office).status == 0
    assert left(office) == expected


def test_a_full_disk(place: County, expected: Rows, tmp_path: Path) -> None:
    """The disk fills up again and again, each time a little later."""
    with small_disk(tmp_path / "disk", 16_000) as disk:
        office = place.office(disk / "w")
        for kilobytes in (0, 60, 350, 900):
            with filled(disk, kilobytes):
                one_line(duban(office), str(office.root), "free some disk space and run the command again")
        assert duban(office).status == 0
        assert left(office) == expected


def test_folders_that_cannot_be_written_to(place: County, expected: Rows, tmp_path: Path) -> None:
    """One after the other, so that each command goes as far as the next of them."""
    office = place.office(tmp_path / "w")
    for folder in (office.root, office.archive, office.logs, office.digests, office.outbox):
        folder.mkdir(exist_ok=True)
        with read_only(folder):
            one_line(duban(office), str(folder), "check the permissions")
    assert duban(office).status == 0
    assert left(office) == expected


def test_a_database_that_somebody_else_has_locked(place: County, expected: Rows, tmp_path: Path) -> None:
    office = place.office(tmp_path / "w")
    with locked(office):
        one_line(duban(office), str(office.database), "in use by another program", "close it and try again")
    assert duban(office).status == 0
    with locked(office):
        one_line(duban(office, as_of=LATER), str(office.database), "in use by another program")
    assert left(office) == expected


@contextmanager
def locked(office: Workspace) -> Iterator[None]:
    with closing(sqlite3.connect(office.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


def test_a_damaged_page_of_the_database(undisturbed: Workspace, expected: Rows, tmp_path: Path) -> None:
    office = copied(undisturbed, tmp_path / "w")
    back_up(office, tmp_path / "backup.zip")
    with closing(sqlite3.connect(office.database)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'findings'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with office.database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    one_line(duban(office, as_of=LATER), "duban.sqlite", "damaged", "restore a backup")
    restored, _ = restore(tmp_path / "backup.zip", tmp_path / "restored")
    assert duban(restored).status == 0
    assert left(restored) == expected


def test_a_payload_that_was_cut_off_before_it_was_read(place: County, undisturbed: Workspace, tmp_path: Path) -> None:
    office = place.office(tmp_path / "w")
    dying = "import os, crawler.looking as looking\nlooking.ingest = lambda *_, **__: os._exit(9)"
    assert duban(office, code=dying).status == 9
    payload = max(office.archive.rglob("*.gz"), key=lambda path: path.stat().st_size)
    payload.write_bytes(payload.read_bytes()[:-100])
    assert duban(office).status == 3
    assert [problem.fault for problem in examine(office)] == [Fault.DAMAGED]
    assert concluded(office) != concluded(undisturbed)
    assert duban(office, "crawl", "--as-of", AS_OF).status == 0
    assert [*examine(office)] == []
    assert duban(office).status == 0
    assert concluded(office) == concluded(undisturbed)


def test_a_network_that_goes_away(place: County, undisturbed: Workspace, tmp_path: Path) -> None:
    """Within a report, of which half arrives, and the next time between home page and list."""
    office = place.office(tmp_path / "w")
    place.site.fail(answers=5, silent=True)
    assert duban(office).status == 3
    assert last_run(office).state is RunState.REJECTED
    assert len(concluded(office)["editions"]) < len(place.golds)
    place.site.fail(answers=1)
    assert duban(office).status == 3
    assert last_run(office).state is RunState.REJECTED
    place.site.fail()
    assert duban(office).status == 0
    assert concluded(office) == concluded(undisturbed)


def test_a_clock_that_goes_back(place: County, tmp_path: Path) -> None:
    office = place.office(tmp_path / "w", simulated=False)
    assert duban(office, as_of=None).status == 0
    before = concluded(office)
    moment = now()
    since_midnight = moment.hour * 3600 + moment.minute * 60 + moment.second
    earlier_today, days_ago = min(3 * 3600, since_midnight), 50 * 3600
    assert duban(office, code=CLOCK.format(seconds=earlier_today), as_of=None).status == 0
    one_line(duban(office, code=CLOCK.format(seconds=days_ago), as_of=None), "the ledger stands at", "set it right")
    assert concluded(office) == before
    assert states(office) == [MessageState.QUEUED]


class _Dropping(socketserver.StreamRequestHandler):
    """A mail server that goes away: before it greets, or when it has the whole message and owes its answer."""

    server: "_Drops"

    def handle(self) -> None:
        if not self.server.greets:
            return
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
                return
            self.wfile.write(b"250 OK\r\n")


class _Drops(socketserver.ThreadingTCPServer):
    daemon_threads = True
    greets = False


@contextmanager
def dropping(*, greets: bool) -> Iterator[int]:
    with _Drops(("127.0.0.1", 0), _Dropping) as server:
        server.greets = greets
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def mailing(office: Workspace, port: int) -> Workspace:
    text = office.settings_file.read_text(encoding="utf-8").split("\n[smtp]")[0]
    office.settings_file.write_text(text + SMTP_TABLE.format(port=port, security="none", user=""), encoding="utf-8")
    return Workspace.open(office.root)


def test_a_mail_server_that_drops_the_connection(undisturbed: Workspace, expected: Rows, tmp_path: Path) -> None:
    office = copied(undisturbed, tmp_path / "w")
    with dropping(greets=False) as port:
        ended = duban(mailing(office, port))
    assert (ended.status, states(office)) == (3, [MessageState.QUEUED])
    assert f"mail server 127.0.0.1:{port}: " in ended.said
    with dropping(greets=True) as port:
        ended = duban(mailing(office, port))
    assert (ended.status, states(office)) == (3, [MessageState.UNCERTAIN])
    assert "duban outbox" in ended.said
    with serving() as server:
        mailing(office, server.port)
        assert (duban(office).status, len(server.taken)) == (3, 0)
        with Store.open(office.database, write=True) as store:
            resend(store, office, 1)
        assert (duban(office).status, len(server.taken)) == (0, 1)
    assert states(office) == [MessageState.SENT]
    rows = left(office)
    assert {name for name in expected if rows[name] != expected[name]} == {"messages"}
