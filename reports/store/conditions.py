"""Conditions of statements, put together so that each is a search of an index.

One statement for every case, `:year IS NULL OR year = :year`, makes SQLite read the whole table in all of them.
"""

from collections.abc import Collection

from reports.store.values import to_json


def equal(**columns: object) -> str:
    """Return the condition that columns have the values of these names, leaving out those that are None."""
    return " AND ".join(f"{name} = :{name}" for name, value in columns.items() if value is not None) or "TRUE"


def within(column: str, values: Collection[str] | None) -> str:
    """Return the condition that a column has one of the values given as `among(values)` under its name; None is any."""
    search = f"{column} IN (SELECT value FROM json_each(:{column}))"  # noqa: S608 - a name of a column
    return "TRUE" if values is None else search


def among(values: Collection[str] | None) -> str | None:
    """Return the values of `within` as they are bound."""
    return None if values is None else to_json(sorted(values))
