"""What the rules of the text share: a number of the text beside the cells it means."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from checks.catalogue import Verdict, Words
from checks.model import CellStatus, Evidence, Level, Outcome
from checks.narrative.claims import Claim
from checks.narrative.counts import UNITS
from checks.narrative.sentences import Sentence
from checks.subject import Subject

ZERO = Decimal(0)
Cells = tuple[str, ...]
Readings = Mapping[str, tuple[Cells, ...]]
"""What a quantity may mean: several sums of cells, the plainest first."""

MOST_CELLS = 6
_SUM = re.compile(rf"(?:共|共计|合计|总计|一共)(\d+)[{UNITS}]")

FAIL = Words(
    "正文写{what} {said}，表格为 {found}：“{quote}”", "the text says {said} for {what}, the table {found}: “{quote}”"
)
SILENT = Words("正文没有写这样的数", "the text names no such number")
PASS = Words("正文的数与表格相符", "the numbers of the text agree with the table")
UNREAD = Words("表格相应的格没有读清", "the cells of the table were not read")
EXPLAINED = Words(
    "表格该处已另行指出（不平、不可能或空白），正文的 {said} 可以补正",
    "the place in the table is told already (broken, impossible or blank); the text would mend it with {said}",
)

MESSAGES = {"fail": FAIL, "pass": PASS, "silent": SILENT, "unread": UNREAD, "explained": EXPLAINED}
"""The messages of a rule that only compares numbers."""


def figure(subject: Subject, cell: str) -> Decimal | None:
    """Return a cell's value, a blank of a balanced table as 0; None where it is not certain."""
    found = subject.report.cells.get(cell)
    if found is None:
        return None
    is_blank = found.status is CellStatus.BLANK
    return ZERO if is_blank and cell not in subject.doubtful_blanks else found.value


def sum_of(subject: Subject, cells: Iterable[str]) -> Decimal | None:
    """Return the sum of some cells, None where one is not certain."""
    values = [figure(subject, cell) for cell in cells]
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if values and len(known) == len(values) else None


def sentence_and_cells(subject: Subject, sentences: Iterable[Sentence], cells: Sequence[str]) -> tuple[Evidence, ...]:
    """Return the evidence of a contradiction: the sentences, then the cells as printed."""
    said = tuple(dict.fromkeys(Evidence(s.place, s.text) for s in sentences))
    found = (subject.report.cells.get(cell) for cell in cells[:MOST_CELLS])
    return (*said, *(Evidence(cell.place or cell.id, cell.text) for cell in found if cell is not None))


def judge_claims(
    subject: Subject,
    claims: Sequence[Claim],
    readings: Readings,
    names: Mapping[str, Words],
    levels: Mapping[str, Level],
) -> Iterator[Verdict]:
    """Answer for every quantity the text names: it is one of the sums of cells it may mean.

    Several claims of one quantity in a paragraph may be its parts and add up to it.
    """
    told = sorted((c for c in claims if c.about in readings), key=lambda claim: claim.about)
    if not told:
        yield Verdict(Outcome.NOT_APPLICABLE, "silent")
        return
    answers = [
        _answer(subject, list(group), readings[about], names[about], levels.get(about))
        for about, group in groupby(told, key=lambda claim: claim.about)
    ]
    yield from (answer for answer in answers if answer.outcome is not Outcome.PASS)
    if all(answer.outcome is Outcome.PASS for answer in answers):
        yield Verdict(Outcome.PASS, "pass")


def _answer(
    subject: Subject, claims: list[Claim], readings: tuple[Cells, ...], name: Words, level: Level | None
) -> Verdict:
    about = claims[0].about
    due = sum_of(subject, readings[0])
    if due is None:
        return Verdict(Outcome.NOT_EVALUATED, "unread", key=f"unread:{about}")
    if all(claim.number == due for claim in claims):
        return Verdict(Outcome.PASS, "pass")
    accepted = {due, *(sum_of(subject, cells) for cells in readings[1:])} - {None}
    wrong = [
        claim for claim in claims if claim.number not in accepted and accepted.isdisjoint(_summed_up(claim.sentence))
    ]
    if (
        not wrong
        or sum((c.number for c in wrong), ZERO) in accepted
        or sum((c.number for c in claims), ZERO) in accepted
    ):
        return Verdict(Outcome.PASS, "pass")
    if any(confirms(subject, claim.number, readings) for claim in wrong):
        return Verdict(Outcome.NOT_EVALUATED, "explained", {"said": wrong[0].number}, key=f"explained:{about}")
    cells = _filled(subject, readings[0])
    return Verdict(
        Outcome.FAIL,
        "fail",
        {
            "what": name,
            "said": wrong[0].number,
            "found": due,
            "quote": wrong[0].sentence.quote(),
        },
        key=about,
        level=level,
        cells=cells,
        expected=due,
        found=wrong[0].number,
        evidence=sentence_and_cells(subject, [claim.sentence for claim in wrong], cells),
    )


def _summed_up(sentence: Sentence) -> set[Decimal | None]:
    """Return the sums that a sentence draws itself from its numbers: 新收4件，上年结转1件，共5件."""
    return {Decimal(match[1]) for match in _SUM.finditer(sentence.plain)}


def _filled(subject: Subject, cells: Cells) -> Cells:
    """Return the cells of a sum that are not 0, all of them when none is."""
    return tuple(cell for cell in cells if figure(subject, cell)) or cells


def confirms(subject: Subject, number: Decimal, readings: tuple[Cells, ...]) -> bool:
    """Tell whether a number of the text is the sum of its cells once a fault is mended that arithmetic tells."""
    return any(
        subject.mends(cell, (figure(subject, cell) or ZERO) + number - whole)
        for cells in readings
        if (whole := sum_of(subject, cells)) is not None
        for cell in cells
    )
