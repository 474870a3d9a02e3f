"""L107: from 2024 on, refusals are reviewed before they are sued."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.rules._claims import figure, sum_of
from checks.subject import Subject
from config.forms import cell_ids

_DIRECT = "t4.litigation_direct.total"
_SINGLE = 1
"""One refusal in a year shows no habit of suits without review: the suit may be over an older one."""


@rule(
    "L107",
    name=Words("2024年起不予公开案件一般先经复议", "From 2024 on refusals are reviewed before they are sued"),
    statement="2024年度起，有多件不予公开决定的机关，“未经复议直接起诉”一般为 0（修订后的行政复议法规定复议前置）。",
    level=Level.HINT,
    law=("regulation.50",),
    applies=Applies(forms=("2021", "mixed"), first_year=2024),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("没有直接起诉的案件，或没有多件不予公开", "no direct suit, or no more than one refusal"),
        "fail": Words(
            "未经复议直接起诉 {direct} 件，本年不予公开 {refused} 件：2024年起此类争议一般须先经复议，请核对归类",
            "{direct} suits without review, {refused} refusals: since 2024 such disputes go to review first",
        ),
        "unread": Words("表三、表四没有读清", "tables three or four were not read"),
    },
    false_positives=(
        Words("以前年度的案件、反信息公开诉讼、其他争议", "older cases, suits against disclosure, other disputes"),
    ),
    related=("N108",),
    examples=Examples(
        passed=(
            Example(title="no refusal", year=2024),
            Example(title="a single refusal", year=2024, cells={"t3.refused.third_party.total": 1}),
        ),
        failed=(
            Example(
                title="refusals and direct suits",
                year=2024,
                cells={"t3.refused.third_party.total": 4},
                level=Level.HINT,
                suspects=(_DIRECT,),
            ),
        ),
        inapplicable=(Example(title="report year 2023", year=2023),),
        undecided=(Example(title="not read", year=2024, cells={_DIRECT: "若干"}),),
    ),
)
def direct_suits(subject: Subject) -> Iterator[Verdict]:
    """From report year 2024 on, a body with several refusals has no suits without a review before them.

    The revised law on administrative reconsideration sends most disputes over disclosure to review first.

    Not applicable when the report is on 2023 or an earlier year.
    """
    rows = tuple(c for c in cell_ids("2021", "t3") if c.startswith("t3.refused.") and c.endswith(".total"))
    direct, refused = figure(subject, _DIRECT), sum_of(subject, rows)
    if direct is None or refused is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif direct and refused > _SINGLE:
        yield Verdict(Outcome.FAIL, "fail", {"direct": direct, "refused": refused}, cells=(_DIRECT,), found=direct)
    else:
        yield Verdict(Outcome.PASS, "pass")
