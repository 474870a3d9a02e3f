"""The front door: the commands of duban in the order of `duban --help`; each room keeps its own.

Rooms of work are imported inside the commands, so that `duban --help` answers at once.
"""

import os
import sys
from collections.abc import Callable

import typer
from typer.main import get_command

from config.errors import UserError
from crawler import cli as crawling
from reports.cli import catalogue, checking, decisions, exploring, exports, keeping, ledger, mail, notices
from reports.cli.options import DONE, WRONG_USE, complain
from reports.cli.schedule import schedule
from reports.cli.scores import score
from reports.cli.speaking import HELP, language_of_help, speak

app = typer.Typer(
    name="duban",
    help="督办: find the annual reports on open government information, check them, tell the overseer with evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": list(HELP)},
)
COMMANDS: dict[str, Callable[..., None]] = {
    "demo": crawling.demo,
    "init": ledger.init,
    "crawl": crawling.crawl,
    "check": checking.check,
    "digest": ledger.digest,
    "alert": mail.alert,
    "preview": mail.preview,
    "send": ledger.send,
    "outbox": mail.outbox,
    "run": crawling.run,
    "schedule": schedule,
    "status": ledger.status,
    "score": score,
    "read": checking.read,
    "import": ledger.import_,
    "evidence": ledger.evidence,
    "export": exports.export,
    "import-decisions": exports.import_decisions,
    "waive": decisions.waive,
    "confirm": decisions.confirm,
    "note": decisions.note,
    "search": exploring.search,
    "serve": exploring.serve,
    "doctor": crawling.doctor,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "fsck": keeping.fsck,
    "prune": keeping.prune,
    "rules": catalogue.rules,
    "explain": catalogue.explain,
}
for name, command in COMMANDS.items():
    app.command(name)(command)

registry_app = typer.Typer(help="Propose rows for bodies.csv.", no_args_is_help=True)
registry_app.command()(crawling.propose)
app.add_typer(registry_app, name="registry")
app.add_typer(notices.app, name="notice")


def main() -> None:
    """Run the command line; wrong use ends with one line on standard error and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    command = get_command(app)
    speak(command, language_of_help(os.environ))
    try:
        command()
    except UserError as error:
        complain(str(error))
        sys.exit(WRONG_USE)
    except BrokenPipeError:
        sys.exit(DONE)


if __name__ == "__main__":
    main()
