"""The locked versions of docs/deploy belong to pyproject.toml, and so do the licences and the bill of materials."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

DEPLOY = ROOT / "docs" / "deploy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
OPTIONAL = [each for extra in ("alerts", "explore", "ocr") for each in EXTRAS[extra]]
LOCKS = {"core.lock": PROJECT["dependencies"], "full.lock": [*PROJECT["dependencies"], *OPTIONAL]}
_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?:.*\\\n)*.*)", re.MULTILINE)


def locked(name: str) -> dict[str, list[tuple[str, str]]]:
    """Versions of each package, several where systems need different ones, with what follows them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for package, version, rest in _ENTRY.findall((DEPLOY / name).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(package), []).append((version, rest))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_locked_at_a_version_it_allows(name: str) -> None:
    versions = locked(name)
    for requirement in map(Requirement, LOCKS[name]):
        found = versions[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version, _ in found), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_every_version_has_hashes_and_no_index_is_named(name: str) -> None:
    assert all(rest.count("--hash=sha256:") for entries in locked(name).values() for _, rest in entries)
    assert "://" not in (DEPLOY / name).read_text(encoding="utf-8")


def test_the_bill_of_materials_holds_what_is_locked() -> None:
    parts = json.loads((DEPLOY / "sbom.json").read_text(encoding="utf-8"))["components"]
    versions = {name: {version for version, _ in entries} for name, entries in locked("full.lock").items()}
    named = {canonicalize_name(part["name"]): part["version"] for part in parts}
    assert {name for name, version in named.items() if version not in versions.get(name, ())} == set()
    assert {canonicalize_name(Requirement(each).name) for each in LOCKS["full.lock"]} <= named.keys()


def test_no_licence_asks_for_the_source_of_an_office() -> None:
    table = (DEPLOY / "licences.md").read_text(encoding="utf-8").splitlines()[2:]
    licences = {name.strip(): licence for _, name, _, licence, _ in (row.split("|") for row in table)}
    assert {canonicalize_name(Requirement(each).name) for each in LOCKS["full.lock"]} <= set(
        map(canonicalize_name, licences)
    )
    assert [name for name, licence in licences.items() if re.search("GPL|GNU|UNKNOWN", licence)] == []
