"""The catalogue of rules: one record a rule, checked when it is imported, from which pages and findings are made."""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from string import Formatter
from tomllib import loads
from types import MappingProxyType
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from checks.examples import Example, Examples
from checks.model import Evidence, Family, FormId, Level, Outcome
from checks.subject import Subject
from checks.words import Words
from config.kinds import Kind
from config.law import provisions

LETTERS = {
    "T": Family.TIMELINESS,
    "P": Family.PUBLICATION,
    "I": Family.IDENTITY,
    "F": Family.FORM,
    "A": Family.ARITHMETIC,
    "C": Family.CONTINUITY,
    "N": Family.NARRATIVE,
    "L": Family.PLAUSIBILITY,
    "X": Family.TEXT,
    "O": Family.PORTFOLIO,
    "R": Family.READING,
}
"""The first letter of a rule's id names its family."""

MEANINGS = {
    Outcome.PASS: Words(
        "本项检查没有发现问题，不等于报告合规", "this check found nothing; that is no proof of compliance"
    ),
    Outcome.FAIL: Words("现有证据表明没有做到", "on the evidence shown the requirement is not met"),
    Outcome.NEEDS_REVIEW: Words("机器不能断定，请人工看一眼", "the machine cannot decide; a person should look"),
    Outcome.NOT_APPLICABLE: Words("这份报告不适用本项", "the requirement does not concern this report"),
    Outcome.NOT_EVALUATED: Words("没有看到或没有读清，未作判断", "not seen or not read clearly, so nothing is said"),
}
"""What each outcome means, for every rule that does not say it more closely."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Applies(_Record):
    """When a rule speaks at all; an empty field sets no condition.

    `needs` is what must be there: a `report` that was recognised, a `document` even if nothing was recognised in it,
    the `earlier` report of the year before beside this one, the `standing` of the calendar, the `publication` that
    crawls saw, `copies` of one report, be it on a website or in files checked together, or the `portfolio` of reports
    that this one was compared with.
    """

    needs: Literal["report", "document", "earlier", "standing", "publication", "copies", "portfolio"] = "report"
    forms: tuple[FormId, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    kinds: tuple[Kind, ...] = ()


class Change(_Record):
    """One change of a rule in substance: the version it made, and what changed."""

    version: int = Field(ge=1)
    what: str


class Verdict(NamedTuple):
    """One answer of a rule: an outcome, the key of its message, and the values that fill the message.

    `key` tells several findings of one rule apart and must not depend on the numbers read; `level` lowers or raises
    the rule's own level for this finding only.
    """

    outcome: Outcome
    message: str
    values: Mapping[str, object] = MappingProxyType({})
    key: str = ""
    level: Level | None = None
    cells: tuple[str, ...] = ()
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    evidence: tuple[Evidence, ...] = ()


Judge = Callable[[Subject], Iterable[Verdict]]


class Rule(_Record):
    """A rule of the catalogue.

    Attributes:
        id: family letter and number; never used again for another rule.
        name: the passing condition.
        statement: one sentence each; the English one is the first paragraph of the judge's docstring.
        inapplicable: in which cases the rule does not speak, beyond `applies`.
        tolerance: the tolerance and its reason.
        law: ids of `config/data/law.toml`.
        messages: by key, with named values in braces, the same in both languages.
        meanings: of outcomes, where they say more than the general ones.
        since: the version of duban that brought the rule.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: str = Field(pattern=r"^[TPIFACNLXOR]\d{3}$")
    name: Words
    statement: Words
    level: Level
    applies: Applies
    inapplicable: tuple[Words, ...] = ()
    tolerance: Words
    law: tuple[str, ...]
    messages: Mapping[str, Words]
    meanings: Mapping[Outcome, Words]
    false_positives: tuple[Words, ...] = ()
    since: str
    version: int = Field(ge=1)
    changes: tuple[Change, ...] = ()
    related: tuple[str, ...] = ()
    examples: Examples
    judge: Judge

    @property
    def family(self) -> Family:
        """The family that the letter of the id names."""
        return LETTERS[self.id[0]]

    @field_validator("law")
    @classmethod
    def _known_law(cls, law: tuple[str, ...]) -> tuple[str, ...]:
        unknown = set(law) - set(provisions())
        if unknown:
            raise ValueError(f"not in law.toml: {sorted(unknown)}")
        return law

    @field_validator("messages")
    @classmethod
    def _same_values_in_both_languages(cls, messages: Mapping[str, Words]) -> Mapping[str, Words]:
        for key, words in messages.items():
            if _names(words.zh) != _names(words.en):
                raise ValueError(f"message {key!r} names other values in Chinese than in English")
        return messages

    @model_validator(mode="after")
    def _versions_agree(self) -> Self:
        if self.version > 1 and self.version not in {change.version for change in self.changes}:
            raise ValueError(f"{self.id}: version {self.version} has no entry in changes")
        return self


