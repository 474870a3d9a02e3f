"""What the counts of the text claim about the cells of the tables.

Each family of claims names its quantity by a key of its own; which cells that means is the business of the rules.
Counts whose object, year or body is in doubt give no claim.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from checks.narrative.counts import Count, settled
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


_DISCLOSURE = re.compile(r"信息公开|公开(?:政府|政务)?信息|依申请|公开申请|(?:政府|政务)信息(?:的)?申请")
_DISPUTE = re.compile(r"复议|诉讼|应诉|起诉|胜诉|败诉|一审|二审")
_FOREIGN = re.compile(r"信访|热线|专线|提案|建议|议案|诉求|工单|许可|登记|审批|证照|投诉件|举报件|留言|咨询")

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
_ROWS = tuple((row, re.compile(rf"^(?:其中|因|属于)*{words}(?:的|类|有|共|为|申请)*$")) for row, words in _ROW_WORDS)
"""Rows by the words of the form itself; reasons told in other words are not compared."""
_RESULT_WORD = re.compile(r"公开|处理|区分|重复|掌握|提供|秘密|三安全|第三方|三类|四类|案卷|查询|制作|补正后|反复|确认")
_RESULTS = tuple((about, re.compile(rf"(?:{words}){_GAP}$")) for about, words in _RESULT_WORDS)
_RESULTS_AFTER = tuple(
    (about, re.compile(rf"^(?:申请)?(?:为|属于|属)?(?:{words})(?:的)?$")) for about, words in _RESULT_WORDS
)
_REASON = re.compile(
    r"因|属于|涉及|由于|危及|秘密|隐私|过程|内部|第三方|案卷|查询|制作|补正|自然人|企业|公民|法人|网|信函|其余"
)


_JOINED = re.compile(r"(?:公开|提供|处理)(?:的)?[、和及或与]")


def results(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about the results of applications."""
    for count in counts:
        about = _result(count) if _RESULT_WORD.search(f"{count.before} {count.after}") else None
        if (
            about
            and not _told_together(count)
            and _of_applications(count)
            and settled(count, context.year, context.body)
        ):
            yield Claim(about, count.number, count.sentence)


def _told_together(count: Count) -> bool:
    """Tell whether a count stands for several results at once: 予以公开或部分公开15件."""
    outside = count.earlier.removesuffix(count.before)
    return bool(_JOINED.search(count.before) or _JOINED.search(outside[-_NEXT:]))


def _result(count: Count) -> str | None:
    row = next((row for row, pattern in _ROWS if pattern.match(count.before)), None)
    return row or _group_of_results(count)


def _group_of_results(count: Count) -> str | None:
    for patterns, words in ((_RESULTS, count.before), (_RESULTS_AFTER, count.after)):
        if patterns is _RESULTS_AFTER and count.before not in {"", "有", "对", "共", "另有"}:
            continue
        for about, pattern in patterns:
            match = pattern.search(words)
            if match:
                return None if _REASON.search(words[: match.start()]) else about
    return None


def _of_applications(count: Count) -> bool:
    if count.unit not in "件份宗条例起个":
        return False
    clause = count.before + count.after
    if _DISPUTE.search(clause) or _FOREIGN.search(count.before) or _DISPUTE.search(count.earlier):
        return False
    heading = count.sentence.before + count.earlier
    return "申请" in heading and bool(_DISCLOSURE.search(heading))


