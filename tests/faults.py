"""Failing machines: a small county on loopback, `duban run` on it, what disturbs it, and what it leaves."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from config.clock import parse_as_of
from config.workspace import Workspace
from reports.status import body_years
from reports.store import Store
from tests.bench.kills import golds, ledger
from tests.conftest import run
from tests.crawler.office import Body, make_office
from tests.portals.server import Host, Served, Servers
from tests.writing import LAYOUTS, Gold, dice, faulty

AS_OF = "2026-04-09"
SETTINGS = """\
simulated = true
first_year = 2025
[crawl]
delay = 0.0
timeout = 2.0
retries = 0
[[recipients]]
email = "zhang@office.example"
bodies = "*"
"""
_WAYS = re.compile(rb'href="[^"]*"|<script.*?</script>', re.DOTALL)
"""What leads from the frame around a report to pages that this site does not have."""

_PASSING = re.compile(r"(fetched_at\W+)[0-9T:+-]+|duban-no-such-page-\w+")
"""Instants of the real clock inside JSON, and addresses that are made up anew in every run."""

Rows = dict[str, list[str]]


@dataclass
class Site(Host):
    """A site whose line breaks: after so many answers it closes every connection, or falls silent within an answer."""

    answers: int | None = None
    silent: bool = False
    given: int = field(default=0, init=False)

    def answer(self, method: str, target: str, body: str) -> Served:
        self.given += 1
        whole = super().answer(method, target, body)
        if self.answers is None or self.given <= self.answers:
            return whole
        if not self.silent:
            raise ConnectionResetError
        return Half(whole.body, whole.media_type, whole.status)

    def fail(self, *, answers: int | None = None, silent: bool = False) -> None:
        """Answer as often as that from now on and no more; without a number, for ever."""
        self.answers, self.silent, self.given = answers, silent, 0


class Half(Served):
    """An answer of which only the first half arrives."""

    def wire(self) -> bytes:
        whole = super().wire()
        return whole[: len(whole) - len(self.body) // 2 - 1]


@dataclass(frozen=True)
class County:
    """Bodies that publish their reports of 2025 in one column of one site."""

    site: Site
    url: str
    golds: tuple[Gold, ...]

    def office(self, root: Path, more: str = "", *, simulated: bool = True) -> Workspace:
        bodies = [Body(gold.body.name, self.url, kind=gold.body.kind) for gold in self.golds]
        settings = SETTINGS if simulated else SETTINGS.replace("simulated = true\n", "")
        return make_office(root, bodies, settings + more)


@contextmanager
def county(bodies: int = 4) -> Iterator[County]:
    written = tuple(replace(gold, year=2025) for gold in golds(20261128, bodies))
    site = _site(written)
    with Servers({"county": site}) as servers:
        yield County(site, servers.urls["county"], written)


def _site(written: Sequence[Gold]) -> Site:
    site, rows = Site(), ""
    for at, gold in enumerate(written):
        title = f"{gold.body.name}2025年政府信息公开工作年度报告"
        page = LAYOUTS["html_official"].render(faulty(gold, dice("faults", at)), dice(gold.body.name)).data
        site.pages[f"/nb/r{at}.html"] = Served(_WAYS.sub(b"", page))
        rows += f'<li><a href="r{at}.html">{title}</a></li>'
    site.pages["/"] = Served('<title>门户网站</title><a href="/nb/">政府信息公开年报</a>'.encode())
    site.pages["/nb/"] = Served(f"<title>政府信息公开年报</title><ul>{rows}</ul>".encode())
    return site


@dataclass(frozen=True)
class Ended:
    """How `duban run` ended.

    Attributes:
        complaints: its lines on standard error about what is wrong, without the remark that the disk is nearly full.
    """

    status: int
    said: str
    complaints: tuple[str, ...]


def duban(office: Workspace, *words: str, code: str = "", as_of: str | None = AS_OF) -> Ended:
    """Run a command, `run` when none is given, in English; `code` is run in its process before.

    No command of these tests may end with a traceback, whatever is wrong with the machine.
    """
    start = ("-c", f"{code}\nimport duban\nduban.main()") if code else ("-m", "duban")
    day = ("--as-of", as_of) if as_of else ()
    done = run([sys.executable, *start, *(words or ("run", "--lang", "en", *day))], office.root)
    assert "Traceback" not in done.stderr + done.stdout, done.stderr[-1500:]
    lines = [line for line in done.stderr.splitlines() if line.startswith("duban: ") and "nearly full" not in line]
    return Ended(done.returncode, done.stdout, tuple(lines))


def left(office: Workspace) -> Rows:
    """Return every row that a workspace holds, without what the real clock says."""
    return {name: [_PASSING.sub(r"\1…", repr(row)) for row in rows] for name, rows in ledger(office).items()}


def concluded(office: Workspace) -> dict[str, list[object]]:
    """Return what a workspace says of its bodies, however often and in whatever order their pages were asked for."""
    as_of = parse_as_of(AS_OF) if office.settings.simulated else parse_as_of(None)
    with Store.open(office.database) as store:
        editions = [(each.body_id, each.year, each.content_hash, each.current) for each in store.editions()]
        findings = [_PASSING.sub(r"\1…", repr(row.as_json("zh"))) for row in store.open_findings()]
        standing = [(row.id, row.state, row.published, row.reading) for row in body_years(store, office, as_of=as_of)]
    return {"editions": sorted(editions), "findings": sorted(findings), "standing": sorted(standing)}


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of its own of so many kilobytes; the test is skipped where none can be mounted."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that nobody may write to, the administrator of the machine included."""
    if os.geteuid():
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
        return
    _mount("--bind", folder, folder)
    try:
        _mount("-o", "remount,bind,ro", folder)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def _mount(*words: object) -> None:
    try:
        done = subprocess.run(["mount", *map(str, words)], check=False, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("this machine has no mount")
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")


@contextmanager
def filled(folder: Path, kilobytes: int) -> Iterator[None]:
    """A disk on which only so many kilobytes are free."""
    free = os.statvfs(folder)
    filler = folder / "filler"
    filler.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - 1024 * kilobytes)))
    try:
        yield
    finally:
        filler.unlink()
