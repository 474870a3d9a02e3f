"""Whether a workspace is looked after: what a watchdog hears, from the facts alone."""

from datetime import datetime, timedelta

import pytest

from checks.words import Words
from config.clock import SHANGHAI
from reports.schedule.health import Pulse, ailment, verdict
from reports.store.schedule import Heartbeat, JobRun, JobState, Occasion

NOW = datetime(2027, 1, 20, 12, tzinfo=SHANGHAI)


def before(**delta: float) -> datetime:
    return NOW - timedelta(**delta)


def beat(**delta: float) -> Heartbeat:
    return Heartbeat(1, before(days=9), before(**delta))


def ended(state: JobState, reason: str = "") -> JobRun:
    return JobRun(1, "crawl", NOW, NOW, NOW, state, Occasion.CLOCK, 2, reason, 7)


FAILED = ended(JobState.FAILED, "crawl: the disk is full")
CASES = {
    "a scheduler that lives": (Pulse(NOW, beat(seconds=30), looked=before(hours=5)), None),
    "one that died": (Pulse(NOW, beat(minutes=6), looked=before(hours=5)), "has not been heard of since"),
    "cron keeps it, and did this morning": (Pulse(NOW, None, looked=before(hours=5)), None),
    "cron died": (Pulse(NOW, None, looked=before(days=3)), "no source has been looked at since"),
    "nobody ever looked": (Pulse(NOW), "no source has ever been looked at"),
    "a new scheduler before its first crawl": (Pulse(NOW, Heartbeat(1, before(hours=1), before(seconds=9))), None),
    "a scheduler that lives but crawls nothing": (
        Pulse(NOW, beat(seconds=30), looked=before(days=3)), "no source has been looked at since"
    ),
    "two failures are tried again": (
        Pulse(NOW, beat(seconds=30), {"crawl": [FAILED, FAILED]}, before(hours=5)), None
    ),
    "three in a row are not": (
        Pulse(NOW, beat(seconds=30), {"crawl": [FAILED] * 3}, before(hours=5)), "crawl went wrong 3 times in a row: "
    ),
    "one that finished between them mends it": (
        Pulse(NOW, beat(seconds=30), {"crawl": [FAILED, ended(JobState.INCOMPLETE), FAILED]}, before(hours=5)), None
    ),
    "a disk that fills": (
        Pulse(NOW, beat(seconds=30), looked=before(hours=5), short=Words("磁盘", "the disk is nearly full")),
        "the disk is nearly full",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_rests_on_signs(case):
    seen, wrong = CASES[case]
    found = ailment(seen)
    if wrong is None:
        assert found is None
        assert verdict(seen).en.startswith("healthy: ")
    else:
        assert wrong in found.en
        assert verdict(seen) == found


def test_out_of_season_a_month_may_pass():
    june = datetime(2027, 6, 20, 12, tzinfo=SHANGHAI)
    assert ailment(Pulse(june, None, looked=june - timedelta(days=29))) is None
    assert ailment(Pulse(june, None, looked=june - timedelta(days=33)))
