"""The kinds of exports: what each is called, what it needs to know, and which files it makes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from config.errors import UserError
from config.settings import Lang
from config.workspace import Workspace
from reports.digest.text import day
from reports.exports.feed import FOLDER as FEEDS
from reports.exports.feed import feed, feed_name
from reports.exports.ledger import ledger
from reports.exports.letters import circular, notice, notified
from reports.exports.naming import file_stem
from reports.exports.scope import Scope
from reports.exports.selection import Selection
from reports.exports.tables import Table, TableFormat, TableKind
from reports.store import Store

FOLDER = "exports"
"""The folder of a workspace in which exports are written."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for beside the kind.

    Attributes:
        form: of a table.
        due: the last day to mend what a notice tells.
    """

    scope: Scope = field(default_factory=Scope)
    form: TableFormat = "csv"
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """One file: its path in the workspace unless another is given, and its bytes in pieces."""

    path: str
    pieces: Iterable[bytes]


_Make = Callable[[Selection, Wish], tuple[Exported, ...]]


def export(
    store: Store, workspace: Workspace, kind: str, wish: Wish, *, as_of: datetime, lang: Lang
) -> tuple[Exported, ...]:
    """Return the files of an export; the same ledger and instant give the same bytes.

    Args:
        store: open to read, until the pieces have been used.
        workspace: whose registry names bodies.
        kind: one of `KINDS`.
        wish: what else was asked for.
        as_of: the instant the export speaks of.
        lang: of what is written for people.

    Raises:
        UserError: there is no such kind, the scope names no body, something the kind needs is not given, or the ledger
            is not ready to be told of.
    """
    if kind not in _MAKERS:
        raise UserError(f"{kind}: there is no such export; there are {', '.join(KINDS)}")
    selection = Selection.of(store, workspace, wish.scope, as_of=as_of, lang=lang)
    return _MAKERS[kind](selection, wish)


def _named(selection: Selection, kind: str, suffix: str) -> str:
    return f"{FOLDER}/{kind}-{day(selection.facts.as_of)}.{suffix}"


def _table(kind: TableKind) -> _Make:
    def make(selection: Selection, wish: Wish) -> tuple[Exported, ...]:
        table = Table(kind, selection.facts, selection.store, selection.lang)
        return (Exported(_named(selection, kind, wish.form), table.written(wish.form)),)

    return make


def _feed(selection: Selection, _: Wish) -> tuple[Exported, ...]:
    return (Exported(f"digests/{FEEDS}/{feed_name(selection.subject)}", (feed(selection),)),)


def _ledger(selection: Selection, _: Wish) -> tuple[Exported, ...]:
    return (Exported(_named(selection, "ledger", "xlsx"), (ledger(selection),)),)


def _notices(selection: Selection, wish: Wish) -> tuple[Exported, ...]:
    if wish.due is None or wish.due <= selection.facts.as_of.date():
        raise UserError("a notice needs --due DATE, a day after the one it speaks of")
    about = notified(selection)
    if not about:
        raise UserError(
            "there is no confirmed error or warning to send anybody a notice about in this year: see `duban confirm`"
        )
    folder = f"{FOLDER}/notices-{day(selection.facts.as_of)}"
    return tuple(
        Exported(f"{folder}/{file_stem(each.body)}-{each.year}.docx", (notice(selection, each, wish.due),))
        for each in about
    )


def _circular(selection: Selection, wish: Wish) -> tuple[Exported, ...]:
    year = wish.scope.year or selection.facts.year
    if year is None or not any(each.year == year for each in selection.facts.expected):
        raise UserError("no report is expected of anybody in this year: there is nothing for a circular to tell")
    return (Exported(_named(selection, f"circular-{year}", "docx"), (circular(selection, year),)),)


_MAKERS: Mapping[str, _Make] = {
    "ledger": _ledger,
    "notice": _notices,
    "circular": _circular,
    "findings": _table("findings"),
    "status": _table("status"),
    "cells": _table("cells"),
    "feed": _feed,
}
KINDS = tuple(_MAKERS)
