"""A case under examination, with what several rules need worked out once."""

from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from checks.arithmetic.balance import Balance, State, balance
from checks.arithmetic.faults import Fault, find_faults
from checks.arithmetic.inequality import not_negative
from checks.arithmetic.possible import STOCK_ROWS, possible, stock
from checks.model import Case, Cell, CellStatus, Publication, Report, Standing
from checks.narrative.claims import Context
from checks.narrative.requests import Mention, mentions
from checks.narrative.sentences import Sentence, sentences
from checks.narrative.statements import Statement, statements
from checks.narrative.topics import Topics
from checks.portfolio.new_rows import unknown_row
from checks.portfolio.records import Companions
from checks.reading.report import is_report
from checks.words import Words
from config.forms import FORM_IDS, cell_ids

TABLES = ("t2", "t3", "t4")


class Subject:
    """One case as the rules see it; everything derived is computed when first asked for, and once."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def report(self) -> Report:
        """The report of the case.

        Raises:
            LookupError: there is none; the engine does not ask rules about reports then.
        """
        if self.case.report is None:
            raise LookupError("the case has no report")
        return self.case.report

    @property
    def standing(self) -> Standing:
        """The verdict of the calendar.

        Raises:
            LookupError: there is none; the engine does not ask rules about the calendar then.
        """
        if self.case.standing is None:
            raise LookupError("the case has no standing")
        return self.case.standing

    @property
    def publication(self) -> Publication:
        """Where and how the report is offered.

        Raises:
            LookupError: no website was seen; the engine does not ask rules about publication then.
        """
        if self.case.publication is None:
            raise LookupError("the case has no publication")
        return self.case.publication

    @property
    def companions(self) -> Companions:
        """What the report looks like beside others.

        Raises:
            LookupError: it was not compared; the engine does not ask rules about the portfolio then.
        """
        if self.case.companions is None:
            raise LookupError("the case has no companions")
        return self.case.companions

    @property
    def copies(self) -> Publication:
        """Where the report is offered, or in which of the files that are checked together.

        Raises:
            LookupError: there is neither; the engine does not ask rules about copies then.
        """
        return self.case.together or self.publication

    @cached_property
    def year(self) -> int | None:
        """The report year: the registry's expectation, else what the report says."""
        return self.case.year if self.case.year is not None or self.case.report is None else self.case.report.year

    @cached_property
    def recognised(self) -> bool:
        """Whether the document is an annual report; two statutory tables are enough where title and text are lost."""
        report = self.case.report
        return report is not None and (is_report(report) or len(report.forms) > 1)

    @cached_property
    def earlier(self) -> tuple["Subject", ...]:
        """The reports of the year before that this one continues, under the same examination."""
        return tuple(
            Subject(
                Case(
                    body=each.body,
                    year=each.report.year,
                    kind=each.report.kind,
                    report=each.report,
                    url=each.url,
                    fetched_at=each.fetched_at,
                    sha256=each.sha256,
                    source=each.report.source,
                )
            )
            for each in self.case.earlier
        )

    @cached_property
    def forms(self) -> dict[str, str]:
        """The form of each statutory table whose cells the report lists: `t3` to `2021`."""
        found = dict(self.report.forms)
        for table in TABLES:
            if table not in found and self.report.form in FORM_IDS:
                found[table] = str(self.report.form)
        return {table: form for table, form in sorted(found.items()) if table in TABLES and self.report.cells}

    def cells_of(self, table: str) -> tuple[Cell, ...]:
        """Return the cells of one table in printed order; those the report does not list count as missing."""
        return self._cells.get(table, ())

    @cached_property
    def _cells(self) -> dict[str, tuple[Cell, ...]]:
        listed = self.report.cells
        return {
            table: tuple(listed.get(i) or Cell(i, CellStatus.MISSING) for i in cell_ids(form, table))
            for table, form in self.forms.items()
        }

    def with_status(self, table: str, status: CellStatus) -> tuple[str, ...]:
        """Return the ids of the cells of one table that were understood in one way, in printed order."""
        return self._by_status.get((table, status), ())

    @cached_property
    def _by_status(self) -> dict[tuple[str, CellStatus], tuple[str, ...]]:
        found: dict[tuple[str, CellStatus], list[str]] = {}
        for table, cells in self._cells.items():
            for cell in cells:
                found.setdefault((table, cell.status), []).append(cell.id)
        return {place: tuple(ids) for place, ids in found.items()}

    def contradicts_header(self, cell: Cell) -> bool:
        """Tell whether a cell is printed in 元 (or 亿元) while the header of its column is printed in 万元."""
        if cell.unit is None or "万" in cell.unit:
            return False
        odd = {"header_without_unit", "header_in_other_unit"}
        named = (note.message for note in self.report.notes if note.code in odd)
        return not any(message.startswith(cell.id) for message in named)

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """Every identity of the report's tables with its state."""
        found = (b for table, form in self.forms.items() for b in balance(self.report.cells, form, table))
        return tuple(map(self._open_for_new_rows, found)) if self._shared_rows else tuple(found)

    def _open_for_new_rows(self, found: Balance) -> Balance:
        """Leave a broken sum over results open where many reports have a row that the form does not know."""
        rows = self._shared_rows.get(found.table)
        if not rows or not found.broken or found.identity.pattern != "I2":
            return found
        why = Words(
            f"许多报告都有格式中没有的一行（{rows}），格式可能有变", f"many reports have a row that no form has: {rows}"
        )
        return found._replace(state=State.OPEN, why=why)

    @cached_property
    def _shared_rows(self) -> dict[str, str]:
        """The rows of each table that no form has and many reports of the year share, in words."""
        if not self.case.shared_rows:
            return {}
        rows = [row for note in self.report.notes if (row := unknown_row(note))]
        return {
            table: "、".join(words for at, words in rows if at == table and words in self.case.shared_rows)
            for table in TABLES
        }

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The broken identities gathered into faults."""
        return tuple(
            fault for table, form in self.forms.items() for fault in find_faults(self.balances_of(table), form, table)
        )

    def balances_of(self, table: str) -> tuple[Balance, ...]:
        """Return the identities of one table with their states."""
        return tuple(b for b in self.balances if b.table == table)

    @cached_property
    def mended(self) -> dict[str, set[object]]:
        """The values that would mend a fault, by suspect cell."""
        found: dict[str, set[object]] = {}
        for fault in self.faults:
            for repair in fault.repairs:
                for change in repair.changes:
                    found.setdefault(change.cell, set()).add(change.new)
        return found

    def mends(self, cell: str, value: Decimal) -> bool:
        """Tell whether a value in the place of the printed one mends what the tables alone show to be wrong there.

        A text that names such a value confirms what is told about the table, a blank included, and is no second fault.
        """
        now = self.report.cells.get(cell)
        if value in self.mended.get(cell, ()):
            return True
        if now is not None and now.status is CellStatus.BLANK:
            return value > 0
        if now is None or now.value is None:
            return False
        table, row, _ = cell.split(".", 2)
        form = self.forms.get(table, "")
        if not possible(cell, now.value, form):
            return possible(cell, value, form)
        terms = stock(row, form) if table == "t2" and row in STOCK_ROWS else {}
        mended = {**self.report.cells, cell: replace(now, value=value)}
        return (
            not_negative(self.report.cells, terms).state is State.BROKEN
            and not_negative(mended, terms).state is State.HOLDS
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text, tables left out, with the section each stands in."""
        return sentences(self.report)

    @cached_property
    def topics(self) -> Topics:
        """The sentences of the text by what they can be about, and the counts in them."""
        return Topics(self.sentences)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the text says without a number of its own: everything closed, no review, all upheld."""
        return tuple(statements(self.sentences, self.context))

    @cached_property
    def doubtful_blanks(self) -> frozenset[str]:
        """The blank cells of broken identities, which need not be 0."""
        return frozenset(blank for b in self.balances if b.broken for blank in b.blanks)

    @cached_property
    def context(self) -> Context:
        """Whose report of which year the text is."""
        return Context(self.year, self.case.body)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """What the text says about the number of applications."""
        return mentions(self.sentences, self.year, self.case.body)
