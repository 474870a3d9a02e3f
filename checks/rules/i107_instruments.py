"""I107: the instruments the report rests on are those in force, under their numbers."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.narrative.sentences import Sentence
from checks.subject import Subject
from checks.wording.places import hits, shown

_OF_2019 = re.compile(r"国办公开办函\D{0,2}2019\D{0,2}60号")
_OF_2021 = re.compile(r"国办公开办函\D{0,2}2021\D{0,2}30号")
_PREFIX = re.compile(
    r"国办(?:发|函|发函)\D{0,2}(?:2021\D{0,2}30|2019\D{0,2}60)号(?=[^。]{0,40}(?:年度报告|格式|编制本报告))"
)
_PREFIX_BEHIND = re.compile(r"年度报告[^。]{0,40}国办(?:发|函)\D{0,2}2021\D{0,2}30号")
_OLD_DECREE = re.compile(r"(?:国务院令|国令|令)第?492号|国务院第492号令")
_HISTORY = re.compile(r"原|修订前|废止|替代|此前|曾|20(?:07|08)年")
_NEW_FORM = 2021


@rule(
    "I107",
    name=Words("依据的文件和文号正确", "Instruments and their numbers are right"),
    statement="引用的报告格式是现行的，文号正确；引用的条例是2019年修订的。",
    level=Level.WARNING,
    law=("form.2019", "form.2021"),
    applies=Applies(first_year=2019),
    inapplicable=(Words("正文没有引用这些文件", "none of these instruments is cited"),),
    messages={
        "pass": Words("文件和文号正确", "instruments and numbers are right"),
        "form": Words(
            "{year}年度的格式是国办公开办函〔2021〕30号，正文引用〔2019〕60号：“{quote}”",
            "the form for {year} is 国办公开办函〔2021〕30号, the text cites 〔2019〕60号: “{quote}”",
        ),
        "prefix": Words(
            "文号“{found}”有误，应为“国办公开办函”：“{quote}”",
            "the number “{found}” is wrong, it is 国办公开办函: “{quote}”",
        ),
        "decree": Words("国务院令第492号已由第711号修订：“{quote}”", "decree 492 was revised by decree 711: “{quote}”"),
        "none": Words("正文没有引用这些文件", "none of these instruments is cited"),
    },
    false_positives=(
        Words(
            "提到沿革、同时引用新旧文件的不算",
            "history, and texts that cite the old and the new together, do not count",
        ),
    ),
    related=("X107", "F103"),
    version=2,
    changes=(Change(version=2, what="a wrong prefix beside 编制本报告; 492 only where it is a decree"),),
    examples=Examples(
        passed=(
            Example(title="the form in force", preamble="按照国办公开办函〔2021〕30号规定的格式编制。"),
            Example(
                title="history",
                preamble="格式由国办公开办函〔2019〕60号调整为国办公开办函〔2021〕30号。",
            ),
            Example(
                title="the form of 2019 for 2020", year=2020, form="2019", preamble="按照国办公开办函〔2019〕60号编制。"
            ),
        ),
        failed=(
            Example(
                title="the form of 2019 for 2023", preamble="按照国办公开办函〔2019〕60号编制。", level=Level.WARNING
            ),
            Example(title="a wrong prefix", preamble="按照国办发〔2021〕30号规定的年度报告格式编制。"),
            Example(
                title="the decree of 2007", preamble="依据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。"
            ),
            Example(
                title="a wrong prefix, the report not named", preamble="按照国办发〔2021〕30号文件要求编制本报告。"
            ),
        ),
        inapplicable=(
            Example(title="nothing is cited"),
            Example(title="another paper of that number", preamble="按照国办发〔2021〕30号推进审批改革。"),
        ),
    ),
)
def instruments(subject: Subject) -> Iterator[Verdict]:
    """The form that the report cites is the one of its year, and the Regulation the one revised in 2019.

    国办公开办函〔2021〕30号 from report year 2021 on, 国办公开办函〔2019〕60号 before; decree 711 replaced decree 492.

    Not applicable when none of them is cited.
    """
    text = subject.report.text
    if "号" not in text or not any(sign in text for sign in ("30号", "60号", "492", "711")):
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
        return
    told = [*_wrong(subject, text)]
    yield from told
    if not told:
        cited = _OF_2019.search(text) or _OF_2021.search(text) or "711" in text or _OLD_DECREE.search(text)
        yield Verdict(Outcome.PASS, "pass") if cited else Verdict(Outcome.NOT_APPLICABLE, "none")


def _wrong(subject: Subject, text: str) -> Iterator[Verdict]:
    year = subject.year
    if year is not None and year >= _NEW_FORM and not _OF_2021.search(text):
        for sentence, _ in hits(subject, _OF_2019, "60号")[:1]:
            yield _told("form", sentence, {"year": year})
    for pattern in (_PREFIX, _PREFIX_BEHIND):
        for sentence, found in hits(subject, pattern, "国办发", "国办函")[:1]:
            yield _told("prefix", sentence, {"found": found.group()[-24:]})
            return
    if "711" not in text:
        for sentence, _ in hits(subject, _OLD_DECREE, "492号")[:1]:
            if not _HISTORY.search(sentence.text):
                yield _told("decree", sentence, {})


def _told(message: str, sentence: Sentence, values: dict[str, object]) -> Verdict:
    quoted = values | {"quote": sentence.quote()}
    return Verdict(Outcome.FAIL, message, quoted, key=message, evidence=shown((sentence,)))
