"""Sending through a real mail server on this machine, one that takes the same message as often as it is given it."""

import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from config.clock import now
from config.errors import UserError
from config.settings import PASSWORD_VARIABLE
from config.workspace import Workspace
from reports.digest import write_digest
from reports.mail import PAUSES, give_up, resend, send
from reports.store import MessageState, Store
from tests.conftest import ROOT
from tests.reports.digest_ledger import FIRST_LOOK, ZHANG, look, make_workspace

LI = ZHANG.replace("zhang@", "li@")

SMTP_TABLE = """
[smtp]
host = "127.0.0.1"
port = {port}
security = "{security}"
user = "{user}"
sender = "duban@office.example"
timeout = 5.0
"""


class Server(Controller):
    """A mail server on a free port that keeps what it takes; `answer` may answer otherwise than 250."""

    def __init__(self, answer: Callable[[Envelope], str] = lambda _: "250 OK", **options: object) -> None:
        super().__init__(self, hostname="127.0.0.1", port=0, **options)
        self.answer = answer
        self.taken: list[Envelope] = []

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    async def handle_RCPT(self, _server, _session, envelope, address: str, _options) -> str:  # noqa: N802 - aiosmtpd's
        answer = self.answer(envelope) if address.startswith("li@") else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - as above
        answer = self.answer(envelope)
        if answer.startswith("250"):
            self.taken.append(envelope)
        return answer


@contextmanager
def serving(**options: object) -> Iterator[Server]:
    server = Server(**options)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def queued(root: Path, recipients: str = ZHANG) -> None:
    """Make a workspace whose messages wait in the outbox."""
    workspace = make_workspace(root, recipients)
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        write_digest(store, workspace, as_of=FIRST_LOOK)


def configured(root: Path, port: int, security: str = "none", user: str = "") -> Workspace:
    """Name the mail server in the settings of a workspace."""
    settings = (root / "duban.toml").read_text(encoding="utf-8").split("\n[smtp]")[0]
    table = SMTP_TABLE.format(port=port, security=security, user=user)
    (root / "duban.toml").write_text(settings + table, encoding="utf-8")
    return Workspace.open(root)


def states(workspace: Workspace) -> list[MessageState]:
    with Store.open(workspace.database) as store:
        return [message.state for message in store.messages()]


def test_a_message_arrives_once_as_it_was_written(tmp_path: Path):
    queued(tmp_path)
    (file,) = (tmp_path / "outbox").glob("*.eml")
    written = file.read_bytes()
    with serving() as server:
        workspace = configured(tmp_path, server.port)
        with Store.open(workspace.database, write=True) as store:
            first = send(store, workspace)
            second = send(store, workspace)
    (envelope,) = server.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("duban@office.example", ["zhang@office.example"])
    assert envelope.content == written
    assert "未能查看" in message_from_bytes(envelope.content, policy=policy.default)["Subject"]
    assert ([m.recipient for m in first.sent], second.sent) == (["zhang@office.example"], ())
    assert [path.name for path in (tmp_path / "outbox" / "sent").iterdir()] == [file.name]
    assert not file.exists()


def test_without_a_mail_server_messages_wait_in_the_outbox(tmp_path: Path):
    queued(tmp_path)
    workspace = Workspace.open(tmp_path)
    with Store.open(workspace.database, write=True) as store:
        summary = send(store, workspace)
    assert ([m.recipient for m in summary.waiting], summary.sent) == (["zhang@office.example"], ())
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1


def test_a_message_refused_for_the_moment_is_tried_again_after_a_pause_and_harms_no_other(tmp_path: Path):
    queued(tmp_path, LI + ZHANG)
    answers = {"now": "451 try later"}
    with serving(answer=lambda envelope: "250 OK" if envelope.rcpt_tos else answers["now"]) as server:
        workspace = configured(tmp_path, server.port)
        with Store.open(workspace.database, write=True) as store:
            first = send(store, workspace)
            answers["now"] = "250 OK"
            too_early = send(store, workspace)
            second = send(store, workspace, now=now() + PAUSES[0])
    assert [(m.recipient, m.error) for m in first.failed] == [("li@office.example", "451 try later")]
    assert [m.recipient for m in first.sent] == ["zhang@office.example"]
    assert (too_early.sent, len(too_early.failed)) == ((), 1)
    assert ([m.recipient for m in second.sent], second.failed) == (["li@office.example"], ())
    assert len(server.taken) == 2


