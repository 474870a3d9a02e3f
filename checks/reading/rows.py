"""One row of printed texts to the cells of one row of the form.

The number of texts decides: as many as columns are taken in order; more or fewer leave the row to the identities, and
what they do not settle stays ambiguous. A reading that would need a guess is never a value.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from checks.model import MAY_BE_BLANK, Cell, CellStatus, Note
from checks.notes import note
from checks.reading.broken import is_broken, put_together
from checks.reading.numbers import FORM_UNIT, half_width, parse_number, to_wan
from checks.reading.solver import MAX_DIGITS, Split, aligned, free_splits, group_splits
from checks.reading.values import Printed, Slot, ambiguous, inferred, make_cell, missing

Layout = Literal["positional", "uneven", "scattered", "cut_off", "loose", "joined"]


_ABSENT = Decimal(0)
"""What a cell counts whose text fell out of a capture because it was blank."""

_JOINED = re.compile(
    r"(?P<before>[0-9 ]*)(?P<sign>[+-])?(?P<behind>[0-9 ]*[0-9])(?P<decimals>\.[0-9]+)?(?P<unit>元|万元|亿元)?"
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What is printed for one row.

    `layout` says how far the texts can be trusted to stand in their columns: `positional` (blank ones included),
    `uneven` (cells of a table, but not as many as columns), `scattered` (over several lines, maybe in another order),
    `cut_off` (as positional, but the row breaks off), `loose`
    (blank texts say nothing), `joined` (digits of several columns may stand together).
    """

    texts: tuple[Printed, ...]
    layout: Layout = "loose"

    @property
    def filled(self) -> tuple[Printed, ...]:
        """The texts that are not empty."""
        return tuple(text for text in self.texts if text.text.strip())

    def separated(self) -> "Fields":
        """Return texts that may be joined as numbers of which each stands between blanks."""
        if self.layout != "joined":
            return self
        return Fields(tuple(text._replace(text=word) for text in self.texts for word in text.text.split()), "loose")

    def in_unit(self, unit: str | None) -> "Fields":
        """Return the same texts under a header that prints a unit of money."""
        if unit in {None, FORM_UNIT}:
            return self
        return Fields(tuple(text._replace(unit=unit) for text in self.texts), self.layout)


@dataclass(frozen=True, slots=True)
class RowReading:
    """The cells of a row, with the splits that remain where several were possible."""

    cells: tuple[Cell, ...]
    notes: tuple[Note, ...] = ()
    splits: tuple[Split, ...] = ()
    identities: tuple[str, ...] = field(default=())

    def completed(self, slots: Sequence[Slot], place: str) -> "RowReading":
        """Return the row with all its cells; those its table has no column for are missing."""
        if len(self.cells) == len(slots):
            return self
        read = {cell.id: cell for cell in self.cells}
        return replace(self, cells=tuple(read.get(slot.id) or missing(slot, place) for slot in slots))


def read_row(slots: Sequence[Slot], fields: Fields, identities: Sequence[str] = ()) -> RowReading:
    """Read one row.

    Args:
        slots: the cells of the row, left to right; with several identities, equal groups of them.
        fields: what is printed.
        identities: the ids of the row identities (the last cell of each equal group is the sum of the others).
    """
    filled = fields.filled
    if fields.layout == "positional" and len(fields.texts) == len(slots):
        return _in_order(slots, fields.texts, identities)
    if not filled:
        return _empty(slots, fields)
    if len(filled) == len(slots):
        sure = fields.layout not in {"uneven", "scattered"}
        return _in_order(slots, filled, identities) if sure else _uneven(slots, filled, identities)
    return _misaligned(slots, filled, fields, identities)


def _misaligned(
    slots: Sequence[Slot], filled: Sequence[Printed], fields: Fields, identities: Sequence[str]
) -> RowReading:
    """Read a row that has more or fewer texts than columns."""
    if len(filled) > len(slots):
        return _too_many(slots, filled, identities)
    if fields.layout == "joined":
        return _joined(slots, filled, identities)
    if fields.layout == "cut_off" and len(fields.texts) < len(slots):
        return _cut_off(slots, fields.texts)
    return _too_few(slots, filled, in_one_row=fields.layout != "uneven")


def values_of(reading: RowReading) -> tuple[Decimal | None, ...]:
    """Return the values of a row, None where a cell has none."""
    return tuple(cell.value for cell in reading.cells)


def says_nothing(reading: RowReading) -> bool:
    """Tell whether all cells of a row are blank or absent."""
    return all(cell.status in {CellStatus.BLANK, CellStatus.MISSING} for cell in reading.cells)


def disputed(reading: RowReading, other: RowReading) -> RowReading:
    """Return a row that is printed twice: what both agree on stays, the rest is ambiguous between the two."""
    cells = tuple(
        one if (one.status, one.value) == (two.status, two.value) else _either(one, two)
        for one, two in zip(reading.cells, other.cells, strict=True)
    )
    return RowReading(cells, reading.notes)


