"""N110: the normative documents that the text names are those of table two."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level
from checks.narrative.claims import Claim
from checks.narrative.documents import documents, no_documents, rules_issued
from checks.narrative.topics import Topic
from checks.rules._claims import MESSAGES, Cells, figure, judge_claims
from checks.subject import Subject

_ROW, _RULES = "t2.normative_documents", "t2.regulations"
_COLUMNS = {
    "2021": {
        "issued": ("issued",),
        "published": ("issued", "in_force"),
        "repealed": ("repealed",),
        "in_force": ("in_force",),
    },
    "2019": {"issued": ("made", "published"), "published": ("published", "made", "total_published")},
}
_NAMES = {
    "issued": Words("本年制发规范性文件", "normative documents issued"),
    "published": Words("发布规范性文件", "normative documents published"),
    "repealed": Words("废止规范性文件", "normative documents repealed"),
    "in_force": Words("现行有效规范性文件", "normative documents in force"),
    "rules_issued": Words("本年制发规章", "rules issued"),
}


@rule(
    "N110",
    name=Words("正文的规范性文件数与表二一致", "Text and table agree on normative documents"),
    statement="正文写的本年制发、发布、废止和现行有效规范性文件件数，与表二规范性文件行相符；制发的规章件数与规章行相符。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages=MESSAGES,
    false_positives=(
        Words(
            "网站发布的可含其他机关的文件：发布数多于制发数的不提；解读、备案、清理、转发的文件不比较",
            "a website may publish others' documents: more published than issued is not told; "
            "interpretations, filings, clean-ups and documents passed on are not compared",
        ),
        Words("“政策性文件”不等于规范性文件", "“policy documents” are not normative documents"),
    ),
    related=("L103", "N111"),
    version=2,
    changes=(
        Change(version=2, what="one finding a sentence; none issued; rules issued; documents of others left aside"),
    ),
    examples=Examples(
        passed=(
            Example(title="issued and in force", texts={"1": "全年制发规范性文件3件，现行有效的规范性文件12件。"}),
            Example(title="published, form of 2019", year=2020, form="2019", texts={"1": "主动公开规范性文件3件。"}),
        ),
        failed=(
            Example(
                title="two published, twelve issued",
                texts={"1": "截至目前，网站发布县级规范性文件2篇、普通政策文件3篇。"},
                cells={"t2.normative_documents.issued": 12, "t2.normative_documents.in_force": 19},
                level=Level.WARNING,
                suspects=("t2.normative_documents.issued",),
            ),
            Example(
                title="another number in force",
                texts={"1": "集中公开现行有效行政规范性文件15件。"},
                suspects=("t2.normative_documents.in_force",),
            ),
            Example(title="none issued", texts={"1": "本年度未制发行政规范性文件。"}),
            Example(title="rules issued", texts={"1": "制定政府规章3部。"}, suspects=("t2.regulations.issued",)),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent"),
            Example(title="policy documents", texts={"1": "公开政府及办公室政策性文件11件，规范性文件解读5篇。"}),
            Example(title="documents cleaned up", texts={"1": "清理规范性文件30件，转发上级规范性文件5件。"}),
        ),
        undecided=(
            Example(
                title="the cell cannot be read",
                texts={"1": "全年制发规范性文件5件。"},
                cells={"t2.normative_documents.issued": "约三"},
            ),
        ),
    ),
)
def document_counts(subject: Subject) -> Iterator[Verdict]:
    """The numbers of normative documents issued, published, repealed and in force, and of rules, are table two's.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text names no such number.
    """
    columns = _COLUMNS.get(subject.forms.get("t2", ""), {})
    readings: dict[str, tuple[Cells, ...]] = {
        about: tuple((f"{_ROW}.{column}",) for column in names) for about, names in columns.items()
    }
    if columns:
        readings["rules_issued"] = tuple((f"{_RULES}.{column}",) for column in columns["issued"])
    said = (
        *documents(subject.topics.counts(Topic.DOCUMENTS), subject.context),
        *no_documents(subject.topics.sentences(Topic.DOCUMENTS), subject.context),
        *rules_issued(subject.topics.counts(Topic.DOCUMENTS), subject.context),
    )
    claims = [claim for claim in said if not _of_others(subject, claim, readings)]
    return judge_claims(subject, claims, readings, _NAMES, {})


def _of_others(subject: Subject, claim: Claim, readings: dict[str, tuple[Cells, ...]]) -> bool:
    """Tell whether more was published than the body issued, which may include the documents of others."""
    if claim.about != "published" or claim.about not in readings:
        return False
    own = figure(subject, readings["published"][0][0])
    return own is not None and claim.number > own
