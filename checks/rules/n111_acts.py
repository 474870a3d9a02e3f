"""N111: the licences, penalties and coercive measures that the text names are those of table two."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level
from checks.narrative.acts import acts
from checks.narrative.claims import Claim
from checks.narrative.topics import Topic
from checks.rules._claims import MESSAGES, figure, judge_claims
from checks.subject import Subject

_ROWS = {
    "licensing": Words("行政许可决定", "licensing decisions"),
    "penalties": Words("行政处罚决定", "penalties"),
    "coercion": Words("行政强制决定", "coercive measures"),
}
_READINGS = {row: ((f"t2.{row}.decisions",),) for row in _ROWS}
_DECIDED = frozenset(("作出", "做出", "实施"))


@rule(
    "N111",
    name=Words("正文的许可、处罚、强制数与表二一致", "Text and table agree on licences, penalties and coercion"),
    statement="正文写作出（实施）的行政许可、行政处罚、行政强制件数等于表二处理决定数量；公开的件数不多于处理决定数量。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages=MESSAGES,
    false_positives=(
        Words(
            "公开的件数少于决定数量是正常的；公开得多只提示一下",
            "fewer published than decided is normal; more is only a hint",
        ),
    ),
    related=("N110",),
    version=2,
    changes=(Change(version=2, what="one finding a sentence; lists of acts"),),
    examples=Examples(
        passed=(Example(title="decided", texts={"1": "全年作出行政许可决定1250件，实施行政处罚35件。"}),),
        failed=(
            Example(
                title="another number of penalties",
                texts={"1": "全年作出行政处罚决定53件。"},
                level=Level.WARNING,
                suspects=("t2.penalties.decisions",),
            ),
            Example(title="more published than decided", texts={"1": "公示行政处罚信息53条。"}, level=Level.HINT),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent"),
            Example(title="fewer published than decided", texts={"1": "公示行政处罚信息20条。"}),
            Example(title="channels", texts={"1": "发布信息900条，其中行政许可300件、行政处罚12件。"}),
        ),
        undecided=(
            Example(
                title="the cell cannot be read",
                texts={"1": "全年作出行政处罚决定53件。"},
                cells={"t2.penalties.decisions": "若干"},
            ),
        ),
    ),
)
def act_counts(subject: Subject) -> Iterator[Verdict]:
    """Licences, penalties and coercive measures decided number as many as in table two, published ones no more.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text names no such number.
    """
    claims = [
        claim for claim in acts(subject.topics.counts(Topic.ACTS), subject.context) if not _fewer_shown(subject, claim)
    ]
    shown = {claim.about for claim in claims if claim.verb not in _DECIDED}
    return judge_claims(subject, claims, _READINGS, _ROWS, dict.fromkeys(shown, Level.HINT))


def _fewer_shown(subject: Subject, claim: Claim) -> bool:
    if claim.verb in _DECIDED:
        return False
    decided = figure(subject, f"t2.{claim.about}.decisions")
    return decided is None or claim.number <= decided
