"""Which edition took the place of which, and whether a report moved: from sightings alone."""

from datetime import timedelta

import pytest

from reports.history import moved, transitions
from reports.store import EditionRow, Sighting
from tests.reports.ledger_samples import day

START = day("2025-01-10")
A, B, C = 1, 2, 3
SITE = "http://www.qinghe.example/"


def edition(number):
    return EditionRow(
        number, "fin", 2024, f"h{number}", "2021", None, SITE, "", START, START, START, START, START, None, False,
        True, True, 100,
    )  # fmt: skip


EDITIONS = {number: edition(number) for number in (A, B, C)}


def seen(*runs):
    """Sightings: for each run, a day apart, what stood at which address; a payload is told by its edition."""
    return [
        Sighting(content, 2024, run, START + timedelta(days=run), 10 * run + at, SITE + url, payload, None)
        for run, pages in enumerate(runs, 1)
        for at, (url, content, payload) in enumerate(pages)
    ]


def page(url, content, payload=None):
    return url, content, payload or f"sha{content}"


def pairs(sightings, accepted=range(1, 9)):
    return [(each.before, each.after) for each in transitions(sightings, EDITIONS, set(accepted))]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([[page("1", A)], [page("1", A)]], []),
        ([[page("1", A)], [page("1", B)]], [(A, B)]),
        ([[page("1", A)], [page("1", B)], [page("1", A)]], [(A, B), (B, A)]),
        ([[page("1", A)], [page("1", B)], [page("1", C)]], [(A, B), (B, C)]),
        ([[page("1", A, "same")], [page("1", B, "same")]], []),
        ([[page("1", A)], [page("1", A), page("2", B)]], []),
        ([[page("1", A), page("2", A)], [page("1", B), page("2", B)]], [(A, B)]),
        ([[page("1", A)], [page("2", A)]], []),
        ([[page("1", A)], [page("2", B)]], [(A, B)]),
        ([[page("1", A), page("2", B)], [page("2", B)]], []),
        ([[page("1", A), page("2", B)], [page("3", B)]], []),
        ([[page("1", A)], [], [page("1", B)]], [(A, B)]),
    ],
    ids=[
        "same", "changed", "changed back", "twice", "read in another way", "a copy that differs",
        "page and file at once", "moved", "moved and changed", "one of two copies went",
        "one went and the other moved", "gone for a day",
    ],
)  # fmt: skip
def test_transitions(runs, expected):
    assert pairs(seen(*runs)) == expected


def test_a_run_that_was_not_accepted_may_have_missed_the_old_address():
    runs = seen([page("1", A)], [page("2", B)])
    assert pairs(runs, accepted=[1]) == []


def test_a_site_that_changed_to_https_moved_nothing():
    before, after = seen([page("1", A)]), seen([], [page("1", B)])
    secure = [Sighting(s.edition_id, s.year, s.run_id, s.seen, 99, s.url.replace("http:", "https:"), s.sha256, None)
              for s in after]  # fmt: skip
    assert pairs([*before, *secure]) == [(A, B)]
    assert not moved([*before, *secure], secure)


def test_files_entered_together_under_one_address_are_copies():
    saved = [Sighting(content, 2024, None, START, content, SITE, f"sha{content}", "李") for content in (A, B)]
    assert pairs(saved) == []
    later = Sighting(C, 2024, None, START + timedelta(days=2), 9, SITE, "shaC", "李")
    assert pairs([*saved, later]) == [(B, C)]


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ([[page("1", A)], [page("2", A)]], True),
        ([[page("1", A)], [page("1", A), page("2", A)]], False),
        ([[page("1", A), page("2", A)], [page("2", A)]], False),
        ([[page("1", A), page("2", A)], [page("3", A)]], True),
    ],
    ids=["elsewhere", "a copy more", "a copy less", "both elsewhere"],
)
def test_moved(runs, told):
    sightings = seen(*runs)
    assert moved(sightings, [each for each in sightings if each.run_id == len(runs)]) is told
