"""P102: a report that was published is not changed without a word."""

import re
from collections.abc import Iterator

from checks.arithmetic.balance import State as Sum
from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.changes import CellChange, Differences, TextChange, differences
from checks.labels import label
from checks.model import Case, Cell, CellStatus, Edition, Evidence, Level, Outcome, Revision, Standing, State
from checks.subject import Subject
from checks.words import number

_MOST_TOLD = 5
_MOST_SHOWN = 6
_ANNOUNCED = re.compile(r"更正|勘误|修订说明|更新说明|重新(?:发布|公布)")
_EMPTY = frozenset({CellStatus.BLANK, CellStatus.MISSING})
_FOUND = Standing(State.ON_TIME, flags=("changed",))
_WRONG_SUM = {"t4.review.total": 5}


@rule(
    "P102",
    name=Words("公布后没有悄悄改动", "A published report stays as it is"),
    statement="公布过的年度报告，其数据没有在未作说明的情况下改动。",
    level=Level.WARNING,
    law=("regulation.24",),
    applies=Applies(needs="standing"),
    inapplicable=(Words("没有见到过报告", "no report was ever seen"),),
    tolerance=Words(
        "只看内容：版式、编码、空白、计数、广告和相关链接的变化不算；读不准的单元格不比较",
        "content alone: layout, encoding, blanks, counters, adverts and related links are no change; cells not clearly "
        "read are not compared",
    ),
    messages={
        "pass": Words("内容与首次见到时相同", "the content is that first seen"),
        "back": Words("曾有改动，现在与首次见到时相同", "it was changed and reads again as first seen"),
        "figures": Words(
            "{first} 至 {now} 之间数据有改动，未见说明：{changes}",
            "figures changed between {first} and {now}, with no word on it: {changes}",
        ),
        "mended": Words(
            "{first} 至 {now} 之间改正了数据：{changes}", "figures were mended between {first} and {now}: {changes}"
        ),
        "announced": Words(
            "{first} 至 {now} 之间内容有改动，附有说明：{changes}",
            "the content changed between {first} and {now}, and the report says so: {changes}",
        ),
        "wording": Words(
            "{first} 至 {now} 之间文字有改动，数字未变：{changes}",
            "the wording changed between {first} and {now}, no figure did: {changes}",
        ),
        "by_hand": Words(
            "人工录入的页面与另一次所见不同，请核对两份原件：{changes}",
            "a page entered by hand differs from what was seen at another time; compare the originals: {changes}",
        ),
        "never": Words("没有见到过报告", "no report was ever seen"),
    },
    false_positives=(
        Words("改正错误并在网站别处作了说明", "a correction that the site explains on another page"),
        Words(
            "先发的是未定稿或不完整的页面，几分钟后换成定稿",
            "a draft or a broken page that was replaced within minutes",
        ),
    ),
    related=("P101",),
    examples=Examples(
        passed=(
            Example(title="never changed", standing=Standing(State.ON_TIME)),
            Example(title="changed back", standing=_FOUND, before=Example(title="the same")),
            Example(
                title="a cell that could not be read before is not compared",
                standing=_FOUND,
                before=Example(title="unread", cells={"t4.review.total": "见附件"}),
            ),
        ),
        failed=(
            Example(
                title="one finding: a figure outside every sum",
                standing=_FOUND,
                before=Example(title="as published", cells={"t2.licensing.decisions": 1300}),
                level=Level.WARNING,
                suspects=("t2.licensing.decisions",),
            ),
            Example(
                title="a number in the text",
                standing=_FOUND,
                before=Example(title="as published", texts={"5": "主要问题：解读形式单一。全年培训3次。"}),
                texts={"5": "主要问题：解读形式单一。全年培训8次。"},
                level=Level.WARNING,
            ),
            Example(
                title="only a broken sum was mended",
                standing=_FOUND,
                before=Example(title="as published", cells=_WRONG_SUM),
                level=Level.HINT,
                suspects=("t4.review.total",),
            ),
            Example(
                title="a sum that was right is broken now",
                standing=_FOUND,
                before=Example(title="as published"),
                cells=_WRONG_SUM,
                level=Level.WARNING,
            ),
            Example(
                title="another wording",
                standing=_FOUND,
                before=Example(title="as published", texts={"5": "问题不少。"}),
                level=Level.HINT,
            ),
            Example(
                title="the report says that it was corrected",
                standing=_FOUND,
                before=Example(title="as published", cells={"t2.licensing.decisions": 1300}),
                texts={"6": "本年度没有收取信息处理费。更正：行政许可数量有误，现予更正。"},
                level=Level.HINT,
            ),
            Example(
                title="one of both was saved by a person",
                standing=_FOUND,
                before=Example(title="saved", cells={"t2.licensing.decisions": 1300}, by_hand=True),
                outcome=Outcome.NEEDS_REVIEW,
            ),
        ),
        inapplicable=(Example(title="never seen", published=False, standing=Standing(State.MISSING)),),
    ),
)
def stays_as_published(subject: Subject) -> Iterator[Verdict]:
    """The figures of a published report are not changed without a word.

    Compared are the edition first seen and the one that stands now; both stay archived. That a change only mends a
    broken sum or fills in a blank, is announced in the report, or touches no figure, makes it a hint.

    Not applicable when no report was ever seen.
    """
    revision = subject.case.revision
    if subject.case.report is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "never")
    elif revision is None:
        yield Verdict(Outcome.PASS, "pass")
    elif found := differences(revision.first.report, revision.now.report):
        yield _verdict(revision, found, subject.year)
    else:
        yield Verdict(Outcome.PASS, "back")


