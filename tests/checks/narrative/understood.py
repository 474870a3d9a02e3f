"""What the grammar of counts makes of wordings: `python -m tests.checks.narrative.understood` writes it anew.

The wordings are the lawful ones that once deceived a rule. What is understood of each stands under it and is read by
people when it changes: a number more or less is what a rule would compare with the tables.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tomllib import loads

from checks.narrative.acts import acts
from checks.narrative.applicants import applicants
from checks.narrative.carrying import carried, none_carried
from checks.narrative.disputes import disputes
from checks.narrative.documents import documents, no_documents, rules_issued
from checks.narrative.fees import administrative_fees, processing_fees
from checks.narrative.gaps import gaps
from checks.narrative.requests import Mention
from checks.narrative.results import results
from checks.narrative.sums import closed_sums, exceeding_channels, wrong_growth, wrong_shares, wrong_wholes
from checks.narrative.topics import Topic
from checks.narrative.years import done_later, foreign_years
from checks.subject import Subject
from tests.checks.rules.cases import case
from tests.conftest import ROOT

FILE = Path(__file__).with_suffix(".txt")
_WORDINGS = loads((ROOT / "tests" / "checks" / "rules" / "lawful.toml").read_text(encoding="utf-8"))
WORDINGS = {kind: tuple(texts) for kind, texts in _WORDINGS.items()}
FLAGS = ("new_only", "by_office", "objected", "taken_up", "withdrawn")


def chapter(kind: str) -> str:
    """Return the wordings of one kind, each with what is understood of it."""
    return "\n".join([f"# {kind}", *(line for text in WORDINGS[kind] for line in _entry(text))])


def written() -> dict[str, str]:
    """Return the chapters of the file."""
    parts = FILE.read_text(encoding="utf-8").split("\n\n")
    return {part.split("\n")[0].removeprefix("# "): part.rstrip("\n") for part in parts}


def _entry(text: str) -> Iterator[str]:
    subject = Subject(case(texts={"1": f"（二）依申请公开。{text}", "6": ""}))
    yield " ".join(text.split())
    yield from (f"    {line}" for line in (*_of_requests(subject), *_claims(subject), *_sums(subject)))


def _of_requests(subject: Subject) -> Iterator[str]:
    yield from (_mention(each) for each in subject.mentions)
    yield from (f"says {each.about}" for each in subject.statements)


def _mention(mention: Mention) -> str:
    flags = [flag for flag in FLAGS if getattr(mention, flag)]
    lists = {"others": mention.others, "rivals": mention.rivals}
    beside = [f"{name} {', '.join(map(str, numbers))}" for name, numbers in lists.items() if numbers]
    return " ".join([f"mentions {mention.about} {mention.number}", *flags, *beside])


def _claims(subject: Subject) -> Iterator[str]:
    counts, named, context = subject.topics.counts, subject.topics.sentences, subject.context
    found = (
        *results(counts(Topic.APPLICATIONS), context),
        *carried(counts(Topic.APPLICATIONS), context),
        *none_carried(named(Topic.APPLICATIONS), context),
        *applicants(counts(Topic.APPLICATIONS), context),
        *disputes(counts(Topic.DISPUTES), context),
        *documents(counts(Topic.DOCUMENTS), context),
        *no_documents(named(Topic.DOCUMENTS), context),
        *rules_issued(counts(Topic.DOCUMENTS), context),
        *acts(counts(Topic.ACTS), context),
    )
    yield from (f"claims {each.about} {each.number} {each.verb}".rstrip() for each in found)


def _sums(subject: Subject) -> Iterator[str]:
    sentences, rates = subject.sentences, subject.topics.sentences(Topic.PERCENTAGES)
    year = subject.year or 0
    fees, none = processing_fees(subject.topics.sentences(Topic.PROCESSING_FEES), year)
    found = (
        *closed_sums(sentences),
        *exceeding_channels(sentences),
        *wrong_shares(rates, ()),
        *wrong_growth(rates),
        *wrong_wholes(rates),
        *gaps(sentences),
        *foreign_years(sentences, year),
        *done_later(sentences, year),
        *fees,
        *administrative_fees(subject.topics.sentences(Topic.ADMINISTRATIVE_FEES), subject.context),
    )
    yield from (f"{type(each).__name__} {_plain(each)}" for each in found)
    yield from ("no fee" for _ in none)


def _plain(each: object) -> str:
    values = each if isinstance(each, tuple) else [getattr(each, name) for name in getattr(each, "__slots__", ())]
    return " ".join(str(value) for value in values if not hasattr(value, "paragraph"))


def main() -> None:
    """Write the file."""
    FILE.write_text("\n\n".join(map(chapter, WORDINGS)) + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(f"{FILE.name}: {sum(map(len, WORDINGS.values()))} wordings\n")


if __name__ == "__main__":
    main()
