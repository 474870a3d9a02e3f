"""What is known of every body and year at an instant: sightings, the edition that counts, proven absence, the standing.

Only accepted runs without a restriction prove absence, and only for bodies that were already looked for by their name
when they began. A page of the run that may be the report but could not be read or attributed forbids the proof, and so
does a list that names the report under an address that could not be opened.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from checks import timeliness
from checks.changes import differences
from checks.model import DateWitness, Edition, Publication, Report, Revision, Standing, State
from checks.reading.dates import date_of_list
from checks.reading.identity import parse_title
from checks.reading.names import BodyName, bodies_meant
from checks.timeliness import judge, proven_absent
from config.deadlines import last_report_year
from config.registry import Body, Source
from config.workspace import Workspace
from reports.attribution import registry_names
from reports.history import Transition, moved, transitions
from reports.migration import Migrations, migrations
from reports.publication import publication_of
from reports.store import CaptureRow, EditionRow, Run, RunState, Sighting, Store, Unopened

NEVER = sys.maxsize
"""Stands for the run after which a body becomes known that the store has not met yet."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One body and year.

    Attributes:
        edition: the edition that counts, None when none was found.
        doubts: pages that may be this report but could not be read or attributed, and so forbid to prove absence.
        unopened: addresses under which a list names this report, and which could not be opened.
        changes: what took the place of what on the site, where both certainly differ, oldest first.
        revision: the report as it was before the first of these changes, and after the last.
        publication: where and how it is offered.
        checked: when an address of the report was last asked for, in ledger time; lists may have named it since.
        vanished: whether the newest accepted run did not see the report, and its absence is not proven yet.
    """

    body: Body
    year: int
    standing: Standing
    edition: EditionRow | None
    doubts: int = 0
    unopened: tuple[str, ...] = ()
    changes: tuple[Transition, ...] = ()
    revision: Revision | None = None
    publication: Publication = field(default_factory=Publication)
    checked: datetime | None = None
    vanished: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """What a list promised to be a report by one title, and the visits that brought none, oldest first.

    Attributes:
        year: None where the title names none: it may be of any.
        bodies: names of those that the title may mean, all of them where it names none.
    """

    visits: tuple[Unopened, ...]
    year: int | None
    bodies: frozenset[str]

    def may_be(self, body: Body, year: int) -> bool:
        """Tell whether it may be a body's report of a year."""
        return self.year in {None, year} and body.name in self.bodies

    def names(self, body: Body, year: int) -> bool:
        """Tell whether its title names this body and year and no other."""
        return self.year == year and self.bodies == {body.name}


@dataclass(frozen=True, slots=True)
class Looking:
    """How a source was looked at: its accepted, unrestricted runs, oldest first, and the pages left in doubt."""

    runs: tuple[Run, ...]
    doubtful: tuple[CaptureRow, ...]
    promises: tuple[Promise, ...] = ()

    @classmethod
    def at(cls, store: Store, source: Source, as_of: datetime) -> "Looking":
        """Load what is known of a source at an instant."""
        runs = (run for run in store.runs(source.key, until=as_of) if run.state is RunState.ACCEPTED and not run.scope)
        promises = _promises(store.unopened_reports(source.key), registry_names(source.bodies))
        return cls(tuple(runs), tuple(store.doubtful_captures(source.key)), tuple(promises))

    def doubts(self, body: Body, year: int) -> tuple[CaptureRow, ...]:
        """Return the pages that may be a body's report of a year."""
        return tuple(capture for capture in self.doubtful if _may_be(capture, body, year))

    def doubts_now(self, body: Body, year: int) -> frozenset[str]:
        """Return the addresses that the newest of these runs left in doubt."""
        newest = self.runs[-1].id if self.runs else None
        return frozenset(capture.url for capture in self.doubts(body, year) if capture.run_id == newest)

    def unopened(self, body: Body, year: int) -> tuple[Unopened, ...]:
        """Return the visits that a list promised to be a body's report of a year, and that brought none."""
        return tuple(visit for each in self.promises if each.may_be(body, year) for visit in each.visits)

    def unopened_now(self, body: Body, year: int) -> tuple[str, ...]:
        """Return the addresses of those in the newest of these runs."""
        newest = self.runs[-1].id if self.runs else None
        return tuple(each.url for each in self.unopened(body, year) if each.run_id == newest)

    def dead(self, body: Body, year: int) -> tuple[Unopened, ...]:
        """Return those whose list names this body and year and no other, while the newest run has one."""
        named = tuple(visit for each in self.promises if each.names(body, year) for visit in each.visits)
        newest = self.runs[-1].id if self.runs else None
        return named if any(each.run_id == newest for each in named) else ()

    def proofs(self, body: Body, year: int, known_after: int) -> tuple[Run, ...]:
        """Return the runs that would have found a body's report of a year, had it been there.

        A body that became known after a run was not looked for by it.
        """
        doubted = {capture.run_id for capture in self.doubts(body, year)}
        doubted |= {each.run_id for each in self.unopened(body, year)}
        return tuple(run for run in self.runs if run.id > known_after and run.id not in doubted)