def _verdict(revision: Revision, found: Differences, year: int | None) -> Verdict:
    by_hand = revision.first.by_hand or revision.now.by_hand
    message = "by_hand" if by_hand else _sort_of(revision, found, year)
    first_change = found.cells[0] if found.cells else None
    values: dict[str, object] = {"changes": _told(found)}
    if not by_hand:
        values |= {"first": revision.first.seen.date(), "now": revision.now.seen.date()}
    return Verdict(
        Outcome.NEEDS_REVIEW if by_hand else Outcome.FAIL,
        message,
        values,
        level=Level.WARNING if message in {"figures", "by_hand"} else Level.HINT,
        cells=tuple(change.id for change in found.cells),
        expected=_shown(first_change.before) if first_change else None,
        found=_shown(first_change.after) if first_change else None,
        evidence=tuple(_evidence(revision, found)),
    )


def _sort_of(revision: Revision, found: Differences, year: int | None) -> str:
    if any(_ANNOUNCED.search(sentence) for text in found.texts for sentence in text.added):
        return "announced"
    if not found.in_figures:
        return "wording"
    return "mended" if _only_mends(revision, found, year) else "figures"


def _only_mends(revision: Revision, found: Differences, year: int | None) -> bool:
    """Tell whether every figure that changed was part of a broken sum or was not there, and no sum broke anew."""
    if any(text.in_figures for text in found.texts):
        return False
    before, after = (
        {b.identity.id: b for b in Subject(Case(None, year, report=edition.report)).balances if b.state is Sum.BROKEN}
        for edition in (revision.first, revision.now)
    )
    faulty = {cell for b in before.values() for cell in (*b.identity.left, *b.identity.right)}
    mended = all(change.id in faulty or change.before.status in _EMPTY for change in found.cells)
    lost = any(change.after.status in _EMPTY for change in found.cells)
    filled = all(change.before.status in _EMPTY for change in found.cells)
    return mended and not lost and after.keys() <= before.keys() and (filled or len(after) < len(before))


def _told(found: Differences) -> list[Words]:
    """The changes in words, the first of them and how many more there are."""
    told = [*(_cell_told(change) for change in found.cells), *(_text_told(text) for text in found.texts)]
    if found.title:
        told.append(Words(f"标题“{found.title[0]}”改为“{found.title[1]}”", "another title"))
    more = len(told) - _MOST_TOLD
    return told[:_MOST_TOLD] + ([Words(f"另有 {more} 处", f"{more} more")] if more > 0 else [])


def _cell_told(change: CellChange) -> Words:
    old, new = _shown(change.before), _shown(change.after)
    return Words(f"{label(change.id)} {old} → {new}", f"{label(change.id)} {old} → {new}")


def _text_told(text: TextChange) -> Words:
    lost, gained = len(text.removed), len(text.added)
    return Words(
        f"第{text.number}部分删去 {lost} 句、新增 {gained} 句",
        f"section {text.number}: {lost} sentences gone, {gained} new",
    )


def _shown(cell: Cell) -> str:
    if cell.value is not None:
        return number(cell.value)
    return "（空）" if cell.status is CellStatus.BLANK else "（无此格）"


def _evidence(revision: Revision, found: Differences) -> Iterator[Evidence]:
    """Yield each place as it was and as it is, with the payload each was seen in."""
    for change in found.cells[:_MOST_SHOWN]:
        yield _seen(revision.first, change.before.place or change.id, change.before.text)
        yield _seen(revision.now, change.after.place or change.id, change.after.text)
    for text in found.texts[: max(_MOST_SHOWN - len(found.cells), 1)]:
        yield _seen(revision.first, text.heading, "".join(text.removed))
        yield _seen(revision.now, text.heading, "".join(text.added))
    if found.title:
        yield _seen(revision.first, "title", found.title[0])
        yield _seen(revision.now, "title", found.title[1])


def _seen(edition: Edition, place: str, text: str) -> Evidence:
    return Evidence(place, text, edition.url, edition.fetched_at, edition.sha256)
