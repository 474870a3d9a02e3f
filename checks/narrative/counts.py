"""Every count of the text, `12件`, with the words of its clause around it: the ground of all comparisons with tables.

A count never reaches over the end of a sentence. What it counts is said by the words of its own clause, before it or
after it; which year, which body and whether exactly, by what stands before it in the sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from checks.narrative.sentences import Sentence

UNITS = "件份宗条例起个项篇部次人期"
EXCEPTED = re.compile(r"除[^。；;]{1,24}[外以]")
"""“Except …”: what follows is not said of everything."""
_COUNT = re.compile(rf"(?P<n>\d+)(?P<more>余|多|来|左右|以上)?(?P<unit>[{UNITS}])(?P<loose>左右|以上)?")
_NEAR = ("不少于", "超过", "至少", "约", "近", "超", "逾")
_NEAR_ENDS = frozenset(word[-1] for word in _NEAR)
_CLAUSE_START = re.compile(r"[，,、。；;：:（）()]|其中")
_CLAUSE_END = re.compile(r"[，,、。；;：:（）()]|(?<!\d)\d(?!\d{3}年)")

_STOP = re.compile(r"[。；;]")
_YEAR = re.compile(r"(20\d\d)年")
_EARLIER = re.compile(
    r"(?:去年|上一?年|往年)(?!度?结转)|前年|历年|同期|(?<!今年)(?<!年度)(?<!年初)(?<!\d年)以来"
    r"|近[两三四五六七八九十\d]+年|[两三四五六七八九十\d]年[来间]"
)
_TIME = re.compile(r"年|同期|以来")
"""One of these is in every word of time below."""
_NOW = re.compile(r"(?:本年度?|今年)(?:以来)?")
_COMPARED = re.compile(
    r"(?:较|比|与|同)(?:去年|上一?年度?|前年|20\d\d年度?)(?:同期|全年)?[^，,。；;：:]{0,16}?"
    r"(?:增|减|升|降|持平|相比|翻)[^，,。；;：:]*[，,]"
)
_PLANNED = re.compile(r"将|拟|计划|预计|争取|力争|要求(?!提供公开出版物|行政机关确认)|应当|目标|不少于|不低于")
PART_OF_YEAR = re.compile(
    r"上半年|下半年|季度|(?<!\d)(?:[1-9]|1[01])月(?!\d{1,2}日)|(?<![\d至到—－~～-])12月(?!\d{1,2}日|底|末|31)|本月|当月|每月|月均|每[季周]"
)
"""Words of a shorter period; 12月 alone is one, 1至12月 is the year."""
_SOME_BODIES = re.compile(
    r"各(?!级行政|级政府|类|种)|下属|所属|直属|本级|其[他它]单位|有关部门|相关部门|基层|部分单位|个别单位"
)
_WHOLE = re.compile(r"全[国省市区县州镇乡旗盟局]|各级|我[省市区县州局委办镇乡厅院会]")
_ACTING_BODY = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{0,12}?(?:局|委员会|街道|镇|乡|政府|办事处|办公室|管委会|部门|单位))(?:[（(][^（()）]*[）)])?"
    r"(?:共|累计|全年|统一|直接|牵头|负责|集中|代为|协助)*(?:收到|受理|接收|办理|办结|答复|制发|制定|印发|出台|公开|发布|作出)"
)
_OFFICES = re.compile(r"[局会道镇乡府处室门位]")
"""The last sign of every acting body."""
_AREA_ACTS = re.compile(
    r"[全我](?P<area>[国省市区县州镇乡旗盟])[^，,。；;：:]{0,14}?(?:收到|受理|接收|办理|办结|答复|制发|公开|发布|作出|发生)"
)
_OWN_AREA = re.compile(r"(?P<area>[省市区县州镇乡旗盟])(?:人民政府|管委会|管理委员会)?$")
_WHOLE_SYSTEM = re.compile(r"全系统[^，,。；;：:]{0,14}?(?:收到|受理|接收|办理|办结|答复|制发|公开|发布)")
_JOINTLY = re.compile(r"[与和及](?:其|各)?(?:下属|所属|直属|各|基层)")
_OWN = re.compile(r"[我本全该][省市区县州局委办镇乡厅院会街单机部]|本?(?:年|度)|行政机关|^(?:公民|社会)")
_GOVERNMENT = re.compile(r"(?P<area>[省市区县州镇乡旗盟]?)(?:人民)?政府$")
_SHARE = re.compile(
    r"人均|平均|日均|户均|每[一十百千万]?[件人日天]|当[天日场]|最[快慢长短多少高低]|重新(?!出具)|补充|首次|再次|更正|"
    r"转入|转下|延续|减免|免征|减征|退还|降低"
)
_NEW_ONES = re.compile(r"新收到?的?$")


class Count(NamedTuple):
    """A number with a counting word.

    Attributes:
        exact: whether nothing like 余, 约, 以上 makes it approximate.
        before: the words of its clause before it, from the last mark, 其中 or count on.
        after: the words after it up to the next mark or number.
        earlier: the sentence from its beginning to the count.
        part: whether 其中 stands before it in the sentence.
    """

    number: Decimal
    unit: str
    exact: bool
    sentence: Sentence
    before: str
    after: str
    earlier: str

    @property
    def part(self) -> bool:
        """Whether the count is told as a part of another one."""
        return "其中" in self.earlier


def counts_of(sentences: Iterable[Sentence]) -> tuple[Count, ...]:
    """Return every count of the sentences, remarks in brackets included."""
    return tuple(count for sentence in sentences for count in _counts(sentence))


def _counts(sentence: Sentence) -> Iterator[Count]:
    text = sentence.remarked
    counted = list(_COUNT.finditer(text))
    clauses = [mark.end() for mark in _CLAUSE_START.finditer(text)] if counted else []
    last = 0
    for match in counted:
        may_be_near = text[match.start() - 1 : match.start()] in _NEAR_ENDS
        near = next((word for word in _NEAR if may_be_near and text.endswith(word, last, match.start())), "")
        begin = match.start() - len(near)
        start = max(last, clauses[at - 1] if (at := bisect_right(clauses, begin)) else 0)
        end = _CLAUSE_END.search(text, match.end())
        yield Count(
            number=Decimal(match["n"]),
            unit=match["unit"],
            exact=not (near or match["more"] or match["loose"]),
            sentence=sentence,
            before=text[start:begin],
            after=text[match.end() : end.start() if end else len(text)],
            earlier=text[:begin],
        )
        last = match.end()


def of_the_year(earlier: str, year: int | None) -> bool:
    """Tell whether the last year named is the report year, or none is named; finished comparisons name none."""
    if not _TIME.search(earlier):
        return True
    earlier = _COMPARED.sub("", earlier)
    now = [match.end() for match in _NOW.finditer(earlier)]
    earlier = earlier[now[-1] :] if now else earlier
    named = list(_YEAR.finditer(earlier))
    past = list(_EARLIER.finditer(earlier))
    if past and (not named or past[-1].start() > named[-1].start()):
        return False
    return not named or int(named[-1][1]) == year


def of_whole_body(earlier: str, body: str | None) -> bool:
    """Tell whether the words before a count leave it to the reporting body as a whole."""
    if of_wider_area(earlier, body) or _JOINTLY.search(earlier):
        return False
    if _SOME_BODIES.search(earlier) and not _WHOLE.search(earlier):
        return False
    return not _OFFICES.search(earlier) or all(_is_own(m["body"], body) for m in _ACTING_BODY.finditer(earlier))


def of_a_share(clause: str) -> bool:
    """Tell whether the words before a count make it a share or a repetition of the work: 人均, 当天, 重新, 减免."""
    return bool(_SHARE.search(clause))


def of_the_new_ones(clause: str) -> bool:
    """Tell whether the words before a verb leave out what was carried in: 新收的办结22件."""
    return bool(_NEW_ONES.search(clause))


def of_wider_area(text: str, body: str | None) -> bool:
    """Tell whether somebody acts in a text who is more than the body: 全市系统共收到 in the report of a bureau."""
    if "全" not in text and "我" not in text:
        return False
    if _WHOLE_SYSTEM.search(text):
        return True
    own = _OWN_AREA.search(body or "")
    return any(own is None or match["area"] != own["area"] for match in _AREA_ACTS.finditer(text))


def _is_own(named: str, body: str | None) -> bool:
    bare = re.sub(r"^(?:20\d\d)?(?:年度?|全年|截至目前|方面|其中)*", "", named)
    government = _GOVERNMENT.search(bare)
    if government and body is not None and not _OWN.search(bare):
        return bool(re.search(rf"{government['area']}(?:人民)?政府$", body))
    return bool(_OWN.search(bare)) or body is None or bare in body or body in bare or bare[-4:] == body[-4:]


def settled(count: Count, year: int | None, body: str | None) -> bool:
    """Tell whether a count states exactly what the whole body did in the report year."""
    earlier = count.earlier
    if (
        not count.exact
        or of_a_share(count.before)
        or _PLANNED.search(count.before)
        or PART_OF_YEAR.search(_STOP.split(earlier)[-1])
    ):
        return False
    return of_the_year(earlier, year) and of_whole_body(earlier, body)
