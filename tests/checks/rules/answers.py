"""What every rule answers about its examples, word for word: `python -m tests.checks.rules.answers` writes it anew.

The file is read by people when it changes: its difference is the difference that an overseer would see.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from checks.catalogue import Rule, rules
from checks.engine import evaluate
from checks.examples import Example, case_of
from checks.model import Finding

FILE = Path(__file__).with_suffix(".txt")


def chapter(entry: Rule) -> str:
    """Return what one rule answers about its examples."""
    lines = (line for _, example in entry.examples.by_outcome() for line in _lines(entry, example))
    return "\n".join((f"# {entry.id}", *lines))


def written() -> dict[str, str]:
    """Return the chapters of the file, by rule."""
    parts = FILE.read_text(encoding="utf-8").split("\n\n")
    return {part.split("\n")[0].removeprefix("# "): part.rstrip("\n") for part in parts}


def _lines(entry: Rule, example: Example) -> Iterator[str]:
    yield f"## {example.title}"
    for finding in evaluate(case_of(example)):
        if finding.rule == entry.id:
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
    """Write the file."""
    FILE.write_text("\n\n".join(map(chapter, rules())) + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(f"{FILE.name}: {len(rules())} rules\n")


if __name__ == "__main__":
    main()
