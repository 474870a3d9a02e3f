"""The demonstration at a terminal: what is being done, the closing table, where the digest lies."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from checks.model import Level
from config.settings import Lang
from crawler.demo.run import DemoRow, DemoSummary, play
from crawler.progress import ConsoleProgress, Progress
from reports.console import add_row, print_table
from reports.wording import STATE

_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "headings": "机关 年度 状态 错误 警告 提示",
        "digest": "督办通报：{path}",
        "message": "待发邮件：{path}",
        "held": "结果与演示剧情一致（{seconds:.0f} 秒）。",
        "same": "与上次相比没有任何变化（{seconds:.0f} 秒）。",
        "objection": "与剧情不符：{objection}",
    },
    "en": {
        "headings": "body year state errors warnings hints",
        "digest": "digest: {path}",
        "message": "message to send: {path}",
        "held": "everything came out as the story says ({seconds:.0f} s).",
        "same": "nothing has changed since last time ({seconds:.0f} s).",
        "objection": "not as the story says: {objection}",
    },
}


def run_demo(root: Path, *, lang: Lang = "zh", progress: Progress | None = None) -> int:
    """Play the demonstration, print what came out, and return the exit status: 0 when the story held, else 3.

    Raises:
        UserError: as `crawler.demo.run.play`.
    """
    console = ConsoleProgress()
    try:
        summary = play(root, lang=lang, progress=progress or console)
    finally:
        console.close()
    print_demo(summary, lang)
    return 0 if summary.story_held else 3


def print_demo(summary: DemoSummary, lang: Lang) -> None:
    """Print the table of the bodies, the paths, and whether the story held."""
    words, console = _WORDS[lang], Console(highlight=False, soft_wrap=True)
    table = Table(show_edge=False, pad_edge=False)
    for heading in words["headings"].split():
        table.add_column(heading)
    for row in summary.rows:
        add_row(table, *_cells(row, lang))
    print_table(table)
    console.print(words["digest"].format(path=summary.digest))
    for path in summary.messages:
        console.print(words["message"].format(path=path))
    for objection in summary.objections:
        console.print(words["objection"].format(objection=objection), markup=False)
    if summary.story_held:
        console.print(words["held" if summary.changed else "same"].format(seconds=summary.seconds))


def _cells(row: DemoRow, lang: Lang) -> tuple[str, ...]:
    counts = (sum(found.finding.level == level for found in row.findings) for level in Level)
    return (row.body, str(row.year), STATE.word(row.state, lang), *(str(count) if count else "" for count in counts))
