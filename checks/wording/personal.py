"""Personal data in the text of a report, as far as a machine can tell it, and how it is masked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from checks.narrative.sentences import Sentence
from checks.subject import Subject

ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
SAID_TO_BE_ID = re.compile(r"身份证(?:件)?(?:号码?)?[:：为是]?\s*(?P<n>[1-9]\d{16}[\dXx])(?![0-9A-Za-z])")
"""Eighteen signs called an identity number are one, whatever their check sign: a slip makes them no less personal."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
"""GB 11643: the check sign by the remainder of the weighted sum over 11."""
_ELEVEN_DIGITS = re.compile(r"\d{11}")
_MOBILE = re.compile(r"(?<![\d.@-])1[3-9]\d{9}(?![\d@])")
_PRIVATE = re.compile(r"申请人|当事人|投诉人|反映人|信访人|村民|居民|先生|女士")
_MOBILE_OF_APPLICANT = re.compile(
    r"申请人(?![^。；;]{0,16}?(?:联系人|咨询|拨打|可|请|通过|向|我局))[^。；;\d]{1,16}?(?P<n>(?<![\d.@-])1[3-9]\d{9})(?![\d@])"
)
_OFFICE = re.compile(r"联系人|联系电话|联系方式|咨询|监督电话|举报|热线|传真|邮箱|邮编|办公")
_SURNAMES = (
    "王李张刘杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范姚谭廖邹熊金陆郝孔崔邱秦顾侯邵孟龙"
    "万段雷汤尹黎易武乔贺赖龚"
)
_NAME = re.compile(
    rf"(?:申请人|村民|居民)(?:姓名)?[:：为]?\s*(?P<name>[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}?)"
    r"(?=[（(]?(?:等\d*人)?(?:[）)])?(?:申请|提交|提出|要求|通过|向|于20|的申请|、[\u4e00-\u9fa5]{2,3}[等申要提]"
    r"|[，,、（(]?(?:联系)?(?:电话|手机|方式|身份证)))"
)
_NAMES = re.compile(
    rf"申请人(?:分别)(?:为|是)(?P<names>[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}(?:、[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}})+)(?=[，,。；;等])"
)
_NO_NAMES = re.compile(
    r"某|[XＸ×*]|陈述|何[时种]|黄金|金额|易于|马上|林[地权业]|田地|高|当|万元|段|钟情|夏季|周[知边末]|张贴|武装|郑重"
)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One piece of personal data and the sentence it stands in."""

    kind: Literal["id", "mobile", "name"]
    text: str
    sentence: Sentence


def personal_data(subject: Subject) -> Iterator[PersonalData]:
    """Yield the personal data in the text of a report."""
    text = subject.report.text
    long_numbers = _ELEVEN_DIGITS.search(text) is not None
    if long_numbers and (ID_NUMBER.search(text) or SAID_TO_BE_ID.search(text)):
        for sentence in subject.sentences:
            valid = [m.group() for m in ID_NUMBER.finditer(sentence.text) if valid_id(m.group())]
            named = [m["n"] for m in SAID_TO_BE_ID.finditer(sentence.text)]
            yield from (PersonalData("id", number, sentence) for number in dict.fromkeys((*valid, *named)))
    if (long_numbers and _MOBILE.search(text)) or _NAME.search(text) or _NAMES.search(text):
        for sentence in subject.sentences:
            if _PRIVATE.search(sentence.text):
                yield from _of_applicants(sentence)


def _of_applicants(sentence: Sentence) -> Iterator[PersonalData]:
    if not _OFFICE.search(sentence.text):
        yield from (PersonalData("mobile", m.group(), sentence) for m in _MOBILE.finditer(sentence.text))
    else:
        yield from (PersonalData("mobile", m["n"], sentence) for m in _MOBILE_OF_APPLICANT.finditer(sentence.text))
    for found in _NAME.finditer(sentence.text):
        if not _NO_NAMES.search(found["name"]):
            yield PersonalData("name", found["name"], sentence)
    yield from _listed_names(sentence)


def _listed_names(sentence: Sentence) -> Iterator[PersonalData]:
    for found in _NAMES.finditer(sentence.text):
        if not _NO_NAMES.search(found["names"]):
            yield from (PersonalData("name", name, sentence) for name in found["names"].split("、"))


def valid_id(number: str) -> bool:
    """Whether the check sign of an identity number of eighteen signs is right."""
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK[weighted % 11] == number[-1].upper()


def masked(text: str, kind: str) -> str:
    """Return personal data as it may be shown: the surname, the first three and last two digits."""
    if kind == "name":
        return text[0] + "*" * (len(text) - 1)
    return text[:3] + "*" * (len(text) - 5) + text[-2:]
