"""Whether a report came in time, is late, is missing, or cannot be judged: the calendar of one body and year.

Three kinds of evidence are weighed, and none of them is trusted alone where it accuses:

* the CMS: metadata table, page line, PubDate and list entry come out of one system and are one witness; the most
  trusted of them speaks (`page.metadata`, `page.line`, then `meta.PubDate`, then `list`), the others may object;
* independent traces: the address or id (`url`, `url.id`: when the page was created, not published), the signature
  line, the properties of a file, Last-Modified;
* our own window: `first_seen`, and before it the newest accepted run that looked and found nothing.

A report that was found, where a clock runs ("in time" means on or before the due day; the first line that fits):

| what we have                                                            | state, certainty, flags                   |
|-------------------------------------------------------------------------|-------------------------------------------|
| we saw it in time ourselves, whatever its dates say now                 | on_time; date_conflict if CMS says later  |
| absence proven after the due day, CMS late or silent                    | late, certain                             |
| absence proven after the due day, CMS in time                           | late, certain, back_dated, date_conflict  |
| CMS late, but we saw it before that day                                 | undated, date_conflict                    |
| CMS late, another date of the CMS or the address in time                | undated, date_conflict (moved, reloaded)  |
| CMS late by half a year or more, signature in time                      | undated, date_conflict (moved)            |
| CMS late, and address, signature, file or Last-Modified late too        | late, certain                             |
| CMS late, nothing else                                                  | late, not certain                         |
| CMS in time, absence proven after that day, not after the due day       | undated, back_dated, date_conflict        |
| CMS in time; address, signature or another date of the CMS late         | on_time, date_conflict                    |
| CMS in time                                                             | on_time                                   |
| no CMS date; addresses on both sides of the due day                     | undated, date_conflict                    |
| no CMS date; address in time, absence proven after that day             | undated                                   |
| no CMS date; address in time                                            | on_time                                   |
| no CMS date; address late, signature in time or seen before that day    | undated, date_conflict                    |
| no CMS date; address late                                               | late, not certain                         |
| a signature, a file or nothing                                          | undated: a signature is not a publication |

A date within the report year or before it, and a date after `as_of`, is no publication date: of the CMS it is set
aside with `date_conflict`, of other witnesses in silence (drafts are made in December, templates years before).
A day on which the site was moved (many old reports dated anew) is set aside for every report it is shown of, with the
flag migrated; a report that appeared with the move was not absent before in any sense that counts.
An edition entered by hand was not found by us: our own window says nothing about it, only its dates do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from checks.dating import Evidence, day_of, gather
from checks.model import DateSource, DateWitness, Standing, State
from config.clock import SHANGHAI, end_of_day
from config.deadlines import Due, due_soon_days
from config.season import PROOF_INTERVAL

MIGRATION_GAP = timedelta(days=180)
"""A move to another site re-dates old reports to the day of the move; a report signed in time and dated this long after
the due day was probably moved, and its date proves nothing."""

MODIFIED_WITHIN = timedelta(days=7)
"""Last-Modified and file dates support a CMS date only up to this long after it: pages are generated anew all year."""

FLAGS = (
    "changed",
    "back_dated",
    "date_conflict",
    "migrated",
    "unreadable",
    "moved",
    "copies_disagree",
    "local_deadline",
    "hand_entered",
    "waived",
    "simulated",
)
"""The flags of the contract in its order."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """The report of a year as it was found.

    Attributes:
        first_seen: the instant, in as-of time, at which a report of the body and year was first recorded.
        witnesses: all dates of the current edition.
        hand_entered: whether it was imported by a person and never met by a crawl.
        withdrawn: whether it is now proven absent.
        moved_on: days on which the site was moved: as dates of this report they say nothing.
        appeared_by_move: whether it was first seen with such a move, so that its absence before says nothing.
    """

    first_seen: datetime
    witnesses: tuple[DateWitness, ...] = ()
    hand_entered: bool = False
    withdrawn: bool = False
    moved_on: frozenset[date] = frozenset()
    appeared_by_move: bool = False


def judge(
    year: int,
    *,
    as_of: datetime,
    due: Due | None,
    expected: bool = True,
    sighting: Sighting | None = None,
    absent_runs: Iterable[datetime] = (),
    flags: Iterable[str] = (),
) -> Standing:
    """Return where a body stands with its report of a year. Pure: the same facts give the same answer.

    Args:
        year: the report year.
        as_of: the instant asked about; what was recorded after it is not known yet.
        due: the last day in time, None where no clock runs.
        expected: whether the registry expects a report for this year.
        sighting: the report found, None when there is none.
        absent_runs: the instants, in as-of time, at which accepted runs of the body's source began that found no
            report of this body and year, before a sighting or after it.
        flags: what is known beside the dates (`changed`, `unreadable`, `waived` …); kept and put in order.

    Returns:
        The standing. For a report that is late, `days_late` counts from the due day to the day of publication; where
        only our own window bounds that day (`published_source` is `duban.first_seen`), to the last proven absence, so
        that it is never overstated. For a missing one it counts to `as_of`.
    """
    if not expected:
        return Standing(State.NOT_EXPECTED, flags=_ordered(flags))
    runs = tuple(sorted({run for run in absent_runs if run <= as_of}))
    known = sighting and (sighting.hand_entered or sighting.first_seen <= as_of)
    standing = _found(year, as_of, due, sighting, runs) if sighting and known else _not_found(year, as_of, due, runs)
    due_source = due.source if due else None
    own = ("local_deadline",) if due_source == "local" else ()
    return replace(
        standing,
        due=due.date if due else None,
        due_source=due_source,
        flags=_ordered((*flags, *standing.flags, *own)),
    )


def proven_absent(runs: Sequence[datetime]) -> bool:
    """Whether the instants of accepted runs that found nothing prove absence: two of them, 12 hours apart."""
    return len(runs) > 1 and max(runs) - min(runs) >= PROOF_INTERVAL


def _ordered(flags: Iterable[str]) -> tuple[str, ...]:
    given = set(flags)
    return tuple(flag for flag in FLAGS if flag in given)


def _not_found(year: int, as_of: datetime, due: Due | None, runs: Sequence[datetime]) -> Standing:
    last_absent = runs[-1] if runs else None
    clock_end = end_of_day(due.date if due else date(year, 12, 31))
    if due and as_of <= clock_end:
        days_left = (due.date - day_of(as_of)).days
        return Standing(State.DUE if days_left <= due_soon_days() else State.NOT_DUE, last_absent=last_absent)
    telling = tuple(run for run in runs if run > clock_end)
    state = _state_of_absence(telling, State.MISSING if due else State.NOT_FOUND)
    days = (day_of(as_of) - due.date).days if due and state is State.MISSING else None
    return Standing(state, last_absent=last_absent, days_late=days, absent_runs=telling)


def _state_of_absence(telling: Sequence[datetime], proven: State) -> State:
    if proven_absent(telling):
        return proven
    return State.NOT_FOUND_SO_FAR if telling else State.NOT_LOOKED


@dataclass(frozen=True, slots=True)
class _Verdict:
    state: State
    published: DateWitness | None = None
    certain: bool = False
    days_late: int | None = None
    conflict: bool = False


def _found(year: int, as_of: datetime, due: Due | None, sighting: Sighting, runs: Sequence[datetime]) -> Standing:
    seen = None if sighting.hand_entered else sighting.first_seen
    witnesses = tuple(witness for witness in sighting.witnesses if not _by_move(witness, sighting.moved_on))
    own = () if sighting.appeared_by_move else runs
    evidence = gather(year, as_of, witnesses, seen=seen, absent_runs=own)
    verdict = _with_clock(evidence, due.date) if due else _Verdict(State.PUBLISHED, evidence.shown)
    if sighting.withdrawn:
        verdict = replace(verdict, state=State.WITHDRAWN, certain=False, days_late=None)
    published = verdict.published
    return Standing(
        verdict.state,
        published=published.date if published else None,
        published_source=published.source if published else None,
        first_seen=sighting.first_seen,
        last_absent=runs[-1] if runs and sighting.withdrawn else evidence.last_absent,
        days_late=verdict.days_late,
        certain=verdict.certain,
        witnesses=sighting.witnesses,
        absent_runs=tuple(run for run in runs if due and run > end_of_day(due.date)),
        shown=evidence.cms[0] if evidence.cms else None,
        absent_since_shown=evidence.absent_since_shown,
        flags=_date_flags(evidence, verdict, sighting),
    )


def _by_move(witness: DateWitness, moved_on: frozenset[date]) -> bool:
    return witness.date in moved_on and witness.source is not DateSource.SIGNATURE


def _date_flags(evidence: Evidence, verdict: _Verdict, sighting: Sighting) -> tuple[str, ...]:
    present = {
        "back_dated": evidence.back_dated,
        "date_conflict": verdict.conflict or evidence.back_dated or evidence.impossible,
        "hand_entered": sighting.hand_entered,
        "migrated": sighting.appeared_by_move or any(_by_move(w, sighting.moved_on) for w in sighting.witnesses),
    }
    return tuple(flag for flag, holds in present.items() if holds)


def _with_clock(evidence: Evidence, due: date) -> _Verdict:
    if evidence.seen and evidence.seen <= end_of_day(due):
        return _seen_in_time(evidence, evidence.seen)
    if evidence.seen and evidence.absent_since(due):
        return _absent_after_due(evidence, due, evidence.seen)
    if evidence.cms:
        late = evidence.cms[0].date > due
        return _cms_late(evidence, due) if late else _cms_in_time(evidence, due)
    if evidence.address:
        return _address_only(evidence, due)
    return _Verdict(State.UNDATED)


def _seen_in_time(evidence: Evidence, seen: datetime) -> _Verdict:
    shown = evidence.shown
    later = shown is not None and evidence.seen_before(shown.date)
    if shown is None or later or evidence.absent_since(shown.date):
        return _Verdict(State.ON_TIME, _own(seen), conflict=later)
    return _Verdict(State.ON_TIME, shown)


def _absent_after_due(evidence: Evidence, due: date, seen: datetime) -> _Verdict:
    shown = evidence.cms[0] if evidence.cms else None
    within = shown is not None and not evidence.absent_since(shown.date) and not evidence.seen_before(shown.date)
    if shown and within:
        return _late(shown, due, certain=True)
    least = (day_of(evidence.last_absent) - due).days if evidence.last_absent else None
    return _Verdict(State.LATE, _own(seen), certain=True, days_late=least, conflict=shown is not None)


def _cms_late(evidence: Evidence, due: date) -> _Verdict:
    shown = evidence.cms[0]
    objections = (
        evidence.seen_before(shown.date),
        _any_in_time((*evidence.cms, *evidence.address), due),
        shown.date - due >= MIGRATION_GAP and _any_in_time(evidence.signature, due),
    )
    if any(objections):
        return _Verdict(State.UNDATED, conflict=True)
    near = (witness for witness in evidence.file if witness.date <= shown.date + MODIFIED_WITHIN)
    return _late(shown, due, certain=_any_late((*evidence.address, *evidence.signature, *near), due))


def _cms_in_time(evidence: Evidence, due: date) -> _Verdict:
    if evidence.back_dated:
        return _Verdict(State.UNDATED, conflict=True)
    others = (*evidence.cms, *evidence.address, *evidence.signature)
    return _Verdict(State.ON_TIME, evidence.cms[0], conflict=_any_late(others, due))


def _address_only(evidence: Evidence, due: date) -> _Verdict:
    shown, last = evidence.address[0], evidence.address[-1]
    if shown.date <= due < last.date:
        return _Verdict(State.UNDATED, conflict=True)
    if shown.date <= due:
        return _Verdict(State.UNDATED) if evidence.absent_since(shown.date) else _Verdict(State.ON_TIME, shown)
    if _any_in_time(evidence.signature, due) or evidence.seen_before(shown.date):
        return _Verdict(State.UNDATED, conflict=True)
    return _late(shown, due, certain=False)


def _late(shown: DateWitness, due: date, *, certain: bool) -> _Verdict:
    return _Verdict(State.LATE, shown, certain=certain, days_late=(shown.date - due).days)


def _own(seen: datetime) -> DateWitness:
    return DateWitness(day_of(seen), DateSource.FIRST_SEEN, seen.astimezone(SHANGHAI).isoformat())


def _any_in_time(witnesses: Iterable[DateWitness], due: date) -> bool:
    return any(witness.date <= due for witness in witnesses)


def _any_late(witnesses: Iterable[DateWitness], due: date) -> bool:
    return any(witness.date > due for witness in witnesses)
