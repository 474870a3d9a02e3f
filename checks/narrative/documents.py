"""What the text says about normative documents, and about rules (规章) issued."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from checks.narrative.claims import Claim, Context
from checks.narrative.counts import Count, of_the_year, of_whole_body, settled
from checks.narrative.sentences import Sentence

_NORMATIVE = r"(?:行政)?规范性文件"
_KIND = r"(?:本年度?|县级|区级|市级|镇级|乡级|政府|新|各类|的|了|出|共|\s)*"
_ISSUED = re.compile(
    rf"(?P<verb>制发|制定出台|制定|出台|印发|新增|发文)(?:发布|公开|并公开)?{_KIND}{_NORMATIVE}(?:共|共计|总数|数量|为|有|计)*$"
)
_PUBLISHED = re.compile(rf"(?P<verb>发布|公开|公布)(?:本年度?制发的?)?{_KIND}{_NORMATIVE}(?:共|共计|为|有|计)*$")
_REPEALED = re.compile(rf"(?P<verb>废止|宣布失效)(?:和失效)?{_KIND}{_NORMATIVE}(?:共|共计|为|有|计)*$")
_IN_FORCE = re.compile(rf"(?P<verb>现行有效)(?:的)?{_KIND}{_NORMATIVE}(?:共|共计|为|有|计|目录)*$")
_ISSUED_THIS = re.compile(rf"(?:制发|制定|出台|印发)(?:的)?{_KIND}{_NORMATIVE}$")
_LOOSE_DOCUMENT = re.compile(
    r"名义|党内|解读|备案|审查|征求|起草|评估|清理|修改|修订|转发|转载|学习|上级|省级|国家|中央|国务院|代拟|报送|类信息|规章|累计|库|拟"
)
_DOCUMENT_PATTERNS = (("repealed", _REPEALED), ("in_force", _IN_FORCE), ("issued", _ISSUED), ("published", _PUBLISHED))
_AFTER_DOCUMENT = re.compile(rf"^{_NORMATIVE}$")
_AFTER_VERBS = (
    ("repealed", re.compile(r"(?P<verb>废止)(?:了)?(?:共)?$")),
    ("issued", re.compile(r"(?P<verb>制发|制定|出台|印发)(?:了)?(?:共)?$")),
    ("published", re.compile(r"(?P<verb>发布|公开)(?:了)?(?:共)?$")),
)


_RULES = re.compile(
    r"(?P<verb>制定出台|制定|出台|制发|公布|颁布)(?:了|的|共|新|地方|省|市|州|自治区|人民|政府)*规章(?:共|为|共计|计)*$"
)
_LOOSE_RULES = re.compile(r"起草|草案|审查|审核|立法|参与|协助|配合|修改|修订|清理|备案|公布的|拟|代")
_NO_DOCUMENTS = re.compile(
    rf"(?:未|没有|无)(?:制发|制定出台|制定|出台|印发)(?:过|任何|新的)*{_NORMATIVE}(?=[，,。；;]|$)"
)
_ITSELF = re.compile(r"(?:20\d\d年度?|全年|本年度?|今年|[我本][省市区县州局委办镇乡厅院会机关单位街道]+)*")
_APART = re.compile(r"除|名义|涉及|联合|党内")


def rules_issued(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about rules issued, where it counts the rules themselves and not drafts or systems."""
    for count in counts:
        match = _RULES.search(count.before) if count.unit in "部件项个" else None
        if match and not _LOOSE_RULES.search(count.before) and settled(count, context.year, context.body):
            yield Claim("rules_issued", count.number, count.sentence, match["verb"])


def no_documents(sentences: Iterable[Sentence], context: Context) -> Iterator[Claim]:
    """Yield the statements that no normative document was issued in the year."""
    for sentence in sentences:
        match = _NO_DOCUMENTS.search(sentence.plain) if "规范性文件" in sentence.plain else None
        if match and not _APART.search(sentence.plain):
            earlier = sentence.plain[: match.start()]
            clause = re.split(r"[，,。；;：:]", earlier)[-1]
            if (
                _ITSELF.fullmatch(clause)
                and of_the_year(earlier, context.year)
                and of_whole_body(earlier, context.body)
            ):
                yield Claim("issued", Decimal(0), sentence)


def documents(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about normative documents issued, published, repealed and in force."""
    last: Claim | None = None
    for count in counts:
        if "规范性文件" in count.before + count.after:
            last = next(_of_documents(count, context), None)
        else:
            last = _going_on(last, count)
        if last:
            yield last


_SHORT = re.compile(r"^(?:本年度?|同期|已|共|并|同时)*(?P<verb>废止|宣布失效|现行有效)(?:和失效)?(?:的|了|共|为|有)*$")


def _going_on(last: Claim | None, count: Count) -> Claim | None:
    """Return what a count without a noun says about the documents named just before it: 制发规范性文件4件，废止2件."""
    match = _SHORT.match(count.before) if last and last.sentence is count.sentence else None
    if match is None or count.unit not in "件份个篇部项" or not count.exact:
        return None
    about = "in_force" if match["verb"] == "现行有效" else "repealed"
    return Claim(about, count.number, count.sentence, match["verb"])


def _of_documents(count: Count, context: Context) -> Iterator[Claim]:
    if count.unit not in "件份个篇部项" or _LOOSE_DOCUMENT.search(count.before + count.after):
        return
    patterns = _AFTER_VERBS if _AFTER_DOCUMENT.match(count.after) else _DOCUMENT_PATTERNS
    for about, pattern in patterns:
        match = pattern.search(count.before)
        if match and settled(count, context.year, context.body):
            own = about == "published" and _ISSUED_THIS.search(count.before)
            yield Claim("issued" if own else about, count.number, count.sentence, match["verb"])
            return
