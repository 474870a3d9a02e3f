"""What the text says about reviews and suits over disclosure."""

import re
from collections.abc import Iterable, Iterator

from checks.narrative.claims import DISCLOSURE, Claim, Context
from checks.narrative.counts import Count, settled

_DIGIT = re.compile(r"\d")
_REVIEW, _SUIT = re.compile(r"复议"), re.compile(r"诉讼|应诉|起诉")
_OUTCOMES = (
    (
        "upheld",
        re.compile(r"(?:结果)?(?:为)?(?:维持|胜诉)(?:原(?:行政)?(?:行为|决定|具体行政行为))?(?:结果|的|有|为|共)*$"),
    ),
    ("corrected", re.compile(r"(?:被)?(?:结果)?(?:为)?(?:纠正|纠错)(?:结果|的|有|为|共)*$")),
    ("pending", re.compile(r"(?:尚|仍)?(?:未审结|未结案|未办结)(?:的|有|为|共)*$")),
    ("other", re.compile(r"其他结果(?:的|有|为|共)*$")),
)
_OUTCOMES_AFTER = (
    ("upheld", re.compile(r"^(?:结果)?(?:被)?(?:维持|胜诉)")),
    ("corrected", re.compile(r"^(?:结果)?(?:被)?(?:纠正|纠错)")),
    ("pending", re.compile(r"^(?:尚|仍)?(?:未审结|未结案)")),
)
_CASES = re.compile(r"(?:复议|诉讼|应诉)(?:的|案|案件|申请|类|共|共计|合计|总计|有|为|数量|新增|收到)*$")
_CASES_AFTER = re.compile(r"^(?:的)?(?:政府信息公开)?(?:类)?(?:行政)?(?:复议|诉讼)(?:案件)?$")
_DECIDES = re.compile(
    r"审理|(?<!未)审结|受理|办理|代理|出庭|指导|化解|调解|一审|二审|再审|新增|新收|新发|涉及(?!政府信息公开|信息公开)|起诉至"
    r"|累计收到行政复议申请|复议机关"
)
_ON_APPLICATION = re.compile(r"依申请公开|信息公开申请")
_BY_OUTCOME = re.compile(r"复议(?:案件)?\d+[件起例宗][，,（(：:]?(?:其中)?[，,：:]?(?:结果)?(?:维持|纠正)")
"""Reviews told by the outcomes of table four where applications are spoken of are reviews of disclosure."""
_BARE_CASES = re.compile(
    r"(?:(?:全年|本年度?|共)?(?:发生|产生)?行政(?:复议|诉讼)(?:案件)?(?:维持|纠正|胜诉|败诉)?(?:共|为)?\d+[件起例宗](?:[，,、；;]|和|(?=[。；;]|$)))+[。；;]?"
)
"""A sentence under 依申请公开 that is nothing but reviews and suits counted."""
_NOT_A_PARTY = re.compile(r"司法[局厅]$|法院|行政复议局")


def disputes(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about reviews and suits over disclosure, in all and by outcome."""
    if context.body and _NOT_A_PARTY.search(context.body):
        return
    for count in counts:
        about = _dispute(count) if count.unit in "件份宗例起个" else None
        if about and settled(count, context.year, context.body):
            yield Claim(about, count.number, count.sentence)


def _dispute(count: Count) -> str | None:
    words = f"{count.earlier}{count.after}"
    if "复议" not in words and "诉" not in words:
        return None
    reviews, suits = list(_REVIEW.finditer(words)), list(_SUIT.finditer(words))
    at_home = DISCLOSURE.search(words) or (
        _ON_APPLICATION.search(count.sentence.before)
        and (_BY_OUTCOME.search(count.sentence.remarked) or _BARE_CASES.fullmatch(count.sentence.remarked))
    )
    if not at_home or _DECIDES.search(words) or not (reviews or suits):
        return None
    group = _group(words, reviews, suits)
    if group is None:
        return None
    for patterns, said in ((_OUTCOMES, count.before), (_OUTCOMES_AFTER, count.after)):
        for outcome, pattern in patterns:
            if pattern.search(said) and (patterns is _OUTCOMES or count.before in {"", "有"}):
                return f"{group}.{outcome}"
    total = _CASES.search(count.before) or (
        _CASES_AFTER.match(count.after) and re.search(r"(?:^|发生|有|引发|被申请|共|提起|被提起)$", count.before)
    )
    return f"{group}.total" if total and not count.part else None


def _group(words: str, reviews: list[re.Match[str]], suits: list[re.Match[str]]) -> str | None:
    """Return which of the two a count belongs to: the word nearest before it."""
    if not suits:
        return "review"
    if not reviews:
        return "suit"
    last_review, last_suit = reviews[-1].end(), suits[-1].end()
    between = words[min(last_review, last_suit) : max(last_review, last_suit)]
    if len(between) <= _TOGETHER and not _DIGIT.search(between):
        return None
    return "review" if last_review > last_suit else "suit"


_TOGETHER = 8
"""复议和诉讼 so close together are counted together."""
