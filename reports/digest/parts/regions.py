"""The bodies by region: which regions there are, what each covers, and how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from checks.model import Level
from config.kinds import Kind
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon
from reports.digest.names import region_page
from reports.digest.parts.figures import year_figures
from reports.digest.view import RegionLine

_OF_GOVERNMENT = "人民政府"


@dataclass(frozen=True)
class Regions:
    """The regions of the bodies of some facts.

    Attributes:
        of_body: the code of each body's region by body id, in the order of the registry; empty when unknown.
        names: the names of regions by code, as far as a government of the registry tells them.
    """

    of_body: dict[str, str]
    names: dict[str, str]

    @classmethod
    def of(cls, facts: Facts) -> Self:
        """Return the regions of facts."""
        ids = dict.fromkeys(each.id for each in facts.body_years)
        of_body = {body_id: body.region if (body := facts.bodies.get(body_id)) else "" for body_id in ids}
        governments = [body for body in facts.bodies.values() if body.kind is Kind.GOVERNMENT and body.region]
        return cls(of_body, {body.region: body.name.removesuffix(_OF_GOVERNMENT) for body in reversed(governments)})

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every region in the order of the codes, the unknown one last."""
        return tuple(sorted(set(self.of_body.values()), key=lambda code: (not code, code)))

    def name(self, code: str, words: Lexicon) -> str:
        """Return what a region is called: by its government, else by its code; where there are no codes, all bodies."""
        nothing = "region_all" if self.codes == ("",) else "region_unknown"
        return self.names.get(code) or code or words.say(nothing)

    @cached_property
    def above(self) -> dict[str, str]:
        """The region that each lies in, by codes: 320102 lies in 320100, and that in 320000."""
        stems = {_stem(code): code for code in self.codes if code}
        found = {}
        for code in self.codes:
            shorter = (code[:length] for length in range(len(_stem(code)) - 1, 1, -1))
            outer = next((stems[stem] for stem in shorter if stem in stems), None)
            if outer:
                found[code] = outer
        return found

    def next_within(self, code: str) -> tuple[str, ...]:
        """Return the regions that lie in one and in no other within it."""
        return tuple(inner for inner, outer in self.above.items() if outer == code)

    def within(self, code: str) -> tuple[str, ...]:
        """Return all regions within one."""
        return tuple(each for inner in self.next_within(code) for each in (inner, *self.within(inner)))

    @cached_property
    def outermost(self) -> tuple[str, ...]:
        """The regions that lie in no other."""
        return tuple(code for code in self.codes if code not in self.above)

    def bodies(self, code: str) -> tuple[str, ...]:
        """Return the ids of the bodies of a region itself."""
        return tuple(body_id for body_id, region in self.of_body.items() if region == code)

    def all_bodies(self, code: str) -> frozenset[str]:
        """Return the ids of the bodies of a region and of those within it."""
        codes = {code, *self.within(code)}
        return frozenset(body_id for body_id, region in self.of_body.items() if region in codes)


def region_lines(facts: Facts, regions: Regions, codes: tuple[str, ...], words: Lexicon) -> Iterator[RegionLine]:
    """Yield some regions, each with all that lies in it, in figures of the current year."""
    for code in codes:
        inner = facts.only(regions.all_bodies(code), Level.HINT, facts.audience)
        now = next((each for each in year_figures(inner, words) if each.year == facts.year), None)
        line = RegionLine(regions.name(code, words), region_page(code), 0, (), (), 0)
        if now:
            line = replace(line, expected=now.expected, states=now.states, levels=now.levels, review=now.review)
        yield line


def _stem(code: str) -> str:
    """The part of a code that all regions within share: its last pairs of zeros stand for the whole."""
    stem = code
    while len(stem) > 2 and stem.endswith("00"):
        stem = stem[:-2]
    return stem
