"""What full-text search costs: `python -m tests.bench.search [--reports N]`.

Written reports go into an index as the ledger keeps it; printed are processor time and bytes of each, and the time of a
search for words of two characters.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from checks.reading import read_bytes
from reports.store.bigrams import query_of, words_of_edition
from tests.bench.crawl import print_figures
from tests.bench.records import Figure, figures
from tests.writing import LAYOUTS, dice, random_gold

QUERIES = (["公开"], ["复议"], ["行政复议", "申请"], ["罕见"])


def measure(database: Path, reports: int) -> dict[str, object]:
    layout = LAYOUTS["html_official"]
    written = [layout.render(random_gold(dice("search", n), "2021"), dice("search", n)).data for n in range(reports)]
    read = [max(read_bytes(data, source="x"), key=lambda report: len(report.cells)) for data in written]
    db = sqlite3.connect(database)
    db.execute("CREATE VIRTUAL TABLE t USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')")
    began = time.process_time()
    words = [words_of_edition(report.title, report.body, report.text) for report in read]
    indexed = time.process_time()
    with db:
        db.executemany("INSERT INTO t (rowid, words) VALUES (?, ?)", enumerate(words, 1))
    ended = time.process_time()
    sought = []
    for query in QUERIES:
        before = time.perf_counter()
        db.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20", [query_of(query)]).fetchall()
        sought.append(time.perf_counter() - before)
    db.close()
    return {
        "reports": reports,
        "characters a report": round(sum(len(report.text) for report in read) / reports),
        "ms for the words of a report": f"{1000 * (indexed - began) / reports:.2f}",
        "ms to index it": f"{1000 * (ended - indexed) / reports:.2f}",
        "kB of index a report": f"{database.stat().st_size / reports / 1000:.1f}",
        "ms a search, at most": f"{1000 * max(sought):.1f}",
    }


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures for the table of all benches."""
    reports = 200 if quick else 1000
    with tempfile.TemporaryDirectory() as name:
        yield from figures("search", f"{reports} reports", measure(Path(name) / "index.sqlite", reports))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        print_figures("search", measure(Path(name) / "index.sqlite", chosen.reports))


if __name__ == "__main__":
    main()
