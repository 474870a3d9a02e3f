"""The words of duban as records: Report, Cell, Finding and what belongs to them.

Everything here is immutable and knows neither files, network, database nor clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from checks.portfolio.records import Companions
from config.kinds import Kind

By = Literal["text", "ocr"]
"""How words and numbers are known: told by the file, or recognised in a picture."""


TEXT_BY_OCR = "text_by_ocr"
"""The code of the note on a report whose text was recognised in pictures."""


class CellStatus(StrEnum):
    """How a cell was understood; only `read` and `inferred` cells have a value."""

    READ = "read"
    INFERRED = "inferred"
    BLANK = "blank"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"


MAY_BE_BLANK = "may be one of the blank cells that fell out of the row"
"""Said of an ambiguous cell whose row has fewer texts than columns: what a blank stands for nobody can tell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the form as it was found.

    Attributes:
        id: the cell id of the contract, for example `t3.received.total`.
        text: the raw text of the cell, empty where there is none.
        place: where in the document, in words ("table 2, row 4, column 8", "line 31").
        how: for an inferred cell, the identities or arguments that leave only this value; for an ambiguous one,
            `MAY_BE_BLANK` where that is so.
        candidates: for an ambiguous cell, the values that remain possible, ascending.
        unit: the unit printed with the number when it was converted.
    """

    id: str
    status: CellStatus
    value: Decimal | None = None
    text: str = ""
    place: str = ""
    by: By = "text"
    how: tuple[str, ...] = ()
    candidates: tuple[Decimal, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd met while reading: a stable code, words for people in Chinese and English, and the place."""

    code: str
    message: str
    place: str = ""
    message_en: str = ""

    def message_in(self, lang: str) -> str:
        """Return the words in one language; Chinese where there are no others."""
        return self.message_en or self.message if lang == "en" else self.message


@dataclass(frozen=True, slots=True)
class Section:
    """One statutory section: its number 1–6, the heading as printed, its text without the tables, its place."""

    number: str
    heading: str
    text: str
    place: str = ""


class DateSource(StrEnum):
    """Where a date was seen; the names of the contract."""

    PAGE_LINE = "page.line"
    PAGE_METADATA = "page.metadata"
    META_PUBDATE = "meta.PubDate"
    LIST = "list"
    URL = "url"
    URL_ID = "url.id"
    SIGNATURE = "signature"
    DOCUMENT_PROPERTIES = "document.properties"
    HTTP_LAST_MODIFIED = "http.last_modified"
    FIRST_SEEN = "duban.first_seen"
    LAST_ABSENT = "duban.last_absent"


@dataclass(frozen=True, slots=True)
class DateWitness:
    """One date a source testifies to, with the text it stands in. `time` is HH:MM or None."""

    date: date
    source: DateSource
    text: str
    time: str | None = None


