"""The feed: valid, stable, newest first, and honest about what is gone or not certain."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from checks.model import Outcome
from config.workspace import Workspace
from reports.exports import Wish, export
from reports.exports.naming import file_stem
from reports.exports.scope import Scope
from reports.store import Cause, Store
from tests.reports.atom import valid_feed
from tests.reports.digest_ledger import FIRST_LOOK, SECOND_LOOK, add_finding, look, make_workspace

FINANCE, EDUCATION = "青禾县财政局", "青禾县教育局"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "w")


@pytest.fixture
def store(workspace: Workspace) -> Iterator[Store]:
    with Store.open(workspace.database, write=True) as opened:
        look(opened, workspace, FIRST_LOOK)
        yield opened


def feed_of(store: Store, workspace: Workspace, **scope: str) -> tuple[str, etree._Element]:
    (file,) = export(store, workspace, "feed", Wish(Scope(**scope)), as_of=SECOND_LOOK, lang="zh")
    return file.path, valid_feed(b"".join(file.pieces))


def titles(root: etree._Element) -> list[str]:
    return [element.text for element in root.findall("{*}entry/{*}title")]


def test_an_empty_ledger_gives_a_valid_feed_without_entries(store: Store, workspace: Workspace) -> None:
    path, root = feed_of(store, workspace)
    assert path == "digests/feeds/all.xml"
    assert not titles(root)
    assert root.findtext("{*}subtitle") == "模拟数据，不得作为通报依据"


def test_the_newest_finding_comes_first_and_keeps_its_id(store: Store, workspace: Workspace) -> None:
    add_finding(store, "qh1", FINANCE, FIRST_LOOK)
    before = feed_of(store, workspace)[1].findtext("{*}entry/{*}id")
    add_finding(store, "qh2", EDUCATION, SECOND_LOOK)
    root = feed_of(store, workspace)[1]
    assert [title[:13] for title in titles(root)] == ["［错误］青禾县教育局 20", "［错误］青禾县财政局 20"]
    assert [element.text for element in root.findall("{*}entry/{*}id")][1] == before


def test_the_same_ledger_gives_the_same_bytes(store: Store, workspace: Workspace) -> None:
    add_finding(store, "qh1", FINANCE, FIRST_LOOK)
    first, second = (
        b"".join(export(store, workspace, "feed", Wish(), as_of=at, lang="zh")[0].pieces)
        for at in (SECOND_LOOK, SECOND_LOOK + timedelta(days=3))
    )
    assert first == second


def test_what_needs_a_person_is_called_so(store: Store, workspace: Workspace) -> None:
    add_finding(store, "qh1", FINANCE, FIRST_LOOK, outcome=Outcome.NEEDS_REVIEW)
    (title,) = titles(feed_of(store, workspace)[1])
    assert title.startswith("［需人工复核］青禾县财政局 2025 年度：")


def test_what_is_gone_is_told_as_mended_under_the_same_id(store: Store, workspace: Workspace) -> None:
    row = add_finding(store, "qh1", FINANCE, FIRST_LOOK)
    before = feed_of(store, workspace)[1].findtext("{*}entry/{*}id")
    store.resolve_finding(row, edition_id=None, at=SECOND_LOOK, cause=Cause.CONTENT)
    entry = feed_of(store, workspace)[1].find("{*}entry")
    assert entry.findtext("{*}id") == before
    assert entry.findtext("{*}title").startswith("［已消除］")
    assert entry.findtext("{*}content").startswith("此项已不再成立。")
    assert entry.findtext("{*}updated") > entry.findtext("{*}published")


@pytest.mark.parametrize(
    ("cause", "mark"),
    [
        (Cause.CALENDAR, "［已消除］"),
        (Cause.RULES, "［规则调整后不再列出］"),
        (Cause.READING, "［重新读取同一页面后不再列出］"),
        (Cause.SETTINGS, "［规则停用后不再列出］"),
        (Cause.OTHERS, "［其他报告变动后不再列出］"),
    ],
)
def test_what_we_or_others_took_away_is_not_told_as_mended(
    store: Store, workspace: Workspace, cause: Cause, mark: str
) -> None:
    row = add_finding(store, "qh1", FINANCE, FIRST_LOOK)
    store.resolve_finding(row, edition_id=None, at=SECOND_LOOK, cause=cause)
    (title,) = titles(feed_of(store, workspace)[1])
    assert title.startswith(mark)


def test_a_feed_of_one_body_tells_of_nobody_else(store: Store, workspace: Workspace) -> None:
    add_finding(store, "qh1", FINANCE, FIRST_LOOK)
    add_finding(store, "qh2", EDUCATION, FIRST_LOOK)
    path, root = feed_of(store, workspace, office="qh1")
    assert path == f"digests/feeds/{FINANCE}.xml"
    assert len(titles(root)) == 1
    assert EDUCATION not in "".join(root.itertext())


@pytest.mark.parametrize("name", ["../../上级", "a/b", "a:b", "", ".", "CON 县", "长" * 300])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    stem = file_stem(name)
    assert Path(stem).name == stem
    assert 0 < len(stem) <= 70
    assert stem not in {".", ".."}
    assert file_stem("a-b") != file_stem("a/b")
