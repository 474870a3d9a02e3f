"""Writing `docs/schema.md` from the schema and its comments: `python -m reports.store.document [FILE]`."""

import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from tomllib import loads
from typing import Any

from sqlite_utils import Database

from reports.store.migrations import migrations

DEFAULT = Path("docs") / "schema.md"

_HEAD = """# The database of a workspace

`duban.sqlite` holds everything that was seen and said. Written from the schema by `python -m reports.store.document`.

Instants are ISO texts in +08:00 to the second. *Ledger time* is the real time, or `as_of` in a simulated workspace.
All tables are STRICT. The file is in WAL mode and has one writer at a time, who holds `duban.lock`, or several crawlers
who hold leases and a `duban.crawler-….lock` each; readers need none.
Schema steps that were applied are listed in `_sqlite_migrations`. The tables `_words_of_editions` and
`_words_of_findings` are the index of `duban search`: FTS5 over pairs of neighbouring characters, kept up in the
transactions that write the rows.
"""


def comments() -> dict[str, dict[str, str]]:
    """Return what every table (under `table`) and column means."""
    return loads(files("reports.store").joinpath("comments.toml").read_text(encoding="utf-8"))


def queries() -> dict[str, dict[str, str]]:
    """Return the ready queries by name, each with title, description and SQL."""
    return loads(files("reports.store").joinpath("queries.toml").read_text(encoding="utf-8"))


def hidden_tables() -> list[str]:
    """Return the tables of a new database that are of no interest to people: the index of words and its parts."""
    db = Database(memory=True, execute_plugins=False)
    migrations.apply(db)
    names = [name for name in db.table_names() if name.startswith(("_", "sqlite_"))]
    db.close()
    return names


def schema() -> dict[str, list[dict[str, Any]]]:
    """Return the columns of every table and view of a new database, as `PRAGMA table_info` tells them."""
    db = Database(memory=True, execute_plugins=False)
    migrations.apply(db)
    names = [name for name in (*db.table_names(), *db.view_names()) if not name.startswith(("_", "sqlite_"))]
    found = {name: list(db.query("SELECT * FROM pragma_table_info(?)", [name])) for name in names}
    for name in names:
        references = {
            row["from"]: f"{row['table']}.{row['to']}"
            for row in db.query("SELECT * FROM pragma_foreign_key_list(?)", [name])
        }
        for column in found[name]:
            column["references"] = references.get(column["name"])
    db.close()
    return found


def document() -> str:
    """Return the text of `docs/schema.md`."""
    said = comments()
    return "\n".join(
        [_HEAD, *(line for name, columns in schema().items() for line in _table(name, columns, said[name]))]
    )


def _table(name: str, columns: list[dict[str, Any]], said: Mapping[str, str]) -> Iterator[str]:
    yield f"## {name}\n\n{said['table']}\n\n| column | type | meaning |\n|---|---|---|"
    for column in columns:
        yield f"| `{column['name']}` | {_type(column)} | {said[column['name']]} |"
    yield ""


def _type(column: Mapping[str, Any]) -> str:
    words = [column["type"].lower() or "text"]
    if column["pk"]:
        words.append("key")
    elif column["notnull"]:
        words.append("not null")
    if column["references"]:
        words.append(f"→ {column['references']}")
    return ", ".join(words)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    target.write_text(document(), encoding="utf-8", newline="\n")
