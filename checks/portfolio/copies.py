"""Which reports have their words from another one: of an earlier year, or of another body."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from checks.portfolio.boilerplate import Boilerplate
from checks.portfolio.minhash import candidates, signature
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
    held = [member for member in members if member.key[1] <= year]
    recent = [member for member in held if member.key[1] >= year - 1]
    common = Boilerplate((member.place, member.key[1], member.sketch) for member in recent)
    earlier: defaultdict[str, list[Member]] = defaultdict(list)
    for member in sorted(held, key=lambda each: -each.key[1]):
        if member.key[1] < year:
            earlier[member.key[0]].append(member)
    own = [common.own(member.place, member.sketch.whole) for member in recent]
    problems = [common.own(member.place, member.sketch.problems) for member in recent]
    alike, bodies = _Alike(recent, own, year), len({member.key[0] for member in recent})
    return {
        member.key: Matches(
            own=own[at],
            read=bool(member.sketch.overview or member.sketch.problems),
            enough_problems=len(problems[at]) >= _LEAST_HASHES,
            template_known=common.known(member.place),
            compared=bodies > 1,
            earlier_reports=len(earlier[member.key[0]]),
            earlier=_most_kept(own[at], earlier[member.key[0]]),
            problems=_problems_kept(problems[at], earlier[member.key[0]]),
            alike=alike.best(at),
        )
        for at, member in enumerate(recent)
        if member.key[1] == year
    }


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
        signatures = [signature(each, spread=SAMPLE) if len(each) >= _LEAST_HASHES else () for each in own]
        for pair in candidates(signatures):
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
