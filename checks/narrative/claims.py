"""What the counts of the text claim about the cells of the tables.

Each family of claims names its quantity by a key of its own; which cells that means is the business of the rules.
Counts whose object, year or body is in doubt give no claim.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from checks.narrative.counts import Count
from checks.narrative.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of the text about one quantity; `verb` is the word that decides how strictly it is meant."""

    about: str
    number: Decimal
    sentence: Sentence
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Whose report of which year the counts stand in."""

    year: int | None
    body: str | None


DISCLOSURE = re.compile(r"信息公开|公开(?:政府|政务)?信息|依申请|公开申请|(?:政府|政务)信息(?:的)?申请")
DISPUTE = re.compile(r"复议|诉讼|应诉|起诉|胜诉|败诉|一审|二审")
_FOREIGN = re.compile(r"信访|热线|专线|提案|建议|议案|诉求|工单|许可|登记|审批|证照|投诉件|举报件|留言|咨询")


_KIND = re.compile(
    r"(?:(?:了|的|共|共计|累计|各类|各项|有效|新|全部|本|年|年度|公民|公众|群众|社会|自然人|企业|法人|个人|书面|网络|网上|线上|线下|信函|邮寄|当面|现场|电子|提出|提交|上述|该类)*)"
)


def other_kind_of_application(object_: str) -> bool:
    """Tell whether the object of a verb is an application for something else: 法律援助申请, 低保申请."""
    kind, noun, _ = object_.partition("申请")
    return bool(noun) and not DISCLOSURE.search(object_) and not _KIND.fullmatch(kind) and "信息" not in object_


def of_applications(count: Count) -> bool:
    """Tell whether a count is one of applications for information, by what its clause and sentence name."""
    if count.unit not in "件份宗条例起个":
        return False
    clause = count.before + count.after
    if DISPUTE.search(clause) or _FOREIGN.search(count.before) or DISPUTE.search(count.earlier):
        return False
    heading = count.sentence.before + count.earlier
    return "申请" in heading and bool(DISCLOSURE.search(heading))
