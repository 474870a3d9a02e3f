"""docs/logs.md against the code: whatever a crawl can log is explained there."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from crawler.acceptance import criteria
from crawler.discovery.words import words
from crawler.doctor import STEPS
from crawler.logs import log, logging_to
from crawler.selection import Reason
from reports.store import VisitOutcome
from tests.crawler.office import ROOT

EXPLAINED = (ROOT / "docs" / "logs.md").read_text(encoding="utf-8")


def messages(path: Path) -> Iterator[str]:
    """The formats of everything a module logs."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            logs = isinstance(node.func.value, ast.Name) and node.func.value.id == "log"
            if logs and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


FORMATS = sorted({message for path in (ROOT / "crawler").rglob("*.py") for message in messages(path)})


def test_the_formats_are_found() -> None:
    assert {"verdict %s %s %s", "left %s %s %s", "slow %s crawl-delay=%g"} <= set(FORMATS)


@pytest.mark.parametrize("message", [*FORMATS, "start", "resume"])
def test_every_message_is_explained(message: str) -> None:
    first = message.split(maxsplit=1)[0]
    assert first == "%s" or f"| `{first} " in EXPLAINED


@pytest.mark.parametrize("outcome", VisitOutcome)
def test_every_outcome_is_explained(outcome: VisitOutcome) -> None:
    assert f"`{outcome.value}`" in EXPLAINED


@pytest.mark.parametrize("kind", [decoy.kind for decoy in words().decoys])
def test_every_kind_of_look_alike_is_named(kind: str) -> None:
    assert f"`{kind}`" in EXPLAINED


@pytest.mark.parametrize("reason", sorted(set(get_args(Reason)) - {"decoy", "unrelated"}))
def test_every_reason_to_leave_a_link_is_explained(reason: str) -> None:
    assert f"`left {reason} " in EXPLAINED


def test_the_doctor_asks_for_facts_of_acceptance() -> None:
    known = {criterion.fact for criterion in criteria()} | {"reports", "reports_gone"}
    assert {step.fact for step in STEPS} <= known


def test_a_page_writes_no_line_of_its_own(tmp_path: Path) -> None:
    forged = "http://a.example/\r\n2026-01-01 00:00:00,000 INFO verdict accepted"
    with logging_to(tmp_path):
        log.info("left %s %s %s", "decoy", forged, "年报\x1b[2J\u202e")
    (file,) = tmp_path.iterdir()
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert line.endswith("accepted 年报‹U+001B›[2J‹U+202E›")
