"""A page for every rule of the catalogue, as `duban explain` tells it, with its open findings."""

from collections import defaultdict

from checks.catalogue import Rule, rules
from checks.explain import chapters, heading
from reports.digest.lexicon import Lexicon, is_statement
from reports.digest.names import body_page, evidence_page, rule_page
from reports.digest.site.desk import Desk
from reports.digest.site.view import RuleFinding, RulePage
from reports.store.records import FindingRow
from reports.wording import FAMILY


def put_rules(desk: Desk) -> None:
    """Put the page of every rule in its place, and the list of all."""
    by_rule: dict[str, list[FindingRow]] = defaultdict(list)
    for row in desk.facts.findings:
        by_rule[row.finding.rule].append(row)
    pages = [_page(rule, by_rule[rule.id], desk.words) for rule in rules()]
    for page in pages:
        desk.put(rule_page(page.rule), "site_rule.html.j2", page, lambda page=page: page)  # type: ignore[misc]
    desk.put("rules/index.html", "site_rules.html.j2", pages, lambda: pages)


def _page(rule: Rule, rows: list[FindingRow], words: Lexicon) -> RulePage:
    lang = words.lang
    return RulePage(
        rule=rule.id,
        name=rule.name.in_language(lang),
        statement=rule.statement.in_language(lang),
        traits=words.say(
            "rule_traits",
            family=FAMILY.word(rule.family, lang),
            level=words.level(rule.level).word,
            version=rule.version,
        ),
        chapters=tuple((heading(key, lang), tuple(points)) for key, points in chapters(rule, lang)),
        findings=tuple(_finding(row, words) for row in sorted(rows, key=lambda row: -row.year)),
    )


def _finding(row: FindingRow, words: Lexicon) -> RuleFinding:
    finding = row.finding
    return RuleFinding(
        level=words.level(finding.level) if is_statement(finding) else words.outcome(finding.outcome),
        body=finding.body or "",
        page=body_page(row.body_id),
        year=row.year,
        text=words.message(finding),
        evidence=evidence_page(row.public_id),
    )
