"""A campaign: many inputs read in a process of its own, which dies of a crash or of its limits and is begun anew."""

import multiprocessing
import resource
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from time import monotonic

from .formats import Format

MEMORY = 2 * 1024**3
"""Bytes of address space, as `duban` allows its readers."""
_STUCK = 180
"""Seconds after which a reader that does not even compute is ended."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What an input brought about: its number, and what was wrong in words."""

    number: int
    what: str


def run(format_: Format, seed: int, numbers: range) -> Iterator[Fault]:
    """Read the inputs with some numbers and yield what is wrong with them."""
    format_.originals(seed)
    yield from _run(format_, partial(format_.input, seed), numbers)


def _run(format_: Format, made: Callable[[int], bytes], numbers: range) -> Iterator[Fault]:
    while numbers:
        at = multiprocessing.Value("q", numbers.start)
        here, there = multiprocessing.Pipe(duplex=False)
        reader = multiprocessing.get_context("fork").Process(target=_read, args=(format_, made, numbers, at, there))
        reader.start()
        there.close()
        yield from _told(here, reader, at)
        reader.join()
        if reader.exitcode == 0:
            return
        yield Fault(at.value, _death(reader.exitcode or 0))
        numbers = range(at.value + 1, numbers.stop)


def _told(here: Connection, reader: multiprocessing.Process, at: "Synchronized[int]") -> Iterator[Fault]:
    """Yield what a reader tells until it ends; one that comes no further is killed."""
    seen, since = -1, monotonic()
    while True:
        if here.poll(1):
            try:
                yield here.recv()
            except EOFError:
                return
        if at.value != seen:
            seen, since = at.value, monotonic()
        elif monotonic() - since > _STUCK:
            reader.kill()


def _read(
    format_: Format, made: Callable[[int], bytes], numbers: range, at: "Synchronized[int]", there: Connection
) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        at.value = number
        signal.setitimer(signal.ITIMER_PROF, format_.seconds)
        for what in format_.faults(made(number), number):
            there.send(Fault(number, what))
    signal.setitimer(signal.ITIMER_PROF, 0)


def _death(status: int) -> str:
    if status == -signal.SIGPROF:
        return "hangs"
    return f"crashes: {signal.Signals(-status).name if status < 0 else status}"


def fault_of(format_: Format, data: bytes, number: int = 0) -> str:
    """Return what is wrong with one input, read in a process of its own; empty when nothing is."""
    return next((fault.what for fault in _run(format_, lambda _number: data, range(number, number + 1))), "")
