"""The pages beside a digest: whole, only what changed, nothing of others, and not taken over by what they show."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from checks.model import Evidence, Level
from config.workspace import Workspace
from reports.digest import write_digest
from reports.digest.compose import compose
from reports.digest.gather import gather
from reports.digest.lexicon import Lexicon
from reports.digest.names import body_page, evidence_page, region_page
from reports.digest.parts.brief import MOST_LISTED, too_large
from reports.digest.parts.regions import Regions
from reports.digest.render import render_page
from reports.digest.site.shelf import LIST
from reports.digest.site.tables import YearCells, tables
from reports.digest.site.write import write_site
from reports.store import Cause, Printed, Store
from tests.reports.digest_ledger import FIRST_LOOK, SECOND_LOOK, add_finding, look, make_workspace
from tests.reports.digest_samples import FINDINGS, facts
from tests.reports.test_digest_page import HOSTILE


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "w", "")


@pytest.fixture
def store(workspace: Workspace) -> Iterator[Store]:
    with Store.open(workspace.database, write=True) as opened:
        look(opened, workspace, FIRST_LOOK)
        yield opened


def pages(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def document(folder: Path, name: str) -> html.HtmlElement:
    return html.document_fromstring((folder / name).read_bytes())


def test_every_link_between_the_pages_leads_somewhere(store: Store, workspace: Workspace):
    add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK)
    write_digest(store, workspace, as_of=FIRST_LOOK)
    look(store, workspace, SECOND_LOOK, review_total=11)
    write_digest(store, workspace, as_of=SECOND_LOOK)
    for name in pages(workspace.digests):
        if name.endswith(".html"):
            page = document(workspace.digests, name)
            for href in page.xpath("//a/@href | //link/@href"):
                path, _, fragment = href.partition("#")
                if not path.startswith("http"):
                    target = (workspace.digests / name).parent / path if path else workspace.digests / name
                    assert target.is_file(), (name, href)
                    assert not fragment or html.parse(target).xpath(f"//*[@id='{fragment}']"), (name, href)


def test_the_same_ledger_gives_the_same_bytes_and_touches_no_file(store: Store, workspace: Workspace):
    add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK)
    write_digest(store, workspace, as_of=FIRST_LOOK)
    before, stamps = pages(workspace.digests), {p: p.stat().st_mtime_ns for p in workspace.digests.rglob("*.html")}
    write_digest(store, workspace, as_of=FIRST_LOOK)
    assert pages(workspace.digests) == before
    assert {p: p.stat().st_mtime_ns for p in workspace.digests.rglob("*.html")} == stamps


def test_another_day_rewrites_only_what_it_changed(store: Store, workspace: Workspace):
    add_finding(store, "qh1", "青禾县财政局", FIRST_LOOK)
    write_digest(store, workspace, as_of=FIRST_LOOK)
    before = pages(workspace.digests)
    add_finding(store, "qh2", "青禾县教育局", SECOND_LOOK)
    write_digest(store, workspace, as_of=SECOND_LOOK)
    after = pages(workspace.digests)
    changed = {name for name, data in after.items() if before.get(name) != data}
    assert body_page("qh2") in changed
    assert not {body_page("qh1"), "rules/A101.html", "site.css"} & changed


def test_a_page_that_was_damaged_is_written_again(store: Store, workspace: Workspace):
    write_digest(store, workspace, as_of=FIRST_LOOK)
    page = workspace.digests / body_page("qh1")
    whole = page.read_bytes()
    page.write_bytes(b"")
    write_digest(store, workspace, as_of=FIRST_LOOK)
    assert page.read_bytes() == whole


@pytest.mark.parametrize(("ours", "kept"), [(True, False), (False, True)])
def test_a_stale_page_goes_only_when_nobody_changed_it(store: Store, workspace: Workspace, ours: bool, kept: bool):
    write_digest(store, workspace, as_of=FIRST_LOOK)
    page = workspace.digests / body_page("yl1")
    if not ours:
        page.write_text("批注")
    facts_now = gather(store, workspace, as_of=FIRST_LOOK).only({"qh1", "qh2"}, Level.HINT, "")
    write_site(store, facts_now, workspace.digests, "zh")
    assert page.is_file() is kept


def test_files_of_others_are_left_alone(store: Store, workspace: Workspace):
    (workspace.digests / "bodies").mkdir(parents=True)
    (workspace.digests / "bodies" / "notes.html").write_text("自己的页面")
    (workspace.digests / LIST).write_text("no list at all")
    write_digest(store, workspace, as_of=FIRST_LOOK)
    assert (workspace.digests / "bodies" / "notes.html").read_text() == "自己的页面"
    assert body_page("qh1") in json.loads((workspace.digests / LIST).read_text())


def test_pages_for_some_bodies_say_nothing_of_the_others(store: Store, workspace: Workspace, tmp_path: Path):
    add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK)
    narrowed = gather(store, workspace, as_of=FIRST_LOOK).only({"qh1"}, Level.HINT, "财政局")
    write_site(store, narrowed, tmp_path / "office", "zh")
    told = b"".join(pages(tmp_path / "office").values()).decode()
    assert "青禾县财政局" in told
    assert "青禾县教育局" not in told
    assert "云麓街道办事处" not in told


def test_a_mended_finding_keeps_its_page_and_says_so(store: Store, workspace: Workspace):
    found = add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK)
    write_digest(store, workspace, as_of=FIRST_LOOK)
    store.resolve_finding(found, edition_id=None, at=SECOND_LOOK, cause=Cause.CONTENT)
    for _ in range(2):
        write_digest(store, workspace, as_of=SECOND_LOOK)
        told = document(workspace.digests, evidence_page(found.public_id)).text_content()
        assert "该问题已于 2026-02-05 消除" in told


def test_the_page_of_a_finding_shows_what_it_rests_on(store: Store, workspace: Workspace):
    quoted = Evidence("section 1", "概况。")
    found = add_finding(store, "qh2", "青禾县教育局", FIRST_LOOK, evidence=(replace(quoted, text="这是概况"), quoted))
    store.db.execute("UPDATE editions SET text = '以下这是概况。电话13912345678，<b>完</b>'")
    write_digest(store, workspace, as_of=FIRST_LOOK)
    page = document(workspace.digests, evidence_page(found.public_id))
    assert [mark.text for mark in page.xpath("//mark")] == ["这是概况"]
    assert f"duban evidence {found.public_id}" in page.text_content()
    assert "电话139******78，<b>完</b>" in page.text_content()
    assert "行政复议 总计 0 ≠ 10+1+0+0 = 11" in page.text_content()
    assert re.search(r"SHA-256 [0-9a-f]{64}", page.text_content())


def test_markup_from_the_web_stays_text_on_every_page(store: Store, workspace: Workspace):
    add_finding(
        store, "qh2", "青禾县教育局", FIRST_LOOK, message=HOSTILE, reason=HOSTILE,
        evidence=(Evidence(HOSTILE, HOSTILE, url="javascript:alert(1)"),),
    )  # fmt: skip
    store.db.execute("UPDATE editions SET text = ?, title = ?", [HOSTILE, HOSTILE])
    store.db.execute("UPDATE cells SET status = 'unreadable', text = ?, value = NULL WHERE cell % 3 = 0", [HOSTILE])
    narrowed = replace(gather(store, workspace, as_of=FIRST_LOOK), office=HOSTILE)
    write_site(store, narrowed, workspace.digests, "zh")
    for name in pages(workspace.digests):
        if name.endswith(".html"):
            page = document(workspace.digests, name)
            assert page.xpath("//script | //img | //*[@onerror]") == [], name
            assert all(not href.startswith("javascript") for href in page.xpath("//@href")), name
            assert "\u202e" not in page.text_content()


def test_the_tables_of_all_years_stand_year_below_year_with_every_cell(store: Store, workspace: Workspace):
    add_finding(store, "qh1", "青禾县财政局", FIRST_LOOK)
    write_digest(store, workspace, as_of=FIRST_LOOK)
    page = document(workspace.digests, body_page("qh1"))
    edition = next(each for each in store.editions("qh1", 2025) if each.current)
    shown = page.xpath("//table[@class='sheet']//td[not(@class='change')]")
    assert len(shown) == len(store.load_cells(edition.id))
    (suspect,) = page.xpath("//table[@class='sheet']//td[@class='suspect']")
    assert page.xpath(f"//article[@id='{suspect.xpath('string(a/@href)')[1:]}']")


def of_years(*years: tuple[int, str, dict[str, Printed]]) -> str:
    return tables([YearCells(year, {"t3": form, "t4": form}, cells) for year, form, cells in years], {}, Lexicon("zh"))


def total(cell: str, value: str) -> dict[str, Printed]:
    first = cell.rsplit(".", 1)[0] + (".upheld" if cell.startswith("t4") else ".natural_person")
    return {first: Printed("read", "0", "0"), cell: Printed("read", value, value)}


@pytest.mark.parametrize(
    ("then", "now", "change"), [("3", "5", "+2"), ("5", "3", "−2"), ("5", "5", ""), ("1.5", "2", "+0.5")]
)
def test_the_change_from_the_year_before_is_told(then: str, now: str, change: str):
    cell = "t4.review.total"
    page = html.fromstring(of_years((2023, "2021", total(cell, now)), (2022, "2021", total(cell, then))))
    assert page.xpath("//td[@class='change']/text()") == ([change] if change else [])


def test_years_that_do_not_follow_are_not_compared():
    cell = "t4.review.total"
    page = html.fromstring(of_years((2023, "2021", total(cell, "9")), (2021, "2021", total(cell, "3"))))
    assert page.xpath("//td[@class='change']/text()") == []


def test_a_row_that_only_the_old_form_has_stands_in_its_place():
    old, new = total("t3.other.total", "1"), total("t3.other.fee_unpaid.total", "2")
    page = html.fromstring(of_years((2021, "2021", new), (2020, "2019", old)))
    assert [row.text for row in page.xpath("//th[@scope='row']")] == ["2020", "2021"]


def test_regions_within_regions():
    regions = Regions({"b0": "320000", "b1": "320100", "b2": "320102", "b3": "330000", "b4": ""}, {"320100": "乙市"})
    assert regions.outermost == ("320000", "330000", "")
    assert regions.next_within("320000") == ("320100",)
    assert regions.all_bodies("320000") == {"b0", "b1", "b2"}
    assert regions.name("320100", Lexicon("zh")) == "乙市"


@pytest.mark.parametrize(
    ("one", "other"), [("A1", "a1"), ("con", "x-con"), ("青禾县", "青禾"), ("a/../b", "a-b"), ("", "unknown")]
)
def test_names_of_pages_are_plain_and_differ(one: str, other: str):
    names = {body_page(one), body_page(other), region_page(one), region_page(other)}
    assert len(names) == 4
    assert all(re.fullmatch(r"(bodies|regions)/[a-z0-9_-]+\.html", name) for name in names)


def flood(number: int):
    return tuple(replace(FINDINGS[0], id=n, public_id=f"{n:08x}") for n in range(number))


def test_a_large_ledger_is_summed_up_and_says_what_it_leaves_out():
    many = facts(findings=flood(MOST_LISTED * 3))
    assert too_large(many)
    assert not too_large(facts())
    page = html.document_fromstring(render_page(compose(many, "zh", brief=True)))
    assert page.xpath("//article") == []
    assert f"另有 {MOST_LISTED * 2} 项未列出" in page.text_content()
    assert "本页只汇总" in page.text_content()
    assert page.xpath(f"//table//a[@href='{body_page('qh2')}']")
    assert page.xpath("//table//a[@href='rules/A101.html']")
