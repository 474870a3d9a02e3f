"""Decisions of staff: bound to what they were decided on, never lost, reported when they hold for nothing."""

import subprocess
import sys
from datetime import date

import pytest

from config.errors import UserError
from config.workspace import Workspace
from reports.decisions import decided, take_over
from reports.decisions.decide import Decision, decide, remember
from reports.decisions.editing import edit
from reports.ledger import evaluate
from reports.status import body_years
from reports.store import Store
from tests.conftest import ROOT
from tests.reports.ledger_samples import FINANCE, TOWN, Desk, day, make_workspace, paper

D1, D2, D3, D4 = day("2025-01-10"), day("2025-01-20"), day("2025-02-10"), day("2025-02-12")
REVIEW = {"t4.review.total": 3}


def report(cells=None, body=FINANCE, **more):
    return paper(body, 2024, cells, date="2025-01-09", **more)


@pytest.fixture
def root(tmp_path):
    make_workspace(tmp_path / "office")
    return tmp_path / "office"


def checked(root, as_of, *pages):
    """One day: the pages are seen, the ledger is brought up to date, and what was decided is returned."""
    workspace = Workspace.open(root)
    with Store.open(workspace.database, write=True) as store:
        if pages:
            Desk(store, workspace).crawl(as_of, {str(number): page for number, page in enumerate(pages)})
        summary = evaluate(store, workspace, as_of=as_of)
        return decided(store, workspace, as_of=as_of), summary


def the_sum(root, body="fin"):
    with Store.open(root / "duban.sqlite") as store:
        (row,) = [row for row in store.findings_of(body, 2024) if row.finding.rule == "A104"]
    return row


def write(root, **changes):
    values = {
        "rule": '"A104"',
        "body": f'"{FINANCE}"',
        "year": "2024",
        "reason": '"已核实"',
        "author": '"张三"',
        "expires": "2025-12-31",
        **changes,
    }
    text = "[[waiver]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())
    (root / "waivers.toml").write_text(text, encoding="utf-8")


def waive(root, said="已核实", until=date(2025, 12, 31), author="张三"):
    decision = Decision("waiver", said, author, date(2025, 1, 20), until)
    return decide(Workspace.open(root), the_sum(root).public_id, decision)


def whys(ruled):
    return [each.why for each in ruled.idle]


def test_a_waiver_holds_until_the_content_changes_and_again_when_it_is_as_it_was(root):
    checked(root, D1, report(REVIEW))
    waive(root)
    for as_of, cells, waived, idle in (
        (D2, REVIEW, 1, []),
        (D3, {"t4.review.total": 5}, 0, ["lapsed"]),
        (D4, REVIEW, 1, []),
        (day("2025-02-14"), None, 0, ["unmatched"]),
    ):
        ruled, _ = checked(root, as_of, report(cells))
        assert (len(ruled.waived), whys(ruled)) == (waived, idle), as_of


@pytest.mark.parametrize(("as_of", "idle"), [("2025-01-31", []), ("2025-02-01", ["expired"])])
def test_a_waiver_holds_through_its_last_day(root, as_of, idle):
    checked(root, D1, report(REVIEW))
    write(root, expires="2025-01-31")
    ruled, _ = checked(root, day(as_of))
    assert whys(ruled) == idle


@pytest.mark.parametrize(
    ("changes", "idle"),
    [
        ({}, []),
        ({"body": '"fin"'}, []),
        ({"edition": '"none"'}, ["lapsed"]),
        ({"finding": '"0000"'}, ["unmatched"]),
        ({"rule": '"A101"'}, ["unmatched"]),
        ({"rule": '"A999"'}, ["unmatched"]),
        ({"year": "2023"}, ["unmatched"]),
        ({"body": f'"{TOWN}"'}, ["unmatched"]),
        ({"body": '"青禾县水利局"'}, ["unknown_body"]),
    ],
)
def test_what_a_waiver_written_by_hand_matches(root, changes, idle):
    checked(root, D1, report(REVIEW))
    write(root, **changes)
    ruled, _ = checked(root, D2)
    assert (whys(ruled), len(ruled.waived)) == (idle, not idle)
    assert len(Workspace.open(root).notes) == (idle == ["unknown_body"])


