"""N105: the applications carried in and out that the text names are those of table three."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level
from checks.narrative.carrying import carried, none_carried
from checks.narrative.topics import Topic
from checks.rules._claims import MESSAGES, judge_claims
from checks.subject import Subject

_IN, _OUT = "t3.carried_in.total", "t3.carried_out.total"
_READINGS = {"carried_in": ((_IN,),), "carried_out": ((_OUT,),), "carried": ((_OUT,), (_IN,), (_IN, _OUT))}
_NAMES = {
    "carried": Words("结转", "carried over"),
    "carried_in": Words("上年结转", "carried in"),
    "carried_out": Words("结转下年度", "carried out"),
}


@rule(
    "N105",
    name=Words("正文的结转数与表三一致", "Text and table agree on what was carried over"),
    statement="正文写的上年结转、结转下年度的申请件数，等于表三相应行的总计。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages=MESSAGES,
    false_positives=(
        Words("复议诉讼案件的结转不比较", "reviews and suits carried over are not compared"),
        Words("结转数由几部分相加的，按合计比较", "parts are compared by their sum"),
    ),
    related=("N101", "N103"),
    version=2,
    changes=(Change(version=2, what="none carried, carried over without direction, 尚有N件正在办理"),),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="in brackets and in other words",
                texts={"1": "受理政府信息公开申请11件（含上年度结转申请1件，另有1件顺延到下年度答复）。"},
            ),
            Example(title="by the name of the year", texts={"1": "办结政府信息公开申请10件，结转2024年办理1件。"}),
        ),
        failed=(
            Example(
                title="two carried out in the text",
                texts={"1": "收到政府信息公开申请10件，结转下一年2件。"},
                level=Level.WARNING,
                suspects=("t3.carried_out.total",),
            ),
            Example(
                title="three carried in",
                texts={"1": "收到政府信息公开申请10件，上年结转3件。"},
                suspects=("t3.carried_in.total",),
            ),
            Example(
                title="after the number", texts={"1": "收到政府信息公开申请10件，办结9件，2件结转下年度继续办理。"}
            ),
            Example(title="none carried in", texts={"1": "收到政府信息公开申请10件，没有上年结转申请。"}),
            Example(title="none left over", texts={"1": "收到政府信息公开申请10件，全部答复完毕，没有结转。"}),
            Example(
                title="carried over, neither in nor out", texts={"1": "新收政府信息公开申请10件，办结10件，结转0件。"}
            ),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent", texts={"1": "收到政府信息公开申请10件。"}),
            Example(title="reviews carried over", texts={"1": "信息公开行政复议申请结转下年度2件。"}),
        ),
        undecided=(Example(title="the cell cannot be read", cells={"t3.carried_out.total": "约一"}),),
    ),
)
def carried_over(subject: Subject) -> Iterator[Verdict]:
    """The numbers of applications carried in from last year and out to the next are those of table three.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text names no such number.
    """
    claims = [
        *carried(subject.topics.counts(Topic.APPLICATIONS), subject.context),
        *none_carried(subject.topics.sentences(Topic.APPLICATIONS), subject.context),
    ]
    return judge_claims(subject, claims, _READINGS, _NAMES, {})
