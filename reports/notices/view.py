"""What a notice says, ready to be laid out as a letter or in any other form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checks.words import Words
from config.settings import Lang
from reports.digest.view import YearItems


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice in one language.

    Attributes:
        office: who asks.
        body: who is asked.
        day: the day of the notice.
        due: the last day to mend what it names.
        years: the findings, by report year, each with its evidence.
        simulated: whether the workspace runs under set dates.
        demo: whether everything in it is invented.
    """

    lang: Lang
    office: str
    body: str
    day: date
    due: date
    years: tuple[YearItems, ...]
    simulated: bool
    demo: bool

    @property
    def subject(self) -> str:
        """The heading."""
        mark = self.say("simulated_mark") if self.simulated else ""
        return mark + self.say("subject")

    def say(self, key: str) -> str:
        """Return one of its sentences."""
        values = {"body": self.body, "office": self.office, "day": self.day, "due": self.due}
        return _SENTENCES[key].fill(self.lang, values)


_SENTENCES: Mapping[str, Words] = {
    "simulated_mark": Words("【模拟】", "[simulated] "),
    "subject": Words(
        "关于请{body}整改政府信息公开工作年度报告有关问题的通知",
        "Notice to {body}: please mend the annual report on open government information",
    ),
    "address": Words("{body}：", "To {body}:"),
    "asks": Words(
        "经巡查发现并经人工核实，贵单位政府信息公开工作年度报告存在下列问题。请于 {due} 前（含当日）在网站上改正，"
        "并回复本邮件说明情况。对结果有不同意见的，也请回复并附依据。",
        "What follows was found on your annual report and verified by a person. Please mend it on your website by "
        "{due} (that day included) and answer this message. If you disagree, answer as well and say on what grounds.",
    ),
    "seen": Words(
        "是否改正，以网站上所见为准。每一条所依据的页面均已按原样存档。",
        "What counts as mended is what the website shows. The page behind each finding is archived as received.",
    ),
    "simulated": Words(
        "（本工作区按设定日期模拟运行，本通知不作为正式通知。）",
        "(This workspace runs under set dates; this is no real notice.)",
    ),
    "signed": Words("{office}  {day}", "{office}  {day}"),
}
