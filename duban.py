"""The front door: the command line of duban, thin; every command hands over to the room that does the work.

Rooms are imported inside the commands, so that `duban --help` answers at once.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from config import clock
from config.errors import UserError

if TYPE_CHECKING:
    from checks.model import Finding
    from checks.words import Language
    from config.workspace import Workspace

DONE, FINDINGS, WRONG_USE, INCOMPLETE = 0, 1, 2, 3
"""The exit statuses of the contract; when several apply, 2 goes before 3 and 3 before 1."""

app = typer.Typer(
    name="duban",
    help="督办: find the annual reports on open government information, check them, tell the overseer with evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

registry_app = typer.Typer(help="Propose rows for bodies.csv.", no_args_is_help=True)
app.add_typer(registry_app, name="registry")


class Lang(StrEnum):
    """The languages duban speaks."""

    value: "Language"
    ZH = "zh"
    EN = "en"


class LevelName(StrEnum):
    """The levels `--fail-on` takes, gravest first."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", envvar="DUBAN_WORKSPACE", help="The folder of the workspace.")
]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The day to judge by; default today.")]
LangOption = Annotated[Lang | None, typer.Option("--lang", help="Language of what is written for people.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
AllOption = Annotated[bool, typer.Option("--all", help="Every outcome of every rule, with its reason.")]
FailOnOption = Annotated[
    LevelName | None, typer.Option("--fail-on", help="Exit with 1 on an unwaived failure of this level or above.")
]
PathsArgument = Annotated[list[Path], typer.Argument(help="Files, or folders of files.")]
BodyOption = Annotated[str | None, typer.Option("--body", help="Only this body (id or name).")]
YearOption = Annotated[int | None, typer.Option("--year", help="Only this report year.")]
SampleOption = Annotated[int | None, typer.Option("--sample", min=1, help="At most this many reports a source.")]
HERE = Path()


@app.command()
def demo(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", envvar="DUBAN_WORKSPACE", help="Where the demonstration is kept.")
    ] = Path("duban-demo"),
    lang: LangOption = None,
) -> None:
    """Show the whole of it: a demonstration portal on this machine, crawled, checked and told, offline."""
    from crawler.demo import run_demo

    _leave(run_demo(workspace, lang=_language(lang)))


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make a workspace.")]) -> None:
    """Make a workspace: settings, registry of bodies, deadlines, waivers, and a page that explains them."""
    from config.workspace import init_workspace

    made = init_workspace(folder)
    for path in made.written:
        print(f"written  {path}")
    for path in made.kept:
        print(f"kept     {path} (was there already)")
    print(f"next: list your bodies in {made.root / 'bodies.csv'}, then `duban run --workspace {folder}`")


@app.command()
def crawl(
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    body: BodyOption = None,
    year: YearOption = None,
    sample: SampleOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show where it would begin; ask and write nothing.")
    ] = False,
    planned: Annotated[
        bool,
        typer.Option("--planned", help="Look only at what the plan of the season has for now, as `duban run` does."),
    ] = False,
    lang: LangOption = None,
) -> None:
    """Look at every source of the registry and record what was seen; goes on where an interrupted crawl stopped."""
    if dry_run:
        _leave(_plan(_open(workspace), lang, body))
    if planned and (body or year or sample):
        raise UserError("--planned looks at whole sources: leave out --body, --year and --sample")
    opened, instant = _open(workspace, writable=True), _as_of(as_of)
    _leave(_crawl(opened, instant, lang, body=body, year=year, sample=sample, planned=planned))


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; none: the workspace.")] = None,
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            "-w",
            envvar="DUBAN_WORKSPACE",
            help="The folder of the workspace; files are checked by its settings of rules.",
        ),
    ] = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
    every: AllOption = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="PAGE", help="Write what to change before publishing as one page; needs files."),
    ] = None,
    fail_on: FailOnOption = None,
) -> None:
    """Check reports: those of the workspace, bringing its findings up to date, or files without any workspace."""
    instant = _as_of(as_of)
    if paths:
        local = _open(workspace) if workspace else None
        shown = _Shown(_language(lang, local), as_json=as_json, every=every, html=html, fail_on=fail_on)
        _leave(_check_files(paths, local, instant, shown))
    if html:
        raise UserError("--html needs the files to check; the page about a workspace is written by `duban digest`")
    opened = _open(workspace or HERE, writable=True)
    shown = _Shown(_language(lang, opened), as_json=as_json, every=every, fail_on=fail_on)
    _leave(_check_ledger(opened, instant, shown))