def test_a_waiver_that_names_no_content_is_bound_to_what_is_judged_when_it_is_first_seen_and_says_so_once(root):
    checked(root, D1, report(REVIEW))
    write(root)
    _, summary = checked(root, D2)
    with Store.open(root / "duban.sqlite") as store:
        assert [each.edition for each in summary.bound] == [store.current_edition("fin", 2024).content_hash]
    ruled, again = checked(root, D3, report({"t4.review.total": 5}))
    assert (again.bound, whys(ruled)) == ((), ["lapsed"])


@pytest.mark.parametrize("known_by", ["content_hash", "sha256"])
def test_a_decision_may_name_the_content_or_the_page(root, known_by):
    checked(root, D1, report(REVIEW))
    with Store.open(root / "duban.sqlite") as store:
        edition = store.current_edition("fin", 2024)
    write(root, edition=f'"{getattr(edition, known_by)}"')
    assert whys(checked(root, D2)[0]) == []


def test_another_reading_of_the_same_page_leaves_a_decision_as_it_is(root):
    checked(root, D1, report(REVIEW))
    waive(root)
    with Store.open(root / "duban.sqlite", write=True) as store:
        store.db.execute("UPDATE editions SET content_hash = 'as the reader of last year had it', reader = 'old'")
        store.db.execute("UPDATE captures SET hints = 'old'")
    text = (root / "waivers.toml").read_text(encoding="utf-8")
    bound = Workspace.open(root).waivers.waiver[0].edition
    ruled, _ = checked(root, D2, report(REVIEW))
    assert whys(ruled) == []
    with Store.open(root / "duban.sqlite") as store:
        rewritten = {"as the reader of last year had it", bound}
        assert rewritten < store.hashes_of(store.current_edition("fin", 2024).id)
    assert (root / "waivers.toml").read_text(encoding="utf-8") == text


def test_an_absent_report_is_waived_until_it_is_there(root):
    for as_of in (D3, D4):
        checked(root, as_of, paper(TOWN, 2024, date="2025-01-09"))
    with Store.open(root / "duban.sqlite") as store:
        (row,) = [row for row in store.open_findings(bodies=["fin"]) if row.finding.rule == "T102"]
    decide(Workspace.open(root), row.public_id, Decision("waiver", "机构新设", "张三", D4.date(), date(2025, 12, 31)))
    assert Workspace.open(root).waivers.waiver[0].edition == "none"
    assert len(checked(root, day("2025-02-13"))[0].waived) == 1


def test_status_counts_what_is_not_waived_and_flags_it(root):
    checked(root, D1, report(REVIEW))
    counted = []
    for _ in range(2):
        workspace = Workspace.open(root)
        with Store.open(workspace.database) as store:
            (row,) = [each for each in body_years(store, workspace, as_of=D1) if each.id == "fin"]
        counted.append((row.findings["error"], "waived" in row.flags))
        waive(root)
    assert counted == [(1, False), (0, True)]


def test_decisions_are_remembered_with_who_and_when_and_the_same_file_again_tells_nothing(root):
    checked(root, D1, report(REVIEW))
    waive(root)
    remember(Workspace.open(root), at=D1)
    waive(root, until=date(2026, 6, 30))
    for as_of in (D2, D2, D3):
        checked(root, as_of)
    (root / "waivers.toml").unlink()
    checked(root, D4)
    with Store.open(root / "duban.sqlite", write=True) as store:
        told = [(each.action, each.made.expires, each.by is None, each.at) for each in store.decisions()]
        for sql in ("UPDATE decisions SET said = ''", "DELETE FROM decisions"):
            with pytest.raises(Exception, match="append-only"):
                store.db.execute(sql)
    assert told == [
        ("made", "2025-12-31", False, D1),
        ("withdrawn", "2025-12-31", True, D2),
        ("made", "2026-06-30", True, D2),
        ("withdrawn", "2026-06-30", True, D4),
    ]


def test_decisions_survive_a_lost_ledger(root):
    checked(root, D1, report(REVIEW))
    waive(root)
    decide(Workspace.open(root), the_sum(root).public_id, Decision("confirmation", "", "李四", D1.date()))
    decide(Workspace.open(root), the_sum(root).public_id, Decision("note", "已去电", "李四", D1.date()))
    (root / "duban.sqlite").unlink()
    ruled, _ = checked(root, D2, report(REVIEW))
    verdict = ruled.on(the_sum(root).public_id)
    assert (verdict.waiver.author, verdict.confirmation.author, [n.text for n in verdict.notes]) == (
        "张三",
        "李四",
        ["已去电"],
    )
    assert whys(ruled) == []


