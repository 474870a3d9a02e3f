"""`scrapy crawl annual_reports -a workspace=… -a as_of=…` is `duban crawl` by hand; see `_ARGUMENTS`."""

import argparse
import os
import sys
from datetime import datetime

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import AsyncCrawlerProcess

from config.clock import parse_as_of
from config.errors import UserError
from config.workspace import Workspace

_ARGUMENTS = ("workspace", "as_of", "body", "year", "sample", "families", "shard")


class Command(ScrapyCrawl):
    """Runs the crawl of a workspace; any other spider is left to Scrapy."""

    requires_crawler_process = False

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run a spider by name; the exit status is that of the contract."""
        if args != ["annual_reports"]:
            self.crawler_process = AsyncCrawlerProcess(self.settings)
            super().run(args, opts)
            return
        try:
            self.exitcode = _crawl(opts.spargs)
        except UserError as error:
            print(f"scrapy crawl: {error}", file=sys.stderr)  # noqa: T201 - the one line a person reads
            self.exitcode = 2


def _crawl(arguments: dict[str, str]) -> int:
    from crawler.run import crawl  # noqa: PLC0415 - Scrapy loads every command to list them
    from crawler.shard import Shard  # noqa: PLC0415 - as above
    from crawler.summary import print_summary  # noqa: PLC0415 - as above

    unknown = sorted(set(arguments) - set(_ARGUMENTS))
    if unknown:
        raise UserError(f"-a {unknown[0]}: unknown; there are {', '.join(_ARGUMENTS)}")
    folder = arguments.get("workspace") or os.environ.get("DUBAN_WORKSPACE") or "."
    workspace = Workspace.open(folder, writable=True)
    summary = crawl(
        workspace,
        as_of=_as_of(arguments.get("as_of")),
        body=arguments.get("body"),
        year=_number(arguments, "year"),
        sample=_number(arguments, "sample"),
        families=arguments.get("families") != "off",
        shard=Shard.parse(arguments["shard"]) if "shard" in arguments else None,
    )
    print_summary(summary, workspace.settings.lang)
    return summary.exit_status


def _as_of(text: str | None) -> datetime:
    try:
        return parse_as_of(text)
    except ValueError as error:
        raise UserError(f"-a as_of={text}: not a date; write it as 2026-01-31") from error


def _number(arguments: dict[str, str], name: str) -> int | None:
    text = arguments.get(name)
    if text is None:
        return None
    if not text.isdecimal() or int(text) < 1:
        raise UserError(f"-a {name}={text}: not a number of 1 or more")
    return int(text)