@app.command()
def digest(workspace: WorkspaceOption = HERE, as_of: AsOfOption = None, lang: LangOption = None) -> None:
    """Write the digest and one message for every recipient into the outbox."""
    _leave(_digest(_open(workspace, writable=True), _as_of(as_of), lang))


@app.command()
def send(workspace: WorkspaceOption = HERE, as_of: AsOfOption = None, lang: LangOption = None) -> None:
    """Send what waits in the outbox, each message once; without a mail server they stay there as files."""
    _as_of(as_of)
    _leave(_send(_open(workspace, writable=True), lang))


@app.command()
def run(
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
    fail_on: FailOnOption = None,
) -> None:
    """Do all stages: crawl what the plan of the season has for now, check, digest, send.

    It may be called as often as you like. A source is looked at daily in January, weekly in February and March, monthly
    otherwise, and at once where an answer is owed; `duban crawl` looks at everything.
    """
    opened, instant = _open(workspace, writable=True), _as_of(as_of)
    statuses = [
        _crawl(opened, instant, lang, planned=True),
        _check_ledger(opened, instant, _Shown(_language(lang, opened), fail_on=fail_on)),
        _digest(opened, instant, lang),
        _send(opened, lang),
    ]
    _leave(_gravest(statuses))


@app.command()
def status(
    workspace: WorkspaceOption = HERE, as_of: AsOfOption = None, lang: LangOption = None, as_json: JsonOption = False
) -> None:
    """Tell for every body and expected year where its report stands."""
    from reports.console import print_status
    from reports.status import body_years
    from reports.store import Store

    opened = _open(workspace)
    with Store.open(opened.database) as store:
        rows = body_years(store, opened, as_of=_as_of(as_of))
    if as_json:
        _print_json(row.as_json(_language(lang, opened)) for row in rows)
    else:
        print_status(rows, _language(lang, opened))
    _leave(INCOMPLETE if opened.registry.refusals else DONE)


@app.command()
def read(paths: PathsArgument, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Read files: body, year, sections and every cell of the statutory tables."""
    from checks.wire import report_json
    from reports.console import print_report
    from reports.files import named_files, read_files

    problems = []
    for reading in read_files(named_files(paths), _language(lang)):
        problems.append(reading.problem)
        if as_json:
            _print_json([report_json(reading.report, _language(lang))])
        else:
            print_report(reading.report, _language(lang))
        _complain(reading.problem)
    _leave(_status_of(problems))


@app.command("import")
def import_(
    paths: PathsArgument,
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    who: Annotated[str | None, typer.Option(help="Who saved the files; default the user of this machine.")] = None,
    when: Annotated[str | None, typer.Option(metavar="DATE", help="When they were saved; default today.")] = None,
    url: Annotated[str | None, typer.Option(help="The address they were saved from.")] = None,
    body: Annotated[
        str | None, typer.Option("--body", help="Whose report it is (id or name), where a file does not say so.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Of which year, where a file does not say so.")] = None,
) -> None:
    """Enter files or hand-saved pages into the workspace; they are shown as entered by hand everywhere."""
    from reports.files import named_files
    from reports.ledger import import_files
    from reports.store import Store

    opened = _open(workspace, writable=True)
    saved = _as_of(when) if when else None
    with Store.open(opened.database, write=True) as store:
        entered = import_files(
            store,
            opened,
            named_files(paths),
            as_of=_as_of(as_of),
            who=who,
            when=saved,
            url=url,
            body=body,
            year=year,
        )
    problems = []
    for each in entered:
        print(each.line(_language(None, opened)))
        problems.append(None if each.usable else f"{each.path}: {each.reason(_language(None, opened))}")
        _complain(problems[-1])
    _leave(_status_of(problems))


@app.command()
def evidence(
    finding: Annotated[str, typer.Argument(help="The id of a finding, or as much of its beginning as is unique.")],
    workspace: WorkspaceOption = HERE,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="The folder; default evidence/<id> of the workspace."),
    ] = None,
    lang: LangOption = None,
) -> None:
    """Write the pages behind one finding as WARC and WACZ, with a protocol: what, when, from where, by which proof."""
    from reports.evidence import write_evidence
    from reports.store import Store

    opened = _open(workspace)
    with Store.open(opened.database) as store:
        files = write_evidence(store, opened, finding, made=clock.now(), lang=_language(lang, opened), out=out)
    for path in (files.protocol, files.warc, files.wacz):
        print(path)
    for address in files.lost:
        _complain(f"{address}: the archived original is damaged or lost and is not in the files")
    _leave(INCOMPLETE if files.lost else DONE)


@app.command()
def doctor(
    body: Annotated[str, typer.Argument(help="The id or name of a body of the registry.")],
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Walk the source of one body now: why each link was taken or left, and at which step the way ends."""
    from crawler.doctor import diagnose, failing_step, told

    opened = _open(workspace)
    seen = diagnose(opened, body, as_of=_as_of(as_of))
    for line in told(seen, _language(lang, opened)):
        print(line)
    _leave(INCOMPLETE if failing_step(seen.facts) else DONE)


@registry_app.command()
def propose(
    url: Annotated[str, typer.Argument(metavar="URL", help="The home page of a portal.")],
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
) -> None:
    """List the bodies that a portal's menus name, as rows to review, and how they differ from bodies.csv."""
    from crawler.proposal import propose as proposed

    found = proposed(_open(workspace), url, as_of=_as_of(as_of))
    print(found.rows(), end="")
    for line in found.differences():
        print(line, file=sys.stderr)


@app.command()
def rules(lang: LangOption = None) -> None:
    """List the rules: id, level, and what holds when they pass."""
    from checks.engine import rules as catalogue
    from reports.console import print_rules

    print_rules(catalogue(), _language(lang))


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="The id of a rule, such as A101.")], lang: LangOption = None
) -> None:
    """Explain one rule: what it demands, by which law, when it does not apply, where it may err."""
    from checks.engine import explain as explained

    print(explained(rule, _language(lang)))


