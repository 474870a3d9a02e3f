"""Which rule finds which error: `python -m checks.document_coverage` writes docs/coverage-errors.md."""

import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from tomllib import loads
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from checks.catalogue import rules
from checks.model import Family, Level

PAGE = Path("docs/coverage-errors.md")
NUMBERS = range(1, 89)
"""The numbers of the types."""

INTRODUCTION = """\
<!-- Written by `python -m checks.document_coverage` from checks/coverage.toml and the catalogue; change these. -->

# Errors of annual reports, and the rules that find them

88 types of errors were collected from circulars, evaluations and some hundred real reports. Each is found by a rule of
the [catalogue](rules/index.md), will be found by a rule of an issue that is still open, or cannot be found by a
machine; then the reason stands here. A level is the one that the error is told with. Nothing is silently left out: a
test keeps this page, the catalogue and the list together.
"""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ErrorType(_Record):
    """One type of error.

    Attributes:
        what: the error in a few words.
        family, level: of the first rule that finds it, or that it would be told with.
        rules: the rules that find it, the main one first.
        issue: the issue that will bring a rule, or what is missing in the rules there are.
        why: why there is no rule, or what the rules leave out.
    """

    what: str
    family: Family
    level: Level
    rules: tuple[str, ...] = ()
    issue: int | None = None
    why: str = ""

    @model_validator(mode="after")
    def _answered(self) -> Self:
        if not self.rules and not self.why:
            raise ValueError(f"{self.what!r} has neither a rule nor a reason")
        return self


class Coverage(_Record):
    """The whole of `coverage.toml`: the types by number, and the rules beyond the list with what they are for."""

    type: dict[int, ErrorType] = Field(min_length=len(NUMBERS), max_length=len(NUMBERS))
    beyond: dict[str, str]


@cache
def coverage() -> Coverage:
    """Return what is found of the list, and what beyond it."""
    return Coverage.model_validate(loads(files("checks").joinpath("coverage.toml").read_text(encoding="utf-8")))


def page() -> str:
    """Return the page; it depends on the data file and the catalogue alone."""
    return "\n".join([INTRODUCTION, *_summary(), "", *_table(), "", *_beyond(), ""])


def _summary() -> Iterator[str]:
    types = coverage().type.values()
    found = sum(bool(each.rules) for each in types)
    waiting = sum(not each.rules and each.issue is not None for each in types)
    yield f"Found by a rule: {found}. Not yet: {waiting}. Not checkable: {len(types) - found - waiting}."


def _table() -> Iterator[str]:
    yield "| no. | error | rules | family | level |"
    yield "|---|---|---|---|---|"
    for number, each in sorted(coverage().type.items()):
        yield f"| {number} | {each.what} | {_found_by(each)} | {each.family} | {each.level} |"


def _found_by(each: ErrorType) -> str:
    level_of = {rule.id: rule.level for rule in rules()}
    linked = ", ".join(
        f"[{rule}](rules/{rule}.md)" + ("" if level_of[rule] is each.level else f" ({level_of[rule]})")
        for rule in each.rules
    )
    if linked:
        return f"{linked}; {each.why}" if each.why else linked
    return f"not yet: issue {each.issue}, {each.why}" if each.issue else f"not checkable: {each.why}"


def _beyond() -> Iterator[str]:
    yield "## Rules beyond the list"
    yield ""
    yield "| rule | what for | family | level |"
    yield "|---|---|---|---|"
    for rule in rules():
        if rule.id in coverage().beyond:
            why = coverage().beyond[rule.id]
            yield f"| [{rule.id}](rules/{rule.id}.md) | {why} | {rule.family} | {rule.level} |"


def main(path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(page(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{path}: {len(coverage().type)} types\n")


if __name__ == "__main__":
    main()
