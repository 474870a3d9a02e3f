"""What a bench hands to the table of all benches, and how a process of its own is measured."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from signal import SIGKILL
from tempfile import NamedTemporaryFile
from threading import TIMEOUT_MAX, Timer
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        what: what was measured.
        count: how many of what.
        found: the figure with its unit, a median where `runs` is more than one.
        runs: how often it was measured.
        ratio: to the peer measured in the same run, and which; empty where there is none.
        megabytes: peak of resident memory; None where it is that of the whole bench.
        bar: what must hold, empty where nothing must.
        held: whether it does; None where nothing must.
    """

    what: str
    count: str
    found: str
    runs: int = 1
    ratio: str = ""
    megabytes: float | None = None
    bar: str = ""
    held: bool | None = None

    def as_json(self) -> str:
        """Return the line for another process."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Figure":
        """Return the line that another process wrote."""
        return cls(**json.loads(text))


def figures(what: str, count: str, found: Mapping[str, object], runs: int = 1) -> Iterator[Figure]:
    """Yield a line for each figure of a part of a bench, by its name."""
    yield from (Figure(f"{what}: {name}", count, str(value), runs) for name, value in found.items())


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process cost: seconds of the clock and of the processor, its peak in MB; and what it printed."""

    seconds: float
    processor: float
    megabytes: float
    status: int
    output: str


_MEASURED = """
import json, os, sys, time
began = time.perf_counter()
child = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[2:]], os.environ)
_, status, usage = os.wait4(child, 0)
spent = time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss
with open(sys.argv[1], "w") as file:
    json.dump(spent, file)
sys.exit(abs(os.waitstatus_to_exitcode(status)))
"""
"""A process between: the peak of one that is begun is at least that of who began it, and a bench holds much."""


def spent(words: Sequence[object], *, most: float | None = None) -> Spent:
    """Run a process to its end and return what it and its own children cost.

    Args:
        words: the command after the interpreter.
        most: seconds after which it is killed.
    """
    began = time.perf_counter()
    with NamedTemporaryFile() as told:
        with subprocess.Popen(
            [sys.executable, "-S", "-c", _MEASURED, told.name, *map(str, words)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        ) as process:
            assert process.stdout is not None
            alarm = Timer(most or TIMEOUT_MAX, os.killpg, (process.pid, SIGKILL))
            alarm.start()
            output = process.stdout.read().decode(errors="replace")
            status = process.wait()
            alarm.cancel()
        costs = told.read()
    seconds, processor, peak = json.loads(costs) if costs else (time.perf_counter() - began, 0.0, 0)
    return Spent(seconds, processor, peak / MIB, status, output)


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the clock, and of the processor of this process and the children it waited for."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.processor:.1f} of processor)"


def timed(work: Callable[[], Found]) -> tuple[Took, Found]:
    """Do some work and return what it took, with what came of it."""
    began, before = time.perf_counter(), _processor()
    found = work()
    return Took(time.perf_counter() - began, _processor() - before), found


def _processor() -> float:
    used = [getrusage(whose) for whose in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
