"""Writing digests into a workspace: the page, the messages, each content once, whatever happens in between."""

from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from checks.model import Level
from config.clock import end_of_day
from config.errors import UserError
from config.workspace import Workspace
from reports.digest import DigestSummary, preview, write_digest
from reports.store import Cause, MessageState, RunState, RunVerdict, Store
from tests.reports.digest_ledger import FIRST_LOOK, SECOND_LOOK, ZHANG, add_finding, judged, look, make_workspace

TWO_READERS = """
[[recipients]]
email = "zhang@office.example"
bodies = ["qh1"]

[[recipients]]
email = "li@office.example"
name = "李主任"
bodies = ["青禾县教育局"]
lang = "en"
level = "error"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "w")


@pytest.fixture
def store(workspace: Workspace) -> Iterator[Store]:
    with Store.open(workspace.database, write=True) as opened:
        look(opened, workspace, FIRST_LOOK)
        yield opened


def told(summary: DigestSummary) -> str:
    return summary.path.read_text(encoding="utf-8")


def mail_text(path: Path) -> str:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    part = message.get_body(("plain",))
    assert part is not None
    return part.get_content()


def test_a_first_digest_is_a_page_its_copy_and_a_message(store: Store, workspace: Workspace):
    summary = write_digest(store, workspace, as_of=FIRST_LOOK)
    assert summary.path == workspace.digests / "2026-02-02.html"
    assert (workspace.digests / "latest.html").read_bytes() == summary.path.read_bytes()
    assert (summary.changed, summary.queued) == (True, 1)
    (message,) = store.messages(MessageState.QUEUED)
    assert workspace.root / message.path == summary.outbox[0]
    assert "这是首份简报" in mail_text(summary.outbox[0])


def test_again_with_the_same_ledger_changes_no_byte_and_queues_nothing(store: Store, workspace: Workspace):
    write_digest(store, workspace, as_of=FIRST_LOOK)
    add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK)
    first = write_digest(store, workspace, as_of=FIRST_LOOK)
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.html")}
    again = write_digest(store, workspace, as_of=FIRST_LOOK)
    assert (first.changed, again.changed, again.queued) == (True, False, 0)
    assert {path: path.read_bytes() for path in workspace.root.rglob("*.html")} == before
    assert len(store.messages()) == 2


def test_another_day_with_nothing_new_queues_nothing_and_the_page_says_so(store: Store, workspace: Workspace):
    write_digest(store, workspace, as_of=FIRST_LOOK)
    look(store, workspace, SECOND_LOOK)
    later = write_digest(store, workspace, as_of=SECOND_LOOK)
    assert (later.changed, later.queued) == (False, 0)
    assert "与上期（2026-02-02）相比没有变化" in told(later)


def test_a_new_and_a_mended_finding_are_told_once(store: Store, workspace: Workspace):
    found = add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK)
    write_digest(store, workspace, as_of=FIRST_LOOK)
    store.resolve_finding(found, edition_id=None, at=SECOND_LOOK, cause=Cause.CONTENT)
    add_finding(store, "qh1", "青禾县财政局", SECOND_LOOK, message="诉讼 总计 1 ≠ 2")
    summary = write_digest(store, workspace, as_of=SECOND_LOOK)
    text = mail_text(summary.outbox[0])
    assert "新增 青禾县财政局 2025：错误 A104 诉讼 总计 1 ≠ 2" in text
    assert "已消除 青禾县教育局 2025：错误 A104 行政复议 总计 0" in text
    assert write_digest(store, workspace, as_of=SECOND_LOOK).queued == 0


def test_a_finding_that_comes_and_goes_between_two_digests_is_not_told(store: Store, workspace: Workspace):
    write_digest(store, workspace, as_of=FIRST_LOOK)
    flash = add_finding(store, "qh2", "青禾县教育局", SECOND_LOOK)
    store.resolve_finding(flash, edition_id=None, at=SECOND_LOOK, cause=Cause.CONTENT)
    assert not write_digest(store, workspace, as_of=SECOND_LOOK).changed


def test_a_changed_report_is_told(store: Store, workspace: Workspace):
    write_digest(store, workspace, as_of=FIRST_LOOK)
    look(store, workspace, SECOND_LOOK, review_total=11)
    summary = write_digest(store, workspace, as_of=SECOND_LOOK)
    assert summary.changed
    assert "报告有改动 青禾县财政局 2025" in mail_text(summary.outbox[0])


def test_content_that_returns_to_what_it_was_is_news_again(store: Store, workspace: Workspace):
    write_digest(store, workspace, as_of=FIRST_LOOK)
    found = add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK)
    write_digest(store, workspace, as_of=FIRST_LOOK)
    store.resolve_finding(found, edition_id=None, at=FIRST_LOOK, cause=Cause.CONTENT)
    assert write_digest(store, workspace, as_of=FIRST_LOOK).queued == 1
    assert len({message.key for message in store.messages()}) == 3


def test_the_page_follows_the_cells_of_the_store(store: Store, workspace: Workspace):
    add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK)
    page = told(write_digest(store, workspace, as_of=FIRST_LOOK))
    assert "结果维持" in page
    assert "http://127.0.0.1:8801/t1.html" in page


def test_every_reader_gets_what_concerns_that_reader_in_that_language(tmp_path: Path):
    workspace = make_workspace(tmp_path / "w", TWO_READERS)
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        add_finding(store, "qh1", "青禾县财政局", FIRST_LOOK)
        add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK, message="提示", level=Level.HINT)
        zhang, li = write_digest(store, workspace, as_of=FIRST_LOOK).outbox
    assert "青禾县教育局" not in mail_text(zhang)
    assert "青禾县财政局" not in mail_text(li)
    assert "There are no open findings of the chosen levels for 2025" in mail_text(li)
    assert "云麓街道办事处" not in mail_text(li)


def test_only_readers_to_whom_it_is_news_get_a_message(tmp_path: Path):
    workspace = make_workspace(tmp_path / "w", TWO_READERS)
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        write_digest(store, workspace, as_of=FIRST_LOOK)
        add_finding(store, "qh1", "青禾县财政局", FIRST_LOOK)
        summary = write_digest(store, workspace, as_of=FIRST_LOOK)
        assert [message.recipient for message in store.messages()][2:] == ["zhang@office.example"]
    assert (summary.changed, summary.queued) == (True, 1)


def test_an_address_listed_twice_is_two_readers(tmp_path: Path):
    twice = ZHANG + ZHANG.replace('bodies = "*"', 'bodies = ["qh1"]')
    workspace = make_workspace(tmp_path / "w", twice)
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        assert write_digest(store, workspace, as_of=FIRST_LOOK).queued == 2
        assert write_digest(store, workspace, as_of=FIRST_LOOK).queued == 0


def test_without_recipients_there_is_still_a_page(tmp_path: Path):
    workspace = make_workspace(tmp_path / "w", "")
    with Store.open(workspace.database, write=True) as store:
        summary = write_digest(store, workspace, as_of=FIRST_LOOK, lang="en")
    assert (summary.changed, summary.queued) == (True, 0)
    assert '<html lang="en">' in told(summary)


def test_a_recipient_of_an_unknown_body_is_one_clear_line_and_nothing_is_written(tmp_path: Path):
    workspace = make_workspace(tmp_path / "w", ZHANG.replace('"*"', '["青禾县外星局"]'))
    said = r"duban\.toml: recipients, zhang@office\.example: .*青禾县外星局"
    with Store.open(workspace.database, write=True) as store, pytest.raises(UserError, match=said):
        write_digest(store, workspace, as_of=FIRST_LOOK)
    assert not workspace.digests.exists()


def test_a_folder_that_cannot_be_written_is_one_clear_line(store: Store, workspace: Workspace):
    workspace.outbox.write_text("in the way")
    with pytest.raises(UserError, match="outbox"):
        write_digest(store, workspace, as_of=FIRST_LOOK)
    assert store.messages() == []


def test_the_ledger_does_not_go_back(store: Store, workspace: Workspace):
    store.set_evaluated(SECOND_LOOK)
    with pytest.raises(UserError, match="the ledger stands at 2026-02-05"):
        write_digest(store, workspace, as_of=end_of_day(date(2026, 2, 4)))


@pytest.mark.parametrize("step", ["record_digest", "queue_message"])
def test_a_crash_before_the_message_is_recorded_costs_and_doubles_nothing(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, step: str
):
    class Killed(BaseException):
        pass

    def die(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Store, step, die)
        with pytest.raises(Killed):
            write_digest(store, workspace, as_of=FIRST_LOOK)
    summary = write_digest(store, workspace, as_of=FIRST_LOOK)
    assert summary.queued == 1
    assert len(store.messages()) == 1
    assert len(list(workspace.outbox.iterdir())) == 1
    assert write_digest(store, workspace, as_of=FIRST_LOOK).queued == 0


def test_one_outage_of_a_source_is_no_news_but_a_lasting_one_is(store: Store, workspace: Workspace):
    write_digest(store, workspace, as_of=FIRST_LOOK)
    sent = []
    for day in (5, 6, 7):
        at = end_of_day(date(2026, 2, day))
        _look_in_vain(store, workspace, at)
        sent.append(write_digest(store, workspace, as_of=at).queued)
    assert sent == [0, 0, 1]


def _look_in_vain(store: Store, workspace: Workspace, at: datetime) -> None:
    for source in workspace.registry.sources():
        run = store.start_run(source, at, simulated=True)
        store.finish_run(run.id, RunVerdict(RunState.REJECTED, "栏目首页没有打开"))


def test_a_report_that_no_rule_has_looked_at_is_not_told_of_as_clean(tmp_path: Path) -> None:
    """A digest after a crawl whose check was killed said "nothing was found"."""
    workspace = make_workspace(tmp_path)
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        look(store, workspace, SECOND_LOOK, review_total=11)
        body = workspace.registry.bodies[0]
        newest = next(e for e in store.editions(body.id, 2025) if e.current)
        store.save_evaluation(judged(body.id, newest.id - 1, FIRST_LOOK))
        with pytest.raises(UserError, match="run `duban check` first"):
            write_digest(store, workspace, as_of=SECOND_LOOK)


BRIEF = ZHANG + 'nothing_new = "brief"\n'


def test_who_wants_to_hear_that_nothing_is_new_hears_it_once_a_day(tmp_path: Path):
    workspace = make_workspace(tmp_path, BRIEF)
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        write_digest(store, workspace, as_of=FIRST_LOOK)
        same_day = write_digest(store, workspace, as_of=FIRST_LOOK)
        look(store, workspace, SECOND_LOOK)
        later = write_digest(store, workspace, as_of=SECOND_LOOK)
        sent = later.outbox[0].read_bytes()
        later.outbox[0].unlink()
        again = write_digest(store, workspace, as_of=SECOND_LOOK)
    message = message_from_bytes(sent, policy=policy.default)
    assert (same_day.queued, later.queued, again.queued) == (0, 1, 0)
    assert message["Subject"] == "年报督办 2026-02-05：没有新的情况"
    assert "与上期（2026-02-02）相比没有变化" in message.get_body(("plain",)).get_content()
    assert "网站返回验证页面" in message.get_body(("html",)).get_content()


def test_after_a_word_that_nothing_is_new_the_next_digest_still_tells_what_is(tmp_path: Path):
    workspace = make_workspace(tmp_path, BRIEF)
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        write_digest(store, workspace, as_of=FIRST_LOOK)
        look(store, workspace, SECOND_LOOK)
        write_digest(store, workspace, as_of=SECOND_LOOK)
        add_finding(store, "qh2", "青禾县教育局", SECOND_LOOK)
        summary = write_digest(store, workspace, as_of=SECOND_LOOK)
    assert "与上期（2026-02-02）相比" in mail_text(summary.outbox[0])


def test_a_preview_is_what_would_be_sent_and_leaves_no_trace(store: Store, workspace: Workspace, tmp_path: Path):
    files = preview(store, workspace, tmp_path / "look", as_of=FIRST_LOOK)
    assert (store.messages(), store.last_digest("*")) == ([], None)
    queued = write_digest(store, workspace, as_of=FIRST_LOOK).outbox
    (mail,) = (path for path in files if path.suffix == ".eml")
    assert mail.read_bytes() == queued[0].read_bytes()
    assert [path.suffix for path in files] == [".eml", ".html", ".txt"]
