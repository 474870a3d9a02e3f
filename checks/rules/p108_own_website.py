"""P108: the report stands on the body's own website or one above it."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome, Publication
from checks.subject import Subject

_URL = "http://www.shiting.example/t20240120_1.html"


@rule(
    "P108",
    name=Words("发布在本级或上级的网站", "On the website of the body or one above it"),
    statement="年度报告发布在本机关或其上级政府的网站，不只发布在其他地方政府的网站。",
    level=Level.HINT,
    law=("regulation.24",),
    applies=Applies(needs="publication"),
    inapplicable=(Words("没有见到报告", "no report was seen"),),
    messages={
        "pass": Words("在本级或上级的网站", "on its own website or one above it"),
        "fail": Words(
            "只见于{host}的网站（{url}），请核对", "seen only on the website of {host} ({url}); please check"
        ),
        "none": Words("没有见到报告", "no report was seen"),
    },
    false_positives=(Words("几地共用的平台", "a platform that several places share"),),
    related=("P107",),
    examples=Examples(
        passed=(Example(title="its own", publication=Publication(("http://www.yunxiu.example/1.html",))),),
        failed=(
            Example(
                title="another county's", publication=Publication((_URL,), host_of="石汀县人民政府"), level=Level.HINT
            ),
        ),
        inapplicable=(Example(title="no report", published=False, publication=Publication()),),
    ),
)
def own_website(subject: Subject) -> Iterator[Verdict]:
    """The report stands on the website of its body, or of a government above it, not only on that of another place.

    Article 24: the unified platform of a government is its own.

    Not applicable when no report was seen.
    """
    publication = subject.publication
    if not publication.addresses:
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
    elif publication.host_of is None:
        yield Verdict(Outcome.PASS, "pass")
    else:
        url = publication.addresses[0]
        values = {"host": publication.host_of, "url": url}
        yield Verdict(Outcome.FAIL, "fail", values, evidence=(Evidence("地址", url, url=url),))
