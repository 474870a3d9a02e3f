"""The tables: what the published schema says, in CSV what RFC 4180 says, and nothing outside the scope."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from config.errors import UserError
from config.workspace import Workspace
from reports.exports import Wish, export
from reports.exports.schema import schema_files, schema_of
from reports.exports.scope import Scope
from reports.exports.tables import COLUMNS, TableKind
from reports.store import Store
from tests.conftest import ROOT
from tests.reports.digest_ledger import SECOND_LOOK, add_finding, look, make_workspace

KINDS: tuple[TableKind, ...] = ("findings", "status", "cells")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("tables") / "w")


@pytest.fixture(scope="module")
def store(workspace: Workspace) -> Iterator[Store]:
    with Store.open(workspace.database, write=True) as opened:
        look(opened, workspace, SECOND_LOOK)
        add_finding(opened, "qh1", "青禾县财政局", SECOND_LOOK, expected=Decimal(-3), found=Decimal("0.50"))
        add_finding(opened, "qh2", "青禾县教育局", SECOND_LOOK)
        yield opened


def written(store: Store, workspace: Workspace, kind: str, wish: Wish, lang: str = "zh") -> str:
    (file,) = export(store, workspace, kind, wish, as_of=SECOND_LOOK, lang=lang)
    return b"".join(file.pieces).decode()


def rows_of(store: Store, workspace: Workspace, kind: str, scope: Scope | None = None) -> list[dict[str, str]]:
    text = written(store, workspace, kind, Wish(scope or Scope()))
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_json_meets_the_published_schema(store: Store, workspace: Workspace, kind: TableKind, lang: str) -> None:
    document = json.loads(written(store, workspace, kind, Wish(form="json"), lang))
    checker = Draft202012Validator(schema_of(kind), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert not list(checker.iter_errors(document))
    assert document["rows"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_one_and_notices_what_is_lacking(store: Store, workspace: Workspace, kind: TableKind) -> None:
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    document = json.loads(written(store, workspace, kind, Wish(form="json")))
    first = document["rows"][0]
    for name in schema["properties"]["rows"]["items"]["required"]:
        broken = {**document, "rows": [{key: value for key, value in first.items() if key != name}]}
        assert not Draft202012Validator(schema).is_valid(broken)
    assert not Draft202012Validator(schema).is_valid({**document, "duban": "other"})


def test_the_published_schemas_are_those_of_the_code() -> None:
    files = schema_files()
    assert {path.as_posix() for path in files} == {f"docs/schema/{kind}.json" for kind in KINDS}
    for path, text in files.items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, "run python -m reports.exports.schema"


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_of_csv_is_filled_from_the_rows(store: Store, workspace: Workspace, kind: TableKind) -> None:
    text = written(store, workspace, kind, Wish())
    assert text.startswith("\ufeff" + ",".join(COLUMNS[kind]) + "\r\n")
    assert text.count("\r\n") == text.count("\n")
    names = {
        "findings": {"id", "rule", "body_id", "place", "text", "first_seen"},
        "status": {"id", "body", "year", "state", "source_state", "reading", "error", "as_of"},
        "cells": {"body_id", "cell", "text", "status", "by"},
    }[kind]
    first = rows_of(store, workspace, kind)[0]
    assert not [name for name in names if not first[name]]


def test_numbers_stay_numbers_whatever_they_begin_with(store: Store, workspace: Workspace) -> None:
    row = next(row for row in rows_of(store, workspace, "findings") if row["body_id"] == "qh1")
    assert (row["expected"], row["found"]) == ("-3", "0.5")


def test_a_cell_of_several_readings_has_them_all_and_no_value(store: Store, workspace: Workspace) -> None:
    row = next(row for row in rows_of(store, workspace, "cells") if row["status"] == "ambiguous")
    assert (row["value"], row["candidates"]) == ("", "2 20")


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        (Scope(), ["qh1", "qh2", "yl1"]),
        (Scope(body="青禾县教育局"), ["qh2"]),
        (Scope(office="qh1"), ["qh1"]),
        (Scope(office="qh1", body="qh2"), []),
        (Scope(year=2024), []),
        (Scope(year=2025), ["qh1", "qh2", "yl1"]),
    ],
    ids=str,
)
def test_only_what_is_asked_for(store: Store, workspace: Workspace, scope: Scope, ids: list[str]) -> None:
    assert {row["id"] for row in rows_of(store, workspace, "status", scope)} == set(ids)
    assert {row["body_id"] for row in rows_of(store, workspace, "findings", scope)} == set(ids) - {"yl1"}


def test_a_body_that_nobody_knows_is_refused(store: Store, workspace: Workspace) -> None:
    with pytest.raises(UserError, match="no body '云麓县' in the registry"):
        export(store, workspace, "status", Wish(Scope(body="云麓县")), as_of=SECOND_LOOK, lang="zh")


def test_reports_that_wait_to_be_judged_are_not_exported(tmp_path: Path) -> None:
    waiting = make_workspace(tmp_path / "w")
    with Store.open(waiting.database, write=True) as opened:
        look(opened, waiting, SECOND_LOOK)
        opened.db.execute("DELETE FROM evaluations")
        with pytest.raises(UserError, match="run `duban check` first"):
            export(opened, waiting, "status", Wish(), as_of=SECOND_LOOK, lang="zh")
