"""What the text says about licences, penalties and coercive measures."""

import re
from collections.abc import Iterable, Iterator

from checks.narrative.claims import Claim, Context
from checks.narrative.counts import Count, settled

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
