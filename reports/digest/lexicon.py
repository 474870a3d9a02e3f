"""Words for a digest in one language: marks for codes, sentences, lists."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checks.model import Family, Finding, Level, Outcome
from config.settings import Lang
from reports.digest.phrases import say
from reports.digest.view import Count, Mark
from reports.wording import KIND, LEVEL, LEVEL_MARK, OUTCOME, SOURCE_STATE, STATE, Vocabulary


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language."""

    lang: Lang

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of `reports.digest.phrases`."""
        return say(self.lang, key, **values)

    def mark(self, vocabulary: Vocabulary, code: str, sign: str = "") -> Mark:
        """Return a code with its word and meaning."""
        return Mark(str(code), vocabulary.word(code, self.lang), sign, vocabulary.meaning(code, self.lang))

    def kind(self, code: str | None) -> str:
        """Return the word for a kind of body."""
        return KIND.word(code, self.lang) if code else ""

    def state(self, code: str) -> Mark:
        """Return the mark of a state of publication."""
        return self.mark(STATE, code)

    def level(self, code: str) -> Mark:
        """Return the mark of a level."""
        return self.mark(LEVEL, code, LEVEL_MARK.get(code, ""))

    def outcome(self, code: str) -> Mark:
        """Return the mark of an outcome."""
        return self.mark(OUTCOME, code)

    def source_state(self, code: str) -> Mark:
        """Return the mark of a state of a source."""
        return self.mark(SOURCE_STATE, code)

    def own(self, key: str) -> Mark:
        """Return a mark whose word is a phrase."""
        return Mark(key, self.say(key))

    def join(self, parts: Iterable[str], separator: str = "separator") -> str:
        """Return words as a list of this language, empty ones left out."""
        return self.say(separator).join(part for part in parts if part)

    def levels(self, findings: Iterable[Finding]) -> tuple[Count, ...]:
        """Count findings by level, gravest first; levels without any are left out."""
        numbers = Counter(finding.level for finding in findings)
        return self.counts((level, numbers[level]) for level in Level if numbers[level])

    def counts(self, numbers: Iterable[tuple[Level, int]]) -> tuple[Count, ...]:
        """Return numbers by level as counts."""
        return tuple(Count(self.level(level), number) for level, number in numbers)

    def message(self, finding: Finding) -> str:
        """Return what a finding says, in Chinese where there is no English."""
        return (finding.message_en if self.lang == "en" else "") or finding.message


def is_statement(finding: Finding) -> bool:
    """Whether a finding states a fault; otherwise it tells that something could not be judged."""
    return finding.outcome is Outcome.FAIL and finding.family is not Family.READING
