"""N103: the text and table three name the same number of applications handled."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.narrative.requests import Mention
from checks.rules._claims import EXPLAINED, confirms
from checks.rules._requests import CARRIED_IN, HANDLED, Totals, about, contradiction, totals
from checks.subject import Subject


@rule(
    "N103",
    name=Words("正文与表三的办结申请数一致", "Text and table agree on the applications handled"),
    statement="正文写的全年办理（答复、办结）申请数等于表三办理结果总计。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("正文 {said} 件与表三相符", "text {said} agrees with table three"),
        "fail": Words(
            "正文写办理 {said} 件，表三办理结果总计 {handled} 件（上年结转 {carried_in} 件）：“{quote}”",
            "the text says {said} handled, table three {handled} ({carried_in} carried in): “{quote}”",
        ),
        "silent": Words(
            "正文没有写全年办结的申请数", "the text does not name the applications handled in the whole year"
        ),
        "unread": Words("表三的总计没有读清", "the totals of table three were not read"),
        "explained": EXPLAINED,
    },
    false_positives=(
        Words(
            "按结果、渠道分列的数，加上撤回等其余各件后相符的，不算不一致",
            "parts by result or channel which with the rest of their paragraph come to the total",
        ),
    ),
    related=("N101",),
    version=2,
    changes=(Change(version=2, what="Chinese numerals; numbers of other bodies, matters and parts left aside"),),
    examples=Examples(
        passed=(
            Example(title="handled as in the table"),
            Example(title="the parts add up", texts={"1": "共收到政府信息公开申请10件，答复8件，另外2件申请人撤回。"}),
            Example(title="handled may mean received", texts={"1": "全年办理政府信息公开申请11件。"}),
        ),
        failed=(
            Example(
                title="carried-in applications left out",
                cells={
                    "t3.handled_total.natural_person": 9,
                    "t3.handled_total.total": 11,
                    "t3.granted.natural_person": 7,
                    "t3.granted.total": 8,
                    "t3.carried_out.natural_person": 0,
                    "t3.carried_out.total": 0,
                },
                texts={"1": "全年共收到依申请公开件10件，办理10件，群众满意率100%。"},
                level=Level.WARNING,
                suspects=("t3.handled_total.total", "t3.carried_in.total"),
            ),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent", texts={"1": "共收到政府信息公开申请10件，均已按时办结。"}),
            Example(title="one result only", texts={"1": "共收到政府信息公开申请10件，同意公开答复7件。"}),
            Example(title="other matters", texts={"1": "收到政府信息公开申请10件。办理建议提案30件，答复30件。"}),
        ),
        undecided=(Example(title="the total cannot be read", cells={"t3.handled_total.total": "约十"}),),
    ),
)
def handled(subject: Subject) -> Iterator[Verdict]:
    """The number of applications handled that the text names is the total of results in table three.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text names no such number.
    """
    table, said = totals(subject), about(subject, "handled")
    if not said:
        yield Verdict(Outcome.NOT_APPLICABLE, "silent")
        return
    if table.handled is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
        return
    total = table.handled
    wrong = [mention for mention in said if not _agrees(mention, table) and not _is_part(mention, table)]
    confirmed = [m for m in wrong if confirms(subject, m.number, ((HANDLED,),))]
    if confirmed:
        yield Verdict(Outcome.NOT_EVALUATED, "explained", {"said": confirmed[0].number}, key="explained")
    elif wrong:
        left_out = bool(table.carried_in) and wrong[0].number + (table.carried_in or 0) == total
        cells = (HANDLED, CARRIED_IN) if left_out else (HANDLED,)
        carried_in = "?" if table.carried_in is None else table.carried_in
        yield contradiction(wrong, {"handled": total, "carried_in": carried_in}, cells, total)
    else:
        yield Verdict(Outcome.PASS, "pass", {"said": said[0].number})


def _agrees(mention: Mention, table: Totals) -> bool:
    """办理 with the applications as its object may also mean all that were taken up, or received."""
    accepted = {table.handled}
    if mention.objected:
        accepted |= {table.received, table.to_handle}
    if mention.taken_up:
        accepted.add(table.to_handle)
    return mention.number in accepted


def _is_part(mention: Mention, table: Totals) -> bool:
    """Tell whether the rest of its paragraph completes a number to a total; withdrawn ones may be left out of it."""
    totals_ = (table.handled, table.received, table.to_handle) if mention.withdrawn else (table.handled,)
    return any(mention.part_of(total) for total in totals_ if total is not None)
