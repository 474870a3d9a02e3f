"""C102: the documents in force roll forward from the year before."""

import re
from collections.abc import Iterator
from decimal import Decimal

from checks.arithmetic.balance import State
from checks.arithmetic.inequality import not_negative
from checks.arithmetic.possible import STOCK_ROWS, stock
from checks.catalogue import Applies, Example, Examples, Verdict, Words
from checks.continuity.sums import Sum, Term, weigh
from checks.examples import last_year
from checks.labels import row_label
from checks.model import Level, Outcome
from checks.rules._years import (
    both_years,
    cell_of,
    continuity_rule,
    earlier_terms,
    has_table,
    merged,
    outcome_of,
)
from checks.subject import Subject

_FORM = "2021"
_CLEANED_UP = re.compile("清理|宣布失效|统计口径|自然失效|有效期届满")
_DOCUMENTS = re.compile("规范性文件|规章|文件")


@continuity_rule(
    "C102",
    name=Words("现行有效件数逐年衔接", "Documents in force roll forward from the year before"),
    statement="规章、行政规范性文件的现行有效件数等于上一年度的现行有效件数加本年制发、减本年废止。",
    level=Level.WARNING,
    applies=Applies(needs="earlier", forms=("2021", "mixed")),
    inapplicable=(
        Words(
            "两年中有一年的表二不是2021年格式：2019年格式的“对外公开总数量”是另一回事",
            "table two of either year is not of the form of 2021: what the form of 2019 counts is something else",
        ),
    ),
    messages={
        "pass": Words("两行均衔接", "both rows roll forward"),
        "fail": Words(
            "{row} 现行有效 {in_force} ≠ 上年 {before} + 制发 {issued} − 废止 {repealed} = {expected}，请核对或说明",
            "{row}: in force {in_force} ≠ last year's {before} + issued {issued} − repealed {repealed} = {expected}",
        ),
        "cleaned": Words(
            "{row} 现行有效 {in_force} 少于上年 {before} + 制发 {issued} − 废止 {repealed} = {expected}，正文提到清理",
            "{row}: in force {in_force}, fewer than last year's {before} + issued {issued} − repealed {repealed} = "
            "{expected}; the text tells of a clean-up",
        ),
        "open": Words("{row}：{why}", "{row}: {why}"),
        "explained": Words(
            "{row} 本年三个数字之间已不成立，见 A105", "{row}: this year's numbers alone contradict, see A105"
        ),
        "other": Words("两年的表二不都是2021年格式", "table two of the two years is not both of the form of 2021"),
    },
    false_positives=(
        Words(
            "集中清理会重新核定件数；机关撤并带入、带出文件",
            "a clean-up sets the number anew; mergers bring documents in",
        ),
    ),
    related=("A105",),
    examples=Examples(
        passed=(Example(title="12 = 10 + 3 − 1", earlier=last_year(cells={"t2.normative_documents.in_force": 10})),),
        failed=(
            Example(
                title="12 where 42 are due, one finding",
                earlier=last_year(cells={"t2.normative_documents.in_force": 40}),
                level=Level.WARNING,
                suspects=("t2.normative_documents.in_force",),
            ),
            Example(
                title="a clean-up is told and the number falls",
                texts={"1": "（三）政府信息管理。开展行政规范性文件专项清理，核定现行有效件数。"},
                earlier=last_year(cells={"t2.normative_documents.in_force": 40}),
                level=Level.HINT,
            ),
            Example(
                title="a clean-up does not raise the number",
                texts={"1": "（三）政府信息管理。开展行政规范性文件专项清理。"},
                earlier=last_year(cells={"t2.normative_documents.in_force": 5}),
                level=Level.WARNING,
            ),
        ),
        inapplicable=(
            Example(title="the form changed in between", year=2021, earlier=last_year(year=2020, form="2019")),
            Example(title="form of 2019", year=2020, form="2019", earlier=last_year(year=2019, form="2019")),
        ),
        undecided=(
            Example(title="no report of the year before"),
            Example(
                title="joined digits of last year with a reading that fits",
                earlier=last_year(cells={"t2.normative_documents.in_force": (1, 10, 101)}),
            ),
            Example(
                title="more repealed and fewer in force than is possible by itself",
                cells={"t2.normative_documents.issued": 90},
                earlier=last_year(),
            ),
            Example(
                title="last year left it blank",
                earlier=last_year(cells={"t2.normative_documents.in_force": ""}),
                outcome=Outcome.NEEDS_REVIEW,
            ),
        ),
    ),
)
def in_force_rolls(subject: Subject) -> Iterator[Verdict]:
    """The documents in force are those of the year before, plus those issued, less those repealed in the year.

    The three columns of table two, item one, describe one stock (form of 2021).

    Not applicable when table two of either year is not of the form of 2021.
    """
    if subject.forms.get("t2") != _FORM or any(earlier.forms.get("t2") == "2019" for earlier in subject.earlier):
        yield Verdict(Outcome.NOT_APPLICABLE, "other")
        return
    if not has_table(subject, "t2", _FORM):
        yield Verdict(Outcome.NOT_EVALUATED, "other")
        return
    held = 0
    for row in STOCK_ROWS:
        found = weigh(_terms(subject, row))
        if found.state is State.HOLDS:
            held += 1
        else:
            yield _verdict(subject, row, found)
    if held == len(STOCK_ROWS):
        yield Verdict(Outcome.PASS, "pass")


def _terms(subject: Subject, row: str) -> tuple[Term, ...]:
    own = (("issued", 1), ("repealed", -1), ("in_force", -1))
    this_year = Term(subject.report, tuple((f"t2.{row}.{column}", sign) for column, sign in own))
    return (*earlier_terms(subject, (f"t2.{row}.in_force", 1)), this_year)


def _verdict(subject: Subject, row: str, found: Sum) -> Verdict:
    stock_cell = f"t2.{row}.in_force"
    name = row_label(stock_cell)
    if found.state is State.OPEN:
        return Verdict(Outcome.NOT_EVALUATED, "open", {"row": name, "why": found.why}, key=f"open:{row}")
    if not_negative(subject.report.cells, stock(row, _FORM)).state is State.BROKEN:
        return Verdict(Outcome.NOT_EVALUATED, "explained", {"row": name}, key=f"explained:{row}")
    columns = ("in_force", "issued", "repealed")
    cells = tuple(f"t2.{row}.{column}" for column in columns)
    values = {column: _shown(subject, cell) for column, cell in zip(columns, cells, strict=True)}
    in_force = cell_of(subject, stock_cell).value
    expected = None if found.value is None or in_force is None else in_force + found.value
    cleaned = (found.value or 0) > 0 and _tells_clean_up(subject)
    return Verdict(
        outcome_of(found),
        "cleaned" if cleaned else "fail",
        {
            "row": name,
            **values,
            "before": [_shown(earlier, stock_cell) for earlier in subject.earlier],
            "expected": "?" if expected is None else expected,
        },
        key=row,
        level=Level.HINT if cleaned or merged(subject) else None,
        cells=cells,
        expected=expected,
        found=in_force,
        evidence=both_years(subject, cells, (stock_cell,)),
    )


def _tells_clean_up(subject: Subject) -> bool:
    return any(_CLEANED_UP.search(s.text) and _DOCUMENTS.search(s.text) for s in subject.sentences)


def _shown(subject: Subject, cell_id: str) -> Decimal | Words | str:
    cell = cell_of(subject, cell_id)
    if cell.value is not None:
        return cell.value
    return "/".join(map(str, cell.candidates)) or Words("（空白）", "(blank)")
