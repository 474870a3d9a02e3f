"""Which reports have their words from another one: of an earlier year, or of another body."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from checks.portfolio.boilerplate import Boilerplate, boilerplate_of
from checks.portfolio.minhash import bands, candidates, signature
from checks.portfolio.sketches import SAMPLE, Sketch

Key = tuple[str, int]
"""The id of a body, and a report year."""

LEAST_ALIKE = 0.6
"""Below this share of the own words nothing is said of two bodies."""
LEAST_KEPT = 0.8
"""The same for two years of one body, of which much may lawfully stay."""
LEAST_WORDS = 120
"""Runs of eight signs that a text must have of its own to be compared."""
_LEAST_HASHES = LEAST_WORDS // SAMPLE


@dataclass(frozen=True, slots=True)
class Member:
    """One report as far as its words are compared.

    Attributes:
        place: the division whose reports may share a template.
        published: the day it was published, where that is known.
        apart: ids of bodies whose words may be the same lawfully, its predecessors for example.
    """

    key: Key
    place: str
    sketch: Sketch
    published: date | None = None
    apart: frozenset[str] = frozenset()

    @property
    def home(self) -> tuple[str, int]:
        """The place and year by which its own words are told from common ones."""
        return self.place, self.key[1]


@dataclass(frozen=True, slots=True)
class Match:
    """Another report that has a share (0 to 1) of the own words; whether it was `first`, None where nobody knows."""

    other: Key
    share: float
    first: bool | None = None


@dataclass(slots=True)
class Matches:
    """What is alike to one report.

    Attributes:
        own: the sampled hashes that are not common to the reports of the place.
        read: whether there is any text.
        enough_problems: whether section five has enough own words to be compared.
        template_known: whether enough reports are at hand to know what is common.
        compared: whether reports of other bodies were at hand.
        earlier_reports, earlier, problems, alike: as in `Companions`.
    """

    own: "array[int]" = field(default_factory=lambda: array("I"))
    read: bool = False
    enough_problems: bool = False
    template_known: bool = False
    compared: bool = False
    earlier_reports: int = 0
    earlier: Match | None = None
    problems: Match | None = None
    alike: Match | None = None

    @property
    def enough(self) -> bool:
        """Whether there are enough own words to compare."""
        return len(self.own) >= _LEAST_HASHES


def matches(members: Iterable[Member], year: int) -> Mapping[Key, Matches]:
    """Return for every report of a year what is alike to it, among those of the year and of earlier ones.

    A report is compared with every earlier one of its body, and with those of other bodies of the year and the one
    before.
    """
    held = list(members)
    common = boilerplate_of((each.key[0], each.place, each.key[1], each.sketch) for each in held)
    asked = {each.key[0] for each in held if each.key[1] == year}
    several = len({each.key[0] for each in held if year - 1 <= each.key[1] <= year}) > 1
    return matches_of(asked, held, year, common, several=several)


def matches_of(
    asked: Collection[str], members: Iterable[Member], year: int, common: Boilerplate, *, several: bool
) -> Mapping[Key, Matches]:
    """Return what is alike to the reports of some bodies and a year.

    Args:
        asked: ids of the bodies.
        members: at least their reports, earlier ones of theirs, and every report of the year or the one before that
            agrees with one of them in a band (`own_bands`).
        year: the report year.
        common: what is nobody's own.
        several: whether reports of several bodies are at hand.
    """
    held = sorted((each for each in members if each.key[1] <= year), key=lambda each: (each.key[1], each.key[0]))
    recent = [each for each in held if each.key[1] >= year - 1]
    earlier: defaultdict[str, list[Member]] = defaultdict(list)
    for member in reversed(held):
        if member.key[1] < year and member.key[0] in asked:
            earlier[member.key[0]].append(member)
    own = [common.own(*each.home, each.sketch.whole) for each in recent]
    alike = _Alike(recent, own, year)
    return {
        member.key: _matches(member, own[at], earlier[member.key[0]], common, alike.best(at), several=several)
        for at, member in enumerate(recent)
        if member.key[1] == year and member.key[0] in asked
    }


def own_bands(own: "array[int]") -> "array[int]":
    """Return by which numbers a report's own words are looked up; none where they are too few to be compared."""
    return bands(signature(own, spread=SAMPLE) if len(own) >= _LEAST_HASHES else ())


def _matches(
    member: Member,
    own: "array[int]",
    earlier: Sequence[Member],
    common: Boilerplate,
    alike: Match | None,
    *,
    several: bool,
) -> Matches:
    problems = common.own(*member.home, member.sketch.problems)
    return Matches(
        own=own,
        read=bool(member.sketch.overview or member.sketch.problems),
        enough_problems=len(problems) >= _LEAST_HASHES,
        template_known=common.known(*member.home),
        compared=several,
        earlier_reports=len(earlier),
        earlier=_most_kept(own, earlier),
        problems=_problems_kept(problems, earlier),
        alike=alike,
    )


def _most_kept(own: "array[int]", earlier: Sequence[Member]) -> Match | None:
    kept = [match for each in earlier if (match := _kept(own, each, each.sketch.whole))]
    return max(kept, key=lambda match: match.share, default=None)


def _problems_kept(own: "array[int]", earlier: Sequence[Member]) -> Match | None:
    return _kept(own, earlier[0], frozenset(earlier[0].sketch.problems)) if earlier else None


def _kept(own: "array[int]", other: Member, words: frozenset[int]) -> Match | None:
    if len(own) < _LEAST_HASHES:
        return None
    share = len(words.intersection(own)) / len(own)
    return Match(other.key, share, first=True) if share >= LEAST_KEPT else None


class _Alike:
    """Pairs of reports of different bodies, one of them of the year asked about, that have words in common."""

    def __init__(self, members: Sequence[Member], own: Sequence["array[int]"], year: int) -> None:
        self._members, self._own, self._year = members, own, year
        self._shares: defaultdict[int, dict[int, float]] = defaultdict(dict)
        seen: set[tuple[int, int]] = set()
        for pair in candidates([own_bands(each) for each in own]):
            if pair not in seen and self._comparable(*pair):
                seen.add(pair)
                self._weigh(*pair)

    def best(self, at: int) -> Match | None:
        """Return the report that is most alike to one, before it those that were published first."""
        near = self._shares.get(at)
        if not near:
            return None
        first = {other: _first(self._members[at], self._members[other]) for other in near}
        rank = {True: 2, None: 1, False: 0}
        best = max(near, key=lambda other: (rank[first[other]], near[other], self._members[other].key))
        return Match(self._members[best].key, near[best], first[best])

    def _comparable(self, one: int, other: int) -> bool:
        first, second = self._members[one], self._members[other]
        if first.key[0] == second.key[0] or self._year not in {first.key[1], second.key[1]}:
            return False
        return second.key[0] not in first.apart and first.key[0] not in second.apart

    def _weigh(self, one: int, other: int) -> None:
        shared = len(set(self._own[one]).intersection(self._own[other]))
        for at, beside in ((one, other), (other, one)):
            share = shared / len(self._own[at])
            if share >= LEAST_ALIKE:
                self._shares[at][beside] = share


def _first(member: Member, other: Member) -> bool | None:
    if member.key[1] != other.key[1]:
        return other.key[1] < member.key[1]
    if member.published is None or other.published is None or member.published == other.published:
        return None
    return other.published < member.published
