"""2,000 messages through a real mail server while the sender is killed twenty times: `python -m tests.bench.mail`.

The server is a process of its own that takes the same message as often as it is given it. Printed: messages that
arrived twice, messages that neither arrived nor are shown to the operator, and messages that a kill left uncertain.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from config.clock import now
from config.workspace import Workspace, init_workspace
from reports.mail import Mail, file_name, write_whole
from reports.store import MessageState, Store
from tests.bench.records import Figure
from tests.writing import dice

SERVER = """
import socket, sys, time
from aiosmtpd.controller import Controller

class Taker:
    async def handle_DATA(self, server, session, envelope):
        with open(sys.argv[1], "ab", buffering=0) as file:
            file.write(envelope.rcpt_tos[0].encode() + b"\\n")
        return "250 OK"

with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
Controller(Taker(), hostname="127.0.0.1", port=port).start()
print(port, flush=True)
time.sleep(3600)
"""

SETTINGS = (
    '\n[smtp]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "duban@office.example"\ntimeout = 20.0\n'
)


@dataclass(frozen=True)
class Outcome:
    """What became of the messages; `in_flight` are kills that met a message between the server and the record."""

    messages: int
    kills: int
    in_flight: int
    duplicates: int
    lost: int
    uncertain: int
    seconds: float


def measure(messages: int, kills: int, seed: int) -> Outcome:
    """Send so many messages across so many kills, and count."""
    with TemporaryDirectory() as scratch:
        root, arrived = Path(scratch) / "workspace", Path(scratch) / "arrived"
        arrived.touch()
        command = [sys.executable, "-c", SERVER, str(arrived)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                workspace = _queued(root, messages, int(server.stdout.readline()))
                begun = time.perf_counter()
                in_flight = _send_under_fire(workspace, arrived, _marks(messages, kills, seed))
                return _outcome(workspace, arrived, kills, in_flight, time.perf_counter() - begun)
            finally:
                server.kill()


def _marks(messages: int, kills: int, seed: int) -> list[int]:
    """After how many messages the sender is killed each time."""
    return sorted(dice("mail", seed).sample(range(1, messages), kills))


def _queued(root: Path, messages: int, port: int) -> Workspace:
    init_workspace(root)
    settings = root / "duban.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SETTINGS.format(port=port), encoding="utf-8")
    workspace = Workspace.open(root)
    day = now()
    with Store.open(workspace.database, write=True) as store, store.transaction():
        for number in range(messages):
            key = sha256(str(number).encode()).hexdigest()
            to = f"reader{number}@office.example"
            mail = Mail(key, "duban@office.example", "", to, "", f"简报 {number}", day, "正文", "<p>正文</p>")
            file = workspace.outbox / file_name(day, to, key)
            write_whole(file, mail.as_bytes())
            store.queue_message(key, to, mail.subject, file.relative_to(root).as_posix(), mail.message_id)
    return workspace


def _send_under_fire(workspace: Workspace, arrived: Path, marks: list[int]) -> int:
    """Run `duban send`, killing it each time so many messages have arrived; the last one may finish."""
    in_flight = 0
    for mark in marks:
        sender = _sender(workspace)
        while sender.poll() is None and arrived.read_bytes().count(b"\n") < mark:
            time.sleep(0.001)
        sender.kill()
        sender.wait()
        in_flight += _sending(workspace)
    assert _sender(workspace).wait() in {0, 3}
    return in_flight


def _sender(workspace: Workspace) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "duban", "send", "--workspace", str(workspace.root)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))


def _sending(workspace: Workspace) -> int:
    with sqlite3.connect(f"file:{workspace.database}?mode=ro", uri=True) as db:
        return int(db.execute("SELECT count(*) FROM messages WHERE state = 'sending'").fetchone()[0])


def _outcome(workspace: Workspace, arrived: Path, kills: int, in_flight: int, seconds: float) -> Outcome:
    taken = Counter(arrived.read_text(encoding="utf-8").split())
    with Store.open(workspace.database) as store:
        known = {message.recipient: message.state for message in store.messages()}
    shown = {to for to, state in known.items() if state is MessageState.UNCERTAIN}
    return Outcome(
        messages=len(known),
        kills=kills,
        in_flight=in_flight,
        duplicates=sum(number > 1 for number in taken.values()),
        lost=sum(to not in taken and to not in shown for to in known),
        uncertain=len(shown),
        seconds=seconds,
    )


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures for the table of all benches."""
    seen = measure(*((200, 4) if quick else (2000, 20)), 1)
    found = f"{seen.duplicates} doubled, {seen.lost} lost, {seen.uncertain} uncertain and shown; {seen.seconds:.0f} s"
    held, count = not (seen.duplicates or seen.lost), f"{seen.messages} messages, {seen.kills} kills"
    yield Figure("mail under kills", count, found, bar="none doubled or lost", held=held)


def main() -> None:
    """Print the figures; exit with 1 when a message is lost or doubled, or a kill left more than one uncertain."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    seen = measure(options.messages, options.kills, options.seed)
    print(
        f"{seen.messages} messages, {seen.kills} kills (of which {seen.in_flight} met a message under way): "
        f"{seen.duplicates} doubled, {seen.lost} lost, {seen.uncertain} uncertain and shown; {seen.seconds:.0f} s"
    )
    sys.exit(seen.duplicates > 0 or seen.lost > 0 or seen.uncertain > seen.kills)


if __name__ == "__main__":
    main()
