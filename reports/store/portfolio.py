"""What is kept for seeing reports beside each other: their words as sketches, and what was said last."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal

from checks.model import Note
from reports.store.conditions import among, within
from reports.store.connection import Connection
from reports.store.records import Comparison, Shown
from reports.store.values import to_json


class Portfolio(Connection):
    """The part of the store that the rules of the portfolio work with."""

    def shown_reports(self, year: int, bodies: Collection[str]) -> list[Shown]:
        """Return the reports of a year that are judged of some listed bodies."""
        rows = self.db.execute(
            """SELECT editions.body_id, editions.year, editions.id,
                      iif(EXISTS (SELECT 1 FROM editions AS before WHERE before.body_id = editions.body_id
                                  AND before.year = editions.year AND before.first_seen < editions.first_seen),
                          NULL, evaluations.published) AS published,
                      editions.forms, captures.url, captures.seen_real, captures.sha256
               FROM json_each(:bodies) AS asked
               CROSS JOIN editions ON editions.body_id = asked.value AND editions.year = :year AND editions.current = 1
               JOIN bodies ON bodies.id = editions.body_id AND bodies.listed
               JOIN captures ON captures.id = editions.capture_id
               LEFT JOIN evaluations ON evaluations.body_id = editions.body_id AND evaluations.year = editions.year""",
            {"year": year, "bodies": to_json(list(bodies))},
        )
        return [
            Shown(body, year, edition, date.fromisoformat(day) if day else None, *more)
            for body, year, edition, day, *more in rows
        ]

    def judged_reports(self, year: int) -> dict[str, int]:
        """Return the editions of a year that are judged, by listed body, in the order of the bodies."""
        rows = self.db.execute(
            """SELECT editions.body_id, editions.id FROM editions
               JOIN bodies ON bodies.id = editions.body_id AND bodies.listed
               WHERE editions.year = ? AND editions.current = 1 ORDER BY editions.body_id""",
            [year],
        )
        return dict(rows.fetchall())

    def years_of_reports(self) -> list[int]:
        """Return the years of which a report is judged, in order."""
        rows = self.db.execute("SELECT DISTINCT year FROM editions WHERE current = 1 ORDER BY year")
        return [year for (year,) in rows]

    def several_bodies(self, first: int, last: int) -> bool:
        """Tell whether reports of more than one listed body are judged in some years."""
        rows = self.db.execute(
            """SELECT DISTINCT editions.body_id FROM editions
               JOIN bodies ON bodies.id = editions.body_id AND bodies.listed
               WHERE editions.year BETWEEN ? AND ? AND editions.current = 1 LIMIT 2""",
            [first, last],
        )
        return len(rows.fetchall()) > 1

    def moved_reports(self) -> list[tuple[int, int, str]]:
        """Return number, year and body of every move of a report since they were compared."""
        rows: list[tuple[int, int, str]] = self.db.execute("SELECT id, year, body_id FROM moved").fetchall()
        return rows

    def forget_moves(self, until: int) -> None:
        """Forget the moves up to a number, for they were looked at."""
        self.db.execute("DELETE FROM moved WHERE id <= ?", [until])

    def sketches(self, edition_ids: Collection[int]) -> dict[int, tuple[int, bytes]]:
        """Return the sketches that are kept of some editions, each with the version of what made it, by edition."""
        rows = self.db.execute(
            """SELECT edition_id, version, sketch FROM sketches
               WHERE edition_id IN (SELECT value FROM json_each(?))""",
            [to_json(list(edition_ids))],
        )
        return {edition: (version, sketch) for edition, version, sketch in rows}

    def save_sketches(self, sketches: Iterable[tuple[int, int, bytes]]) -> None:
        """Keep sketches, each with its edition and the version of what made it, in place of those before."""
        with self.transaction():
            self.db.conn.executemany(
                "INSERT OR REPLACE INTO sketches (edition_id, version, sketch) VALUES (?, ?, ?)", sketches
            )

    def sketches_of_year(self, year: int, bodies: Collection[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield the sketches that are kept of the judged reports of a year, by body; of some bodies, if given."""
        rows = self.db.execute(
            f"""SELECT editions.body_id, sketch FROM editions JOIN sketches ON sketches.edition_id = editions.id
                WHERE editions.year = :year AND editions.current = 1
                AND {within("body_id", bodies)}""",  # noqa: S608 - our own words
            {"year": year, "body_id": among(bodies)},
        )
        yield from rows

    def common_words(self, year: int, place: str) -> tuple[bytes, int]:
        """Return the hashes that are common in a place and year, and how many reports were counted."""
        row = self.db.execute(
            "SELECT hashes, reports FROM common_words WHERE year = ? AND place = ?", [year, place]
        ).fetchone()
        return row or (b"", 0)

    def save_common_words(self, common: Iterable[tuple[int, str, bytes, int]]) -> None:
        """Keep what is common, by year and place, with the number of reports counted, in place of what was."""
        self.db.conn.executemany(
            "INSERT OR REPLACE INTO common_words (year, place, hashes, reports) VALUES (?, ?, ?, ?)", common
        )

    def forget_vocabulary(self) -> None:
        """Forget which words are common, and all bands."""
        self.db.execute("DELETE FROM common_words")
        self.db.execute("DELETE FROM bands")

    def bands(self, year: int, bodies: Collection[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield the bands that are kept of the reports of a year, by body; of some bodies, if given."""
        some = within("body_id", bodies)
        rows = self.db.execute(
            f"SELECT body_id, numbers FROM bands WHERE year = :year AND {some}",  # noqa: S608 - our own words
            {"year": year, "body_id": among(bodies)},
        )
        yield from rows

    def save_bands(self, year: int, bands: Iterable[tuple[str, bytes]]) -> None:
        """Keep the bands of reports of a year, in place of what was."""
        self.db.conn.executemany(
            f"INSERT OR REPLACE INTO bands (year, body_id, numbers) VALUES ({int(year)}, ?, ?)",  # noqa: S608 - a number
            bands,
        )

    def words_of(self, body_id: str, year: int) -> dict[str, str]:
        """Return the texts of the sections of the report that is judged, by number; empty where a picture was read."""
        rows = self.db.execute(
            """SELECT number, sections.text FROM editions JOIN sections ON sections.edition_id = editions.id
               WHERE body_id = ? AND year = ? AND current = 1
               AND NOT EXISTS (SELECT 1 FROM notes WHERE edition_id = editions.id AND code = 'text_by_ocr')""",
            [body_id, year],
        )
        return dict(rows.fetchall())

    def figures(self, edition_ids: Collection[int], cells: Collection[str]) -> dict[int, dict[str, Decimal]]:
        """Return the values of some cells of some editions that were read from text, or inferred, by edition."""
        rows = self.db.execute(
            """SELECT edition_id, cell_names.name, value FROM cells JOIN cell_names ON cell_names.id = cells.cell
               WHERE edition_id IN (SELECT value FROM json_each(:editions))
                   AND cell IN (SELECT id FROM cell_names WHERE name IN (SELECT value FROM json_each(:cells)))
                   AND value IS NOT NULL AND status IN ('read', 'inferred') AND NOT ocr""",
            {"editions": to_json(list(edition_ids)), "cells": to_json(list(cells))},
        )
        found: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
        for edition, cell, value in rows:
            found[edition][cell] = Decimal(value)
        return found

    def notes_of_code(self, code: str) -> list[tuple[str, int, Note]]:
        """Return the notes with a code on reports of listed bodies, with body and year."""
        rows = self._rows(
            """SELECT DISTINCT editions.body_id, editions.year, notes.code, message, message_en, place
               FROM notes JOIN editions ON editions.id = notes.edition_id
               JOIN bodies ON bodies.id = editions.body_id AND bodies.listed
               WHERE notes.code = ? ORDER BY editions.year, editions.body_id""",
            [code],
        )
        return [(row.pop("body_id"), row.pop("year"), Note(**row)) for row in rows]

    def bodies_by_year(self) -> dict[int, int]:
        """Return of how many listed bodies a report is known, by year."""
        rows = self.db.execute(
            """SELECT year, count(DISTINCT body_id) FROM editions
               JOIN bodies ON bodies.id = editions.body_id AND bodies.listed GROUP BY year"""
        )
        return dict(rows.fetchall())

    def compared(self) -> dict[int, str]:
        """Return what the comparison of every year rested on when it was made last (a hash), by year."""
        rows = self.db.execute("SELECT CAST(substr(key, 11) AS INTEGER), value FROM meta WHERE key LIKE 'portfolio %'")
        return dict(rows.fetchall())

    def set_compared(self, year: int, mark: str) -> None:
        """Record what the comparison of a year rested on."""
        self.db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [f"portfolio {year}", mark])

    def peers_told(self, year: int) -> dict[str, str]:
        """Return what was found last of the figures of every report of a year among those of its peers, by body."""
        return dict(self.db.execute("SELECT body_id, peers FROM comparisons WHERE year = ?", [year]).fetchall())

    def comparisons(self, year: int, bodies: Collection[str]) -> dict[str, Comparison]:
        """Return what the rules of the portfolio said last of the reports of a year of some bodies."""
        some = within("body_id", bodies)
        rows = self._rows(
            f"SELECT * FROM comparisons WHERE year = :year AND {some}",  # noqa: S608 - our own words
            {"year": year, "body_id": among(bodies)},
        )
        return {
            row["body_id"]: Comparison(
                **{
                    **row,
                    "counts": json.loads(row["counts"]),
                    "outcomes": tuple(map(tuple, json.loads(row["outcomes"]))),
                    "changes": json.loads(row["changes"]),
                }
            )
            for row in rows
        }

    def save_comparison(self, comparison: Comparison) -> None:
        """Record what the rules of the portfolio said, in place of what they said before."""
        self.db.execute(
            """INSERT OR REPLACE INTO comparisons
                   (body_id, year, edition_id, mark, peers, rules, changes, counts, outcomes)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                comparison.body_id, comparison.year, comparison.edition_id, comparison.mark,
                comparison.peers, comparison.rules,
                to_json(dict(comparison.changes)), to_json(dict(comparison.counts)), to_json(comparison.outcomes),
            ],
        )  # fmt: skip

    def forget_comparison(self, body_id: str, year: int) -> None:
        """Forget what the rules of the portfolio said of a report that is not judged any more."""
        self.db.execute("DELETE FROM comparisons WHERE body_id = ? AND year = ?", [body_id, year])
