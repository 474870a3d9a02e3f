"""The password of the mail server and the addresses of chat groups are nowhere but where their owner put them."""

import gzip
import os
import sqlite3
import stat
import sys
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from typer.testing import CliRunner

import duban as front_door
from config.workspace import Workspace
from reports.digest import write_digest
from reports.store import Store
from tests.conftest import ROOT, run
from tests.reports.digest_ledger import FIRST_LOOK, SECOND_LOOK, ZHANG, add_finding, look, make_workspace
from tests.reports.test_mail_send import SMTP_TABLE, serving

PASSWORD, TOKEN = "pl4inly-m4rked-p4ssword", "pl4inly-m4rked-t0ken"
SECRETS = tuple(
    form
    for secret in (PASSWORD, TOKEN)
    for form in (secret, b64encode(secret.encode()).decode(), b64encode(f"\0duban\0{secret}".encode()).decode())
)
DAY = ("--as-of", "2026-02-05")
INSIDE = (
    *(("check", *DAY), ("digest", *DAY), ("alert", *DAY), ("status", "--json", *DAY), ("status", "--health")),
    *(("export", "ledger", *DAY), ("export", "feed", *DAY), ("evidence", "{finding}"), ("search", "青禾县")),
    *(("outbox",), ("fsck",), ("schedule", "--dry-run"), ("--help",)),
)
"""Commands that can run in the process of the tests, which is faster; `run` and `doctor` bring Scrapy, which cannot."""


def answer(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
    """Refuse the login, and repeat what was said."""
    assert isinstance(data, LoginPassword)
    return AuthResult(success=False, handled=False, message=f"535 no such login {data.password.decode()}")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str]]]:
    """The folder of a workspace in which every command was run, and all that they said."""
    folder = tmp_path_factory.mktemp("secrets")
    with serving(authenticator=answer, auth_require_tls=False, auth_exclude_mechanism=()) as server:
        workspace, finding = office(folder / "w", server.port)
        told = [inside(workspace, *(word.format(finding=finding) for word in words)) for words in INSIDE]
        told += [*duban(workspace, "run", *DAY), *duban(workspace, "doctor", "qh1", *DAY)]
        told.append(inside(workspace, "backup", str(folder / "backup.zip")))
        yield folder, told


def office(root: Path, port: int) -> tuple[Workspace, str]:
    """A workspace with a message for a person and one for a group; neither can be sent."""
    chats = '[[chats]]\nname = "{0}"\n{1}\noperator = true\n'
    groups = chats.format("one", 'url_file = "chat.secret"') + chats.format("other", 'url_variable = "CHAT_URL"')
    smtp = SMTP_TABLE.format(port=port, security="none", user="duban")
    hours = "[alerts]\nblocked_runs = 1\nquiet_from = 0\nquiet_until = 0\ndays_off = true\n"
    workspace = make_workspace(root, f'{ZHANG}{hours}{groups}{smtp}password_file = "smtp.secret"\n')
    for name, text in (("smtp.secret", PASSWORD), ("chat.secret", f"json://127.0.0.1:9/{TOKEN}")):
        (root / name).write_text(text, encoding="utf-8")
        (root / name).chmod(0o600)
    with Store.open(workspace.database, write=True) as store:
        look(store, workspace, FIRST_LOOK)
        write_digest(store, workspace, as_of=FIRST_LOOK)
        return workspace, add_finding(store, "qh1", "青禾县财政局", SECOND_LOOK).public_id


