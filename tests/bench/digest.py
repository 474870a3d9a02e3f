"""A large digest: `python -m tests.bench.digest [--bodies N] [--findings N] [--keep FOLDER]`.

Builds the ledger of 1,000 bodies over five years with 3,000 findings through the public functions of the store, then
writes its digest three times in processes of their own: the first one, the same again, and the next day's after one
new finding. Prints seconds, seconds of the processor (other
work on the machine makes the first longer), peak of memory and sizes; exits 1 where a bar is missed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from checks.catalogue import rules
from checks.engine import finding_id
from checks.model import (
    Cell,
    CellStatus,
    DateSource,
    DateWitness,
    Evidence,
    Family,
    Finding,
    Level,
    Outcome,
    Report,
    Section,
)
from config.clock import end_of_day, now
from config.forms import form_for_year
from config.workspace import Workspace
from reports.content import content_of
from reports.store import (
    Capture,
    CaptureRow,
    CaptureState,
    Cause,
    Evaluation,
    FrontierEntry,
    Record,
    RunState,
    RunVerdict,
    Store,
    Verdict,
    Visit,
    VisitOutcome,
)
from tests.bench.records import Figure
from tests.writing import dice

YEARS = range(2021, 2026)
FIRST, NEXT = date(2026, 4, 10), date(2026, 4, 11)
BARS = {"seconds": 10.0, "megabytes": 300, "main_page_bytes": 1_000_000}
REGIONS, BODIES_A_SITE = 40, 20
SETTINGS = 'office = "青禾市政务公开办公室"\nsimulated = true\nfirst_year = 2021\n'
MEASURED = """
import json, sys, time
from datetime import date
from pathlib import Path
from config.clock import end_of_day
from config.workspace import Workspace
from reports.digest import write_digest
from reports.exports.companions import companions
from reports.store import Store
began = time.perf_counter()
workspace = Workspace.open(Path(sys.argv[1]))
with Store.open(workspace.database, write=True) as store:
    as_of = end_of_day(date.fromisoformat(sys.argv[2]))
    written = write_digest(store, workspace, as_of=as_of, companions=companions())