def _promises(unopened: Iterable[Unopened], bodies: tuple[BodyName, ...]) -> Iterator[Promise]:
    by_title: dict[str, list[Unopened]] = defaultdict(list)
    for visit in unopened:
        by_title[visit.title].append(visit)
    for text, visits in by_title.items():
        title = parse_title(text)
        if title is None or not title.decoy:
            meant = bodies_meant(title.body, bodies) if title and title.body else bodies
            yield Promise(tuple(visits), title.year if title else None, frozenset(each.name for each in meant))


def facts_of_source(store: Store, workspace: Workspace, source: Source, *, as_of: datetime) -> Iterator[Facts]:
    """Yield the facts on every body of a source and every year that is expected or was found.

    A year that is not expected is told when a report for it was found from `first_year` on, or was entered by hand.
    """
    found: dict[str, dict[int, list[Sighting]]] = {body.id: defaultdict(list) for body in source.bodies}
    for body_id, seen in store.sightings_of(found, until=as_of).items():
        for sighting in seen:
            found[body_id][sighting.year].append(sighting)
    look = _look(store, workspace, source, as_of, found)
    for body in source.bodies:
        sightings = found[body.id]
        for year in _years(body, sightings, workspace.settings.first_year, last_report_year(as_of)):
            yield look.facts(body, year, sightings[year])


def facts_not_found(
    store: Store, workspace: Workspace, source: Source, years: Iterable[tuple[str, int]], *, as_of: datetime
) -> Iterator[Facts]:
    """Yield the facts on some bodies of a source and years of which no report was ever found."""
    look = _look(store, workspace, source, as_of, {})
    bodies = {body.id: body for body in source.bodies}
    yield from (look.facts(bodies[body_id], year, ()) for body_id, year in years)


def _look(
    store: Store,
    workspace: Workspace,
    source: Source,
    as_of: datetime,
    found: Mapping[str, Mapping[int, Sequence[Sighting]]],
) -> "_Look":
    """Load what is known of a source, each kind of thing by one question."""
    looking = Looking.at(store, source, as_of)
    seen = [sighting for sighted in found.values() for sightings in sighted.values() for sighting in sightings]
    newest = {(each.edition_id, each.url, each.run_id is None): each.capture_id for each in seen}
    editions = store.editions_of(found) if seen else {}
    return _Look(
        store=store,
        workspace=workspace,
        looking=looking,
        instants={run.id: run.instant for run in looking.runs},
        known_after=store.known_after(source.key),
        as_of=as_of,
        moves=_moves(store, source, looking, found, as_of) if seen else Migrations(),
        editions=editions,
        witnesses=store.witnesses_of(editions, until=as_of),
        asked_at=store.asked_at(newest.values()),
        in_column=store.in_column(newest.values()),
    )


def _moves(
    store: Store,
    source: Source,
    looking: Looking,
    found: Mapping[str, Mapping[int, Sequence[Sighting]]],
    as_of: datetime,
) -> Migrations:
    appeared = {
        (body_id, year): first
        for body_id, sighted in found.items()
        for year, sightings in sighted.items()
        if (first := next((s.run_id for s in sightings if s.run_id is not None), None)) is not None
    }
    first_run = looking.runs[0].id if looking.runs else None
    return migrations(store.shown_days(source.key, until=as_of), appeared, first_run)


def counting_edition(
    sightings: Sequence[Sighting], editions: Mapping[int, EditionRow], proofs: Sequence[Run] = ()
) -> EditionRow:
    """Return the edition that is judged: of those that stand somewhere the most complete, then the oldest.

    When none stands any more, those of the newest sighting count.
    """
    standing = live(sightings, proofs) or sightings[-1:]
    candidates = (editions[sighting.edition_id] for sighting in standing)
    return min(candidates, key=lambda edition: (-edition.completeness, edition.first_seen, edition.id))


def live(sightings: Sequence[Sighting], proofs: Sequence[Run] = ()) -> list[Sighting]:
    """Return what stands where as far as we know: the newest sighting at each address that no later proof missed.

    What was entered by hand stands until a crawl sees the report.

    Args:
        sightings: of one body and year, oldest first.
        proofs: the runs that would have seen it.
    """
    newest = {sighting.url: sighting for sighting in sightings if sighting.run_id is not None}
    last = proofs[-1].instant if proofs else None
    crawled = [s for s in newest.values() if last is None or s.seen >= last]
    by_hand = [s for s in sightings if s.run_id is None][-1:]
    return crawled + [s for s in by_hand if all(s.seen >= c.seen for c in newest.values())]


