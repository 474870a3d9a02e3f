"""What the text says about the results of applications."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from checks.narrative.claims import Claim, Context, of_applications
from checks.narrative.counts import UNITS, Count, settled

_GAP = r"(?:的|信息|政府信息|申请|申请件|了|共|共计|为|合计|有|答复|处理|件数|数量|情况|情形|率)*"
_RESULT_WORDS = (
    (
        "not_processed.petition",
        r"信访(?:、?举报)?(?:、?投诉)?(?:类)?(?:的)?(?:申请)?(?:事项)?不予处理|不予处理.{0,6}信访",
    ),
    ("not_processed.repeated", r"重复申请(?:的)?(?:不予处理)?"),
    ("not_processed", r"不予处理"),
    ("partially_granted", r"部分(?:予以)?公开|区分处理"),
    ("refused", r"不予公开|未予公开|不同意公开|不公开"),
    ("unavailable.not_held", r"(?:本机关|本单位|我局|我单位)?不掌握(?:相关)?(?:政府)?(?:信息)?"),
    ("unavailable", r"无法提供|不能提供"),
    ("other", r"其他处理"),
    ("granted", r"(?<!不)(?<!未)(?:予以|同意|决定|全部)公开"),
)
_NEXT = 4
"""Signs before a clause in which the end of a result named without a number would stand."""
_ROW_WORDS = (
    ("refused.state_secret", r"国家秘密"),
    ("refused.other_law", r"(?:(?:其[他它])?法律)?行政法规禁止公开"),
    ("refused.security_stability", r"危及.?三安全一稳定.?"),
    ("refused.third_party", r"保护第三方合法权益"),
    ("refused.internal_affairs", r"三类内部事务信息"),
    ("refused.process_information", r"四类过程性信息"),
    ("refused.enforcement_file", r"行政执法案卷"),
    ("refused.inquiry_matter", r"行政查询事项"),
    ("unavailable.needs_creation", r"没有现成信息需要另行制作"),
    ("unavailable.still_unclear", r"补正后申请内容仍不明确"),
    ("not_processed.publication", r"要求提供公开出版物"),
    ("not_processed.excessive", r"无正当理由大量反复申请"),
    ("not_processed.confirmation", r"要求行政机关确认或重新出具已获取信息"),
)
_ROWS = tuple(
    (row, re.compile(rf"^(?:其中|因|属于|涉及)*{words}(?:的|类|有|共|为|申请|而?不予公开)*$"))
    for row, words in _ROW_WORDS
)
_ANY_ROW = re.compile("|".join(words for _, words in _ROW_WORDS))
"""Rows by the words of the form itself; reasons told in other words are not compared."""
_RESULT_WORD = re.compile(r"公开|处理|区分|重复|掌握|提供|秘密|三安全|第三方|三类|四类|案卷|查询|制作|补正后|反复|确认")
_RESULTS = tuple((about, re.compile(rf"(?:{words}){_GAP}$")) for about, words in _RESULT_WORDS)
_RESULTS_AFTER = tuple(
    (about, re.compile(rf"^(?:申请)?(?:为|属于|属)?(?:{words})(?:的)?$")) for about, words in _RESULT_WORDS
)
_SOME = re.compile(
    r"后$|^经|因|属于|涉及|由于|危及|秘密|隐私|过程|内部|第三方|案卷|查询|制作|补正|自然人|企业|公民|法人|网|信函|其余"
)


_COUNTED = re.compile(rf"(\d+)[{UNITS}]")
_RECEIVED_OR_HANDLED = re.compile(r"新收到?|收到|接收|接到|受理|办理|办结|答复")
_FULLY = r"(?:均|全部|都)(?:已|按[时期]|依法|及时|按规定)*"
_ALL_GRANTED = re.compile(
    rf"\d+[件份宗条](?:政府信息公开)?(?:申请)?[，,](?:{_FULLY}(?:办结|答复|办理完毕)[，,])?(?:并)?{_FULLY}(?:予以|同意|决定)公开(?=[，,。；;]|$)"
)
_JOINED = re.compile(r"(?:公开|提供|处理)(?:的)?[、和及或与]")


def results(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about the results of applications."""
    for count in counts:
        if _all_granted(count) and of_applications(count) and settled(count, context.year, context.body):
            yield Claim("beyond_granted", Decimal(0), count.sentence)
        about = _result(count) if _RESULT_WORD.search(f"{count.before} {count.after}") else None
        if (
            about
            and not _told_together(count)
            and not (about == "other" and _closes_list(count))
            and of_applications(count)
            and settled(count, context.year, context.body)
        ):
            yield Claim(about, count.number, count.sentence)


def _all_granted(count: Count) -> bool:
    """Tell whether all of a number received or handled is said to be granted: 收到申请24件，全部予以公开."""
    return bool(
        "公开" in count.sentence.remarked
        and _RECEIVED_OR_HANDLED.search(count.before)
        and _ALL_GRANTED.match(count.sentence.remarked, len(count.earlier))
    )


def _told_together(count: Count) -> bool:
    """Tell whether a count stands for several results at once: 予以公开或部分公开15件."""
    outside = count.earlier.removesuffix(count.before)
    return bool(_JOINED.search(count.before) or _JOINED.search(outside[-_NEXT:]))


def _closes_list(count: Count) -> bool:
    """Tell whether 其他处理情形 is the rest of a list that opens with its whole, not a row of the table."""
    if count.before.endswith("处理"):
        return False
    numbers = [Decimal(number) for number in _COUNTED.findall(count.earlier)]
    return len(numbers) > 1 and sum(numbers[1:], count.number) == numbers[0]


def _result(count: Count) -> str | None:
    row = _row(count) if _ANY_ROW.search(count.before) else None
    return row or _group_of_results(count)


def _row(count: Count) -> str | None:
    listed = count.earlier.removesuffix(count.before).endswith(("、", "和", "及", "与", "或"))
    row = next((row for row, pattern in _ROWS if pattern.match(count.before)), None)
    return None if listed and count.before.endswith("不予公开") else row


def _group_of_results(count: Count) -> str | None:
    if "第三方" in count.earlier and "同意" in count.before:
        return None
    if count.before.startswith("依申请") or ("重复申请" in count.before and "不予处理" not in count.earlier):
        return None
    after = count.after if count.before in {"", "有", "对", "共", "另有"} else ""
    for patterns, words in ((_RESULTS, count.before), (_RESULTS_AFTER, after)):
        for about, pattern in patterns:
            match = pattern.search(words)
            if match:
                return None if _SOME.search(words[: match.start()]) else about
    return None
