"""From the answers of the rules to what the page says about one document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import PurePath

from checks.catalogue import Rule, rules
from checks.model import CellStatus, Family, Finding, Level, Outcome, Report
from config.settings import Lang
from reports.digest.excerpt import redraw
from reports.digest.lexicon import Lexicon
from reports.digest.text import shorten
from reports.digest.view import Proof
from reports.draft.advice import advice
from reports.draft.phrases import tell
from reports.draft.places import in_words, places
from reports.draft.view import Checked, Group, Named, Page, Part, Point, Reasoned
from reports.wording import FAMILY, KIND

GROUPS: Mapping[str, Level | None] = {
    "must": Level.ERROR,
    "verify": Level.WARNING,
    "look": Level.HINT,
    "unclear": None,
}
"""The groups in the order in which they are dealt with; `unclear` takes what no statement is made about."""

MOST_PROOFS = 4
LONGEST_PROOF = 300
"""Characters of one quotation: a body reads its own text, so the place is enough."""


def compose(documents: Iterable[Checked], lang: Lang, *, checked: datetime) -> Page:
    """Return the page about some documents, a part for each, in their order."""
    parts = tuple(_Telling(document, number, lang).part() for number, document in enumerate(documents, start=1))
    return Page(lang, checked, len(rules()), parts)


def group_of(finding: Finding) -> str:
    """Return the group that a finding to tell belongs to."""
    if finding.outcome is not Outcome.FAIL or finding.family is Family.READING:
        return "unclear"
    return next(code for code, level in GROUPS.items() if level is finding.level)


@dataclass(frozen=True)
class _Telling:
    document: Checked
    number: int
    lang: Lang

    @cached_property
    def words(self) -> Lexicon:
        return Lexicon(self.lang)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in rules()}

    def part(self) -> Part:
        """Return all that is said about the document."""
        report = self.document.report
        file = PurePath(report.source).name
        year = f"{report.year}" if report.year else ""
        return Part(
            anchor=f"d{self.number}",
            file=file,
            heading=" ".join(word for word in (report.body, year) if word) or file,
            understood=tuple(self._understood(report)),
            groups=self._groups(),
            in_order=self._in_order(),
            unchecked=self._reasoned(self._of(Outcome.NOT_EVALUATED)),
            inapplicable=self._reasoned(self._inapplicable()),
        )

    def _say(self, key: str, **values: object) -> str:
        return tell(self.lang, key, **values)

    def _of(self, outcome: Outcome) -> list[Finding]:
        return [finding for finding in self.document.findings if finding.outcome is outcome]

    def _understood(self, report: Report) -> Iterable[tuple[str, str]]:
        unknown = self._say("unknown")
        kind = f" · {KIND.word(report.kind, self.lang)}" if report.kind else ""
        yield self._say("file"), PurePath(report.source).name
        yield self._say("body"), f"{report.body}{kind}" if report.body else unknown
        yield self._say("year"), str(report.year or unknown)
        yield self._say("form"), self._say(f"form_{report.form}") if report.form else unknown
        yield self._say("sections"), self._say("sections_value", n=len(report.sections))
        if report.cells:
            statuses = [cell.status for cell in report.cells.values()]
            clear = sum(status in {CellStatus.READ, CellStatus.INFERRED} for status in statuses)
            blank = statuses.count(CellStatus.BLANK)
            key = "cells_blank" if blank else "cells_value"
            yield self._say("cells"), self._say(key, clear=clear, blank=blank, all=len(statuses))

    def _groups(self) -> tuple[Group, ...]:
        told: dict[str, list[Finding]] = {code: [] for code in GROUPS}
        for finding in self.document.findings:
            if finding.reportable:
                told[group_of(finding)].append(finding)
        numbers = iter(range(1, len(self.document.findings) + 1))
        return tuple(Group(code, tuple(self._point(f, next(numbers)) for f in found)) for code, found in told.items())

    def _point(self, finding: Finding, number: int) -> Point:
        report = self.document.report
        unclear = group_of(finding) == "unclear" and finding.family is not Family.READING
        return Point(
            anchor=f"d{self.number}-{number}",
            level=self.words.level(finding.level),
            rule=finding.rule,
            rule_name=self._name(finding.rule),
            message=in_words(self.words.message(finding)),
            places=places(finding, report, self.lang),
            excerpts=redraw(finding, report.cells, self.lang),
            proofs=self._proofs(finding, report),
            advice=self._say("review") if unclear else advice().on(finding, self.lang),
            law=finding.law,
        )

    def _proofs(self, finding: Finding, report: Report) -> tuple[Proof, ...]:
        """What is quoted from the text; the cells are in the redrawn tables."""
        cells = {(report.cells[cell].place, report.cells[cell].text) for cell in finding.cells if cell in report.cells}
        quoted = [e for e in finding.evidence if (e.place, e.text) not in cells and e.text.strip()]
        return tuple(Proof("", shorten(e.text, LONGEST_PROOF)) for e in quoted[:MOST_PROOFS])

    def _name(self, rule_id: str) -> str:
        return self.rules[rule_id].name.in_language(self.lang)

    def _in_order(self) -> tuple[tuple[str, tuple[Named, ...]], ...]:
        """The rules that passed and had nothing else to say, by family."""
        fine = {Outcome.PASS, Outcome.NOT_APPLICABLE}
        others = {finding.rule for finding in self.document.findings if finding.outcome not in fine}
        by_family: dict[Family, dict[str, Named]] = defaultdict(dict)
        for finding in self._of(Outcome.PASS):
            if finding.rule not in others:
                by_family[finding.family][finding.rule] = Named(finding.rule, self._name(finding.rule))
        return tuple(
            (FAMILY.word(family, self.lang), tuple(by_family[family].values()))
            for family in Family
            if by_family[family]
        )

    def _inapplicable(self) -> list[Finding]:
        spoken = {f.rule for f in self.document.findings if f.outcome is not Outcome.NOT_APPLICABLE}
        return [finding for finding in self._of(Outcome.NOT_APPLICABLE) if finding.rule not in spoken]

    def _reasoned(self, findings: Sequence[Finding]) -> tuple[Reasoned, ...]:
        by_reason: dict[str, dict[str, Named]] = defaultdict(dict)
        for finding in findings:
            by_reason[self._reason(finding)][finding.rule] = Named(finding.rule, self._name(finding.rule))
        return tuple(Reasoned(reason, tuple(named.values())) for reason, named in by_reason.items())

    def _reason(self, finding: Finding) -> str:
        after = self.rules[finding.rule].applies.needs == "standing"
        return self._say("after_publishing") if after else in_words(self.words.message(finding))
