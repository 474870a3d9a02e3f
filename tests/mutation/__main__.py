"""Whether the tests notice: small changes of rules and reading, a seeded sample, each tried with the tests of its line.

    python -m tests.mutation [--count 1000] [--seed N] [--jobs 2] [--budget 4] [--minutes M] [--folder .mutation]

The tests run once to see which lines each runs (`--again` does it anew after a change). Every result is kept in the
folder, so that a run that was ended, or had only `--minutes`, goes on where it stopped; `--survivors` tries those again
that survived. Prints the survivors with what was changed, the counts, and the share killed; exits 1 below the bar.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from shutil import rmtree
from subprocess import run

from tests.mutation import ROOT
from tests.mutation.operators import Mutant, count, mutant
from tests.mutation.seen import Seen
from tests.mutation.trials import Trial, Trials, try_at_import, try_in_functions

TARGETS = (
    "checks/rules",
    "checks/reading",
    "checks/narrative",
    "checks/arithmetic",
    "checks/continuity",
    "checks/wording",
    "checks/changes.py",
    "checks/dating.py",
    "checks/engine.py",
    "checks/sections.py",
    "checks/subject.py",
    "checks/timeliness.py",
)
BAR = 0.9


def sample(seed: int, size: int) -> list[Mutant]:
    """Return mutants drawn from all of the targets alike, in the order drawn: the first of them are a sample, too."""
    sources = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in _files()}
    places = [(path, number) for path, source in sources.items() for number in range(count(source))]
    print(f"{len(places)} mutants in {len(sources)} modules; seed {seed}, {min(size, len(places))} of them")
    drawn = Random(seed).sample(places, min(size, len(places)))  # noqa: S311 - a sample, no secret
    return [mutant(path, sources[path], number) for path, number in drawn]


def _files() -> list[Path]:
    found = (path for target in TARGETS for path in [ROOT / target, *(ROOT / target).rglob("*.py")])
    return sorted(path for path in found if path.suffix == ".py")


def results(written: Path) -> dict[str, dict[str, object]]:
    """Return the last result of every mutant tried so far, by its name."""
    if not written.exists():
        return {}
    lines = map(json.loads, written.read_text(encoding="utf-8").splitlines())
    return {f"{line['path']}:{line['number']}": line for line in lines}


def try_all(drawn: Sequence[Mutant], seen: Seen, runner: Trials, budget: float, written: Path) -> None:
    """Try mutants: those in functions, then those at import and those that no function could take."""
    trials = []
    for each in drawn:
        tests = seen.tests_of(each, budget)
        trials.append(Trial(each, tests, sum(seen.seconds[test] for test in tests)))
    runner.without_tests([trial for trial in trials if not trial.tests])
    trials = [trial for trial in trials if trial.tests]
    try_in_functions([trial for trial in trials if not seen.at_import(trial.mutant)], runner)
    told = results(written)
    unfit = {name for name, line in told.items() if line["result"] == "unfit"}
    try_at_import([t for t in trials if seen.at_import(t.mutant) or t.mutant.name in unfit], runner)


def tell(drawn: Sequence[Mutant], told: dict[str, dict[str, object]]) -> float:
    """Print the survivors and the counts; return the share killed."""
    by_result: Counter[str] = Counter()
    of_operator: Counter[tuple[str, bool]] = Counter()
    for each in drawn:
        result = str(told.get(each.name, {}).get("result", "not tried"))
        by_result[result] += 1
        of_operator[each.operator, result in {"killed", "timeout"}] += 1
        if result in {"survived", "unfit"}:
            print(f"{result}: {each}")
    for operator in sorted({operator for operator, _ in of_operator}):
        found, missed = of_operator[operator, True], of_operator[operator, False]
        print(f"{operator:18} {found:4} of {found + missed}")
    share = (by_result["killed"] + by_result["timeout"]) / max(1, len(drawn))
    print(
        f"{len(drawn)} mutants: {', '.join(f'{count} {name}' for name, count in by_result.most_common())}: {share:.1%}"
    )
    return share


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--budget", type=float, default=4, help="seconds of tests tried on one mutant")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no trial after so many minutes")
    parser.add_argument("--folder", type=Path, default=ROOT / ".mutation")
    parser.add_argument("--again", action="store_true", help="see anew which tests run which lines")
    parser.add_argument("--survivors", action="store_true", help="try those again that survived")
    options = parser.parse_args(arguments)
    if options.again:
        rmtree(options.folder, ignore_errors=True)
    until = time.monotonic() + 60 * options.minutes
    if stale := Seen(options.folder).stale():
        run([sys.executable, "-m", "tests.mutation.seen", str(options.folder), *stale], cwd=ROOT, check=True)
    written = options.folder / f"seed-{options.seed}.jsonl"
    drawn, told = sample(options.seed, options.count), results(written)
    waiting = [m for m in drawn if _is_wanted(told.get(m.name), survivors=options.survivors)]
    try_all(waiting, Seen(options.folder), Trials(written, options.jobs, until), options.budget, written)
    return 0 if tell(drawn, results(written)) >= BAR else 1


def _is_wanted(result: dict[str, object] | None, *, survivors: bool) -> bool:
    return result is None or result["result"] == "unfit" or (survivors and result["result"] == "survived")


if __name__ == "__main__":
    sys.exit(main())
