"""The commands of notices 整改通知: make, list, answered."""

from datetime import date
from typing import Annotated

import typer
from typer.core import TyperGroup

from reports.cli.decisions import AuthorOption, day_of
from reports.cli.options import (
    HERE,
    AsOfOption,
    JsonOption,
    LangOption,
    WorkspaceOption,
    instant_of,
    language_of,
    open_workspace,
    print_json,
)

_MAKE = "make"


class NoticeGroup(TyperGroup):
    """A group whose first word may be a finding: `duban notice FINDING…` is `duban notice make FINDING…`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put `make` before arguments that begin with no command of the group."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args.insert(0, _MAKE)
        return super().parse_args(ctx, args)


app = typer.Typer(cls=NoticeGroup, no_args_is_help=True, help="Ask bodies to mend confirmed findings.")


@app.command(_MAKE)
def make(
    findings: Annotated[list[str], typer.Argument(metavar="FINDING…", help="Ids of confirmed findings.")],
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="The last day to mend them.")],
    author: AuthorOption = "",
    again: Annotated[
        bool, typer.Option("--again", help="Also where a notice that is still pending names a finding.")
    ] = False,
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Put one notice a body into the outbox, with its findings, their evidence and the due day.

    The word `make` may be left out.
    """
    from reports.console import print_notice
    from reports.naming import user_name
    from reports.notices.make import make_notices
    from reports.store import Store

    opened, language = open_workspace(workspace, writable=True), lang.value if lang else None
    with Store.open(opened.database, write=True) as store:
        made = make_notices(
            store,
            opened,
            findings,
            due=day_of("--due", due),
            author=author.strip() or user_name("--author"),
            as_of=instant_of(as_of),
            again=again,
            lang=language,
        )
    for each in made:
        print_notice(each, language_of(lang, opened))


@app.command("list")
def list_(
    workspace: WorkspaceOption = HERE, as_of: AsOfOption = None, lang: LangOption = None, as_json: JsonOption = False
) -> None:
    """Tell where every notice stands: waiting, sent, answered, overdue, mended as the crawler saw, or dropped."""
    from reports.console import print_notices
    from reports.decisions import decided
    from reports.notices import standings
    from reports.store import Store

    opened = open_workspace(workspace)
    with Store.open(opened.database) as store:
        told = standings(store, decided(store, opened, as_of=instant_of(as_of)), as_of=instant_of(as_of))
    if as_json:
        print_json(each.as_json() for each in told)
    else:
        print_notices(told, {body.id: body.name for body in opened.registry.bodies}, language_of(lang, opened))


@app.command()
def answered(
    number: Annotated[int, typer.Argument(metavar="NOTICE", help="The number of the notice.")],
    text: Annotated[str, typer.Option("--text", help="What was answered, in a few words.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the answer; default today.")] = "",
    author: AuthorOption = "",
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Record that a body has answered a notice; what counts as mended is still what the crawler sees."""
    from reports.console import print_answer
    from reports.naming import user_name
    from reports.notices.make import answer
    from reports.store import Store

    opened = open_workspace(workspace, writable=True)
    day: date = day_of("--on", on) if on else instant_of(as_of).date()
    with Store.open(opened.database, write=True) as store:
        new = answer(store, number, day=day, said=text, author=author.strip() or user_name("--author"))
    print_answer(number, day, language_of(lang, opened), new=new)
