"""Reports in files beside each other, without a ledger: their words, and rows that no form has."""

from collections.abc import Mapping

from checks.model import Report
from checks.portfolio.beside import companions_of, quoted
from checks.portfolio.copies import Key, Member, matches
from checks.portfolio.masking import names_of
from checks.portfolio.new_rows import new_rows, unknown_row
from checks.portfolio.records import Companion, Companions
from checks.portfolio.sketches import Text, sketch_of
from config.bodies import Body, Registry
from reports.portfolio.relations import bodies_apart, masked_names, place_of


class Files:
    """Reports that are checked together.

    Args:
        reports: the best file of each body and year.
        registry: knows bodies by the first part of these keys; without one all are taken to be of one place.
    """

    def __init__(self, reports: Mapping[Key, Report], registry: Registry | None) -> None:
        self._reports, self._registry = reports, registry
        self._texts = {key: self._text(key, report) for key, report in reports.items() if report.text_by == "text"}
        members = [self._member(key, text) for key, text in self._texts.items()]
        self._matches = {
            key: found for year in {year for _, year in reports} for key, found in matches(members, year).items()
        }
        notes = [(key, row[1]) for key, report in reports.items() for n in report.notes if (row := unknown_row(n))]
        years = [year for _, year in reports]
        shared = new_rows(((*key, label) for key, label in notes), {year: years.count(year) for year in years})
        self._shared = {(row.year, row.label) for row in shared}

    def companions(self, key: Key) -> Companions | None:
        """Return what a report looks like beside the others; None where it was compared with none."""
        found = self._matches.get(key)
        if found is None or not (found.compared or found.earlier_reports):
            return None
        return quoted(companions_of(found, self._companion), key, found, self._texts.__getitem__)

    def shared_rows(self, key: Key) -> frozenset[str]:
        """Return the rows of a report that no form has and many of the others of its year do."""
        labels = (row[1] for note in self._reports[key].notes if (row := unknown_row(note)))
        return frozenset(label for label in labels if (key[1], label) in self._shared)

    def _body(self, key: Key) -> Body | None:
        return self._registry.get(key[0]) if self._registry else None

    def _text(self, key: Key, report: Report) -> Text:
        body = self._body(key)
        names = masked_names(self._registry, body) if self._registry and body else names_of((report.body or "",))
        overview, problems = (report.sections[n].text if n in report.sections else "" for n in ("1", "5"))
        return Text(overview, problems, names)

    def _member(self, key: Key, text: Text) -> Member:
        body = self._body(key)
        apart = bodies_apart(self._registry, body, key[1]) if self._registry and body else frozenset[str]()
        return Member(key, place_of(body) if body else "", sketch_of(text), apart=apart)

    def _companion(self, key: Key) -> Companion:
        report = self._reports[key]
        return Companion(report.body or "", key[1], report.source)
