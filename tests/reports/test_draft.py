"""The page for those who write a report: what to change, where, how, by which law; nothing of the draft acts in it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from checks.catalogue import rules
from checks.engine import evaluate
from checks.model import Case, Family, Outcome, Report
from config.clock import end_of_day
from config.errors import UserError
from reports.draft import Checked, write_draft
from reports.draft.advice import advice
from reports.draft.compose import compose, group_of
from reports.draft.phrases import PHRASES
from reports.draft.view import Page, Part
from reports.draft.write import render
from reports.visible import visible
from tests.checks.rules.cases import case
from tests.reports.digest_samples import AS_OF

FAULTY = {
    "t4.review.total": 99,
    "t2.regulations.in_force": 6,
    "t2.fees.amount": "125000元",
    "t3.granted.research": "",
    "t2.licensing.decisions": "见附件",
}
CASES = {
    "clean": case(),
    "faulty": case(FAULTY, texts={"6": "无"}),
    "form of 2019": case(year=2020, form="2019"),
    "text capture": case({"t2.penalties.decisions": None}, structured=False),
    "nothing recognised": Case(body=None, year=None, report=Report(source="会议通知.txt", text="会议通知")),
}


def checked(each: Case, source: str = "草稿.docx") -> Checked:
    report = replace(each.report, source=source)
    return Checked(report, evaluate(replace(each, report=report, source=source)))


def part(each: Case, lang: str = "zh") -> Part:
    (only,) = compose([checked(each)], lang, checked=AS_OF).parts
    return only


def html(*cases: Case, lang: str = "zh") -> str:
    return render(compose([checked(each) for each in cases], lang, checked=AS_OF))


def points(each: Part) -> dict[str, list[str]]:
    return {group.code: [point.rule for point in group.points] for group in each.groups}


@pytest.mark.parametrize("name", CASES)
def test_every_rule_is_on_the_page_whatever_the_draft(name: str):
    shown = html(CASES[name])
    assert [rule.id for rule in rules() if rule.id not in shown] == []


@pytest.mark.parametrize("name", CASES)
def test_every_finding_is_one_point_and_every_silence_has_a_reason(name: str):
    found, told = checked(CASES[name]).findings, part(CASES[name])
    assert told.points == sum(finding.reportable for finding in found)
    silent = {finding.rule for finding in found if finding.outcome is Outcome.NOT_EVALUATED}
    assert {named.rule for entry in told.unchecked for named in entry.rules} == silent
    assert all(entry.reason for entry in (*told.unchecked, *told.inapplicable))


def test_points_are_grouped_by_what_to_do_about_them_and_what_is_unclear_accuses_nobody():
    groups = points(part(CASES["faulty"]))
    assert list(groups) == ["must", "verify", "look", "unclear"]
    assert {"A104", "L102"} <= set(groups["must"])
    assert "F104" in groups["verify"]
    assert "R101" in groups["unclear"]
    for finding in checked(CASES["text capture"]).findings:
        if finding.outcome is Outcome.NEEDS_REVIEW:
            assert group_of(finding) == "unclear"


def test_a_point_says_what_where_how_and_by_which_law():
    point = next(p for g in part(CASES["faulty"]).groups for p in g.points if p.rule == "A104")
    assert "99" in point.message
    assert point.places[0].startswith("“四、政府信息公开行政复议、行政诉讼情况”的表格：")
    assert "“总计”" in point.places[0]
    (excerpt,) = point.excerpts
    suspects = [cell.text for row in excerpt.rows for cell in row.cells if cell.role == "suspect"]
    assert "99" in suspects
    assert point.advice.startswith("先查原始台账")
    assert "《政府信息公开条例》第五十条" in point.law


def test_many_cells_are_named_by_row_and_the_rest_counted():
    blank = dict.fromkeys((f"t2.{row}.decisions" for row in ("licensing", "penalties", "coercion")), "/")
    blank |= dict.fromkeys((f"t2.regulations.{column}" for column in ("issued", "repealed", "in_force")), "/")
    blank |= dict.fromkeys((f"t2.normative_documents.{column}" for column in ("issued", "repealed", "in_force")), "/")
    point = next(p for g in part(case(blank)).groups for p in g.points if p.rule == "F105")
    assert point.places[0].endswith("等共 9 格")
    assert point.places[0].count("行的") == 4


def test_a_sentence_is_found_in_the_section_it_stands_in():
    told = case(texts={"1": "全年共收到政府信息公开申请23件。", "6": "无"})
    where = {p.rule: p.places for g in part(told).groups for p in g.points}
    assert where["N101"][0].startswith("“三、收到和处理政府信息公开申请情况”的表格：")
    assert where["F104"] == ("“六、其他需要报告的事项”部分",)


def test_no_cell_is_named_by_its_id():
    for each in CASES.values():
        assert re.findall(r"t[234]\.[a-z_]+\.[a-z_]+", html(each)) == []


def test_rules_of_the_calendar_wait_for_the_day_of_publication():
    reasons = {named.rule: entry.reason for entry in part(CASES["clean"]).unchecked for named in entry.rules}
    assert reasons["T101"].startswith("报告公布以后才能检查")


def test_a_draft_without_findings_is_not_called_right():
    shown = html(CASES["clean"])
    assert "不等于报告一定合规" in shown
    assert "不等于报告一定合规" not in html(CASES["faulty"])


def test_several_drafts_are_parts_of_one_page_with_a_list_of_them():
    page = compose(
        [checked(CASES["clean"], "a.docx"), checked(CASES["faulty"], "dir/b.zip!c.docx")], "zh", checked=AS_OF
    )
    assert [each.file for each in page.parts] == ["a.docx", "b.zip!c.docx"]
    shown = render(page)
    assert [f'href="#{each.anchor}"' in shown and f'id="{each.anchor}"' in shown for each in page.parts] == [True, True]
    assert "本页检查的文件" in shown
    assert "本页检查的文件" not in html(CASES["clean"])


class _Tags(HTMLParser):
    """Collects tags, and what could load or run anything."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.acting: list[tuple[str, str | None]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.acting += [(n, v) for n, v in attrs if n.startswith("on") or n in {"src", "srcset", "action", "style"}]
        self.acting += [(n, v) for n, v in attrs if n == "href" and not (v or "").startswith("#")]


