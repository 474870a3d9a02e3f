"""X106: sentences are whole, and what is counted 一是、二是、三是 is complete."""

import re
from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.sentences import Sentence
from checks.subject import Subject
from checks.wording.lists import alternatives

_NUMERALS = "一二三四五六七八九十"
_POINT = re.compile(
    rf"(?:(?:^|(?<=[。；;：:，,、！\s）)]))(?P<n>[{_NUMERALS}])|(?<![之第统唯同万其])(?P<first>一))是(?![非否])"
)
_BARE = re.compile(
    rf"^[{_NUMERALS[1:]}](?=(?:加强|加大|强化|完善|推进|规范|健全|提高|提升|深化|开展|优化|做好|抓好|建立|落实|拓宽|丰富"
    r"|创新|加快|继续|进一步|持续|积极|认真|细化|严格))"
)
_OTHER_FIRST = re.compile(r"第一|首先|其一|一方面|一要|一来|一则|1是|①|(?:^|[。；：\s])一[、，]")
_PURPOSE = re.compile(rf"(?:[{_NUMERALS}]是)?为了[^，,；;：:。、]{{4,24}}。")
_BASIS = re.compile(r"(?:根据|按照|依据)[^，,；;：:。]{4,40}(?:要求|规定|精神|部署|通知)。")


@rule(
    "X106",
    name=Words("语句完整，列举连续", "Sentences are whole and enumerations complete"),
    statement="没有只剩目的或依据的残句；“一是……二是……”从一是开始，不缺项，不缺“是”。",
    level=Level.HINT,
    law=("form.2021",),
    inapplicable=(Words("没有报告", "there is no report"),),
    messages={
        "pass": Words("没有发现残句和缺项", "no fragment and no gap was found"),
        "fragment": Words(
            "这句话只有目的或依据，缺少主要内容：“{quote}”",
            "the sentence gives a purpose or basis and no more: “{quote}”",
        ),
        "gap": Words(
            "列举“{found}是”之前没有“{missing}是”，文字可能被删掉：“{quote}”",
            "“{found}是” comes without “{missing}是” before it; text may have been cut: “{quote}”",
        ),
        "bare": Words("列举“{found}是”缺少“是”字：“{quote}”", "the point “{found}是” has lost its 是: “{quote}”"),
    },
    false_positives=(
        Words(
            "嵌套列举、以“首先”“第一”“一方面”起头的列举不算",
            "nested points and those that begin with 首先, 第一 or 一方面 are kept out",
        ),
    ),
    related=("X104",),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="points inside points, and a second list",
                texts={
                    "1": "一是公开文件：一是规章；二是文件。二是更新栏目；三是培训。\n（二）解读。一是图表。二是视频。"
                },
            ),
            Example(title="the first point begins otherwise", texts={"1": "首先公开文件；二是更新栏目。"}),
            Example(
                title="the first point glued to its heading", texts={"1": "5.加强平台建设一是上线系统。二是推广。"}
            ),
            Example(title="points over several paragraphs", texts={"1": "一是公开。\n（一）文件。\n二是更新。"}),
            Example(
                title="a purpose with its main clause",
                texts={"1": "为了方便群众，开设专栏。为了方便群众查阅信息开设了专栏。"},
            ),
            Example(title="a watchword that begins with a numeral", texts={"1": "三加强三提升活动取得成效。"}),
        ),
        failed=(
            Example(title="a purpose alone", texts={"1": "二级栏目齐全。为了切实方便群众查阅文件。"}, level=Level.HINT),
            Example(title="a basis alone", texts={"1": "按照省、市关于基层政务公开工作的要求。"}),
            Example(title="the second without the first", texts={"1": "各单位开设账号。二是设立公告栏。"}),
            Example(title="the third point is missing", texts={"1": "一是更新。二是解读。四是培训。"}),
            Example(
                title="one finding: the third point lost a sign",
                texts={"1": "一是更新。二是解读。\n三加强载体建设。\n四是培训。"},
            ),
        ),
        inapplicable=(Example(title="nothing was found", published=False),),
    ),
)
def whole_sentences(subject: Subject) -> Iterator[Verdict]:
    """Sentences are whole, and points counted 一是, 二是, 三是 begin with the first and leave none out.

    Signs that text was cut out before publication.

    Not applicable when there is no report.
    """
    told: dict[str, Verdict] = {}
    for verdict in (*_fragments(subject), *_points(subject)):
        told.setdefault(verdict.key, verdict)
    yield from told.values() or (Verdict(Outcome.PASS, "pass"),)


def _fragments(subject: Subject) -> Iterator[Verdict]:
    text = subject.report.text
    if not any(sign in text for sign in ("为了", "根据", "按照", "依据")):
        return
    main_clause = alternatives("sentences", "main_clause")
    before: Sentence | None = None
    for sentence in subject.sentences:
        pattern = _PURPOSE if "为了" in sentence.text[:4] else _BASIS
        if pattern.fullmatch(sentence.text) and not main_clause.search(sentence.text, 2):
            values = {"quote": sentence.quote()}
            key = f"fragment:{sentence.plain[:24]}"
            yield Verdict(Outcome.FAIL, "fragment", values, key=key, evidence=(_in_context(sentence, before),))
        before = sentence


def _in_context(sentence: Sentence, before: Sentence | None) -> Evidence:
    """Return a sentence with the one before it, which shows what is missing."""
    same = before is not None and before.paragraph == sentence.paragraph
    return Evidence(sentence.place, f"{before.text}{sentence.text}" if before and same else sentence.text)


def _points(subject: Subject) -> Iterator[Verdict]:
    if "是" not in subject.report.text:
        return
    place, counted, seen = "", list[int](), ""
    for sentence in subject.sentences:
        if sentence.place != place:
            place, counted, seen = sentence.place, [], ""
        for number, bare in _numbers(sentence):
            goes_on = number == 1 or number - 1 in counted
            if goes_on and number > 1:
                counted = [*counted[: _last(counted, number - 1)], number]
            elif not bare:
                counted.append(number)
            if bare and goes_on:
                yield _told("bare", sentence, number)
            elif not bare and not goes_on and not _OTHER_FIRST.search(f"{seen}{sentence.text}"):
                yield _told("gap", sentence, number)
        seen = f"{seen}{sentence.text}"[-600:]


def _numbers(sentence: Sentence) -> Iterator[tuple[int, bool]]:
    """Yield the numbers of the points that a sentence begins, and whether the 是 of the point is missing."""
    if _BARE.match(sentence.text):
        yield _NUMERALS.index(sentence.text[0]) + 1, True
    if "是" in sentence.text:
        for match in _POINT.finditer(sentence.text):
            yield _NUMERALS.index(match["n"] or match["first"]) + 1, False


def _last(counted: list[int], number: int) -> int:
    """Return the index of the innermost list that has reached a number."""
    return max(at for at, reached in enumerate(counted) if reached == number)


def _told(message: str, sentence: Sentence, number: int) -> Verdict:
    numeral, before = _NUMERALS[number - 1], _NUMERALS[number - 2]
    values = {"found": numeral, "quote": sentence.quote()} | ({"missing": before} if message == "gap" else {})
    key = f"{message}:{number}:{sentence.plain[:16]}"
    return Verdict(Outcome.FAIL, message, values, key=key, evidence=(Evidence(sentence.place, sentence.text),))
