"""The language of `--help`: the texts stand in the code in English, and in a table for every other language."""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from tomllib import loads
from typing import TYPE_CHECKING

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

if TYPE_CHECKING:
    from typer._click.core import Command

    from checks.words import Language

HELP = ("-h", "--help")
_MARKUP = re.compile(r"(?<!\\)\[(?=[a-z#/@])")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name the language of messages, the first that is set counts (POSIX)."""


def language_of_help(environ: Mapping[str, str]) -> "Language":
    """Return the language of `--help`: what `DUBAN_LANG` says, else Chinese where the locale is, else English."""
    locale = next((value for name in _VARIABLES if (value := environ.get(name))), "")
    asked = environ.get("DUBAN_LANG") or locale
    return "zh" if asked.lower().startswith("zh") else "en"


def speak(command: "Command", language: "Language") -> None:
    """Give a command and all below it their help in a language; a text without translation stays in English."""
    said = translations(language) if language != "en" else {}
    for each in commands(command):
        if said:
            _translate(each, lambda text: said.get(text, text))
        _quote(each)


def commands(command: "Command") -> "Iterator[Command]":
    """Yield a command and all below it."""
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from commands(inner)


def translations(language: "Language") -> Mapping[str, str]:
    """Return the texts of help in a language, by the English ones."""
    table = files("reports.cli").joinpath(f"help.{language}.toml").read_text(encoding="utf-8")
    return loads(table)


def _quote(command: "Command") -> None:
    """Keep names of tables such as `[alerts]` in help texts, which Rich would take for its own markup and drop."""
    command.help = _MARKUP.sub(r"\\[", command.help or "")
    for parameter in command.params:
        if isinstance(parameter, TyperArgument | TyperOption):
            parameter.help = _MARKUP.sub(r"\\[", parameter.help or "")


def _translate(command: "Command", said: Callable[[str], str]) -> None:
    command.help = said(command.help or "")
    if isinstance(command, TyperCommand | TyperGroup):
        command.rich_help_panel = said("Commands")
    shown = command.get_help_option(typer.Context(command, help_option_names=list(HELP)))
    for parameter in (*command.params, shown):
        if isinstance(parameter, TyperArgument | TyperOption):
            parameter.help = said(parameter.help or "")
            parameter.rich_help_panel = said("Arguments" if isinstance(parameter, TyperArgument) else "Options")
