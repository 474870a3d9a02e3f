"""P105: the report itself is published, not a letter or an interpretation of it."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.instead import OPENING, may_be_elsewhere, pictures, stands_instead
from checks.model import Evidence, Level, Note, Outcome, Publication
from checks.subject import Subject

_SEEN = Publication(("http://www.yunxiu.example/nb/1.html",))
_LETTER_TEXT = "县政府办公室：现将《云岫县财政局2023年政府信息公开工作年度报告》报送你们，请审阅。"


@rule(
    "P105",
    name=Words("发布的是报告本身", "The report itself is published"),
    statement="发布在年报位置上的是年度报告本身，不是报送函，也不是只有解读、图解。",
    level=Level.ERROR,
    law=("regulation.49.1", "regulation.50"),
    applies=Applies(needs="document"),
    inapplicable=(
        Words("文件没有读出内容，见 R102", "nothing could be read in the document, see R102"),
        Words("不在网站上的文件，见 R102", "a file that no website was seen to publish, see R102"),
    ),
    messages={
        "pass": Words("不是报送函或解读", "it is no letter and no interpretation"),
        "letter": Words(
            "只有报送函，没有报告正文，请发布报告本身", "only a covering letter stands here; publish the report itself"
        ),
        "interpretation": Words(
            "只有解读、图解，没有报告正文，请发布报告本身", "only an interpretation stands here; publish the report"
        ),
        "attached": Words(
            "正文是报送函或解读，报告可能在附件中",
            "a letter or an interpretation; the report may be in the file it links to",
        ),
        "file": Words("不在网站上的文件，见 R102", "a file that no website publishes, see R102"),
        "unread": Words("没有读出内容，见 R102", "nothing could be read, see R102"),
    },
    false_positives=(Words("报告在附件里，附件没有读到", "the report is in a file that was not read"),),
    related=("R102",),
    examples=Examples(
        passed=(Example(title="clean report"),),
        failed=(
            Example(
                title="a covering letter",
                publication=_SEEN,
                form=None,
                forms={},
                texts=dict.fromkeys("123456"),
                printed_title="云岫县财政局关于报送2023年政府信息公开工作年度报告的函",
                preamble=_LETTER_TEXT,
                level=Level.ERROR,
            ),
            Example(
                title="an interpretation",
                publication=_SEEN,
                form=None,
                forms={},
                texts=dict.fromkeys("123456"),
                printed_title="一图读懂云岫县财政局2023年政府信息公开工作年度报告",
                preamble="本图由办公室制作。",
            ),
        ),
        inapplicable=(
            Example(title="a picture", readable=False, notes=(Note("picture", "the file is a picture"),)),
            Example(
                title="a covering letter in a file",
                form=None,
                forms={},
                texts=dict.fromkeys("123456"),
                preamble=_LETTER_TEXT,
            ),
        ),
        undecided=(
            Example(
                title="a letter with a file",
                publication=_SEEN,
                form=None,
                forms={},
                texts=dict.fromkeys("123456"),
                preamble=_LETTER_TEXT,
                notes=(Note("attachment_present", "the page links to files"),),
            ),
        ),
    ),
)
def report_itself(subject: Subject) -> Iterator[Verdict]:
    """What stands in the place of the report is the report, not the letter that sends it or an interpretation alone.

    Articles 49 and 50 ask for the report with its contents to be published.

    Not applicable when nothing could be read in the document, and to a file that no website was seen to publish.
    """
    report = subject.report
    instead = stands_instead(report)
    if report.readable or (instead is None and report.text.strip() and not pictures(report)):
        yield Verdict(Outcome.PASS, "pass")
    elif instead is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "unread")
    elif subject.case.publication is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "file")
    elif may_be_elsewhere(report):
        yield Verdict(Outcome.NOT_EVALUATED, "attached")
    else:
        shown = Evidence("text", report.text.strip()[:OPENING])
        yield Verdict(Outcome.FAIL, instead, evidence=(Evidence("title", report.title or ""), shown))
