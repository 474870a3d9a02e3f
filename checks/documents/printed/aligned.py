"""Tables without rulings by where everything stands: figures under each other are columns, their lines make rows."""

from collections.abc import Iterable, Iterator, Sequence

from checks.documents.model import TORN
from checks.documents.printed.bands import LABELS, Zone, zones_of
from checks.documents.printed.breaks import mark_between
from checks.documents.printed.columns import begins_anew, figures_of, runs_of, with_broken_cells
from checks.documents.printed.layout import Glyph
from checks.documents.printed.pieces import Piece, Row
from checks.documents.printed.segments import rows_side_by_side
from checks.documents.printed.spacing import rows_apart
from checks.documents.printed.writing import stripped

_AROUND = 4
"""Lines above the first row and below the last that may belong to their cells."""


def in_columns(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the lines of a page with what belongs to one cell put together and tabs between columns.

    Where the places of lines do not tell what belongs together, figures that may be of any row are marked as such.
    """
    zones = list(zones_of(lines))
    ends = [*(zone.rows[0] for zone in zones[1:]), len(lines)]
    done: list[list[Glyph]] = []
    undecided: list[Zone] = []
    at = 0
    for zone, end in zip(zones, ends, strict=False):
        pieces = list(
            _pieces(lines, zone, range(max(zone.rows[0] - _AROUND, at), min(zone.rows[-1] + _AROUND + 1, end)))
        )
        apart = rows_apart(pieces, zone)
        rows = apart or rows_side_by_side(pieces, zone)
        numbers = [piece.line for row in rows for piece in row.pieces]
        if not rows:
            undecided.append(zone)
            continue
        done += _told(lines[at : min(numbers)], lines, undecided)
        done += _assembled(lines, range(min(numbers), max(numbers) + 1), rows, sure=bool(apart))
        at, undecided = max(numbers) + 1, []
    done += _told(lines[at:], lines, undecided)
    return [_divided(line, _zone_of(line, zones, lines)) for line in done]


def _told(lines: Sequence[list[Glyph]], page: Sequence[list[Glyph]], zones: Sequence[Zone]) -> list[list[Glyph]]:
    """Return lines of which no place tells the rows as their words tell; figures of no certain row are marked."""
    done = with_broken_cells(lines)
    for zone in zones:
        loose = [line for line in done if _zone_of(line, [zone], page) and _is_part(line, zone)]
        if not all(begins_anew("".join(glyph.text for glyph in line)) for line in loose):
            done = [list(_marked(line, zone)) if line in loose else line for line in done]
    return done


def _is_part(line: Sequence[Glyph], zone: Zone) -> bool:
    """Tell whether a line has figures, but says nothing in some columns."""
    runs = runs_of(line)
    found = {zone.column_of(run) for run in runs} - {None, LABELS}
    return bool(figures_of(runs)) and 0 < len(found) < len(zone.bands)


def _marked(line: Sequence[Glyph], zone: Zone) -> Iterator[Glyph]:
    for run in runs_of(line):
        column = zone.column_of(run)
        if column is not None and column != LABELS:
            yield run[0][1]._replace(text=TORN, x1=run[0][1].x0)
        yield from (glyph for _, glyph in run)


def _pieces(lines: Sequence[list[Glyph]], zone: Zone, numbers: Iterable[int]) -> Iterator[Piece]:
    """Yield what stands in each column on some lines; a blank in a label does not part it."""
    for number in numbers:
        before: Piece | None = None
        for run in runs_of(lines[number]):
            column, glyphs = zone.column_of(run), tuple(glyph for _, glyph in run)
            if before and before.column == column == LABELS and glyphs[0].text.isspace():
                before = before._replace(glyphs=(*before.glyphs, *glyphs))
                continue
            if before:
                yield before
            glyphs = tuple(stripped(list(glyphs)))
            before = Piece(number, column, glyphs) if column is not None and glyphs else None
        if before:
            yield before


def _assembled(
    lines: Sequence[list[Glyph]], numbers: Iterable[int], rows: Sequence[Row], *, sure: bool
) -> Iterator[list[Glyph]]:
    """Yield the rows, each on one line, and what stands beside none of them.

    Unless it is sure, two lines of figures have a mark between that keeps both from being read.
    """
    taken = {id(glyph) for row in rows for piece in row.pieces for glyph in piece.glyphs}
    by_line = {row.main: row for row in rows}
    for number in numbers:
        rest = stripped([glyph for glyph in lines[number] if id(glyph) not in taken])
        if rest:
            yield rest
        if number in by_line:
            yield list(_printed(by_line[number], lines[number][0].baseline, sure=sure))


def _printed(row: Row, baseline: float, *, sure: bool) -> Iterator[Glyph]:
    labels = sorted(row.labels, key=lambda cell: cell[0].glyphs[0].x0)
    for cell in (*labels, *(cell for _, cell in sorted(row.cells.items()))):
        edge, text = cell[0].glyphs[-1].x1, cell[0].text
        yield from (glyph._replace(baseline=baseline) for glyph in cell[0].glyphs)
        for piece in cell[1:]:
            mark = "" if sure else mark_between(text, piece.text)
            yield from (piece.glyphs[0]._replace(text=sign, baseline=baseline, x0=edge, x1=edge) for sign in mark)
            yield from (glyph._replace(baseline=baseline, x0=edge, x1=edge) for glyph in piece.glyphs)
            text += mark + piece.text


def _zone_of(line: Sequence[Glyph], zones: Sequence[Zone], page: Sequence[list[Glyph]]) -> Zone | None:
    """Return the zone in whose height a line stands."""
    for zone in zones:
        first, last = page[zone.rows[0]][0].baseline, page[zone.rows[-1]][0].baseline
        if first <= line[0].baseline <= last:
            return zone
    return None


def _divided(line: list[Glyph], zone: Zone | None) -> list[Glyph]:
    """Return a line with a tab where it goes from one column to the next, however small the gap is."""
    return list(_with_tabs(line, zone)) if zone else line


def _with_tabs(line: list[Glyph], zone: Zone) -> Iterator[Glyph]:
    before = None
    for run in runs_of(line):
        column = zone.column_of(run)
        if before is not None and column is not None and column > before:
            yield run[0][1]._replace(text="\t", x1=run[0][1].x0)
        before = column
        yield from (glyph for _, glyph in run)
