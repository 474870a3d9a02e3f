"""Full-text search finds words of any length in Chinese, and its index goes with the rows."""

import sqlite3

import pytest

from config.errors import UserError
from reports.ledger import evaluate
from reports.search import search
from reports.store import Store
from reports.store.bigrams import index_text, query_of
from tests.reports.ledger_samples import COUNTY, FINANCE, TOWN, Desk, day, make_workspace, paper

D1, D2 = day("2025-01-10"), day("2025-01-20")
TEXT = "一是加强政务公开工作。\n二、行政复议 情况：本年度收到申请１２件，PDF 版见网站。"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("信息公开", "信息 息公 公开 开"),
        ("收到12件", "收到 到 12 件"),
        ("公开。开放", "公开 开 开放 放"),
        ("标 题\n续行", "标题 题续 续行 行"),
        ("ＰＤＦ版 Ａ104", "pdf 版 a104"),
        ("，。 ", ""),
    ],
)
def test_neighbouring_characters_are_words(text, words):
    assert index_text(text) == words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["公开"], True),
        (["政务公开"], True),
        (["复议情况"], True),
        (["行政复议", "政务公开"], True),
        (["政务", "没有"], False),
        (["开工"], True),
        (["作二"], False),
        (["12件"], True),
        (["件"], True),
        (["pdf"], True),
        (["PDF版"], True),
        (["版"], True),
        (["工作。二"], True),
        (["务公"], True),
        (["公务"], False),
        (["12"], True),
        (["1"], False),
    ],
)
def test_a_text_is_found_by_what_stands_in_it(words, found):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')")
    db.execute("INSERT INTO t (rowid, words) VALUES (1, ?)", [index_text(TEXT)])
    assert bool(db.execute("SELECT rowid FROM t WHERE t MATCH ?", [query_of(words)]).fetchall()) is found
    db.close()


@pytest.mark.parametrize("words", [['"'], ["AND", "OR", "NOT"], ["(公开", "*"], ["a:b"], ["公开\x00"]])
def test_no_word_is_taken_for_a_command(words):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(words, content='')")
    if query := query_of(words):
        assert db.execute("SELECT rowid FROM t WHERE t MATCH ?", [query]).fetchall() == []
    db.close()


@pytest.fixture
def desk(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        yield Desk(store, workspace)


def run(desk, as_of, *pages):
    desk.crawl(as_of, {str(number): page for number, page in enumerate(pages)})
    evaluate(desk.store, desk.workspace, as_of=as_of)


def told(desk, *words):
    return [(hit.found.body, type(hit.found).__name__, hit.excerpt) for hit in search(desk.store, words, until=D2)]


def test_reports_and_findings_are_found_and_what_they_say_is_shown_as_it_is(desk):
    run(
        desk,
        D1,
        paper(FINANCE, 2024, {"t4.review.total": 3}, text="全年答复申请，另办理社保（Ａ类）事项。", date="2025-01-09"),
        paper(TOWN, 2024, text="全年没有收到申请。", date="2025-01-09"),
    )
    assert told(desk, "社保")[-1] == (FINANCE, "FoundReport", "全年答复申请，另办理社保（Ａ类）事项。")
    assert {body for body, _, _ in told(desk, "申请", "全年")} == {FINANCE, TOWN}
    assert told(desk, "A104")[0][:2] == (FINANCE, "FoundFinding")
    assert told(desk, "财政") == told(desk, "财政局")


def test_the_index_follows_what_findings_say_now(desk):
    for as_of, total in ((D1, 3), (D2, 5)):
        run(desk, as_of, paper(FINANCE, 2024, {"t4.review.total": total}, date="2025-01-09"))
        (row,) = [row for row in desk.store.open_findings() if row.finding.rule == "A104"]
        found = {
            hit.found.public_id: hit for hit in search(desk.store, ["行政复议"], until=D2) if hasattr(hit.found, "rule")
        }
        assert found[row.public_id].found.message == row.finding.message
    for name in ("_words_of_editions", "_words_of_findings"):
        desk.store.db.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")  # noqa: S608 - ours
    desk.store.db.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, _words_of_findings, instance)")
    terms = {term for (term,) in desk.store.db.execute("SELECT term FROM v WHERE doc = ?", [row.id])}
    assert "5" in terms
    assert "3" not in terms, "the words of the message before are gone"


def test_what_is_rolled_back_is_not_found(desk):
    desk.visit(D1, {"1": paper(COUNTY, 2024, text="罕见词语", date="2025-01-09")})

    def interrupted():
        with desk.store.transaction():
            desk.ingest(D1)
            assert told(desk, "罕见")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert told(desk, "罕见") == []


def test_nothing_to_look_for_is_one_clear_line(desk):
    with pytest.raises(UserError, match="nothing to look for"):
        search(desk.store, ["。"], until=D2)