def _either(one: Cell, two: Cell) -> Cell:
    possible = {value for cell in (one, two) for value in (cell.value, *cell.candidates) if value is not None}
    texts = " | ".join(cell.text for cell in (one, two))
    status = CellStatus.AMBIGUOUS if possible else CellStatus.UNREADABLE
    return Cell(one.id, status, text=texts, place=one.place, candidates=tuple(sorted(possible)))


def _empty(slots: Sequence[Slot], fields: Fields) -> RowReading:
    """Enough empty texts are blank cells; without them there are no cells."""
    if len(fields.texts) >= len(slots) and fields.layout != "cut_off":
        return _in_order(slots, fields.texts[: len(slots)])
    return RowReading(tuple(missing(slot) for slot in slots))


def _in_order(slots: Sequence[Slot], texts: Sequence[Printed], identities: Sequence[str] = ()) -> RowReading:
    made = [make_cell(slot, text) for slot, text in zip(slots, texts, strict=True)]
    cells, notes = tuple(cell for cell, _ in made), tuple(note for _, notes in made for note in notes)
    if not any(map(is_broken, texts)):
        return RowReading(cells, notes)
    cells, splits = put_together(slots, texts, cells, identities)
    return RowReading(cells, notes, splits, tuple(identities))


def _cut_off(slots: Sequence[Slot], texts: Sequence[Printed]) -> RowReading:
    """The texts before the break stand in their columns; the cells behind it are not there."""
    seen = _in_order(slots[: len(texts)], texts)
    place = texts[-1].place
    lost = tuple(missing(slot, place) for slot in slots[len(texts) :])
    why = note("row_cut_off", place, seen=len(texts), columns=len(slots), cells=[cell.id for cell in lost])
    return RowReading((*seen.cells, *lost), (*seen.notes, why))


def _too_few(
    slots: Sequence[Slot], filled: Sequence[Printed], *, in_one_row: bool = True, told: Printed | None = None
) -> RowReading:
    """Fewer texts than columns, and no telling which are absent: each cell keeps what may stand there.

    Any cell may be one of the absent ones, and a blank may count as 0. The rest of a table's row may stand in another
    table, and digits that run together are no numbers yet: there nothing can be said of any cell. `told` is what is
    printed where the texts are parts of it.
    """
    gap = len(slots) - len(filled)
    numbers = [parse_number(text.text).value for text in filled]
    cells = []
    for index, slot in enumerate(slots):
        window = [n for n in numbers[max(index - gap, 0) : index + 1] if n is not None] if in_one_row else []
        cell = ambiguous(slot, (*window, _ABSENT) if window else (), told or _all_of(filled))
        cells.append(replace(cell, how=(MAY_BE_BLANK,)) if gap and window else cell)
    return RowReading(tuple(cells), (_alignment_note(slots, filled),))


def _uneven(slots: Sequence[Slot], filled: Sequence[Printed], identities: Sequence[str]) -> RowReading:
    """As many texts as columns, but in other cells: only a sum that says something shows that none was moved."""
    texts = [text.text.strip() for text in filled]
    if identities and all(map(_is_plain, texts)):
        split = tuple(map(int, texts))
        if any(split) and _sums_hold(split, len(identities)):
            return _settled(slots, [split], _all_of(filled), identities, (_alignment_note(slots, filled),))
    return _too_few(slots, filled)


def _too_many(slots: Sequence[Slot], filled: Sequence[Printed], identities: Sequence[str]) -> RowReading:
    texts = [text.text.strip() for text in filled]
    printed, why = _all_of(filled), _alignment_note(slots, filled)
    if len(slots) == 1 and len(set(texts)) == 1:
        (cell,), notes = (read := _in_order(slots, filled[:1])).cells, read.notes
        return RowReading((replace(cell, text=printed.text),), (*notes, why))
    if not all(map(_is_plain, texts)):
        return RowReading(tuple(ambiguous(slot, (), printed) for slot in slots), (why,))
    if not any(int(text) for text in texts):
        how = f"every alignment of the {len(texts)} printed values with {len(slots)} columns gives 0"
        return RowReading(tuple(inferred(slot, Decimal(0), printed, (how,)) for slot in slots), (why,))
    fitting = [split for split in aligned(texts, len(slots)) if _sums_hold(split, len(identities))]
    reasons = identities or (f"every alignment of the {len(texts)} printed values with {len(slots)} columns gives it",)
    return _settled(slots, fitting, printed, reasons, (why,))


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS


def _sums_hold(split: Split, groups: int) -> bool:
    if not groups:
        return True
    width = len(split) // groups
    runs = [split[start : start + width] for start in range(0, len(split), width)]
    return all(sum(run[:-1]) == run[-1] for run in runs)


