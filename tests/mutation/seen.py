"""Which tests run which lines: `python -m tests.mutation.seen FOLDER [FILE …]` runs each test in its own context."""

import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from coverage import Coverage, CoverageData

from tests.mutation import ROOT
from tests.mutation.operators import Mutant

TESTS = (
    *(f"tests/checks/{room}" for room in ("arithmetic", "continuity", "narrative", "reading", "rules")),
    *(
        f"tests/checks/test_{matter}.py"
        for matter in ("changes", "dating", "engine", "golden", "seeded_faults", "timeliness")
    ),
)
"""The tests of rules and reading; those of documents take long and know little of what is changed here."""

OPTIONS = ("-s", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "tests.mutation.profile")
ENOUGH = 5
"""Lines that fewer tests run than these are often behind a cache; all tests of the file are tried then."""

AT_ONCE = 3
"""So many examples of one function of tests cost it nothing; each so many more it stands as if they took longer."""

_LEAST = 0.001
"""Seconds that a test takes at least: the clock shows no less."""


class Seen:
    """What was seen of the tests: the lines each runs, and how long it takes so, in seconds of processor.

    A folder holds one or more runs, each of some files of tests; of a file the last run counts that saw it as it is.
    """

    def __init__(self, folder: Path) -> None:
        self._lines_of: dict[str, dict[int, list[str]]] = {}
        self._data: list[tuple[CoverageData, frozenset[str]]] = []
        self.seconds: dict[str, float] = {}
        self.files: set[str] = set()
        for told in sorted(folder.glob("*.json"), reverse=True):
            run = json.loads(told.read_text(encoding="utf-8"))
            fresh = {file for file, digest in run["files"].items() if digest == digest_of(file)} - self.files
            tests = {test: spent for test, spent in run["seconds"].items() if test.partition("::")[0] in fresh}
            self.files |= fresh
            self.seconds |= tests
            data = CoverageData(str(told.with_suffix(".lines")))
            data.read()
            self._data.append((data, frozenset(tests)))

    def stale(self) -> list[str]:
        """Return the files of tests that no run saw as they are."""
        places = [ROOT / test for test in TESTS]
        found = {path.relative_to(ROOT).as_posix() for each in places for path in [each, *each.rglob("test_*.py")]}
        found = {file for file in found if file.endswith(".py")}
        return sorted(found - self.files)

    def is_seldom(self, mutant: Mutant) -> bool:
        """Tell whether few tests run a mutant: of a module first imported by a test, that test runs all at import."""
        return len(self._of_line(mutant)) < ENOUGH

    def _of_line(self, mutant: Mutant) -> Sequence[str]:
        lines = self._lines(mutant.path)
        return lines.get(mutant.line) or lines.get(mutant.statement) or []

    def tests_of(self, mutant: Mutant, budget: float) -> list[str]:
        """Return the tests to try a mutant with, within a budget of seconds.

        Those that run its line go first, of them those named like the module or its rule. Of the others the quick ones
        do; the examples of one function of tests notice much the same, so that each is the later the more it follows.
        """
        found = self._of_line(mutant)
        stem = Path(mutant.path).stem.strip("_")
        rule = re.match(r"[a-z]\d{3}", stem)
        name = rule[0].upper() if rule else stem
        ordered = self._in_order(set(found), name)
        if not mutant.inside or self.is_seldom(mutant):
            every = {test for tests in self._lines(mutant.path).values() for test in tests}
            ordered += self._in_order(every.difference(found), name)
        return list(_within(ordered, self.seconds, budget))

    def _in_order(self, tests: set[str], name: str) -> list[str]:
        place: dict[str, float] = {}
        seen: Counter[str] = Counter()
        for test in sorted(tests, key=lambda test: (self.seconds[test], test)):
            function = test.partition("[")[0]
            turn = 1 + seen[function] // AT_ONCE
            place[test] = -1 if name in test else turn * max(self.seconds[test], _LEAST)
            seen[function] += 1
        return sorted(tests, key=lambda test: (place[test], self.seconds[test], test))

    def _lines(self, path: str) -> dict[int, list[str]]:
        if path not in self._lines_of:
            lines: defaultdict[int, list[str]] = defaultdict(list)
            for data, tests in self._data:
                for line, contexts in data.contexts_by_lineno(str(ROOT / path)).items():
                    lines[line] += tests.intersection(contexts)
            self._lines_of[path] = dict(lines)
        return self._lines_of[path]


def digest_of(file: str) -> str | None:
    """Return what tells a file of tests from what it was before, or None where it is gone."""
    path = ROOT / file
    return sha256(path.read_bytes()).hexdigest() if path.exists() else None


def _within(tests: Sequence[str], seconds: dict[str, float], budget: float) -> Iterator[str]:
    spent = 0.0
    for test in tests:
        if spent + seconds[test] <= budget:
            spent += seconds[test]
            yield test


class _Recorder:
    """Tells the tracer which test runs, and keeps how long it took."""

    def __init__(self, tracer: Coverage) -> None:
        self._tracer = tracer
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._tracer.switch_context(item.nodeid)
        begun = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = round(time.process_time() - begun, 3)
            self._tracer.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.failed.add(report.nodeid)


def record(folder: Path, files: Sequence[str]) -> None:
    """Run some files of tests and write what was seen into a folder, as its next run."""
    folder.mkdir(parents=True, exist_ok=True)
    run = folder / f"run-{time.time_ns()}"
    tracer = Coverage(str(run.with_suffix(".lines")), source=["checks"], config_file=False)
    recorder = _Recorder(tracer)
    tracer.start()
    pytest.main([*OPTIONS, *files], plugins=[recorder])
    tracer.stop()
    tracer.save()
    seconds = {test: spent for test, spent in recorder.seconds.items() if test not in recorder.failed}
    told = {"files": {file: digest_of(file) for file in files}, "seconds": seconds}
    run.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, indent=0), encoding="utf-8")


if __name__ == "__main__":
    record(Path(sys.argv[1]), sys.argv[2:] or Seen(Path(sys.argv[1])).stale())
