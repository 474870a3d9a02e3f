"""What a layout is: a name, what it can carry, and how it turns a manuscript into the bytes of a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal, NamedTuple

from tests.writing.expected import Expected, ExpectedReport
from tests.writing.gold import Gold
from tests.writing.hand import Medium
from tests.writing.manuscript import Manuscript, compose

Family = Literal["html", "docx", "sheet", "text", "joined", "damaged", "pdf", "doc", "ofd", "ocr"]


class Written(NamedTuple):
    """What a layout makes of a manuscript: bytes, file name, and what the layout itself makes of some cells."""

    data: bytes
    filename: str
    changed: Mapping[str, Expected] = {}


class Rendered(NamedTuple):
    """A finished report: bytes, file name, and what must be read from it."""

    data: bytes
    filename: str
    expected: ExpectedReport


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which reports come.

    Attributes:
        family: what it is counted under; `joined` and `damaged` are measured apart.
        write: turns one manuscript into a file.
        prepare: what happens to the gold before it is written (zeros printed, a fault put in).
        available: whether this machine has what writing it needs.
        dated: whether what is written shows the date of publication.
        write_many: writes many at once where that is faster; by default one after the other.
    """

    name: str
    family: Family
    write: Callable[[Manuscript, Random], Written]
    medium: Medium = field(default_factory=Medium)
    four_tables: bool | None = None
    dated: bool = True
    prepare: Callable[[Gold, Random], Gold] = lambda gold, _rng: gold
    available: Callable[[], bool] = _always
    needs: str = ""
    write_many: Callable[[Sequence[Manuscript], Sequence[Random]], list[Written]] | None = None

    def render(self, gold: Gold, rng: Random) -> Rendered:
        """Write one report."""
        return self.render_many([gold], [rng])[0]

    def render_many(self, golds: Sequence[Gold], rngs: Sequence[Random]) -> list[Rendered]:
        """Write many reports, each by a chance of its own."""
        manuscripts = [self._compose(gold, rng) for gold, rng in zip(golds, rngs, strict=True)]
        return [self._rendered(*pair) for pair in zip(manuscripts, self._written(manuscripts, rngs), strict=True)]

    def _compose(self, gold: Gold, rng: Random) -> Manuscript:
        return compose(self.prepare(gold, rng), rng, self.medium, four_tables=self.four_tables)

    def _written(self, manuscripts: Sequence[Manuscript], rngs: Sequence[Random]) -> list[Written]:
        if self.write_many:
            return self.write_many(manuscripts, rngs)
        return [self.write(manuscript, rng) for manuscript, rng in zip(manuscripts, rngs, strict=True)]

    def _rendered(self, manuscript: Manuscript, written: Written) -> Rendered:
        published = manuscript.expected.published if self.dated else None
        cells = {**manuscript.expected.cells, **written.changed}
        expected = replace(manuscript.expected, cells=cells, published=published)
        return Rendered(written.data, written.filename, expected)