def duban(workspace: Workspace, *words: str) -> tuple[str, str]:
    """Run a command as a user would; return what it said and what it complained of."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(workspace).items():
            patch.setenv(name, value)
        done = run([sys.executable, "-m", "duban", *words], workspace.root)
    return done.stdout, done.stderr


def inside(workspace: Workspace, *words: str) -> str:
    return CliRunner().invoke(front_door.app, words, env=environment(workspace), catch_exceptions=False).output


def environment(workspace: Workspace) -> dict[str, str]:
    return {"CHAT_URL": f"json://127.0.0.1:9/{TOKEN}", "DUBAN_WORKSPACE": str(workspace.root)}


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file and everything that is packed in it."""
    yield name, data
    if data.startswith(b"\x1f\x8b"):
        yield from unpacked(f"{name}!", gzip.decompress(data))
    elif zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as package:
            for member in package.namelist():
                yield from unpacked(f"{name}!{member}", package.read(member))


def holding(pieces: Iterator[tuple[str, bytes]]) -> list[str]:
    return [name for name, data in pieces if any(secret.encode() in data for secret in SECRETS)]


@pytest.mark.slow
def test_no_file_holds_a_secret(said: tuple[Path, list[str]]) -> None:
    folder, _ = said
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".secret"]
    endings = {path.suffix for path in files}
    assert {".sqlite", ".zip", ".eml", ".txt", ".html", ".xlsx", ".gz", ".wacz", ".log", ".xml"} <= endings
    assert holding(piece for path in files for piece in unpacked(path.name, path.read_bytes())) == []


@pytest.mark.slow
def test_no_row_holds_a_secret(said: tuple[Path, list[str]]) -> None:
    folder, _ = said
    with closing(sqlite3.connect(folder / "w" / "duban.sqlite")) as db:
        dump = "\n".join(db.iterdump())
        errors = [error for (error,) in db.execute("SELECT error FROM messages WHERE recipient LIKE 'chat:%'")]
    assert holding(iter([("dump", dump.encode())])) == []
    assert errors
    assert all(errors)  # both groups were tried


@pytest.mark.slow
def test_nothing_that_is_said_holds_a_secret(said: tuple[Path, list[str]]) -> None:
    _, told = said
    assert holding((text[:80], text.encode()) for text in told) == []
    assert any("535 no such login …" in text for text in told)


PASTED = {
    "password in the settings": (f'password = "{PASSWORD}"', "", "must not hold a password"),
    "password as the name of its file": (f'password_file = "{PASSWORD}"', "", "smtp.password_file must be the path"),
    "address as the name of its file": ("", f'url_file = "json://127.0.0.1/{TOKEN}"', "must not hold the address"),
    "address as the variable": ("", f'url_variable = "json://127.0.0.1/{TOKEN}"', "must not hold the address"),
    "address in the settings": ("", f'url = "json://127.0.0.1/{TOKEN}"', "must not hold the address"),
}


@pytest.mark.parametrize(("smtp", "chat", "words"), PASTED.values(), ids=PASTED)
def test_a_secret_in_the_wrong_place_is_refused_and_not_repeated(
    tmp_path: Path, smtp: str, chat: str, words: str
) -> None:
    table = SMTP_TABLE.format(port=9, security="none", user="duban") + smtp
    group = f'\n[[chats]]\nname = "g"\n{chat}\n' if chat else ""
    workspace = make_workspace(tmp_path / "w", f"{table}\n{group}")
    said, complaint = duban(workspace, "send")
    assert said == ""
    (line,) = complaint.splitlines()
    assert words in line
    assert holding(iter([("line", line.encode())])) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("others", [stat.S_IRGRP, stat.S_IROTH], ids=["group", "world"])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, others: int) -> None:
    workspace, _ = office(tmp_path / "w", 9)
    (workspace.root / "smtp.secret").chmod(0o600 | others)
    said, complaint = duban(workspace, "send")
    assert said == ""
    (line,) = complaint.splitlines()
    assert "can be read by others: run `chmod 600" in line
    assert PASSWORD not in line


def test_no_secret_is_taken_from_the_command_line() -> None:
    """Whoever may list the processes of a machine may read their arguments."""
    done = run([sys.executable, "-m", "duban", "send", "--help"], ROOT)
    assert done.returncode == 0
    assert "password" not in done.stdout.lower()
