"""What people see while a crawl works: a live line on a terminal, plain lines elsewhere, always on standard error."""

import re
from collections.abc import Callable, Sequence
from time import monotonic

from rich.console import Console
from rich.status import Status

from config.settings import Lang
from crawler.source_run import SourceRun

Progress = Callable[[str], None]
"""Is told, in words, what is being done."""

_FIGURES = re.compile(r"\d+")
EVERY = 2.0
"""Seconds between two plain lines, at least."""


class ConsoleProgress:
    """Shows the newest message: in one line that is rewritten, elsewhere line by line.

    Lines that differ from the one before only in their figures are then shown now and then.
    """

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(stderr=True, soft_wrap=True, highlight=False)
        self._status: Status | None = None
        self._shown = 0.0
        self._kind = ""

    def __call__(self, message: str) -> None:
        """Show a message."""
        if self.console.is_terminal:
            self._status = self._status or self.console.status(message)
            self._status.start()
            self._status.update(message)
        elif _FIGURES.sub("", message) != self._kind or monotonic() - self._shown >= EVERY:
            self._shown, self._kind = monotonic(), _FIGURES.sub("", message)
            self.console.print(message, markup=False)

    def close(self) -> None:
        """Take the live line away."""
        if self._status:
            self._status.stop()


def crawl_line(lang: Lang, runs: Sequence[SourceRun]) -> str:
    """Return the line that tells how far a crawl is."""
    done, reports = sum(run.done for run in runs), sum(len(run.reports) for run in runs)
    if lang == "zh":
        return f"巡查：{len(runs)} 个网站，已看 {done} 页，发现报告 {reports} 份"
    return f"crawling {len(runs)} sites: {done} pages seen, {reports} reports found"


def read_line(lang: Lang, done: int, total: int) -> str:
    """Return the line that tells how far the reading of what was found is."""
    return f"读取：{done}/{total}" if lang == "zh" else f"reading: {done} of {total}"
