"""N112: a complete list of parts adds up to the whole stated before it."""

from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.sums import closed_sums, exceeding_channels
from checks.rules.n104_results import result_counts
from checks.subject import Subject


@rule(
    "N112",
    name=Words("“共N条，其中……其他N条”各项相加等于总数", "A complete list of parts adds up to the whole"),
    statement="正文写“共若干条，其中……”并以“其他若干条”或“合计若干条”收尾的，各项之和等于总数。",
    level=Level.WARNING,
    law=("regulation.50",),
    applies=Applies(),
    tolerance=Words(
        "0：以“其他”收尾的列举是完整的；有约数或列举不完整的不比较",
        "0: a list that ends with “others” is complete; approximate or open lists are not compared",
    ),
    messages={
        "pass": Words("{sums} 处列举相加等于总数", "{sums} lists add up"),
        "fail": Words(
            "各项相加 {parts} = {total}，正文写 {whole}：“{quote}”",
            "the parts add up to {parts} = {total}, the text says {whole}: “{quote}”",
        ),
        "silent": Words("正文没有完整的列举", "the text has no complete list"),
        "told": Words("表三指出了列举中写错的数，见 N104", "table three tells the wrong number of the list, see N104"),
    },
    false_positives=(
        Words(
            "余、约、等和没有以“其他”收尾的列举不算",
            "approximations and lists without “others” at their end are passed over",
        ),
        Words("同一信息归入两类的", "items counted under two headings"),
    ),
    related=("N104", "N115"),
    version=2,
    changes=(
        Change(
            version=2,
            what="lists that repeat their sum; channels beyond their whole; not told where N104 tells the wrong result",
        ),
    ),
    examples=Examples(
        passed=(
            Example(
                title="it adds up",
                texts={"1": "全年公开政府信息1136条，其中机构职能36条，政策文件100条，其他信息1000条。"},
            ),
        ),
        failed=(
            Example(
                title="66 short",
                texts={
                    "1": "共公布政府信息2599条，(其中机构职能类信息25条，政策、规范性文件类信息1718条，其他信息790条)。"
                },
                level=Level.WARNING,
            ),
            Example(
                title="more by channels than in all",
                texts={"1": "收到政府信息公开申请10件，其中网络申请6件、信函申请4件、当面申请2件。"},
            ),
            Example(
                title="the list repeats its sum",
                texts={
                    "1": "公开信息1263条，其中：机构职能312条，政策文件421条，财政信息480条，解读32条，合计1263条。"
                },
            ),
        ),
        inapplicable=(
            Example(title="an open list", texts={"1": "公开政府信息2633条，其中动态2145条，目录447条，解读7条。"}),
            Example(title="approximate", texts={"1": "公开信息152余条，其中网站80条，新媒体41条，其他方式30余条。"}),
            Example(title="overlapping", texts={"1": "公开信息146条，其中微信108条，官网146条。"}),
        ),
        undecided=(
            Example(
                title="one wrong result, which N104 tells",
                texts={"1": "收到政府信息公开申请10件，办结10件，其中予以公开7件，部分公开4件，其余2件无法提供。"},
            ),
        ),
    ),
)
def local_sums(subject: Subject) -> Iterator[Verdict]:
    """Where the text states a whole and lists its parts down to “others”, the parts add up to the whole.

    A report that contradicts itself is not accurate (form of 2021).

    Not applicable when the text has no list that is complete by its own words.
    """
    found = [*closed_sums(subject.sentences), *exceeding_channels(subject.sentences)]
    wrong = [each for each in found if each.total != each.whole]
    told = _told_by_the_table(subject) if wrong else frozenset()
    if any(each.sentence.text in told for each in wrong):
        yield Verdict(Outcome.NOT_EVALUATED, "told", key="told")
    for number, each in enumerate((each for each in wrong if each.sentence.text not in told), 1):
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {
                "parts": "+".join(map(str, each.parts)),
                "total": each.total,
                "whole": each.whole,
                "quote": each.sentence.quote(),
            },
            key=f"sum:{number}",
            expected=each.total,
            found=each.whole,
            evidence=(Evidence(each.sentence.place, each.sentence.text),),
        )
    if not wrong:
        outcome = Outcome.PASS if found else Outcome.NOT_APPLICABLE
        yield Verdict(outcome, "pass" if found else "silent", {"sums": len(found)})


def _told_by_the_table(subject: Subject) -> frozenset[str]:
    """Return the sentences in which the table shows a wrong result: that number is why their list does not add up."""
    told = (verdict for verdict in result_counts(subject) if verdict.outcome is Outcome.FAIL)
    return frozenset(piece.text for verdict in told for piece in verdict.evidence)
