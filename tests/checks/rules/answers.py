"""What rules answer, word for word: `python -m tests.checks.rules.answers` writes it anew.

Two files: every answer of each rule about its examples, and whatever is told about one report with each kind of fault.
They are read by people when they change: their difference is the difference that an overseer would see.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from checks.catalogue import Rule, rules
from checks.engine import evaluate
from checks.examples import Example, case_of
from checks.model import Finding
from tests.bench.rules import judged
from tests.writing import LAYOUTS, dice
from tests.writing.faults import FAULTS, pair

EXAMPLES, FAULTY = (Path(__file__).with_name(f"{name}.txt") for name in ("answers", "answers_to_faults"))
LAYOUTS_USED = ("html_official", "docx_raw", "text_grid")


def about_examples(entry: Rule) -> str:
    """Return what one rule answers about its examples."""
    lines = (line for _, example in entry.examples.by_outcome() for line in _lines(entry, example))
    return "\n".join((f"# {entry.id}", *lines))


def about_fault(name: str) -> str:
    """Return what is told about a report with one kind of fault, written in one of the layouts."""
    layout = LAYOUTS[LAYOUTS_USED[len(name) % len(LAYOUTS_USED)]]
    twins = pair(FAULTS[name], dice("answers", name), layout)
    found = judged(twins.faulty, twins.filename)
    told = [line for each in found for line in (f"## {each.rule}", *_of_finding(each))]
    return "\n".join((f"# {name}", *told))


def written(file: Path) -> dict[str, str]:
    """Return the chapters of a file by their titles."""
    parts = file.read_text(encoding="utf-8").split("\n\n")
    return {part.split("\n")[0].removeprefix("# "): part.rstrip("\n") for part in parts}


def _lines(entry: Rule, example: Example) -> Iterator[str]:
    yield f"## {example.title}"
    for finding in evaluate(case_of(example)):
        if finding.rule == entry.id:
            yield from _of_finding(finding)


def _of_finding(finding: Finding) -> Iterator[str]:
    yield " ".join(filter(None, (finding.outcome, finding.level, finding.key and f"[{finding.key}]")))
    yield from (f"    {line}" for line in _details(finding))


def _details(finding: Finding) -> Iterator[str]:
    yield finding.message
    yield finding.message_en
    if finding.expected is not None or finding.found is not None:
        yield f"expected {finding.expected}, found {finding.found}"
    if finding.cells:
        yield " ".join(finding.cells)
    for each in finding.evidence:
        yield f"{each.place}: {' '.join(each.text.split())}"


def main() -> None:
    """Write the files."""
    for file, chapters in ((EXAMPLES, map(about_examples, rules())), (FAULTY, map(about_fault, FAULTS))):
        file.write_text("\n\n".join(chapters) + "\n", encoding="utf-8", newline="\n")
        sys.stdout.write(f"{file.name} is written\n")


if __name__ == "__main__":
    main()
