"""F111: section one covers the five topics of the form of 2021."""

from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.subject import Subject
from checks.wording.lists import alternatives

TOPICS = {
    "proactive": Words("主动公开", "proactive disclosure"),
    "requests": Words("依申请公开", "disclosure on application"),
    "management": Words("政府信息管理", "management of information"),
    "platforms": Words("平台建设", "platforms"),
    "oversight": Words("监督保障", "supervision and support"),
}
_FEW = 3


@rule(
    "F111",
    name=Words("总体情况写了五个方面", "Section one covers the five topics"),
    statement="2021年度起第一部分写明主动公开、依申请公开、政府信息管理、平台建设、监督保障，有标题或在行文中写到均可。",
    level=Level.WARNING,
    law=("form.2021",),
    applies=Applies(first_year=2021),
    inapplicable=(
        Words("2020年度及以前没有规定五个方面", "the five topics are not prescribed up to report year 2020"),
        Words("没有找到第一部分（见 F101）", "section one was not found, see F101"),
        Words("整份报告用旧格式（见 F103）", "the whole report is in the free text of before 2019, see F103"),
    ),
    messages={
        "pass": Words("五个方面都写到了", "all five topics are covered"),
        "fail": Words("第一部分没有写到：{missing}，请补写", "section one does not cover: {missing}; add them"),
        "absent": Words("没有第一部分", "there is no section one"),
        "old": Words("整份报告用旧格式，已由 F103 指出", "the whole report is in the old free text, which F103 tells"),
    },
    meanings={Outcome.FAIL: Words("少于三个方面为警告，三、四个为提示", "a warning below three topics, else a hint")},
    false_positives=(Words("不设小标题、写在行文里的也算", "topics in running text count, headings are not needed"),),
    related=("F101", "F113"),
    version=2,
    changes=(Change(version=2, what="not applicable where the whole report is in the old free text"),),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="in running text",
                texts={
                    "1": "通过网站公布信息30条，收到申请2件，发布前经保密审查，公众号每周更新，全年督查两次。",
                },
            ),
        ),
        failed=(
            Example(title="two topics", texts={"1": "公布信息30条，未收到申请。"}, level=Level.WARNING),
            Example(
                title="four topics",
                texts={"1": "主动公开信息30条，未收到申请，发布前逐件审查，开设网站专栏。"},
                level=Level.HINT,
            ),
            Example(title="nothing of substance", texts={"1": "略。"}, level=Level.WARNING),
        ),
        inapplicable=(
            Example(title="report year 2020", year=2020, form="2019", texts={"1": "公布信息30条。"}),
            Example(title="section one was not found", texts={"1": None}),
            Example(title="old free text: told by F103", form="pre2019", forms={}, texts={"1": "公布信息30条。"}),
        ),
    ),
)
def five_topics(subject: Subject) -> Iterator[Verdict]:
    """Section one covers the five topics that the form of 2021 names, under headings or in running text.

    Proactive disclosure, disclosure on application, management of information, platforms, supervision and support.

    Not applicable when the report is on 2020 or an earlier year, section one was not found, or the
    whole report is in the free text of before 2019.
    """
    section = subject.report.sections.get("1")
    if subject.report.form == "pre2019":
        yield Verdict(Outcome.NOT_APPLICABLE, "old")
        return
    if section is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "absent")
        return
    missing = [words for topic, words in TOPICS.items() if not alternatives("topics", topic).search(section.text)]
    if not missing:
        yield Verdict(Outcome.PASS, "pass")
        return
    few = len(TOPICS) - len(missing) < _FEW
    yield Verdict(
        Outcome.FAIL,
        "fail",
        {"missing": missing},
        level=None if few else Level.HINT,
        evidence=(Evidence(section.place, f"{section.heading} {section.text}"[:120]),),
    )
