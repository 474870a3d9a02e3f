"""F117: section one is not longer than a local notice allows."""

from collections.abc import Iterator
from fractions import Fraction

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, LocalLimit, Outcome
from checks.subject import Subject

_ROOM = Fraction(6, 5)
_NOTICE = LocalLimit(100, "某办发〔2023〕1号")


@rule(
    "F117",
    name=Words("总体情况不超过本地规定的字数", "Section one keeps to the local limit of length"),
    statement="工作区登记了本地字数要求的，第一部分不超过该字数的 1.2 倍。",
    level=Level.HINT,
    law=("form.2021",),
    applies=Applies(),
    inapplicable=(Words("没有登记本地字数要求", "no local limit was loaded"),),
    tolerance=Words("20 %：通知写的是“左右”“原则上”", "20 %: notices say “about”"),
    messages={
        "pass": Words("第一部分 {found} 字，本地要求 {limit} 字", "section one has {found} characters of {limit}"),
        "fail": Words(
            "第一部分 {found} 字，超过本地要求的 {limit} 字（{source}），请精简",
            "section one has {found} characters, more than the {limit} of {source}; shorten it",
        ),
        "no_limit": Words("没有登记本地字数要求", "no local limit was loaded"),
        "absent": Words("没有找到第一部分（见 F101）", "section one was not found, see F101"),
    },
    false_positives=(Words("字数含标点，不含表格和空格", "punctuation counts, tables and blanks do not"),),
    related=("F111",),
    examples=Examples(
        passed=(Example(title="short enough", limit=_NOTICE, texts={"1": "公开信息。" * 24}),),
        failed=(Example(title="too long", limit=_NOTICE, texts={"1": "公开信息。" * 25}, level=Level.HINT),),
        inapplicable=(
            Example(title="no limit loaded", texts={"1": "公开信息。" * 900}),
            Example(title="no section one", limit=_NOTICE, texts={"1": None}),
        ),
    ),
)
def length_of_section_one(subject: Subject) -> Iterator[Verdict]:
    """Section one has at most as many characters as a notice loaded in the workspace allows, and a fifth more.

    A limit is a row `[[limits]]` of `duban.toml` that names its notice.

    Not applicable when no limit was loaded or section one was not found.
    """
    limit, section = subject.case.limit, subject.report.sections.get("1")
    if limit is None or section is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "absent" if limit else "no_limit")
        return
    found = len("".join(section.text.split()))
    values = {"found": found, "limit": limit.characters, "source": limit.source}
    if found <= limit.characters * _ROOM:
        yield Verdict(Outcome.PASS, "pass", values)
    else:
        evidence = (Evidence(section.place, f"{section.heading} {section.text}"[:120]),)
        yield Verdict(Outcome.FAIL, "fail", values, found=str(found), evidence=evidence)
