"""Captures and what they became: editions with their sightings, cells, sections, dates and notes."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from checks.model import Cell, CellStatus, DateSource, DateWitness, Note, Report, Section
from config import clock
from config.forms import FORM_IDS, cell_ids
from config.kinds import Kind
from reports.store.conditions import among, equal, within
from reports.store.records import (
    DOUBTFUL,
    FAILED,
    CaptureRow,
    CaptureState,
    Content,
    EditionRow,
    Printed,
    Sighting,
    Verdict,
)
from reports.store.values import instant, parse_instant, to_json
from reports.store.words import FullText

TABLES = ("t2", "t3", "t4")
_CELL_COLUMNS = "cell, status, value, text, place, by, how, candidates, unit"
_STATUSES = {status.value: status for status in CellStatus}

_CAPTURES = "SELECT * FROM captures"
_WHOLE = """NOT (EXISTS (SELECT 1 FROM page_pictures WHERE visit_id = captures.visit_id)
    AND EXISTS (SELECT 1 FROM frontier JOIN runs ON runs.id = frontier.run_id WHERE run_id = captures.run_id
                AND frontier.state = 'pending' AND role = 'picture' AND runs.state = 'running'))"""
_OF_CAPTURE = {"url": "url", "sha256": "sha256", "fetched_at": "seen_real AS fetched_at", "who": "who"}
_EDITIONS = f"""
    SELECT {", ".join(f"editions.{name}" for name in EditionRow.__slots__ if name not in _OF_CAPTURE)},
           {", ".join(f"captures.{column}" for column in _OF_CAPTURE.values())}
    FROM editions JOIN captures ON captures.id = editions.capture_id"""  # noqa: S608 - our own names
"""Without the text, which is most of the row."""


class Editions(FullText):
    """The part of the store that holds what was read."""

    def unread_captures(self) -> list[CaptureRow]:
        """Return the captures that were not read yet, oldest first.

        A page whose run still has pictures to ask for waits for them.
        """
        return [_capture(row) for row in self._rows(f"{_CAPTURES} WHERE state = 'unread' AND {_WHOLE} ORDER BY id")]

    def captures(
        self, *, source: str | None = None, run_id: int | None = None, state: CaptureState | None = None
    ) -> list[CaptureRow]:
        """Return the captures of a source, of a run, in a state; without any of them all, oldest first."""
        asked = {"source": source, "run_id": run_id, "state": state.value if state else None}
        rows = self._rows(f"{_CAPTURES} WHERE {equal(**asked)} ORDER BY id", asked)
        return [_capture(row) for row in rows]

    def capture(self, capture_id: int) -> CaptureRow:
        """Return one capture by its id, which must exist."""
        return _capture(self._rows(f"{_CAPTURES} WHERE id = ?", [capture_id])[0])

    def captures_of_payload(self, sha256: str) -> list[CaptureRow]:
        """Return the captures that showed some bytes, oldest first."""
        return [_capture(row) for row in self._rows(f"{_CAPTURES} WHERE sha256 = ? ORDER BY id", [sha256])]

    def add_file(
        self,
        *,
        sha256: str,
        size: int,
        url: str,
        seen: datetime,
        who: str,
        said_body: str | None = None,
        said_year: int | None = None,
    ) -> tuple[int, bool]:
        """Record a file entered by hand, whose payload is archived, as a capture to read.

        Args:
            sha256: of its payload.
            size: of its payload in bytes.
            url: where it was saved from.
            seen: when it was saved.
            who: who enters it.
            said_body: the id of the body it is said to belong to.
            said_year: the report year it is said to be of.

        Returns:
            The id of the capture and whether it is to be read: the same content from the same address is entered once,
            unless it led to no edition and something else is said of it now.
        """
        known = self._row(
            "SELECT * FROM captures WHERE sha256 = ? AND url = ? AND who IS NOT NULL AND run_id IS NULL", [sha256, url]
        )
        said = {"said_body": said_body, "said_year": said_year}
        if known:
            if known["state"] == CaptureState.EDITION or said == {name: known[name] for name in said}:
                return known["id"], False
            self.db.execute(
                "UPDATE captures SET said_body = ?, said_year = ?, state = 'unread' WHERE id = ?",
                [said_body, said_year, known["id"]],
            )
            return known["id"], True
        now = instant(clock.now())
        with self.transaction():
            self.db.execute(
                """INSERT INTO payloads (sha256, size, first_stored) VALUES (?, ?, ?)
                   ON CONFLICT (sha256) DO UPDATE SET pruned_at = NULL WHERE pruned_at IS NOT NULL""",
                [sha256, size, now],
            )
            values = {"url": url, "sha256": sha256, "seen": instant(seen), "seen_real": now, "who": who, **said}
            return self._insert("captures", values), True

    def as_before(self, capture: CaptureRow, hints: str) -> CaptureRow | None:
        """Return the newest capture of the same payload at the same address that was read with the same hints."""
        before = self._row(
            "SELECT * FROM captures WHERE sha256 = ? AND url = ? AND hints = ? ORDER BY id DESC LIMIT 1",
            [capture.sha256, capture.url, hints],
        )
        return None if before is None or before["state"] in FAILED else _capture(before)

    def settle_as_before(self, capture: CaptureRow, before: CaptureRow, hints: str) -> None:
        """Give a capture what another one of the same payload gave."""
        with self.transaction():
            editions = self._rows("SELECT edition_id FROM sightings WHERE capture_id = ?", [before.id])
            self.forget_sightings(capture.id)
            for row in editions:
                self.add_sighting(row["edition_id"], capture)
            self.settle_capture(capture.id, before.verdict, hints)

    def settle_capture(self, capture_id: int, verdict: Verdict, hints: str) -> None:
        """Record what became of a capture and the hints (their hash) it was read with."""
        self.db.execute(
            "UPDATE captures SET state = ?, reason = ?, reason_en = ?, body = ?, year = ?, hints = ? WHERE id = ?",
            [verdict.state.value, verdict.reason, verdict.reason_en, verdict.body, verdict.year, hints, capture_id],
        )

    def save_edition(self, capture: CaptureRow, body_id: str, report: Report, content: Content) -> tuple[int, bool]:
        """Record that a capture shows this report of a body, and return the id of the edition and whether it is new.

        A known content gains a sighting and the witnesses of dates it did not have.
        """
        with self.transaction():
            edition_id = self._value(
                "SELECT id FROM editions WHERE body_id = ? AND year = ? AND content_hash = ?",
                [body_id, report.year, content.hash],
            )
            new = edition_id is None
            if new:
                edition_id = self._insert_edition(capture, body_id, report, content)
            else:
                self.db.execute("UPDATE editions SET reader = ? WHERE id = ?", [content.reader, edition_id])
            self.add_sighting(edition_id, capture)
            self._add_dates(edition_id, capture.id, report.dates)
        return edition_id, new

    def add_sighting(self, edition_id: int, capture: CaptureRow) -> None:
        """Record that a capture shows an edition that is known."""
        with self.transaction():
            self.db.execute(
                """INSERT INTO sightings (edition_id, capture_id, run_id, seen) VALUES (?, ?, ?, ?)
                   ON CONFLICT DO NOTHING""",
                [edition_id, capture.id, capture.run_id, instant(capture.seen)],
            )
            self.db.execute(
                """UPDATE editions SET last_seen = max(last_seen, :seen), last_seen_real = max(last_seen_real, :real)
                   WHERE id = :id""",
                {"seen": instant(capture.seen), "real": instant(capture.seen_real), "id": edition_id},
            )

    def shown_by(self, capture_id: int) -> list[tuple[str, int]]:
        """Return the bodies and years of the editions that a capture shows."""
        rows = self._rows(
            """SELECT DISTINCT body_id, year FROM sightings JOIN editions ON editions.id = edition_id
               WHERE sightings.capture_id = ? ORDER BY body_id, year""",
            [capture_id],
        )
        return [(row["body_id"], row["year"]) for row in rows]

    def forget_sightings(self, capture_id: int) -> list[tuple[str, int]]:
        """Forget what a capture shows, before it is read anew; return the bodies and years of what it showed."""
        shown = self.shown_by(capture_id)
        if shown:
            self.db.execute("DELETE FROM sightings WHERE capture_id = ?", [capture_id])
        return shown

    def hints_of_captures(self) -> dict[int, str]:
        """Return the hints (their hash) that every capture was read with, by its id."""
        return {row["id"]: row["hints"] for row in self._rows("SELECT id, hints FROM captures WHERE hints IS NOT NULL")}

    def clear_current(self, body_id: str, year: int) -> None:
        """Judge no edition of a body and year any more: none is known to be its report."""
        self.db.execute("UPDATE editions SET current = 0 WHERE body_id = ? AND year = ? AND current", [body_id, year])

    def set_current(self, body_id: str, year: int, edition_id: int) -> bool:
        """Make an edition the one that is judged; False when it was already."""
        current = self._value("SELECT id FROM editions WHERE body_id = ? AND year = ? AND current = 1", [body_id, year])
        if current == edition_id:
            return False
        with self.transaction():
            self.db.execute("UPDATE editions SET current = 0 WHERE id = ?", [current])
            self.db.execute("UPDATE editions SET current = 1 WHERE id = ?", [edition_id])
        return True

    def editions(self, body_id: str | None = None, year: int | None = None) -> list[EditionRow]:
        """Return the editions of a body, of a year, or all, by body and year, oldest first."""
        asked = {"body_id": body_id, "year": year}
        found = f"SELECT * FROM ({_EDITIONS}) WHERE {equal(**asked)}"  # noqa: S608 - our own conditions
        rows = self._rows(f"{found} ORDER BY body_id, year, first_seen, id", asked)
        return [_edition(row) for row in rows]

    def current_editions(self) -> list[EditionRow]:
        """Return the editions that are judged, by body and year."""
        rows = self._rows(f"{_EDITIONS} WHERE current = 1 ORDER BY body_id, editions.year")
        return [_edition(row) for row in rows]

    def editions_of(self, bodies: Collection[str]) -> dict[int, EditionRow]:
        """Return the editions of some bodies by id."""
        rows = self._rows(f"{_EDITIONS} WHERE {within('body_id', bodies)}", {"body_id": among(bodies)})
        return {row["id"]: _edition(row) for row in rows}

    def edition(self, edition_id: int) -> EditionRow:
        """Return one edition by its id, which must exist."""
        return _edition(self._rows(f"{_EDITIONS} WHERE editions.id = ?", [edition_id])[0])

    def current_edition(self, body_id: str, year: int) -> EditionRow | None:
        """Return the edition of a body and year that is judged; None when there is none."""
        row = self._row(f"{_EDITIONS} WHERE body_id = ? AND editions.year = ? AND current = 1", [body_id, year])
        return _edition(row) if row else None

    def sightings(self, body_id: str, *, year: int | None = None, until: datetime | None = None) -> list[Sighting]:
        """Return every sighting of any edition of a body, of a year if given, up to an instant, oldest first."""
        return self.sightings_of([body_id], year=year, until=until)[body_id]

    def sightings_of(
        self, bodies: Collection[str], *, year: int | None = None, until: datetime | None = None
    ) -> dict[str, list[Sighting]]:
        """Return for each of some bodies what `sightings` returns."""
        some = f"{within('body_id', bodies)} AND {equal(year=year)}"
        asked = f"SELECT id, body_id, year FROM editions WHERE {some}"  # noqa: S608 - our own conditions
        rows = self._rows(
            f"""SELECT asked.body_id, asked.year, sightings.edition_id, sightings.run_id, sightings.seen,
                       captures.id AS capture_id, captures.url, captures.sha256, captures.who
                FROM ({asked}) AS asked JOIN sightings ON sightings.edition_id = asked.id
                JOIN captures ON captures.id = sightings.capture_id
                WHERE sightings.seen <= :until ORDER BY sightings.seen, captures.id""",  # noqa: S608 - as above
            {"body_id": among(bodies), "year": year, "until": instant(until) if until else "9999"},
        )
        found: dict[str, list[Sighting]] = {body_id: [] for body_id in bodies}
        for row in rows:
            found[row.pop("body_id")].append(Sighting(**{**row, "seen": parse_instant(row["seen"])}))
        return found

    def doubtful_captures(self, source: str) -> list[CaptureRow]:
        """Return the captures of a source that may be the report of any body: see `DOUBTFUL`."""
        rows = self._rows(f"{_CAPTURES} WHERE source = ? AND state <> 'edition' ORDER BY id", [source])
        return [_capture(row) for row in rows if row["state"] in DOUBTFUL]

    def load_report(self, edition_id: int) -> Report:
        """Return the report of an edition as it was read, with every witness of its dates."""
        row = self._rows("SELECT * FROM editions WHERE id = ?", [edition_id])[0]
        forms = json.loads(row["forms"])
        return Report(
            source=row["document"],
            body=row["body"],
            kind=Kind(row["kind"]) if row["kind"] else None,
            kind_source=row["kind_source"],
            year=row["year"],
            title=row["title"],
            form=row["form"],
            forms=forms,
            dates=self.witnesses(edition_id),
            sections=self._load_sections(edition_id),
            cells=_in_printed_order(self.load_cells(edition_id), row["form"], forms),
            notes=self._load_notes(edition_id),
            text=row["text"],
            structured=bool(row["structured"]),
        )

    def load_cells(self, edition_id: int) -> dict[str, Cell]:
        """Return the cells of an edition by id, in no order."""
        sql = f"SELECT {_CELL_COLUMNS} FROM cells_by_name WHERE edition_id = ?"  # noqa: S608 - our own names
        rows = self.db.execute(sql, [edition_id])
        return {row[0]: _cell(row) for row in rows}

    def printed_cells(self, edition_ids: Collection[int]) -> dict[int, dict[str, Printed]]:
        """Return the cells of some editions as a table shows them, by edition and cell id."""
        names = dict(self.db.execute("SELECT id, name FROM cell_names").fetchall())
        return {edition_id: self._printed(edition_id, names) for edition_id in edition_ids}

    def current_values(self, cell: str) -> dict[tuple[str, int], Decimal]:
        """Return the values of one cell that were read from text with certainty, by body and year."""
        rows = self.db.execute(
            """SELECT body_id, year, value FROM cells JOIN cell_names ON cell_names.id = cells.cell
               JOIN editions ON editions.id = cells.edition_id AND current = 1
               WHERE name = ? AND status = 'read' AND NOT ocr AND value IS NOT NULL""",
            [cell],
        )
        return {(body_id, year): Decimal(value) for body_id, year, value in rows}

    def text_of(self, edition_id: int) -> str:
        """Return the text of an edition in reading order, tables left out."""
        return str(self._value("SELECT text FROM editions WHERE id = ?", [edition_id]))

    def shown_days(self, source: str, *, until: datetime) -> list[tuple[tuple[str, int], date]]:
        """Return the days that pages of a source showed for reports, with body and year, up to an instant."""
        rows = self._rows(
            """SELECT DISTINCT e.body_id, e.year, d.date FROM dates d JOIN editions e ON e.id = d.edition_id
               JOIN captures c ON c.id = d.capture_id WHERE c.source = ? AND c.seen <= ?
               AND (d.source LIKE 'page.%' OR d.source IN ('meta.PubDate', 'list'))""",
            [source, instant(until)],
        )
        return [((row["body_id"], row["year"]), date.fromisoformat(row["date"])) for row in rows]

    def witnesses(self, edition_id: int, *, until: datetime | None = None) -> tuple[DateWitness, ...]:
        """Return every witness of the date of an edition up to an instant, also those that a later sighting brought."""
        return self.witnesses_of([edition_id], until=until)[edition_id]

    def witnesses_of(
        self, editions: Collection[int], *, until: datetime | None = None
    ) -> dict[int, tuple[DateWitness, ...]]:
        """Return for each of some editions what `witnesses` returns."""
        rows = self.db.execute(
            """SELECT edition_id, d.date, d.source, d.text, d.time FROM dates d JOIN captures c ON c.id = d.capture_id
               WHERE edition_id IN (SELECT value FROM json_each(?)) AND c.seen <= ? ORDER BY d.id""",
            [to_json(list(editions)), instant(until) if until else "9999"],
        )
        found: dict[int, list[DateWitness]] = {edition_id: [] for edition_id in editions}
        for edition_id, day, source, text, hour in rows:
            found[edition_id].append(DateWitness(date.fromisoformat(day), DateSource(source), text, hour or None))
        return {edition_id: tuple(seen) for edition_id, seen in found.items()}

    def _printed(self, edition_id: int, names: Mapping[int, str]) -> dict[str, Printed]:
        sql = "SELECT cell, status, coalesce(text, value, ''), value FROM cells WHERE edition_id = ?"
        rows = self.db.execute(sql, [edition_id])
        return {names[cell]: Printed(status, text, value) for cell, status, text, value in rows}

    def _insert_edition(self, capture: CaptureRow, body_id: str, report: Report, content: Content) -> int:
        edition_id = self._insert(
            "editions",
            {
                "body_id": body_id,
                "year": report.year,
                "content_hash": content.hash,
                "document": report.source,
                "body": report.body,
                "kind": report.kind.value if report.kind else None,
                "kind_source": report.kind_source,
                "title": report.title,
                "form": report.form,
                "forms": to_json(dict(report.forms)),
                "structured": int(report.structured),
                "text": report.text,
                "readable": int(report.readable),
                "whole": int(content.whole),
                "completeness": content.completeness,
                "reader": content.reader,
                "first_seen": instant(capture.seen),
                "first_seen_real": instant(capture.seen_real),
                "last_seen": instant(capture.seen),
                "last_seen_real": instant(capture.seen_real),
                "capture_id": capture.id,
            },
        )
        self._index_edition(edition_id, report)
        self._add_cells(edition_id, report.cells.values())
        self.db.conn.executemany(
            "INSERT INTO sections (edition_id, number, heading, text, place) VALUES (?, ?, ?, ?, ?)",
            [(edition_id, s.number, s.heading, s.text, s.place) for s in report.sections.values()],
        )
        self.db.conn.executemany(
            "INSERT INTO notes (edition_id, position, code, message, message_en, place) VALUES (?, ?, ?, ?, ?, ?)",
            [(edition_id, i, n.code, n.message, n.message_en, n.place) for i, n in enumerate(report.notes)],
        )
        return edition_id

    def _add_cells(self, edition_id: int, cells: Iterable[Cell]) -> None:
        rows = [_cell_columns(cell) for cell in cells]
        names = self._intern("cell_names", "name", [row["name"] for row in rows])
        places = self._intern("places", "text", [row["place"] for row in rows if row["place"]])
        self.db.conn.executemany(
            """INSERT INTO cells (edition_id, cell, status, value, text, place, ocr, how, candidates, unit)
               VALUES (:edition, :cell, :status, :value, :text, :place_id, :ocr, :how, :candidates, :unit)""",
            [
                {**row, "edition": edition_id, "cell": names[row["name"]], "place_id": places.get(row["place"])}
                for row in rows
            ],
        )

    def _intern(self, table: str, column: str, words: list[str]) -> dict[str, int]:
        """Return the ids of words in a table of words, adding those that are new."""
        insert = f"INSERT INTO {table} ({column}) VALUES (?) ON CONFLICT DO NOTHING"  # noqa: S608 - our own names
        self.db.conn.executemany(insert, [(word,) for word in dict.fromkeys(words)])
        select = f"SELECT {column}, id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608
        return dict(self.db.conn.execute(select, [to_json(words)]).fetchall())

    def _add_dates(self, edition_id: int, capture_id: int, dates: Iterable[DateWitness]) -> None:
        self.db.conn.executemany(
            """INSERT INTO dates (edition_id, source, date, time, text, capture_id) VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT DO NOTHING""",
            [
                (
                    edition_id,
                    witness.source.value,
                    witness.date.isoformat(),
                    witness.time or "",
                    witness.text,
                    capture_id,
                )
                for witness in dates
            ],
        )

    def _load_sections(self, edition_id: int) -> dict[str, Section]:
        rows = self._rows(
            "SELECT number, heading, text, place FROM sections WHERE edition_id = ? ORDER BY rowid", [edition_id]
        )
        return {row["number"]: Section(**row) for row in rows}

    def _load_notes(self, edition_id: int) -> tuple[Note, ...]:
        rows = self._rows(
            "SELECT code, message, message_en, place FROM notes WHERE edition_id = ? ORDER BY position", [edition_id]
        )
        return tuple(Note(**row) for row in rows)


def _in_printed_order(cells: Mapping[str, Cell], form: str | None, forms: Mapping[str, str]) -> dict[str, Cell]:
    of_table = {table: forms.get(table) or form for table in TABLES}
    printed = [name for table, known in of_table.items() if known in FORM_IDS for name in cell_ids(known, table)]
    return {name: cells[name] for name in dict.fromkeys([*printed, *cells]) if name in cells}


def _cell_columns(cell: Cell) -> dict[str, Any]:
    value = None if cell.value is None else format(cell.value, "f")
    return {
        "name": cell.id,
        "status": cell.status.value,
        "value": value,
        "text": None if cell.text == (value or "") else cell.text,
        "place": cell.place,
        "ocr": int(cell.by == "ocr"),
        "how": to_json(cell.how) if cell.how else None,
        "candidates": to_json([format(number, "f") for number in cell.candidates]) if cell.candidates else None,
        "unit": cell.unit,
    }


def _cell(row: tuple[Any, ...]) -> Cell:
    """Make a cell of the columns in `_CELL_COLUMNS`: a digest asks for half a million of them."""
    name, status, value, text, place, by, how, candidates, unit = row
    return Cell(
        id=name,
        status=_STATUSES[status],
        value=None if value is None else Decimal(value),
        text=text,
        place=place,
        by=by,
        how=tuple(json.loads(how)) if how else (),
        candidates=tuple(Decimal(number) for number in json.loads(candidates)) if candidates else (),
        unit=unit,
    )


def _capture(row: Mapping[str, Any]) -> CaptureRow:
    values = {name: row[name] for name in CaptureRow.__slots__}
    values["seen"] = parse_instant(row["seen"])
    values["seen_real"] = parse_instant(row["seen_real"])
    values["state"] = CaptureState(row["state"])
    return CaptureRow(**values)


def _edition(row: Mapping[str, Any]) -> EditionRow:
    values = {name: row[name] for name in EditionRow.__slots__}
    for name in ("fetched_at", "first_seen", "last_seen", "first_seen_real", "last_seen_real"):
        values[name] = parse_instant(row[name])
    for name in ("current", "readable", "whole"):
        values[name] = bool(row[name])
    return EditionRow(**values)
