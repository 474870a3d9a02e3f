from collections.abc import Iterable

import pytest

from crawler.completeness import Part, short_lists
from crawler.discovery import Announced
from reports.store import RequestKey

SITE = "http://h.example/nb/"


def key(name: str) -> RequestKey:
    return SITE + name, "GET", ""


def part(
    name: str,
    rows: str = "",
    *,
    to: str = "",
    said: Announced | None = None,
    turns: bool = False,
    data: bool = False,
    size: int | None = None,
    years: Iterable[int] = (),
    closed: Iterable[int] = (),
) -> Part:
    """A page; `rows` and `to` name its entries and the further pages it leads to, a word each."""
    return Part(
        key(name),
        frozenset(map(key, to.split())),
        frozenset(rows.split()),
        said or Announced(),
        turns,
        data,
        size,
        frozenset(years),
        frozenset(closed),
        since=2021,
    )


def rows(number: int) -> str:
    return " ".join(map(str, range(number)))


@pytest.mark.parametrize(
    ("parts", "figures"),
    [
        ([part("1", "a b")], []),  # a list that says nothing of its size is what it shows
        ([part("1", "a b", said=Announced(pages=2))], ["1/2"]),
        ([part("1", "a b", said=Announced(pages=2), to="2"), part("2", "c")], []),
        ([part("1", "a b", said=Announced(pages=2), to="2"), part("2", "a b")], ["1/2"]),  # the same page again
        ([part("1", "a b", said=Announced(rows=3))], ["2/3"]),
        ([part("1", "a b c", said=Announced(rows=3, pages=2))], []),  # all rows in the page, turned by script
        (
            [part("1", to="x", said=Announced(pages=2)), part("x", "a", to="y", data=True), part("y", "b", data=True)],
            [],
        ),
        ([part("1", to="x"), part("x", "a", said=Announced(rows=2), data=True)], ["1/2"]),
        ([part("1", "a", turns=True)], ["1/?"]),  # 下一页 as javascript: and no word of how many
        ([part("1", "a", turns=True, to="2"), part("2", "b", turns=True)], []),
        ([part("1", "a", said=Announced(pages=1), turns=True)], []),
        ([part("1", "a b c d e", size=5)], ["5/?"]),  # `pageSize: 5`, five entries, and no word of how many there are
        ([part("1", "a b c d", size=5)], []),
        ([part("1", "a b c d e", size=5, to="2"), part("2", "f", size=5)], []),
        ([part("1", "a b c d e", size=5, said=Announced(rows=5))], []),
        ([part("1", "a", said=Announced(pages=1)), part("2", "b", said=Announced(pages=2))], ["1/2"]),  # two lists
        ([part("1", rows(20), years=[2025])], ["20/?"]),  # no word of more, and as long as lists are cut
        ([part("1", rows(10), years=[2025, 2022])], ["10/?"]),
        ([part("1", rows(10), years=range(2016, 2026))], []),  # goes back beyond what is expected
        ([part("1", rows(19), years=[2025])], []),
        ([part("1", rows(20), years=[2025], said=Announced(rows=20))], []),
        ([part("1", rows(20), years=[2025], to="2"), part("2", "x", years=[2024])], []),
        ([part("1", rows(20))], []),  # news without years are no list of reports
        ([part("1", "a b", years=[2025], closed=[2025, 2024])], ["2/?"]),  # 2024年 opens by script
        ([part("1", "a b", years=[2025], closed=[2026, 2025])], []),  # named after the year of publication
        ([part("1", "a b", years=[2025, 2024], closed=[2025, 2024])], []),  # all tabs stand in the page
        ([part("1", "a", years=[2025], closed=[2024], to="2"), part("2", "b", years=[2024])], []),
    ],
)
def test_what_a_list_announces_is_compared_with_what_was_seen(parts: list[Part], figures: list[str]) -> None:
    assert [short.figures for short in short_lists(parts)] == figures


def test_a_stub_past_the_end_counts_as_a_page_that_was_announced() -> None:
    """TRS: `createPageHTML(3, …)` is stale, and `index_2.html` is a stub with status 200."""
    parts = [part("1", "a", said=Announced(pages=3), to="2 3"), part("2", "b", to="3")]
    assert [short.figures for short in short_lists(parts)] == ["2/3"]
    assert list(short_lists(parts, ends=[key("3")])) == []