HAND = """# 豁免登记
# 第二行说明

[[note]] # 备注在前
rule = "A101"
body = "青禾县财政局"
year = 2023
text = "旧"

[[waiver]]
rule = "A101" # 行尾说明
body = "青禾县财政局"
year = 2023
reason = "旧"
author = "王五"
expires = 2030-01-01
# 结尾说明
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_person_wrote_stays_as_it_is(root, end):
    checked(root, D1, report(REVIEW))
    (root / "waivers.toml").write_bytes(HAND.replace("\n", end).encode())
    assert waive(root).new
    assert not waive(root).new
    text = (root / "waivers.toml").read_bytes().decode()
    assert text.startswith(HAND.replace("\n", end))
    assert text.count(end) == text.count("\n")
    before = text.replace("2025-12-31", "2026-06-30").replace("张三", "赵六").replace("已核实", '再"核')
    assert waive(root, '再"核', date(2026, 6, 30), "赵六").new
    after = (root / "waivers.toml").read_bytes().decode()
    assert after == before.replace('再"核', '再\\"核')
    assert len(Workspace.open(root).waivers.waiver) == 2


def test_a_file_in_another_encoding_and_without_a_last_line_end_is_taken(root):
    checked(root, D1, report(REVIEW))
    (root / "waivers.toml").write_bytes(HAND.rstrip("\n").encode("gb18030"))
    assert waive(root).new
    assert [each.author for each in Workspace.open(root).waivers.waiver] == ["王五", "张三"]


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (Decision("waiver", " ", "张三", D1.date(), date(2025, 12, 31)), "needs words"),
        (Decision("waiver", "r", "张三", D1.date(), date(2025, 1, 1)), "would not hold a day"),
        (Decision("note", "", "张三", D1.date()), "needs words"),
    ],
)
def test_a_decision_without_sense_is_refused(root, decision, message):
    checked(root, D1, report(REVIEW))
    with pytest.raises(UserError, match=message):
        decide(Workspace.open(root), the_sum(root).public_id, decision)
    assert not (root / "waivers.toml").exists()


def test_what_is_mended_cannot_be_waived_any_more(root):
    checked(root, D1, report(REVIEW))
    checked(root, D2, report())
    with pytest.raises(UserError, match="no longer open since 2025-01-20"):
        waive(root)


def test_a_wrong_file_is_never_touched(root):
    checked(root, D1, report(REVIEW))
    wrong = '[[waiver]]\nrule = "A104"\n'
    (root / "waivers.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(UserError, match=r"waiver\[1\].body is missing"):
        waive(root)
    assert (root / "waivers.toml").read_text(encoding="utf-8") == wrong


def test_two_commands_at_once_lose_nothing(root):
    checked(root, D1, report(REVIEW))
    code = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from reports.decisions.editing import edit\n"
        "for n in range(10):\n"
        "    values = {'rule': 'A104', 'body': 'fin', 'year': 2024, 'text': f'{sys.argv[2]} {n}'}\n"
        "    edit(Path(sys.argv[1]), 'note', values, lambda entry: False)\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, root / "waivers.toml", name], cwd=ROOT) for name in ("a", "b")
    ]
    assert [process.wait() for process in started] == [0, 0]
    texts = {each.text for each in Workspace.open(root).waivers.note}
    assert texts == {f"{name} {n}" for name in ("a", "b") for n in range(10)}


def test_the_same_file_is_not_written_again(root):
    values = {"rule": "A104", "body": "fin", "year": 2024, "text": "x"}
    assert edit(root / "waivers.toml", "note", values, lambda entry: entry.text == "x")
    assert not edit(root / "waivers.toml", "note", values, lambda entry: entry.text == "x")


def test_a_check_that_began_before_a_decision_takes_nothing_back(root):
    checked(root, D1, report(REVIEW))
    opened_before = Workspace.open(root)
    assert opened_before.waivers.decisions == ()
    waive(root)
    remember(Workspace.open(root), at=D1)
    with Store.open(root / "duban.sqlite", write=True) as store:
        evaluate(store, opened_before, as_of=D2)
        assert [each.action for each in store.decisions()] == ["made"]


def test_a_ledger_that_is_being_written_to_takes_the_file_over_later(root):
    checked(root, D1, report(REVIEW))
    waive(root)
    with Store.open(root / "duban.sqlite", write=True) as store:
        with pytest.raises(UserError, match="in use by process"):
            remember(Workspace.open(root), at=D1, wait=0)
        take_over(store, Workspace.open(root), at=D1)
        assert len(store.standing_decisions()) == 1
