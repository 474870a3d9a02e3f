"""What the clock missed is told in the next digest, and by itself only when it goes on."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from config.clock import SHANGHAI, end_of_day
from reports.digest.compose import compose
from reports.digest.letter import write_letter
from reports.digest.memory import fingerprint_of
from reports.digest.render import render_page
from reports.schedule.troubles import Troubles, troubles
from reports.store.schedule import JobState, Occasion, ScheduleLog
from tests.reports.digest_samples import facts

AS_OF = end_of_day(date(2027, 1, 25))


def at(day: int, hour: int = 7) -> datetime:
    return datetime(2027, 1, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "schedule.sqlite"


def fail(log: ScheduleLog, moment: datetime, state: JobState = JobState.FAILED, reason: str = "磁盘已满 <b>") -> None:
    run_id = log.begin("crawl", moment, moment, Occasion.CLOCK)
    log.finish(run_id, state, moment + timedelta(hours=1), exit_status=2, reason=reason)


def test_where_no_scheduler_ran_there_is_no_trouble_and_no_file(path: Path) -> None:
    assert troubles(path, AS_OF) == Troubles()
    assert not path.exists()


def test_a_week_of_troubles_is_told_and_nothing_that_went_well(path: Path) -> None:
    with ScheduleLog.open(path, write=True) as log:
        fail(log, at(10))  # told by an earlier digest
        log.note("crawl", at(19), at(20), JobState.MISSED)
        fail(log, at(21))
        fail(log, at(22), JobState.INCOMPLETE, "")
        fail(log, at(26))  # after the day the digest speaks of
    found = troubles(path, AS_OF)
    assert [(run.state, run.planned) for run in found.runs] == [
        (JobState.MISSED, at(19)),
        (JobState.FAILED, at(21)),
    ]
    assert found.stuck == ()


def test_a_job_that_fails_again_and_again_is_news_and_one_failure_is_none(path: Path) -> None:
    quiet = fingerprint_of(facts())
    with ScheduleLog.open(path, write=True) as log:
        fail(log, at(23))
        assert fingerprint_of(facts(troubles=troubles(path, AS_OF))) == quiet
        fail(log, at(24))
        fail(log, at(25))
    found = troubles(path, AS_OF)
    assert found.stuck == ("crawl",)
    assert fingerprint_of(facts(troubles=found)) != quiet


@pytest.mark.parametrize(("lang", "words"), [("zh", "失败"), ("en", "failed")])
def test_page_and_letter_tell_it_in_part_three(path: Path, lang: str, words: str) -> None:
    with ScheduleLog.open(path, write=True) as log:
        fail(log, at(21))
    digest = compose(facts(troubles=troubles(path, AS_OF)), lang)
    letter = write_letter(digest, "digests/x.html")
    page = render_page(digest)
    assert "磁盘已满 &lt;b&gt;" in page
    for text in (page, letter.html, letter.text):
        assert "2027-01-21 07:00:00+08:00" in text
        assert words in text
        assert "磁盘已满" in text


def test_without_trouble_nothing_is_said_of_jobs() -> None:
    digest = compose(facts(), "zh")
    assert "定时任务" not in render_page(digest) + write_letter(digest, "x").text
