"""A source that has not moved is not judged again; the ledger is the one that judging everything gives."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checks.portfolio.new_rows import NewRow
from config.workspace import Workspace
from reports.ledger import evaluate, import_files
from reports.portfolio.shared_rows import SharedRows
from reports.settling import Settling
from reports.store import RunState, Store
from tests.reports.ledger_samples import (
    COUNTY,
    FINANCE,
    HEAD,
    ROWS,
    TOWN,
    Desk,
    day,
    make_workspace,
    paper,
    read_paper,
)
from tests.reports.test_ledger import dump

FIRST, QUIET, THEN = day("2025-04-02"), day("2025-04-03"), day("2025-04-04")
PAGES = {"1": paper(FINANCE, 2024, date="2025-01-09"), "2": paper(COUNTY, 2024, date="2025-01-20")}
CHANGED = paper(FINANCE, 2024, {"t4.review.total": 5}, date="2025-01-09")
FUTURE = paper(FINANCE, 2024, date="2025-04-04")
Event = Callable[[Desk, Path], Desk]


def quiet(desk: Desk, _: Path) -> Desk:
    return desk


def crawled(pages: dict[str, bytes], **details: object) -> Event:
    def event(desk: Desk, _: Path) -> Desk:
        desk.crawl(THEN, pages, **details)
        return desk

    return event


def entered_by_hand(desk: Desk, folder: Path) -> Desk:
    (folder / "town.json").write_bytes(paper(TOWN, 2024, date="2025-02-01"))
    with ThreadPoolExecutor(1) as executor:
        found = {"who": "王", "executor": executor, "read": read_paper}
        import_files(desk.store, desk.workspace, [folder / "town.json"], as_of=THEN, **found)
    return desk


def written(name: str, text: str) -> Event:
    def event(desk: Desk, _: Path) -> Desk:
        (desk.workspace.root / name).write_text(text, "utf-8")
        return Desk(desk.store, Workspace.open(desk.workspace.root))

    return event


TOML = "simulated = true\nfirst_year = 2024\n"
OFF = f"{TOML}[rules.T102]\noff = true\nreason = '正在核对'\n"
LOCAL = "[[local]]\nkind = 'township'\nyear = 2024\ndate = 2025-05-01\nsource = '县发〔2024〕1号'\n"
EVENTS: dict[str, tuple[Event, str, bool]] = {
    "nothing, and the missing one is later by a day": (quiet, "2025-04-04", False),
    "nothing, in another report year": (quiet, "2026-01-04", False),
    "a run that saw the same": (crawled(PAGES), "2025-04-04", True),
    "a run that was not accepted": (crawled(PAGES, state=RunState.REJECTED), "2025-04-04", True),
    "a report that changed": (crawled({**PAGES, "1": CHANGED}), "2025-04-04", True),
    "a report that is gone": (crawled({"2": PAGES["2"]}), "2025-04-04", True),
    "a page that may be the missing report": (crawled({**PAGES, "3": paper(None, None)}), "2025-04-04", True),
    "a file entered by hand": (entered_by_hand, "2025-04-04", True),
    "a rule switched off": (written("duban.toml", OFF), "2025-04-04", False),
    "a local day": (written("deadlines.toml", LOCAL), "2025-04-04", False),
    "another registry": (written("bodies.csv", HEAD + ROWS.replace("town,", "town2,")), "2025-04-04", False),
    "a body that is no longer listed": (written("bodies.csv", HEAD + ROWS.partition("town,")[0]), "2025-04-04", False),
}
"""What happens, on which day it is judged, and whether it is a record of the source, which moves it."""


def ledger_after(root: Path, event: Event, at: str, *, remembered: bool) -> tuple[list[object], str, bool]:
    """Play a quiet day and then an event; without memory everything is judged on each day.

    Returns what was told, the ledger, and whether the event moved the source.
    """
    workspace = make_workspace(root / "office")
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, workspace)
        desk.crawl(day("2025-04-01"), PAGES)
        desk.crawl(FIRST, PAGES)
        told = [evaluate(store, workspace, as_of=FIRST), evaluate(store, workspace, as_of=QUIET)]
        settled = store.db["settled"].count
        desk = event(desk, root)
        moved = store.db["settled"].count < settled
        if not remembered:
            store.db.execute("DELETE FROM settled")
        told.append(evaluate(store, desk.workspace, as_of=day(at)))
        ledger = repr({**dump(store), "settled": None})
        return told, re.sub(r"fetched_at\W+[\d:T+-]+", "", ledger), moved


@pytest.mark.parametrize("name", EVENTS)
def test_the_ledger_is_the_one_that_judging_everything_gives(tmp_path: Path, name: str) -> None:
    event, at, moves = EVENTS[name]
    for folder in ("with", "without"):
        (tmp_path / folder).mkdir()
    told, ledger, moved = ledger_after(tmp_path / "with", event, at, remembered=True)
    assert (told, ledger) == ledger_after(tmp_path / "without", event, at, remembered=False)[:2]
    assert moved == moves


def test_a_report_that_shows_a_day_to_come_is_judged_until_it_has_come(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).crawl(FIRST, {**PAGES, "3": paper(TOWN, 2024, date="2025-04-04")})
        counts = []
        for as_of in (FIRST, QUIET, THEN):
            evaluate(store, workspace, as_of=as_of)
            counts.append(store.db["settled"].count)
    assert counts == [0, 0, 1]


def test_a_settled_source_asks_for_no_sighting(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).crawl(FIRST, PAGES)
        evaluate(store, workspace, as_of=FIRST)
        asked: list[str] = []
        store.db.conn.set_trace_callback(asked.append)
        evaluate(store, workspace, as_of=QUIET)
    assert asked
    assert not [statement for statement in asked if "sightings" in statement]


def test_where_many_reports_come_to_share_a_row_every_source_is_judged(tmp_path: Path) -> None:
    """The row is held against nobody then, also where it was printed by bodies of sources that have not moved."""
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).crawl(FIRST, PAGES)
        evaluate(store, workspace, as_of=FIRST)
        (source,) = workspace.registry.sources()
        rows = SharedRows(store)
        assert Settling(store, workspace, QUIET, rows).settled_years(source)
        rows.rows = (NewRow(2024, "涉及工作秘密", 6, 6),)
        assert Settling(store, workspace, QUIET, rows).settled_years(source) is None
