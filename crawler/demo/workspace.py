"""The workspace of the demonstration: written once, kept on later runs, never one that belongs to somebody."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from config.errors import UserError, why
from config.settings import Lang, load_settings
from crawler.demo.story import STORY_FILE, Story, load_story, story_text

PORTS_FILE = "demo-ports.json"
_COLUMNS = ("name", "kind", "level", "parent", "site")

_SETTINGS = """\
# The workspace of `duban demo`: invented bodies on this machine. Delete the whole folder when you have seen enough.
office = "青禾市政务公开办公室（演示）"
lang = "{lang}"
first_year = {first_year}
simulated = true
demo = true

[crawl]
delay = 0.0
timeout = 10.0
retries = 0

[[recipients]]
email = "gongkai@qinghe.example"
name = "青禾市政务公开科"
bodies = "*"

[[recipients]]
email = "ducha@yunfan.example"
name = "云帆县督查室"
bodies = [{county}]
level = "warning"
"""


def claim(root: Path) -> None:
    """Make sure that a folder may hold the demonstration.

    Raises:
        UserError: it is somebody's real workspace, no folder, or cannot be made.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{root} cannot be made a folder: {why(error)}") from error
    settings = root / "duban.toml"
    if settings.is_file():
        foreign = not load_settings(settings).demo
    else:
        foreign = any((root / name).exists() for name in ("bodies.csv", "bodies.xlsx", "duban.sqlite"))
    if foreign:
        raise UserError(f"{root} is a real workspace; choose another folder for the demonstration")


def known_ports(root: Path) -> dict[str, int]:
    """Return the ports the sites had before, empty at the first time."""
    path = root / PORTS_FILE
    if not path.is_file():
        return {}
    try:
        ports = json.loads(path.read_text(encoding="utf-8"))
        return {str(site): int(port) for site, port in ports.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise UserError(f"{path} is damaged; delete the folder {root} and start the demonstration anew") from error


def own_story(root: Path) -> Story:
    """Return the story of the workspace, a copy of the one that comes with duban until somebody changes it."""
    path = root / STORY_FILE
    if not path.exists():
        _write(path, story_text())
    return load_story(path)


def furnish(root: Path, story: Story, homes: Mapping[str, str], ports: Mapping[str, int], lang: Lang) -> None:
    """Write what is not there yet: settings, registry (names, kinds, parents and home pages only), and the ports."""
    county = ", ".join(f'"{body.name}"' for body in story.bodies_of(story.sites[0]))
    settings = _SETTINGS.format(lang=lang, first_year=min(story.years), county=county)
    if not (root / "bodies.csv").exists():
        _write_registry(root / "bodies.csv", story, homes)
    _write_once(root / "duban.toml", settings)
    _write_once(root / PORTS_FILE, json.dumps(dict(ports), indent=1))


def _write_registry(path: Path, story: Story, homes: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for body in story.bodies:
            writer.writerow((body.name, body.kind.value, body.level, body.parent, homes.get(body.site, "")))


def _write_once(path: Path, text: str) -> None:
    if not path.exists():
        _write(path, text)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {why(error)}") from error
