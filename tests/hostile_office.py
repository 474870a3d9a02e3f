"""An office into which somebody planted what acts in other programs, everywhere text comes in from outside.

A report's headings, cells and paragraphs, its title and file name, the address and the person given with it, names and
ids of the registry, the office, recipients, waivers and confirmations.
"""

import csv
import json
import shlex
from html import escape
from pathlib import Path

from typer.testing import CliRunner

import duban
from config.clock import parse_as_of
from config.workspace import Workspace
from reports.exports.safety import quoted
from reports.store import RunState, RunVerdict, Store
from tests.reports.digest_ledger import add_finding
from tests.reports.injections import INJECTIONS
from tests.writing import LAYOUTS, dice, random_gold

DAY = "--as-of 2026-02-05"
MARK = "planted"
"""What every planted piece of markup would leave behind if it acted."""

SCRIPT = f"<script>{MARK}()</script><img src=x onerror={MARK}()>"
TURNED = "\u202e\x1b[31m\x9b1m"
LINES = f"甲\r\nBcc: {MARK}@evil.example\r\n\r\n2026-01-01 INFO verdict accepted {MARK}"
PERSON = f"王{SCRIPT}{TURNED}{LINES}"
NAMES = (f"=1+1{SCRIPT}[/red]局", f"@SUM(1)[bold]{SCRIPT}局")
IDS = (f"../../../{MARK}", f"'\"{SCRIPT}")
URL = f'http://www.qinghe.example/a"onmouseover="{MARK}()\'<script>{MARK}()</script>%0d%0aBcc:x'
FILE = f"=cmd|' <b onclick={MARK}()>\u202e\x1b[31m.html"
SETTINGS = f"""
office = {json.dumps(f"室{SCRIPT}{LINES}")}
simulated = true
first_year = 2025
[[recipients]]
email = "zhang@office.example"
name = {json.dumps(PERSON)}
[[chats]]
name = "群[x](javascript:{MARK})"
url_variable = "DUBAN_TEST_CHAT"
operator = true
[alerts]
operator = "keeper@office.example"
blocked_runs = 1
quiet_from = 0
quiet_until = 0
days_off = true
"""
COMMANDS = (
    *(f"{words} {DAY}" for words in ("check", "check --all", "check --json", "status", "status --json")),
    *(f"{words} {DAY}" for words in ("score", "score --csv", "score --json", "digest", "preview", "alert")),
    *("search script", "search script --json", "outbox", "notice list", "notice list --json", "fsck --json"),
    *(f"export {kind} {DAY}" for kind in ("ledger", "circular --body {body}", "feed", "findings", "status", "cells")),
    *(f"export {kind} --format json {DAY}" for kind in ("findings", "status", "cells")),
    f"export notice --due 2026-03-05 {DAY}",
    f"notice {{finding}} --due 2026-03-05 --author {shlex.quote(PERSON)} {DAY}",
    *("evidence {finding}", "read {file}", "check {file}", "check {file} --html {root}/digests/draft.html"),
)


class HostileOffice:
    """The workspace, and what each command that was run in it said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: dict[str, str] = {}
        root.mkdir()
        (root / "duban.toml").write_text(SETTINGS, encoding="utf-8")
        with (root / "bodies.csv").open("w", encoding="utf-8", newline="") as file:
            rows = (
                (*pair, "department", "http://www.qinghe.example/", "a@b.example")
                for pair in zip(IDS, NAMES, strict=True)
            )
            csv.writer(file).writerows((("id", "name", "kind", "site", "contact"), *rows))
        self._import_pages()
        finding = self._add_findings()
        known = {"finding": finding, "root": root, "file": root / FILE, "body": IDS[0]}
        for command in COMMANDS:
            self.run(*(word.format(**known) for word in shlex.split(command)))

    def run(self, *words: str) -> None:
        """Run a command inside this process; what it said is kept."""
        done = CliRunner().invoke(duban.app, words, env={"COLUMNS": "200", "DUBAN_WORKSPACE": str(self.root)})
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        self.said[shlex.join(words)] = done.output

    def files(self, *endings: str) -> list[Path]:
        """The files that were made for people and other programs."""
        made = (self.root / folder for folder in ("digests", "outbox", "exports", "evidence"))
        return sorted(path for folder in made for path in folder.rglob("*") if path.name.endswith(endings))

    def _import_pages(self) -> None:
        for at, (body, name, address) in enumerate(zip(IDS, ("report.html", FILE), (("--url", URL), ()), strict=True)):
            (self.root / name).write_bytes(hostile_page(at))
            who = ("--body", body, "--year", "2025", "--who", PERSON, *address)
            self.run("import", str(self.root / name), *who, *DAY.split())
        self.run("check", *DAY.split())

    def _add_findings(self) -> str:
        workspace = Workspace.open(self.root)
        body = next(body for body in workspace.registry.bodies if body.id == IDS[0])
        with Store.open(workspace.database, write=True) as store:
            at = parse_as_of(DAY.split()[1])
            rows = [add_finding(store, body.id, body.name, at, message=quoted(text)) for text in INJECTIONS.values()]
            run = store.start_run(workspace.registry.sources()[0], at, simulated=True)
            store.finish_run(run.id, RunVerdict(RunState.BLOCKED, PERSON, {"ok": 1}, PERSON))
        first, second, *_ = (row.public_id for row in rows)
        self.run("confirm", first, "--author", PERSON, "--reason", PERSON, *DAY.split())
        self.run("waive", second, "--author", PERSON, "--reason", PERSON, "--until", "2027-01-01", *DAY.split())
        return first


def hostile_page(seed: int) -> bytes:
    """A report whose title, headings, numbers and paragraphs hold what is planted, as text that a page may show."""
    rng = dice("hostile", seed)
    page = LAYOUTS["html_official"].render(random_gold(rng, "2021"), rng).data.decode()
    planted = [text for name, text in INJECTIONS.items() if name not in {"long", "half a character"}]
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in planted)
    page = page.replace("</h1>", f"{escape(SCRIPT)}</h1>", 1).replace("总体情况", f"总体情况{escape(SCRIPT)}", 1)
    page = page.replace("二、", f"{paragraphs}二、", 1)
    cells = iter(planted)
    parts = page.split(">0</td>")
    return "".join(part + f">0{escape(next(cells, ''))}</td>" for part in parts[:-1]).encode() + parts[-1].encode()
