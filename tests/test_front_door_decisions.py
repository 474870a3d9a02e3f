"""The commands by which people decide, as they and their programs meet them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from config.workspace import Workspace
from reports.ledger import evaluate, ingest
from reports.store import Store
from tests.conftest import run
from tests.reports.ledger_samples import HEAD, SITE, Desk, day, make_workspace
from tests.writing import LAYOUTS, dice, faulty, random_gold

AS_OF = ("--as-of", "2026-11-01")


def duban(root: Path, *words: object, status: int = 0) -> subprocess.CompletedProcess[str]:
    done = run([sys.executable, "-m", "duban", *map(str, words)], root)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose one body has published a report with a wrong sum; the same report lies there as a file."""
    root = tmp_path_factory.mktemp("front") / "office"
    layout = LAYOUTS["html_official"]
    golds = (random_gold(dice("decide", n), "2021") for n in range(100))
    gold = next(g for g in golds if layout.render(g, dice(g.body.name)).expected.bodies == (g.body.name,))
    data = layout.render(faulty(gold, dice("fault", 1)), dice(gold.body.name)).data
    row = f"b,{gold.body.name},{gold.body.kind},{SITE},{gold.year},{gold.year},,b@office.example\n"
    make_workspace(root, "")
    (root / "bodies.csv").write_text(HEAD.strip() + ",contact\n" + row, encoding="utf-8")
    (root / "report.html").write_bytes(data)
    workspace = Workspace.open(root)
    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).visit(day("2026-11-01"), {"1": data})
        ingest(store, workspace, as_of=day("2026-11-01"))
        evaluate(store, workspace, as_of=day("2026-11-01"))
    return root


def findings(office: Path, *words: object, status: int = 0) -> list[dict[str, object]]:
    return objects(duban(office, "check", "--json", *AS_OF, *words, status=status))


def test_waived_findings_end_with_0_and_are_shown_as_waived_also_in_a_file(office: Path) -> None:
    errors = [each for each in findings(office, "--fail-on", "error", status=1) if each["level"] == "error"]
    assert [each["waived"] for each in errors] == [None] * len(errors)
    for each in errors:
        duban(
            office,
            "waive",
            str(each["id"])[:8],
            "--reason",
            "已核实",
            "--until",
            "2027-01-31",
            "--author",
            "张三",
            *AS_OF,
        )
    waived = [each["waived"] for each in findings(office, "--fail-on", "error") if each["level"] == "error"]
    expected = {"reason": "已核实", "author": "张三", "expires": "2027-01-31", "decided": "2026-11-01"}
    assert waived == [expected] * len(errors)
    (row,) = objects(duban(office, "status", "--json", *AS_OF))
    assert ("waived" in row["flags"], row["findings"]["error"]) == (True, 0)
    in_file = findings(office, "report.html", "-w", ".", "--fail-on", "error")
    assert {each["id"]: bool(each["waived"]) for each in in_file if each["level"] == "error"} == {
        each["id"]: True for each in errors
    }
    assert all("waived" in each and each["waived"] is None for each in findings(office, "report.html", status=0))
    later = duban(office, "status", "--as-of", "2027-02-01")
    assert later.stderr.count("it has run out") == len(errors)
    (office / "waivers.toml").unlink()


def test_a_wrong_waivers_file_is_one_line_and_exit_status_2_everywhere(office: Path) -> None:
    (office / "waivers.toml").write_text('[[waiver]]\nrule = "A104"\nbody = "b"\nyear = 2025\n', encoding="utf-8")
    for words in (("check", *AS_OF), ("status", *AS_OF), ("check", "report.html", "-w", ".")):
        done = duban(office, *words, status=2)
        assert done.stderr.splitlines() == [
            "duban: waivers.toml: waiver[1].reason is missing: why this need not be mended, as text (and 2 more)"
        ]
    (office / "waivers.toml").unlink()


def test_from_confirmation_to_notice(office: Path) -> None:
    (finding, *_) = (str(each["id"]) for each in findings(office) if each["level"] == "error")
    due = ("--due", "2026-12-01", *AS_OF)
    assert f"run: duban confirm {finding}" in duban(office, "notice", finding, *due, status=2).stderr
    assert duban(office, "confirm", finding, "--author", "李四", *AS_OF).stdout.startswith("已写入：核实")
    assert duban(office, "confirm", finding, "--author", "李四", *AS_OF).stdout.startswith("已有，未改动：核实")
    duban(office, "note", finding, "已去电", "--author", "李四", *AS_OF)
    assert "待发：整改通知 1" in duban(office, "notice", finding, *due).stdout
    assert "已有：整改通知 1" in duban(office, "notice", "make", finding, *due).stdout
    duban(office, "notice", "answered", 1, "--text", "下周改正", *AS_OF)
    (told,) = objects(duban(office, "notice", "list", "--json", *AS_OF))
    assert (told["state"], told["findings"], told["due"]) == ("answered", {finding: "open"}, "2026-12-01")
    assert finding in duban(office, "notice", "list", *AS_OF).stdout
    (shown,) = [each for each in findings(office) if each["id"] == finding]
    assert (shown["confirmed"]["author"], [note["text"] for note in shown["notes"]]) == ("李四", ["已去电"])
    (office / "waivers.toml").unlink()


def test_a_recheck_shows_and_records_and_goes_with_nothing_else(office: Path) -> None:
    assert "没有差别" in duban(office, "check", "--recheck").stdout
    assert objects(duban(office, "check", "--recheck", "--record", "--json")) == []
    for words in (("--record",), ("--recheck", "--all"), ("--recheck", "report.html")):
        assert "--recheck is about the whole workspace" in duban(office, "check", *words, status=2).stderr


def test_search_finds_what_the_report_says(office: Path) -> None:
    told = objects(duban(office, "search", "公开", "--json"))
    assert "report" in {each["kind"] for each in told}
    assert "nothing to look for" in duban(office, "search", "？", status=2).stderr
