"""Loading the registry of reporting bodies: a spreadsheet that staff keep, refused row by row.

The contract's section "bodies.csv" says what the columns mean. Nothing a person may do to a spreadsheet ends in a
traceback: a bad row is refused with its line number and the reason, and the rest loads.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from config.bodies import Body, Refusal, Registry, Source
from config.body_rows import Draft, RowError, match_headings, read_row, unknown_headings
from config.body_tree import Tree
from config.cleaning import clean_name
from config.errors import UserError
from config.sheets import Row, read_sheets

__all__ = ["Body", "Refusal", "Registry", "Source", "load_registry"]

_HEADINGS_WITHIN = 10
"""A title and remarks may stand above the headings; beyond these rows they are not looked for."""


def load_registry(path: Path, *, first_year: int) -> Registry:
    """Load `bodies.csv`: UTF-8 or GB18030 CSV, or a workbook, by its content and not by its name.

    Args:
        path: the file.
        first_year: the first report year of bodies whose row has no `since`.

    Raises:
        UserError: the file cannot be read, has no column of names, or no row of it can be used.
    """
    headings, rows = _table(read_sheets(path), path.name)
    drafts, refusals = _read_rows(headings, rows, first_year)
    unique, doubles = _unique(drafts)
    tree = Tree(unique)
    refused = sorted((*refusals, *doubles, *tree.refusals), key=lambda refusal: refusal.line)
    if not tree.bodies:
        raise UserError(_nothing(path.name, refused))
    return Registry(tree.bodies, tuple(refused), (*_heading_notes(headings), *_row_notes(unique, tree)))


def _table(sheets: Sequence[Sequence[Row]], name: str) -> tuple[Row, Sequence[Row]]:
    """The headings and the rows below them, of the first sheet that has a column of names."""
    if not any(sheets):
        raise UserError(f"{name} is empty: write the headings and one row per reporting body")
    for rows in sheets:
        for place, row in enumerate(rows[:_HEADINGS_WITHIN]):
            if "name" in match_headings(row.cells):
                return row, rows[place + 1 :]
    first = next(rows[0] for rows in sheets if rows)
    found = ", ".join(clean_name(cell) for cell in first.cells if cell.strip())[:120]
    raise UserError(f"{name} has no column 机关名称 (name); its first line is: {found}")


def _read_rows(headings: Row, rows: Iterable[Row], first_year: int) -> tuple[list[Draft], list[Refusal]]:
    places, width = match_headings(headings.cells), len(headings.cells)
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    for row in rows:
        try:
            drafts.append(read_row(row, places, width, first_year))
        except RowError as error:
            refusals.append(Refusal(row.line, str(error), row.cells))
    return drafts, refusals


def _unique(drafts: Iterable[Draft]) -> tuple[list[Draft], list[Refusal]]:
    """Keep the first row of each key; later ones are refused, because findings must belong to one body."""
    first: dict[str, Draft] = {}
    doubles: list[Refusal] = []
    for draft in drafts:
        kept = first.setdefault(draft.key, draft)
        if kept is not draft:
            what = "id (编号)" if draft.id else "region and name"
            reason = f"same {what} '{draft.key}' on lines {kept.line} and {draft.line}: the first counts"
            doubles.append(Refusal(draft.line, reason, draft.cells))
    return list(first.values()), doubles


def _nothing(name: str, refused: Sequence[Refusal]) -> str:
    if not refused:
        return f"{name} has headings but no row: write one row per reporting body"
    return f"{name} has no usable row: {len(refused)} refused, the first on line {refused[0].line}: {refused[0].reason}"


def _heading_notes(headings: Row) -> list[str]:
    unknown = unknown_headings(headings.cells)
    return [f"line {headings.line}: columns not used: {', '.join(unknown)}"] if unknown else []


def _row_notes(drafts: Iterable[Draft], tree: Tree) -> list[str]:
    loaded = {body.line for body in tree.bodies}
    own = [f"line {draft.line}: {note}" for draft in drafts if draft.line in loaded for note in draft.notes]
    return [*own, *_namesakes(tree.bodies), *tree.notes]


def _namesakes(bodies: Iterable[Body]) -> list[str]:
    """Two ids for one name in one region are one body written twice, or at least cannot be told apart on a page."""
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for body in bodies:
        lines[body.region, body.name].append(body.line)
    return [
        f"lines {', '.join(map(str, same))}: one name '{name}' under several ids"
        for (_, name), same in lines.items()
        if len(same) > 1
    ]
