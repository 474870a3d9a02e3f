"""A rule of the catalogue as plain text, for `duban explain`."""

from collections.abc import Iterator

from checks.catalogue import Rule, rules
from checks.examples import Example
from checks.model import Outcome
from checks.words import Language, Words, written
from config.errors import UserError
from config.law import provisions

_HEADINGS = {
    "law": Words("依据", "Law"),
    "applies": Words("适用", "Applies to"),
    "inapplicable": Words("不适用的情形", "Not applicable when"),
    "tolerance": Words("容差", "Tolerance"),
    "meanings": Words("各种结论的含义", "What each outcome means"),
    "messages": Words("提示语", "Messages"),
    "false_positives": Words("已知可能误报之处", "Known false positives"),
    "examples": Words("示例（也是本规则的测试）", "Examples (they are the tests of the rule)"),
    "changes": Words("变更", "Changes"),
    "related": Words("相关规则", "Related rules"),
}
_FAMILY = Words("类别", "family")
_LEVEL = Words("等级", "level")
_VERSION = Words("版本", "version")
_SINCE = Words("始于", "since")


def find_rule(rule_id: str) -> Rule:
    """Return a rule by its id, in any case of letters.

    Raises:
        UserError: there is no such rule.
    """
    found = next((entry for entry in rules() if entry.id == rule_id.strip().upper()), None)
    if found is None:
        raise UserError(f"there is no rule {rule_id}; `duban rules` lists them all")
    return found


def explain(rule_id: str, lang: Language = "zh") -> str:
    """Return all that the catalogue says about a rule, as plain text.

    Raises:
        UserError: there is no such rule.
    """
    entry = find_rule(rule_id)
    traits = ((_FAMILY, entry.family), (_LEVEL, entry.level), (_VERSION, entry.version), (_SINCE, entry.since))
    lines = [
        f"{entry.id}  {entry.name.in_language(lang)}",
        entry.statement.in_language(lang),
        " · ".join(f"{name.in_language(lang)} {value}" for name, value in traits),
    ]
    for key, points in chapters(entry, lang):
        lines += ["", _HEADINGS[key].in_language(lang), *(f"  - {point}" for point in points)]
    return "\n".join(lines)


def heading(key: str, lang: Language) -> str:
    """Return the heading of a chapter."""
    return _HEADINGS[key].in_language(lang)


def chapters(entry: Rule, lang: Language) -> Iterator[tuple[str, list[str]]]:
    """Yield the chapters of a rule's page that have something in them: key and points."""
    told = {
        "law": [law_line(law, lang) for law in entry.law],
        "applies": list(_applies(entry, lang)),
        "inapplicable": [words.in_language(lang) for words in entry.inapplicable],
        "tolerance": [entry.tolerance.in_language(lang)],
        "meanings": [f"{outcome}: {words.in_language(lang)}" for outcome, words in entry.meanings.items()],
        "messages": [f"{key}: {words.in_language(lang)}" for key, words in entry.messages.items()],
        "false_positives": [words.in_language(lang) for words in entry.false_positives],
        "examples": [_example(outcome, example, lang) for outcome, example in entry.examples.by_outcome()],
        "changes": [f"{change.version}: {change.what}" for change in entry.changes],
        "related": list(entry.related),
    }
    yield from ((key, points) for key, points in told.items() if points)


def law_line(law: str, lang: Language) -> str:
    """Return one provision: citation, the report years it binds, and its gist."""
    provision = provisions()[law]
    years = f"{provision.first_year}–{provision.last_year or ''}"
    gist = provision.gist_zh if lang == "zh" else provision.gist_en
    return f"{provision.citation}（{years}）：{gist}" if lang == "zh" else f"{provision.citation} ({years}): {gist}"


def _applies(entry: Rule, lang: Language) -> Iterator[str]:
    applies = entry.applies
    needs = {
        "report": Words("认出的年度报告", "a recognised annual report"),
        "document": Words("任何文件", "any document"),
        "earlier": Words("认出的年度报告，并有上一年度的", "a recognised annual report beside that of the year before"),
        "publication": Words("工作区里看过网站的机关和年度", "a body and year whose website a workspace has looked at"),
        "copies": Words(
            "工作区里看过网站的机关和年度，或一起检查的同一报告的几份文件",
            "a body and year whose website a workspace has looked at, or several files of one report checked together",
        ),
        "portfolio": Words(
            "与其他报告一起检查的年度报告，须有机关和年度",
            "an annual report that is checked beside others, of a known body and year",
        ),
        "standing": Words("工作区里有时限判断的机关和年度", "a body and year that a workspace keeps the calendar of"),
    }
    yield needs[applies.needs].in_language(lang)
    if applies.forms:
        yield Words(f"格式 {', '.join(applies.forms)}", f"forms {', '.join(applies.forms)}").in_language(lang)
    if applies.first_year or applies.last_year:
        years = f"{applies.first_year or ''}–{applies.last_year or ''}"
        yield Words(f"报告年度 {years}", f"report years {years}").in_language(lang)
    if applies.kinds:
        kinds = ", ".join(applies.kinds)
        yield Words(f"机关类型 {kinds}", f"kinds of body {kinds}").in_language(lang)


def _example(outcome: Outcome, example: Example, lang: Language) -> str:
    changed = [f"{cell} = {_printed(value)}" for cell, value in example.cells.items()]
    changed += [f"§{number}: {text if text is not None else '∅'}" for number, text in example.texts.items()]
    colon, comma = ("：", "；") if lang == "zh" else (": ", "; ")
    told = f"{colon}{comma.join(changed)}" if changed else ""
    return f"{outcome} — {example.title} [{written(example.body or '', lang)} {example.year or ''}]{told}"


def _printed(value: object) -> str:
    if value is None:
        return "∅"
    return " | ".join(map(str, value)) if isinstance(value, tuple) else f"“{value}”"
