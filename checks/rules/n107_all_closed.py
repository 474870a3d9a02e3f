"""N107: where the text says that everything was closed, nothing was carried out."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.narrative.carrying import carried
from checks.narrative.topics import Topic
from checks.rules._claims import ZERO, figure, sentence_and_cells
from checks.subject import Subject

_CARRIED_OUT = "t3.carried_out.total"


@rule(
    "N107",
    name=Words("“全部办结”时没有结转", "Where all is closed, nothing is carried out"),
    statement="正文写申请均已办结（办结率100%）时，表三结转下年度为 0。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("没有结转下年度的申请", "nothing was carried out"),
        "fail": Words(
            "正文写已全部办结，表三结转下年度 {found} 件：“{quote}”",
            "the text says that all is closed, table three carries out {found}: “{quote}”",
        ),
        "silent": Words("正文没有写全部办结", "the text does not say that all is closed"),
        "told": Words("正文另处写明了结转 {found} 件", "the text tells elsewhere that {found} were carried out"),
        "explained": Words(
            "表三该格已由算术规则指出，正文证实应为 0", "the cell is told by arithmetic; the text confirms 0"
        ),
        "unread": Words("表三结转下年度没有读清", "what was carried out was not read"),
    },
    meanings={
        Outcome.FAIL: Words(
            "写办结的为警告；只写均已答复的为提示，可能指到期的申请",
            "a warning for closed; a hint where all are said to be answered, which may mean those that were due",
        )
    },
    false_positives=(
        Words("正文另处写明结转数的不提", "not told where the text names what was carried out"),
        Words("年底未到期的申请在报告发布前办结", "applications closed after the year but before the report"),
    ),
    related=("N105",),
    version=2,
    changes=(Change(version=2, what="other matters closed, and what is closed by now, left aside"),),
    examples=Examples(
        passed=(
            Example(
                title="all closed",
                texts={"1": "收到政府信息公开申请10件，均已按时办结。"},
                cells={"t3.carried_out.total": 0, "t3.carried_out.natural_person": 0},
            ),
        ),
        failed=(
            Example(
                title="all closed, one carried out",
                texts={"1": "收到政府信息公开申请10件，均已办结。"},
                level=Level.WARNING,
                suspects=("t3.carried_out.total",),
            ),
            Example(
                title="a rate of 100 %", texts={"1": "收到政府信息公开申请10件，办结率100%。"}, level=Level.WARNING
            ),
            Example(title="answered", texts={"1": "收到政府信息公开申请10件，均依法答复。"}, level=Level.HINT),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent"),
            Example(title="other matters", texts={"1": "规范依申请公开工作。收到群众诉求348件，全部办结。"}),
            Example(
                title="with what was carried out",
                texts={"1": "收到政府信息公开申请10件，到期的均已办结。"},
            ),
        ),
        undecided=(
            Example(
                title="the cell cannot be read",
                texts={"1": "收到政府信息公开申请10件，均已办结。"},
                cells={"t3.carried_out.total": "约一"},
            ),
        ),
    ),
)
def all_closed(subject: Subject) -> Iterator[Verdict]:
    """Where the text says that all applications were closed, table three carries none out to the next year.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text does not say so.
    """
    said = [s for s in subject.statements if s.about in {"closed", "answered"}]
    found = figure(subject, _CARRIED_OUT)
    told = any(
        c.about == "carried_out" and c.number == found
        for c in carried(subject.topics.counts(Topic.APPLICATIONS), subject.context)
    )
    if not said:
        yield Verdict(Outcome.NOT_APPLICABLE, "silent")
    elif found is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif not found:
        yield Verdict(Outcome.PASS, "pass")
    elif subject.mends(_CARRIED_OUT, ZERO):
        yield Verdict(Outcome.NOT_EVALUATED, "explained", key="explained")
    elif told:
        yield Verdict(Outcome.PASS, "told", {"found": found})
    else:
        strict = [s for s in said if s.about == "closed"] or said
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {"found": found, "quote": strict[0].sentence.quote()},
            key=_CARRIED_OUT,
            level=Level.WARNING if strict[0].about == "closed" else Level.HINT,
            cells=(_CARRIED_OUT,),
            expected="0",
            found=found,
            evidence=sentence_and_cells(subject, [s.sentence for s in strict], (_CARRIED_OUT,)),
        )
