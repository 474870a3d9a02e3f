"""The commands by which people decide about findings: waive, confirm, note."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import UserError
from reports.cli.options import (
    HERE,
    AsOfOption,
    Lang,
    LangOption,
    WorkspaceOption,
    complain,
    instant_of,
    language_of,
    open_workspace,
)

if TYPE_CHECKING:
    from reports.decisions.decide import Decision

FindingArgument = Annotated[
    str, typer.Argument(help="The id of a finding, or as much of its beginning as is unique.", metavar="FINDING")
]
AuthorOption = Annotated[str, typer.Option("--author", help="Who decides; default the user of this machine.")]


def waive(
    finding: FindingArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why this need not be mended.")],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day the waiver holds.")],
    author: AuthorOption = "",
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Waive a finding: write into waivers.toml that it need not be mended, why, by whom, until when.

    It holds for the content of the report as it is now, and lapses when that changes.
    """
    from reports.decisions.decide import Decision

    decided = instant_of(as_of).date()
    _enter(workspace, as_of, lang, finding, Decision("waiver", reason, author, decided, day_of("--until", until)))


def confirm(
    finding: FindingArgument,
    author: AuthorOption = "",
    reason: Annotated[str, typer.Option("--reason", help="How it was verified.")] = "",
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Confirm a finding: write into waivers.toml that a person has verified it, as `duban notice` asks for."""
    from reports.decisions.decide import Decision

    _enter(workspace, as_of, lang, finding, Decision("confirmation", reason, author, instant_of(as_of).date()))


def note(
    finding: FindingArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The remark.")],
    author: AuthorOption = "",
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Note a remark on a finding in waivers.toml; it is shown with the finding."""
    from reports.decisions.decide import Decision

    _enter(workspace, as_of, lang, finding, Decision("note", text, author, instant_of(as_of).date()))


def _enter(folder: Path, as_of: str | None, lang: Lang | None, finding: str, decision: "Decision") -> None:
    from reports.console import print_entered
    from reports.decisions.decide import decide, remember

    opened = open_workspace(folder, writable=True)
    entered = decide(opened, finding, decision)
    print_entered(entered.row, decision.kind, opened.waivers_file, language_of(lang, opened), new=entered.new)
    try:
        remember(opened, at=instant_of(as_of))
    except UserError as error:
        complain(f"note: {error}; the ledger takes waivers.toml over at the next `duban check`")


def day_of(option: str, text: str) -> date:
    """Return the day that an option names; a UserError when it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(f"{option} {text}: not a date; write it as 2026-12-31") from error
