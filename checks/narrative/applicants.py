"""What the text says about who applied."""

import re
from collections.abc import Iterable, Iterator

from checks.narrative.claims import Claim, Context, of_applications
from checks.narrative.counts import Count, settled

_RECEIVED = re.compile(r"(?:新收到?|收到|接收|接到|受理)")
_APPLICANT = (
    ("natural_person", re.compile(r"(?:自然人|公民|个人)(?:提出|申请|的|提交|共|为|有|政府信息公开)*$")),
    ("company", re.compile(r"(?:商业企业|企业)(?:提出|申请|的|提交|共|为|有)*$")),
    ("organisations", re.compile(r"法人(?:、|和|或|或者|及|以及)?其[他它]组织(?:提出|申请|的|提交|共|为|有)*$")),
)
_ALL_PERSONS = re.compile(
    r"\d+[件份宗条](?:政府信息公开)?(?:申请)?[，,](?:申请人)?(?:均|全部|都)(?:为|是|系)自然人(?!和|及|或|、)"
)
_CORRECTED = re.compile(r"补正|更正|撤回|咨询")
_SPLIT_AGAIN = re.compile(r"公开|答复|办结|结转|不予|无法|处理|复议")


def applicants(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about who applied, told right after the number received."""
    for count in counts:
        if _all_persons(count) and settled(count, context.year, context.body) and of_applications(count):
            yield Claim("natural_person", count.number, count.sentence)
            continue
        about = next((name for name, pattern in _APPLICANT if pattern.search(count.before)), None)
        if (
            about is None
            or _CORRECTED.search(count.after)
            or not settled(count, context.year, context.body)
            or not of_applications(count)
        ):
            continue
        received = list(_RECEIVED.finditer(count.earlier))
        since = count.earlier[received[-1].end() :] if received else ""
        clauses = re.split(r"\d[件份宗条例起个]", since, maxsplit=1)
        if received and len(clauses) > 1 and not _SPLIT_AGAIN.search(clauses[1]):
            yield Claim(about, count.number, count.sentence)


def _all_persons(count: Count) -> bool:
    """Tell whether a number received is all of natural persons: 新收24件，均为自然人申请."""
    return bool(_RECEIVED.search(count.before) and _ALL_PERSONS.match(count.sentence.remarked, len(count.earlier)))
