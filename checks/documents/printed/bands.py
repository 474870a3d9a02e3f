"""Columns without rulings: where figures stand under each other over several lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks.documents.printed.columns import FEWEST, Run, figures_of, runs_of
from checks.documents.printed.layout import Glyph
from checks.documents.printed.writing import em_of

_SHIFT = 3.0
"""Full widths that words in the first column may begin before its figures."""

ALONE = 5
"""Figures that make a row without words beside them: the number of a page is - 1 -."""

LABELS = -1
"""The column of what stands left of all columns of figures."""

Band = tuple[float, float]
"""From where to where the figures of a column reach."""


@dataclass(slots=True)
class Zone:
    """Lines in which figures stand in the same columns.

    `rows` are the numbers of those with several figures, `edge` is where the words before these end.
    """

    bands: list[Band]
    rows: list[int]
    edge: float

    @property
    def borders(self) -> list[float]:
        """Where each column begins, and where the last one ends."""
        between = [(one[1] + other[0]) / 2 for one, other in pairwise(self.bands)]
        room = max((other[0] - one[1] for one, other in pairwise(self.bands)), default=0) / 2
        return [self.bands[0][0] - room, *between, self.bands[-1][1] + room]

    def column_of(self, run: Run) -> int | None:
        """Return the column that words stand in, counted from 0; `LABELS` left of all, None across a border."""
        borders, begin, end = self.borders, run[0][1].x0, run[-1][1].x1
        if begin < borders[0] and end <= self.bands[0][0]:
            return LABELS
        middle = (begin + end) / 2
        column = sum(border <= middle for border in borders) - 1
        met = [at for at, band in enumerate(self.bands) if begin < band[1] and band[0] < end]
        return column if 0 <= column < len(self.bands) and set(met) <= {column} else None


def zones_of(lines: Sequence[Sequence[Glyph]]) -> Iterator[Zone]:
    """Yield the parts of a page with figures in columns, from top to bottom."""
    zone: Zone | None = None
    for number, line in enumerate(lines):
        runs = runs_of(line)
        figures = figures_of(runs)
        figures = figures if len(runs) > len(figures) or len(figures) >= ALONE else []
        if zone and len(figures) < FEWEST:
            if any(_crosses(run, zone, em_of(line)) for run in runs):
                yield zone
                zone = None
            continue
        if len(figures) < FEWEST:
            continue
        bands = _widened(zone.bands, figures, zone.edge) if zone else None
        edge = max((run[-1][1].x1 for run in runs[: -len(figures)]), default=0.0)
        if zone and bands:
            zone.bands, zone.rows, zone.edge = bands, [*zone.rows, number], max(zone.edge, edge)
        else:
            if zone:
                yield zone
            zone = Zone([_extent(run) for run in figures], [number], edge)
    if zone:
        yield zone


def _extent(run: Run) -> Band:
    return run[0][1].x0, run[-1][1].x1


def _meets(one: Band, other: Band) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _crosses(run: Run, zone: Zone, em: float) -> bool:
    """Tell whether words run over columns, or from before all of them into the first."""
    extent = _extent(run)
    met = [band for band in zone.bands if _meets(extent, band)]
    return len(met) > 1 or (len(met) == 1 and extent[0] < zone.bands[0][0] - _SHIFT * em)


def _widened(bands: Sequence[Band], figures: Sequence[Run], edge: float) -> list[Band] | None:
    """Return the columns with the figures of another line in them; None where it has columns of its own.

    Columns of its own stand before `edge`, where the others have their labels, or are many.
    """
    added = [_extent(run) for run in figures]
    met = [[at for at, band in enumerate(bands) if _meets(band, extent)] for extent in added]
    taken = [at for found in met for at in found]
    own = added[0][0] < min(edge, bands[0][0]) or len(added) - len(taken) > len(bands) / 2
    if any(len(found) > 1 for found in met) or len(set(taken)) < len(taken) or not taken or own:
        return None
    wider = dict(enumerate(bands))
    fresh = []
    for found, extent in zip(met, added, strict=True):
        if found:
            band = wider[found[0]]
            wider[found[0]] = (min(band[0], extent[0]), max(band[1], extent[1]))
        else:
            fresh.append(extent)
    joined = sorted([*wider.values(), *fresh])
    return joined if all(one[1] < other[0] for one, other in pairwise(joined)) else None
