"""The day until which a report is in time: by law, by practice, or by a local notice that staff have loaded."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from config.bodies import Body, Registry
from config.files import Record, load_toml, parse_toml
from config.holidays import next_working_day
from config.kinds import Kind

DueSource = Literal["law", "practice", "local"]


@dataclass(frozen=True, slots=True)
class Due:
    """The last day in time.

    Attributes:
        date: a report published on this day is in time.
        source: `law`, `practice` (no article names this kind of body) or `local` (a loaded notice).
        law: the article or the notice, in words.
        statutory: the day of the law when a local one stands before it; None where no article sets a day.
    """

    date: dt.date
    source: DueSource
    law: str
    statutory: dt.date | None = None


class Clock(Record):
    """A rule of law or practice: report years and kinds, and month and day of the year after."""

    kinds: tuple[Kind, ...]
    from_year: int
    until_year: int | None = None
    due: str = Field(pattern=r"^\d\d-\d\d$")
    source: Literal["law", "practice"]
    law: str

    def applies(self, kind: Kind, year: int) -> bool:
        """Whether this rule sets the day of such a body for a report year."""
        return kind in self.kinds and self.from_year <= year and (self.until_year is None or year <= self.until_year)

    def of(self, year: int) -> Due:
        """Return the day for a report year."""
        day = dt.date.fromisoformat(f"{year + 1}-{self.due}")
        return Due(day, self.source, self.law, day if self.source == "law" else None)


class Statute(Record):
    """The whole of `config/data/deadlines.toml`."""

    due_soon_days: int
    rule: tuple[Clock, ...]


class Local(Record):
    """One row of the workspace's `deadlines.toml`: a day set by a notice, for the bodies it selects.

    All selectors given must match. The region matches exactly, because the notice of a city binds the city's own
    departments and sets other days for its counties. A body of kind `other` is selected only by its own name or by
    `kind = "other"`, never by its region alone.

    Attributes:
        year: the report year.
        date: the last day in time; it replaces the day of law or practice, earlier or later.
        source: the notice: title, number or address.
    """

    region: str | None = Field(None, pattern=r"^\d{6}$", description='a code of six digits, as text ("411528")')
    body: str | None = Field(None, min_length=1, description="an id or a name of bodies.csv")
    kind: Kind | None = Field(None, description="government, department, township, subdistrict or other")
    year: int = Field(ge=2008, le=2100, description="the report year, from 2008 on")
    date: dt.date = Field(description="the last day in time, such as 2026-01-28")
    source: str = Field(min_length=1, description="the notice that sets the day: title, number or address")

    @model_validator(mode="after")
    def _sensible(self) -> "Local":
        if self.region is None and self.body is None and self.kind is None:
            raise ValueError("selects no body: give region, body or kind")
        if self.date.year != self.year + 1:
            raise ValueError(f"sets {self.date} for report year {self.year}, which is due in {self.year + 1}")
        return self

    @property
    def selector(self) -> tuple[str | None, Kind | None, str | None]:
        """Body, kind and region."""
        return self.body, self.kind, self.region

    @property
    def precision(self) -> int:
        """The more exactly a row selects, the higher: a body before a region before a kind."""
        return 4 * (self.body is not None) + 2 * (self.region is not None) + (self.kind is not None)

    def selects(self, kind: Kind, region: str | None, names: Collection[str]) -> bool:
        """Whether this row is about a body of this kind, region, and any of these ids and names."""
        if kind is Kind.OTHER and self.body is None and self.kind is None:
            return False
        return (
            (self.body is None or self.body in names)
            and (self.region is None or self.region == region)
            and (self.kind is None or self.kind is kind)
        )


class Deadlines(Record):
    """The whole of the workspace's `deadlines.toml`.

    Attributes:
        extend_over_days_off: whether a day of law or practice that is a day off is moved to the next working day; no
            article does so, and a local date never moves.
    """

    extend_over_days_off: bool = Field(False, description="true or false")
    local: tuple[Local, ...] = Field((), description="tables [[local]]")

    @model_validator(mode="after")
    def _one_day_each(self) -> "Deadlines":
        seen: dict[tuple[object, ...], int] = {}
        for number, row in enumerate(self.local, start=1):
            earlier = seen.setdefault((row.year, *row.selector), number)
            if earlier != number:
                raise ValueError(f"local[{number}] sets a day for the same bodies and year as local[{earlier}]")
        return self

    def unmatched(self, registry: Registry) -> tuple[str, ...]:
        """Return a remark for each row that selects no body of the registry: a misspelt name changes no day."""
        return tuple(
            f"deadlines.toml: local[{number}] selects no body of the registry"
            for number, row in enumerate(self.local, start=1)
            if not any(row.selects(body.kind, body.region, (body.id, *body.names)) for body in registry.bodies)
        )


def load_deadlines(path: Path) -> Deadlines:
    """Read the workspace's `deadlines.toml`; a workspace without the file has no local dates.

    Raises:
        UserError: a row is incomplete, contradicts another one or names an impossible day.
    """
    return load_toml(path, Deadlines) if path.exists() else Deadlines()


def due(
    kind: Kind,
    year: int,
    *,
    region: str | None = None,
    body: str | Collection[str] | None = None,
    local: Iterable[Local] = (),
) -> Due | None:
    """Return the last day in time for the report of `year`, or None where no clock runs.

    Args:
        kind: of the body.
        year: the report year.
        region: code of the body's division.
        body: id or name of the body, or several of them.
        local: the rows of the workspace; the one that selects most exactly counts.
    """
    names = () if body is None else (body,) if isinstance(body, str) else body
    by_rule = next((clock.of(year) for clock in _statute().rule if clock.applies(kind, year)), None)
    rows = [row for row in local if row.year == year and row.selects(kind, region, names)]
    if not rows:
        return by_rule
    best = max(rows, key=lambda row: row.precision)
    return Due(best.date, "local", best.source, by_rule.statutory if by_rule else None)


def due_of(body: Body, year: int, deadlines: Deadlines) -> Due | None:
    """Return the last day in time for a body of the registry, see `due`."""
    found = due(body.kind, year, region=body.region, body=(body.id, *body.names), local=deadlines.local)
    if found is None or not deadlines.extend_over_days_off or found.source == "local":
        return found
    return replace(found, date=next_working_day(found.date))


def due_soon_days() -> int:
    """The number of days before the due day in which a report that is not there yet is called due."""
    return _statute().due_soon_days


def last_report_year(day: dt.date) -> int:
    """Return the newest report year that may have been reported on by a day: the year before it."""
    return day.year - 1


@cache
def _statute() -> Statute:
    name = "deadlines.toml"
    return parse_toml((files("config") / "data" / name).read_text(encoding="utf-8"), Statute, name)
