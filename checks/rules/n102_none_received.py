"""N102: the text says that no application came only where the table has none, and the other way round."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.rules._claims import EXPLAINED
from checks.rules._requests import CARRIED_IN, RECEIVED, about, contradiction, totals
from checks.subject import Subject


@rule(
    "N102",
    name=Words("“未收到申请”与表三一致", "“No application received” agrees with the table"),
    statement="正文写未收到申请时表三本年新收为 0；表三新收、结转均为 0 时正文不写收到申请若干件。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("正文与表三都没有申请", "neither text nor table has an application"),
        "fail": Words(
            "正文写收到申请 {said} 件，表三本年新收 {received} 件：“{quote}”",
            "the text says {said} applications received, table three {received}: “{quote}”",
        ),
        "silent": Words("正文和表三都没有说没有申请", "neither text nor table says that there was none"),
        "explained": EXPLAINED,
        "unread": Words("表三的总计没有读清", "the totals of table three were not read"),
    },
    false_positives=(
        Words(
            "“除……外未收到”、未收到某一渠道或某一类的申请不比较",
            "“none except”, none of one channel or one kind are not compared",
        ),
    ),
    related=("N101",),
    version=2,
    changes=(Change(version=2, what="零受理 and the like"),),
    examples=Examples(
        passed=(
            Example(
                title="none in text and table",
                texts={"1": "全年未收到任何书面或其他形式要求公开政府信息的申请。"},
                cells=dict.fromkeys((RECEIVED, CARRIED_IN), 0),
            ),
        ),
        failed=(
            Example(
                title="none in the text, ten in the table",
                texts={"1": "2023年，未收到政府信息公开申请。"},
                level=Level.WARNING,
                suspects=(RECEIVED,),
            ),
            Example(
                title="two in the text, none in the table",
                texts={"1": "本年度共收到政府信息公开申请2件。"},
                cells=dict.fromkeys((RECEIVED, CARRIED_IN), 0),
            ),
            Example(title="none at all", texts={"1": "2023年，政府信息公开申请零受理。"}),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text names a number", texts={"1": "共收到政府信息公开申请10件。"}),
            Example(title="none for reconsideration", texts={"1": "没有因政府信息公开申请行政复议的情况。"}),
            Example(title="none of one channel", texts={"1": "未收到网络提交的政府信息公开申请。"}),
            Example(title="none last year", texts={"1": "2022年未收到政府信息公开申请。"}),
        ),
        undecided=(
            Example(
                title="the total cannot be read",
                texts={"1": "2023年，未收到政府信息公开申请。"},
                cells={RECEIVED: "约十"},
            ),
        ),
    ),
)
def none_received(subject: Subject) -> Iterator[Verdict]:
    """Where the text says that no application was received, the table has none, and the other way round.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when neither text nor table says that there was none.
    """
    table = totals(subject)
    none = [mention for mention in about(subject, "none", "received") if not mention.number]
    some = [mention for mention in about(subject, "received") if mention.number]
    if not none and not (some and table.to_handle == 0):
        yield Verdict(Outcome.NOT_APPLICABLE, "silent")
    elif table.received is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif none and table.received:
        yield contradiction(none, {"received": table.received}, (RECEIVED,), table.received)
    elif some and subject.mends(RECEIVED, some[0].number):
        yield Verdict(Outcome.NOT_EVALUATED, "explained", {"said": some[0].number}, key="explained")
    elif some and table.to_handle == 0:
        yield contradiction(some, {"received": table.received}, (RECEIVED,), table.received)
    else:
        yield Verdict(Outcome.PASS, "pass")
