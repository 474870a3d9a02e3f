"""A page for every body, and one for each of its findings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from checks.labels import TABLE_NAMES
from config.forms import FORM_IDS, cell_ids
from reports.digest.excerpt import suspects
from reports.digest.facts import Facts
from reports.digest.names import body_page, region_page
from reports.digest.parts.bodies import calendar, provenance, reviews, statements
from reports.digest.parts.revisions import revised, revision_anchor
from reports.digest.site.desk import Desk, lasting
from reports.digest.site.evidence import Told, put_evidence
from reports.digest.site.shares import shares
from reports.digest.site.tables import YearCells, tables
from reports.digest.site.view import BodyPage, EditionLine, YearLine
from reports.digest.text import day
from reports.digest.view import BodyItems, Revised, YearItems
from reports.store.records import EditionRow, FindingRow
from reports.wording import FLAG, READING

if TYPE_CHECKING:
    from reports.status import BodyYear


def put_bodies(desk: Desk) -> None:
    """Put the page of every body in its place, and the page of every open finding."""
    editions: dict[str, list[EditionRow]] = defaultdict(list)
    for edition in desk.store.editions():
        editions[edition.body_id].append(edition)
    events = desk.store.last_events()
    for body_id, facts in shares(desk.facts):
        one = _Body(desk, body_id, facts, editions[body_id])
        desk.put(body_page(body_id), "site_body.html.j2", one.source, one.page)
        for row in facts.findings:
            put_evidence(desk, Told(row, one.edition(row), one.calendars.get(row.year, ""), events[row.id]), one.told)


class _Body:
    """One body while its pages are made."""

    def __init__(self, desk: Desk, body_id: str, facts: Facts, editions: list[EditionRow]) -> None:
        self.desk, self.body_id, self.facts, self.editions = desk, body_id, facts, editions
        self.words = desk.words

    @cached_property
    def calendars(self) -> Mapping[int, str]:
        """The dates of every year in words."""
        return {each.year: calendar(each, self.words) for each in self.facts.body_years}

    @property
    def source(self) -> object:
        """What the page is made from: nothing in it changes only because a day passed."""
        return (
            self._years(),
            self._region(),
            [(row.public_id, row.first_seen, row.finding) for row in self.facts.findings],
            [lasting(edition) for edition in self.editions],
            [[change.transition for change in changes] for changes in self.facts.revisions.values()],
        )

    def page(self) -> BodyPage:
        """Return what the page says."""
        one = self.facts.body_years[0]
        return BodyPage(
            body=one.body,
            kind=self.words.kind(one.kind),
            region=self._region(),
            years=self._years(),
            items=self._stated,
            reviews=self._to_review,
            told=self._told,
            tables=tables(self._cells(), _faults(self.facts.findings), self.words),
            editions=tuple(self._editions()),
            revisions=tuple(self._revisions()),
        )

    @cached_property
    def _stated(self) -> tuple[YearItems, ...]:
        return _by_year(statements(self.facts, self.words))

    @cached_property
    def _to_review(self) -> tuple[YearItems, ...]:
        return _by_year(reviews(self.facts, self.words))

    @cached_property
    def _told(self) -> Mapping[str, Markup]:
        years = (*self._stated, *self._to_review)
        return {item.public_id: self.desk.told(item) for year in years for item in year.items}

    def told(self, public_id: str) -> Markup:
        """Return what is told of one finding."""
        return self._told[public_id]

    def edition(self, row: FindingRow) -> EditionRow | None:
        """Return the edition a finding rests on."""
        return next((edition for edition in self.editions if edition.id == row.edition_id), None)

    def _years(self) -> tuple[YearLine, ...]:
        newest_first = sorted(self.facts.body_years, key=lambda each: -each.year)
        return tuple(self._year(each) for each in newest_first)

    def _year(self, each: "BodyYear") -> YearLine:
        edition = self.facts.editions.get((each.id, each.year))
        return YearLine(
            year=each.year,
            mark=self.words.state(each.state),
            calendar=self.calendars[each.year],
            flags=tuple(FLAG.word(flag, self.words.lang) for flag in each.flags if flag != "simulated"),
            reading=READING.word(each.reading, self.words.lang),
            document=provenance(edition) if edition else None,
        )

    def _region(self) -> tuple[str, str]:
        code = self.desk.regions.of_body[self.body_id]
        return self.desk.regions.name(code, self.words), region_page(code)

    def _cells(self) -> list[YearCells]:
        ids = {edition.id: year for (_, year), edition in self.facts.editions.items()}
        printed = self.desk.store.printed_cells(ids)
        found = [YearCells(year, _forms(printed[edition_id]), printed[edition_id]) for edition_id, year in ids.items()]
        return sorted(found, key=lambda each: -each.year)

    def _editions(self) -> Iterable[EditionLine]:
        for edition in sorted(self.editions, key=lambda each: (-each.year, each.first_seen, each.id)):
            yield EditionLine(edition.year, day(edition.first_seen), edition.current, provenance(edition))

    def _revisions(self) -> Iterable[Revised]:
        for (body_id, year), changes in sorted(self.facts.revisions.items(), reverse=True):
            name = self.facts.body_years[0].body
            for number, change in enumerate(changes, 1):
                yield revised(name, year, revision_anchor(body_id, year, number), change, self.words)


def _by_year(told: tuple[BodyItems, ...]) -> tuple[YearItems, ...]:
    return tuple(year for body in told for year in (*body.current, *body.earlier))


def _faults(findings: Iterable[FindingRow]) -> Mapping[tuple[int, str], str]:
    return {(row.year, cell): f"f-{row.public_id}" for row in findings for cell in suspects(row.finding)}


def _forms(cells: Iterable[str]) -> Mapping[str, str]:
    """The form of each table that is there: the newest one that has all its cells."""
    present = {table: {cell for cell in cells if cell.startswith(f"{table}.")} for table in TABLE_NAMES}
    return {
        table: form
        for form in FORM_IDS
        for table, here in present.items()
        if here and here.issubset(cell_ids(form, table))
    }
