"""Reading and checking: files without any workspace, and the ledger of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import UserError
from reports.cli.options import (
    DONE,
    HERE,
    INCOMPLETE,
    AllOption,
    AsOfOption,
    ExecutorOption,
    FailOnOption,
    JsonOption,
    Lang,
    LangOption,
    LevelName,
    PathsArgument,
    complain,
    executor_of,
    failed,
    gravest,
    instant_of,
    language_of,
    leave,
    open_workspace,
    print_json,
    status_of,
)

if TYPE_CHECKING:
    from checks.model import Finding
    from checks.words import Language
    from config.workspace import Workspace
    from reports.decisions import Decided
    from reports.draft import Checked
    from reports.store import DecisionMade


def read(paths: PathsArgument, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Read files: body, year, sections and every cell of the statutory tables."""
    from checks.wire import report_json
    from reports.console import print_report
    from reports.files import named_files, read_files

    problems = []
    for reading in read_files(named_files(paths), language_of(lang)):
        problems.append(reading.problem)
        if as_json:
            print_json([report_json(reading.report, language_of(lang))])
        else:
            print_report(reading.report, language_of(lang))
        complain(reading.problem)
    leave(status_of(problems))


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
    anew: Annotated[
        bool,
        typer.Option(
            "--recheck",
            help="Read the archive and judge everything anew with today's reader and rules; show what differs.",
        ),
    ] = False,
    record: Annotated[bool, typer.Option("--record", help="With --recheck: record the difference.")] = False,
    executor: ExecutorOption = None,
) -> None:
    """Check reports: those of the workspace, bringing its findings up to date, or files without any workspace."""
    instant = instant_of(as_of)
    if anew or record:
        if not anew or paths or html or every or fail_on:
            raise UserError(
                "--recheck is about the whole workspace, and goes with --record, --json, --executor and --as-of only"
            )
        at = instant if as_of else None
        leave(recheck_ledger(open_workspace(workspace or HERE), at, lang, as_json, record, executor))
    if paths:
        if executor:
            raise UserError("--executor is for the documents of a workspace; files are read on this machine")
        local = open_workspace(workspace) if workspace else None
        shown = Shown(language_of(lang, local), as_json=as_json, every=every, html=html, fail_on=fail_on)
        leave(check_files(paths, local, instant, shown))
    if html:
        raise UserError("--html needs the files to check; the page about a workspace is written by `duban digest`")
    opened = open_workspace(workspace or HERE, writable=True)
    shown = Shown(language_of(lang, opened), as_json=as_json, every=every, fail_on=fail_on)
    leave(check_ledger(opened, instant, shown, executor))


@dataclass(frozen=True)
class Shown:
    """How findings are shown, and which of them end with exit status 1."""

    lang: "Language"
    as_json: bool = False
    every: bool = False
    html: Path | None = None
    fail_on: LevelName | None = None


def check_files(paths: Iterable[Path], local: "Workspace | None", as_of: datetime, shown: Shown) -> int:
    """Read and judge files, show what was found, and return the exit status."""
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
        complain(reading.problem)
        reports.append(reading.report)
    for report, answers in zip(reports, check_reports(reports, local.registry if local else None), strict=True):
        found = local_rules.on_report(answers, report.body) if local_rules else answers
        documents.append(Checked(report, found))
    findings = [finding for document in documents for finding in document.findings]
    ruled = _ruled_on(documents, local, as_of)
    if shown.html:
        from reports.console import print_draft

        print_draft(write_draft(shown.html, documents, shown.lang, checked=as_of), shown.html, to_stderr=shown.as_json)
    if shown.as_json or not shown.html:
        show_findings(findings, shown, ruled)
    return gravest([status_of(problems), failed(unwaived(findings, ruled), shown.fail_on)])


def _ruled_on(documents: "Sequence[Checked]", local: "Workspace | None", as_of: datetime) -> "Decided":
    """Return what a workspace has decided about the findings on documents; nothing without a workspace."""
    from reports.decisions import Decided, decided_on_files
    from reports.store import Store

    if local is None or not local.waivers.decisions:
        return Decided()
    with Store.open(local.database) as store:
        return decided_on_files(store, local, [(each.report, each.findings) for each in documents], as_of=as_of)


