"""The record of all campaigns, and how far each floor has been reached."""

import platform
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path

RECORD = Path(__file__).with_name("record.toml")
FLOORS: Mapping[tuple[str, ...], int] = {
    ("html", "text"): 800_000,
    ("docx", "xlsx", "ofd"): 100_000,
    ("pdf",): 50_000,
    ("doc",): 5_000,
    ("office",): 300,
}
"""Inputs that each group of formats must have been read with."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """One run: what was read, in how many seconds, where and when, and how many inputs had which fault."""

    format: str
    inputs: int
    seed: int
    first: int
    guided: bool
    seconds: int
    crashes: int
    hangs: int
    inventions: int
    commit: str
    date: str
    machine: str


def where_and_when() -> dict[str, str]:
    """Return commit, date and machine of a campaign that runs now."""
    asked = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=RECORD.parent).stdout.strip()
    machine = f"{cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"
    return {"commit": commit, "date": datetime.now(UTC).date().isoformat(), "machine": machine}


def kept(path: Path = RECORD) -> list[Campaign]:
    """Return the campaigns on record, oldest first."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [Campaign(**entry) for entry in tomllib.loads(text).get("campaign", [])]


def keep(campaign: Campaign, path: Path = RECORD) -> None:
    """Add a campaign to the record."""
    with path.open("a", encoding="utf-8") as record:
        record.write(
            "".join(["\n[[campaign]]\n", *(f"{name} = {_toml(value)}\n" for name, value in asdict(campaign).items())])
        )


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def sums(campaigns: Iterable[Campaign]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield each group of formats with its inputs, its floor, its guided inputs, and what these brought to light."""
    campaigns = tuple(campaigns)
    for formats, floor in FLOORS.items():
        own = [campaign for campaign in campaigns if campaign.format in formats]
        inputs, guided = sum(each.inputs for each in own), sum(each.inputs for each in own if each.guided)
        yield "/".join(formats), inputs, floor, guided, sum(each.crashes + each.hangs + each.inventions for each in own)


def table(campaigns: Iterable[Campaign]) -> str:
    """Return the sums as a table of Markdown."""
    rows = [
        f"| {name} | {inputs:,} | {floor:,} | {inputs / floor:.0%} | {guided:,} | {faults:,} |"
        for name, inputs, floor, guided, faults in sums(campaigns)
    ]
    head = ["| formats | inputs | floor | reached | coverage-guided | faults found |", "|---|---:|---:|---:|---:|---:|"]
    return "\n".join([*head, *rows])
