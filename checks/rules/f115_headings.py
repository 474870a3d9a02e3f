"""F115: the headings of the six sections are those of the form, in its numbering."""

import re
from collections.abc import Iterator
from functools import cache

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome, Section
from checks.reading.keys import key
from checks.subject import Subject
from config.forms import all_forms

_NUMERALS = "一二三四五六七八九"
_ORDINAL = re.compile(rf"^[|lI·●▲#*]?(?:第?(?P<han>[{_NUMERALS}])(?:部分)?|(?P<digit>[1-9]))[,.:]?")
_REMARK = re.compile(r"\([^()]*\)$|[.:,;]+$")


@rule(
    "F115",
    name=Words("部分标题和序号与格式一致", "Headings and numerals of the sections are those of the form"),
    statement="六个部分的标题用语和序号与统一格式一致；第一部分内部另起的一、二、三不算。",
    level=Level.HINT,
    law=("form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    inapplicable=(Words("旧格式报告", "a report in the old free text"),),
    messages={
        "pass": Words("标题和序号与格式一致", "headings and numerals are those of the form"),
        "wording": Words("标题与格式不同：{pairs}", "headings differ from the form: {pairs}"),
        "numerals": Words("部分序号有误：{found}", "sections are misnumbered: {found}"),
        "none": Words("没有找到任何部分", "no section was found"),
    },
    false_positives=(
        Words(
            "标点、空格、“的”“和”“及”的不同，以及转换时丢失的序号不算；有部分缺失时不判断序号",
            "punctuation, 的, 和, 及, and numerals lost in conversion do not count; nor with a section missing",
        ),
        Words("第一部分内部另起一、二、三", "section one counting 一, 二, 三 again inside"),
    ),
    related=("F101", "F114"),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="section one counts again inside",
                texts={"1": "一、组织领导\n成立小组。\n二、制度建设\n三、主动公开情况\n公开信息30条。"},
            ),
            Example(
                title="punctuation and small words",
                headings={
                    "4": "四、政府信息公开行政复议和行政诉讼情况",
                    "5": "五、存在的主要问题及改进情况：",
                    "1": "总体情况",
                },
            ),
            Example(
                title="the longer heading of 2019",
                headings={"4": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"},
            ),
        ),
        failed=(
            Example(
                title="a sign too many", headings={"4": "四、政府信息公开行政法复议、行政诉讼情况"}, level=Level.HINT
            ),
            Example(title="one finding: two renamed", headings={"1": "一、工作总体推进情况", "6": "六、其他报告事项"}),
            Example(
                title="one finding: misnumbered",
                headings={"4": "五、政府信息公开行政复议、行政诉讼情况", "5": "六、存在的主要问题及改进情况"},
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
        undecided=(Example(title="no section was found", texts=dict.fromkeys("123456")),),
    ),
)
def headings(subject: Subject) -> Iterator[Verdict]:
    """The sections carry the headings of the form and its numerals, whatever is counted inside section one.

    A misspelt heading is still that section.

    Not applicable when the report is in the old free text.
    """
    sections = subject.report.sections
    renamed = [s for s in sections.values() if _words(s.heading) not in _known()[s.number]]
    if renamed:
        pairs = [Words(f"“{s.heading}”应为“{_due(s.number)}”", f"“{s.heading}” is “{_due(s.number)}”") for s in renamed]
        places = [Evidence(section.place, section.heading) for section in renamed]
        yield Verdict(Outcome.FAIL, "wording", {"pairs": pairs}, key="wording", evidence=tuple(places))
    wrong = _misnumbered(list(sections.values())) if len(sections) == len(_known()) else []
    if wrong:
        places = [Evidence(section.place, section.heading) for section in wrong]
        found = [section.heading for section in wrong]
        yield Verdict(Outcome.FAIL, "numerals", {"found": found}, key="numerals", evidence=tuple(places))
    if not renamed and not wrong:
        yield Verdict(Outcome.PASS, "pass") if sections else Verdict(Outcome.NOT_EVALUATED, "none")


def _misnumbered(sections: list[Section]) -> list[Section]:
    return [section for section in sections if _numeral(section.heading) not in {0, int(section.number)}]


@cache
def _numeral(heading: str) -> int:
    """Return the numeral of a heading, 0 where it has none."""
    found = _ORDINAL.match(key(heading))
    if not found:
        return 0
    return _NUMERALS.index(found["han"]) + 1 if found["han"] else int(found["digit"])


@cache
def _words(heading: str) -> str:
    """Return the words of a heading as they are compared: no numeral, remark, punctuation or small words."""
    words = _ORDINAL.sub("", key(heading))
    while _REMARK.search(words):
        words = _REMARK.sub("", words)
    return re.sub(r"[,的和及与、]", "", words)


@cache
def _known() -> dict[str, frozenset[str]]:
    """Return the headings in use by section: those of the forms, and the longer ones of 2019 with the same words."""
    longer = {
        "2": ("行政机关主动公开政府信息情况",),
        "3": ("行政机关收到和处理政府信息公开申请情况",),
        "4": ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", "因政府信息公开申请行政复议、提起行政诉讼情况"),
        "5": ("政府信息公开工作存在的主要问题及改进情况",),
    }
    printed = {
        s.number: {_words(f.sections[int(s.number) - 1].heading) for f in all_forms()} for s in all_forms()[0].sections
    }
    return {n: frozenset(words | {_words(entry) for entry in longer.get(n, ())}) for n, words in printed.items()}


@cache
def _due(number: str) -> str:
    return all_forms()[-1].sections[int(number) - 1].heading
