"""Reading back what people typed into the workbook: decisions, and for every row that is none the reason why.

Nothing is recorded here; `Typed` says what `waivers.toml` is to say.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checks.words import Words
from config.cleaning import clean_code, clean_name
from config.sheets import Row
from reports.exports.ledger.choices import CHOICES, Choice, choice_of
from reports.exports.ledger.columns import COLUMNS
from reports.exports.ledger.sheets import HEADINGS

Kind = Literal["waiver", "confirmation", "note"]
"""The tables of `waivers.toml`."""

_KINDS: Mapping[Choice, Kind] = {Choice.CONFIRMED: "confirmation", Choice.WAIVER: "waiver"}
"""What the choices become that are more than a note."""

_NEEDED = ("finding", "check")
_TYPED = tuple(column.id for column in COLUMNS if column.use == "typed")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00:00)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """One decision.

    Attributes:
        sheet, line: where it was typed, both counted from 1.
        finding: the whole id.
        said: the reason of a waiver or confirmation, the text of a note.
        until: the last day of a waiver.
    """

    sheet: int
    line: int
    finding: str
    kind: Kind
    said: str
    author: str
    day: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row with something typed in it that is no decision, and why."""

    sheet: int
    line: int
    finding: str
    reason: Words


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows about a finding now: its check code, and whether it is open."""

    check: str
    is_open: bool


_UNKNOWN = Words("台账中没有这个问题编号", "the ledger knows no such finding")
_GONE = Words("问题已消除，无须处理", "the finding is gone; there is nothing to decide")
_CHANGED = Words(
    "导出以后问题或报告内容已有变化，请重新导出后再填写",
    "the finding or the report changed since this workbook was written; write it anew and decide then",
)
_TWICE = Words("同一问题填写了不止一次，只取第一次", "the finding was decided on twice; only the first counts")
_NO_CHOICE = Words("处理结果不在列表中", "the decision is none of the list")
_NO_AUTHOR = Words("没有填写经办人", "there is no name in Decided by")
_NO_REASON = Words("申请豁免须填写处理说明", "a waiver needs a remark")
_NO_UNTIL = Words("申请豁免须填写豁免截止日期", "a waiver needs a date in Waived until")
_PAST = Words("豁免截止日期已过", "the last day of the waiver has passed")
_NO_DAY = Words("日期无法识别，请写成 2026-03-01", "a date cannot be read; write it as 2026-03-01")
_NOTHING = Words("没有填写处理结果或处理说明", "there is neither a decision nor a remark")


def read_typed(
    sheets: Iterable[Sequence[Row]], known: Callable[[str], Known | None], *, today: date
) -> Iterator[Typed | Refused]:
    """Yield what every filled-in row decides, or why it decides nothing, in the order of the workbook.

    Args:
        sheets: as `config.sheets.read_sheets` gives them; those without the headings are passed over.
        known: tells what the ledger knows about a finding by its id.
        today: the day of a decision without one.
    """
    met: set[str] = set()
    for number, sheet in enumerate(sheets, start=1):
        for line, fields in _filled(sheet):
            again = _TWICE if fields["finding"] in met else None
            trouble = next(_troubles(fields, known, today), again)
            if trouble:
                yield Refused(number, line, fields["finding"], trouble)
            else:
                met.add(fields["finding"])
                yield _decided(fields, today, sheet=number, line=line)


def has_table(sheets: Iterable[Sequence[Row]]) -> bool:
    """Whether a workbook has a sheet that decisions can be typed into."""
    return any(_heading(row) for sheet in sheets for row in sheet)


def _filled(sheet: Sequence[Row]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows below the heading in which a person typed anything, as fields by column."""
    places: dict[str, int] = {}
    for row in sheet:
        heading = _heading(row)
        if heading or not places:
            places = heading
            continue
        fields = {name: _text(row, place) for name, place in places.items()}
        if any(fields.get(name) for name in _TYPED):
            yield row.line, {**dict.fromkeys(_TYPED, ""), **fields, "finding": clean_code(fields["finding"]).lower()}


def _heading(row: Row) -> dict[str, int]:
    """Where the columns stand, when the row is the heading of a table of findings."""
    places = {HEADINGS[name]: n for n, cell in enumerate(row.cells) if (name := clean_name(cell)) in HEADINGS}
    return places if {*_NEEDED, "choice"} <= places.keys() else {}


def _text(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""


def _troubles(fields: Mapping[str, str], known: Callable[[str], Known | None], today: date) -> Iterator[Words]:
    """Yield what is wrong with a row, what concerns the finding first."""
    finding, choice = known(fields["finding"]), choice_of(fields["choice"])
    if finding is None:
        yield _UNKNOWN
    elif not finding.is_open:
        yield _GONE
    elif finding.check != clean_code(fields["check"]).lower():
        yield _CHANGED
    if fields["choice"] and choice is None:
        yield _NO_CHOICE
    if choice is None and not fields["remark"]:
        yield _NOTHING
    if not fields["author"]:
        yield _NO_AUTHOR
    if fields["day"] and _day(fields["day"]) is None:
        yield _NO_DAY
    if choice is Choice.WAIVER:
        yield from _troubles_of_waiver(fields, today)


def _troubles_of_waiver(fields: Mapping[str, str], today: date) -> Iterator[Words]:
    until = _day(fields["until"])
    if not fields["remark"]:
        yield _NO_REASON
    if not fields["until"]:
        yield _NO_UNTIL
    elif until is None:
        yield _NO_DAY
    elif until < today:
        yield _PAST


def _decided(fields: Mapping[str, str], today: date, *, sheet: int, line: int) -> Typed:
    choice = choice_of(fields["choice"])
    kind = _KINDS.get(choice, "note") if choice else "note"
    word = CHOICES.word(choice, "zh") if choice and kind == "note" else ""
    return Typed(
        sheet=sheet,
        line=line,
        finding=fields["finding"],
        kind=kind,
        said="：".join(filter(None, (word, fields["remark"]))),
        author=fields["author"],
        day=_day(fields["day"]) or today,
        until=_day(fields["until"]) if kind == "waiver" else None,
    )


def _day(text: str) -> date | None:
    """Return the day a person or a spreadsheet wrote; None when it is none."""
    match = _DAY.fullmatch(clean_code(text)) or _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
