"""The whole of duban on the invented bodies: crawl twice, check, tell; then compare with what the story says."""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from checks.model import Level
from config.clock import end_of_day
from config.errors import UserError
from config.settings import Lang
from config.workspace import Workspace
from crawler.demo.portal import Portal
from crawler.demo.story import Story, StoryBody
from crawler.demo.workspace import claim, furnish, known_ports, own_story
from crawler.progress import Progress
from reports.status import BodyYear, body_years
from reports.store import FindingRow, RunState, Store

_FINE = frozenset({0, 3})
"""Exit statuses of a stage that did its work; a blocked site gives 3."""


@dataclass(frozen=True, slots=True)
class DemoRow:
    """One body in the last report year: what came out, and what is wrong with that by the story."""

    body: str
    year: int
    state: str
    findings: tuple[FindingRow, ...]
    objections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What a demonstration came to.

    Attributes:
        digest: the page.
        messages: files of messages that were there at its end, the newest first.
        changed: whether anything differs from before; a first demonstration always differs.
        seconds: how long it took.
    """

    root: Path
    rows: tuple[DemoRow, ...]
    digest: Path
    messages: tuple[Path, ...]
    changed: bool
    seconds: float

    @property
    def objections(self) -> tuple[str, ...]:
        """What did not come out as the story says."""
        return tuple(f"{row.body} {row.year}: {objection}" for row in self.rows for objection in row.objections)

    @property
    def story_held(self) -> bool:
        """Whether everything came out as the story says."""
        return not self.objections


def play(root: Path, *, lang: Lang = "zh", progress: Progress | None = None) -> DemoSummary:
    """Play the demonstration in a folder; a second time there changes nothing.

    Raises:
        UserError: the folder holds a real workspace or cannot be written to, a port of before is taken, the story is
            wrong, or a stage ended in an error.
    """
    began = monotonic()
    root = root.expanduser().absolute()
    claim(root)
    story = own_story(root)
    with Portal(story, known_ports(root)) as portal:
        homes = {site.key: portal.home(site.key) for site in story.sites}
        furnish(root, story, homes, portal.ports, lang)
        workspace = Workspace.open(root, writable=True)
        before = _snapshot(workspace, story)
        for stage in _stages(workspace, story):
            _run_stage(root, stage, lang, progress)
    after = _snapshot(workspace, story)
    return DemoSummary(
        root=root,
        rows=tuple(_rows(workspace, story)),
        digest=workspace.digests / "latest.html",
        messages=_newest(workspace.outbox, "*.eml"),
        changed=before != after,
        seconds=monotonic() - began,
    )


def _stages(workspace: Workspace, story: Story) -> Iterator[tuple[str, ...]]:
    """The commands to run: days that were looked at before are not looked at again, but the last one always is."""
    last = story.looks[-1].isoformat()
    looked = _days_looked_at(workspace)
    for day in story.looks:
        if day.isoformat() not in looked or day.isoformat() == last:
            yield "crawl", "--as-of", day.isoformat()
    yield "check", "--as-of", last
    yield "digest", "--as-of", last


def _days_looked_at(workspace: Workspace) -> set[str]:
    with Store.open(workspace.database) as store:
        runs = [run for source in workspace.registry.sources() for run in store.runs(source.key)]
    return {run.as_of.date().isoformat() for run in runs if run.state is RunState.ACCEPTED}


def _run_stage(root: Path, stage: Sequence[str], lang: Lang, progress: Progress | None) -> None:
    """Run a command of the front door in a process of its own, as the schedule does, and pass on what it says.

    Raises:
        UserError: it did not do its work.
    """
    command, *options = stage
    if progress:
        progress(" ".join(("duban", *stage)))
    arguments = [sys.executable, "-m", "duban", command, "--workspace", str(root), "--lang", lang, *options]
    last_lines: deque[str] = deque(maxlen=1)
    with subprocess.Popen(  # noqa: S603 - our own front door
        arguments,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env=_environment(),
    ) as process:
        for line in process.stderr or ():
            last_lines.append(line.strip())
            if progress and line.strip():
                progress(line.strip())
    if process.returncode not in _FINE:
        said = last_lines[0] if last_lines else f"exit status {process.returncode}"
        raise UserError(f"demo: `duban {command}` failed: {said}")


def _environment() -> Mapping[str, str]:
    """The environment of a stage: the same code as this process, wherever it was started."""
    here = str(Path(__file__).resolve().parents[2])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}


def _snapshot(workspace: Workspace, story: Story) -> object:
    """Everything a demonstration can change that people see."""
    as_of = end_of_day(story.looks[-1])
    with Store.open(workspace.database) as store:
        states = [row.as_json() for row in body_years(store, workspace, as_of=as_of)]
        findings = [row.public_id for row in store.open_findings()]
        return states, findings, store.last_event(), _newest(workspace.digests, "*"), _newest(workspace.outbox, "*")


def _rows(workspace: Workspace, story: Story) -> Iterator[DemoRow]:
    year = max(story.years)
    told = {body.name: body for body in story.bodies}
    with Store.open(workspace.database) as store:
        for row in body_years(store, workspace, as_of=end_of_day(story.looks[-1])):
            if row.year == year and row.body in told:
                findings = tuple(store.open_findings(bodies=[row.id], year=year))
                yield DemoRow(row.body, year, row.state, findings, tuple(_objections(told[row.body], row, findings)))


def _objections(body: StoryBody, row: BodyYear, findings: Sequence[FindingRow]) -> Iterator[str]:
    """Say what the story wants that did not come, and what came that it does not tell."""
    if row.state != body.state:
        yield f"is {row.state}, not {body.state}"
    for expected in body.findings:
        alike = [each.finding for each in findings if each.finding.family == expected.family]
        if not any(not expected.cell or expected.cell in each.cells for each in alike):
            yield f"no finding of family {expected.family}" + (f" on {expected.cell}" if expected.cell else "")
    families = {expected.family for expected in body.findings}
    for found in (each.finding for each in findings):
        if found.level is not Level.HINT and found.family not in families:
            yield f"a finding that the story does not tell: {found.rule} {found.message}"


def _newest(folder: Path, pattern: str) -> tuple[Path, ...]:
    files = [path for path in folder.glob(pattern) if path.is_file()] if folder.is_dir() else []
    return tuple(sorted(files, key=lambda path: (path.stat().st_mtime, path.name), reverse=True))
