"""N109: where the text says that there was no review or suit, or that all were upheld, table four has none."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.narrative.statements import Statement
from checks.rules._claims import figure, sentence_and_cells, sum_of
from checks.subject import Subject

_SUITS = ("litigation_direct", "litigation_after_review")
_MUST_BE_ZERO = {
    "no_review": ("t4.review.total",),
    "no_suit": tuple(f"t4.{group}.total" for group in _SUITS),
    "review_upheld": ("t4.review.corrected", "t4.review.other"),
    "suit_won": tuple(f"t4.{group}.corrected" for group in _SUITS),
    "review_uncorrected": ("t4.review.corrected",),
    "suit_uncorrected": tuple(f"t4.{group}.corrected" for group in _SUITS),
}


@rule(
    "N109",
    name=Words("“无复议诉讼”“全部维持”与表四一致", "“No review or suit” and “all upheld” agree with table four"),
    statement="正文写没有因信息公开发生行政复议（行政诉讼）的，表四相应总计为 0；写全部维持、没有纠错的，纠正数为 0。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("正文与表四相符", "the text agrees with table four"),
        "fail": Words(
            "正文与表四不符，表四为 {found} 件：“{quote}”",
            "the text disagrees with table four, which has {found}: “{quote}”",
        ),
        "silent": Words("正文没有这样写", "the text does not say so"),
        "unread": Words("表四没有读清", "table four was not read"),
    },
    false_positives=(
        Words("避免、防止复议诉讼等工作要求不是情况说明", "aims such as avoiding reviews are no statement of fact"),
        Words("与信息公开无关的案件", "cases of other matters"),
    ),
    related=("N108",),
    version=2,
    changes=(Change(version=2, what="零发生; none of some kind or none new left aside"),),
    examples=Examples(
        passed=(
            Example(
                title="none",
                texts={"1": "本年度没有因政府信息公开引起的行政复议和行政诉讼。"},
                cells={
                    "t4.review.upheld": 0,
                    "t4.review.corrected": 0,
                    "t4.review.total": 0,
                    "t4.litigation_direct.upheld": 0,
                    "t4.litigation_direct.total": 0,
                },
            ),
        ),
        failed=(
            Example(
                title="none in the text, three in the table",
                texts={"1": "本年度未发生因政府信息公开引起的行政复议。"},
                level=Level.WARNING,
                suspects=("t4.review.total",),
            ),
            Example(
                title="all upheld, one corrected",
                texts={"1": "政府信息公开行政复议3件，全部维持。"},
                suspects=("t4.review.corrected",),
            ),
            Example(title="none at all", texts={"1": "政府信息公开行政复议零发生。"}),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent"),
            Example(title="an aim", texts={"1": "规范依申请公开答复，避免发生没有必要的行政复议和诉讼。"}),
            Example(title="last year", texts={"1": "2022年没有因政府信息公开引起的行政复议。"}),
        ),
        undecided=(
            Example(
                title="the cell cannot be read",
                texts={"1": "本年度未发生因政府信息公开引起的行政复议。"},
                cells={"t4.review.total": "约三"},
            ),
        ),
    ),
)
def no_disputes(subject: Subject) -> Iterator[Verdict]:
    """Where the text says that no review or suit over disclosure came, or none was corrected, table four has none.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text does not say so.
    """
    said = [s for s in subject.statements if s.about in _MUST_BE_ZERO]
    if not said:
        yield Verdict(Outcome.NOT_APPLICABLE, "silent")
        return
    values = {s: sum_of(subject, _MUST_BE_ZERO[s.about]) for s in said}
    yield from (_contradicted(subject, group) for group in _by_sentence([s for s in said if values[s]]))
    if None in values.values():
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif not any(values.values()):
        yield Verdict(Outcome.PASS, "pass")


def _by_sentence(wrong: list[Statement]) -> list[list[Statement]]:
    """Gather statements of one kind, and with them the other kinds that the same sentences make."""
    groups: list[list[Statement]] = []
    for statement in wrong:
        kin = [g for g in groups if any(s.about == statement.about or s.sentence == statement.sentence for s in g)]
        groups = [g for g in groups if g not in kin] + [[s for g in kin for s in g] + [statement]]
    return groups


def _contradicted(subject: Subject, said: list[Statement]) -> Verdict:
    cells = dict.fromkeys(cell for statement in said for cell in _MUST_BE_ZERO[statement.about])
    filled = tuple(cell for cell in cells if figure(subject, cell))
    found = sum_of(subject, filled)
    return Verdict(
        Outcome.FAIL,
        "fail",
        {"found": found, "quote": said[0].sentence.quote()},
        key=said[0].about,
        cells=filled,
        expected="0",
        found=found,
        evidence=sentence_and_cells(subject, [s.sentence for s in said], filled),
    )
