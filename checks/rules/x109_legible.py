"""X109: the text is legible and free of revision marks."""

from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome, Report
from checks.subject import Subject
from checks.wording.lists import alternatives, words
from checks.wording.places import around


@rule(
    "X109",
    name=Words("没有乱码和修订痕迹", "The text is legible, without revision marks"),
    statement="正文没有乱码、修订标记、批注和域错误。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    inapplicable=(Words("没有报告", "there is no report"),),
    messages={
        "pass": Words("没有发现乱码和修订痕迹", "nothing illegible was found"),
        "fail": Words("有修订或编辑痕迹“{found}”：“{quote}”", "a mark of editing, “{found}”: “{quote}”"),
        "review": Words(
            "有乱码“{found}”，请看原件：“{quote}”", "illegible signs, “{found}”; see the original: “{quote}”"
        ),
    },
    meanings={
        Outcome.NEEDS_REVIEW: Words(
            "乱码可能是网页的，也可能是读取造成的", "the signs may be the page's or come from reading it"
        )
    },
    false_positives=(Words("装饰符号、选择框□不算", "ornaments and boxes to tick do not count"),),
    related=("X104",),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="ornaments and boxes", texts={"1": "■主动公开 □是 □否 ●网站★专栏，修订了制度，接受批注意见？"}
            ),
        ),
        failed=(
            Example(title="a broken reference", texts={"1": "见错误！未找到引用源。"}, level=Level.WARNING),
            Example(title="a comment", texts={"1": "公开信息30条批注 [王1]：请核对"}),
            Example(title="mojibake", texts={"1": "公开锟斤拷信息30条。"}, outcome=Outcome.NEEDS_REVIEW),
            Example(title="lost signs", texts={"1": "公开政??府信息30条。"}, outcome=Outcome.NEEDS_REVIEW),
        ),
        inapplicable=(Example(title="nothing was found", published=False),),
    ),
)
def legible(subject: Subject) -> Iterator[Verdict]:
    """The text has no illegible signs, revision marks, comments or broken references.

    Illegible signs may come from reading, so they are left to a person.

    Not applicable when there is no report.
    """
    told = 0
    for entry, outcome, message in (
        ("editing", Outcome.FAIL, "fail"),
        ("illegible", Outcome.NEEDS_REVIEW, "review"),
    ):
        text = subject.report.text
        signs = any(sign in text for sign in words("legible", f"{entry}_signs"))
        found = alternatives("legible", entry).search(text) if signs else None
        if found:
            told += 1
            quote = around(found)
            evidence = (Evidence(_place(subject.report, found.group()), quote),)
            yield Verdict(outcome, message, {"found": found.group(), "quote": quote}, key=entry, evidence=evidence)
    if not told:
        yield Verdict(Outcome.PASS, "pass")


def _place(report: Report, text: str) -> str:
    """Return the heading of the section in which a text stands; sentences end at the very signs looked for here."""
    return next((section.heading for section in report.sections.values() if text in section.text), "")
