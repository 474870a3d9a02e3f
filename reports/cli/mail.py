"""The commands about what people are sent: a look beforehand, and what waits or failed."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import UserError
from reports.cli.options import (
    DONE,
    HERE,
    INCOMPLETE,
    AsOfOption,
    Lang,
    LangOption,
    WorkspaceOption,
    instant_of,
    language_of,
    leave,
    open_workspace,
    say,
)

if TYPE_CHECKING:
    from config.workspace import Workspace


def preview(
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="The folder; default digests/preview of the workspace.")
    ] = None,
    lang: LangOption = None,
) -> None:
    """Write what every recipient would be sent now, as pages, texts and .eml files; nothing is recorded or sent."""
    from reports.digest import preview as write_preview
    from reports.exports.companions import companions
    from reports.store import Store

    opened = open_workspace(workspace)
    folder = out or opened.digests / "preview"
    with Store.open(opened.database) as store:
        files = write_preview(
            store,
            opened,
            folder,
            as_of=instant_of(as_of),
            lang=lang.value if lang else None,
            companions=companions(),
        )
    if not files:
        raise UserError("duban.toml names no [[recipients]], so nobody would be sent anything")
    for path in files:
        say(path)


def alert(workspace: WorkspaceOption = HERE, as_of: AsOfOption = None, lang: LangOption = None) -> None:
    """Queue alerts about what cannot wait for the next digest, as [alerts] of duban.toml says; `send` sends them."""
    opened = open_workspace(workspace, writable=True)
    if opened.settings.alerts is None:
        raise UserError("duban.toml has no table [alerts]; its comments show what can stand there")
    leave(alert_stage(opened, instant_of(as_of), lang))


def alert_stage(workspace: "Workspace", as_of: datetime, lang: Lang | None) -> int:
    """Queue the alerts, if there are to be any, and return the exit status."""
    from reports.alerts import watch
    from reports.console import print_alerts
    from reports.store import Store

    if workspace.settings.alerts is None:
        return DONE
    with Store.open(workspace.database, write=True) as store:
        summary = watch(store, workspace, as_of=as_of)
    print_alerts(summary, language_of(lang, workspace))
    return DONE


def outbox(
    workspace: WorkspaceOption = HERE,
    resend: Annotated[
        int | None, typer.Option("--resend", metavar="N", help="Send message N again, though it may have arrived.")
    ] = None,
    give_up: Annotated[
        int | None, typer.Option("--give-up", metavar="N", help="Do nothing more about message N; needs --why.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="For example: arrived, says Zhang.")] = "",
    lang: LangOption = None,
) -> None:
    """List the messages that did not go out, or perhaps did not, and decide about them."""
    from reports import mail
    from reports.console import print_outbox
    from reports.store import Store

    if give_up is not None and not why.strip():
        raise UserError("--give-up needs --why: what is known about the message")
    opened = open_workspace(workspace, writable=resend is not None or give_up is not None)
    with Store.open(opened.database, write=resend is not None or give_up is not None) as store:
        if resend is not None:
            mail.resend(store, opened, resend)
        if give_up is not None:
            mail.give_up(store, give_up, why.strip())
        left = mail.unsettled(store)
    print_outbox(left, language_of(lang, opened))
    leave(INCOMPLETE if left else DONE)
