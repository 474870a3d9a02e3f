"""A105: what was issued and not repealed is in force."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.rules._stock import judge_rows
from checks.subject import Subject


@rule(
    "A105",
    name=Words(
        "现行有效件数不少于本年制发减废止", "At least as many documents are in force as were issued and not repealed"
    ),
    statement="规章、行政规范性文件的现行有效件数不少于本年制发件数减去本年废止件数。",
    level=Level.ERROR,
    law=("regulation.50", "form.2021"),
    applies=Applies(forms=("2021", "mixed")),
    inapplicable=(Words("表二不是2021年格式", "table two is not of the form of 2021"),),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("两行均成立", "both rows hold"),
        "fail": Words(
            "{row} 现行有效 {in_force} < 本年制发 {issued} − 废止 {repealed}，请核对三个数字",
            "{row}: in force {in_force} < issued {issued} − repealed {repealed}; check the three numbers",
        ),
        "open": Words("{why}", "{why}"),
        "other": Words("表二不是2021年格式", "table two is not of the form of 2021"),
    },
    false_positives=(
        Words(
            "年底制发、次年施行，或当年制发当年自然失效而未计入废止",
            "issued to take effect next year, or lapsed within the year without being repealed",
        ),
    ),
    related=("A106",),
    examples=Examples(
        passed=(Example(title="clean table"),),
        failed=(
            Example(
                title="two issued, none repealed, one in force",
                cells={
                    "t2.normative_documents.issued": 2,
                    "t2.normative_documents.repealed": 0,
                    "t2.normative_documents.in_force": 1,
                },
                suspects=("t2.normative_documents.in_force",),
            ),
        ),
        inapplicable=(
            Example(title="form of 2019 has no such columns", year=2020, form="2019"),
            Example(title="mixed report with table two of 2019", form="mixed", forms={"t2": "2019", "t3": "2021"}),
        ),
        undecided=(
            Example(title="joined digits with a reading that fits", cells={"t2.normative_documents.in_force": (1, 65)}),
            Example(
                title="the number in force is left blank",
                cells={"t2.normative_documents.in_force": ""},
                outcome=Outcome.NEEDS_REVIEW,
            ),
        ),
    ),
)
def in_force(subject: Subject) -> Iterator[Verdict]:
    """Not fewer documents are in force than were issued this year less those repealed this year.

    The stock of the year before cannot be negative (form of 2021, table two, item one).

    Not applicable when table two is not of the form of 2021.
    """
    if subject.forms.get("t2") == "2021":
        return judge_rows(subject, "2021")
    return iter((Verdict(Outcome.NOT_APPLICABLE, "other"),))
