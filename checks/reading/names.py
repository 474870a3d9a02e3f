"""Which bodies of the registry a printed name may mean.

Names are compared together with the place in them: 青县 is no short form of 青禾县, and 沙县 is not the end of 长沙县.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from checks.reading.keys import HAN, key
from config.kinds import Kind

_LEVELS = "省市州盟县区旗"
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|"
    "京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|"
    "云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆"
)
_SHORT_FORMS = (
    (re.compile(rf"(?:(?:{_PEOPLES})族)*自治(?=[县旗州区])"), ""),
    (re.compile("人民政府"), "政府"),
    (re.compile("政府$"), ""),
    (re.compile("管理委员会"), "管委会"),
    (re.compile("委员会"), "委"),
    (re.compile("办公室$"), "办"),
    (re.compile("(?<=街道)办(?:事处)?$"), ""),
)
"""What names leave out or shorten without becoming another's: 青禾县 is 青禾县人民政府, but not its office."""
_SCOPE = re.compile(r"(?:\([^()]{0,3}本级(?:机关)?\)|本级(?:机关)?)$")
_BORDER = re.compile(f"[{_LEVELS}]|总局|总署")
"""Behind these the name of a lower place or of the office begins."""
_PLACE = re.compile(rf"(?![城地景园社校库灾]区|城市)[{HAN}]{{1,8}}?[{_LEVELS}]")
_ENDS_PLACE = re.compile(f"(?:[{_LEVELS}]|总局|总署|^(?:{_PROVINCES}))$")
_LEADS = "由是系为将现布自无"
"""Signs that stand before the name of a body in a sentence; any other may belong to a longer name."""
_OWN_REPORT = r"20[0-4]\d年度?(?:政府|政务)?(?:信息公开)?(?:工作)?的?(?:年度)?报告"
"""What follows the name of the body in a preamble that says whose report it is; 编制 does, but for offices."""
DRAFTERS = re.compile(r"(?:办公室|办公厅|[科股处])$")
"""Offices draw up the reports of the body they serve: that they did so does not tell whose report it is."""
DATED = r"(?:\((?:盖章|公章|印章|章)\))?\(?20[0-4]\d年\d{1,2}月\d{1,2}日\)?(?:\((?:盖章|公章|印章|章)\))?$"
"""The date behind the name of the body that signs, on text as its key."""
_NAMES_AT_HAND = 4096
"""Names whose parts are kept: those of the registry come back with every page of a site."""


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body of the registry as far as reading needs it: its name, kind and other names."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the present one first."""
        return (self.name, *self.aliases)


_OF_ZONE = re.compile("(?<=区)管委会$")
"""A zone has no other body than its committee."""


def name_key(name: str) -> str:
    """Return what the names of one body have in common in the titles of different years: its shortest form."""
    return _OF_ZONE.sub("", _core(name))


def without_scope(name: str) -> str:
    """Return a name as its key without the words that only tell the scope of its report: (本级), (本级机关)."""
    return _SCOPE.sub("", key(name))


def bodies_meant(named: str, bodies: Sequence[BodyName]) -> tuple[BodyName, ...]:
    """Return the bodies of the registry that a name may mean: exactly, else as a shortened or lengthened form."""
    core = _core(named)
    exact = tuple(body for body in bodies if any(core == _core(name) for name in body.names))
    if exact or len(core) < 3:
        return exact
    known = frozenset(place for body in bodies for place in places_of(_core(body.name)))
    return tuple(body for body in bodies if _similar(core, body, known))


def may_be_same(one: str, other: str) -> bool:
    """Tell whether two names may mean one body: equal, or one without the upper places of the other."""
    short, long = sorted((_core(one), _core(other)), key=len)
    return short == long or _is_tail(short, long) or _is_shortened(short, long)


def bodies_mentioned(opening: str, closing: Sequence[str], bodies: Sequence[BodyName]) -> tuple[BodyName, ...]:
    """Return the bodies whose full names a text gives as those that report: in its preamble or before its last date."""
    text, end = key(opening), key("".join(closing))
    found = tuple(body for body in bodies if any(_reports(key(name), text, end) for name in body.names))
    return tuple(body for body in found if not any(key(body.name) in key(o.name) for o in found if o is not body))


