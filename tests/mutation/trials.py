"""Trials: each mutant in a forked process of its own, with the tests that run its line, until the first that fails.

A mutant in a function is put into a process that has all tests collected, by giving the function its new code, one of a
constant by computing it anew. What else runs when a module is imported needs a process that has not imported it, which
collects the tests itself.
"""

import gc
import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import _lru_cache_wrapper
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple, NoReturn

import pytest

from tests.mutation import ROOT
from tests.mutation.constants import put_constants
from tests.mutation.operators import Mutant, changed, mutated
from tests.mutation.seen import OPTIONS, TESTS

SURVIVED, KILLED, UNFIT = 0, 10, 11
"""What a process of a trial exits with; anything else is a crash, which kills as well."""

LEAST_SECONDS, TIMES_AS_LONG = 20, 6
"""When a trial is ended, in seconds of processor: so many times as long as its tests take, never sooner than this."""

ASLEEP = 600.0
"""Seconds by the clock after which a trial is ended that uses no processor."""

_CLEARED = tuple(f"{ROOT / room}{os.sep}" for room in ("checks", "tests/checks"))


class Trial(NamedTuple):
    """A mutant and the tests to try it with, the first first, how long these take together, and how long they might."""

    mutant: Mutant
    tests: Sequence[str]
    seconds: float
    budget: float


class Trials:
    """Runs some trials at once and writes each result as a line of JSON."""

    def __init__(self, written: Path, jobs: int, until: float) -> None:
        self._written = written
        self._jobs = jobs
        self._until = until
        self._running: dict[int, tuple[Trial, float]] = {}

    def run(self, trials: Iterable[Trial], child: Callable[[Trial], object]) -> None:
        """Run every trial that may still begin; `child` is called in its process and does not return."""
        for trial in trials:
            if time.monotonic() > self._until:
                break
            while len(self._running) >= self._jobs:
                self._wait()
            self._begin(trial, child)
        while self._running:
            self._wait()

    def without_tests(self, trials: Iterable[Trial]) -> None:
        """Write down the mutants that no test runs."""
        for trial in trials:
            self._write(trial, "survived", 0.0)

    def _begin(self, trial: Trial, child: Callable[[Trial], object]) -> None:
        process = os.fork()
        if process == 0:
            _keep_silent()
            most = int(max(LEAST_SECONDS, TIMES_AS_LONG * trial.seconds))
            resource.setrlimit(resource.RLIMIT_CPU, (most, most))
            child(trial)
            os._exit(SURVIVED)
        self._running[process] = (trial, time.monotonic())

    def _wait(self) -> None:
        process, status = os.waitpid(-1, os.WNOHANG)
        if process:
            trial, begun = self._running.pop(process)
            self._write(trial, _result(os.waitstatus_to_exitcode(status)), time.monotonic() - begun)
            return
        time.sleep(0.005)
        for sleeper, (_, begun) in self._running.items():
            if time.monotonic() - begun > ASLEEP:
                os.killpg(sleeper, signal.SIGKILL)

    def _write(self, trial: Trial, result: str, seconds: float) -> None:
        spent = {"tests": len(trial.tests), "seconds": round(seconds, 2), "budget": trial.budget}
        line = {"result": result, **spent, **trial.mutant._asdict()}
        with self._written.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")


def _keep_silent() -> None:
    os.setpgid(0, 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _result(status: int) -> str:
    ended = dict.fromkeys((-signal.SIGXCPU, -signal.SIGKILL), "timeout")
    return {SURVIVED: "survived", UNFIT: "unfit", **ended}.get(status, "killed")


class Verdict:
    """Ends the process of a trial at the first test that fails."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os._exit(KILLED)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            os._exit(KILLED)


class InFunctions:
    """A session of pytest whose tests are not run but tried on mutants."""

    def __init__(self, trials: Iterable[Trial], runner: Trials) -> None:
        self._trials = trials
        self._runner = runner
        self._items: Mapping[str, pytest.Item] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = {item.nodeid: item for item in session.items}
        self._functions = _functions()
        self._caches = [each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper)]
        gc.collect()
        gc.freeze()
        self._runner.run(self._trials, self._try)
        return True

    def _try(self, trial: Trial) -> NoReturn:
        path = ROOT / trial.mutant.path
        if not _put_in_place(_code_of(trial.mutant), self._functions[str(path)]):
            os._exit(UNFIT)
        if not trial.mutant.inside and not _put_constants(trial.mutant):
            os._exit(UNFIT)
        for cache in self._caches:
            if cache.__wrapped__.__code__.co_filename.startswith(_CLEARED):
                cache.cache_clear()
        items = [self._items[test] for test in trial.tests if test in self._items]
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        os._exit(SURVIVED if items else UNFIT)


def _put_constants(mutant: Mutant) -> bool:
    """Give the module its constants in the mutant; one that cannot even be computed kills like a failing import."""
    path = ROOT / mutant.path
    source = path.read_text(encoding="utf-8")
    loaded = (each for each in [*sys.modules.values()] if getattr(each, "__file__", None) == str(path))
    module = next(loaded, None)
    if module is None:
        return False
    try:
        return put_constants(module, source, changed(source, mutant.site))
    except Exception:  # noqa: BLE001 - whatever the mutant does
        os._exit(KILLED)


def _functions() -> Mapping[str, list[FunctionType]]:
    found: defaultdict[str, list[FunctionType]] = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType):
            found[each.__code__.co_filename].append(each)
    return found


def _put_in_place(module: CodeType, functions: Iterable[FunctionType]) -> bool:
    """Give every function of a module its code in the mutant; return whether there are any and all of them took it."""
    functions = list(functions)
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _nested(module)}
    for function in functions:
        code = codes[function.__code__.co_qualname, function.__code__.co_firstlineno]
        if code.co_freevars != function.__code__.co_freevars:
            return False
        function.__code__ = code
    return bool(functions)


def _nested(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _nested(constant)


def _code_of(mutant: Mutant) -> CodeType:
    path = ROOT / mutant.path
    return mutated(str(path), path.read_text(encoding="utf-8"), mutant.site)


def try_in_functions(trials: Sequence[Trial], runner: Trials) -> None:
    """Run trials of mutants in functions, in a process of their own, so that this one imports nothing."""
    if not trials:
        return
    process = os.fork()
    if process == 0:
        sys.exit(pytest.main([*OPTIONS, *TESTS], plugins=[Verdict(), InFunctions(trials, runner)]))
    os.waitpid(process, 0)


class _Only:
    """Keeps the chosen tests, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._tests = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self._tests), key=lambda item: self._tests[item.nodeid])
        if not items:
            os._exit(UNFIT)


def try_at_import(trials: Sequence[Trial], runner: Trials) -> None:
    """Run trials of mutants of what runs when a module is imported."""
    for name in ("docx", "lxml.html", "pdfplumber", "pydantic", "pypdfium2", "reportlab.pdfgen.canvas", "selectolax"):
        import_module(name)
    runner.run(trials, _import_and_try)


def _import_and_try(trial: Trial) -> NoReturn:
    code, usual = _code_of(trial.mutant), SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        return code if loader.path == code.co_filename else usual(loader, name)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    files = dict.fromkeys(test.partition("::")[0] for test in trial.tests)
    status = pytest.main([*OPTIONS, *files], plugins=[Verdict(), _Only(trial.tests)])
    os._exit(SURVIVED if status == pytest.ExitCode.OK else KILLED)
