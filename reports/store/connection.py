"""Opening the database: the writer lock, migrations, read-only access, and clear words for what is wrong with it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from config.errors import UserError
from reports.store.lock import SharedLock, WriterLock, patience
from reports.store.migrations import MIGRATIONS_TABLE, migrations

Parameters = Sequence[object] | Mapping[str, object]

BUSY_TIMEOUT = 10_000
"""Milliseconds a statement waits for another connection, for example for a reader's checkpoint."""


ROWS_AT_ONCE = 100
"""Rows of one statement; SQLite takes 32,766 values in one."""


class Connection:
    """An open database; the parts of the store add what can be asked of it."""

    def __init__(self, db: Database, path: Path, lock: WriterLock | None = None, holder: str = "") -> None:
        self.db = db
        self.holder = holder
        self._path = path
        self._lock = lock

    @classmethod
    def open(cls, path: Path, *, write: bool = False, wait: float | None = None, holder: str = "") -> Self:
        """Open the database of a workspace and bring its schema up to date.

        Reading needs no lock and works beside a writer, also on a read-only directory; a database that does not
        exist yet reads as an empty one. Writing takes the one writer lock, waiting for at most `wait` seconds, by
        default as long as `patience` says. A `holder` of leases writes together with other holders instead.

        Raises:
            UserError: the lock is held by somebody (who is named), the directory cannot be written to, or the file is
                damaged, foreign or written by a newer duban.
        """
        with clear_words(path):
            wait = patience() if wait is None else wait
            store = cls._open_to_write(path, wait, holder) if write else cls._open_to_read(path)
            try:
                store.recover()
            except BaseException:
                store.close()
                raise
        return store

    @classmethod
    def _open_to_write(cls, path: Path, wait: float, holder: str) -> Self:
        if not path.parent.is_dir():
            raise UserError(f"{path.parent}: no such directory; create the workspace first: duban init {path.parent}")
        lock = SharedLock(path.parent, holder) if holder else WriterLock(path.parent)
        lock.acquire(wait)
        try:
            db = connect(path.resolve().as_uri())
            try:
                _check_origin(db, path)
                db.execute("PRAGMA journal_mode = wal").fetchall()
                migrations.apply(db)
            except BaseException:
                db.close()
                raise
        except BaseException:
            lock.release()
            raise
        lock.open_gate()
        return cls(db, path, lock, holder)

    @classmethod
    def _open_to_read(cls, path: Path) -> Self:
        if not path.exists():
            db = connect("file::memory:")
            migrations.apply(db)
            return cls(db, path)
        db = _connect_to_read(path)
        try:
            _check_origin(db, path)
            outdated = bool(migrations.pending(db))
        except BaseException:
            db.close()
            raise
        if outdated:
            db.close()
            cls.open(path, write=True).close()
            db = _connect_to_read(path)
        return cls(db, path)

    def beside(self) -> Self:
        """Open the same database once more in the thread that calls; the lock stays with this connection.

        Only a connection that may write can do so. Neither sees what the other has not committed.
        """
        return type(self)(connect(self._path.resolve().as_uri()), self._path, holder=self.holder)

    @property
    def writable(self) -> bool:
        """Whether this connection holds the writer lock."""
        return self._lock is not None

    def writing_together(self) -> list[str]:
        """Return the holders that have the database open to write together."""
        return self._lock.writing_together() if self._lock else []

    def recover(self) -> None:
        """Settle what a killed process left open; the parts of the store that have such things extend this."""

    def close(self) -> None:
        """Close the database and give the writer lock back."""
        self.db.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError) and (words := _words_for(error)):
            raise UserError(f"{self._path}: {words}") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside happen together or not at all; for readers, show one moment.

        Who writes together with others begins as a writer: SQLite refuses to make one of a reader once others wrote.
        """
        if not self.holder or self.db.conn.in_transaction:
            with self.db.atomic():
                yield
            return
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.commit()
        except BaseException:
            self.db.rollback()
            raise

    def _rows(self, sql: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
        return list(self._each(sql, parameters))

    def _each(self, sql: str, parameters: Parameters = ()) -> Iterator[dict[str, Any]]:
        """Yield rows one by one, for those that may be a hundred thousand; read them to the end before writing."""
        cursor = self.db.conn.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def _row(self, sql: str, parameters: Parameters = ()) -> dict[str, Any] | None:
        return next(iter(self._rows(sql, parameters)), None)

    def _value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - whatever the column holds
        row = self.db.conn.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def _insert(self, table: str, values: Mapping[str, object]) -> int:
        """Insert one row and return its id; table and column names are ours, never a user's."""
        columns = ", ".join(values)
        holes = ", ".join(f":{column}" for column in values)
        sql = f"INSERT INTO {table} ({columns}) VALUES ({holes})"  # noqa: S608 - names from the code, values bound
        return int(self.db.execute(sql, dict(values)).lastrowid or 0)

    def _insert_rows(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        """Insert rows of equal length by one statement that holds `{rows}` where they stand.

        Every statement gives way to other threads; one for many rows does so once.
        """
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            holes = ", ".join([f"({', '.join('?' * len(some[0]))})"] * len(some))
            self.db.execute(statement.format(rows=holes), [value for row in some for value in row])


def connect(uri: str) -> Database:
    """Open a database by its URI as all of ours are opened.

    Raises:
        UserError: SQLite is too old.
    """
    if sqlite3.sqlite_version_info < (3, 37):
        raise UserError(
            f"SQLite {sqlite3.sqlite_version} is too old: duban needs 3.37 or newer, with Python 3.11 or newer"
        )
    db = Database(sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT / 1000), execute_plugins=False)
    db.execute("PRAGMA foreign_keys = on")
    db.execute("PRAGMA synchronous = full")
    return db


