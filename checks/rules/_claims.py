"""What the rules of the text share: a number of the text beside the cells it means."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.catalogue import Verdict, Words
from checks.model import CellStatus, Evidence, Level, Outcome
from checks.narrative.claims import Claim
from checks.narrative.counts import UNITS
from checks.narrative.sentences import Sentence
from checks.subject import Subject
from checks.words import number

ZERO = Decimal(0)
Cells = tuple[str, ...]
Readings = Mapping[str, tuple[Cells, ...]]
"""What a quantity may mean: several sums of cells, the plainest first."""

MOST_CELLS = 6
_SUM = re.compile(rf"(?:共|共计|合计|总计|一共)(\d+)[{UNITS}]")

FAIL = Words("正文写{claims}：“{quote}”", "the text says {claims}: “{quote}”")
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


@dataclass(frozen=True, slots=True)
class _Contradiction:
    """Numbers of the text for one quantity that the table does not have."""

    about: str
    name: Words
    level: Level | None
    wrong: tuple[Claim, ...]
    cells: Cells
    due: Decimal

    @property
    def said(self) -> Decimal:
        """What the text says first."""
        return self.wrong[0].number

    @property
    def words(self) -> Words:
        """Quantity and both values in words."""
        said, due = number(self.said), number(self.due)
        return Words(f"{self.name.zh} {said}（表格为 {due}）", f"{said} for {self.name.en} (the table {due})")


def judge_claims(
    subject: Subject,
    claims: Sequence[Claim],
    readings: Readings,
    names: Mapping[str, Words],
    levels: Mapping[str, Level],
) -> Iterator[Verdict]:
    """Answer for every quantity the text names: it is one of the sums of cells it may mean.

    Several claims of one quantity in a paragraph may be its parts and add up to it. What one sentence says wrong is
    one finding.
    """
    by_quantity: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.about in readings:
            by_quantity.setdefault(claim.about, []).append(claim)
    if not by_quantity:
        yield Verdict(Outcome.NOT_APPLICABLE, "silent")
        return
    answers = [
        _answer(subject, group, readings[about], names[about], levels.get(about))
        for about, group in by_quantity.items()
    ]
    yield from (answer for answer in answers if isinstance(answer, Verdict))
    yield from (_told(subject, group) for group in _by_sentence(answers))
    if not any(answers):
        yield Verdict(Outcome.PASS, "pass")


def _by_sentence(answers: Iterable[_Contradiction | Verdict | None]) -> list[list[_Contradiction]]:
    found: dict[tuple[Sentence, Level | None], list[_Contradiction]] = {}
    for answer in answers:
        if isinstance(answer, _Contradiction):
            found.setdefault((answer.wrong[0].sentence, answer.level), []).append(answer)
    return list(found.values())


def _answer(
    subject: Subject, claims: list[Claim], readings: tuple[Cells, ...], name: Words, level: Level | None
) -> _Contradiction | Verdict | None:
    """Return what is wrong with the claims of one quantity, or why it cannot be judged; None when they agree."""
    about = claims[0].about
    due = sum_of(subject, readings[0])
    if due is None:
        return Verdict(Outcome.NOT_EVALUATED, "unread", key=f"unread:{about}")
    if all(claim.number == due for claim in claims):
        return None
    accepted = {due, *(sum_of(subject, cells) for cells in readings[1:])} - {None}
    right = {claim.sentence for claim in claims if claim.number == due}
    wrong = [
        claim
        for claim in claims
        if claim.number not in accepted
        and claim.sentence not in right
        and accepted.isdisjoint(_summed_up(claim.sentence))
    ]
    if (
        not wrong
        or sum((c.number for c in wrong), ZERO) in accepted
        or sum((c.number for c in claims), ZERO) in accepted
    ):
        return None
    if any(confirms(subject, claim.number, readings) for claim in wrong):
        return Verdict(Outcome.NOT_EVALUATED, "explained", {"said": wrong[0].number}, key=f"explained:{about}")
    return _Contradiction(about, name, level, tuple(wrong), _filled(subject, readings[0]), due)


def _told(subject: Subject, told: list[_Contradiction]) -> Verdict:
    first, sentences = told[0], [claim.sentence for each in told for claim in each.wrong]
    cells = tuple(dict.fromkeys(cell for each in told for cell in each.cells))
    return Verdict(
        Outcome.FAIL,
        "fail",
        {"claims": [each.words for each in told], "quote": sentences[0].quote()},
        key="+".join(each.about for each in told),
        level=first.level,
        cells=cells,
        expected=first.due,
        found=first.said,
        evidence=sentence_and_cells(subject, sentences, cells),
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
