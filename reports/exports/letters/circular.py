"""The circular on a season 通报: in sum, by name only where it is proven, and without the doubtful."""

from checks.model import Family
from reports.digest.text import day
from reports.exports.letters.numbering import without_stop, written_day
from reports.exports.letters.official import Drawn, Letter
from reports.exports.letters.phrases import tell
from reports.exports.letters.season import NAMED, FamilySum, Group, Season
from reports.exports.phrases import tell as tell_all
from reports.exports.selection import Selection
from reports.status import BodyYear
from reports.store import FindingRow
from reports.wording import FAMILY, KIND

MOST_NAMED = 10
"""Errors of one family told one by one; the ledger has them all."""


def circular(selection: Selection, year: int) -> bytes:
    """Return the circular on the reports of a year."""
    return _Circular(selection, Season(selection.facts, year)).written()


class _Circular:
    def __init__(self, selection: Selection, season: Season) -> None:
        self._selection = selection
        self._season = season
        self._lang = selection.lang
        self._letter = Letter(self._lang)

    def written(self) -> bytes:
        facts, letter = self._selection.facts, self._letter
        as_of = facts.as_of.date()
        title, annex = self._tell("circular_title"), self._tell("list_title")
        letter.letterhead(facts.office, self._tell("number"))
        if facts.demo or facts.simulated:
            letter.warning(tell_all(self._lang, "demo" if facts.demo else "simulated"))
        letter.title(title)
        letter.addressee(self._tell("to", who=self._tell("everybody")))
        letter.say(self._tell("circular_lead", as_of=written_day(as_of, self._lang)))
        self._overall()
        self._publication()
        self._quality()
        self._asked()
        letter.annexes(self._tell("annexes", title=annex))
        letter.signature(facts.office, as_of)
        letter.annex(self._tell("annex"), annex)
        self._list()
        return letter.written(title=title, office=facts.office, made=self._selection.made)

    def _tell(self, key: str, **values: object) -> str:
        return tell(self._lang, key, **{"year": self._season.year, **values})

    def _overall(self) -> None:
        counts = self._season.counts
        groups = [
            self._tell("group", word=self._tell(f"group_{group}"), n=counts[group]) for group in Group if counts[group]
        ]
        said = self._selection.words.join(groups, "clause")
        self._letter.part(1, self._tell("overall"))
        self._letter.say(self._tell("overall_text", expected=len(self._season.bodies), groups=said))
        if counts[Group.UNCLEAR]:
            self._letter.say(self._tell("unclear_text"))

    def _publication(self) -> None:
        letter, season = self._letter, self._season
        letter.part(1, self._tell("timely"))
        named = [(each, group) for group in NAMED for each in season.bodies if season.group(each) is group]
        if not named:
            letter.say(self._tell("timely_none"))
            return
        rows = [self._proven(each, season.proof(each)) for each, _ in named]
        letter.table(self._tell("timely_head").split("|"), rows, [2, 4, 2])

    def _proven(self, each: BodyYear, proof: FindingRow | None) -> list[Drawn]:
        said = self._selection.words.message(proof.finding) if proof else ""
        return [Drawn(each.body), Drawn(said), Drawn(proof.finding.law if proof else "")]

    def _quality(self) -> None:
        letter, families = self._letter, self._season.families()
        errors = [row for family in families for row in family.errors]
        letter.part(1, self._tell("quality"))
        letter.say(
            self._tell(
                "quality_text",
                read=self._season.read,
                errors=len(errors),
                bodies=len({row.body_id for row in errors}),
                warnings=sum(family.warnings for family in families),
            )
        )
        if families:
            rows = [self._sum(family) for family in families]
            letter.table(self._tell("quality_head").split("|"), rows, [2, 1, 1, 1.4])
        for family in families:
            if family.errors:
                self._family(family)

    def _sum(self, family: FamilySum) -> list[Drawn]:
        numbers = (len(family.errors), family.bodies, family.warnings)
        return [Drawn(self._word(family.family)), *(Drawn(str(number)) for number in numbers)]

    def _word(self, family: Family) -> str:
        return FAMILY.word(family, self._lang)

    def _family(self, family: FamilySum) -> None:
        letter, words = self._letter, self._selection.words
        letter.part(2, self._tell("family_text", family=self._word(family.family), n=len(family.errors)))
        for row in family.errors[:MOST_NAMED]:
            letter.part(
                3, self._tell("family_item", body=row.finding.body, text=without_stop(words.message(row.finding)))
            )
        if len(family.errors) > MOST_NAMED:
            letter.say(self._tell("family_more", n=len(family.errors) - MOST_NAMED))

    def _asked(self) -> None:
        letter, counts = self._letter, self._season.counts
        letter.part(1, self._tell("asked"))
        if counts[Group.MISSING] or counts[Group.WITHDRAWN]:
            letter.part(2, self._tell("asked_publish"))
        if self._season.errors:
            letter.part(2, self._tell("asked_mend"))
        letter.part(2, self._tell("asked_check"))

    def _list(self) -> None:
        rows = [self._listed(each) for each in self._season.bodies]
        self._letter.table(self._tell("list_head").split("|"), rows, [3, 1, 2, 1.6, 1.6])

    def _listed(self, each: BodyYear) -> list[Drawn]:
        group = self._season.group(each)
        published = "" if group is Group.UNCLEAR else day(each.published)
        texts = (each.body, KIND.word(each.kind, self._lang), self._tell(f"group_{group}"), published, day(each.due))
        return [Drawn(text, strong=number == 2 and group in NAMED) for number, text in enumerate(texts)]
