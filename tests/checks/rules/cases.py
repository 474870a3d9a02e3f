"""Reports made in code for tests of rules: a clean report with some cells, texts or traits changed."""

from collections.abc import Mapping
from typing import Any

from checks.engine import evaluate
from checks.examples import Example, Printed, case_of, clean_cells
from checks.model import Case, Finding, Outcome
from config.forms import identities

REPORTABLE = {Outcome.FAIL, Outcome.NEEDS_REVIEW}


def case(cells: Mapping[str, Printed] | None = None, **traits: Any) -> Case:
    """Return the case of a clean report with some cells and traits changed."""
    return case_of(Example(title="test", cells=cells or {}, **traits))


def told(case: Case, *prefixes: str) -> list[Finding]:
    """Return the findings to tell somebody about, of all rules or of those whose id begins so."""
    found = [finding for finding in evaluate(case) if finding.outcome in REPORTABLE]
    return [f for f in found if f.rule.startswith(prefixes)] if prefixes else found


def answers(case: Case, rule: str) -> list[Finding]:
    """Return every answer of one rule."""
    return [finding for finding in evaluate(case) if finding.rule == rule]


def balanced(form: str, table: str, parts: Mapping[str, int]) -> dict[str, int]:
    """Return a table whose identities hold: some parts as given, the rest 0, every total computed.

    Of table three, what is received is made to fit what was handled.
    """
    cells = dict.fromkeys(clean_cells(form, table), 0) | dict(parts)
    every = identities(form, table)
    for pattern in ("I4", "I2"):
        for identity in (i for i in every if i.pattern == pattern):
            cells[identity.right[0]] = sum(cells[cell] for cell in identity.left)
    for identity in (i for i in every if i.pattern == "I1"):
        received, carried_in = identity.left
        handled, carried_out = identity.right
        cells[received] = cells[handled] + cells[carried_out] - cells[carried_in]
    for identity in (i for i in every if i.pattern == "I3"):
        cells[identity.right[0]] = sum(cells[cell] for cell in identity.left)
    return cells
