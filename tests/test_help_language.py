"""`--help` speaks the reader's language: every command and option has its text in every language."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from typer.main import get_command

import duban
from reports.cli.speaking import commands, language_of_help, speak, translations
from tests.conftest import ROOT

FRAME = {"Arguments", "Options", "Commands", "Show this message and exit."}


def texts() -> Iterator[str]:
    for command in commands(get_command(duban.app)):
        yield command.help or ""
        yield from (getattr(parameter, "help", None) or "" for parameter in command.params)


def test_every_command_and_option_has_a_help_text() -> None:
    assert all(texts())


def test_every_text_of_help_has_a_translation_and_none_is_left_over() -> None:
    assert set(translations("zh")) == {*texts(), *FRAME}


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.GB18030"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "DUBAN_LANG": "en"}, "en"),
        ({"LANG": "C.UTF-8", "DUBAN_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_language_is_that_of_the_reader(environ: dict[str, str], language: str) -> None:
    assert language_of_help(environ) == language


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("command", "said"), [("alert", "[alerts]"), ("schedule", "[schedule]"), ("status", "[[offices]]")]
)
def test_names_of_tables_in_brackets_are_shown(language: str, command: str, said: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "200", "DUBAN_LANG": language}
    words = [sys.executable, "-m", "duban", command, "--help"]
    done = subprocess.run(words, env=environment, capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert said in done.stdout


def test_a_text_without_translation_stays_in_english() -> None:
    command = get_command(duban.app)
    command.help = "A command that is newer than its translation."
    speak(command, "zh")
    assert command.help == "A command that is newer than its translation."


@pytest.mark.parametrize(("words", "said"), [(("--help",), "命令"), (("check", "-h"), "每行一个 JSON 对象")])
def test_help_is_chinese_where_the_locale_is(words: tuple[str, ...], said: str) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LC_ALL": "zh_CN.UTF-8", "COLUMNS": "120"}
    environ.pop("DUBAN_LANG", None)
    command = [sys.executable, "-m", "duban", *words]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environ)
    assert said in done.stdout
    assert "显示本说明" in done.stdout
