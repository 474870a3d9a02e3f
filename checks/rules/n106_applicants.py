"""N106: the applicants that the text names are those of table three."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level
from checks.narrative.applicants import applicants
from checks.narrative.topics import Topic
from checks.rules._claims import MESSAGES, Cells, judge_claims
from checks.subject import Subject

_ORGANISATIONS = ("company", "research", "charity", "legal_service", "other_org")
_NAMES = {
    "natural_person": Words("自然人申请", "natural persons"),
    "company": Words("企业申请", "companies"),
    "organisations": Words("法人和其他组织申请", "organisations"),
}


def _readings(columns: tuple[str, ...]) -> tuple[Cells, ...]:
    received, carried_in, handled = (
        tuple(f"t3.{row}.{column}" for column in columns) for row in ("received", "carried_in", "handled_total")
    )
    return received, received + carried_in, handled


_READINGS = {
    "natural_person": _readings(("natural_person",)),
    "company": (*_readings(("company",)), *_readings(_ORGANISATIONS)),
    "organisations": _readings(_ORGANISATIONS),
}


@rule(
    "N106",
    name=Words("正文的申请人情况与表三一致", "Text and table agree on who applied"),
    statement="正文在收到数之后写的自然人、企业、法人和其他组织申请数，等于表三相应列的本年新收（或连同上年结转、或办理结果总计）。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages=MESSAGES,
    false_positives=(
        Words("按结果再分的申请人数不比较", "applicants told within one result are not compared"),
        Words("“企业”有时指全部法人和其他组织，也予接受", "“companies” may mean all organisations"),
    ),
    related=("N101",),
    version=2,
    changes=(Change(version=2, what="one finding a sentence; 均为自然人; corrections of applications left aside"),),
    examples=Examples(
        passed=(
            Example(title="received", texts={"1": "收到政府信息公开申请10件，其中自然人8件、商业企业2件。"}),
            Example(title="carry-in included", texts={"1": "收到政府信息公开申请11件，涉及自然人9件、商业企业2件。"}),
        ),
        failed=(
            Example(
                title="a case in the other column",
                texts={"1": "收到政府信息公开申请10件，其中自然人7件、商业企业2件。"},
                level=Level.WARNING,
                suspects=("t3.received.natural_person",),
            ),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent"),
            Example(title="within a result", texts={"1": "收到政府信息公开申请10件，予以公开7件，其中自然人6件。"}),
        ),
        undecided=(
            Example(
                title="the cell cannot be read",
                texts={"1": "收到政府信息公开申请10件，其中自然人7件。"},
                cells={"t3.received.natural_person": "约八"},
            ),
        ),
    ),
)
def applicant_counts(subject: Subject) -> Iterator[Verdict]:
    """The numbers of natural persons and organisations told after the number received are those of table three.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text names no such number.
    """
    return judge_claims(
        subject, list(applicants(subject.topics.counts(Topic.APPLICATIONS), subject.context)), _READINGS, _NAMES, {}
    )
