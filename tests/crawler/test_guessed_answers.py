"""What a page that shows no entry may have its list from."""

import time

import pytest

from crawler.discovery import read_page
from crawler.discovery.answers import guessed_answers
from crawler.discovery.guesses import MOST_GUESSES

FOLDER = "http://h.example/nb/"
REPEATED = 60_000


def answers(script: str) -> list[tuple[str, str]]:
    page = read_page(f"<title>年报</title><script>{script}</script>", FOLDER)
    return [(link.method, link.url.removeprefix(FOLDER)) for link in guessed_answers(page)]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("$.ajax({url:'list.do',data:{page:1}})", [("POST", "list.do")]),
        ("axios.get('list.do', {params: {page: 1}})", [("GET", "list.do?page=1")]),
        ("load('rows.json')", [("GET", "rows.json")]),
        ("load('http://other.example/rows.json')", []),  # another host is never guessed at
    ],
)
def test_calls_and_addresses(script: str, expected: list[tuple[str, str]]) -> None:
    assert answers(script) == expected


@pytest.mark.parametrize(
    "repeated", ["$.ajax({url:'/a/b.json',data:{a:1}});", "url:'/a.json',", "'/a/b.json';", "$.get('/a.json', {a: 1});"]
)
def test_a_hostile_script_costs_little(repeated: str) -> None:
    """Before, a MB of such calls held the crawl of every site for up to three seconds."""
    page = read_page(f"<title>年报</title><script>{repeated * REPEATED}</script>", FOLDER)
    began = time.process_time()
    assert len(guessed_answers(page)) <= MOST_GUESSES
    assert time.process_time() - began < 1
