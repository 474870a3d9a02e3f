"""`duban schedule` as a process: it starts others, ends them, and takes up what a death left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from config.clock import now
from config.workspace import Workspace
from reports.store import RunState, Store
from reports.store.schedule import JobRun, JobState, Occasion, ScheduleLog
from tests.conftest import ROOT, run
from tests.crawler.office import Body, make_office
from tests.crawler.website import Answer, Website

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals and process groups of POSIX"),
    pytest.mark.slow,
]

PAGES = {"/": '<title>云帆县</title><a href="/nb/">政府信息公开年报</a>', "/nb/": "<title>政府信息公开年报</title>"}
SETTINGS = """
first_year = 2024
[crawl]
delay = 0.0
timeout = {timeout}
retries = 0
[schedule]
crawl = ["{crawl}"]
check = []
digest = []
send = []
crawl_limit = {limit}
retries = 0
"""


class Gate(Website):
    """A website whose list waits until it is let go."""

    def __init__(self, pages: dict[str, Answer | str]) -> None:
        super().__init__(pages)
        self.opened = Event()

    def answer(self, path: str) -> Answer:
        if path == "/nb/":
            self.opened.wait(300)
        return super().answer(path)


def office(root: Path, site: Website, *, limit: float = 5, timeout: float = 5, crawl: str = "") -> Workspace:
    """A workspace whose one crawl of today is over, and so is made up for at the start."""
    past = crawl or "00:00"
    settings = SETTINGS.format(crawl=past, limit=limit, timeout=timeout)
    return make_office(root, [Body("云帆县教育局", f"{site.url}/")], settings)


@contextmanager
def scheduler(workspace: Workspace) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "duban", "schedule", "--workspace", str(workspace.root)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(condition: Callable[[], object], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.1)


def crawls(workspace: Workspace) -> list[JobRun]:
    with ScheduleLog.open(workspace.schedule_log) as log:
        return log.runs("crawl", most=10) if workspace.schedule_log.exists() else []


def state(workspace: Workspace) -> JobState | None:
    return next((each.state for each in crawls(workspace)), None)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text() if Path("/proc").is_dir() else True


def test_a_missed_crawl_is_made_up_for_and_sigterm_ends_cleanly(tmp_path: Path) -> None:
    with Website(PAGES) as site:
        workspace = office(tmp_path / "office", site)
        with scheduler(workspace) as process:
            wait_for(lambda: state(workspace) not in {None, JobState.RUNNING})
            asked = len(site.asked)
            process.terminate()
            assert process.wait(10) == 0
            said = process.stdout.read()
        (made_up,) = crawls(workspace)
        assert made_up.occasion is Occasion.CATCH_UP
        assert made_up.state in {JobState.DONE, JobState.INCOMPLETE}
        assert asked
        assert said.splitlines()[-1].endswith("stopped")
        with scheduler(workspace) as process:
            wait_for(lambda: "crawl next at" in process.stdout.readline())
            process.terminate()
            assert process.wait(10) == 0
        assert len(crawls(workspace)) == 1  # it had its turn


def test_sigterm_ends_a_crawl_under_way_and_the_next_start_goes_on(tmp_path: Path) -> None:
    with Website(PAGES) as site:
        site.pages["/nb/"] = Answer("<title>政府信息公开年报</title>", delay=300)
        workspace = office(tmp_path / "office", site, timeout=300)
        with scheduler(workspace) as process:
            wait_for(lambda: "/nb/" in site.paths())
            (under_way,) = crawls(workspace)
            begun = time.monotonic()
            process.terminate()
            assert process.wait(40) == 0
            assert time.monotonic() - begun < 30
        assert not alive(under_way.pid)
        assert state(workspace) is JobState.STOPPED
        site.pages["/nb/"] = PAGES["/nb/"]
        with scheduler(workspace) as process:
            wait_for(lambda: state(workspace) in {JobState.DONE, JobState.INCOMPLETE}, 40)
            process.terminate()
            process.wait(10)
        source = workspace.registry.sources()[0]
        with Store.open(workspace.database) as store:
            runs = store.runs(source.key)
            assert [each.state for each in runs] != [RunState.RUNNING]
            assert len(runs) == 1  # taken up, not begun anew


def test_a_hung_crawl_is_ended_with_all_its_processes_and_told(tmp_path: Path) -> None:
    with Website(PAGES) as site:
        site.pages["/"] = Answer(PAGES["/"], delay=300)
        workspace = office(tmp_path / "office", site, limit=0.1, timeout=300)
        with scheduler(workspace) as process:
            wait_for(lambda: state(workspace) is JobState.TIMED_OUT)
            assert not alive(crawls(workspace)[0].pid)
            process.terminate()
            assert process.wait(10) == 0
        assert run([sys.executable, "-m", "duban", "status", "-w", str(workspace.root)], ROOT).returncode == 0


def test_after_kill_9_the_orphan_is_ended_and_the_crawl_made_up_for(tmp_path: Path) -> None:
    with Website(PAGES) as site:
        site.pages["/nb/"] = Answer("<title>政府信息公开年报</title>", delay=300)
        workspace = office(tmp_path / "office", site, timeout=300)
        with scheduler(workspace) as process:
            wait_for(lambda: "/nb/" in site.paths())
            process.kill()
            process.wait()
        (orphan,) = crawls(workspace)
        assert orphan.state is JobState.RUNNING
        assert alive(orphan.pid)
        site.pages["/nb/"] = PAGES["/nb/"]
        with scheduler(workspace) as process:
            wait_for(lambda: state(workspace) in {JobState.DONE, JobState.INCOMPLETE}, 40)
            process.terminate()
            process.wait(10)
        assert not alive(orphan.pid)
        assert [each.state for each in crawls(workspace)][1:] == [JobState.INTERRUPTED]


def test_a_workspace_has_one_scheduler(tmp_path: Path) -> None:
    with Website(PAGES) as site:
        workspace = office(tmp_path / "office", site, crawl="23:59")
        with scheduler(workspace) as process:
            wait_for(lambda: "crawl next at" in process.stdout.readline())
            second = run([sys.executable, "-m", "duban", "schedule", "-w", str(workspace.root)], ROOT)
            assert second.returncode == 2
            assert f"in use by process {process.pid} (" in second.stderr
            assert "one scheduler is enough" in second.stderr
            process.terminate()
            process.wait(10)


def test_a_scheduled_and_a_manual_crawl_at_once_double_nothing(tmp_path: Path) -> None:
    with Gate(PAGES) as site:
        workspace = office(tmp_path / "office", site, timeout=300)
        command = [sys.executable, "-m", "duban", "crawl", "-w", str(workspace.root)]
        with scheduler(workspace) as process:
            wait_for(lambda: "/nb/" in site.paths())
            hasty = run(command, ROOT)
            site.opened.set()
            assert hasty.returncode == 2
            assert f"in use by process {crawls(workspace)[0].pid} (" in hasty.stderr
            patient = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "DUBAN_WAIT": "60"},
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert patient.returncode in {0, 3}, patient.stderr
            wait_for(lambda: state(workspace) in {JobState.DONE, JobState.INCOMPLETE}, 40)
            process.terminate()
            process.wait(10)
        with Store.open(workspace.database) as store:
            runs = store.runs(workspace.registry.sources()[0].key)
            visited = [[visit.url for visit in store.visits(each.id)] for each in runs]
        assert len(runs) == 2  # one after the other
        assert all(len(urls) == len(set(urls)) for urls in visited)


def test_the_digest_of_the_day_is_written_and_its_messages_queued(tmp_path: Path) -> None:
    with Website(PAGES) as site:
        workspace = office(tmp_path / "office", site)
        today = now().strftime("%A").lower()
        told = f'digest = ["00:00"]\nweekday = "{today}"\n'
        settings = workspace.settings_file.read_text(encoding="utf-8").replace("digest = []\n", told)
        recipient = '[[recipients]]\nemail = "zhang@example.cn"\n'
        workspace.settings_file.write_text(settings + recipient, encoding="utf-8")
        with scheduler(workspace) as process:
            wait_for((workspace.digests / "latest.html").exists)
            wait_for(lambda: [*workspace.outbox.glob("*.eml")])
            process.terminate()
            process.wait(20)


def test_health_tells_a_watchdog_that_the_scheduler_is_gone(tmp_path: Path) -> None:
    with Website(PAGES) as site:
        workspace = office(tmp_path / "office", site)
        command = [sys.executable, "-m", "duban", "status", "--health", "--lang", "en", "-w", str(workspace.root)]
        with scheduler(workspace) as process:
            wait_for(lambda: state(workspace) in {JobState.DONE, JobState.INCOMPLETE}, 40)
            healthy = run(command, ROOT)
            process.send_signal(signal.SIGKILL)
        assert (healthy.returncode, healthy.stderr) == (0, "")
        assert healthy.stdout.startswith("healthy: the scheduler was heard of at ")
        with ScheduleLog.open(workspace.schedule_log, write=True) as log:
            log.beat(1, now() - timedelta(hours=1), now() - timedelta(minutes=6))
        gone = run(command, ROOT)
        assert gone.returncode == 3
        assert gone.stdout.startswith("the scheduler has not been heard of since ")
        assert len(gone.stdout.splitlines()) == 1
        workspace.database.write_bytes(b"no database")
        broken = run(command, ROOT)
        assert broken.returncode == 3
        assert "restore a backup" in broken.stdout


def test_the_next_times_are_shown_without_starting_anything(tmp_path: Path) -> None:
    with Website(PAGES) as site:
        workspace = office(tmp_path / "office", site, crawl="07:00")
        command = [sys.executable, "-m", "duban", "schedule", "--list", "--as-of", "2027-01-30", "--most", "2"]
        shown = run([*command, "-w", str(workspace.root)], ROOT)
        assert shown.stdout.splitlines() == ["2027-01-30 07:00+08:00  crawl", "2027-01-31 07:00+08:00  crawl"]
        as_json = run([*command, "--json", "-w", str(workspace.root)], ROOT)
        assert json.loads(as_json.stdout.splitlines()[0]) == {"at": "2027-01-30T07:00:00+08:00", "job": "crawl"}
        assert not site.asked
        assert not workspace.schedule_log.exists()
