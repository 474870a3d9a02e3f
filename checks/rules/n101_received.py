"""N101: the text and table three name the same number of applications received."""

from collections.abc import Iterator
from decimal import Decimal

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.narrative.requests import Mention
from checks.rules._claims import EXPLAINED, confirms
from checks.rules._requests import CARRIED_IN, RECEIVED, Totals, about, contradiction, totals
from checks.subject import Subject


@rule(
    "N101",
    name=Words("正文与表三的收到申请数一致", "Text and table agree on the applications received"),
    statement="正文写的全年收到（受理）申请数等于表三本年新收，或本年新收加上年结转。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("正文 {said} 件 = 表三{what}", "text {said} = table three {what}"),
        "fail": Words(
            "正文写收到申请 {said} 件，表三本年新收 {received} 件、上年结转 {carried_in} 件：“{quote}”",
            "the text says {said} received, table three {received} new and {carried_in} carried in: “{quote}”",
        ),
        "silent": Words("正文没有写全年收到的申请数", "the text does not name the applications of the whole year"),
        "unread": Words("表三的总计没有读清", "the totals of table three were not read"),
        "explained": EXPLAINED,
    },
    false_positives=(
        Words(
            "受理数可含上年结转，两种口径都接受；上年的数、分渠道的数、其他单位的数、计划数不比较",
            "carry-in may be included, either is accepted; other years, channels, bodies and plans are not compared",
        ),
    ),
    related=("N102", "N103"),
    version=2,
    changes=(
        Change(
            version=2,
            what="Chinese numerals, 收件, 新增; numbers of other bodies, matters, parts and periods left aside",
        ),
    ),
    examples=Examples(
        passed=(
            Example(title="received as in row one"),
            Example(title="carry-in included", texts={"1": "全年共受理政府信息公开申请11件。"}),
            Example(
                title="channels before the sum",
                texts={"1": "收到网络申请4件、信函申请6件，共收到政府信息公开申请10件。"},
            ),
            Example(
                title="last year's number for comparison",
                texts={"1": "2022年收到政府信息公开申请20件，2023年收到政府信息公开申请10件。"},
            ),
            Example(title="another unit", texts={"1": "本年度收到依申请公开件１０宗。"}),
        ),
        failed=(
            Example(
                title="another number",
                texts={"1": "全年共收到政府信息公开申请13件。"},
                level=Level.WARNING,
                suspects=("t3.received.total",),
            ),
            Example(
                title="a second, wrong mention",
                texts={
                    "1": "共收到政府信息公开申请10件。",
                    "5": "虽然全年收到政府信息公开申请12件，问题仍有：培训少。改进：多培训。",
                },
            ),
            Example(title="in Chinese numerals", texts={"1": "全年共收到政府信息公开申请十三件。"}),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent", texts={"1": "扎实推进公开工作。"}),
            Example(title="other matters", texts={"1": "县长热线收到群众诉求162件，收到信访件30件。"}),
            Example(title="told by N102", texts={"1": "未收到政府信息公开申请。"}),
        ),
        undecided=(Example(title="the total cannot be read", cells={"t3.received.total": "约十"}),),
    ),
)
def received(subject: Subject) -> Iterator[Verdict]:
    """The number of applications received that the text names is that of table three, carry-in included or not.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text names no such number, or when text or table say that there was none (N102).
    """
    table = totals(subject)
    said = [mention for mention in about(subject, "received") if mention.number]
    if not said or (table.received is not None and table.to_handle == 0):
        yield Verdict(Outcome.NOT_APPLICABLE, "silent")
        return
    if table.received is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
        return
    wrong = [mention for mention in said if not _agrees(mention, table) and not _is_part(mention, said, table)]
    confirmed = [m for m in wrong if confirms(subject, m.number, ((RECEIVED,), (RECEIVED, CARRIED_IN)))]
    if confirmed:
        yield Verdict(Outcome.NOT_EVALUATED, "explained", {"said": confirmed[0].number}, key="explained")
    elif wrong and table.carried_in is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif wrong:
        cells = (RECEIVED, CARRIED_IN) if table.carried_in else (RECEIVED,)
        yield contradiction(wrong, {"received": table.received, "carried_in": table.carried_in}, cells, table.received)
    else:
        yield Verdict(Outcome.PASS, "pass", {"said": said[0].number, "what": _what(said[0].number, table)})


def _agrees(mention: Mention, table: Totals) -> bool:
    return mention.number == table.received or (not mention.new_only and mention.number == table.to_handle)


def _is_part(mention: Mention, said: list[Mention], table: Totals) -> bool:
    """Tell whether a number is a part: a greater one of its sentence agrees, or it completes others to the total."""
    same = [m for m in said if m.sentence == mention.sentence and m.number > mention.number]
    whole = {table.received, table.to_handle} - {None}
    return any(_agrees(m, table) for m in same) or any(mention.part_of(total) for total in whole if total is not None)


def _what(said: Decimal, table: Totals) -> Words:
    if said == table.received:
        return Words("本年新收", "row one")
    if said == table.to_handle:
        return Words("本年新收 + 上年结转", "row one + row two")
    return Words("的一部分", "in part")