def tags(shown: str) -> _Tags:
    parser = _Tags()
    parser.feed(shown)
    return parser


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_needs_nothing_else_and_runs_nothing(lang: str):
    found = tags(html(*CASES.values(), lang=lang))
    assert found.tags.isdisjoint({"script", "link", "img", "iframe", "object", "form", "input", "base"})
    assert found.acting == []
    assert len(found.ids) == len(set(found.ids))


MARKUP = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\u202e{{ 7 * 7 }}\nx"


def test_markup_in_a_draft_is_shown_and_does_nothing():
    hostile = case({"t2.licensing.decisions": MARKUP}, body=f"青禾县{MARKUP}局", texts={"1": MARKUP, "6": None})
    headings = {n: replace(s, heading=s.heading + MARKUP) for n, s in hostile.report.sections.items()}
    hostile = replace(hostile, report=replace(hostile.report, sections=headings, title=MARKUP))
    page = compose([checked(hostile, f"{MARKUP}.docx")], "zh", checked=AS_OF)
    found = tags(shown := render(page))
    assert found.tags.isdisjoint({"script", "img"})
    assert found.acting == []
    assert "\u202e" not in shown
    assert "{{ 7 * 7 }}" in shown
    assert shown.count("</style>") == 1


def test_it_prints_on_a4_without_cutting_a_point_apart_from_its_heading():
    css = re.search(r"<style>(.*?)</style>", html(CASES["clean"]), re.DOTALL).group(1)
    assert "@page { size: A4;" in css
    printed = css.split("@media print", 1)[1]
    for rule in (".document + .document { break-before: page; }", "break-inside: avoid", "break-after: avoid"):
        assert rule in printed
    assert css.count("{") == css.count("}")


def test_in_english_only_law_and_the_words_of_the_form_stay_chinese():
    shown = html(CASES["faulty"], CASES["clean"], lang="en")
    for key, words in PHRASES.items():
        if "{" not in words.zh and len(words.zh) > 3 and not key.startswith("form_"):
            assert visible(words.zh) not in shown, key
    assert "Must be changed" in shown
    assert '<html lang="en">' in shown


def test_there_is_advice_for_every_family_and_for_no_rule_that_is_not():
    assert set(advice().family) == set(Family)
    assert set(advice().rule) <= {rule.id for rule in rules()}


def test_the_same_drafts_give_the_same_bytes_and_an_older_page_is_replaced(tmp_path):
    target = tmp_path / "page.html"
    pages = []
    for _ in range(2):
        told = write_draft(target, [checked(CASES["faulty"])], "zh", checked=end_of_day(AS_OF.date()))
        assert isinstance(told, Page)
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]


def test_a_page_that_cannot_be_written_is_one_clear_line(tmp_path):
    with pytest.raises(UserError, match=r"cannot be written: "):
        write_draft(tmp_path, [checked(CASES["clean"])], "zh", checked=AS_OF)
