"""The command that writes the score sheet."""

from typing import Annotated

import typer

from config.errors import UserError
from reports.cli.options import (
    DONE,
    HERE,
    INCOMPLETE,
    AsOfOption,
    JsonOption,
    LangOption,
    OfficeOption,
    WorkspaceOption,
    instant_of,
    language_of,
    leave,
    open_workspace,
    print_json,
)


def score(
    workspace: WorkspaceOption = HERE,
    year: Annotated[int | None, typer.Option("--year", help="The report year; default the newest.")] = None,
    office: OfficeOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="A table for a spreadsheet.")] = False,
) -> None:
    """Score every body with its derivation, by the weights of `[scores]`; what was not seen or read has no score."""
    from config.deadlines import last_report_year
    from reports.decisions import decided
    from reports.scores import score_sheet
    from reports.scores.tables import as_csv as written
    from reports.scores.tables import print_scores
    from reports.store import Store

    if as_json and as_csv:
        raise UserError("--json and --csv are two forms of the same: choose one")
    opened, instant = open_workspace(workspace), instant_of(as_of)
    with Store.open(opened.database) as store:
        waived = {row.public_id for row in decided(store, opened, as_of=instant).waived}
        sheet = score_sheet(
            store,
            opened,
            as_of=instant,
            year=year or last_report_year(instant),
            office=office,
            waived=lambda row: row.public_id in waived,
        )
    language = language_of(lang, opened)
    if as_json:
        print_json(each.as_json(language) for each in sheet)
    elif as_csv:
        print("\ufeff" + written(sheet, language), end="")
    else:
        print_scores(sheet, language)
    leave(INCOMPLETE if opened.registry.refusals else DONE)
