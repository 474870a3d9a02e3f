"""X104: no known misprint, no word printed twice."""

import re
from collections.abc import Iterator
from itertools import pairwise

from checks.catalogue import Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.narrative.sentences import Sentence
from checks.subject import Subject
from checks.wording.lists import doubled_words, typos
from checks.wording.places import around, hits, shown

_CLAUSE = re.compile(r"[，。；、：,;:！!？?\n]")
_START = 4
"""A phrase printed twice begins twice with the same signs."""
_SHORTEST = 6
"""Shorter repetitions may be ordinary; the list has those that are not."""


@rule(
    "X104",
    name=Words("没有已知的错别字和重复词", "No known misprint and no word printed twice"),
    statement="正文没有词表中的错别字，没有重复印出的词语。",
    level=Level.HINT,
    law=("form.2021",),
    inapplicable=(Words("没有报告", "there is no report"),),
    messages={
        "pass": Words("没有发现词表中的错别字", "nothing of the list was found"),
        "wrong": Words("“{wrong}”疑为“{right}”：“{quote}”", "“{wrong}” is probably “{right}”: “{quote}”"),
        "twice": Words("“{wrong}”重复：“{quote}”", "“{wrong}” is printed twice: “{quote}”"),
    },
    false_positives=(
        Words(
            "两词相接形成的重复（县政府政府网站、以便民为目的的活动）不算",
            "words that meet by grammar (县政府政府网站, 目的的) are kept out",
        ),
    ),
    related=("X106", "F115"),
    version=2,
    changes=(Change(version=2, what="more misprints"),),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="words that meet by grammar",
                texts={"1": "县政府政府网站公布以便民为目的的措施，各部门部门预算均已公开，规范规范性文件管理。"},
            ),
            Example(
                title="ordinary doubling",
                texts={"1": "一件一件研究研究，大力大力推进，常常检查，的的确确方便了群众，一项一项核对。"},
            ),
            Example(
                title="powers are no rights",
                texts={"1": "公布权力清单，了解权力运行情况，保障公民获取信息的权利，监督权力运行。"},
            ),
        ),
        failed=(
            Example(title="a word printed twice", texts={"1": "解读材料与文件同步同步发布。"}, level=Level.HINT),
            Example(title="a misprint of the list", texts={"1": "各单位水平残差不齐。"}),
            Example(title="power for right", texts={"1": "保障群众依法获得政府信息的权力。"}),
            Example(
                title="a phrase printed twice",
                texts={"1": "参加全县第3场新闻发布会全县第3场新闻发布会、现场说明会。"},
            ),
            Example(
                title="a sentence printed twice", texts={"1": "栏目按目录逐月更新并核对。栏目按目录逐月更新并核对。"}
            ),
        ),
        inapplicable=(Example(title="nothing was found", published=False),),
    ),
)
def misprints(subject: Subject) -> Iterator[Verdict]:
    """The text has no misprint of the list and no word or phrase printed twice.

    The list is `checks/wording/typos.toml`; each misprint is told once, with every sentence that has it.

    Not applicable when there is no report.
    """
    found = [*_listed(subject), *_doubled(subject)]
    yield from found
    if not found:
        yield Verdict(Outcome.PASS, "pass")


def _listed(subject: Subject) -> Iterator[Verdict]:
    text = subject.report.text
    for typo, pattern in typos():
        if typo.wrong in text:
            told = hits(subject, pattern)
            if told:
                values = {"wrong": typo.wrong, "right": typo.right, "quote": around(told[0][1])}
                evidence = shown(sentence for sentence, _ in told)
                yield Verdict(Outcome.FAIL, "wrong", values, key=f"{typo.wrong}>{typo.right}", evidence=evidence)


def _doubled(subject: Subject) -> Iterator[Verdict]:
    found: dict[str, list[Sentence]] = {}
    for first, second in pairwise(subject.sentences):
        if first.text == second.text and len(first.text) >= 2 * _SHORTEST:
            found.setdefault(first.text, []).append(second)
    if _may_double(subject.report.text):
        for sentence in subject.sentences:
            twice = _twice(sentence.text)
            if twice:
                found.setdefault(twice, []).append(sentence)
    for said, told in found.items():
        start = max(told[0].text.find(said + said) - 10, 0)
        values = {"wrong": said, "quote": told[0].text[start : start + 2 * len(said) + 20]}
        yield Verdict(Outcome.FAIL, "twice", values, key=f"twice:{said}", evidence=shown(told))


def _may_double(text: str) -> bool:
    """Tell quickly whether anything in a text may be printed twice."""
    if _doubled_word(text):
        return True
    long = (clause for clause in _CLAUSE.split(text) if len(clause) >= 2 * _SHORTEST)
    return any(clause.count(clause[:_START]) > 1 or clause.count(clause[-_START:]) > 1 for clause in long)


def _twice(text: str) -> str:
    """Return a word of the list that stands twice in a row, or a phrase that makes up one clause or its end twice."""
    word = _doubled_word(text)
    if word:
        return word
    for clause in _CLAUSE.split(text):
        length = clause.find(clause[:_START], _START)
        if length >= _SHORTEST and clause.startswith(clause[:length], length):
            return clause[:length]
        length = len(clause) - clause.rfind(clause[-_START:], 0, -_START) - _START
        if _SHORTEST <= length < len(clause) and clause[-2 * length : -length] == clause[-length:]:
            return clause[-length:]
    return ""


def _doubled_word(text: str) -> str:
    return next((word for word, twice in doubled_words() if twice in text), "")
