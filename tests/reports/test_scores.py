"""Scores: every point that is taken off has its finding, and what was not seen or read has no score."""

import csv
import json
import sys
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from checks.model import Family, Level, Outcome, State
from config.errors import UserError
from config.files import parse_toml
from config.kinds import Kind
from config.scores import Scores, default_scores
from config.settings import Settings
from config.workspace import Workspace
from reports.scores import Score, score_sheet, scores
from reports.scores.tables import as_csv
from reports.status import BodyYear, SourceStanding
from reports.store import FindingRow, Store
from tests.conftest import ROOT, run
from tests.reports.digest_ledger import FIRST_LOOK, add_finding, look, make_workspace
from tests.reports.digest_samples import NAMES, body_year, finding, row
from tests.reports.ledger_samples import day

YEAR = 2025
IDS = [f"qh{index}" for index in range(len(NAMES))]


def body(index: int, state: State = State.ON_TIME, **values: object) -> BodyYear:
    return body_year(index, YEAR, state, **{"reading": "ok", "edition": "e", "kind": Kind.DEPARTMENT, **values})


def fault(number: int, rule: str, level: Level, index: int = 0, **values: object) -> FindingRow:
    return row(number, finding(rule, level, f"问题 {number}", index, YEAR, **values), 1, FIRST_LOOK.date())


def weights(text: str = "") -> Scores:
    given = parse_toml(f"[scores]\n{text}", Settings, "duban.toml").scores
    return given.over(default_scores())


def scored(*rows: FindingRow, given: str = "", waived=lambda _: False, **values: object) -> Score:
    (only,) = scores([body(0, **values)], rows, weights(given), judged=IDS, waived=waived)
    return only


def test_a_body_without_findings_has_all_points() -> None:
    assert scored().points == scored().full == 100


def test_every_point_taken_off_names_its_finding() -> None:
    score = scored(fault(1, "A104", Level.ERROR), fault(2, "F101", Level.WARNING), fault(3, "F117", Level.HINT))
    assert score.points == 100 - 10 - 3
    assert [(each.finding, each.rule, each.points) for each in score.deductions] == [
        ("00000001", "A104", 10),
        ("00000002", "F101", 3),
    ]
    assert score.as_json("zh")["deductions"][0]["message"] == "问题 1"
    assert score.as_json("en")["deductions"][0]["message"] == "(A104 in English)"


@pytest.mark.parametrize(
    ("given", "rule", "points"),
    [
        ("", "T101", 20),  # the rule before the level
        ("[scores.rules]\nT101 = 33.5", "T101", Decimal("33.5")),
        ("[scores.levels]\nerror = 7", "A101", 7),
        ("[scores.families.arithmetic]\nerror = 8", "A101", 8),  # the family before the level
        ("[scores.families.arithmetic]\nwarning = 8", "A101", 10),
        ("[scores.rules]\nA101 = 0", "A101", None),
    ],
)
def test_the_most_exact_weight_counts(given: str, rule: str, points: Decimal | None) -> None:
    score = scored(fault(1, rule, Level.ERROR), given=given)
    assert [each.points for each in score.deductions] == ([points] if points is not None else [])


def test_the_bound_of_a_family_is_kept_and_told() -> None:
    score = scored(*(fault(number, "A104", Level.ERROR) for number in range(1, 6)))
    assert score.points == 70
    assert [each.points for each in score.deductions] == [10, 10, 10, 0, 0]
    assert {each.weight for each in score.deductions} == {10}


def test_no_score_is_below_nothing() -> None:
    rules = [fault(n, "T102", Level.ERROR) for n in (1, 2)]
    assert scored(*rules, state=State.MISSING, reading="none").points == 0


def test_what_is_not_certain_costs_nothing_and_is_counted() -> None:
    doubtful = fault(1, "A104", Level.ERROR, outcome=Outcome.NEEDS_REVIEW)
    unread = fault(2, "F101", Level.ERROR)
    unread = replace(unread, finding=replace(unread.finding, rule="R102", family=Family.READING))
    score = scored(doubtful, unread)
    assert (score.points, score.open_questions, score.deductions) == (100, 1, ())


def test_what_was_waived_costs_nothing_and_is_counted() -> None:
    findings = fault(1, "A104", Level.ERROR), fault(2, "A101", Level.ERROR)
    score = scored(*findings, waived=lambda each: each.public_id == "00000001")
    assert (score.points, score.waived) == (90, 1)
    assert [each.finding for each in score.deductions] == ["00000002"]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"state": State.NOT_LOOKED, "reading": "none"}, "not looked at: blocked"),
        ({"state": State.NOT_FOUND_SO_FAR, "reading": "none"}, "not found so far"),
        ({"state": State.DUE, "reading": "none"}, "not due yet"),
        ({"state": State.NOT_FOUND, "reading": "none"}, "no clock runs"),
        ({"reading": "unreadable"}, "could not be read"),
    ],
)
def test_what_was_not_seen_or_read_has_no_score_and_says_why(values: dict[str, object], why: str) -> None:
    standing = SourceStanding("blocked", None, "被拦截", "blocked")
    score = scored(fault(1, "A104", Level.ERROR), source=standing, **values)
    assert (score.points, score.rank, score.deductions) == (None, None, ())
    assert why in score.reason.en


