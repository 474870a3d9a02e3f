"""A106: the total of published documents contains those of the year."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.rules._stock import judge_rows
from checks.subject import Subject


@rule(
    "A106",
    name=Words(
        "对外公开总数量不少于本年新公开数量", "The total published is not less than what was published this year"
    ),
    statement="规章、规范性文件的对外公开总数量不少于本年新公开数量。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019"),
    applies=Applies(forms=("2019", "mixed")),
    inapplicable=(Words("表二不是2019年格式", "table two is not of the form of 2019"),),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("两行均成立", "both rows hold"),
        "fail": Words(
            "{row} 对外公开总数量 {total_published} < 本年新公开 {published}，请核对",
            "{row}: total published {total_published} < published this year {published}; please check",
        ),
        "open": Words("{why}", "{why}"),
        "other": Words("表二不是2019年格式", "table two is not of the form of 2019"),
    },
    false_positives=(Words("当年公开后又撤下的文件", "documents published and taken down again within the year"),),
    related=("A105", "L103"),
    examples=Examples(
        passed=(Example(title="clean table", year=2020, form="2019"),),
        failed=(
            Example(
                title="four published this year, three in all",
                year=2020,
                form="2019",
                cells={"t2.normative_documents.published": 4, "t2.normative_documents.total_published": 3},
                suspects=("t2.normative_documents.total_published",),
            ),
        ),
        inapplicable=(Example(title="form of 2021 has no such columns"),),
        undecided=(
            Example(
                title="the total is missing",
                year=2020,
                form="2019",
                cells={"t2.normative_documents.total_published": None},
            ),
        ),
    ),
)
def total_published(subject: Subject) -> Iterator[Verdict]:
    """The total of published documents is not less than the number published this year.

    What is published this year is part of the total (form of 2019, table two, item one).

    Not applicable when table two is not of the form of 2019.
    """
    if subject.forms.get("t2") == "2019":
        return judge_rows(subject, "2019")
    return iter((Verdict(Outcome.NOT_APPLICABLE, "other"),))
