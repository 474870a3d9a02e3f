"""What is kept for seeing reports beside each other: their words as sketches, and what was said last."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from checks.model import Note
from reports.store.connection import Connection
from reports.store.records import Comparison, Shown
from reports.store.values import to_json


class Portfolio(Connection):
    """The part of the store that the rules of the portfolio work with."""

    def shown_reports(self) -> list[Shown]:
        """Return the reports that are judged of all listed bodies, by year and body."""
        rows = self.db.execute(
            """SELECT editions.body_id, editions.year, editions.id,
                      iif(EXISTS (SELECT 1 FROM editions AS before WHERE before.body_id = editions.body_id
                                  AND before.year = editions.year AND before.first_seen < editions.first_seen),
                          NULL, evaluations.published) AS published,
                      editions.forms, captures.url, captures.seen_real, captures.sha256
               FROM editions JOIN bodies ON bodies.id = editions.body_id AND bodies.listed
               JOIN captures ON captures.id = editions.capture_id
               LEFT JOIN evaluations ON evaluations.body_id = editions.body_id AND evaluations.year = editions.year
               WHERE editions.current = 1 ORDER BY editions.year, editions.body_id"""
        )
        return [
            Shown(body, year, edition, date.fromisoformat(day) if day else None, *more)
            for body, year, edition, day, *more in rows
        ]

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

    def words_of(self, edition_id: int) -> dict[str, str]:
        """Return the texts of the sections of an edition by number; empty where a picture was read."""
        rows = self.db.execute(
            """SELECT number, text FROM sections WHERE edition_id = :id
               AND NOT EXISTS (SELECT 1 FROM notes WHERE edition_id = :id AND code = 'text_by_ocr')""",
            {"id": edition_id},
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

    def comparisons(self, year: int) -> dict[str, Comparison]:
        """Return what the rules of the portfolio said last of the reports of a year, by body."""
        rows = self._rows("SELECT * FROM comparisons WHERE year = ?", [year])
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
                   (body_id, year, edition_id, mark, rules, changes, counts, outcomes)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                comparison.body_id, comparison.year, comparison.edition_id, comparison.mark, comparison.rules,
                to_json(dict(comparison.changes)), to_json(dict(comparison.counts)), to_json(comparison.outcomes),
            ],
        )  # fmt: skip

    def forget_comparison(self, body_id: str, year: int) -> None:
        """Forget what the rules of the portfolio said of a report that is not judged any more."""
        self.db.execute("DELETE FROM comparisons WHERE body_id = ? AND year = ?", [body_id, year])