def _open(folder: Path, *, writable: bool = False) -> "Workspace":
    from config.workspace import Workspace

    workspace = Workspace.open(folder, writable=writable)
    for refusal in workspace.registry.refusals:
        _complain(f"{workspace.bodies_file.name} line {refusal.line}: {refusal.reason}")
    for remark in workspace.notes:
        _complain(f"note: {remark}")
    return workspace


def _as_of(text: str | None) -> datetime:
    try:
        return clock.parse_as_of(text)
    except ValueError as error:
        raise UserError(f"{text}: not a date; write it as 2026-01-31") from error


def _language(lang: Lang | None, workspace: "Workspace | None" = None) -> "Language":
    if lang:
        return lang.value
    return workspace.settings.lang if workspace else "zh"


def _plan(workspace: "Workspace", lang: Lang | None, body: str | None) -> int:
    from crawler.plan import plan
    from crawler.summary import print_plan

    planned = tuple(plan(workspace, body))
    print_plan(planned, _language(lang, workspace))
    return INCOMPLETE if any(each.refusal for each in planned) else DONE


def _crawl(
    workspace: "Workspace",
    as_of: datetime,
    lang: Lang | None,
    *,
    body: str | None = None,
    year: int | None = None,
    sample: int | None = None,
    planned: bool = False,
) -> int:
    from crawler.run import crawl as run_crawl
    from crawler.summary import print_summary

    language = _language(lang, workspace)
    summary = run_crawl(workspace, as_of=as_of, body=body, year=year, sample=sample, planned=planned, lang=language)
    print_summary(summary, language)
    return summary.exit_status


@dataclass(frozen=True)
class _Shown:
    """How findings are shown, and which of them end with exit status 1."""

    lang: "Language"
    as_json: bool = False
    every: bool = False
    html: Path | None = None
    fail_on: LevelName | None = None


def _check_files(paths: Iterable[Path], local: "Workspace | None", as_of: datetime, shown: _Shown) -> int:
    from reports.draft import Checked, write_draft
    from reports.files import check_reports, named_files, read_files
    from reports.local_rules import LocalRules

    files = named_files(paths)
    if shown.html and shown.html.resolve() in {file.resolve() for file in files}:
        raise UserError(f"--html {shown.html} is one of the files to check: name another page")
    local_rules = LocalRules(local) if local else None
    problems, reports, documents = [], [], []
    for reading in read_files(files, shown.lang):
        problems.append(reading.problem)
        _complain(reading.problem)
        reports.append(reading.report)
    for report, answers in zip(reports, check_reports(reports, local.registry if local else None), strict=True):
        found = local_rules.on_report(answers, report.body) if local_rules else answers
        documents.append(Checked(report, found))
        if shown.as_json:
            _show_findings(found, shown)
    findings = [finding for document in documents for finding in document.findings]
    if shown.html:
        from reports.console import print_draft

        print_draft(write_draft(shown.html, documents, shown.lang, checked=as_of), shown.html, to_stderr=shown.as_json)
    elif not shown.as_json:
        _show_findings(findings, shown)
    return _gravest([_status_of(problems), _failed(findings, shown.fail_on)])


