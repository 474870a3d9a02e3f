"""What people receive, in a real browser: no violation of accessibility, nothing wider than a telephone."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.clock import end_of_day
from config.settings import Lang
from config.workspace import Workspace
from crawler.demo import play
from reports.digest import write_digest
from reports.digest.compose import compose
from reports.digest.gather import gather
from reports.digest.letter import write_letter
from reports.digest.names import body_page, evidence_page, region_page, rule_page
from reports.digest.render import render_page
from reports.evidence import write_evidence
from reports.store import Store

playwright = pytest.importorskip("playwright.sync_api", reason="the extra dev brings the driver of the browser")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra dev brings axe-core")

NAMES = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in NAMES if name and (path := shutil.which(name))), None)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
KINDS = ("digest", "brief", "body", "region", "index", "rule", "rules", "evidence", "letter", "protocol")
NARROW = {"width": 360, "height": 780}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; name one in the variable CHROMIUM"),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("browser") / "demo"
    play(root)
    return Workspace.open(root)


@pytest.fixture(scope="module", params=["zh", "en"])
def pages(demo: Workspace, request: pytest.FixtureRequest) -> dict[str, Path]:
    """One page of every kind in one language."""
    lang: Lang = request.param
    with Store.open(demo.database, write=True) as store:
        as_of = store.evaluated()
        assert as_of is not None
        written = write_digest(store, demo, as_of=end_of_day(as_of.date()), lang=lang)
        facts = gather(store, demo, as_of=as_of)
        told = next(row for row in facts.findings if row.edition_id and row.finding.cells)
        apart = demo.root / f"apart-{lang}"
        apart.mkdir()
        proof = write_evidence(store, demo, told.public_id, made=as_of, lang=lang, out=apart)
        (apart / "letter.html").write_text(write_letter(compose(facts, lang), "latest.html").html, encoding="utf-8")
        brief = demo.digests / "brief.html"
        brief.write_text(render_brief(facts, lang), encoding="utf-8")
    return {
        "digest": written.path,
        "brief": brief,
        "body": demo.digests / body_page(told.body_id),
        "region": demo.digests / region_page(facts.bodies[told.body_id].region),
        "index": demo.digests / "index.html",
        "rule": demo.digests / rule_page(told.finding.rule),
        "rules": demo.digests / "rules/index.html",
        "evidence": demo.digests / evidence_page(told.public_id),
        "letter": apart / "letter.html",
        "protocol": proof.protocol,
    }


def render_brief(facts, lang: Lang) -> str:
    return render_page(compose(facts, lang, brief=True))


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_violates_accessibility(browser, pages: dict[str, Path], kind: str) -> None:
    page = browser.new_page(bypass_csp=True)
    page.goto(pages[kind].as_uri())
    found = axe.Axe().run(page).response["violations"]
    page.close()
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_telephone(browser, pages: dict[str, Path], kind: str) -> None:
    page = browser.new_page(viewport=NARROW)
    page.goto(pages[kind].as_uri())
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    assert wider == 0


@pytest.mark.parametrize("kind", ["body", "digest"])
def test_the_style_is_found_from_a_file_and_nothing_else_is_loaded(browser, pages, kind: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[kind].as_uri())
    width = page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth")
    page.close()
    assert width != "none"
    assert all(url.startswith("file:") for url in asked)
    assert len(asked) <= 2