seconds = time.perf_counter() - began
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
print(json.dumps({"seconds": round(seconds, 1), "of_processor": round(time.process_time(), 1),
                  "megabytes": int(peak.split()[1]) // 1024, "main_page_bytes": written.path.stat().st_size}))
"""


def build(root: Path, bodies: int, findings: int) -> Workspace:
    """Write a workspace with a ledger in which every body has published five reports."""
    workspace = _workspace(root, bodies)
    rng = dice("bench digest", 1)
    with Store.open(workspace.database, write=True) as store, store.transaction():
        at = end_of_day(FIRST)
        store.sync_registry(workspace.registry, at)
        for source in workspace.registry.sources():
            run = store.start_run(source, at, simulated=True)
            for body in source.bodies:
                for year in YEARS:
                    _publish(store, run.id, source.site, body.id, year)
            store.finish_run(run.id, RunVerdict(RunState.ACCEPTED, "", {"ok": 6 * len(source.bodies)}))
        for capture in store.unread_captures():
            _read(store, workspace, capture, rng)
        for number in range(findings):
            _find(store, workspace, number, rng)
        store.set_evaluated(at)
    return workspace


def _workspace(root: Path, bodies: int) -> Workspace:
    root.mkdir(parents=True, exist_ok=True)
    rows = (
        f"b{n:04},青禾第{n}{'局' if n % 10 else '区人民政府'},{'department' if n % 10 else 'government'},"
        f"{320100 + n % REGIONS},http://site{n // BODIES_A_SITE}.example/\n"
        for n in range(bodies)
    )
    (root / "bodies.csv").write_text(f"id,name,kind,region,site\n{''.join(rows)}", encoding="utf-8")
    (root / "duban.toml").write_text(SETTINGS, encoding="utf-8")
    return Workspace.open(root)


def _publish(store: Store, run_id: int, site: str, body_id: str, year: int) -> None:
    url = f"{site}{body_id}/{year}.html"
    sha256 = f"{int(body_id[1:]) * 10_000 + year:064x}"
    visit = Visit(url, url, now(), now(), VisitOutcome.OK, 200, sha256=sha256, size=60_000, media_type="text/html")
    capture = Capture(url, body_id, f"{year}", sha256)
    store.record_visits([Record(run_id, FrontierEntry(url, "report"), visit, capture=capture)])


def _read(store: Store, workspace: Workspace, capture: CaptureRow, rng: Random) -> None:
    body, year = workspace.registry.find(capture.title), int(capture.list_date)
    report = _report(body.name, year, rng)
    edition_id, _ = store.save_edition(capture, body.id, report, content_of(report, capture.sha256))
    store.set_current(body.id, year, edition_id)
    store.settle_capture(capture.id, Verdict(CaptureState.EDITION, body=body.id, year=year), "")
    outcomes = tuple((rule.id, rule.version, "", "pass", None) for rule in rules())
    store.save_evaluation(
        Evaluation(body.id, year, edition_id, "on_time", None, "", "", end_of_day(FIRST), {}, outcomes)
    )


def _report(body: str, year: int, rng: Random) -> Report:
    form = form_for_year(year)
    day = date(year + 1, 1, rng.randint(5, 31))
    cells = {
        name: Cell(name, CellStatus.READ, Decimal(value := rng.choice((0, 0, 0, rng.randint(1, 99)))), str(value),
                   f"table {table.id[1]}, row {number // 7}, column {number % 7}")
        for table in form.tables
        for number, name in enumerate(table.cell_ids())
    }  # fmt: skip
    sections = {
        s.number: Section(
            s.number, f"{s.number}、{s.heading}", "".join(f"本年度第{n}项工作按要求完成。" for n in range(40))
        )
        for s in form.sections
    }
    return Report(
        source=f"{body}{year}.html",
        body=body,
        year=year,
        title=f"{body}{year}年政府信息公开工作年度报告",
        form=form.id,
        forms=dict.fromkeys(("t2", "t3", "t4"), form.id),
        dates=(
            DateWitness(day, DateSource.PAGE_METADATA, f"发布日期：{day}"),
            DateWitness(day, DateSource.SIGNATURE, f"{day}"),
        ),
        sections=sections,
        cells=cells,
        text="\n".join(section.text for section in sections.values()),
        structured=True,
    )


def _find(store: Store, workspace: Workspace, number: int, rng: Random) -> None:
    body = workspace.registry.bodies[rng.randrange(len(workspace.registry.bodies))]
    year, rule = rng.choice(YEARS), rng.choice([rule for rule in rules() if rule.family is not Family.READING])
    row = rng.choice(("received", "granted", "handled_total", "carried_out"))
    parts = ("natural_person", "company", "research", "charity", "legal_service", "other_org")
    finding = Finding(
        rule=rule.id,
        version=rule.version,
        family=rule.family,
        level=rng.choice(tuple(Level)),
        outcome=Outcome.NEEDS_REVIEW if number % 20 == 0 else Outcome.FAIL,
        message=f"第 {number} 项：总计 5 ≠ 1+2+0+0+0+1 = 4",
        message_en=f"no. {number}: total 5 ≠ 1+2+0+0+0+1 = 4",
        body=body.name,
        year=year,
        key=f"{number}",
        cells=(f"t3.{row}.total", *(f"t3.{row}.{part}" for part in parts)),
        expected=Decimal(4),
        found=Decimal(5),
        law="国办公开办函〔2021〕30号",
        evidence=(Evidence("table 3, row 4, column 8", "5"), Evidence("section 1", "本年度第7项工作按要求完成。")),
    )
    edition = store.current_edition(body.id, year)
    store.open_finding(
        finding_id(finding),
        body.id,
        year,
        finding,
        edition_id=edition.id,
        at=end_of_day(FIRST),
        cause=Cause.CONTENT,
    )


def _add_one(workspace: Workspace) -> None:
    with Store.open(workspace.database, write=True) as store:
        _find(store, workspace, 1_000_003, dice("bench digest", 2))


def measured(workspace: Workspace, day: date) -> dict[str, float]:
    """Write the digest of a day in a process of its own."""
    command = [sys.executable, "-c", MEASURED, str(workspace.root), day.isoformat()]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    found = json.loads(done.stdout)
    files = [path for path in workspace.digests.rglob("*") if path.is_file()]
    return {**found, "files": len(files), "site_megabytes": round(sum(f.stat().st_size for f in files) / 1e6, 1)}


def main() -> int:
    """Build, measure, print, and return 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bodies", type=int, default=1000)
    parser.add_argument("--findings", type=int, default=3000)
    parser.add_argument("--keep", type=Path, help="build here, and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        workspace = build(asked.keep or Path(scratch) / "office", asked.bodies, asked.findings)
        print(f"{asked.bodies} bodies, {len(YEARS)} years, {asked.findings} findings; bars {BARS}")
        missed = [name for told in _told(workspace) for name in told]
    return 1 if missed else 0


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the three digests for the table of all benches."""
    bodies, findings = (200, 600) if quick else (1000, 3000)
    with tempfile.TemporaryDirectory() as scratch:
        workspace = build(Path(scratch) / "office", bodies, findings)
        for name, day in (("first", FIRST), ("again", FIRST), ("next day", NEXT)):
            if day == NEXT:
                _add_one(workspace)
            found = measured(workspace, day)
            told = f"{found['seconds']} s, {found['of_processor']} of processor, page {found['main_page_bytes']} bytes"
            held = all(found[bar] <= most for bar, most in BARS.items())
            count, bar = f"{bodies} bodies, {findings} findings", "≤ 10 s, 300 MB, 1 MB"
            yield Figure(f"digest, {name}", count, told, megabytes=found["megabytes"], bar=bar, held=held)


def _told(workspace: Workspace) -> Iterator[list[str]]:
    for name, day in (("first", FIRST), ("again", FIRST), ("next day", NEXT)):
        if day == NEXT:
            _add_one(workspace)
        found = measured(workspace, day)
        print(f"{name:9}", "  ".join(f"{key} {value}" for key, value in found.items()))
        yield [bar for bar, most in BARS.items() if found[bar] > most]


if __name__ == "__main__":
    sys.exit(main())
