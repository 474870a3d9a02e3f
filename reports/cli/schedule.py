"""The command that keeps the schedule of a workspace."""

import signal
from threading import Event
from typing import Annotated

import typer

from config import clock
from config.errors import UserError
from reports.cli.options import (
    DONE,
    HERE,
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    instant_of,
    leave,
    open_workspace,
    print_json,
    say,
)

_SHOWN = 20


def schedule(
    workspace: WorkspaceOption = HERE,
    show: Annotated[bool, typer.Option("--list", help="Show the next times of all jobs; start nothing.")] = False,
    as_of: AsOfOption = None,
    most: Annotated[int, typer.Option("--most", min=1, max=1000, help="How many times --list shows.")] = _SHOWN,
    as_json: JsonOption = False,
) -> None:
    """Crawl, check, digest and send by the clock of `[schedule]` in `duban.toml`, until told to stop.

    Times are in Asia/Shanghai. What was missed while nobody kept the schedule is made up for at the start. Ctrl-C or
    SIGTERM ends it with everything it started; the next start goes on.
    """
    if as_of and not show:
        raise UserError("--as-of is for --list: the schedule itself goes by the real clock")
    opened = open_workspace(workspace, writable=not show)
    if show:
        from reports.schedule.plan import jobs, upcoming

        start = instant_of(as_of).replace(hour=0, minute=0, second=0) if as_of else clock.now()
        times = upcoming(jobs(opened), start, most)
        if as_json:
            print_json({"at": moment.isoformat(), "job": job.name} for moment, job in times)
        else:
            for moment, job in times:
                say(f"{moment.isoformat(' ', 'minutes')}  {job.name}")
        leave(DONE)
    from reports.schedule.service import serve

    serve(opened, stop=_told_to_stop(), tell=_say)


def _told_to_stop() -> Event:
    """Return what is set when somebody ends this process with Ctrl-C, SIGTERM or, on Windows, Ctrl-Break."""
    stop = Event()
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda *_: stop.set())
    return stop


def _say(line: str) -> None:
    say(f"{clock.now().isoformat(' ')} {line}")