def test_a_message_refused_for_good_waits_for_a_person(tmp_path: Path):
    queued(tmp_path)
    answers = {"now": "550 no such user"}
    with serving(answer=lambda _: answers["now"]) as server:
        workspace = configured(tmp_path, server.port)
        with Store.open(workspace.database, write=True) as store:
            (message,) = send(store, workspace).failed
            answers["now"] = "250 OK"
            assert len(send(store, workspace, now=now() + timedelta(days=9)).failed) == 1
            assert message.retry_at is None
            resend(store, workspace, message.id)
            assert len(send(store, workspace).sent) == 1
    assert len(server.taken) == 1


@pytest.mark.parametrize("refusal", ["452 mailbox full", "554 looks like spam"])
def test_a_refusal_after_the_message_was_heard_is_no_delivery(tmp_path: Path, refusal: str):
    queued(tmp_path)
    with serving(answer=lambda _: refusal) as server:
        workspace = configured(tmp_path, server.port)
        with Store.open(workspace.database, write=True) as store:
            summary = send(store, workspace)
    assert [m.error for m in summary.failed] == [refusal]
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1


def test_a_message_that_keeps_failing_rests_longer_each_time_and_is_never_hidden(tmp_path: Path):
    queued(tmp_path)
    heard: list[Envelope] = []

    def refuse(envelope: Envelope) -> str:
        heard.append(envelope)
        return "450 busy"

    with serving(answer=refuse) as server:
        workspace = configured(tmp_path, server.port)
        with Store.open(workspace.database, write=True) as store:
            summaries = [send(store, workspace, now=now() + timedelta(days=day)) for day in range(8)]
    assert len(heard) == len(PAUSES) + 1
    assert [len(summary.failed) for summary in summaries] == [1] * 8
    rests = [s.failed[0].retry_at - s.failed[0].changed_at for s in summaries if s.failed[0].retry_at]
    assert rests == list(PAUSES)


def test_a_server_that_is_not_there_costs_no_attempt(tmp_path: Path):
    queued(tmp_path, LI + ZHANG)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    workspace = configured(tmp_path, port)
    with Store.open(workspace.database, write=True) as store:
        summary = send(store, workspace)
        assert [message.attempts for message in store.messages()] == [0, 0]
    assert len(summary.waiting) == 2
    assert summary.trouble.startswith(f"mail server 127.0.0.1:{port}: ")


def test_a_server_that_hangs_up_instead_of_answering_leaves_the_message_uncertain(tmp_path: Path):
    queued(tmp_path)
    with serving() as server:
        server.answer = lambda _: server.smtpd.transport.abort() or "250 OK"
        workspace = configured(tmp_path, server.port)
        with Store.open(workspace.database, write=True) as store:
            first, second = send(store, workspace), send(store, workspace)
    assert [len(summary.uncertain) for summary in (first, second)] == [1, 1]
    assert "no answer" in (first.uncertain[0].error or "")
    assert len(server.taken) == 1


def uncertain(root: Path) -> Workspace:
    """Let a server hang up in the middle of the only message."""
    queued(root)
    with serving() as server:
        server.answer = lambda _: server.smtpd.transport.abort() or "250 OK"
        workspace = configured(root, server.port)
        with Store.open(workspace.database, write=True) as store:
            send(store, workspace)
    return workspace


def test_an_uncertain_message_is_sent_again_by_a_persons_word_only(tmp_path: Path):
    uncertain(tmp_path)
    with serving() as server:
        workspace = configured(tmp_path, server.port)
        with Store.open(workspace.database, write=True) as store:
            assert send(store, workspace, now=now() + timedelta(days=9)).sent == ()
            resend(store, workspace, 1)
            assert len(send(store, workspace).sent) == 1
            with pytest.raises(UserError, match="message 1 was sent"):
                resend(store, workspace, 1)
    assert len(server.taken) == 1


def test_a_message_that_a_person_gives_up_is_not_counted_any_more(tmp_path: Path):
    workspace = uncertain(tmp_path)
    with Store.open(workspace.database, write=True) as store:
        give_up(store, 1, "arrived, says Zhang")
        summary = send(store, workspace)
        (message,) = store.messages()
        with pytest.raises(UserError, match="there is no message 7"):
            give_up(store, 7, "")
    assert (summary.uncertain, summary.failed, summary.sent) == ((), (), ())
    assert (message.state, message.error) == (MessageState.GIVEN_UP, "arrived, says Zhang")


