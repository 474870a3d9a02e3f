"""The catalogue as pages: `python -m checks.document_rules` writes docs/rules, one page a rule and an index."""

import sys
from collections.abc import Iterator
from pathlib import Path

from checks.catalogue import Rule, rules
from checks.explain import chapters, heading
from checks.words import Language

FOLDER = Path("docs/rules")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
NOTICE = "<!-- Written by `python -m checks.document_rules` from the catalogue; change the rule, not this page. -->"

INTRODUCTION = (
    "Every rule answers for every report with one of five outcomes: `pass`, `fail`, `not_applicable`, `not_evaluated`, "
    "`needs_review`. Levels: `error` breaks law or form and is certain, `warning` is very probably wrong, `hint` is "
    "worth a look."
)


def pages() -> dict[str, str]:
    """Return every page by its file name; a page depends on the catalogue alone."""
    return {"index.md": _index()} | {f"{entry.id}.md": _page(entry) for entry in rules()}


def _index() -> str:
    rows = [
        f"| [{entry.id}]({entry.id}.md) | {entry.name.zh} | {entry.name.en} | {entry.family} | {entry.level} |"
        for entry in rules()
    ]
    return "\n".join(
        (
            NOTICE,
            "",
            f"# Rules 检查规则 ({len(rows)})",
            "",
            INTRODUCTION,
            "",
            "| id | 通过条件 | passes when | family | level |",
            "|---|---|---|---|---|",
            *rows,
            "",
        )
    )


def _page(entry: Rule) -> str:
    lines = [NOTICE, "", f"# {entry.id} {entry.name.zh} · {entry.name.en}", ""]
    lines += [f"family `{entry.family}` · level `{entry.level}` · version {entry.version} · since {entry.since}", ""]
    for language in LANGUAGES:
        lines += [*_in_language(entry, language)]
    return "\n".join(lines)


def _in_language(entry: Rule, language: Language) -> Iterator[str]:
    yield f"## {'中文' if language == 'zh' else 'English'}"
    yield ""
    yield entry.statement.in_language(language)
    yield ""
    for key, points in chapters(entry, language):
        yield f"### {heading(key, language)}"
        yield ""
        yield from (f"- {point}" for point in points)
        yield ""


def main(folder: Path = FOLDER) -> None:
    """Write the pages, and remove pages of rules that are no longer in the catalogue."""
    wanted = pages()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    sys.stdout.write(f"{len(wanted)} pages in {folder}\n")


if __name__ == "__main__":
    main()
