"""O105: a government does not report the tables of its office as its own."""

from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words
from checks.model import Evidence, Level, Outcome
from checks.portfolio.records import Companion, Companions, Total
from checks.rules._portfolio import named, portfolio_rule
from checks.subject import Subject

_COUNTY = "云岫县人民政府"
_TOTAL = Total(30)
_OFFICE = Companion("云岫县人民政府办公室", 2023, "http://www.yunxiu.example/fb/2023.html")


@portfolio_rule(
    "O105",
    name=Words("政府与其办公室的表格不完全相同", "A government's tables are not those of its office"),
    statement="下属机关另有数字的，政府报告的三张表与其办公室报告的不完全相同。",
    level=Level.HINT,
    law=("regulation.50",),
    inapplicable=(
        Words("不是政府，或名录中没有它的下属机关", "no government, or the registry lists no body below it"),
    ),
    messages={
        "pass": Words("与办公室的表格不同，或无从比较", "not those of its office, as far as can be seen"),
        "fail": Words(
            "三张表与{office} {year} 年度报告完全相同，而其他下属机关另有数字，请核对统计口径",
            "the three tables are those of the report of {office} for {year} to the last cell, while other bodies "
            "have figures too; please check what the report comprises",
        ),
        "none": Words("不是政府，或没有下属机关", "no government, or no body below it"),
    },
    false_positives=(Words("政府报告只反映本级的", "a government that reports on its own office alone"),),
    related=("O104",),
    examples=Examples(
        passed=(Example(title="figures of its own", body=_COUNTY, companions=Companions(total=_TOTAL)),),
        failed=(
            Example(
                title="the tables of its office",
                body=_COUNTY,
                companions=Companions(total=_TOTAL, office=_OFFICE),
                level=Level.HINT,
            ),
        ),
        inapplicable=(Example(title="a department", companions=Companions(compared=True)),),
        undecided=(Example(title="a report by itself", body=_COUNTY),),
    ),
)
def government_and_office(subject: Subject) -> Iterator[Verdict]:
    """The tables of a government are not those of its office to the last cell while other bodies have figures.

    The report of the government is due on another day and tells of more than its office; one of the two may have been
    published twice.

    Not applicable when it is no government, or the registry lists no body below it.
    """
    companions = subject.companions
    if companions.total is None or not companions.total.bodies:
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
    elif companions.office is None:
        yield Verdict(Outcome.PASS, "pass")
    else:
        office = companions.office
        seen = Evidence(named(office), "三张表", office.url, office.fetched_at, office.sha256)
        yield Verdict(Outcome.FAIL, "fail", {"office": office.body, "year": office.year}, evidence=(seen,))
