"""What N101–N103 share: the totals of table three, and a statement of the text shown beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.catalogue import Verdict
from checks.model import Evidence, Outcome
from checks.narrative.requests import Mention
from checks.rules._claims import figure
from checks.subject import Subject
from config.kinds import Kind

RECEIVED, CARRIED_IN = "t3.received.total", "t3.carried_in.total"
HANDLED, CARRIED_OUT = "t3.handled_total.total", "t3.carried_out.total"


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of table three; None where a cell has no certain value (a blank of a balanced table is 0)."""

    received: Decimal | None
    carried_in: Decimal | None
    handled: Decimal | None

    @property
    def to_handle(self) -> Decimal | None:
        """Everything there was to handle: received this year and carried in."""
        return None if self.received is None or self.carried_in is None else self.received + self.carried_in


def totals(subject: Subject) -> Totals:
    """Return the totals of table three that the text is compared with."""
    return Totals(*(figure(subject, cell) for cell in (RECEIVED, CARRIED_IN, HANDLED)))


def about(subject: Subject, *kinds: str) -> tuple[Mention, ...]:
    """Return the statements of some kinds that concern the whole body."""
    by_office = subject.case.kind is Kind.GOVERNMENT
    return tuple(m for m in subject.mentions if m.about in kinds and not (by_office and m.by_office))


def contradiction(
    mentions: Sequence[Mention], values: dict[str, object], cells: tuple[str, ...], in_table: Decimal | None
) -> Verdict:
    """Return the finding that statements contradict a cell: the sentences, both values, the cells."""
    first = mentions[0]
    return Verdict(
        Outcome.FAIL,
        "fail",
        {"said": first.number, "quote": first.sentence.quote(), **values},
        key=cells[0],
        cells=cells,
        expected=in_table,
        found=first.number,
        evidence=tuple(Evidence(m.sentence.place, m.sentence.text) for m in mentions),
    )
