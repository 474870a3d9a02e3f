"""Web pages as Chromium saves them: its own parser and its own writer of HTML, not our idea of these."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from re import DOTALL, search
from shutil import which
from subprocess import run
from tempfile import TemporaryDirectory

from tests.writing.manuscript import Manuscript

from .base import Layout, Written
from .html import official, word_export

QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
_SCRIPT = """
const text = data => new TextDecoder().decode(Uint8Array.from(atob(data), c => c.charCodeAt(0)));
const data = text => btoa(Array.from(new TextEncoder().encode(text), b => String.fromCharCode(b)).join(""));
const parsed = page => new DOMParser().parseFromString(text(page), "text/html");
const saved = page => "<!DOCTYPE html>" + parsed(page).documentElement.outerHTML;
document.body.textContent = JSON.stringify(PAGES.map(page => data(saved(page))));
"""


def saved(manuscripts: Sequence[Manuscript], rngs: Sequence[Random]) -> list[Written]:
    """Let Chromium parse our pages and write them out again, all in one run."""
    writers = (official, word_export)
    pages = [writers[n % 2](m, rng).data for n, (m, rng) in enumerate(zip(manuscripts, rngs, strict=True))]
    listed = json.dumps([b64encode(page).decode() for page in pages])
    with TemporaryDirectory() as folder:
        driver = Path(folder, "driver.html")
        driver.write_text(f"<body></body><script>const PAGES = {listed};{_SCRIPT}</script>", encoding="utf-8")
        browser = [chromium(), "--headless", "--no-sandbox", "--disable-gpu", *QUIET, f"--user-data-dir={folder}/u"]
        dumped = run([*browser, "--dump-dom", driver.as_uri()], check=True, capture_output=True, timeout=300)
    found = search(r"<body>(\[.*?\])</body>", dumped.stdout.decode(), DOTALL)
    assert found, "Chromium gave no pages"
    return [Written(b64decode(page), "report.html") for page in json.loads(found[1])]


@cache
def chromium() -> str:
    """Return where Chromium is; empty where it is not."""
    return which("chromium") or which("chromium-browser") or which("google-chrome") or ""


LAYOUTS = (
    Layout(
        "html_chromium",
        "html",
        lambda manuscript, rng: saved([manuscript], [rng])[0],
        write_many=saved,
        available=lambda: bool(chromium()),
        needs="Chromium",
    ),
)
