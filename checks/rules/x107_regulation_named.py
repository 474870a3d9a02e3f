"""X107: the Regulation is called by its name."""

import re
from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.wording.places import hits, shown

_NAMED = re.compile(
    r"《(?:中华人民共和国|国务院|新修订的?|新)?(?P<name>(?:政府|政务)?(?:信息|政务)公开(?:工作)?条例)(?:[（(〔][^《》]*)?》"
)
_OWN = "政府信息公开条例"


@rule(
    "X107",
    name=Words("条例名称正确", "The Regulation is called by its name"),
    statement="正文引用的条例确有其名：《中华人民共和国政府信息公开条例》。",
    level=Level.WARNING,
    law=("regulation.50",),
    inapplicable=(Words("正文没有引用条例", "no regulation is named"),),
    messages={
        "pass": Words("条例名称正确", "the name is right"),
        "fail": Words(
            "没有《{name}》，应为《政府信息公开条例》：“{quote}”",
            "there is no 《{name}》; 《政府信息公开条例》 is meant: “{quote}”",
        ),
        "none": Words("正文没有引用条例", "no regulation is named"),
    },
    meanings={
        Outcome.FAIL: Words("只少“政府”二字的为提示", "a name that lacks only the word 政府 is a hint"),
    },
    false_positives=(
        Words("地方性法规带有地名，不判断", "local regulations carry the name of their place and are not judged"),
    ),
    related=("I107",),
    examples=Examples(
        passed=(
            Example(title="the full name", texts={"1": "按照《中华人民共和国政府信息公开条例》办理。"}),
            Example(title="its short name", texts={"1": "学习新修订的《政府信息公开条例（2019年修订）》。"}),
        ),
        failed=(
            Example(title="no such regulation", texts={"1": "学习《信息公开工作条例》。"}, level=Level.WARNING),
            Example(title="a word is missing", texts={"1": "学习《中华人民共和国信息公开条例》。"}, level=Level.HINT),
        ),
        inapplicable=(
            Example(title="no regulation is named"),
            Example(title="a regulation of a place", texts={"1": "按照《云岫省政务公开条例》办理。"}),
        ),
    ),
)
def regulation_named(subject: Subject) -> Iterator[Verdict]:
    """A regulation that the text rests on exists under the name given.

    The Regulation is 《中华人民共和国政府信息公开条例》. Local regulations are left alone.

    Not applicable when the text names no regulation on the matter.
    """
    named = [(sentence, found["name"]) for sentence, found in hits(subject, _NAMED, "公开条例", "公开工作条例")]
    wrong = {name: sentence for sentence, name in reversed(named) if name != _OWN}
    for name, sentence in wrong.items():
        level = Level.HINT if f"政府{name}" == _OWN else None
        values = {"name": name, "quote": sentence.quote()}
        yield Verdict(Outcome.FAIL, "fail", values, key=name, level=level, evidence=shown((sentence,)))
    if not wrong:
        yield Verdict(Outcome.PASS, "pass") if named else Verdict(Outcome.NOT_APPLICABLE, "none")
