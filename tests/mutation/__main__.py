"""Whether the tests notice: small changes of rules and reading, a seeded sample, each tried with the tests of its line.

    python -m tests.mutation [--count 1000] [--seed N] [--jobs 2] [--budget 4] [--last-budget 20] [--minutes M]
        [--folder .mutation] [--again] [--survivors]

The tests run once to see which lines each runs (`--again` does it anew after a change of the code). Every result is
kept in the folder as long as the function that was changed stays as it is, so that a run that was ended, or had only
`--minutes`, goes on where it stopped, and a change of the code costs the trials of what it touched. What survives the
budget is tried with the last one; `--survivors` does this again, with tests added since. Prints the survivors with
what was changed, the counts, and the share killed; exits 1 below the bar.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from subprocess import run

from tests.mutation import ROOT
from tests.mutation.operators import Mutant, mutant, names
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
    """Return mutants drawn from all of the targets alike, in the order drawn: the first of them are a sample, too.

    What is drawn of a function does not depend on the others: a change elsewhere leaves it in the sample.
    """
    sources = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in _files()}
    places = [(path, name) for path, source in sources.items() for name in names(source)]
    print(f"{len(places)} mutants in {len(sources)} modules; seed {seed}, {min(size, len(places))} of them")
    places.sort(key=lambda place: sha256(f"{seed}:{place[0]}:{place[1]}".encode()).digest())
    return [mutant(path, sources[path], name) for path, name in places[:size]]


def _files() -> list[Path]:
    found = (path for target in TARGETS for path in [ROOT / target, *(ROOT / target).rglob("*.py")])
    return sorted(path for path in found if path.suffix == ".py")


def results(written: Path) -> dict[str, dict[str, object]]:
    """Return the last result of every mutant tried so far, by its name."""
    if not written.exists():
        return {}
    lines = map(json.loads, written.read_text(encoding="utf-8").splitlines())
    return {f"{line['path']}:{line['site']}": line for line in lines}


def try_all(drawn: Sequence[Mutant], seen: Seen, runner: Trials, budget: float, written: Path) -> None:
    """Try mutants: in functions and constants, then at import those that these could not take or may not show."""
    trials = []
    for each in drawn:
        tests = seen.tests_of(each, budget)
        trials.append(Trial(each, tests, sum(seen.seconds[test] for test in tests), budget))
    runner.without_tests([trial for trial in trials if not trial.tests])
    trials = [trial for trial in trials if trial.tests]
    try_in_functions(trials, runner)
    told = results(written)
    try_at_import([each for each in trials if _belongs_to_import(each.mutant, seen, told)], runner)


def _belongs_to_import(mutant: Mutant, seen: Seen, told: dict[str, dict[str, object]]) -> bool:
    """Tell whether a mutant is tried at import: where nothing took it, or where it survived and few tests run it."""
    result = told.get(mutant.name, {}).get("result")
    return result == "unfit" or (result == "survived" and (not mutant.inside or seen.is_seldom(mutant)))


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
    options = _options(arguments)
    if options.again:
        for seen_before in options.folder.glob("run-*"):
            seen_before.unlink()
    until = time.monotonic() + 60 * options.minutes
    if stale := Seen(options.folder).stale():
        run([sys.executable, "-m", "tests.mutation.seen", str(options.folder), *stale], cwd=ROOT, check=True)
    written, seen = options.folder / f"seed-{options.seed}.jsonl", Seen(options.folder)
    drawn, runner, told = sample(options.seed, options.count), Trials(written, options.jobs, until), results(written)
    try_all([each for each in drawn if _is_open(told.get(each.name))], seen, runner, options.budget, written)
    told, enough = results(written), float("inf") if options.survivors else options.last_budget
    again = [each for each in drawn if _has_survived(told.get(each.name), enough)]
    try_all(again, seen, runner, options.last_budget, written)
    return 0 if tell(drawn, results(written)) >= BAR else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--budget", type=float, default=4, help="seconds of tests tried on one mutant")
    parser.add_argument("--last-budget", type=float, default=20, help="seconds of tests tried on what survives that")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no trial after so many minutes")
    parser.add_argument("--folder", type=Path, default=ROOT / ".mutation")
    parser.add_argument("--again", action="store_true", help="see anew which tests run which lines")
    parser.add_argument("--survivors", action="store_true", help="try those again that survived the last budget")
    return parser.parse_args(arguments)


def _is_open(result: dict[str, object] | None) -> bool:
    return result is None or result["result"] == "unfit"


def _has_survived(result: dict[str, object] | None, budget: float) -> bool:
    return result is not None and result["result"] == "survived" and float(str(result["budget"])) < budget


if __name__ == "__main__":
    sys.exit(main())
