"""The facts of a run, counted from what was recorded, so that an interruption changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from crawler.acceptance import Facts
from crawler.completeness import Part, short_lists
from crawler.discovery import Judged, Page, announced, page_size, squeeze, turns_on, unaddressed_reports, year_in
from crawler.outcomes import FORBIDDEN_BY_ROBOTS, GONE, PAST_THE_END, PRESENT, SEEN, page_of
from crawler.selection import Left, Look, Selection
from crawler.sounding import is_sounding
from crawler.source_run import SourceRun
from reports.archive import Archive, DamagedError
from reports.store import FrontierEntry, Role, RunState, Store, VisitOutcome, VisitRow

_DOCUMENTS = frozenset({"report", "attachment"})
_ASIDE = frozenset({"probe", "attachment", "picture"})
"""Roles of what was only tried."""
_NO_WAY: frozenset[Role] = frozenset({"report", "attachment", "picture"})
"""Roles of what leads to no report."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What a page of the way held when it is looked at again in the archive; links that were left, by address.

    `titles` are those of reports with an address, `unaddressed` those of reports without one.
    """

    url: str
    empty: bool = False
    entries: int = 0
    is_report: bool = False
    decoys: dict[str, str] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    too_deep: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()
    alike: dict[str, str] = field(default_factory=dict)
    part: Part | None = None
    reports: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    unaddressed: frozenset[str] = frozenset()


def facts_of(store: Store, archive: Archive, source_run: SourceRun) -> Facts:
    """Count the facts of a run."""
    run = source_run.run
    visits = [visit for visit in store.visits(run.id) if not is_sounding(visit.url)]
    present = [visit for visit in visits if visit.outcome in PRESENT]
    requests = store.requests(run.id, but=_NO_WAY)
    looks = [
        _look(archive, source_run.selection, visit, requests[visit.id])
        for visit in present
        if visit.role not in _NO_WAY
    ]
    ends = [requests[visit.id].key for visit in visits if visit.error == PAST_THE_END]
    short = list(short_lists((look.part for look in looks if look.part), ends))
    reports = {visit.url for visit in present if visit.role in _DOCUMENTS}
    reports |= {look.url for look in looks if look.is_report}
    reports |= store.captured(run.id)
    groups = _groups(visits, looks)
    before = _reports_before(store, run.source)
    meant = [visit for visit in visits if visit.role not in {"probe", "picture"}]
    failed = sum(visit.outcome not in (SEEN | GONE if visit.role in _DOCUMENTS else SEEN) for visit in meant)
    counts = {
        "pages": len(visits),
        "pages_left": store.frontier_size(run.id)[0],
        "blocked": sum(visit.outcome is VisitOutcome.BLOCKED for visit in visits),
        "start_failed": int(not any(visit.role in {"home", "list"} for visit in present)),
        "columns": sum(visit.role == "list" for visit in present) + len(reports),
        "entries": len(reports) + sum(look.entries for look in looks),
        "reports": len(reports),
        "reports_before": before,
        "lost_percent": lost_percent(len(reports), before),
        "error_percent": 100 * failed // len(meant) if meant else 100,
        "restricted": int(bool(run.scope)),
        "lists_short": len(short),
        **{name: len(addresses) for name, addresses in groups.items()},
        **_decoys(looks),
    }
    examples = {f"{name}_example": addresses[0] if addresses else "" for name, addresses in groups.items()}
    start = source_run.source.column or source_run.source.site
    stopped = source_run.stopped or ("error" if source_run.poisoned else "")
    examples |= {"lists_short_example": short[0].url, "lists_short_figures": short[0].figures} if short else {}
    return Facts(counts, {"start": start, **examples}, stopped)


def lost_percent(reports: int, before: int) -> int:
    """Return the share of reports lost since the last accepted run; one is forgiven unless it was the last."""
    lost = before - reports
    if lost <= 0 or (lost == 1 and reports):
        return 0
    return -(-100 * lost // before)


def _groups(visits: Sequence[VisitRow], looks: Sequence[_Look]) -> dict[str, list[str]]:
    """The addresses behind the facts that name an example."""
    seen = {visit.url for visit in visits}
    failed = [visit for visit in visits if visit.outcome not in SEEN]
    answered = seen - {visit.url for visit in failed if visit.outcome not in GONE}
    titles = frozenset[str]().union(*(look.titles for look in looks))
    return {
        "robots": [visit.url for visit in failed if visit.error == FORBIDDEN_BY_ROBOTS and visit.role not in _ASIDE],
        "lists_failed": [visit.url for visit in failed if visit.role == "list" and visit.error != PAST_THE_END],
        "lists_unaddressed": [look.url for look in looks if look.unaddressed - titles],
        "lists_empty": [look.url for look in looks if look.empty],
        "reports_unopened": [visit.url for visit in failed if visit.role == "report" and visit.outcome not in GONE],
        "reports_gone": [visit.url for visit in failed if visit.role == "report" and visit.outcome in GONE],
        "reports_elsewhere": sorted({url for look in looks for url in look.elsewhere}),
        "too_deep": sorted({url for look in looks for url in look.too_deep} - seen),
        "unclear": sorted({url for look in looks for url in look.unclear} - answered),
        "alike": _alike_alone(looks),
    }


def _alike_alone(looks: Sequence[_Look]) -> list[str]:
    """Look-alikes that name a body and an expected year of which no report is listed: they may be that report."""
    listed = {claim for look in looks for claim in look.reports}
    return sorted({url for look in looks for url, claim in look.alike.items() if claim not in listed})


def _look(archive: Archive, selection: Selection, visit: VisitRow, entry: FrontierEntry) -> _Look:
    try:
        page = page_of(archive.get(visit.sha256 or ""), visit.url)
    except DamagedError:
        page = None
    if page is None:
        return _Look(visit.url, empty=True)
    unaddressed = frozenset(map(squeeze, unaddressed_reports(page)))
    look = selection.look(page, entry)
    taken = [selection.take(each, entry, in_column=look.in_column) for each in look.judged]
    left = [each for each in taken if isinstance(each, Left)]
    is_report = page.looks_like_report()
    return _Look(
        visit.url,
        titles=frozenset(squeeze(each.link.text) for each in look.judged if each.role == "report"),
        unaddressed=unaddressed,
        empty=not page.links and not unaddressed and not is_report and visit.role != "probe",
        entries=sum(each.judged.is_entry for each in left) + int(is_report),
        is_report=is_report,
        decoys={each.judged.link.url: each.judged.decoy for each in left if each.judged.decoy},
        elsewhere=_addresses(left, lambda each: each.reason == "host" and selection.names_a_body(each.judged)),
        too_deep=_addresses(left, lambda each: each.reason == "too deep"),
        unclear=frozenset(
            each.link.url for each in look.judged if look.in_column and selection.is_unclear(each, page.url)
        ),
        alike={
            each.judged.link.url: claim
            for each in left
            if (claim := selection.claim(each.judged)) and each.judged.decoy
        },
        part=_part(page, entry, look, selection.first_year) if look.in_column and not is_report else None,
        reports=frozenset(claim for each in look.judged if each.role == "report" and (claim := selection.claim(each))),
    )


def _part(page: Page, entry: FrontierEntry, look: Look, since: int) -> Part:
    """A page of a list as far as its completeness goes: rows are what has a date beside it, or looks like a report."""
    rows = [
        each for each in look.judged if not each.is_pager and (page.data is not None or each.link.date or each.is_entry)
    ]
    unfollowed = any(each.role is None and turns_on(each.link.text) for each in look.judged)
    return Part(
        key=entry.key,
        further=frozenset(each.link.key for each in look.judged if each.is_pager),
        rows=frozenset(each.link.url for each in rows),
        said=announced(page),
        turns=bool(page.turns) or unfollowed,
        is_answer=page.data is not None,
        size=page_size(replace(page, sent=entry.body)),
        years=frozenset(year for each in rows for year in _years(each)),
        closed=frozenset(year for year in page.scripted_years if year >= since),
        since=year_in(squeeze(entry.title or "")) or since,
    )


def _years(row: Judged) -> tuple[int, ...]:
    """The report year that an entry names, or the two that its date leaves open."""
    if row.year or not row.link.date:
        return (row.year,) if row.year else ()
    dated = int(row.link.date[:4])
    return dated, dated - 1


def _addresses(left: Iterable[Left], test: Callable[[Left], bool]) -> frozenset[str]:
    return frozenset(each.judged.link.url for each in left if test(each))


def _decoys(looks: Iterable[_Look]) -> dict[str, int]:
    """How many look-alikes of each kind were left, by address."""
    kinds = {url: kind for look in looks for url, kind in look.decoys.items()}
    return {f"decoy_{kind}": count for kind, count in sorted(Counter(kinds.values()).items())}


def _reports_before(store: Store, source: str) -> int:
    accepted = [run for run in store.runs(source) if run.state is RunState.ACCEPTED]
    return accepted[-1].counts.get("reports", 0) if accepted else 0
