"""When what is started: a whole season of times, computed in seconds."""

from datetime import date, datetime, timedelta
from itertools import takewhile
from random import Random

import pytest

from config.clock import SHANGHAI
from config.errors import UserError
from config.files import parse_toml
from config.schedule import Schedule
from config.settings import Settings
from config.workspace import Workspace
from reports.schedule.plan import Job, jobs, upcoming

DEPARTMENTS, GOVERNMENTS = date(2027, 1, 31), date(2027, 3, 31)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def office(root, settings: str = "", deadlines: str = "") -> Workspace:
    root.mkdir()
    (root / "duban.toml").write_text(f"first_year = 2024\n{settings}", encoding="utf-8")
    (root / "deadlines.toml").write_text(deadlines, encoding="utf-8")
    (root / "bodies.csv").write_text(
        "id,name,kind,site\ngov,青禾县人民政府,government,http://a.example/\n"
        "fin,青禾县财政局,department,http://a.example/\n",
        encoding="utf-8",
    )
    return Workspace.open(root)


def job(workspace: Workspace, name: str) -> Job:
    return next(each for each in jobs(workspace) if each.name == name)


def times(planned: Job, start: datetime, end: datetime) -> list[datetime]:
    """Fire as APScheduler would, each time from the one before."""

    def all_of_them():
        moment = planned.trigger.get_next_fire_time(None, start)
        while moment:
            yield moment
            moment = planned.trigger.get_next_fire_time(moment, moment)

    return [*takewhile(lambda moment: moment < end, all_of_them())]


def test_a_season_of_digests_is_weekly_daily_before_a_last_day_and_on_the_morning_after(tmp_path):
    told = {each.date() for each in times(job(office(tmp_path / "o"), "digest"), at("2027-01-01"), at("2027-05-01"))}
    season = [date(2027, 1, 1) + timedelta(days) for days in range(120)]
    near = {last + timedelta(days) for last in (DEPARTMENTS, GOVERNMENTS) for days in range(-7, 2)}
    mondays = {day for day in season if day.weekday() == 0}
    assert told == near | mondays
    assert {date(2027, 1, 24), date(2027, 1, 31), date(2027, 2, 1), date(2027, 4, 1)} <= told
    assert date(2027, 1, 23) not in told
    assert date(2027, 4, 2) not in told


def test_every_crawl_and_check_of_a_season_comes_once(tmp_path):
    workspace = office(tmp_path / "o")
    crawls = times(job(workspace, "crawl"), at("2027-01-01"), at("2027-05-01"))
    assert len(crawls) == len(set(crawls)) == 2 * 120
    assert {moment.hour for moment in crawls} == {7, 19}
    assert len(times(job(workspace, "check"), at("2027-01-01"), at("2027-05-01"))) == 120


def test_a_local_last_day_is_told_of_too(tmp_path):
    workspace = office(
        tmp_path / "o",
        deadlines='[[local]]\nbody = "fin"\nyear = 2026\ndate = 2027-01-20\nsource = "通知"\n',
    )
    told = {each.date() for each in times(job(workspace, "digest"), at("2027-01-01"), at("2027-02-01"))}
    assert {date(2027, 1, 13), date(2027, 1, 20), date(2027, 1, 21)} <= told
    assert date(2027, 1, 31) not in told  # nobody is due on it any more


@pytest.mark.parametrize(
    ("turn", "now", "missed"),
    [
        (None, "2027-01-05 06:00", None),  # a new workspace before its first time
        (None, "2027-01-05 12:00", "2027-01-05 07:00"),  # and after it: not yesterday's, but today's
        ("2027-01-05 07:00", "2027-01-05 12:00", None),
        ("2027-01-05 07:00", "2027-01-05 19:00", "2027-01-05 19:00"),
        ("2027-01-03 07:00", "2027-01-05 12:00", "2027-01-05 07:00"),  # two days off: once, for the newest
        ("2028-01-05 07:00", "2027-01-05 12:00", "2027-01-05 07:00"),  # the clock had been a year ahead
    ],
)
def test_what_was_missed_is_the_newest_time_without_a_turn(tmp_path, turn, now, missed):
    planned = job(office(tmp_path / "o"), "crawl")
    assert planned.missed(at(turn) if turn else None, at(now)) == (at(missed) if missed else None)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_outages_each_job_comes_once_for_every_time_it_could(tmp_path, seed):
    """A scheduler that is down now and then: what passed meanwhile is made up for at the next start, once."""
    random = Random(seed)  # noqa: S311 - the same outages in every run of the tests
    workspace, kept_since, end = office(tmp_path / "o"), at("2027-01-01 00:00"), at("2027-04-30 00:00")
    clock = kept_since
    planned = jobs(workspace)
    turns = {each.name: [] for each in planned}
    outages = []
    while clock < end:
        for each in planned:
            missed = each.missed(turns[each.name][-1] if turns[each.name] else kept_since, clock)
            turns[each.name] += [missed] if missed else []
        down = clock + timedelta(hours=random.expovariate(1 / 60))
        for each in planned:
            last = turns[each.name][-1] + timedelta(seconds=1) if turns[each.name] else clock
            turns[each.name] += times(each, max(last, clock), down)
        clock = down + timedelta(hours=random.expovariate(1 / 20))
        outages.append((down, clock))
    for each in planned:
        due = times(each, at("2027-01-01 00:00"), turns[each.name][-1] + timedelta(seconds=1))
        dropped = set(due) - set(turns[each.name])
        assert turns[each.name] == sorted(set(turns[each.name]))  # none twice, none out of order
        assert set(turns[each.name]) <= set(due)
        for moment in dropped:  # only where a later time fell into the same outage
            down, up = next((down, up) for down, up in outages if down <= moment <= up)
            assert any(moment < other <= up for other in due)


def test_a_job_without_times_is_none(tmp_path):
    planned = jobs(office(tmp_path / "o", "[schedule]\ncheck = []\nsend = []\n"))
    assert [each.name for each in planned] == ["crawl", "digest"]


def test_alerts_are_looked_for_where_the_office_wants_them(tmp_path):
    (quiet, *_) = (each for each in jobs(office(tmp_path / "quiet")) if each.name == "send")
    (loud, *_) = (each for each in jobs(office(tmp_path / "loud", "[alerts]\n")) if each.name == "send")
    assert (quiet.commands, loud.commands) == ((("send",),), (("alert",), ("send",)))


def test_the_next_times_of_all_jobs_stand_in_order(tmp_path):
    shown = upcoming(jobs(office(tmp_path / "o")), at("2027-01-30 20:00"), 4)
    assert [(moment.strftime("%d %H:%M"), each.name) for moment, each in shown] == [
        ("30 21:30", "check"), ("31 07:00", "crawl"), ("31 08:30", "digest"), ("31 09:15", "send"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('crawl = ["25:00"]', "schedule.crawl"),
        ('digest = ["08:30+08:00"]', "write them without a zone"),
        ('weekday = "Montag"', "a day of the week"),
        ("crawl_limit = 0", "a number of minutes"),
    ],
)
def test_a_wrong_schedule_is_one_clear_line(text, message):
    with pytest.raises(UserError, match=message):
        parse_toml(f"[schedule]\n{text}", Settings, "duban.toml")


def test_times_are_kept_in_order_and_once():
    given = parse_toml('[schedule]\ncrawl = ["19:00", "07:00", "19:00"]', Settings, "duban.toml").schedule
    assert [moment.hour for moment in given.crawl] == [7, 19]
    assert Schedule().tells_on(date(2027, 6, 7), ())
