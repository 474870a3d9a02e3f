"""The commands that hand the ledger on: workbooks, letters, tables, feeds."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import UserError
from reports.cli.options import (
    DONE,
    HERE,
    INCOMPLETE,
    AsOfOption,
    BodyOption,
    LangOption,
    WorkspaceOption,
    YearOption,
    complain,
    instant_of,
    language_of,
    leave,
    open_workspace,
    say,
)

if TYPE_CHECKING:
    from reports.exports import Exported


class Kind(StrEnum):
    """The kinds of exports."""

    LEDGER = "ledger"
    NOTICE = "notice"
    CIRCULAR = "circular"
    FINDINGS = "findings"
    STATUS = "status"
    CELLS = "cells"
    FEED = "feed"


class Format(StrEnum):
    """The formats of tables."""

    CSV = "csv"
    JSON = "json"


def export(
    kind: Annotated[Kind, typer.Argument(help="What to write.", show_choices=True)],
    workspace: WorkspaceOption = HERE,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help="The file, or for several notices the folder; default exports/."),
    ] = None,
    office: Annotated[
        str | None,
        typer.Option("--office", help="Only an office of [[offices]], or a body (id or name) with all below it."),
    ] = None,
    body: BodyOption = None,
    year: YearOption = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="Of findings, status, cells; default by the name of the file.")
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help="The last day to mend what a notice tells.")
    ] = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Write the ledger as a workbook, notices and circulars as letters, tables as CSV or JSON, news as an Atom feed."""
    from reports.exports import Wish
    from reports.exports import export as made
    from reports.exports.output import write_pieces
    from reports.exports.scope import Scope
    from reports.store import Store

    opened = open_workspace(workspace, writable=out is None)
    wish = Wish(Scope(office, body, year), _format(form, out).value, instant_of(due).date() if due else None)
    with Store.open(opened.database) as store:
        files = made(store, opened, kind.value, wish, as_of=instant_of(as_of), lang=language_of(lang, opened))
        for file, path in zip(files, _paths(files, opened.root, out), strict=True):
            write_pieces(path, file.pieces)
            say(path)
    leave(INCOMPLETE if opened.registry.refusals else DONE)


def import_decisions(
    workbook: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook of `duban export ledger`, filled in.")],
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Enter the decisions that people typed into the workbook of findings into waivers.toml; twice changes nothing."""
    from reports.decisions.decide import Decision, decide, remember
    from reports.exports.ledger.reading import read_workbook
    from reports.exports.ledger.typed import Refused
    from reports.store import Store

    opened = open_workspace(workspace, writable=True)
    at = instant_of(as_of)
    with Store.open(opened.database) as store:
        rows = read_workbook(store, workbook, today=at.date())
    for row in rows:
        place = f"{workbook.name}: sheet {row.sheet}, line {row.line}, {row.finding}"
        if isinstance(row, Refused):
            complain(f"{place}: {row.reason.in_language(language_of(lang, opened))}")
        else:
            decision = Decision(row.kind, row.said, row.author, row.day, row.until)
            entered = decide(opened, row.finding, decision)
            say(f"{place}: {row.kind} {'written' if entered.new else 'was there already'}")
    if any(not isinstance(row, Refused) for row in rows):
        remember(opened, at=at)
    leave(INCOMPLETE if any(isinstance(row, Refused) for row in rows) else DONE)


def _format(form: Format | None, out: Path | None) -> Format:
    """The format asked for, else the one that the name of the file says, else CSV."""
    if form:
        return form
    return Format.JSON if out and out.suffix.lower() == ".json" else Format.CSV


def _paths(files: "tuple[Exported, ...]", root: Path, out: Path | None) -> list[Path]:
    if out is None:
        return [root / file.path for file in files]
    if len(files) == 1 and not out.is_dir():
        return [out]
    if out.is_file():
        raise UserError(f"{out} is a file, and there are {len(files)} to write: name a folder")
    return [out / Path(file.path).name for file in files]
