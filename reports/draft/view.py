"""What the page of a draft says, ready to be laid out: words in the reader's language, nothing to decide."""

from dataclasses import dataclass
from datetime import datetime

from checks.model import Finding, Report
from config.settings import Lang
from reports.digest.excerpt import Excerpt
from reports.digest.view import Mark, Proof


@dataclass(frozen=True, slots=True)
class Checked:
    """One document out of a file and every answer of every rule on it."""

    report: Report
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to deal with.

    Attributes:
        places: where it stands, in the words of the form; empty where it concerns the whole report.
        proofs: the sentences it rests on, as printed.
        advice: what to do about it.
        law: the articles it rests on, cited.
    """

    anchor: str
    level: Mark
    rule: str
    rule_name: str
    message: str
    places: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]
    proofs: tuple[Proof, ...]
    advice: str
    law: str


@dataclass(frozen=True, slots=True)
class Group:
    """Points of one urgency: `must`, `verify`, `look`, or `unclear`."""

    code: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A rule in a list."""

    rule: str
    name: str


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Rules that say nothing for one reason."""

    reason: str
    rules: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is said about one document.

    Attributes:
        understood: what the machine took the document for, as pairs of heading and value.
        groups: the four groups in their order, empty ones too.
        in_order: rules that found nothing amiss, by family.
        unchecked: rules that could not say anything, or not about everything.
        inapplicable: rules that do not concern this report.
    """

    anchor: str
    file: str
    heading: str
    understood: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    in_order: tuple[tuple[str, tuple[Named, ...]], ...]
    unchecked: tuple[Reasoned, ...]
    inapplicable: tuple[Reasoned, ...]

    @property
    def points(self) -> int:
        """How many things there are to deal with."""
        return sum(len(group.points) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page: a part for each document."""

    lang: Lang
    checked: datetime
    rules: int
    parts: tuple[Part, ...]
