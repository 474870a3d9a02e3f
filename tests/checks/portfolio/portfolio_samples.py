"""Invented reports for the tests of copied text."""

from datetime import date

from checks.portfolio.copies import Member
from checks.portfolio.masking import names_of
from checks.portfolio.sketches import Text, sketch_of
from tests.writing import dice
from tests.writing.counties import Written, copied, honest, places, template_of

PLACE = next(places())
TEMPLATE = template_of(dice("template"))
LAST, NOW = 2023, 2024


def written(body: str, year: int = NOW, seed: object = "") -> Written:
    return honest(f"{PLACE}{body}", PLACE, year, TEMPLATE, dice(body, year, seed))


def copy_of(original: Written, body: str, year: int = NOW, rate: float = 0.0) -> Written:
    return copied(original, written(body, year), rate, dice("copy", body, year))


def text_of(report: Written) -> Text:
    return Text(*report.text(dice("numbers", report.body, report.year)), names_of((report.body, PLACE)))


def member(report: Written, published: date | None = None, apart: tuple[str, ...] = ()) -> Member:
    return Member((report.body, report.year), PLACE, sketch_of(text_of(report)), published, frozenset(apart))


def county(count: int = 12, years: tuple[int, ...] = (LAST, NOW)) -> list[Member]:
    """Honest reports of the place, so that its template is known."""
    return [member(written(f"第{number}局", year)) for number in range(count) for year in years]
