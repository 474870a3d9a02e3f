"""What staff have decided about findings, as `waivers.toml` says it: waivers, confirmations and notes.

The file is the only truth about these decisions; the ledger keeps who decided what when, but decides nothing by it.
"""

import datetime as dt
from hashlib import sha256
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import AliasChoices, ConfigDict, Field, field_validator

from config.bodies import Registry
from config.errors import UserError
from config.files import Record, load_toml

Kind = Literal["waiver", "confirmation", "note"]
"""The tables of `waivers.toml`."""

NO_EDITION = "none"
"""Stands for the edition of a finding on a report that was not found."""

_AUTHOR = AliasChoices("author", "by")
_EXPIRES = AliasChoices("expires", "expiry", "until")
_FINDING = "the id of a finding, or as much of its beginning as is unique"
_EDITION = 'the hash of the report judged, as `duban status --json` gives it in `edition`, or "none"'


class Decision(Record):
    """One entry of `waivers.toml`: what it is about, who decided it and when.

    Attributes:
        body: an id or name of the registry.
        finding: the beginning of a finding's id; without it every finding of the rule on that report is meant.
        edition: hash of the content, or SHA-256 of the page, that was decided on; `none` where no report was found.
    """

    model_config = ConfigDict(str_strip_whitespace=True)

    kind: ClassVar[Kind]

    rule: str = Field(min_length=1, description='the id of a rule, such as "A104"')
    body: str = Field(min_length=1, description="an id or a name of bodies.csv")
    year: int = Field(ge=2008, le=2100, description="a report year, from 2008 on")
    finding: str | None = Field(None, pattern=r"^[0-9a-f]{4,64}$", description=_FINDING)
    edition: str | None = Field(None, pattern=r"^(none|[0-9a-f]{64})$", description=_EDITION)
    decided: dt.date | None = Field(None, description="a day, such as 2026-02-03")

    @field_validator("rule")
    @classmethod
    def _upper(cls, text: str) -> str:
        return text.upper()

    @property
    def fingerprint(self) -> str:
        """What tells one entry from others, wherever it stands in the file."""
        return sha256(f"{self.kind} {self.model_dump_json(exclude_defaults=True)}".encode()).hexdigest()

    @property
    def about(self) -> str:
        """What it is about, in one line."""
        return f"{self.rule} {self.body} {self.year}" + (f" {self.finding}" if self.finding else "")


class Waiver(Decision):
    """A finding that need not be mended; it holds through the day `expires`, for the content it was decided on."""

    kind = "waiver"

    reason: str = Field(min_length=1, description="why this need not be mended, as text")
    author: str = Field(min_length=1, validation_alias=_AUTHOR, description="who decided it, as text")
    expires: dt.date = Field(validation_alias=_EXPIRES, description="the last day it holds, such as 2026-12-31")

    @property
    def said(self) -> str:
        """The reason."""
        return self.reason


class Confirmation(Decision):
    """A finding that a person has verified; it holds for the content it was decided on."""

    kind = "confirmation"

    author: str = Field(min_length=1, validation_alias=_AUTHOR, description="who verified it, as text")
    reason: str = Field("", description="a text")

    @property
    def said(self) -> str:
        """The reason, if any."""
        return self.reason


class Note(Decision):
    """A remark on a finding, whatever becomes of its report."""

    kind = "note"

    text: str = Field(min_length=1, description="the remark, as text")
    author: str = Field("", validation_alias=_AUTHOR, description="who made it, as text")

    @property
    def said(self) -> str:
        """The remark."""
        return self.text


Entry = Waiver | Confirmation | Note
"""An entry of any of the tables."""


class Waivers(Record):
    """The whole of `waivers.toml`."""

    waiver: tuple[Waiver, ...] = Field((), description="tables [[waiver]]")
    confirmation: tuple[Confirmation, ...] = Field((), description="tables [[confirmation]]")
    note: tuple[Note, ...] = Field((), description="tables [[note]]")

    @property
    def decisions(self) -> tuple[Entry, ...]:
        """All entries, in the order of the tables and then of the file."""
        return (*self.waiver, *self.confirmation, *self.note)

    def unmatched(self, registry: Registry) -> tuple[str, ...]:
        """Return a remark for each entry whose body the registry does not list, or lists several times."""
        return tuple(
            f"waivers.toml: {entry.kind} {entry.about}: {reason}"
            for entry in self.decisions
            if (reason := _trouble(registry, entry.body))
        )


def _trouble(registry: Registry, name: str) -> str:
    try:
        registry.find(name)
    except UserError as error:
        return str(error)
    return ""


def load_waivers(path: Path) -> Waivers:
    """Read `waivers.toml`; a workspace without the file has decided nothing.

    Raises:
        UserError: the file cannot be read, is no TOML, or an entry has an unknown key or a wrong value; the message
            names the entry by its number, the key, and what was expected.
    """
    return load_toml(path, Waivers) if path.exists() else Waivers()
