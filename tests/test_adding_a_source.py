"""docs/adding-a-source.md does what it says: its steps are taken, in their order, with a site that was not known."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.doctor import STEPS
from reports.store import Store
from tests.conftest import ROOT, run
from tests.crawler.office import Body, make_office
from tests.crawler.test_crawl import small_site

TEXT = (ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
BODY = "云帆县教育局"
WALK = ("duban registry propose URL", "duban crawl --dry-run --body NAME", "duban doctor NAME")


def said_by(words: list[str], office: Path) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", *words], office)


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are printed for a POSIX shell")
def test_a_new_source_is_found_by_the_steps_as_printed(tmp_path: Path) -> None:
    workspace = make_office(tmp_path / "office", [Body("青石县教育局", "http://www.qingshi.example/")])
    office = workspace.root
    commands = [command for command in re.findall(r"`(duban [^`]+)`", TEXT) if command in WALK]
    assert tuple(dict.fromkeys(commands)) == WALK
    propose, dry, doctor = ([*shlex.split(command)] for command in WALK)
    with small_site() as site:
        filled = {"URL": f"{site.url}/", "NAME": BODY}
        said = said_by([filled.get(word, word) for word in propose], office)
        assert (said.returncode, said.stdout.split("\n")[0]) == (0, "name,kind,site,column,since"), said.stderr
        with (office / "bodies.csv").open("a", encoding="utf-8") as registry:
            registry.write(f"{BODY},department,{site.url}/,\n")
        said = said_by([filled.get(word, word) for word in dry], office)
        assert (said.returncode, f"{site.url}/" in said.stdout) == (0, True), said.stderr
        said = said_by([filled.get(word, word) for word in doctor], office)
        assert (said.returncode, "找到 2 份报告" in said.stdout) == (0, True), said.stderr
        assert not workspace.database.exists()
        (printed,) = re.findall(r"`scrapy (crawl annual_reports -a families=off) …`", TEXT)
        asked = [word for pair in (f"workspace={office}", f"body={BODY}", "as_of=2026-04-09") for word in ("-a", pair)]
        said = said_by(["scrapy", *shlex.split(printed), *asked], ROOT)
    assert said.returncode == 0, said.stderr
    with Store.open(workspace.database) as store:
        assert len(store.captures()) == 2


def test_every_step_of_the_doctor_has_a_row() -> None:
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| [^|]+ \|$", TEXT, re.MULTILINE)[1:]
    assert set(rows) == {(step.name.en, step.name.zh) for step in STEPS}
