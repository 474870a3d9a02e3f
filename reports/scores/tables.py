"""The score sheet as a table for the terminal and as CSV for a spreadsheet."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

from rich.table import Table

from checks.words import Language, Words, number
from reports.console import add_row, print_table
from reports.exports.safety import guarded
from reports.scores.sheet import Score
from reports.wording import KIND

_HEADINGS = Words(
    "机关 编号 类型 年度 得分 满分 排名 同类 待核 已豁免 扣分 说明",
    "body id kind year score full rank peers review waived deductions reason",
)


def as_csv(scores: Iterable[Score], lang: Language) -> str:
    """Return the sheet as CSV, one row a body, each deduction with the number of its finding."""
    sheet = StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(_HEADINGS.in_language(lang).split())
    for score in scores:
        derived = "; ".join(f"{each.rule} -{number(each.points)} ({each.finding})" for each in score.deductions)
        writer.writerow(guarded(cell) for cell in _row(score, derived, lang))
    return sheet.getvalue()


def print_scores(scores: Iterable[Score], lang: Language) -> None:
    """Print the sheet, deductions in sum by rule."""
    table = Table(show_edge=False, pad_edge=False)
    for heading in _HEADINGS.in_language(lang).split():
        table.add_column(heading)
    for score in scores:
        add_row(table, *_row(score, _by_rule(score), lang))
    print_table(table)


def _row(score: Score, deductions: str, lang: Language) -> Sequence[str]:
    figures = (
        "" if score.points is None else number(score.points),
        number(score.full),
        str(score.rank or ""),
        str(score.peers or ""),
        str(score.open_questions or ""),
        str(score.waived or ""),
    )
    reason = score.reason.in_language(lang) if score.reason else ""
    return (score.body, score.id, KIND.word(score.kind, lang), str(score.year), *figures, deductions, reason)


def _by_rule(score: Score) -> str:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in score.deductions:
        sums[each.rule] += each.points
    return " ".join(f"{rule} -{number(points)}" for rule, points in sums.items())