_CARRIED_IN = re.compile(
    r"(?:(?:上一?年度?|去年|前一年度?|往年|跨年)(?:度)?(?:未办结)?(?:结转|转结|顺延|转入|转接)|结转(?:自)?(?:上一?年度?|去年))"
    r"(?:过来|至今年|到今年|至本年度?|到本年度?|本年度?|办理|继续办理|来|的|政府|政务|信息|公开|依申请|申请|件|共|计|为|数|数量)*$"
)
_CARRIED_OUT = re.compile(
    r"(?:结转|顺延|转结|转入|延续|转)(?:至|到|入|在)?(?:下一?|次|来|明)(?:个)?年(?:度)?"
    r"(?:度|继续|办理|答复|处理|的|政府|政务|信息|公开|依申请|申请|件|共|计|为|有|数|数量)*$"
)
_CARRIED_OUT_AFTER = re.compile(
    r"^(?:政府信息公开)?(?:依?申请)?(?:件)?(?:将|需|已|按规定|依法)*(?:结转|顺延|转结|转入|转|延续)(?:至|到|入|在)?(?:下一?|次|来|明)(?:个)?年"
)
_NAMED_YEAR = re.compile(r"(20\d\d)年(?:度)?")
_YEAR_OF_WORK = re.compile(r"(20\d\d)年(?!度?结转)")


