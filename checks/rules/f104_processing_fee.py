"""F104: the report says whether processing fees were collected."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.sentences import Sentence
from checks.sections import FEW_SECTIONS, is_cut_off, is_empty
from checks.subject import Subject

_FEE = re.compile(
    r"处理费|发出收费通知|信息公开[^。；]{0,12}收费|申请[^。；]{0,12}收费|收费[^。；]{0,12}(?:信息公开|申请)|收取[^。；]{0,8}费用?"
)
_COLLECTED = re.compile(r"[未无没零0免不]|\d|收取了?|产生|发生|征收")
_YEAR_OF_FEE = re.compile(
    r"^[^，,。；;\d]{0,8}(20\d\d)年度?[，,]?(?!以来|起)[^，,。；;\d]{0,14}?(?:未|没有|无|收取)(?!.*20\d\d年)"
)
_OTHER_FEES = re.compile(
    r"行政事业性收费|涉企收费|收费(?:标准|目录|清单|项目|公示|依据)|(?<!发出)收费通知|停车|物业|教育收费|医疗收费"
)
_NO_FEE_AT_ALL = re.compile(r"(?:未|没有|无|不)(?:收取|产生|发生|涉及|存在)?[^。；，,]{0,8}(?:费用|收费)")


@rule(
    "F104",
    name=Words("报告了信息处理费收取情况", "The report says whether processing fees were collected"),
    statement="报告写明当年是否收取政府信息公开信息处理费及金额，写在全文任何一处均可。",
    level=Level.WARNING,
    law=("fee", "regulation.50", "form.2021"),
    applies=Applies(first_year=2021),
    inapplicable=(Words("2020年度及以前不要求", "not required up to report year 2020"),),
    messages={
        "pass": Words("已写明：“{quote}”", "stated: “{quote}”"),
        "fail": Words(
            "全文没有写明是否收取信息处理费，请在第六部分补写（收取金额，或未收取）",
            "nothing is said about processing fees; state the amount or that none was collected, best in section six",
        ),
        "review": Words(
            "提到信息处理费但没有写明是否收取：“{quote}”",
            "processing fees are mentioned, but not whether they were collected: “{quote}”",
        ),
        "old": Words(
            "只写了上一年度的信息处理费，没有写本年度的：“{quote}”",
            "processing fees are told of the year before only: “{quote}”",
        ),
        "part": Words(
            "没有第六部分（见 F101）、第六部分空着（见 F116），或只有报告的一部分，不另作判断",
            "section six is not there (F101) or empty (F116), or only a part of the report is there",
        ),
    },
    false_positives=(
        Words(
            "与表二的行政事业性收费无关；没有收费也应写明",
            "unrelated to the fees of table two; that none was collected is to be said, too",
        ),
    ),
    related=("F101",),
    version=2,
    changes=(Change(version=2, what="a statement on the year before alone is to be reviewed"),),
    examples=Examples(
        passed=(
            Example(title="none collected"),
            Example(title="in section one", texts={"6": "无。", "1": "全年收取信息处理费3940元。"}),
            Example(title="in short", texts={"6": "本年度依申请公开未收取任何费用。"}),
        ),
        failed=(
            Example(title="section six says nothing", texts={"6": "无"}, level=Level.WARNING),
            Example(
                title="fees of table two are other fees", texts={"6": "本年度行政事业性收费12.5万元，未新增收费项目。"}
            ),
            Example(
                title="mentioned as law only",
                texts={"6": "组织学习信息处理费管理办法。"},
                outcome=Outcome.NEEDS_REVIEW,
            ),
            Example(
                title="of the year before only", texts={"6": "2022年度未收取信息处理费。"}, outcome=Outcome.NEEDS_REVIEW
            ),
        ),
        inapplicable=(Example(title="report year 2020", year=2020, form="2019", texts={"6": "无"}),),
        undecided=(
            Example(title="a part of a report", structured=False, texts={"1": None, "4": None, "5": None, "6": None}),
        ),
    ),
)
def processing_fee(subject: Subject) -> Iterator[Verdict]:
    """The report says whether fees for processing applications were collected, anywhere in its text.

    Decree 109 of 2020 of the State Council's office makes it part of the annual report from report year 2021 on.

    Not applicable when the report is on 2020 or an earlier year.
    """
    last = subject.report.sections.get("6")
    named = [s for s in subject.sentences if "费" in s.text]
    about = [s for s in named if _is_about_fee(s, in_last=bool(last and s.place == last.heading))]
    about, old = _of_the_year(about, subject.year)
    stated = next((s for s in about if _COLLECTED.search(_without_titles(s))), None)
    if stated:
        yield Verdict(Outcome.PASS, "pass", {"quote": stated.quote()}, evidence=(Evidence(stated.place, stated.text),))
    elif about:
        quote = about[0]
        yield Verdict(
            Outcome.NEEDS_REVIEW, "review", {"quote": quote.quote()}, evidence=(Evidence(quote.place, quote.text),)
        )
    elif old:
        yield Verdict(
            Outcome.NEEDS_REVIEW, "old", {"quote": old[0].quote()}, evidence=(Evidence(old[0].place, old[0].text),)
        )
    elif last is None or is_empty(last) or len(subject.report.sections) < FEW_SECTIONS or is_cut_off(subject.report):
        yield Verdict(Outcome.NOT_EVALUATED, "part")
    else:
        evidence = (Evidence(last.place, f"{last.heading} {last.text}"[:120]),)
        yield Verdict(Outcome.FAIL, "fail", evidence=evidence)


def _is_about_fee(sentence: Sentence, *, in_last: bool) -> bool:
    text = _without_titles(sentence)
    if "处理费" in text:
        return True
    return not _OTHER_FEES.search(text) and bool(_FEE.search(text) or (in_last and _NO_FEE_AT_ALL.search(text)))


def _of_the_year(about: list[Sentence], year: int | None) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences that may speak of the report year, and those that speak of the year before by name."""
    old = [
        s for s in about if (match := _YEAR_OF_FEE.search(s.plain)) and year is not None and int(match[1]) == year - 1
    ]
    return [s for s in about if s not in old], old


def _without_titles(sentence: Sentence) -> str:
    return re.sub(r"《[^《》]*》", "", sentence.text)
