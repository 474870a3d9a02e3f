"""F103: the tables are in the form prescribed for the year."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.labels import table_label
from checks.model import FormId, Level, Outcome
from checks.subject import Subject
from config.forms import Form, form_for_year, load_form

NEW_FORM_YEAR = 2021
"""From this report year on an older form is an error; in 2019 and 2020 the form was on trial."""

_OLD = Words("2019年以前的旧格式", "the free text of before 2019")


_SAME_IN_ALL = "t4"
"""The table of reviews and suits is the same in all forms."""


@rule(
    "F103",
    name=Words("使用报告年度规定的格式", "The report uses the form prescribed for its year"),
    statement="2019、2020年度用〔2019〕60号格式，2021年度起用〔2021〕30号格式。",
    level=Level.ERROR,
    law=("form.2019", "form.2021"),
    applies=Applies(first_year=2019),
    inapplicable=(Words("2019年以前没有统一格式", "there was no common form before 2019"),),
    messages={
        "pass": Words("格式 {form} 与年度相符", "form {form} is the one of the year"),
        "fail": Words(
            "{year}年度应用{instrument}的格式，{what}用的是{used}，请按规定格式重新填报",
            "report year {year} is in the form of {instrument}, but {what} uses {used}; fill in the prescribed form",
        ),
        "unknown": Words(
            "没有认出任何一张统计表，无法判断格式", "no table was recognised, so the form cannot be judged"
        ),
    },
    meanings={
        Outcome.FAIL: Words(
            "2021年度起用旧格式为错误；2019、2020年度用其他格式为警告",
            "an old form from 2021 on is an error; another form in 2019 and 2020 a warning",
        )
    },
    false_positives=(
        Words(
            "标题年度写错；网页同时带手机版和电脑版两套表",
            "a wrong year in the title; a page that carries tables for phones and desktops",
        ),
    ),
    related=("F101", "F102"),
    examples=Examples(
        passed=(Example(title="form of 2021 for 2023"), Example(title="form of 2019 for 2020", year=2020, form="2019")),
        failed=(
            Example(title="form of 2019 for 2021", year=2021, form="2019", level=Level.ERROR),
            Example(title="form of 2021 for 2020", year=2020, form="2021", level=Level.WARNING),
            Example(
                title="table two of 2019 with table three of 2021",
                form="mixed",
                forms={"t2": "2019", "t3": "2021", "t4": "2021"},
                level=Level.ERROR,
            ),
            Example(title="free text for 2022", year=2022, form="pre2019", forms={}, level=Level.ERROR),
        ),
        inapplicable=(Example(title="report year 2018", year=2018, form="pre2019", forms={}),),
        undecided=(
            Example(title="the year is unknown", year=None),
            Example(title="no table was found", forms={}),
        ),
    ),
)
def form_of_year(subject: Subject) -> Iterator[Verdict]:
    """The tables are in the form that is prescribed for the report year.

    Form of 2019 (on trial) for report years 2019 and 2020, form of 2021 from report year 2021 on.

    Not applicable when the report is on a year before 2019.
    """
    report, year = subject.report, subject.year
    due = form_for_year(year) if year else None
    if due is None or (not report.forms and report.form != "pre2019"):
        yield Verdict(Outcome.NOT_EVALUATED, "unknown")
        return
    wrong = [table for table, form in sorted(report.forms.items()) if form != due.id and table != _SAME_IN_ALL]
    if report.form != "pre2019" and not wrong:
        yield Verdict(Outcome.PASS, "pass", {"form": due.id})
        return
    yield _wrong(due, report.form, {table: report.forms[table] for table in wrong}, year)


def _wrong(due: Form, form: FormId | None, tables: dict[str, str], year: int | None) -> Verdict:
    used: object = [load_form(entry).instrument for entry in dict.fromkeys(tables.values())]
    what: object = [table_label(table) for table in tables]
    if form == "pre2019":
        used, what = _OLD, Words("报告", "the report")
    return Verdict(
        Outcome.FAIL,
        "fail",
        {"year": year, "instrument": due.instrument, "what": what, "used": used},
        level=Level.ERROR if due.first_year >= NEW_FORM_YEAR else Level.WARNING,
        expected=due.id,
        found=form,
    )
