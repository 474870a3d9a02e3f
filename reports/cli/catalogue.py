"""The commands about the rules themselves."""

from typing import Annotated

import typer

from reports.cli.options import (
    LangOption,
    language_of,
)


def rules(lang: LangOption = None) -> None:
    """List the rules: id, level, and what holds when they pass."""
    from checks.engine import rules as catalogue
    from reports.console import print_rules

    print_rules(catalogue(), language_of(lang))


def explain(
    rule: Annotated[str, typer.Argument(help="The id of a rule, such as A101.")], lang: LangOption = None
) -> None:
    """Explain one rule: what it demands, by which law, when it does not apply, where it may err."""
    from checks.engine import explain as explained

    print(explained(rule, language_of(lang)))
