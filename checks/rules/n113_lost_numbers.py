"""N113: no number is missing before its counting word."""

from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.gaps import gaps
from checks.subject import Subject


@rule(
    "N113",
    name=Words("计数处没有漏写数字", "No number is missing before its counting word"),
    statement="正文“条”“件”“%”等计数处写有数字。",
    level=Level.WARNING,
    law=("regulation.50",),
    applies=Applies(),
    messages={
        "pass": Words("没有发现漏写的数字", "no number seems to be missing"),
        "fail": Words("漏写了数字：“{words}”", "a number is missing: “{words}”"),
        "none": Words("没有正文", "there is no text"),
    },
    false_positives=(
        Words("字与字之间普遍有空格的文本，空格不作漏写看待", "in texts spaced throughout a blank says nothing"),
        Words("网页用图片或特殊字体显示数字", "pages that show digits as pictures or by a special font"),
    ),
    version=2,
    changes=(Change(version=2, what="nothing before 条 or 件 at the end of a clause"),),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(title="words that end like counting words", texts={"1": "公开文件、信件、条件、事件、头条。"}),
        ),
        failed=(
            Example(
                title="a blank where the number was",
                texts={"1": "全年主动公开政府信息  条，较好完成任务。"},
                level=Level.WARNING,
            ),
            Example(
                title="the next item has one", texts={"1": "全年公开核准企业资质条、施工许可证76条、排水许可证5条。"}
            ),
            Example(title="a percentage", texts={"1": "公开量同比增长%。"}),
            Example(title="nothing before the counting word", texts={"1": "全年公开信息余条，微信公众号发布条。"}),
        ),
        inapplicable=(Example(title="no report", published=False),),
    ),
)
def lost_numbers(subject: Subject) -> Iterator[Verdict]:
    """Wherever the text counts something, the number is there.

    A report whose figures are missing is not complete (form of 2021).

    Not applicable when there is no text.
    """
    found = list(gaps(subject.sentences))
    for number, (sentence, words) in enumerate(found, 1):
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {"words": words},
            key=f"gap:{number}",
            found=words,
            evidence=(Evidence(sentence.place, sentence.text),),
        )
    if not found:
        yield Verdict(Outcome.PASS, "pass") if subject.sentences else Verdict(Outcome.NOT_APPLICABLE, "none")
