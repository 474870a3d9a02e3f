"""The story as records: sites, bodies, what they publish when, what departs from the rule, and what must be found."""

import datetime as dt
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import Field

from checks.model import Family, State
from config.files import Record, load_toml, parse_toml
from config.kinds import Kind

STORY_FILE = "demo-story.toml"
"""The copy in the workspace, from which the portal is built."""


class Decoy(Record):
    """A page in the column of annual reports that is none."""

    title: str
    date: dt.date


class Site(Record):
    """An invented site and the manner of its lists."""

    key: str
    name: str
    style: Literal["trs", "year_folders", "challenge"]
    decoys: tuple[Decoy, ...] = ()


class Departure(Record):
    """What one report gets wrong.

    Attributes:
        cells: cell ids with `+1`, `-1` (relative) or `5` (instead of the figure).
        applications_in_text: the same for the number of applications in section one.
        without_section: the number of the section that is left out.
    """

    year: int
    cells: dict[str, str] = Field(default_factory=dict)
    applications_in_text: str = "+0"
    without_section: str = ""
    without_fee_statement: bool = False


class Expected(Record):
    """A finding that duban must come to: its family and, where one cell is at fault, that cell."""

    family: Family
    cell: str = ""


class StoryBody(Record):
    """An invented body.

    Attributes:
        site: the key of its site; its parent's when empty.
        published: the day on which the report of a year was published.
        state: of the last report year, as `duban status` must say.
        findings: on the last report year; without any, the report must be clean of errors and warnings.
    """

    name: str
    kind: Kind
    level: str
    site: str = ""
    parent: str = ""
    state: State
    published: dict[int, dt.date] = Field(default_factory=dict)
    departures: tuple[Departure, ...] = ()
    findings: tuple[Expected, ...] = ()

    def departure(self, year: int) -> Departure:
        """Return what departs from the rule in the report of a year."""
        return next((each for each in self.departures if each.year == year), Departure(year=year))


class Story(Record):
    """The whole of `story.toml`.

    Attributes:
        looks: the days on which the demonstration looks; two after the deadlines prove an absence.
        years: the report years expected.
    """

    looks: tuple[dt.date, ...]
    years: tuple[int, ...]
    sites: tuple[Site, ...]
    bodies: tuple[StoryBody, ...]

    @cached_property
    def _by_name(self) -> dict[str, StoryBody]:
        return {body.name: body for body in self.bodies}

    def site_of(self, body: StoryBody) -> str:
        """Return the key of the site a body publishes on."""
        return body.site or self.site_of(self._by_name[body.parent])

    def bodies_of(self, site: Site) -> tuple[StoryBody, ...]:
        """Return the bodies that publish on a site."""
        return tuple(body for body in self.bodies if self.site_of(body) == site.key)


def load_story(path: Path | None = None) -> Story:
    """Read a story, by default the one that comes with duban.

    Raises:
        UserError: the file cannot be read or does not say what a story says.
    """
    return load_toml(path, Story) if path else parse_toml(story_text(), Story, "story.toml")


def story_text() -> str:
    """Return the story that comes with duban, as it is written."""
    return files("crawler.demo").joinpath("story.toml").read_text(encoding="utf-8")
