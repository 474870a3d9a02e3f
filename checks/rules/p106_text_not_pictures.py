"""P106: report and tables are text, not pictures."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.instead import may_be_elsewhere, pictures
from checks.model import Evidence, Level, Note, Outcome, Publication
from checks.subject import Subject

_SEEN = Publication(("http://www.yunxiu.example/nb/1.jpg",))


@rule(
    "P106",
    name=Words("报告和表格是文字，不是图片", "Report and tables are text, not pictures"),
    statement="年度报告及其表格以文字发布，可以检索、复制，不以图片代替。",
    level=Level.WARNING,
    law=("regulation.24",),
    applies=Applies(needs="document"),
    inapplicable=(
        Words("没有报告", "there is no report"),
        Words("不在网站上的图片文件，见 R102", "a picture in a file that no website was seen to publish, see R102"),
    ),
    messages={
        "pass": Words("没有以图片代替", "no picture stands in the place of text"),
        "fail": Words("{what}，请以文字发布", "{what}; publish it as text"),
        "file": Words("不在网站上的图片文件，见 R102", "a picture in a file that no website publishes, see R102"),
        "attached": Words(
            "页面上是图片，文字可能在附件中", "pictures on the page; the text may be in the file it links to"
        ),
    },
    false_positives=(Words("文字在没有读到的附件或嵌入页面里", "the text is in a file or frame that was not read"),),
    related=("R101", "R102"),
    examples=Examples(
        passed=(Example(title="clean report"),),
        failed=(
            Example(
                title="a picture",
                publication=_SEEN,
                readable=False,
                notes=(Note("picture", "文件是图片", "", "the file is a picture"),),
            ),
            Example(
                title="a picture for a table", notes=(Note("table_is_picture", "表三：图片", "", "t3 is a picture"),)
            ),
        ),
        inapplicable=(
            Example(title="no report", published=False),
            Example(title="a picture in a file", readable=False, notes=(Note("picture", "文件是图片"),)),
        ),
        undecided=(
            Example(
                title="a picture with a file beside it",
                notes=(Note("table_is_picture", "表三：图片"), Note("attachment_present", "附件")),
            ),
        ),
    ),
)
def text_not_pictures(subject: Subject) -> Iterator[Verdict]:
    """The report and its tables are published as text that can be searched and copied, not as pictures.

    Article 24 asks for a platform that offers search, reading and download.

    Not applicable when there is no report.
    """
    found = pictures(subject.report)
    if not found:
        yield Verdict(Outcome.PASS, "pass")
    elif not subject.recognised and subject.case.publication is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "file")
    elif may_be_elsewhere(subject.report):
        yield Verdict(Outcome.NOT_EVALUATED, "attached")
    else:
        said = [Words(note.message, note.message_in("en")) for note in found]
        shown = tuple(Evidence(note.place or note.code, note.message) for note in found)
        yield Verdict(Outcome.FAIL, "fail", {"what": said}, evidence=shown)
