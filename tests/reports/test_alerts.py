"""Alerts between digests: told once, to those concerned, at decent hours, and taken back when they no longer hold."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from json import loads
from pathlib import Path
from threading import Thread

import pytest

from config.clock import SHANGHAI, end_of_day, now
from config.workspace import Workspace
from reports.alerts import AlertSummary, watch
from reports.digest import write_digest
from reports.mail import PAUSES, send
from reports.store import MessageState, RunState, RunVerdict, Store
from tests.reports.digest_ledger import FIRST_LOOK, SECOND_LOOK, SITE, ZHANG, add_finding, look, make_workspace

MORNING = datetime(2026, 2, 6, 9, 30, tzinfo=SHANGHAI)
ALERTS = '\n[alerts]\noperator = "keeper@office.example"\n'
THIRD_LOOK = end_of_day(date(2026, 2, 8))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path, ZHANG + ALERTS)


@pytest.fixture
def store(workspace: Workspace) -> Iterator[Store]:
    """A ledger of which everybody was told by a digest, the operator by an alert."""
    with Store.open(workspace.database, write=True) as opened:
        look(opened, workspace, FIRST_LOOK)
        write_digest(opened, workspace, as_of=FIRST_LOOK)
        yield opened


def see_the_blocked_site(store: Store, workspace: Workspace, at: datetime, state: RunState = RunState.ACCEPTED) -> None:
    """Let the site that was blocked be looked at once more; nothing is found there."""
    source = next(each for each in workspace.registry.sources() if each.site != SITE)
    run = store.start_run(source, at, simulated=True)
    store.finish_run(run.id, RunVerdict(state, "" if state is RunState.ACCEPTED else "网站返回验证页面", {"ok": 1}))


def nobody_there(store: Store, workspace: Workspace) -> datetime:
    """Prove that the third body has published nothing, and return the day it is proven on."""
    for at in (SECOND_LOOK, THIRD_LOOK):
        see_the_blocked_site(store, workspace, at)
    return THIRD_LOOK


def texts(summary: AlertSummary) -> list[str]:
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in summary.queued]
    return [f"{mail['To']}: {mail['Subject']}\n{mail.get_body(('plain',)).get_content()}" for mail in mails]


def test_what_the_digest_told_is_no_alert(store: Store, workspace: Workspace):
    assert watch(store, workspace, as_of=FIRST_LOOK, now=MORNING) == AlertSummary()


def test_before_the_first_digest_nobody_is_alerted(workspace: Workspace):
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        as_of = nobody_there(store, workspace)
        assert watch(store, workspace, as_of=as_of, now=MORNING) == AlertSummary()


def test_a_report_proven_missing_is_told_once(store: Store, workspace: Workspace):
    as_of = nobody_there(store, workspace)
    first = watch(store, workspace, as_of=as_of, now=MORNING)
    again = watch(store, workspace, as_of=as_of, now=MORNING)
    (text,) = texts(first)
    assert text.startswith("张科长 <zhang@office.example>: 【模拟】年报预警 2026-02-08：逾期未发布 1\n")
    assert "云麓街道办事处 2025 年度报告，截止 2026-01-31，至 2026-02-08 多次合格巡查均未见" in text
    assert (first.told, again) == (1, AlertSummary())


def test_what_a_digest_has_told_meanwhile_is_no_alert(store: Store, workspace: Workspace):
    as_of = nobody_there(store, workspace)
    write_digest(store, workspace, as_of=as_of)
    assert watch(store, workspace, as_of=as_of, now=MORNING) == AlertSummary()


def test_one_look_without_the_report_accuses_nobody(store: Store, workspace: Workspace):
    see_the_blocked_site(store, workspace, SECOND_LOOK)
    assert watch(store, workspace, as_of=SECOND_LOOK, now=MORNING) == AlertSummary()


def test_findings_about_other_things_are_no_proof_of_it(store: Store, workspace: Workspace):
    as_of = nobody_there(store, workspace)
    found = add_finding(store, "yl1", "云麓街道办事处", as_of)
    (text,) = texts(watch(store, workspace, as_of=as_of, now=MORNING))
    assert found.public_id not in text


def test_a_changed_report_is_told_to_its_overseer(store: Store, workspace: Workspace):
    look(store, workspace, SECOND_LOOK, review_total=11)
    (text,) = texts(watch(store, workspace, as_of=SECOND_LOOK, now=MORNING))
    assert "发布后有改动 2" in text.splitlines()[0]
    assert "青禾县财政局 2025 年度报告内容与上次告知时不同" in text


def test_trouble_of_the_crawler_goes_to_the_operator_alone(store: Store, workspace: Workspace):
    for day in (3, 4):
        see_the_blocked_site(store, workspace, end_of_day(date(2026, 2, day)), RunState.BLOCKED)
    as_of = end_of_day(date(2026, 2, 4))
    lost = watch(store, workspace, as_of=as_of, now=MORNING)
    again = watch(store, workspace, as_of=as_of, now=MORNING)
    see_the_blocked_site(store, workspace, SECOND_LOOK)
    back = watch(store, workspace, as_of=SECOND_LOOK, now=MORNING)
    assert [text.splitlines()[0] for text in (*texts(lost), *texts(back))] == [
        "keeper@office.example: 【模拟】督办系统运行告警 2026-02-04：网站连续未能看全 1",
        "keeper@office.example: 【模拟】督办系统运行告警 2026-02-05：网站恢复正常 1",
    ]
    assert "连续 3 次未能看全" in texts(lost)[0]
    assert "网站返回验证页面" in texts(lost)[0]
    assert again == AlertSummary()


@pytest.mark.parametrize("state", [MessageState.UNCERTAIN, MessageState.FAILED])
def test_a_message_that_waits_for_a_person_is_told_to_the_operator(
    store: Store, workspace: Workspace, state: MessageState
):
    (message,) = store.messages()
    store.mark_message(message.id, state, "550 no such user")
    (text,) = texts(watch(store, workspace, as_of=FIRST_LOOK, now=MORNING))
    assert text.startswith("keeper@office.example: ")
    assert "收件人 zhang@office.example：550 no such user" in text


def test_a_message_to_the_operator_that_failed_is_not_told_to_him_by_another(store: Store, workspace: Workspace):
    (message,) = store.messages()
    store.mark_message(message.id, MessageState.FAILED, "550 no such user")
    watch(store, workspace, as_of=FIRST_LOOK, now=MORNING)
    own = store.messages()[-1]
    store.mark_message(own.id, MessageState.FAILED, "550 no such user")
    assert watch(store, workspace, as_of=FIRST_LOOK, now=MORNING + timedelta(days=3)) == AlertSummary()


@pytest.mark.parametrize(
    ("moment", "settings"),
    [
        (MORNING.replace(hour=22), ""),
        (MORNING.replace(hour=3), ""),
        (MORNING.replace(day=7), ""),  # a Saturday
        (MORNING.replace(day=17), ""),  # the Spring Festival of 2026
        (MORNING.replace(hour=12), "quiet_from = 12\nquiet_until = 14\n"),
    ],
)
def test_at_other_hours_and_on_days_off_it_waits(tmp_path: Path, moment: datetime, settings: str):
    workspace = make_workspace(tmp_path, ZHANG + ALERTS + settings)
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        write_digest(store, workspace, as_of=FIRST_LOOK)
        as_of = nobody_there(store, workspace)
        held = watch(store, workspace, as_of=as_of, now=moment)
        later = watch(store, workspace, as_of=as_of, now=MORNING)
    assert (held, later.told) == (AlertSummary(held=1), 1)


def test_after_enough_messages_in_a_day_the_rest_is_told_together_the_next(tmp_path: Path):
    workspace = make_workspace(
        tmp_path, ZHANG + ALERTS + "per_day = 1\ndays_off = true\nquiet_from = 0\nquiet_until = 0\n"
    )
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        write_digest(store, workspace, as_of=FIRST_LOOK)
        look(store, workspace, SECOND_LOOK, review_total=11)
        first = watch(store, workspace, as_of=SECOND_LOOK)
        as_of = nobody_there(store, workspace)
        second = watch(store, workspace, as_of=as_of)
        tomorrow = watch(store, workspace, as_of=as_of, now=now() + timedelta(days=1))
    assert [(each.told, each.held) for each in (first, second, tomorrow)] == [(2, 0), (0, 1), (1, 0)]


def test_what_came_and_went_while_it_waited_is_not_told(store: Store, workspace: Workspace):
    look(store, workspace, SECOND_LOOK, review_total=11)
    night = watch(store, workspace, as_of=SECOND_LOOK, now=MORNING.replace(hour=22))
    look(store, workspace, THIRD_LOOK)
    morning = watch(store, workspace, as_of=THIRD_LOOK, now=MORNING)
    assert night == AlertSummary(held=2)
    assert [text for text in texts(morning) if text.startswith("张科长")] == []


class Group(BaseHTTPRequestHandler):
    """The web hook of a chat group; `answer` of its server is the status it gives."""

    def do_POST(self) -> None:
        body = loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append(body)
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""


@contextmanager
def group(answer: int = 200) -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Group)
    server.heard, server.answer = [], answer
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


SECRET = "tok3n"  # noqa: S105 - of a group that is not there
CHAT = '\n[[chats]]\nname = "督办群"\nurl_variable = "CHAT_URL"\n'


@pytest.fixture
def chatting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Workspace]:
    """A workspace with a chat group that has taken note of how things stand."""

    def made(port: int) -> Workspace:
        monkeypatch.setenv("CHAT_URL", f"json://127.0.0.1:{port}/{SECRET}")
        workspace = make_workspace(tmp_path, "\n[alerts]\n" + CHAT)
        with Store.open(workspace.database, write=True) as store:
            look(store, workspace, FIRST_LOOK)
            assert watch(store, workspace, as_of=FIRST_LOOK, now=MORNING) == AlertSummary()
            watch(store, workspace, as_of=nobody_there(store, workspace), now=MORNING)
        return workspace

    return made


def test_a_chat_group_hears_what_happens_once(chatting: Callable[[int], Workspace]):
    with group() as server:
        workspace = chatting(server.server_port)
        with Store.open(workspace.database, write=True) as store:
            first, second = send(store, workspace), send(store, workspace)
    (heard,) = server.heard
    assert heard["title"] == "【模拟】年报预警 2026-02-08：逾期未发布 1"
    assert "云麓街道办事处 2025 年度报告" in heard["message"]
    assert ([message.recipient for message in first.sent], second.sent) == (["chat:督办群"], ())


@pytest.mark.parametrize("answer", [500, 404])
def test_a_group_that_answers_with_an_error_has_not_heard(chatting: Callable[[int], Workspace], answer: int):
    with group(answer) as server:
        workspace = chatting(server.server_port)
        with Store.open(workspace.database, write=True) as store:
            (failed,) = send(store, workspace).failed
            server.answer = 200
            assert len(send(store, workspace, now=now() + PAUSES[0]).sent) == 1
    assert f"error={answer}" in failed.error


def test_a_group_out_of_reach_is_tried_again_and_its_address_is_kept_secret(chatting: Callable[[int], Workspace]):
    with group() as server:
        port = server.server_port
    workspace = chatting(port)
    with Store.open(workspace.database, write=True) as store:
        (failed,) = send(store, workspace).failed
    kept = b"".join(path.read_bytes() for path in workspace.root.rglob("*") if path.is_file())
    assert failed.retry_at is not None
    assert SECRET.encode() not in kept
    assert SECRET not in failed.error