@dataclass(frozen=True, slots=True)
class _Look:
    """A source at an instant.

    Attributes:
        instants: when its runs began, by id.
        known_after: by body, the newest run that did not look for it yet.
        editions, witnesses: of its bodies, by the id of the edition.
        asked_at, in_column: of the newest capture of each edition at each address; see `Store`.
    """

    store: Store
    workspace: Workspace
    looking: Looking
    instants: Mapping[int, datetime]
    known_after: Mapping[str, int]
    as_of: datetime
    moves: Migrations
    editions: Mapping[int, EditionRow]
    witnesses: Mapping[int, tuple[DateWitness, ...]]
    asked_at: Mapping[int, datetime]
    in_column: Mapping[int, bool]

    def facts(self, body: Body, year: int, sightings: Sequence[Sighting]) -> Facts:
        """Return the facts on one body and year."""
        proofs = self.looking.proofs(body, year, self.known_after.get(body.id, NEVER))
        seen_in = {sighting.run_id for sighting in sightings}
        absent = tuple(run.instant for run in proofs if run.id not in seen_in)
        edition = counting_edition(sightings, self.editions, proofs) if sightings else None
        read = cache(self.store.load_report)
        changes = self._changes(sightings, read)
        standing_now = live(sightings, proofs)
        shown = [sighting.capture_id for sighting in standing_now]
        publication = publication_of(
            read,
            self.workspace.registry,
            body,
            standing_now,
            in_column=max((self.in_column[each] for each in shown if each in self.in_column), default=None),
            dead=self.looking.dead(body, year),
            runs=self.instants,
        )
        standing = judge(
            year,
            as_of=self.as_of,
            due=self.workspace.due(body, year),
            expected=body.expected(year),
            sighting=self._found(edition, sightings, absent) if edition else None,
            absent_runs=absent,
            flags=self._flags(edition, sightings, standing_now, publication, changed=bool(changes)),
        )
        doubts = 0 if edition else len(self.looking.doubts_now(body, year))
        unopened = () if edition else self.looking.unopened_now(body, year)
        revision = self._revision(changes, sightings, read) if changes else None
        return Facts(
            body,
            year,
            standing,
            edition,
            doubts,
            unopened,
            changes,
            revision,
            publication,
            checked=max((self.asked_at[each] for each in shown if each in self.asked_at), default=None),
            vanished=bool(proofs) and proofs[-1].id not in seen_in and standing.state is not State.WITHDRAWN,
        )

    def _found(
        self, edition: EditionRow, sightings: Sequence[Sighting], absent: Sequence[datetime]
    ) -> timeliness.Sighting:
        crawled = [sighting for sighting in sightings if sighting.run_id is not None]
        since_then = [run for run in absent if run > sightings[-1].seen]
        return timeliness.Sighting(
            first_seen=(crawled or sightings)[0].seen,
            witnesses=self.witnesses[edition.id],
            hand_entered=not crawled,
            moved_on=self.moves.days,
            appeared_by_move=bool(crawled) and crawled[0].run_id in self.moves.runs,
            withdrawn=bool(crawled) and proven_absent(since_then),
        )

    def _changes(self, sightings: Sequence[Sighting], read: Callable[[int], Report]) -> tuple[Transition, ...]:
        if len({sighting.edition_id for sighting in sightings}) < 2:
            return ()
        editions = self.editions
        accepted = {run.id for run in self.looking.runs}
        found = (
            each
            for each in transitions(sightings, editions, accepted)
            if editions[each.before].reader == editions[each.after].reader
        )
        return tuple(each for each in found if differences(read(each.before), read(each.after)))

    def _revision(
        self, changes: Sequence[Transition], sightings: Sequence[Sighting], read: Callable[[int], Report]
    ) -> Revision:
        crawled = {sighting.edition_id for sighting in sightings if sighting.run_id is not None}
        first, now = (
            edition_of(read(row.id), row, by_hand=row.id not in crawled)
            for row in (self.editions[changes[0].before], self.editions[changes[-1].after])
        )
        return Revision(first, now)

    def _flags(
        self,
        edition: EditionRow | None,
        sightings: Sequence[Sighting],
        standing: Sequence[Sighting],
        publication: Publication,
        *,
        changed: bool,
    ) -> Iterator[str]:
        if self.workspace.settings.simulated:
            yield "simulated"
        if edition is None:
            return
        if not edition.readable:
            yield "unreadable"
        if all(sighting.who for sighting in sightings if sighting.edition_id == edition.id):
            yield "hand_entered"
        if changed:
            yield "changed"
        if moved(sightings, standing):
            yield "moved"
        if publication.copies:
            yield "copies_disagree"


def edition_of(report: Report, row: EditionRow, *, by_hand: bool) -> Edition:
    """Return an edition with its report and its first payload, as the rules take it."""
    return Edition(report, row.first_seen, row.url, row.fetched_at.isoformat(), row.sha256, by_hand)


def _years(body: Body, found: Mapping[int, Sequence[Sighting]], first_year: int, last: int) -> list[int]:
    told = {y for y, seen in found.items() if y >= first_year or any(s.run_id is None for s in seen)}
    return sorted(told.union(body.years(last)))


def _may_be(capture: CaptureRow, body: Body, year: int) -> bool:
    """Tell whether a page in doubt may be a body's report of a year, by what is known of it.

    A report of a year is never published before the end of that year's December, whatever else a list says.
    """
    listed = date_of_list(capture.list_date or "")
    return (
        (capture.body is None or capture.body in body.names)
        and (capture.year is None or capture.year == year)
        and (listed is None or listed.date >= date(year, 12, 1))
    )
