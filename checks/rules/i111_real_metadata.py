"""I111: the index number is no dummy."""

import re
from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.subject import Subject
from checks.wording.places import opening

_INDEX = re.compile(r"索引号[】\]]?\s*[:：]?\s*(?P<index>[0-9A-Za-z][0-9A-Za-z/\-]*)")
_DUMMY = re.compile(
    r"(?P<part>\d{1,4})(?P=part){2,}\d{0,3}|0?123456\d*|1{4,}|0{5,}|[Xx]{3,}|(?:test|demo)\d*", re.IGNORECASE
)


@rule(
    "I111",
    name=Words("索引号不是随意填写的", "The index number is no dummy"),
    statement="页面上的索引号不是重复数字或测试内容。",
    level=Level.HINT,
    law=("regulation.24",),
    inapplicable=(Words("页面没有索引号", "the page shows no index number"),),
    messages={
        "pass": Words("索引号正常：{index}", "the index number is not odd: {index}"),
        "fail": Words("索引号“{index}”像是随意填写的", "the index number “{index}” looks like a dummy"),
        "none": Words("页面没有索引号", "the page shows no index number"),
    },
    false_positives=(
        Words("只看整个索引号都由重复数字组成的", "only an index made of repetitions as a whole is told"),
    ),
    examples=Examples(
        passed=(Example(title="an index as usual", preamble="索引号：000014349/2024-00012 发布日期：2024-01-20"),),
        failed=(Example(title="typed on the keys", preamble="索引号：234234234234", level=Level.HINT),),
        inapplicable=(Example(title="no index number"),),
    ),
)
def real_metadata(subject: Subject) -> Iterator[Verdict]:
    """The index number shown on the page is no dummy.

    The platform is to be searchable (article 24).

    Not applicable when the page shows no index number.
    """
    found = _INDEX.search(opening(subject.report)) if "索引号" in subject.report.text else None
    if found is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
    elif _DUMMY.fullmatch(found["index"]):
        evidence = (Evidence("信息表", found.group()),)
        yield Verdict(Outcome.FAIL, "fail", {"index": found["index"]}, evidence=evidence)
    else:
        yield Verdict(Outcome.PASS, "pass", {"index": found["index"]})
