"""A notice asks a body once to mend what a person confirmed; what counts as mended is what the crawler sees."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest

from config.errors import UserError
from config.workspace import Workspace
from reports.decisions import decided
from reports.decisions.decide import Decision, decide
from reports.digest.gather import gather
from reports.ledger import evaluate, import_files
from reports.notices import Fate, NoticeState, standings
from reports.notices.make import answer, make_notices
from reports.store import MessageState, Store
from tests.reports.ledger_samples import FINANCE, SITE, TOWN, Desk, day, make_workspace, paper, read_paper

D1, D2, D3, D4 = day("2025-01-10"), day("2025-01-20"), day("2025-02-10"), day("2025-02-12")
DUE = date(2025, 2, 11)
REVIEW = {"t4.review.total": 3}
ROWS = f"fin,{FINANCE},department,{SITE},,,,fin@qinghe.example\ntown,{TOWN},township,{SITE},,,,\n"


def report(cells=None, body=FINANCE):
    return paper(body, 2024, cells, date="2025-01-09")


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "office"
    make_workspace(root, "")
    (root / "bodies.csv").write_text("id,name,kind,site,since,until,aliases,contact\n" + ROWS, encoding="utf-8")
    check(root, D1, report(REVIEW), report(REVIEW, TOWN))
    return root


def check(root, as_of, *pages):
    workspace = Workspace.open(root)
    with Store.open(workspace.database, write=True) as store:
        if pages:
            Desk(store, workspace).crawl(as_of, {str(number): page for number, page in enumerate(pages)})
        evaluate(store, workspace, as_of=as_of)


def the_sum(root, body="fin"):
    with Store.open(root / "duban.sqlite") as store:
        (row,) = [row for row in store.findings_of(body, 2024) if row.finding.rule == "A104"]
    return row.public_id


def confirm(root, *bodies):
    for body in bodies:
        decide(Workspace.open(root), the_sum(root, body), Decision("confirmation", "", "李四", D1.date()))


def notify(root, *bodies, as_of=D2, due=DUE, **more):
    workspace = Workspace.open(root)
    with Store.open(workspace.database, write=True) as store:
        ids = [the_sum(root, body)[:8] for body in bodies or ("fin",)]
        return make_notices(store, workspace, ids, due=due, author="王五", as_of=as_of, **more)


def waive(root):
    decide(Workspace.open(root), the_sum(root), Decision("waiver", "r", "张三", D1.date(), date(2026, 1, 1)))


def switch_off(root):
    with (root / "duban.toml").open("a", encoding="utf-8") as file:
        file.write("[rules.A104]\noff = true\nreason = '台账正在核对'\n")


def take_off(root):
    rows = ROWS.replace(f"{SITE},,,,fin@", f"{SITE},2025,,,fin@")
    (root / "bodies.csv").write_text("id,name,kind,site,since,until,aliases,contact\n" + rows, encoding="utf-8")
    with (root / "duban.toml").open("r+", encoding="utf-8") as file:
        text = file.read().replace("first_year = 2024", "first_year = 2025")
        file.seek(0)
        file.write(text)


def state(root, as_of):
    workspace = Workspace.open(root)
    with Store.open(workspace.database) as store:
        (told,) = standings(store, decided(store, workspace, as_of=as_of), as_of=as_of)
    return told.state, *told.fates.values()


def test_a_notice_is_a_message_with_finding_evidence_and_due_day_and_goes_out_once(root):
    confirm(root, "fin")
    decide(Workspace.open(root), the_sum(root), Decision("note", "内部备注", "李四", D1.date()))
    (made,) = notify(root)
    (again,) = notify(root)
    assert (made.new, again.new, again.notice_id, again.file) == (True, False, made.notice_id, made.file)
    message = message_from_bytes(made.file.read_bytes(), policy=default)
    assert (message["To"], message["Subject"].startswith("【模拟】")) == (f"{FINANCE} <fin@qinghe.example>", True)
    for kind in ("plain", "html"):
        text = message.get_body((kind,)).get_content()
        for words in (FINANCE, "2025-02-11", the_sum(root), "A104", "原文", SITE + "0", "以网站上所见为准"):
            assert words in text, (kind, words)
        assert "李四" not in text, "who verified it and what was noted is not for the body"
        assert "内部备注" not in text
    with Store.open(root / "duban.sqlite") as store:
        assert [each.state for each in store.messages()] == [MessageState.QUEUED]
    assert len([*(root / "outbox").iterdir()]) == 1


@pytest.mark.parametrize(
    ("confirmed", "then", "asked", "message"),
    [
        ((), (), "fin", "is not confirmed: look at it first"),
        (("town",), (), "town", f"{TOWN} has no address: fill in its contact in bodies.csv"),
        (("fin",), (lambda root: check(root, D2, report()),), "fin", "no longer open"),
        (("fin",), (lambda root: check(root, D2, report({"t4.review.total": 5})),), "fin", "not confirmed"),
        (("fin",), (waive,), "fin", "is waived until 2026-01-01"),
        (("fin",), (notify,), "fin", "is named by notice 1 already, due 2025-02-11"),
    ],
)
def test_whoever_cannot_be_asked_is_not_asked(root, confirmed, then, asked, message):
    confirm(root, *confirmed)
    for step in then:
        step(root)
    with pytest.raises(UserError, match=message):
        notify(root, asked, due=date(2025, 2, 20))


def test_nothing_is_queued_when_one_of_several_cannot_be_asked(root):
    confirm(root, "fin", "town")
    with pytest.raises(UserError, match="has no address"):
        notify(root, "fin", "town")
    with Store.open(root / "duban.sqlite") as store:
        assert (store.messages(), store.notices()) == ([], [])


def test_the_life_of_a_notice(root):
    confirm(root, "fin")
    notify(root)
    told = [state(root, D2)]
    with Store.open(root / "duban.sqlite", write=True) as store:
        store.mark_message(store.messages()[0].id, MessageState.SENT)
    told.append(state(root, D2))
    with Store.open(root / "duban.sqlite", write=True) as store:
        assert answer(store, 1, day=D3.date(), said="已改正", author="王五")
        assert not answer(store, 1, day=D3.date(), said="已改正", author="王五")
        with pytest.raises(UserError, match="there is no notice 7"):
            answer(store, 7, day=D3.date(), said="", author="王五")
    told += [state(root, D2), state(root, D3), state(root, D4)]
    check(root, D4, report(), report(REVIEW, TOWN))
    told += [state(root, D3), state(root, D4)]
    assert told == [
        (NoticeState.WAITING, Fate.OPEN),
        (NoticeState.SENT, Fate.OPEN),
        (NoticeState.SENT, Fate.OPEN),
        (NoticeState.ANSWERED, Fate.OPEN),
        (NoticeState.OVERDUE, Fate.OPEN),
        (NoticeState.ANSWERED, Fate.OPEN),
        (NoticeState.MENDED, Fate.MENDED),
    ]


def test_a_finding_that_comes_back_is_pending_again(root):
    confirm(root, "fin")
    notify(root)
    check(root, D3, report(), report(REVIEW, TOWN))
    assert state(root, D3) == (NoticeState.MENDED, Fate.MENDED)
    check(root, D4, report(REVIEW), report(REVIEW, TOWN))
    assert state(root, D4) == (NoticeState.OVERDUE, Fate.OPEN)


def test_a_file_that_somebody_hands_in_mends_nothing_that_the_site_does_not_show(tmp_path):
    root = tmp_path / "silent"
    make_workspace(root, "")
    (root / "bodies.csv").write_text("id,name,kind,site,since,until,aliases,contact\n" + ROWS, encoding="utf-8")
    for as_of in (D3, D4):
        check(root, as_of, report(body=TOWN))
    workspace = Workspace.open(root)
    with Store.open(workspace.database) as store:
        (missing,) = [row for row in store.open_findings(bodies=["fin"]) if row.finding.rule == "T102"]
    decide(workspace, missing.public_id, Decision("confirmation", "", "李四", D4.date()))
    workspace = Workspace.open(root)
    (root / "new.json").write_bytes(report())
    with Store.open(workspace.database, write=True) as store, ThreadPoolExecutor(1) as executor:
        make_notices(store, workspace, [missing.public_id], due=date(2025, 3, 1), author="王五", as_of=D4)
        import_files(store, workspace, [root / "new.json"], as_of=D4, who="王五", executor=executor, read=read_paper)
        evaluate(store, workspace, as_of=D4)
    assert state(root, D4) == (NoticeState.WAITING, Fate.BY_HAND)
    check(root, day("2025-02-14"), report(), report(body=TOWN))
    assert state(root, day("2025-02-14")) == (NoticeState.MENDED, Fate.MENDED)


@pytest.mark.parametrize(
    ("change", "fate"),
    [
        (waive, Fate.WAIVED),
        (switch_off, Fate.DROPPED),
        (take_off, Fate.DROPPED),
    ],
)
def test_what_we_take_back_is_not_called_mended(root, change, fate):
    confirm(root, "fin")
    notify(root)
    change(root)
    check(root, D3)
    assert state(root, D3) == (NoticeState.DROPPED, fate)


def test_the_digest_tells_of_the_notice_beside_the_finding(root):
    confirm(root, "fin")
    notify(root)
    workspace = Workspace.open(root)
    with Store.open(workspace.database) as store:
        facts = gather(store, workspace, as_of=D2)
    assert [(each.state, [*each.fates]) for each in facts.notices] == [(NoticeState.WAITING, [the_sum(root)])]
