"""A season in sum: who published in time, who provably did not, and who cannot be judged yet."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from checks.model import Family, Level, State
from reports.digest.facts import Facts
from reports.digest.lexicon import is_statement
from reports.status import BodyYear
from reports.store import FindingRow


class Group(StrEnum):
    """Where a body stands as far as it may be told in public."""

    ON_TIME = "on_time"
    PUBLISHED = "published"
    LATE = "late"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"
    AHEAD = "ahead"
    UNCLEAR = "unclear"


_HARMLESS: Mapping[State, Group] = {
    State.ON_TIME: Group.ON_TIME,
    State.PUBLISHED: Group.PUBLISHED,
    State.NOT_DUE: Group.AHEAD,
    State.DUE: Group.AHEAD,
}
_ACCUSING: Mapping[State, Group] = {
    State.LATE: Group.LATE,
    State.MISSING: Group.MISSING,
    State.WITHDRAWN: Group.WITHDRAWN,
}
NAMED = (Group.LATE, Group.MISSING, Group.WITHDRAWN)
"""The groups whose members a circular names: each with a finding of level error that says so."""

_OF_PUBLICATION = (Family.TIMELINESS, Family.PUBLICATION)


@dataclass(frozen=True, slots=True)
class FamilySum:
    """The findings of one family: errors beyond doubt, the bodies that have them, and points to verify."""

    family: Family
    errors: tuple[FindingRow, ...]
    bodies: int
    warnings: int


@dataclass(frozen=True)
class Season:
    """One report year of some facts."""

    facts: Facts
    year: int

    @cached_property
    def bodies(self) -> tuple[BodyYear, ...]:
        """The bodies of which a report of this year is expected, in the order of the registry."""
        return tuple(each for each in self.facts.expected if each.year == self.year)

    @cached_property
    def counts(self) -> Counter[Group]:
        """How many bodies are in each group; together they are all."""
        return Counter(self.group(each) for each in self.bodies)

    @property
    def read(self) -> int:
        """How many reports were read at least in part."""
        return sum(each.reading in {"ok", "partial"} for each in self.bodies)

    def group(self, each: BodyYear) -> Group:
        """Return the group of a body: late, missing and withdrawn only where an error of that body proves it."""
        accused = _ACCUSING.get(each.state)
        if accused:
            return accused if self.proof(each) else Group.UNCLEAR
        return _HARMLESS.get(each.state, Group.UNCLEAR)

    def proof(self, each: BodyYear) -> FindingRow | None:
        """Return the error that says that a body is late, missing or withdrawn."""
        rows = (row for row in self.errors if row.body_id == each.id)
        return next((row for row in rows if row.finding.family in _OF_PUBLICATION), None)

    @cached_property
    def errors(self) -> tuple[FindingRow, ...]:
        """What is established beyond doubt, in the order of the registry."""
        return self._stated(Level.ERROR)

    def families(self) -> tuple[FamilySum, ...]:
        """Return the sums of every family but publication that has errors or warnings."""
        errors: dict[Family, list[FindingRow]] = defaultdict(list)
        for row in self.errors:
            errors[row.finding.family].append(row)
        warnings = Counter(row.finding.family for row in self._stated(Level.WARNING))
        return tuple(
            FamilySum(family, tuple(errors[family]), len({row.body_id for row in errors[family]}), warnings[family])
            for family in Family
            if family not in _OF_PUBLICATION and (errors[family] or warnings[family])
        )

    def _stated(self, level: Level) -> tuple[FindingRow, ...]:
        listed = {each.id for each in self.bodies}
        return tuple(
            row
            for row in self.facts.findings
            if row.year == self.year
            and row.body_id in listed
            and row.finding.level is level
            and is_statement(row.finding)
        )
