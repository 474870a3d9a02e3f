"""The commands that keep what was recorded: backup, restore, fsck, prune."""

from pathlib import Path
from typing import Annotated

import typer

from reports.cli.options import (
    DONE,
    HERE,
    INCOMPLETE,
    JsonOption,
    LangOption,
    WorkspaceOption,
    complain,
    language_of,
    leave,
    open_workspace,
    print_json,
    say,
)


def backup(
    target: Annotated[
        Path,
        typer.Argument(metavar="FILE|DIR", help="A file with an ending (backup.zip), or a folder that is added to."),
    ],
    workspace: WorkspaceOption = HERE,
) -> None:
    """Copy ledger, archive and settings, while others may be writing; every byte is compared after writing."""
    from reports.keeping.backup import back_up

    made = back_up(open_workspace(workspace), target)
    say(f"{made.path}: {made.files} files, {made.written} of them new, verified")
    for path in made.lost:
        complain(f"{path}: missing or damaged in the archive, and in no backup; see `duban fsck`")
    leave(INCOMPLETE if made.lost else DONE)


def restore(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="A file or folder that `duban backup` wrote.")],
    target: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet, or empty.")],
) -> None:
    """Make a workspace of the newest backup, compared with its manifest byte by byte; overwrite nothing."""
    from reports.keeping.fsck import examine
    from reports.keeping.restore import restore as restored

    workspace, manifest = restored(source, target)
    say(f"{workspace.root}: {len(manifest.files)} files as of {manifest.made}")
    problems = [*examine(workspace)]
    for problem in problems:
        complain(problem.said(workspace.settings.lang))
    leave(INCOMPLETE if problems else DONE)


def fsck(workspace: WorkspaceOption = HERE, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Compare archive and ledger: what is missing, damaged, left over or not recorded. Changes nothing."""
    from reports.keeping.fsck import examine

    opened = open_workspace(workspace)
    problems = []
    for problem in examine(opened):
        problems.append(problem)
        if as_json:
            print_json([problem.as_json()])
        else:
            say(problem.said(language_of(lang, opened)))
    if not as_json and not problems:
        say("ok")
    leave(INCOMPLETE if problems else DONE)


def prune(
    workspace: WorkspaceOption = HERE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would go; delete nothing.")] = False,
) -> None:
    """Take pages of homes and lists out of the archive that are old and that no report, finding or proof rests on."""
    from reports.keeping.prune import prune as pruned
    from reports.store import Store

    opened = open_workspace(workspace, writable=True)
    with Store.open(opened.database, write=True) as store:
        gone = pruned(store, opened, dry_run=dry_run)
    word = "would be pruned" if dry_run else "pruned"
    say(f"{gone.payloads} pages {word}, {gone.size / 1_000_000:.1f} MB before compression")
    leave(DONE)
