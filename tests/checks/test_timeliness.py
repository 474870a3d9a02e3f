"""The calendar of one body and year: every line of the table in `checks.timeliness`, and what must never happen."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.model import DateSource, DateWitness, State
from checks.timeliness import FLAGS, Sighting, judge, proven_absent
from config.clock import SHANGHAI, end_of_day
from config.deadlines import Due

YEAR = 2025
LAW = Due(date(2026, 1, 31), "law", "第四十九条第一款", date(2026, 1, 31))
AS_OF = end_of_day(date(2026, 12, 30))


def at(text: str) -> datetime:
    """`02-03` or `02-03T08:00` of 2026, or with its year; a day alone is its end, as `--as-of` means it."""
    day, _, clock = text.partition("T")
    whole = date.fromisoformat(day if len(day) > 5 else f"2026-{day}")
    return datetime.combine(whole, time.fromisoformat(clock), SHANGHAI) if clock else end_of_day(whole)


def witnesses(**dates: str) -> tuple[DateWitness, ...]:
    """`line="02-03", url="01-20"`: dates by the short names of their sources."""
    sources = {
        "line": DateSource.PAGE_LINE,
        "metadata": DateSource.PAGE_METADATA,
        "pubdate": DateSource.META_PUBDATE,
        "list_": DateSource.LIST,
        "url": DateSource.URL,
        "url_id": DateSource.URL_ID,
        "signature": DateSource.SIGNATURE,
        "file": DateSource.DOCUMENT_PROPERTIES,
        "modified": DateSource.HTTP_LAST_MODIFIED,
    }
    return tuple(DateWitness(at(text).date(), sources[name], text) for name, text in dates.items())


def found(seen: str = "04-20", *, absent: Sequence[str] = (), due: Due | None = LAW, hand: bool = False, **dates: str):
    sighting = Sighting(at(seen), witnesses(**dates), hand_entered=hand)
    return judge(YEAR, as_of=AS_OF, due=due, sighting=sighting, absent_runs=[at(run) for run in absent])


def not_found(as_of: str, *runs: str, due: Due | None = LAW):
    return judge(YEAR, as_of=at(as_of), due=due, absent_runs=[at(run) for run in runs])


# State (! = certain), source and day of publication, flags; in the order of the table in `checks.timeliness`.
CASES = """
we saw it in time, no date at all | seen=01-31 | on_time first_seen 01-31 |
we saw it in time, the CMS agrees | seen=01-31 line=01-20 | on_time page.line 01-20 |
we saw it in time, only an address | seen=01-31 url=01-20 | on_time url 01-20 |
# A quiet re-publication: seen on 20 January, the page now shows 5 February.
we saw it before the date it shows now | seen=01-20 line=02-05 | on_time first_seen 01-20 | date_conflict
absent after the date shown | seen=01-31 line=01-10 absent=01-20 | on_time first_seen 01-31 | back_dated date_conflict
absent after the due day, CMS late | seen=02-05 line=02-04 absent=02-02 | late! page.line 02-04 |
absent after the due day, no date | seen=02-05 absent=02-02 | late! first_seen 02-05 |
# CASS on report year 2011: the column said 30 March, the page was absent on 31 March at 11:18.
absent, CMS in time | seen=02-05 line=01-31 absent=02-01T11:18 | late! first_seen 02-05 | back_dated date_conflict
address late too | seen=02-05 line=01-20 url=02-03 absent=02-02 | late! first_seen 02-05 | back_dated date_conflict
absent after the late day shown | seen=02-09 line=02-02 absent=02-05 | late! first_seen 02-09 | back_dated date_conflict
a night of publishing lag proves nothing | seen=02-01T08:00 absent=02-01T05:00 | undated |
CMS late, but seen before that day | seen=02-10 line=03-01 | undated | date_conflict
CMS late, its own list in time | line=02-05 list_=01-30 url=02-05 | undated | date_conflict
# Re-uploads and moves keep the old address or get a new one: W25, W38, W57, W85.
CMS late, address in time | line=02-05 url=01-20 | undated | date_conflict
CMS late, decoded id in time | line=02-05 url=02-05 url_id=01-20 | undated | date_conflict
# R11, R97: re-dated months later on a move, signed in time.
CMS half a year late, signed in time | seen=09-01 line=08-09 url=08-09 signature=01-20 | undated | date_conflict
CMS and address late | line=02-05 url=02-04 | late! page.line 02-05 |
CMS and decoded id late | metadata=02-05 url_id=02-05 | late! page.metadata 02-05 |
CMS and address late, signed in time as is usual | line=02-05 url=02-05 signature=01-25 | late! page.line 02-05 |
CMS late, signed late | pubdate=02-05 signature=02-03 | late! meta.PubDate 02-05 |
CMS late, file made late | list_=02-05 file=02-03 | late! list 02-05 |
CMS and Last-Modified late | line=02-05 modified=02-06 | late! page.line 02-05 |
CMS late, page generated anew in spring | line=02-05 modified=03-20 | late page.line 02-05 |
CMS late, Last-Modified is the day of our visit | seen=02-06 line=02-05 modified=02-06 | late page.line 02-05 |
CMS late alone | line=02-05 | late page.line 02-05 |
CMS in all its places is one witness | metadata=02-05 line=02-05 pubdate=02-05 list_=02-05 | late page.metadata 02-05 |
CMS in time, absent after it, window over the due day | line=01-10 absent=01-20 | undated | back_dated date_conflict
# R19, R85, W59: the address is days younger than the page.
CMS in time, address late | line=01-29 url=02-18 | on_time page.line 01-29 | date_conflict
CMS in time, its own list late | line=01-29 list_=02-18 | on_time page.line 01-29 | date_conflict
CMS in time, signed late | line=01-29 signature=02-18 | on_time page.line 01-29 | date_conflict
CMS in time | line=01-29 url=01-28 signature=01-20 | on_time page.line 01-29 |
published on the due day | line=01-31 | on_time page.line 01-31 |
published on the day after | line=02-01 | late page.line 02-01 |
# CMS order: the page itself before PubDate before the list.
the page before PubDate | line=01-29 pubdate=01-30 list_=01-28 | on_time page.line 01-29 |
PubDate before the list | pubdate=01-30 list_=01-28 | on_time meta.PubDate 01-30 |
addresses on both sides | url=01-20 url_id=02-20 | undated | date_conflict
address in time, absent after it | url=01-10 absent=01-20 | undated |
address in time alone | url=01-20 | on_time url 01-20 |
address late, signed in time | url=02-20 signature=01-20 | undated | date_conflict
address late, seen before it | seen=02-10 url=02-20 | undated | date_conflict
address late alone | url=02-20 | late url 02-20 |
a signature in time proves nothing | signature=01-20 | undated |
a signature late proves nothing | signature=02-20 | undated |
# A city's PDF made on 25 February, without any publication date.
file properties alone | file=02-25 | undated |
Last-Modified alone | modified=02-25 | undated |
nothing | | undated |
# 四平: an address of 31 December; drafts are made before the year ends.
CMS before the year's end | line=2025-12-31 | undated | date_conflict
CMS before the year's end, address in time | line=2025-12-30 url=01-20 | on_time url 01-20 | date_conflict
CMS in the future | line=2027-01-05 | undated | date_conflict
a draft's address before the year's end | line=01-05 url=2025-12-30 | on_time page.line 01-05 |
"""


def cases():
    rows = [[part.strip() for part in line.split("|")] for line in CASES.strip().splitlines() if line[0] != "#"]
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def facts_of(text: str) -> dict:
    """`seen=02-05 absent=02-01T11:18 line=01-31` as the arguments of `found`."""
    facts: dict = dict(fact.split("=") for fact in text.split())
    return facts | {"absent": [facts["absent"]] if "absent" in facts else []}


@pytest.mark.parametrize(("given", "verdict", "flags"), cases())
def test_the_table(given, verdict, flags):
    standing = found(**facts_of(given))
    said = f"{standing.state}{'!' if standing.certain else ''}"
    if standing.published:
        said += f" {standing.published_source.removeprefix('duban.')} {standing.published:%m-%d}"
    assert said == verdict
    assert " ".join(standing.flags) == flags
    assert (standing.due, standing.due_source) == (LAW.date, "law")


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"line": "02-01"}, 1),
        ({"line": "02-20", "url": "02-20"}, 20),
        ({"url": "02-03"}, 3),
        ({"seen": "02-05", "line": "02-04", "absent": ("02-02",)}, 4),
        ({"seen": "04-20", "line": "01-20", "absent": ("02-02",)}, 2),
        ({"seen": "04-20", "absent": ("02-02", "03-02")}, 30),
        ({"line": "01-20"}, None),
        ({}, None),
    ],
)
def test_days_late_are_never_more_than_proven(facts, days):
    assert found(**facts).days_late == days


def test_the_window_is_kept():
    standing = found("02-05", absent=("01-20", "02-02", "02-06"), line="02-04")
    assert (standing.first_seen, standing.last_absent) == (at("02-05"), at("02-02"))
    assert standing.absent_runs == (at("02-02"), at("02-06"))


@pytest.mark.parametrize(
    ("as_of", "runs", "state", "days"),
    [
        ("01-10", (), "not_due", None),
        ("01-16", (), "not_due", None),
        ("01-17", (), "due", None),
        ("01-31", ("01-30", "01-31"), "due", None),
        ("02-01", (), "not_looked", None),
        ("02-01", ("01-20", "01-31"), "not_looked", None),
        ("02-01", ("02-01T08:00",), "not_found_so_far", None),
        ("02-01", ("02-01T00:30", "02-01T12:29"), "not_found_so_far", None),
        ("02-01", ("02-01T00:30", "02-01T12:30"), "missing", 1),
        ("02-03", ("02-01", "02-02"), "missing", 3),
        ("02-03", ("01-31", "02-02"), "not_found_so_far", None),
        ("02-02", ("02-02", "02-03"), "not_found_so_far", None),
    ],
)
def test_not_found(as_of, runs, state, days):
    standing = not_found(as_of, *runs)
    assert (standing.state, standing.days_late, standing.published) == (state, days, None)


@pytest.mark.parametrize(
    ("as_of", "runs", "state"),
    [
        ("01-05", (), "not_looked"),
        ("01-05", ("2025-12-30", "2025-12-31"), "not_looked"),
        ("01-05", ("01-05T08:00",), "not_found_so_far"),
        ("01-05", ("01-03", "01-04"), "not_found"),
    ],
)
def test_without_a_clock_nothing_is_missing(as_of, runs, state):
    assert not_found(as_of, *runs, due=None).state == state


def test_without_a_clock_a_report_is_published():
    standing = found(due=None, line="2026-05-20")
    assert (standing.state, standing.published, standing.due) == ("published", date(2026, 5, 20), None)
    assert found(due=None, signature="01-20").published is None
    assert found("02-05", due=None, line="01-20", absent=("02-01",)).flags == ("back_dated", "date_conflict")


def moved(seen: str, *, days: Sequence[str] = (), absent: Sequence[str] = (), with_it: bool = False, **dates: str):
    on = frozenset(at(day).date() for day in days)
    sighting = Sighting(at(seen), witnesses(**dates), moved_on=on, appeared_by_move=with_it)
    return judge(YEAR, as_of=AS_OF, due=LAW, sighting=sighting, absent_runs=[at(run) for run in absent])


@pytest.mark.parametrize(
    ("seen", "state", "flags"),
    [
        # the site gave every page the day of its move
        pytest.param({"days": ["04-10"], "line": "04-10"}, State.UNDATED, ("migrated",), id="its only date"),
        pytest.param({"days": ["04-10"], "line": "02-20"}, State.LATE, (), id="another date"),
        pytest.param({"days": ["04-10"], "signature": "04-10"}, State.UNDATED, (), id="a signature is no move"),
        pytest.param({"absent": ["04-10"], "with_it": True}, State.UNDATED, ("migrated",), id="absent before the move"),
        pytest.param({"absent": ["04-10"]}, State.LATE, (), id="absent, and no move"),
    ],
)
def test_a_move_of_the_site_dates_nothing(seen: dict[str, Any], state, flags):
    standing = moved("04-20", **seen)
    assert (standing.state, standing.flags) == (state, flags)


def test_what_is_not_expected_is_not_judged():
    standing = judge(YEAR, as_of=AS_OF, due=LAW, expected=False, flags=["simulated"])
    assert (standing.state, standing.due, standing.flags) == (State.NOT_EXPECTED, None, ("simulated",))


def test_withdrawn_comes_before_late():
    sighting = Sighting(at("02-10"), witnesses(line="02-05", url="02-05"), withdrawn=True)
    standing = judge(YEAR, as_of=AS_OF, due=LAW, sighting=sighting, absent_runs=[at("03-01"), at("03-02")])
    assert (standing.state, standing.certain, standing.days_late) == (State.WITHDRAWN, False, None)
    assert (standing.published, standing.last_absent) == (date(2026, 2, 5), at("03-02"))


# `duban import` of a hand-saved page: the crawl that was blocked, or looked elsewhere, says nothing about it.
def test_a_page_entered_by_hand_is_judged_by_its_dates_alone():
    assert found("01-10", hand=True).state == State.UNDATED
    late = found("03-10", hand=True, absent=("02-02", "02-03"), line="01-20")
    assert (late.state, late.flags) == (State.ON_TIME, ("hand_entered",))
    assert found("02-01", hand=True, line="02-05", url="02-05").certain


def test_what_was_recorded_later_is_not_known_yet():
    sighting = Sighting(at("02-05"), witnesses(line="02-04"))
    runs = [at("02-02"), at("02-03")]
    states = [
        judge(YEAR, as_of=at(day), due=LAW, sighting=sighting, absent_runs=runs).state
        for day in ("01-10", "01-20", "02-01", "02-02", "02-03", "02-05")
    ]
    assert states == ["not_due", "due", "not_looked", "not_found_so_far", "missing", "late"]


def test_local_days_and_known_flags_are_shown_in_the_order_of_the_contract():
    due = Due(date(2026, 1, 20), "local", "通知", date(2026, 1, 31))
    sighting = Sighting(at("04-20"), witnesses(line="01-25"), hand_entered=True)
    standing = judge(
        YEAR, as_of=AS_OF, due=due, sighting=sighting, flags=["simulated", "changed", "no flag of the contract"]
    )
    assert (standing.state, standing.due_source, standing.days_late) == (State.LATE, "local", 5)
    assert standing.flags == ("changed", "local_deadline", "hand_entered", "simulated")


# A run at half past midnight in Shanghai is still the day before in UTC.
def test_days_are_counted_in_shanghai():
    seen = at("02-01T00:30").astimezone(UTC)
    sighting = Sighting(seen, witnesses(line="02-01", list_="02-01"))
    standing = judge(YEAR, as_of=seen, due=LAW, sighting=sighting)
    assert (standing.state, standing.days_late, standing.flags) == (State.LATE, 1, ())
    assert judge(YEAR, as_of=seen, due=LAW).state == State.NOT_LOOKED


def test_proof_of_absence_needs_two_runs_twelve_hours_apart():
    noon = at("02-01T12:00")
    assert not proven_absent([])
    assert not proven_absent([noon])
    assert not proven_absent([noon, noon + timedelta(hours=11, minutes=59)])
    assert proven_absent([noon + timedelta(hours=12), noon])


CMS = ("page.line", "page.metadata", "meta.PubDate", "list")
SOURCES = [source for source in DateSource if not source.startswith("duban.")]
NO_CLOCK = {State.WITHDRAWN, State.PUBLISHED, State.NOT_FOUND, State.NOT_FOUND_SO_FAR, State.NOT_LOOKED}

days = st.dates(date(2025, 12, 1), date(2026, 12, 31))
instants = st.datetimes(datetime(2025, 12, 1), datetime(2026, 12, 31)).map(lambda naive: naive.replace(tzinfo=SHANGHAI))  # noqa: DTZ001 - the zone is put in
dues = st.none() | st.sampled_from([LAW, Due(date(2026, 3, 31), "law", ""), Due(date(2026, 2, 20), "local", "")])
dated = st.builds(DateWitness, days, st.sampled_from(SOURCES), st.just(""))
sightings = st.builds(Sighting, instants, st.lists(dated, max_size=6).map(tuple), st.booleans(), st.booleans())
facts = {
    "as_of": instants,
    "due": dues,
    "sighting": st.none() | sightings,
    "runs": st.lists(instants, max_size=5),
}


@settings(max_examples=500, deadline=None)
@given(**facts)
def test_late_only_with_a_date_after_the_due_day_or_absence_after_it(as_of, due, sighting, runs):
    standing = judge(YEAR, as_of=as_of, due=due, sighting=sighting, absent_runs=runs)
    if standing.state is not State.LATE:
        assert not standing.certain
        return
    absent = [run for run in runs if end_of_day(due.date) < run < sighting.first_seen]
    late = [witness for witness in sighting.witnesses if witness.date > due.date and witness.date <= as_of.date()]
    assert absent or any(witness.source not in ("signature", "document.properties") for witness in late)
    assert standing.days_late >= 1
    assert sighting.hand_entered or sighting.first_seen > end_of_day(due.date)
    if standing.certain:
        families = {"cms" if witness.source in CMS else witness.source for witness in late}
        assert absent or ("cms" in families and len(families) > 1)


@settings(max_examples=500, deadline=None)
@given(**facts)
def test_missing_only_with_two_runs_after_the_due_day(as_of, due, sighting, runs):
    standing = judge(YEAR, as_of=as_of, due=due, sighting=sighting, absent_runs=runs)
    if standing.state is State.MISSING:
        telling = sorted(run for run in runs if end_of_day(due.date) < run <= as_of)
        assert len(telling) >= 2
        assert telling[-1] - telling[0] >= timedelta(hours=12)
        assert standing.days_late >= 1
    if standing.state is State.NOT_FOUND:
        assert due is None
    if due is None:
        assert standing.state in NO_CLOCK


@settings(max_examples=500, deadline=None)
@given(**facts)
def test_back_dated_only_with_absence_after_a_date_of_the_cms(as_of, due, sighting, runs):
    standing = judge(YEAR, as_of=as_of, due=due, sighting=sighting, absent_runs=runs)
    assert tuple(flag for flag in FLAGS if flag in standing.flags) == standing.flags
    if "back_dated" in standing.flags:
        assert not sighting.hand_entered
        shown = [witness.date for witness in sighting.witnesses if witness.source in CMS]
        assert any(end_of_day(min(shown)) < run < sighting.first_seen for run in runs)


@settings(max_examples=500, deadline=None)
@given(**facts, run=instants)
def test_one_more_empty_run_never_takes_a_proof_away(as_of, due, sighting, runs, run):
    before = judge(YEAR, as_of=as_of, due=due, sighting=sighting, absent_runs=runs)
    after = judge(YEAR, as_of=as_of, due=due, sighting=sighting, absent_runs=[*runs, run])
    if before.state in {State.MISSING, State.NOT_FOUND}:
        assert after.state is before.state
    if before.state is State.LATE and before.certain:
        assert (after.state, after.certain) == (State.LATE, True)


@settings(max_examples=500, deadline=None)
@given(**facts, later=st.timedeltas(timedelta(0), timedelta(days=300)))
def test_time_alone_never_mends_what_is_missing(as_of, due, sighting, runs, later):
    before = judge(YEAR, as_of=as_of, due=due, absent_runs=runs)
    after = judge(YEAR, as_of=as_of + later, due=due, absent_runs=runs)
    if before.state is State.MISSING:
        assert after.state is State.MISSING
        assert after.days_late >= before.days_late