def test_a_body_that_no_rule_was_asked_about_has_no_score() -> None:
    (score,) = scores([body(0)], [], weights(), judged=())
    assert (score.points, score.reason.en) == (None, "not judged yet")


def test_a_report_read_in_part_has_a_score_and_no_rank() -> None:
    listed = [body(index, reading="partial" if index == 0 else "ok") for index in range(6)]
    first, *rest = scores(listed, [], weights(), judged=IDS)
    assert (first.points, first.rank) == (100, None)
    assert "in part" in first.reason.en
    assert {score.peers for score in rest} == {5}


def test_equal_scores_share_a_rank_and_the_next_one_is_left_out() -> None:
    faults = [fault(1, "A104", Level.ERROR, 1), fault(2, "A104", Level.ERROR, 2), fault(3, "F101", Level.WARNING, 4)]
    ranks = {score.id: score.rank for score in scores([body(i) for i in range(6)], faults, weights(), judged=IDS)}
    assert ranks == {"qh0": 1, "qh3": 1, "qh5": 1, "qh4": 4, "qh1": 5, "qh2": 5}


def test_ranks_are_among_bodies_of_one_kind_and_never_of_a_few() -> None:
    listed = [body(index, kind=Kind.TOWNSHIP if index < 4 else Kind.DEPARTMENT) for index in range(7)]
    sheet = scores(listed, [], weights(), judged=IDS)
    assert {score.rank for score in sheet} == {None}
    assert sheet[0].reason.en == "not ranked: 4 of this kind have a score, fewer than 5"
    assert {score.rank for score in scores(listed, [], weights("minimum = 3"), judged=IDS)} == {1}


def test_bodies_of_which_nothing_is_expected_are_left_out() -> None:
    assert scores([body(0, State.NOT_EXPECTED)], [], weights(), judged=IDS) == ()


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    (score,) = scores([body(0, body="=HYPERLINK(1)")], [], weights(), judged=IDS)
    heading, line = csv.reader(StringIO(as_csv([score], "en")))
    assert heading[:2] == ["body", "id"]
    assert line[0] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("full = -1", "scores.full must be a number of points"),
        ("minimum = 1", "scores.minimum must be a number of bodies, 2 or more"),
        ("[scores.levels]\nfatal = 3", "scores.levels"),
        ("[scores.families.reading]\nerror = 3", "scores.families"),
        ("[scores.rules]\nA1 = 3", "scores.rules"),
    ],
)
def test_wrong_weights_are_one_clear_line(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        weights(text)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    office = '[[offices]]\nname = "一"\nbodies = ["qh1"]\n'
    made = make_workspace(tmp_path / "w", office)
    with Store.open(made.database, write=True) as store:
        look(store, made, FIRST_LOOK)
        add_finding(store, "qh1", "青禾县财政局", FIRST_LOOK)
    return made


def test_the_command_prints_json_csv_and_a_table(workspace: Workspace) -> None:
    command = [sys.executable, "-m", "duban", "score", "-w", str(workspace.root), "--as-of", "2026-02-02"]
    as_json = run([*command, "--json"], ROOT)
    assert as_json.returncode == 0, as_json.stderr
    sheet = {each["id"]: each for each in map(json.loads, as_json.stdout.splitlines())}
    assert (sheet["qh1"]["score"], sheet["qh2"]["score"], sheet["yl1"]["score"]) == (90.0, 100.0, None)
    assert "未能查看" in sheet["yl1"]["reason"]
    written = run([*command, "--csv", "--office", "一"], ROOT).stdout
    assert written.startswith("\ufeff机关,编号,")
    assert len(written.splitlines()) == 2
    assert f"A104 -10 ({sheet['qh1']['deductions'][0]['finding']})" in written
    assert "A104 -10" in run(command, ROOT).stdout
    assert run([*command, "--json", "--csv"], ROOT).returncode == 2


def test_a_ledger_that_is_not_up_to_date_gives_no_scores(workspace: Workspace) -> None:
    with Store.open(workspace.database, write=True) as store:
        store.set_evaluated(day("2026-03-01"))
        with pytest.raises(UserError, match="the ledger stands at 2026-03-01"):
            score_sheet(store, workspace, as_of=FIRST_LOOK, year=YEAR)


def test_a_weight_of_an_unknown_rule_is_refused(workspace: Workspace) -> None:
    with workspace.settings_file.open("a", encoding="utf-8") as file:
        file.write("[scores.rules]\nZ999 = 3\n")
    again = Workspace.open(workspace.root)
    with Store.open(again.database) as store, pytest.raises(UserError, match=r"scores\.rules names Z999"):
        score_sheet(store, again, as_of=FIRST_LOOK, year=YEAR)