def _joined(slots: Sequence[Slot], filled: Sequence[Printed], identities: Sequence[str]) -> RowReading:
    chunks = [chunk for text in filled for chunk in text.text.split()]
    printed = _all_of(filled)
    if len(chunks) == len(slots):
        return _in_order(slots, [Printed(chunk, printed.place) for chunk in chunks])
    digits = _Digits.of(chunks)
    if digits is None or len(digits.text) > MAX_DIGITS:
        return _too_few(slots, filled, in_one_row=False)
    if len(digits.text) < len(slots):
        if not digits.plain:
            return _too_few(slots, filled, in_one_row=False)
        return _too_few(slots, [Printed(digit, printed.place) for digit in digits.text], told=printed)
    why = note("row_joined", printed.place, row=slots[0].id, text=printed.text, columns=len(slots))
    how: Sequence[str] = identities or (f"the only split of {len(digits.text)} digits into {len(slots)} numbers",)
    splits = _splits(slots, digits, identities)
    return _settled(slots, splits, printed, how, (why,), tail=digits)


@dataclass(frozen=True, slots=True)
class _Digits:
    """Digits run together.

    Attributes:
        before, behind: the chunks before the only sign, and behind it; `before` is empty without a sign.
        sign: `+`, `-` or empty.
        decimals: from the point on, of the last number; `unit` stands behind it.
    """

    before: tuple[str, ...]
    behind: tuple[str, ...]
    sign: str
    decimals: str
    unit: str

    @classmethod
    def of(cls, chunks: Sequence[str]) -> "_Digits | None":
        """Take the chunks apart; None when they are more than digits with one sign, one point and a unit of money."""
        match = _JOINED.fullmatch(half_width(" ".join(chunks)))
        if match is None:
            return None
        before = tuple(match["before"].split()) if match["sign"] else ()
        behind = tuple((match["behind"] if match["sign"] else match["before"] + match["behind"]).split())
        return cls(before, behind, match["sign"] or "", match["decimals"] or "", match["unit"] or "")

    @property
    def text(self) -> str:
        return "".join((*self.before, *self.behind))

    @property
    def plain(self) -> bool:
        """Whether there is neither sign nor point nor unit."""
        return not (self.sign or self.decimals or self.unit)

    def last(self, value: int) -> Decimal:
        """Return the last number of the row with its decimals, in the unit of the form."""
        number = Decimal(f"{value}{self.decimals}")
        return to_wan(number, self.unit) if self.unit else number


def _splits(slots: Sequence[Slot], digits: _Digits, identities: Sequence[str]) -> list[Split]:
    """Return the ways to split; a sign begins the one number that may carry it."""
    if identities:
        groups = len(identities)
        return list(group_splits(digits.behind, len(slots) // groups, groups)) if digits.plain else []
    if not digits.sign:
        return list(free_splits(digits.behind, len(slots)))
    at = next((i for i, slot in enumerate(slots) if slot.column.sign == "signed"), 0)
    sign = -1 if digits.sign == "-" else 1
    return [
        (*left, sign * right[0], *right[1:])
        for left in free_splits(digits.before, at)
        for right in free_splits(digits.behind, len(slots) - at)
    ]


def _possible(slots: Sequence[Slot], split: Split) -> bool:
    """Tell whether a split fits the nature of a stock: in force cannot be less than what was added and kept.

    It narrows the candidates but never settles a value: the body itself may have broken it.
    """
    values = {slot.column.id: value for slot, value in zip(slots, split, strict=True)}
    if not {"issued", "repealed", "in_force"} <= values.keys():
        return True
    return values["in_force"] >= values["issued"] - values["repealed"]


def _settled(
    slots: Sequence[Slot],
    splits: Sequence[Split],
    printed: Printed,
    how: Sequence[str],
    notes: tuple[Note, ...],
    *,
    tail: _Digits | None = None,
) -> RowReading:
    """What all splits agree on is a value, else the candidates remain; without any split the cells are unreadable."""
    likely = [split for split in splits if _possible(slots, split)] or splits
    cells = []
    for index, slot in enumerate(slots):
        is_last = tail is not None and index == len(slots) - 1
        agreed = {split[index] for split in splits}
        values = [tail.last(v) if tail and is_last else Decimal(v) for v in {split[index] for split in likely}]
        settled = inferred(slot, values[0], printed, how) if len(agreed) == 1 else None
        cells.append(settled or ambiguous(slot, values, printed))
    return RowReading(tuple(cells), notes, tuple(likely) if len(splits) > 1 else (), tuple(how))


def _all_of(filled: Sequence[Printed]) -> Printed:
    return Printed(" ".join(text.text.strip() for text in filled), filled[0].place)


def _alignment_note(slots: Sequence[Slot], filled: Sequence[Printed]) -> Note:
    row = slots[0].id.rsplit(".", 1)[0]
    return note("row_not_aligned", filled[0].place, row=row, printed=len(filled), columns=len(slots))
