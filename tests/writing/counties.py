"""The words of the reports of many bodies over several years: honest ones, and copies of them.

Every report has the sentences of the law, those of a template that the office of its county handed out, and its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from random import Random
from tomllib import loads

_DATA = loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
WORDS: dict[str, list[str]] = {name: words.split() for name, words in _DATA["words"].items()}
SENTENCES: dict[str, list[str]] = _DATA["sentences"]
SYNONYMS = [pair.split("/") for pair in WORDS["synonyms"]]


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one report: sentences of section one and five, each with what it is (`law`, `template`, `own`)."""

    body: str
    place: str
    year: int
    overview: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str], ...]
    day: int
    copied: tuple[str, int] | None = None

    def text(self, rng: Random) -> tuple[str, str]:
        """Return sections one and five with names, years and numbers filled in."""
        return self._joined(self.overview, rng), self._joined(self.problems, rng)

    def _joined(self, part: Sequence[tuple[str, str]], rng: Random) -> str:
        return "".join(self._filled(sentence, rng) for _, sentence in part)

    def _filled(self, sentence: str, rng: Random) -> str:
        values = {"place": self.place, "us": rng.choice(("我局", self.body, "本局")), "year": self.year}
        return sentence.format(n=rng.randrange(2, 400), m=rng.randrange(1, 9), **values)


def places() -> Iterator[str]:
    """Yield the names of counties, each once."""
    yield from (f"{first}{second}县" for first, second in product(WORDS["first_signs"], WORDS["second_signs"]))


def honest(body: str, place: str, year: int, template: Sequence[str], rng: Random) -> Written:
    """Return a report with sentences of its own between those of the law and of the template of the county."""
    overview = [("law", sentence) for sentence in SENTENCES["law"]]
    overview += [("template", sentence) for sentence in template[:5]]
    overview += [("own", own_sentence(rng)) for _ in range(rng.randrange(9, 18))]
    problems = [("template", template[5])] if rng.random() < 0.5 else []
    problems += [("own", weakness(rng)) for _ in range(rng.randrange(3, 6))]
    problems += [("template", template[6])] if rng.random() < 0.5 else []
    return Written(body, place, year, tuple(overview), tuple(problems), rng.randrange(5, 31))


def template_of(rng: Random) -> tuple[str, ...]:
    """Return the sentences that the office of a county hands out."""
    return tuple(sentence.replace("{theme}", rng.choice(WORDS["themes"])) for sentence in SENTENCES["template"])


def copied(original: Written, by: Written, rate: float, rng: Random) -> Written:
    """Return a copy under the name and year of another report, in which some sentences and words were changed.

    Args:
        original: what is copied.
        by: the report whose place it takes.
        rate: the share of its own sentences that are new, and half that of words with a synonym that were exchanged.
        rng: the dice.
    """

    def changed(kind: str, sentence: str, fresh: str) -> tuple[str, str]:
        if kind != "own" or not rate:
            return kind, sentence
        return kind, fresh if rng.random() < rate else _reworded(sentence, rate, rng)

    return replace(
        original,
        body=by.body,
        place=by.place,
        year=by.year,
        overview=tuple(changed(kind, sentence, own_sentence(rng)) for kind, sentence in original.overview),
        problems=tuple(changed(kind, sentence, weakness(rng)) for kind, sentence in original.problems),
        day=rng.randrange(original.day + 1, 40),
        copied=(original.body, original.year),
    )


def own_sentence(rng: Random) -> str:
    """Return a sentence that only this report has: a time, a place, a deed and what came of it."""
    parts = [
        rng.choice(WORDS["who"]) + rng.choice(WORDS["ways"]),
        f"在{_spot(rng)}{rng.choice(WORDS['acts'])}{_paper(rng)}",
        rng.choice(SENTENCES["results"]),
    ]
    if rng.random() < 0.4:
        parts.insert(1, f"连同{_paper(rng)}一起")
    return f"{rng.choice(WORDS['when'])}，{'，'.join(parts)}。"


def weakness(rng: Random) -> str:
    """Return a problem of a body's own with its remedy."""
    blanks = {"n": "{n}", "year": "{year}"}
    weak, mend = (
        rng.choice(SENTENCES[kind]).format(paper=_paper(rng), spot=_spot(rng), who=rng.choice(WORDS["who"]), **blanks)
        for kind in ("weak", "mend")
    )
    return f"{weak}；{mend}。"


def _paper(rng: Random) -> str:
    return rng.choice(WORDS["matters"]) + rng.choice(WORDS["papers"])


def _spot(rng: Random) -> str:
    return rng.choice(WORDS["owners"]) + rng.choice(WORDS["spots"])


def _reworded(sentence: str, rate: float, rng: Random) -> str:
    for word, other in SYNONYMS:
        if word in sentence and rng.random() < 2 * rate:
            sentence = sentence.replace(word, other)
    return sentence
