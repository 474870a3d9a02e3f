"""I106: the body calls itself by what it is."""

import re
from collections.abc import Iterator
from functools import cache

from checks.catalogue import Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.wording.places import shown

_FORMS = {
    "局": ("局",),
    "镇": ("镇", "街道"),
    "乡": ("乡",),
    "街道": ("街道", "街"),
    "委": ("委", "局"),
    "厅": ("厅",),
    "县": ("县",),
    "区": ("区",),
    "市": ("市",),
}
"""By the last word of a body's name, what it may call itself; a committee may have been a bureau."""
_LAST = re.compile(r"(?P<last>街道|[局镇乡委厅县区市])(?:人民政府|办事处|员会)?$")
_EVERY = "局|镇|乡|街道|厅"
_AREAS = {"县": "区", "区": "县", "市": "县", "镇": "", "乡": ""}
_QUOTED = re.compile(r"[“\"《][^”\"》]*[”\"》]")


@rule(
    "I106",
    name=Words("自称与机关相符", "The body calls itself by what it is"),
    statement="正文的“我局”“我镇”“我乡”“我街道”“我县”等自称与机关名称相符。",
    level=Level.HINT,
    law=("regulation.50", "form.2021"),
    inapplicable=(Words("机关名称看不出自称", "the name does not show how the body calls itself"),),
    messages={
        "pass": Words("自称与机关相符", "it calls itself by what it is"),
        "fail": Words("{body}自称“{said}”：“{quote}”", "{body} calls itself “{said}”: “{quote}”"),
        "unknown": Words("机关名称看不出自称", "the name does not show how the body calls itself"),
    },
    false_positives=(
        Words(
            "引号里的话、部门说“我县”“我市”、“为我办实事”一类的句子不算",
            "quotations, a department's “our county”, and sentences like 为我办实事 do not count",
        ),
    ),
    related=("I104", "I105"),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="bureau and county", texts={"1": "我局认真落实，为我县、我市发展服务，开展“我镇我来讲”活动。"}
            ),
            Example(title="a town", body="石汀镇人民政府", texts={"1": "我镇落实条例，帮我办事，我委托专人负责。"}),
        ),
        failed=(
            Example(
                title="a town that is a township",
                body="石汀镇人民政府",
                texts={"1": "我乡落实条例。"},
                level=Level.HINT,
            ),
            Example(title="a bureau that is a town", texts={"1": "我镇落实条例，公开信息30条。"}),
            Example(title="a district that is a county", body="云岫区人民政府", texts={"1": "我县落实条例。"}),
        ),
        inapplicable=(Example(title="a name that tells nothing", body="云岫县档案馆"),),
    ),
)
def self_name(subject: Subject) -> Iterator[Verdict]:
    """What the body calls itself (我局, 我镇, 我乡, 我街道, 我县) is what its name says.

    Another word is a sign of text taken over from elsewhere.

    Not applicable when the name of the body does not show what it calls itself.
    """
    body = subject.case.body or subject.report.body or ""
    last = _LAST.search(body)
    if last is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "unknown")
        return
    pattern = _foreign(last["last"])
    told: dict[str, list[object]] = {}
    if "我" in subject.report.text and pattern.search(subject.report.text):
        for sentence in subject.sentences:
            found = pattern.search(_QUOTED.sub("", sentence.text))
            if found:
                told.setdefault(found.group(), []).append(sentence)
                values = {"body": body, "said": found.group(), "quote": sentence.quote()}
                if len(told[found.group()]) == 1:
                    yield Verdict(Outcome.FAIL, "fail", values, key=found.group(), evidence=shown((sentence,)))
    if not told:
        yield Verdict(Outcome.PASS, "pass")


@cache
def _foreign(last: str) -> re.Pattern[str]:
    """Return a pattern for self-names that cannot be those of a body whose name ends so."""
    wrong = [word for word in _EVERY.split("|") if word not in _FORMS[last]]
    wrong += [_AREAS[last]] if _AREAS.get(last) else []
    return re.compile(rf"我(?:{'|'.join(wrong)})(?!村|长)")
