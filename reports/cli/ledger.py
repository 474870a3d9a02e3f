"""The commands about a workspace: its files, its state, its digests and its proofs."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config import clock
from config.errors import UserError
from reports.cli.checking import tell_decisions
from reports.cli.options import (
    DONE,
    HERE,
    INCOMPLETE,
    AsOfOption,
    JsonOption,
    Lang,
    LangOption,
    OfficeOption,
    PathsArgument,
    UnderOption,
    WorkspaceOption,
    complain,
    instant_of,
    language_of,
    leave,
    open_workspace,
    print_json,
    say,
    status_of,
)

if TYPE_CHECKING:
    from config.workspace import Workspace


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make a workspace.")]) -> None:
    """Make a workspace: settings, registry of bodies, deadlines, waivers, and a page that explains them."""
    from config.workspace import init_workspace

    made = init_workspace(folder)
    for path in made.written:
        say(f"written  {path}")
    for path in made.kept:
        say(f"kept     {path} (was there already)")
    say(f"next: list your bodies in {made.root / 'bodies.csv'}, then `duban run --workspace {folder}`")


def import_(
    paths: PathsArgument,
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    who: Annotated[str | None, typer.Option(help="Who saved the files; default the user of this machine.")] = None,
    when: Annotated[str | None, typer.Option(metavar="DATE", help="When they were saved; default today.")] = None,
    url: Annotated[str | None, typer.Option(help="The address they were saved from.")] = None,
    body: Annotated[
        str | None, typer.Option("--body", help="Whose report it is (id or name), where a file does not say so.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Of which year, where a file does not say so.")] = None,
) -> None:
    """Enter files or hand-saved pages into the workspace; they are shown as entered by hand everywhere."""
    from reports.files import named_files
    from reports.ledger import import_files
    from reports.store import Store

    opened = open_workspace(workspace, writable=True)
    saved = instant_of(when) if when else None
    with Store.open(opened.database, write=True) as store:
        entered = import_files(
            store,
            opened,
            named_files(paths),
            as_of=instant_of(as_of),
            who=who,
            when=saved,
            url=url,
            body=body,
            year=year,
        )
    problems = []
    for each in entered:
        say(each.line(language_of(None, opened)))
        problems.append(None if each.usable else f"{each.path}: {each.reason(language_of(None, opened))}")
        complain(problems[-1])
    leave(status_of(problems))


def status(
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
    office: OfficeOption = None,
    under: UnderOption = None,
    health: Annotated[
        bool, typer.Option("--health", help="Only whether the workspace is looked after: one line; exit status 0 or 3.")
    ] = False,
) -> None:
    """Tell for every body and expected year where its report stands."""
    if health:
        leave(_health(open_workspace(workspace), lang))
    from reports.console import print_status
    from reports.decisions import decided
    from reports.status import body_years
    from reports.store import Store

    opened = open_workspace(workspace)
    asked = _asked(opened, office, under)
    with Store.open(opened.database) as store:
        rows = body_years(store, opened, as_of=instant_of(as_of), bodies=asked)
        tell_decisions(decided(store, opened, as_of=instant_of(as_of)))
    if as_json:
        print_json(row.as_json(language_of(lang, opened)) for row in rows)
    else:
        print_status(rows, language_of(lang, opened))
    leave(INCOMPLETE if opened.registry.refusals else DONE)


def _asked(workspace: "Workspace", office: str | None, under: str | None) -> frozenset[str] | None:
    """Return the ids of the bodies asked about, None for all."""
    registry = workspace.registry
    seen = workspace.settings.office_named(office).sees(registry) if office else None
    if under is None:
        return seen
    root = registry.find(under)
    below = frozenset((root.id, *(body.id for body in registry.under(root))))
    return below if seen is None else below & seen


def _health(workspace: "Workspace", lang: Lang | None) -> int:
    from reports.schedule.health import ailment, pulse, verdict

    try:
        seen = pulse(workspace)
    except UserError as error:
        say(str(error))
        return INCOMPLETE
    say(verdict(seen).in_language(language_of(lang, workspace)))
    return INCOMPLETE if ailment(seen) else DONE


def digest(workspace: WorkspaceOption = HERE, as_of: AsOfOption = None, lang: LangOption = None) -> None:
    """Write the digest and one message for every recipient into the outbox."""
    leave(digest_stage(open_workspace(workspace, writable=True), instant_of(as_of), lang))


def digest_stage(workspace: "Workspace", as_of: datetime, lang: Lang | None) -> int:
    """Write the digests and queue the messages; return the exit status."""
    from reports.console import print_digest
    from reports.digest import write_digest
    from reports.exports.companions import companions
    from reports.store import Store

    with Store.open(workspace.database, write=True) as store:
        summary = write_digest(
            store, workspace, as_of=as_of, lang=lang.value if lang else None, companions=companions()
        )
    print_digest(summary, language_of(lang, workspace))
    return INCOMPLETE if summary.attention else DONE


def send(workspace: WorkspaceOption = HERE, as_of: AsOfOption = None, lang: LangOption = None) -> None:
    """Send what waits in the outbox, each message once; without a mail server they stay there as files."""
    instant_of(as_of)
    leave(send_stage(open_workspace(workspace, writable=True), lang))


def send_stage(workspace: "Workspace", lang: Lang | None) -> int:
    """Send what waits in the outbox; return the exit status."""
    from reports.console import print_sent
    from reports.mail import send as send_messages
    from reports.store import Store

    with Store.open(workspace.database, write=True) as store:
        summary = send_messages(store, workspace)
    print_sent(summary, language_of(lang, workspace))
    return INCOMPLETE if summary.failed or summary.uncertain or summary.trouble else DONE


def evidence(
    finding: Annotated[str, typer.Argument(help="The id of a finding, or as much of its beginning as is unique.")],
    workspace: WorkspaceOption = HERE,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="The folder; default evidence/<id> of the workspace."),
    ] = None,
    lang: LangOption = None,
) -> None:
    """Write the pages behind one finding as WARC and WACZ, with a protocol: what, when, from where, by which proof."""
    from reports.evidence import write_evidence
    from reports.store import Store

    opened = open_workspace(workspace)
    with Store.open(opened.database) as store:
        files = write_evidence(store, opened, finding, made=clock.now(), lang=language_of(lang, opened), out=out)
    for path in (files.protocol, files.warc, files.wacz):
        say(path)
    for address in files.lost:
        complain(f"{address}: the archived original is damaged or lost and is not in the files")
    leave(INCOMPLETE if files.lost else DONE)