def _show_findings(findings: "Iterable[Finding]", shown: _Shown) -> None:
    from checks.engine import finding_json
    from reports.console import print_findings, print_outcomes

    told = [finding for finding in findings if shown.every or finding.reportable]
    if shown.as_json:
        _print_json(finding_json(finding, lang=shown.lang) for finding in told)
    elif shown.every:
        print_outcomes(told, shown.lang)
    else:
        print_findings(told, shown.lang)


def _check_ledger(workspace: "Workspace", as_of: datetime, shown: _Shown) -> int:
    from reports.console import print_ledger
    from reports.ledger import evaluate, ingest, outcomes
    from reports.status import body_years
    from reports.store import Store

    with Store.open(workspace.database, write=True) as store:
        ingest(store, workspace, as_of=as_of)
        summary = evaluate(store, workspace, as_of=as_of)
        found = store.open_findings()
        rows = body_years(store, workspace, as_of=as_of)
        every = [*outcomes(store, workspace, as_of=as_of)] if shown.every else []
    findings = [row.finding for row in found]
    if shown.as_json:
        _print_json(row.as_json(shown.lang) for row in found)
        _show_findings((finding for finding in every if not finding.reportable), shown)
    elif shown.every:
        _show_findings(every, shown)
        print_ledger(summary, shown.lang)
    else:
        _show_findings(findings, shown)
        print_ledger(summary, shown.lang)
    unseen = any(row.source.state in {"blocked", "rejected"} or row.reading == "unreadable" for row in rows)
    incomplete = unseen or workspace.registry.refusals
    return _gravest([INCOMPLETE if incomplete else DONE, _failed(findings, shown.fail_on)])


def _digest(workspace: "Workspace", as_of: datetime, lang: Lang | None) -> int:
    from reports.console import print_digest
    from reports.digest import write_digest
    from reports.store import Store

    with Store.open(workspace.database, write=True) as store:
        summary = write_digest(store, workspace, as_of=as_of, lang=lang.value if lang else None)
    print_digest(summary, _language(lang, workspace))
    return INCOMPLETE if summary.attention else DONE


def _send(workspace: "Workspace", lang: Lang | None) -> int:
    from reports.console import print_sent
    from reports.mail import send as send_messages
    from reports.store import Store

    with Store.open(workspace.database, write=True) as store:
        summary = send_messages(store, workspace)
    print_sent(summary, _language(lang, workspace))
    return INCOMPLETE if summary.failed or summary.uncertain or summary.trouble else DONE


def _failed(findings: "Iterable[Finding]", fail_on: LevelName | None) -> int:
    """1 when a failure of the given level or above is among the findings."""
    if fail_on is None:
        return DONE
    grave = list(LevelName)[: list(LevelName).index(fail_on) + 1]
    return FINDINGS if any(f.outcome == "fail" and f.level.value in grave for f in findings) else DONE


def _status_of(problems: list[str | None]) -> int:
    """2 when nothing was usable, 3 when something was not, else 0."""
    bad = sum(problem is not None for problem in problems)
    if not bad:
        return DONE
    return WRONG_USE if bad == len(problems) else INCOMPLETE


def _gravest(statuses: Iterable[int]) -> int:
    return max(statuses, key=(DONE, FINDINGS, INCOMPLETE, WRONG_USE).index)


def _print_json(objects: Iterable[dict[str, Any]]) -> None:
    for each in objects:
        print(json.dumps(each, ensure_ascii=False))


def _complain(problem: str | None) -> None:
    if problem:
        print(f"duban: {problem}", file=sys.stderr)


def _leave(exit_status: int) -> NoReturn:
    raise typer.Exit(exit_status)


def main() -> None:
    """Run the command line; wrong use ends with one line on standard error and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except UserError as error:
        _complain(str(error))
        sys.exit(WRONG_USE)
    except BrokenPipeError:
        sys.exit(DONE)


if __name__ == "__main__":
    main()
