"""The commands for looking into the ledger: search, serve."""

from typing import Annotated

import typer

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


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="Words that must all occur.")],
    workspace: WorkspaceOption = HERE,
    as_of: AsOfOption = None,
    most: Annotated[int, typer.Option("--most", min=1, help="At most this many reports, and findings.")] = 20,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look for words in findings and in the texts of reports; words of two characters are found too."""
    from reports.console import print_hits
    from reports.search import search as look
    from reports.store import Store

    opened = open_workspace(workspace)
    language = language_of(lang, opened)
    with Store.open(opened.database) as store:
        hits = look(store, words, until=instant_of(as_of), most=most, language=language)
    if as_json:
        print_json(hit.as_json(language) for hit in hits)
    else:
        print_hits(hits, language)


def serve(
    workspace: WorkspaceOption = HERE,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port on 127.0.0.1.")] = 8001,
) -> None:
    """Show the ledger in the browser with Datasette (extra `explore`), read-only and on this machine only."""
    from reports.explore import serve as show

    show(open_workspace(workspace), port=port)
