"""The views tell people what status, ledger and reports tell, and nothing that is not proven."""

from datetime import date

import pytest

from config.forms import cell_ids
from config.workspace import Workspace
from reports.decisions.decide import Decision, decide
from reports.ledger import evaluate
from reports.status import COUNTED, body_years
from reports.store import RunState, Store
from tests.reports.ledger_samples import COUNTY, FINANCE, TOWN, Desk, day, make_workspace, paper

D1, D2, D3 = day("2025-02-10"), day("2025-02-12"), day("2025-02-14")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A town that published late, a county with a wrong sum that is waived, a bureau that is missing."""
    workspace = make_workspace(tmp_path_factory.mktemp("views") / "office")
    pages = {
        "1": paper(TOWN, 2024, {"t3.received.total": 7, "t3.received.company": 7}, date="2025-02-05"),
        "2": paper(COUNTY, 2024, {"t4.review.total": 3}, date="2025-02-01"),
    }
    with Store.open(workspace.database, write=True) as store:
        for as_of in (D1, D2):
            Desk(store, workspace).crawl(as_of, pages)
            evaluate(store, workspace, as_of=as_of)
        (row,) = [row for row in store.open_findings(bodies=["gov"]) if row.finding.rule == "A104"]
    decide(workspace, row.public_id, Decision("waiver", "口径不同", "张三", D2.date(), date(2025, 12, 31)))
    workspace = Workspace.open(workspace.root)
    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).visit(D3, pages, state=RunState.BLOCKED)
        evaluate(store, workspace, as_of=D3)
    return workspace.root


def rows(root, sql):
    with Store.open(root / "duban.sqlite") as store:
        return [*store.db.query(sql)]


def test_status_tells_what_the_command_tells(root):
    workspace = Workspace.open(root)
    with Store.open(workspace.database) as store:
        told = {
            (each.id, each.year): (
                each.state.value,
                each.due and each.due.isoformat(),
                each.published and each.published.isoformat(),
                each.days_late,
                *(each.findings[name] for name in COUNTED[:4]),
            )
            for each in body_years(store, workspace, as_of=D3)
        }
    shown = {
        (row["body_id"], row["year"]): tuple(
            row[name] for name in ("state", "due", "published", "days_late", "errors", "warnings", "hints", "to_review")
        )
        for row in rows(root, "SELECT * FROM status")
    }
    assert shown == told


def test_late_missing_and_sources(root):
    assert [(r["body"], r["published"], r["days_late"]) for r in rows(root, "SELECT * FROM late")] == [
        (TOWN, "2025-02-05", 5)
    ]
    assert [(r["body"], r["days_overdue"]) for r in rows(root, "SELECT * FROM missing")] == [(FINANCE, 14)]
    (source,) = rows(root, "SELECT * FROM source_health")
    assert (source["state"], source["last_run"][:10], source["last_accepted"][:10], source["bodies"]) == (
        "blocked",
        "2025-02-14",
        "2025-02-12",
        3,
    )


def test_open_findings_mark_what_is_waived(root):
    shown = rows(root, "SELECT * FROM open_findings")
    marked = {(each["body"], each["rule"]): (each["waived_by"], each["waived_because"]) for each in shown}
    assert marked.pop((COUNTY, "A104")) == ("张三", "口径不同")
    assert marked
    assert set(marked.values()) == {(None, None)}


@pytest.mark.parametrize("table", ["t2", "t3", "t4"])
def test_every_cell_of_the_form_stands_in_its_row_and_column(root, table):
    shown = {
        f"{table}.{row['line']}.{column}": row[column]
        for row in rows(root, f"SELECT * FROM cells_{table} WHERE body_id = 'town'")  # noqa: S608 - our views
        for column in row
        if column not in {"body", "body_id", "year", "form", "line", "without_value", "edition_id"}
        and row[column] is not None
    }
    expected = dict.fromkeys(cell_ids("2021", table), 0)
    assert shown == {**expected, **{k: 7 for k in ("t3.received.total", "t3.received.company") if table == "t3"}}