def carried(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about applications carried in from last year and out to the next."""
    for count in counts:
        if not count.exact or count.unit not in "件份宗条例起个" or _DISPUTE.search(count.earlier + count.after):
            continue
        if "转" not in _said(count) and "延" not in _said(count):
            continue
        before, after = (_relative(words, context.year) for words in (count.before, count.after))
        about = "carried_in" if _CARRIED_IN.search(before) else None
        if _CARRIED_OUT.search(before) or (_CARRIED_OUT_AFTER.match(after) and _bare(before)):
            about = "carried_out"
        if about and _named_before(count, context.year) and "申请" in count.sentence.before + _said(count):
            yield Claim(about, count.number, count.sentence)


def _said(count: Count) -> str:
    """Return the sentence from its beginning over the count to the end of its clause."""
    return f"{count.earlier}{count.after}"


def _bare(before: str) -> bool:
    return not before or bool(re.search(r"(?:^|另|有|余|剩)(?:另|有|外|余|剩|下|共|仅)*$", before))


def _relative(words: str, year: int | None) -> str:
    """Write years as last, this and next, so that 结转2024年 is understood in a report on 2023."""
    if year is None:
        return words
    names = {year - 1: "上年", year: "", year + 1: "下年"}
    return _NAMED_YEAR.sub(lambda m: names.get(int(m[1]), m.group()), words)


def _named_before(count: Count, year: int | None) -> bool:
    """Tell whether no year but the report year is named before the clause of a count."""
    outside = count.earlier.removesuffix(count.before)
    named = _YEAR_OF_WORK.findall(outside)
    return not named or year is None or int(named[-1]) == year


_RECEIVED = re.compile(r"(?:新收到?|收到|接收|接到|受理)")
_APPLICANT = (
    ("natural_person", re.compile(r"(?:自然人|公民|个人)(?:提出|申请|的|提交|共|为|有|政府信息公开)*$")),
    ("company", re.compile(r"(?:商业企业|企业)(?:提出|申请|的|提交|共|为|有)*$")),
    ("organisations", re.compile(r"法人(?:、|和|或|或者|及|以及)?其[他它]组织(?:提出|申请|的|提交|共|为|有)*$")),
)
_SPLIT_AGAIN = re.compile(r"公开|答复|办结|结转|不予|无法|处理|复议")


def applicants(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about who applied, told right after the number received."""
    for count in counts:
        about = next((name for name, pattern in _APPLICANT if pattern.search(count.before)), None)
        if about is None or not settled(count, context.year, context.body) or not _of_applications(count):
            continue
        received = list(_RECEIVED.finditer(count.earlier))
        since = count.earlier[received[-1].end() :] if received else ""
        clauses = re.split(r"\d[件份宗条例起个]", since, maxsplit=1)
        if received and len(clauses) > 1 and not _SPLIT_AGAIN.search(clauses[1]):
            yield Claim(about, count.number, count.sentence)


_DIGIT = re.compile(r"\d")
_REVIEW, _SUIT = re.compile(r"复议"), re.compile(r"诉讼|应诉|起诉")
_OUTCOMES = (
    (
        "upheld",
        re.compile(r"(?:结果)?(?:为)?(?:维持|胜诉)(?:原(?:行政)?(?:行为|决定|具体行政行为))?(?:结果|的|有|为|共)*$"),
    ),
    ("corrected", re.compile(r"(?:被)?(?:结果)?(?:为)?(?:纠正|纠错)(?:结果|的|有|为|共)*$")),
    ("pending", re.compile(r"(?:尚|仍)?(?:未审结|未结案|未办结|在审理|正在审理|审理中)(?:中)?(?:的|有|为|共)*$")),
    ("other", re.compile(r"其他结果(?:的|有|为|共)*$")),
)
_OUTCOMES_AFTER = (
    ("upheld", re.compile(r"^(?:结果)?(?:被)?(?:维持|胜诉)")),
    ("corrected", re.compile(r"^(?:结果)?(?:被)?(?:纠正|纠错)")),
    ("pending", re.compile(r"^(?:尚|仍|正)?(?:未审结|未结案|在审理|审理中)")),
)
_CASES = re.compile(r"(?:复议|诉讼|应诉)(?:的|案|案件|申请|类|共|共计|合计|总计|有|为|数量|新增|收到)*$")
_CASES_AFTER = re.compile(r"^(?:的)?(?:政府信息公开)?(?:类)?(?:行政)?(?:复议|诉讼)(?:案件)?$")
_DECIDES = re.compile(
    r"审理|(?<!未)审结|受理|办理|代理|出庭|指导|化解|调解|一审|二审|再审|新增|涉及(?!政府信息公开|信息公开)|起诉至"
    r"|累计收到行政复议申请|复议机关"
)
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
    if not _DISCLOSURE.search(count.earlier + count.after) or _DECIDES.search(words) or not (reviews or suits):
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

_NORMATIVE = r"(?:行政)?规范性文件"
_KIND = r"(?:本年度?|本级|县级|区级|市级|镇级|乡级|政府|新|各类|的|了|出|共|\s)*"
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


_ACTS = (("licensing", r"行政许可"), ("penalties", r"行政处罚"), ("coercion", r"行政强制(?:措施)?"))
_ACTED = tuple(
    (
        row,
        re.compile(
            rf"(?P<verb>作出|做出|实施)(?:了|的|共|各类)*{noun}(?:处理)?(?:的)?(?:决定|决定书|案件|事项)?(?:共|共计|为|有|计)*$"
        ),
    )
    for row, noun in _ACTS
)
_SHOWN = tuple(
    (
        row,
        re.compile(
            rf"(?P<verb>公开|公示|公布)(?:了|的|各类)*{noun}(?:处理)?(?:的)?(?:决定|决定书|案件|结果|信息)?(?:共|共计|为|有|计)*$"
        ),
    )
    for row, noun in _ACTS
)


_NEXT_ACT = tuple(
    (row, re.compile(rf"^(?:和|及|以及)?{noun}(?:处理)?(?:决定|决定书|案件|结果|信息)?(?:共|共计|为|有)*$"))
    for row, noun in _ACTS
)


def acts(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about licences, penalties and coercive measures decided, or published."""
    last: Claim | None = None
    for count in counts:
        if count.unit not in "件份宗条例起个项" or "行政" not in count.before:
            last = None
            continue
        last = next(_of_acts(count, context), None) or _next_act(last, count)
        if last:
            yield last


def _of_acts(count: Count, context: Context) -> Iterator[Claim]:
    for row, pattern in (*_ACTED, *_SHOWN):
        match = pattern.search(count.before)
        if match and settled(count, context.year, context.body):
            yield Claim(row, count.number, count.sentence, match["verb"])
            return


def _next_act(last: Claim | None, count: Count) -> Claim | None:
    """Return what a count without a verb says in a list of acts: 作出行政许可决定12件、行政处罚决定3件."""
    if last is None or last.sentence is not count.sentence or not count.exact:
        return None
    row = next((row for row, pattern in _NEXT_ACT if pattern.match(count.before)), None)
    return Claim(row, count.number, count.sentence, last.verb) if row else None
