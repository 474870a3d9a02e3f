"""R102: the document was read and is an annual report."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.instead import may_be_elsewhere, stands_instead
from checks.model import Evidence, Level, Note, Outcome
from checks.subject import Subject

_INSTEAD = Words("像是报送函或解读", "it looks like a letter or an interpretation")


@rule(
    "R102",
    name=Words("文件能读并且是年度报告", "The document could be read and is an annual report"),
    statement="文件能打开、有文字，并能认出是政府信息公开工作年度报告；认不出的请人工看。",
    level=Level.WARNING,
    law=(),
    applies=Applies(needs="document"),
    messages={
        "pass": Words("认出了年度报告", "an annual report was recognised"),
        "fail": Words(
            "没有从 {source} 认出年度报告：{why}，请人工打开查看",
            "no annual report was recognised in {source}: {why}; open it",
        ),
        "instead": Words("是报送函或解读，见 P105", "it is a letter or an interpretation, see P105"),
    },
    meanings={
        Outcome.NEEDS_REVIEW: Words(
            "是我们没有读懂，不是机关的错", "it was us who could not read it; no fault of the body is claimed"
        )
    },
    related=("R101", "P105"),
    examples=Examples(
        passed=(Example(title="clean report"), Example(title="old free text", year=2018, form="pre2019", forms={})),
        failed=(
            Example(
                title="a picture",
                readable=False,
                notes=(Note("picture", "the file is a picture"),),
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
            ),
        ),
        inapplicable=(Example(title="no report was found", published=False),),
    ),
)
def report_recognised(subject: Subject) -> Iterator[Verdict]:
    """The document could be read and is an annual report by its title, its sections and its tables.

    What could not be read goes to a person, and blames nobody.

    Not applicable when no report was found.
    """
    if subject.recognised:
        yield Verdict(Outcome.PASS, "pass")
        return
    instead = stands_instead(subject.report)
    if instead and subject.case.publication and not may_be_elsewhere(subject.report):
        yield Verdict(Outcome.NOT_EVALUATED, "instead")
        return
    notes = subject.report.notes
    nothing = _INSTEAD if instead else Words("没有法定表格和章节", "no statutory table or section")
    yield Verdict(
        Outcome.NEEDS_REVIEW,
        "fail",
        {"source": subject.report.source, "why": _words(notes[0]) if notes else nothing},
        evidence=tuple(Evidence(note.place or note.code, note.message) for note in notes),
    )


def _words(note: Note) -> Words:
    return Words(note.message, note.message_in("en"))