def _reports(name: str, opening: str, end: str) -> bool:
    if name not in opening and name not in end:
        return False
    whole = rf"(?:(?<![{HAN}])|(?<=[{_LEADS}{_LEVELS}])){re.escape(name)}"
    says_so = _OWN_REPORT if DRAFTERS.search(name) else f"(?:编制|{_OWN_REPORT})"
    return bool(re.search(rf"{whole}(?:\(以下简称[^()]*\))?{says_so}", opening) or re.search(whole + DATED, end))


def _similar(core: str, body: BodyName, known: frozenset[str]) -> bool:
    full = _core(body.name)
    return any(
        _is_tail(core, name) or _is_lengthened(core, name, full, known) or _is_shortened(core, name)
        for name in map(_core, body.names)
    )


def _is_tail(core: str, name: str) -> bool:
    """The name without its upper places: 县财政局, 财政局 for 青禾县财政局."""
    return name.endswith(core) and len(name) - len(core) in _starts(name)


def _is_lengthened(core: str, name: str, full: str, known: frozenset[str]) -> bool:
    """The name with places before it: 墨溪市青禾县财政局 for 青禾县财政局.

    A name that has no place of its own is found in every county: the place before it must be that of the full
    name, or, where that has none either, one of those the registry knows, if it knows any of that level.
    """
    if not core.endswith(name) or len(name) < 3:
        return False
    place = core.removesuffix(name) + (name[0] if name[0] in _LEVELS else "")
    if not _ENDS_PLACE.search(place):
        return False
    if _PLACE.match(name):
        return True
    near = set(places_of(full)) or {each for each in known if each[-1] == place[-1]}
    return not near or place in near or any(each in near for each in places_of(place)[-1:])


def _is_shortened(core: str, name: str) -> bool:
    """The same place, and all signs of the short office in the full one in their order, both begun and ended alike."""
    place = _leading_place(core)
    office = core[len(place) :]
    return any(
        name.startswith(place, start) and _abbreviates(office, name[start + len(place) :]) for start in _starts(name)
    ) or (core.count("旗") == 1 and _abbreviates_banner(core, name))


def _abbreviates(short: str, full: str) -> bool:
    """市应急局 for 市应急管理局; the office of 生态环境局青禾分局 is not that of 生态环境局."""
    if len(short) < 3 or short[0] != full[:1] or short[-1] != full[-1:] or short.count("局") != full.count("局"):
        return False
    rest = iter(full)
    return all(sign in rest for sign in short)


def _abbreviates_banner(core: str, name: str) -> bool:
    """西乌旗 for 西乌珠穆沁旗: banners are the places that are shortened in print."""
    place, _, office = core.partition("旗")
    full_place, banner, full_office = name.partition("旗")
    if not banner or len(place) < 2 or place[0] != full_place[:1]:
        return False
    rest = iter(full_place)
    return all(sign in rest for sign in place) and (office == full_office or _abbreviates(office, full_office))


@lru_cache(maxsize=_NAMES_AT_HAND)
def _core(name: str) -> str:
    """Return what is left of a name that short forms keep."""
    core = without_scope(name)
    for pattern, short in _SHORT_FORMS:
        core = pattern.sub(short, core)
    return core


@lru_cache(maxsize=_NAMES_AT_HAND)
def _starts(name: str) -> frozenset[int]:
    """Return where a name may begin when its upper places are left out: 青禾县财政局, 县财政局, 财政局."""
    ends = [match.span() for match in _BORDER.finditer(name)]
    return frozenset((0, *(at for start, end in ends for at in ((start, end) if end - start == 1 else (end,)))))


@lru_cache(maxsize=_NAMES_AT_HAND)
def places_of(name: str) -> tuple[str, ...]:
    """Return the places a name begins with, the highest first."""
    found: list[str] = []
    at = 0
    while match := _PLACE.match(name, at):
        found.append(match.group())
        at = match.end()
    return tuple(found)


def _leading_place(core: str) -> str:
    if core[0] in _LEVELS:
        return core[0]
    return "".join(places_of(core))