def _names(template: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in Formatter().parse(template) if name}


_RULES: dict[str, Rule] = {}

WHOLE_NUMBERS = Words("0：件数是整数，相等就是相等", "0: counts are whole numbers, equal means equal")
NO_TOLERANCE = Words("不适用：不比较数值", "none applies: no figures are compared")


def rule(
    rule_id: str,
    *,
    name: Words,
    statement: str,
    level: Level,
    law: tuple[str, ...],
    messages: Mapping[str, Words],
    examples: Examples,
    applies: Applies = Applies(),  # noqa: B008 - frozen
    inapplicable: tuple[Words, ...] = (),
    tolerance: Words = NO_TOLERANCE,
    meanings: Mapping[Outcome, Words] | None = None,
    false_positives: tuple[Words, ...] = (),
    related: tuple[str, ...] = (),
    since: str = "0.1.0",
    version: int = 1,
    changes: tuple[Change, ...] = (),
) -> Callable[[Judge], Judge]:
    """Enter the decorated judge into the catalogue; the arguments are the attributes of `Rule`.

    The id must be listed in `checks/rules/ids.toml`, so that it is never given away again. `statement` is the Chinese
    one; the English one is the first paragraph of the judge's docstring.

    Raises:
        ValueError: the record is not complete, or the id is taken or not listed.
    """

    def enter(judge: Judge) -> Judge:
        if rule_id in _RULES or known_ids().get(rule_id) != "in force":
            raise ValueError(f"rule id {rule_id} is taken, withdrawn or not listed in ids.toml")
        _RULES[rule_id] = Rule(
            id=rule_id,
            name=name,
            statement=Words(statement, first_paragraph(judge)),
            level=level,
            applies=applies,
            inapplicable=inapplicable,
            tolerance=tolerance,
            law=law,
            messages=messages,
            meanings=MEANINGS | dict(meanings or {}),
            false_positives=false_positives,
            since=since,
            version=version,
            changes=changes,
            related=related,
            examples=examples,
            judge=judge,
        )
        return judge

    return enter


def first_paragraph(judge: Judge) -> str:
    """Return the first paragraph of a docstring as one line."""
    paragraph = (inspect.getdoc(judge) or "").split("\n\n")[0]
    if not paragraph:
        raise ValueError(f"{judge} has no docstring to state the rule")
    return re.sub(r"\s+", " ", paragraph)


@cache
def known_ids() -> dict[str, str]:
    """Return every id ever given, `in force` or `withdrawn`."""
    entries = loads(files("checks.rules").joinpath("ids.toml").read_text(encoding="utf-8"))
    return {entry: state for state in ("in force", "withdrawn") for entry in entries[state]}


@cache
def rules() -> tuple[Rule, ...]:
    """Return the whole catalogue in the order of the ids.

    Raises:
        ValueError: the catalogue and the list of ids do not agree, or a related rule does not exist.
    """
    package = import_module("checks.rules")
    for module in iter_modules(package.__path__):
        import_module(f"checks.rules.{module.name}")
    listed = {entry for entry, state in known_ids().items() if state == "in force"}
    if listed != set(_RULES):
        raise ValueError(f"ids.toml and the rules differ: {sorted(listed ^ set(_RULES))}")
    for entry in _RULES.values():
        if not set(entry.related) <= listed:
            raise ValueError(f"{entry.id} names a related rule that does not exist")
    return tuple(_RULES[rule_id] for rule_id in sorted(_RULES))


__all__ = ["Applies", "Change", "Example", "Examples", "Judge", "Rule", "Verdict", "Words", "rule", "rules"]
