"""The commands that look at websites, and `run`, which does every stage."""

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import UserError
from reports.cli.checking import Shown, check_ledger
from reports.cli.ledger import digest_stage, send_stage
from reports.cli.mail import alert_stage
from reports.cli.options import (
    DONE,
    HERE,
    INCOMPLETE,
    AsOfOption,
    BodyOption,
    ExecutorOption,
    FailOnOption,
    Lang,
    LangOption,
    SampleOption,
    WorkspaceOption,
    YearOption,
    complain,
    executor_of,
    gravest,
    instant_of,
    language_of,
    leave,
    open_workspace,
    say,
)
from reports.visible import visible

if TYPE_CHECKING:
    from config.workspace import Workspace


def demo(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", envvar="DUBAN_WORKSPACE", help="Where the demonstration is kept.")
    ] = Path("duban-demo"),
    lang: LangOption = None,
) -> None:
    """Show the whole of it: a demonstration portal on this machine, crawled, checked and told, offline."""
    from crawler.demo import run_demo

    leave(run_demo(workspace, lang=language_of(lang)))


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
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard",
            metavar="I/N",
            help="Begin with part I of N, beside other crawlers of this workspace; then take over what they left.",
        ),
    ] = None,
    executor: ExecutorOption = None,
    lang: LangOption = None,
) -> None:
    """Look at every source of the registry and record what was seen; goes on where an interrupted crawl stopped."""
    if dry_run:
        leave(_show_plan(open_workspace(workspace), lang, body))
    if planned and (body or year or sample):
        raise UserError("--planned looks at whole sources: leave out --body, --year and --sample")
    opened, instant = open_workspace(workspace, writable=True), instant_of(as_of)
    leave(crawl_stage(opened, instant, lang, Asked(body, year, sample, planned, shard, executor)))


def run(
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    executor: ExecutorOption = None,
    lang: LangOption = None,
    fail_on: FailOnOption = None,
) -> None:
    """Do all stages: crawl what the plan of the season has for now, check, digest, alert, send.

    It may be called as often as you like. A source is looked at daily in January, weekly in February and March, monthly
    otherwise, and at once where an answer is owed; `duban crawl` looks at everything.
    """
    opened, instant = open_workspace(workspace, writable=True), instant_of(as_of)
    statuses = [
        crawl_stage(opened, instant, lang, Asked(planned=True, executor=executor)),
        check_ledger(opened, instant, Shown(language_of(lang, opened), fail_on=fail_on), executor),
        digest_stage(opened, instant, lang),
        alert_stage(opened, instant, lang),
        send_stage(opened, lang),
    ]
    leave(gravest(statuses))


def doctor(
    body: Annotated[str, typer.Argument(help="The id or name of a body of the registry.")],
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Walk the source of one body now: why each link was taken or left, and at which step the way ends."""
    from crawler.doctor import diagnose, failing_step, told

    opened = open_workspace(workspace)
    seen = diagnose(opened, body, as_of=instant_of(as_of))
    for line in told(seen, language_of(lang, opened)):
        say(line)
    leave(INCOMPLETE if failing_step(seen.facts) else DONE)


def propose(
    url: Annotated[str, typer.Argument(metavar="URL", help="The home page of a portal.")],
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
) -> None:
    """List the bodies that a portal's menus name, as rows to review, and how they differ from bodies.csv."""
    from crawler.proposal import propose as proposed

    found = proposed(open_workspace(workspace), url, as_of=instant_of(as_of))
    print(found.rows(), end="")
    for line in found.differences():
        print(visible(line), file=sys.stderr)


def _show_plan(workspace: "Workspace", lang: Lang | None, body: str | None) -> int:
    from crawler.plan import plan
    from crawler.summary import print_plan

    planned = tuple(plan(workspace, body))
    print_plan(planned, language_of(lang, workspace))
    return INCOMPLETE if any(each.refusal for each in planned) else DONE


@dataclass(frozen=True, slots=True)
class Asked:
    """What a crawl is asked to look at, as the options of `duban crawl` have it."""

    body: str | None = None
    year: int | None = None
    sample: int | None = None
    planned: bool = False
    shard: str | None = None
    executor: str | None = None


def crawl_stage(workspace: "Workspace", as_of: datetime, lang: Lang | None, asked: Asked) -> int:
    """Crawl the sources of a workspace, print the closing table, and return the exit status."""
    from crawler.run import crawl as run_crawl
    from crawler.shard import Shard
    from crawler.summary import print_summary
    from reports.keeping.space import shortage

    language = language_of(lang, workspace)
    short = shortage(workspace)
    complain(short.in_language(language) if short else None)
    with executor_of(asked.executor, workspace) as readers:
        summary = run_crawl(
            workspace,
            as_of=as_of,
            body=asked.body,
            year=asked.year,
            sample=asked.sample,
            planned=asked.planned,
            shard=Shard.parse(asked.shard) if asked.shard else None,
            executor=readers,
            lang=language,
        )
    print_summary(summary, language)
    return summary.exit_status
