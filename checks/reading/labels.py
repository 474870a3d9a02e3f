"""The labels of the form as they are looked for: normalised, with their variants, misprints and numbering."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from checks.reading.keys import key
from config.forms import Row, load_form

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九][,.]|\d{1,2}[,.)]?(?=[^\d,.)])|\((?:[一二三四五六七八九]|\d{1,2})\))")
_OF_LAST_YEAR = re.compile("上一?年|去年|往年")
"""A column of last year's numbers is none of the form's, unless the form has it by this name."""
_SHORT = 2
"""Numbered labels of so few signs (其他, 总计) also stand in headers and must carry their numbering."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a label: its words without numbering, and whether it is a known misprint."""

    words: str
    typo: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A row of the form as it can be recognised.

    Attributes:
        row: the row id; `rank` its place in the table.
        number: the bare number printed in front (`1`, `六`), or empty.
        parent: the key of the heading the row stands under.
    """

    row: str
    rank: int
    number: str
    wordings: tuple[Wording, ...]
    parent: str

    @property
    def needs_numbering(self) -> bool:
        """Whether the words alone could be something else."""
        return bool(self.number) and len(self.wordings[0].words) <= _SHORT


def split_numbering(text: str) -> tuple[str, str]:
    """Split a normalised label into its bare number and its words: `(六)其他处理`, `2.重复申请`, `(2)重复申请`."""
    match = _NUMBERING.match(text)
    return (match.group().strip("(),."), text[match.end() :]) if match else ("", text)


@cache
def labels(form_id: str, table_id: str) -> tuple[Label, ...]:
    """Return the labels of a table's rows in printed order."""
    rows = [row for group in load_form(form_id).table(table_id).groups for row in group.rows]
    return tuple(_label(row, rank) for rank, row in enumerate(rows))


def _label(row: Row, rank: int) -> Label:
    number, words = split_numbering(key(row.label))
    wordings = [
        Wording(words),
        *(Wording(split_numbering(key(text))[1]) for text in row.variants),
        *(Wording(split_numbering(key(text))[1], typo=True) for text in row.typos),
    ]
    own, *others = dict.fromkeys(wordings)
    longest_first = sorted(others, key=lambda w: -len(w.words))
    return Label(row.id, rank, number, (own, *longest_first), key(row.parent or ""))


@cache
def labels_by_words(form_id: str, table_id: str) -> dict[str, tuple[tuple[Label, Wording], ...]]:
    """Return the labels of a table by each of their wordings."""
    index: dict[str, tuple[tuple[Label, Wording], ...]] = {}
    for label in labels(form_id, table_id):
        for wording in label.wordings:
            index[wording.words] = (*index.get(wording.words, ()), (label, wording))
    return index


@cache
def marks_of(form_id: str, table_id: str) -> tuple[str, ...]:
    """Return the wordings that stand in a table of this form only."""
    return tuple(key(mark) for mark in load_form(form_id).marks.get(table_id, ()))


@cache
def words_of_form(form_id: str) -> frozenset[str]:
    """Return the wordings of all rows of all tables of a form."""
    return frozenset(words for table in load_form(form_id).tables for words in labels_by_words(form_id, table.id))


@cache
def _column_keys(form_id: str, table_id: str) -> dict[str, str]:
    groups = load_form(form_id).table(table_id).groups
    return {key(column.label): column.id for group in groups for column in group.columns}


@lru_cache(maxsize=4096)
def column_named(form_id: str, table_id: str, text: str) -> str | None:
    """Return the column that a header cell names; a unit or remark may follow, a last sign may be lost."""
    bare = text.partition("(")[0]
    known = _column_keys(form_id, table_id)
    if bare in known or not bare or _OF_LAST_YEAR.match(bare):
        return known.get(bare)
    near = (column for label, column in known.items() if len(label) > 4 and len(bare) >= len(label) - 1)
    named = {column: label for label, column in known.items()}
    return next((column for column in near if bare in named[column] or named[column] in bare), None)
