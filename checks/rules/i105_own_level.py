"""I105: a township or subdistrict does not report on a whole province, city or county."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.wording.places import hits, shown
from config.kinds import Kind

_WHOLE = re.compile(
    r"(?:^|[，,：:\s])(?:20\d\d年度?[，,]?)?(?P<whole>全[省市县州])(?=各级|各地|各部门|行政机关|政府系统|共[收受公发新办制]|累计|主动公开|新收|收到|受理|办结|制发)"
    r"|(?:提升|提高|推动|促进)(?P<level>全[省市州])政务公开(?:工作)?水平"
)

_OWN = re.compile(r"[我本全][镇乡街]")
"""A sentence that names the body beside the wider area compares the two."""


@rule(
    "I105",
    name=Words("叙述范围与机关级别相符", "What is told fits the level of the body"),
    statement="乡镇、街道的报告不以全省、全市、全县为主语叙述工作。",
    level=Level.WARNING,
    law=("regulation.50", "form.2021"),
    applies=Applies(kinds=(Kind.TOWNSHIP, Kind.SUBDISTRICT)),
    inapplicable=(Words("县级以上机关不判断", "bodies at county level and above are not judged"),),
    messages={
        "pass": Words("没有发现超出本级的叙述", "nothing beyond its own level was found"),
        "fail": Words(
            "{body}的报告以“{whole}”为主语，可能照抄上级文本：“{quote}”",
            "the report of {body} speaks of “{whole}”, perhaps copied from above: “{quote}”",
        ),
    },
    false_positives=(
        Words("“按照全省统一部署”“在全市排名”不是主语，不算", "plans of and rankings in the province do not count"),
    ),
    related=("I104", "I106"),
    version=2,
    changes=(Change(version=2, what="speaking of the level of a whole province or city"),),
    examples=Examples(
        passed=(
            Example(title="clean report", body="石汀镇人民政府"),
            Example(
                title="not the subject",
                body="石汀镇人民政府",
                texts={
                    "1": "全县共收到政府信息公开申请340件，我镇收到12件。按照全省统一部署开展工作，"
                    "在全市公开工作中名列前茅，参加全县各部门培训。"
                },
            ),
        ),
        failed=(
            Example(
                title="the whole province",
                body="石汀镇人民政府",
                texts={"1": "2023年，全省主动公开政府信息30条。"},
                level=Level.WARNING,
            ),
            Example(title="the level of a province", body="石汀镇人民政府", texts={"1": "持续提升全省政务公开水平。"}),
        ),
        inapplicable=(Example(title="a department"), Example(title="a county", body="云岫县人民政府")),
    ),
)
def own_level(subject: Subject) -> Iterator[Verdict]:
    """The report of a township or subdistrict does not speak of a whole province, city or county as its own work.

    Text left over from a superior's report.

    Not applicable when the body is at county level or above.
    """
    found = hits(subject, _WHOLE, "全省", "全市", "全县", "全州")
    told = [(sentence, match) for sentence, match in found if not _OWN.search(sentence.text)]
    if told:
        sentence, match = told[0]
        body = subject.report.body or subject.case.body or Words("乡镇、街道", "a township or subdistrict")
        values = {"body": body, "whole": match["whole"] or match["level"], "quote": sentence.quote()}
        yield Verdict(Outcome.FAIL, "fail", values, evidence=shown(s for s, _ in told))
    else:
        yield Verdict(Outcome.PASS, "pass")