FormId = Literal["2019", "2021", "mixed", "pre2019"]


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report as read from one document.

    Attributes:
        forms: the form of each table that was recognised, `t2` `t3` `t4` to `2019` or `2021`.
        cells: every cell of the form by id (198 or 200); of a mixed report each table by its own form;
            empty when `form` is None or `pre2019`.
        text: the whole text of the report in reading order, tables left out.
        structured: whether the document has table structure (HTML, DOCX, PDF, sheet), which alone can prove a
            cell missing; a text capture cannot.
    """

    source: str
    body: str | None = None
    kind: Kind | None = None
    kind_source: Literal["registry", "name"] | None = None
    year: int | None = None
    title: str | None = None
    form: FormId | None = None
    forms: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[DateWitness, ...] = ()
    sections: Mapping[str, Section] = field(default_factory=dict)
    cells: Mapping[str, Cell] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    text: str = ""
    structured: bool = False

    def value(self, cell_id: str) -> Decimal | None:
        """Return the value of a cell, or None when it has none."""
        cell = self.cells.get(cell_id)
        return cell.value if cell else None

    @property
    def text_by(self) -> By:
        """How its text is known: `ocr` where a part of it was recognised in a picture."""
        return "ocr" if any(note.code == TEXT_BY_OCR for note in self.notes) else "text"

    @property
    def readable(self) -> bool:
        """Whether anything of a report was understood: a section or a cell with content."""
        return bool(self.sections) or any(c.status is not CellStatus.MISSING for c in self.cells.values())


class Level(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


class Family(StrEnum):
    """What a rule is about."""

    TIMELINESS = "timeliness"
    PUBLICATION = "publication"
    IDENTITY = "identity"
    FORM = "form"
    ARITHMETIC = "arithmetic"
    CONTINUITY = "continuity"
    NARRATIVE = "narrative"
    PLAUSIBILITY = "plausibility"
    TEXT = "text"
    PORTFOLIO = "portfolio"
    READING = "reading"


class Outcome(StrEnum):
    """The five answers of a rule."""

    PASS = "pass"  # noqa: S105 - the contract's word, no secret
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NOT_EVALUATED = "not_evaluated"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement can be checked: place and raw text in a document, and which payload it was."""

    place: str
    text: str
    url: str | None = None
    fetched_at: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says about one body and year.

    `fail` and `needs_review` are findings in the narrow sense; the other outcomes are kept so that silence never
    means two things. `key` tells apart several findings of one rule on one report (the suspect cell, for example);
    with rule, body and year it is the finding's identity over time.
    """

    rule: str
    version: int
    family: Family
    level: Level
    outcome: Outcome
    message: str
    message_en: str = ""
    body: str | None = None
    kind: Kind | None = None
    year: int | None = None
    key: str = ""
    cells: tuple[str, ...] = ()
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    reason: str | None = None
    law: str = ""
    evidence: tuple[Evidence, ...] = ()
    source: str = ""

    @property
    def reportable(self) -> bool:
        """Whether this is a finding to tell somebody about."""
        return self.outcome in {Outcome.FAIL, Outcome.NEEDS_REVIEW}


class State(StrEnum):
    """Where a body stands with the report of a year; the first that fits, see the contract."""

    NOT_EXPECTED = "not_expected"
    WITHDRAWN = "withdrawn"
    LATE = "late"
    ON_TIME = "on_time"
    UNDATED = "undated"
    PUBLISHED = "published"
    NOT_DUE = "not_due"
    DUE = "due"
    MISSING = "missing"
    NOT_FOUND_SO_FAR = "not_found_so_far"
    NOT_LOOKED = "not_looked"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict of the calendar on one body and year, with what it rests on.

    Attributes:
        due: the last day in time, None where no clock runs.
        due_source: where that day comes from.
        published: the day of publication as far as the witnesses agree on one.
        last_absent: the newest instant at which an accepted run proved that nothing was there.
        certain: for `late`, whether it is proven (the CMS and one other witness, or absence after the due day).
        absent_runs: the accepted runs after the due day that found nothing, as instants.
        shown: the day that the page shows as that of publication, None where it shows none that can be true.
        absent_since_shown: the accepted runs after that day that found nothing before the report was first seen.
        flags: `changed back_dated date_conflict …`, the words of the contract.
    """

    state: State
    due: date | None = None
    due_source: Literal["law", "practice", "local"] | None = None
    published: date | None = None
    published_source: DateSource | None = None
    first_seen: datetime | None = None
    last_absent: datetime | None = None
    days_late: int | None = None
    certain: bool = False
    witnesses: tuple[DateWitness, ...] = ()
    absent_runs: tuple[datetime, ...] = ()
    shown: DateWitness | None = None
    absent_since_shown: tuple[datetime, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalLimit:
    """How many characters section one may have by a local notice, and the notice in words."""

    characters: int
    source: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One content that a report had, and the payload it was first seen in.

    Attributes:
        seen: when it was first seen, in ledger time.
        by_hand: whether a person entered it and no crawl has seen it.
    """

    report: Report
    seen: datetime
    url: str | None = None
    fetched_at: str | None = None
    sha256: str | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """A report whose page shows another content than it did: as it was first seen, and as it stands now."""

    first: Edition
    now: Edition


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A listed address of a report that is gone, and the days on which accepted runs found it so."""

    url: str
    title: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """Two copies of one report that stand at the same time and contradict each other; `differences` are in words."""

    url: str
    other_url: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and how a report of a body and year is offered, as crawls saw it.

    Attributes:
        addresses: where it stands.
        in_column: whether a list of the column of annual reports leads to one of them; None where that is not known.
        host_of: the body whose website it stands on, where that is one of another division than its own or one above.
        dead: listed addresses that are gone, where no address of the report is known that is not.
        copies: pairs of addresses whose contents contradict each other.
    """

    addresses: tuple[str, ...] = ()
    in_column: bool | None = None
    host_of: str | None = None
    dead: tuple[DeadLink, ...] = ()
    copies: tuple[Copies, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A report of the year before with which a case is compared.

    Attributes:
        report: of the same body, or of one that it continues.
        body: whose it is, by the registry or as printed.
        url, fetched_at, sha256: of its payload, for the evidence.
    """

    report: Report
    body: str | None = None
    url: str | None = None
    fetched_at: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """All that the rules may know about one body and year.

    Attributes:
        report: what was read; None when nothing was found or only the calendar is judged.
        earlier: all reports of the year before that this one continues: one, or several where bodies were merged; empty
            when one of them is not at hand.
        standing, publication: None when files are checked outside a workspace.
        together: the files of this report that are checked together outside a workspace; None where it is one alone.
        revision: where the published report was changed.
        limit: for the length of section one, where a workspace has loaded one.
        companions: what the report looks like beside others; None where it was not compared.
        shared_rows: rows that no form has and many reports of the year share.
        level: of the body, as the registry says it (`county`, `city`, `province`, `nation`), or None.
        url, fetched_at, sha256: of the payload the report was read from, for the evidence; where nothing was found,
            `url` is the address at which it was looked for.
    """

    body: str | None
    year: int | None
    kind: Kind | None = None
    kind_source: Literal["registry", "name"] | None = None
    level: str | None = None
    report: Report | None = None
    earlier: tuple[Earlier, ...] = ()
    standing: Standing | None = None
    publication: Publication | None = None
    together: Publication | None = None
    limit: LocalLimit | None = None
    revision: Revision | None = None
    companions: Companions | None = None
    shared_rows: frozenset[str] = frozenset()
    url: str | None = None
    fetched_at: str | None = None
    sha256: str | None = None
    source: str = ""
