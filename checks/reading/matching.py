"""Which line of the tables carries which row of the form, by its label and by its neighbours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from checks.reading.chain import Candidate, best_chain
from checks.reading.labels import Label, labels_by_words, split_numbering
from checks.reading.lines import Grids, Headers, Line

_ALIKE = 0.75
"""A label this similar to the one expected between its neighbours is that label, misprinted."""

_ROWS_AROUND = 8
"""How far from the rows with numbers two others may stand: each group has a heading and a header of its own."""


@dataclass(frozen=True, slots=True)
class Match:
    """A line that carries a row of the form; its numbers begin at cell `first`.

    A `displaced` one does not stand where the form has its row.
    """

    line: Line
    label: Label
    first: int
    typo: bool = False
    displaced: bool = False


def found_in(grids: Grids, form_id: str, table_id: str) -> dict[tuple[int, int], Match]:
    """Return every line that may carry a row of the form, by line and rank of the row, in reading order."""
    found: dict[tuple[int, int], Match] = {}
    for words, carried in labels_by_words(form_id, table_id).items():
        for at, index in grids.places.get(words, ()):
            line = grids.lines[at]
            for label, wording in carried if _has_values(line, index + 1) else ():
                if _numbering_fits(line, line.said[index].number, label):
                    found[at, label.rank] = Match(line, label, index + 1, wording.typo)
    return dict(sorted(found.items()))


def matched(
    lines: Sequence[Line],
    found: Mapping[tuple[int, int], Match],
    known: Sequence[Label],
    columns: Mapping[str, frozenset[str]],
    headers: Headers,
) -> dict[int, Match]:
    """Return the lines that carry the rows of the form: those in order, the doubtful ones between them, and the rest.

    Args:
        lines: all rows of all tables.
        found: the lines that may carry a row, by line and rank.
        known: the labels of the rows in printed order.
        columns: the columns of each row, by row id.
        headers: the lines that name columns.
    """
    chain = best_chain(
        [Candidate(rank, at, at + 1, 1 + len(m.label.wordings[0].words)) for (at, rank), m in found.items()]
    )
    matches = {c.start: found[c.start, c.rank] for c in chain}
    if matches and len(matches) < len(known):
        matches |= _misprinted(lines, matches, known)
        matches |= _worded(lines, matches, known, columns)
        matches |= _displaced(found, matches, columns, headers)
    return dict(sorted(matches.items()))


def _displaced(
    found: Mapping[tuple[int, int], Match],
    matches: Mapping[int, Match],
    columns: Mapping[str, frozenset[str]],
    headers: Headers,
) -> dict[int, Match]:
    """Give rows that stand in another order their line, where it is the only one, in a table of this kind."""
    taken = {match.label.rank for match in matches.values()}
    lines = _others(found, matches, columns, headers)
    return {
        at: replace(match, displaced=True)
        for rank, of_rank in lines.items()
        if rank not in taken and len(of_rank) == 1
        for at, match in of_rank.items()
    }


def occurrences(
    found: Mapping[tuple[int, int], Match],
    matches: Mapping[int, Match],
    columns: Mapping[str, frozenset[str]],
    headers: Headers,
) -> Iterator[tuple[int, Match, dict[int, Match]]]:
    """Yield every matched line with the others that carry the same row; a mere mention elsewhere is none of these."""
    others = _others(found, matches, columns, headers)
    return ((at, match, others.get(match.label.rank, {})) for at, match in matches.items())


def _others(
    found: Mapping[tuple[int, int], Match],
    matches: Mapping[int, Match],
    columns: Mapping[str, frozenset[str]],
    headers: Headers,
) -> dict[int, dict[int, Match]]:
    """Return the lines not matched, by rank, that stand in a table of those matched or under a header of the form."""
    tables = {match.line.table.number for match in matches.values()}
    others: dict[int, dict[int, Match]] = {}
    for (at, rank), match in found.items():
        own = match.line.table.number in tables or headers.above(at, columns[match.label.row])
        if at not in matches and own:
            others.setdefault(rank, {})[at] = match
    return others


def _numbering_fits(line: Line, number: str, label: Label) -> bool:
    """Short labels must carry their number, or stand beside the heading they belong under."""
    if not label.needs_numbering or number == label.number:
        return True
    parent = split_numbering(label.parent)[1]
    return not number and parent in line.words


def _has_values(line: Line, first: int) -> bool:
    """Tell whether numbers or blanks stand behind a label, and no other label: headers have words there."""
    kinds = line.kinds[first:]
    return bool(kinds) and kinds.count("words") * 2 <= len(kinds)


def _misprinted(lines: Sequence[Line], matches: dict[int, Match], known: Sequence[Label]) -> dict[int, Match]:
    """Give lines with numbers between two known rows the missing label that their own resembles most."""
    found: dict[int, Match] = {}
    for at in open_lines(lines, matches, around=1):
        match = _most_alike(lines[at], absent_around(at, {**matches, **found}, known))
        if match:
            found[at] = match
    return found


def _worded(
    lines: Sequence[Line], matches: dict[int, Match], known: Sequence[Label], columns: Mapping[str, frozenset[str]]
) -> dict[int, Match]:
    """Give lines with words where the numbers belong (见附表, #REF!, 没有) the missing label that they carry."""
    found: dict[int, Match] = {}
    for at in range(max(min(matches) - _ROWS_AROUND, 0), min(max(matches) + _ROWS_AROUND, len(lines))):
        said = lines[at].said
        for label in absent_around(at, matches, known) if at not in matches else ():
            places = [i for i, each in enumerate(said) if each.words == label.wordings[0].words]
            behind = lines[at].cells[places[-1] + 1 :] if places else ()
            wide = len(columns[label.row]) in {len(behind), sum(cell.colspan for cell in behind)}
            if wide and not label.needs_numbering:
                found[at] = Match(lines[at], label, places[-1] + 1)
    return found


def absent_around(at: int, matches: Mapping[int, Match], known: Sequence[Label]) -> list[Label]:
    """Return the labels that no line carries and that belong between the known ones around a line."""
    taken = {match.label.rank for match in matches.values()}
    before = max((rank for i, rank in _ranks(matches) if i < at), default=-1)
    after = min((rank for i, rank in _ranks(matches) if i > at), default=len(known))
    return [label for label in known if before < label.rank < after and label.rank not in taken]


def _ranks(matches: Mapping[int, Match]) -> Iterator[tuple[int, int]]:
    return ((at, match.label.rank) for at, match in matches.items() if not match.displaced)


def open_lines(lines: Sequence[Line], matches: Mapping[int, Match], *, around: int = 0) -> Iterator[int]:
    """Yield the lines with numbers inside the table, and so many around it, that carry no known label."""
    if not matches:
        return
    for at in range(max(min(matches) - around, 0), min(max(matches) + around + 1, len(lines))):
        if at not in matches and "number" in lines[at].kinds:
            yield at


def _most_alike(line: Line, options: Sequence[Label]) -> Match | None:
    words = [(i, each.words) for i, each in enumerate(line.said) if each.kind == "words"]
    if not words or not options:
        return None
    at, text = words[-1]
    scored = [(SequenceMatcher(None, text, label.wordings[0].words).ratio(), label) for label in options]
    score, label = max(scored, key=lambda pair: pair[0])
    return Match(line, label, at + 1, typo=True) if score >= _ALIKE else None
