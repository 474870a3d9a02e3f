"""Looking into the ledger with Datasette: read-only, on this machine only, with described tables and ready queries."""

import json
import os
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from config.errors import UserError
from config.workspace import Workspace
from reports.store import Store
from reports.store.document import comments, hidden_tables, queries

LOOPBACK = "127.0.0.1"
PORT = 8001


def metadata(office: str) -> dict[str, Any]:
    """Return what Datasette is told about the ledger: titles, meanings of tables and columns, queries."""
    tables: dict[str, Any] = {
        name: {"description": said["table"], "columns": {key: text for key, text in said.items() if key != "table"}}
        for name, said in comments().items()
    }
    tables |= {name: {"hidden": True} for name in hidden_tables()}
    title = f"{office}：年报督办台账"
    return {"title": title, "databases": {"duban": {"title": title, "tables": tables, "queries": queries()}}}


def serve(workspace: Workspace, *, port: int = PORT) -> None:
    """Show the ledger in Datasette until it is stopped.

    Raises:
        UserError: Datasette is not installed, or there is no ledger yet.
    """
    if find_spec("datasette") is None:
        raise UserError("duban serve needs Datasette: install the extra with `pip install 'duban[explore]'`")
    if not workspace.database.is_file():
        raise UserError(f"{workspace.database} is not there yet: run `duban check` first")
    Store.open(workspace.database).close()
    from datasette.cli import cli  # noqa: PLC0415 - an extra

    with TemporaryDirectory(prefix="duban-") as folder:
        described = Path(folder) / "metadata.json"
        described.write_text(json.dumps(metadata(workspace.settings.office), ensure_ascii=False), encoding="utf-8")
        cli(_arguments(workspace.database, described, port), standalone_mode=False)


def _arguments(database: Path, described: Path, port: int) -> list[str]:
    """Return what Datasette is started with: it opens a database read-only, and sees what a crawl adds meanwhile."""
    unchanging = not os.access(database.parent, os.W_OK)
    return [
        *("serve", *(["--immutable"] if unchanging else []), str(database)),
        *("--host", LOOPBACK, "--port", str(port), "--metadata", str(described)),
        *("--setting", "allow_download", "off"),
    ]