def unwaived(findings: "Iterable[Finding]", ruled: "Decided") -> "list[Finding]":
    """Return the findings that nobody has waived."""
    from checks.engine import finding_id

    return [finding for finding in findings if not ruled.on(finding_id(finding)).waiver]


def show_findings(findings: "Iterable[Finding]", shown: Shown, ruled: "Decided") -> None:
    """Print findings with what was decided about them; of outcomes that accuse nobody only with `--all`."""
    from checks.engine import finding_id, finding_json
    from reports.console import print_findings, print_outcomes, print_waived

    told = [finding for finding in findings if shown.every or finding.reportable]
    if shown.as_json:
        print_json(
            {**finding_json(finding, lang=shown.lang), **ruled.on(finding_id(finding)).as_json()} for finding in told
        )
    elif shown.every:
        print_outcomes(told, shown.lang)
    else:
        print_findings(unwaived(told, ruled), shown.lang)
        print_waived(((f, waiver) for f in told if (waiver := ruled.on(finding_id(f)).waiver)), shown.lang)


def check_ledger(workspace: "Workspace", as_of: datetime, shown: Shown, executor: str | None = None) -> int:
    """Bring the findings of a workspace up to date, show them, and return the exit status."""
    from reports.console import print_findings, print_ledger, print_waived
    from reports.decisions import Decided, decided
    from reports.ledger import evaluate, ingest, outcomes
    from reports.status import body_years
    from reports.store import Store

    with Store.open(workspace.database, write=True) as store:
        with executor_of(executor, workspace) as readers:
            ingest(store, workspace, as_of=as_of, executor=readers)
        summary = evaluate(store, workspace, as_of=as_of)
        found = store.open_findings()
        ruled = decided(store, workspace, as_of=as_of)
        rows = body_years(store, workspace, as_of=as_of)
        every = [*outcomes(store, workspace, as_of=as_of)] if shown.every else []
    standing = [row.finding for row in found if not ruled.on(row.public_id).waiver]
    if shown.as_json:
        print_json({**row.as_json(shown.lang), **ruled.on(row.public_id).as_json()} for row in found)
        show_findings((finding for finding in every if not finding.reportable), shown, Decided())
    else:
        if shown.every:
            show_findings(every, shown, Decided())
        else:
            print_findings(standing, shown.lang)
            print_waived(((r.finding, w) for r in found if (w := ruled.on(r.public_id).waiver)), shown.lang)
        print_ledger(summary, shown.lang)
    tell_decisions(ruled, summary.bound)
    unseen = any(row.source.state in {"blocked", "rejected"} or row.reading == "unreadable" for row in rows)
    incomplete = unseen or workspace.registry.refusals
    return gravest([INCOMPLETE if incomplete else DONE, failed(standing, shown.fail_on)])


def recheck_ledger(
    workspace: "Workspace",
    as_of: datetime | None,
    lang: Lang | None,
    as_json: bool,
    record: bool,
    executor: str | None = None,
) -> int:
    """Read and judge a workspace anew, show what differs, and return the exit status."""
    from reports.console import print_recheck
    from reports.recheck import recheck

    language = language_of(lang, workspace)
    with executor_of(executor, workspace) as readers:
        found = recheck(workspace, record=record, as_of=as_of, executor=readers)
    if as_json:
        print_json(each.as_json(language) for each in found.differences)
    else:
        print_recheck(found, language, recorded=record)
    return INCOMPLETE if found.failed else DONE


def tell_decisions(ruled: "Decided", bound: "Iterable[DecisionMade]" = ()) -> None:
    """Say on standard error which decisions hold for nothing, and which were bound to the content judged now.

    That a decision names no body of the registry was said when the workspace was opened.
    """
    for each in bound:
        about = f"{each.kind} {each.rule} {each.body} {each.year}"
        complain(f'waivers.toml: {about} names no edition and holds for this one: edition = "{each.edition}"')
    for idle in ruled.idle:
        if idle.why != "unknown_body":
            complain(f"waivers.toml: {idle.line('en')}")
