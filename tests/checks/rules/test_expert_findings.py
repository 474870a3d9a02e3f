"""The rules on the five real reports, against what an expert reviewer found in them."""

import json
from pathlib import Path

import pytest

from checks.model import Finding, Level
from checks.reading import read_bytes
from reports.files import check_report
from tests.checks.rules.cases import REPORTABLE

EXPECTED = {
    ("000_5ac74736d37564ec.txt", None): set(),
    ("001_bfb308357a73373b.txt", None): {
        ("F104", "warning", ""),
        ("F113", "warning", ""),
        ("N103", "warning", "t3.handled_total.total"),
        ("N110", "warning", "t2.normative_documents.issued"),
    },
    ("002_f3bbfa1004ed2dd6.txt", None): {("R103", "warning", ""), ("X107", "warning", "")},
    ("003_eeb9b02f914a58b3.txt", None): {("F102", "warning", "t2.normative_documents.total_published")},
    ("004_e5287fb04eea1cb7.txt", None): {
        ("L101", "error", "t2.regulations.made"),
        ("L103", "warning", "t2.normative_documents.made"),
    },
}


def found_in(path: Path) -> list[Finding]:
    reports = read_bytes(path.read_bytes(), source=path.name)
    return [f for report in reports for f in check_report(report) if f.outcome in REPORTABLE]


@pytest.mark.parametrize(("name", "expected"), [(name, found) for (name, _), found in EXPECTED.items()])
def test_a_seed_gives_exactly_these_findings_above_a_hint(shared, name, expected):
    found = [f for f in found_in(shared / "seeds" / name) if f.level is not Level.HINT]
    assert {(f.rule, str(f.level), f.cells[0] if f.cells else "") for f in found} == expected


def test_no_error_that_the_reviewer_does_not_list_and_nothing_above_a_hint_on_a_trap(shared):
    lines = (shared / "golden_findings.jsonl").read_text(encoding="utf-8").splitlines()
    golden = [json.loads(line) for line in lines]
    for path in [*sorted((shared / "seeds").glob("*.txt")), *sorted((shared / "real").glob("平潭*.txt"))]:
        listed = [entry for entry in golden if entry["file"] == path.name and not entry["false_positive_trap"]]
        families = {(entry["family"], entry["level"]) for entry in listed}
        for finding in found_in(path):
            if finding.level is not Level.HINT:
                assert (finding.family, finding.level) in families, f"{path.name}: {finding.message}"


def test_pingtan_2020_counts_a_row_twice(shared):
    found = found_in(shared / "real" / "平潭综合实验区管委会_2020.txt")
    twice = [f for f in found if f.family == "arithmetic"]
    assert [(f.rule, f.expected, f.found) for f in twice] == [("A102", 0, 6)]
    assert set(twice[0].cells) == {
        "t3.partially_granted.total",
        "t3.partially_granted.natural_person",
        "t3.handled_total.total",
        "t3.handled_total.natural_person",
    }
