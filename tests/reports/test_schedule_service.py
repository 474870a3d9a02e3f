"""What APScheduler could not start in time is recorded and made up for; what changes meanwhile is taken over."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, JobExecutionEvent, JobSubmissionEvent

from config.clock import now
from config.workspace import Workspace
from reports.schedule import service as module
from reports.schedule.service import Service
from reports.store.schedule import JobRun, JobState, Occasion, ScheduleLog
from tests.reports.ledger_samples import make_workspace

NEVER_TODAY = '\n[schedule]\ncrawl = []\ncheck = ["23:59"]\ndigest = []\nsend = []\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path / "office", simulated=False)
    with made.settings_file.open("a", encoding="utf-8") as file:
        file.write(NEVER_TODAY)
    return Workspace.open(made.root)


@contextmanager
def serving(workspace: Workspace) -> Iterator[tuple[Service, list[str]]]:
    stop, lines = Event(), []
    service = Service(workspace, stop, lines.append)
    thread = Thread(target=service.serve)
    thread.start()
    try:
        wait_for(lambda: service.scheduler.running)
        yield service, lines
    finally:
        stop.set()
        thread.join(30)


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)


def checks(workspace: Workspace) -> list[JobRun]:
    with ScheduleLog.open(workspace.schedule_log) as log:
        return log.runs("check", most=9)[::-1]


def test_a_time_that_passed_while_the_machine_slept_is_missed_and_made_up_for(workspace: Workspace) -> None:
    """APScheduler finds on waking that a job was due hours ago, further back than the grace.

    Of several times that passed it tells the last: none is planned for the hours between.
    """
    due, next_time = now() - timedelta(hours=5), now() + timedelta(hours=6)
    settings = workspace.settings_file.read_text(encoding="utf-8")
    workspace.settings_file.write_text(settings.replace("23:59", f"{next_time:%H:%M}"), encoding="utf-8")
    with serving(Workspace.open(workspace.root)) as (service, lines):
        service.scheduler.modify_job("check", next_run_time=due)
        wait_for(lambda: [run.state for run in checks(workspace)] == [JobState.MISSED, JobState.DONE])
    missed, made_up = checks(workspace)
    assert (missed.planned, made_up.planned) == (due, due)
    assert made_up.occasion is Occasion.CATCH_UP
    assert any("could not begin in time" in line for line in lines)


def test_a_time_that_came_while_the_one_before_still_ran_is_recorded_as_skipped(workspace: Workspace) -> None:
    with serving(workspace) as (service, _):
        due = now()
        service.on_event(JobSubmissionEvent(EVENT_JOB_MAX_INSTANCES, "check", "default", [due]))
        (skipped,) = checks(workspace)
    assert (skipped.state, skipped.planned) == (JobState.SKIPPED, due)


def test_a_fault_of_the_scheduler_itself_is_recorded_as_a_failure(workspace: Workspace) -> None:
    with serving(workspace) as (service, _):
        fault = JobExecutionEvent(EVENT_JOB_ERROR, "check:again", "default", now(), exception=OSError("no room"))
        service.on_event(fault)
        (failed,) = checks(workspace)
    assert (failed.job, failed.state, failed.reason) == ("check", JobState.FAILED, "OSError('no room')")


def test_edited_settings_are_taken_over_and_wrong_ones_are_not(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEAT", 0.1)
    with serving(workspace) as (service, lines):
        good = workspace.settings_file.read_text(encoding="utf-8")
        workspace.settings_file.write_text(good.replace("23:59", "23:58"), encoding="utf-8")
        wait_for(lambda: service.scheduler.get_job("check").next_run_time.minute == 58)
        workspace.settings_file.write_text(good.replace("23:59", "24:59"), encoding="utf-8")
        os.utime(workspace.settings_file, (1, 1))
        wait_for(lambda: any("stays as it was: duban.toml: schedule.check" in line for line in lines))
        assert service.scheduler.get_job("check").next_run_time.minute == 58


def test_a_clock_that_was_set_back_moves_the_next_times_back(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEAT", 0.1)
    with serving(workspace) as (service, _):
        was = service.scheduler.get_job("check").next_run_time
        service.scheduler.modify_job("check", next_run_time=was + timedelta(days=365))
        real = module.clock.now
        monkeypatch.setattr(module.clock, "now", lambda: real() - timedelta(minutes=5))
        wait_for(lambda: service.scheduler.get_job("check").next_run_time == was)


def test_a_job_that_cannot_even_be_started_is_recorded_as_failed(workspace: Workspace) -> None:
    workspace.logs.write_text("a file where the folder of logs should be", encoding="utf-8")
    with serving(workspace) as (service, _):
        service.scheduler.modify_job("check", next_run_time=now())
        wait_for(lambda: service.scheduler.get_job("check:again"))
        (failed,) = checks(workspace)
    assert failed.state is JobState.FAILED
    assert failed.reason.startswith("could not be started: ")


def test_what_failed_is_tried_again_later(workspace: Workspace) -> None:
    workspace.bodies_file.write_text("name,site\n", encoding="utf-8")  # no row: the front door refuses it
    with serving(workspace) as (service, lines):
        service.scheduler.modify_job("check", next_run_time=now())
        wait_for(lambda: service.scheduler.get_job("check:again"))
        (failed,) = checks(workspace)
        again = service.scheduler.get_job("check:again").next_run_time
    assert failed.state is JobState.FAILED
    assert failed.exit_status == 2
    assert "bodies.csv" in failed.reason
    assert timedelta(minutes=55) < again - now() <= timedelta(minutes=60)
    assert any("is tried again at" in line for line in lines)