def copy_database(db: Database, path: Path) -> None:
    """Write a copy of an open database as it stands at one moment, whoever writes to it meanwhile."""
    copy = connect(path.resolve().as_uri())
    try:
        db.conn.backup(copy.conn)
    finally:
        copy.close()


def _connect_to_read(path: Path) -> Database:
    """Open read-only; where the directory forbids SQLite its side files, the file by itself if it is complete."""
    uri = path.resolve().as_uri()
    db = connect(f"{uri}?mode=ro")
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        db.close()
        journal = path.with_name(path.name + "-wal")
        if journal.exists() and journal.stat().st_size:
            raise
        return connect(f"{uri}?immutable=1")
    return db


def _check_origin(db: Database, path: Path) -> None:
    """Refuse a database that is not ours, or that a newer duban wrote."""
    applied = [migration.name for migration in migrations.applied(db)]
    if not applied and set(db.table_names()) - {MIGRATIONS_TABLE}:
        raise UserError(f"{path}: not a database of duban; move it away or choose another workspace")
    known = {step.name for step in migrations.pending(Database(memory=True, execute_plugins=False))}
    if newer := [name for name in applied if name not in known]:
        raise UserError(f"{path}: written by a newer duban (schema step {newer[-1]}); update duban to open it")


@contextmanager
def clear_words(path: Path) -> Iterator[None]:
    """Turn what is wrong with a database inside the block into a UserError that a person can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise UserError(f"{path}: {_words_for(error) or error}") from error


def _words_for(error: sqlite3.DatabaseError) -> str | None:
    """Return words for what a person can mend; None for our own mistakes."""
    text = str(error)
    if "malformed" in text or "not a database" in text:
        return f"damaged or no database ({text}); restore a backup or move the file away"
    if "full" in text or "disk I/O" in text:
        return (
            f"could not be written ({text}); free some disk space and run the command again, nothing recorded is lost"
        )
    if "unable to open" in text or "readonly" in text:
        return f"cannot be opened ({text}); check the permissions of the file and its directory"
    if "locked" in text:
        return f"in use by another program ({text}); close it and try again"
    return None
