"""What every command shares: its options, its exit statuses, and how it opens, complains and leaves."""

import sys
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from config import clock
from config.errors import UserError
from reports.visible import json_line, visible

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from checks.model import Finding
    from checks.words import Language
    from config.workspace import Workspace
    from reports.cluster import Cluster

DONE, FINDINGS, WRONG_USE, INCOMPLETE = 0, 1, 2, 3
"""The exit statuses of the contract; when several apply, 2 goes before 3 and 3 before 1."""


class Lang(StrEnum):
    """The languages duban speaks."""

    value: "Language"
    ZH = "zh"
    EN = "en"


class LevelName(StrEnum):
    """The levels `--fail-on` takes, gravest first."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", envvar="DUBAN_WORKSPACE", help="The folder of the workspace.")
]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The day to judge by; default today.")]
LangOption = Annotated[Lang | None, typer.Option("--lang", help="Language of what is written for people.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
AllOption = Annotated[bool, typer.Option("--all", help="Every outcome of every rule, with its reason.")]
FailOnOption = Annotated[
    LevelName | None, typer.Option("--fail-on", help="Exit with 1 on an unwaived failure of this level or above.")
]
PathsArgument = Annotated[list[Path], typer.Argument(help="Files, or folders of files.")]
BodyOption = Annotated[str | None, typer.Option("--body", help="Only this body (id or name).")]
YearOption = Annotated[int | None, typer.Option("--year", help="Only this report year.")]
SampleOption = Annotated[int | None, typer.Option("--sample", min=1, help="At most this many reports a source.")]
ExecutorOption = Annotated[
    str | None,
    typer.Option("--executor", metavar="PLACE", help="Where documents are read: dask:tcp://HOST:PORT, a Dask cluster."),
]
OfficeOption = Annotated[
    str | None, typer.Option("--office", metavar="NAME", help="Only what this office of [[offices]] oversees.")
]
UnderOption = Annotated[
    str | None, typer.Option("--under", metavar="BODY", help="Only this body (id or name) with all below it.")
]
HERE = Path()


def open_workspace(folder: Path, *, writable: bool = False) -> "Workspace":
    """Open a workspace and say on standard error what of its registry was refused or is worth a remark."""
    from config.workspace import Workspace

    workspace = Workspace.open(folder, writable=writable)
    for refusal in workspace.registry.refusals:
        complain(f"{workspace.bodies_file.name} line {refusal.line}: {refusal.reason}")
    for remark in workspace.notes:
        complain(f"note: {remark}")
    return workspace


def instant_of(text: str | None) -> datetime:
    """Return the instant that `--as-of` means; a UserError when it is no date."""
    try:
        return clock.parse_as_of(text)
    except ValueError as error:
        raise UserError(f"{text}: not a date; write it as 2026-01-31") from error


def language_of(lang: Lang | None, workspace: "Workspace | None" = None) -> "Language":
    """Return the language asked for, else the workspace's, else Chinese."""
    if lang:
        return lang.value
    return workspace.settings.lang if workspace else "zh"


def executor_of(place: str | None, workspace: "Workspace") -> "AbstractContextManager[Cluster | None]":
    """Return the place where documents are read: the one asked for, else the workspace's."""
    from reports.cluster import executor_at

    return executor_at(workspace.settings.reading.executor if place is None else place)


def failed(findings: "Iterable[Finding]", fail_on: LevelName | None) -> int:
    """1 when a failure of the given level or above is among the findings."""
    if fail_on is None:
        return DONE
    grave = list(LevelName)[: list(LevelName).index(fail_on) + 1]
    return FINDINGS if any(f.outcome == "fail" and f.level.value in grave for f in findings) else DONE


def status_of(problems: list[str | None]) -> int:
    """2 when nothing was usable, 3 when something was not, else 0."""
    bad = sum(problem is not None for problem in problems)
    if not bad:
        return DONE
    return WRONG_USE if bad == len(problems) else INCOMPLETE


def gravest(statuses: Iterable[int]) -> int:
    """Return the exit status that goes before the others."""
    return max(statuses, key=(DONE, FINDINGS, INCOMPLETE, WRONG_USE).index)


def print_json(objects: Iterable[dict[str, Any]]) -> None:
    """Print one JSON object a line."""
    for each in objects:
        print(json_line(each))


def say(text: str | Path) -> None:
    """Print one line, of which nothing acts unseen, on standard output."""
    print(visible(str(text)), flush=True)


def complain(problem: str | None) -> None:
    """Say one line on standard error; None says nothing."""
    if problem:
        print(f"duban: {visible(problem)}", file=sys.stderr)


def leave(exit_status: int) -> NoReturn:
    """End the command with an exit status."""
    raise typer.Exit(exit_status)