def test_a_missing_file_is_a_failure_with_its_name(tmp_path: Path):
    queued(tmp_path)
    (file,) = (tmp_path / "outbox").glob("*.eml")
    data = file.read_bytes()
    file.unlink()
    with serving() as server:
        workspace = configured(tmp_path, server.port)
        with Store.open(workspace.database, write=True) as store:
            assert file.name in (send(store, workspace).failed[0].error or "")
            file.write_bytes(data)
            assert len(send(store, workspace).sent) == 1


SENDER = """
import sys
from pathlib import Path
from config.workspace import Workspace
from reports.mail import PAUSES, give_up, resend, send
from reports.store import Store

workspace = Workspace.open(Path(sys.argv[1]))
with Store.open(workspace.database, write=True) as store:
    send(store, workspace)
"""


def test_killed_between_sending_and_sent_the_message_is_uncertain_and_not_sent_twice(tmp_path: Path):
    queued(tmp_path, ZHANG + LI)
    victims: list[subprocess.Popen[bytes]] = []

    def kill(envelope: Envelope) -> str:
        if victims and "zhang@office.example" in envelope.rcpt_tos:
            victims.pop().kill()
        return "250 OK"

    with serving(answer=kill) as server:
        workspace = configured(tmp_path, server.port)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen([sys.executable, "-c", SENDER, str(tmp_path)], env=environment) as process:
            victims.append(process)
        assert process.returncode != 0
        assert states(workspace) == [MessageState.SENDING, MessageState.QUEUED]
        with Store.open(workspace.database, write=True) as store:
            summary = send(store, workspace)
            again = send(store, workspace)
    assert [m.recipient for m in summary.uncertain] == ["zhang@office.example"]
    assert [m.recipient for m in summary.sent] == ["li@office.example"]
    assert (len(again.uncertain), again.sent) == (1, ())
    assert sorted(envelope.rcpt_tos[0] for envelope in server.taken) == ["li@office.example", "zhang@office.example"]


def test_killed_after_the_server_confirmed_the_file_is_filed_away_by_the_next_send(tmp_path: Path):
    queued(tmp_path)
    workspace = Workspace.open(tmp_path)
    with Store.open(workspace.database, write=True) as store:
        (message,) = store.messages()
        store.mark_message(message.id, MessageState.SENT)
        summary = send(store, workspace)
    assert summary.sent == ()
    assert len(list((tmp_path / "outbox" / "sent").glob("*.eml"))) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, with its key, in one file."""
    from cryptography import x509  # noqa: PLC0415 - slow to import
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def _only_duban(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    known = LoginPassword(b"duban", b"secret")
    return AuthResult(success=data == known, handled=False)


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("said", ["secret", "wrong"])
def test_encrypted_and_logged_in(
    tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch, security: str, said: str
):
    sent = int(said == "secret")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv(PASSWORD_VARIABLE, said)
    queued(tmp_path)
    with _encrypted(security, certificate) as server:
        workspace = configured(tmp_path, server.port, security, "duban")
        with Store.open(workspace.database, write=True) as store:
            summary = send(store, workspace)
    assert (len(summary.sent), len(summary.waiting), len(server.taken)) == (sent, 1 - sent, sent)
    assert ("535" in summary.trouble) == (not sent)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, certificate: Path, security: str):
    queued(tmp_path)
    with _encrypted(security, certificate) as server:
        workspace = configured(tmp_path, server.port, security)
        with Store.open(workspace.database, write=True) as store:
            summary = send(store, workspace)
    assert (len(summary.waiting), server.taken) == (1, [])
    assert "certificate" in summary.trouble.lower()


def test_a_server_without_starttls_is_not_spoken_to_in_the_clear(tmp_path: Path):
    queued(tmp_path)
    with serving() as server:
        workspace = configured(tmp_path, server.port, "starttls")
        with Store.open(workspace.database, write=True) as store:
            summary = send(store, workspace)
    assert (len(summary.waiting), server.taken) == (1, [])
    assert "STARTTLS" in summary.trouble


def _encrypted(security: str, certificate: Path):
    if security == "tls":
        return serving(
            ssl_context=_tls(certificate), authenticator=_only_duban, auth_require_tls=False, auth_exclude_mechanism=()
        )
    return serving(
        tls_context=_tls(certificate), require_starttls=True, authenticator=_only_duban, auth_exclude_mechanism=()
    )
