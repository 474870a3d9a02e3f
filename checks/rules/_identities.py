"""What A101–A104 share: one analysis of all equations, and one finding for one fault.

Broken equations are gathered into faults (`checks.arithmetic`). A fault is told once, by the first rule in the order
A101 to A104 whose equation it breaks; the other rules answer `not_evaluated` and name the rule that tells it.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from checks.arithmetic.balance import Balance, State
from checks.arithmetic.faults import Fault
from checks.arithmetic.telling import doubtful_blanks, equations, mending, suspects, taking_part
from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Verdict, Words, rule
from checks.labels import label
from checks.model import Level, Outcome
from checks.subject import Subject

_OWNERS = {"I1": "A101", "I2": "A102", "I3": "A103", "I4": "A104"}
_MOST_REASONS = 3
_MOST_BLANKS = 3

CHANGES = (
    Change(
        version=2,
        what="a slip over a whole line is one finding; beyond three repairs no cell is named; blanks last",
    ),
)

identity_rule = partial(
    rule,
    level=Level.ERROR,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    version=2,
    changes=CHANGES,
    inapplicable=(Words("2019年以前的旧格式没有这些等式", "the free text of before 2019 has no such equations"),),
    false_positives=(
        Words(
            "文本里数字粘连或错列，等式会因读取而不成立；推得的格子不用来判断推出它的等式",
            "digits joined or shifted in the copy; an inferred cell never judges the equation it was inferred from",
        ),
    ),
    meanings={
        Outcome.FAIL: Words("报告自己的数字对不上", "the report's own numbers contradict each other"),
        Outcome.NEEDS_REVIEW: Words(
            "空白格或图片识别的数字使等式不成立，需看原件",
            "a blank or a number read from a picture does not fit; see the original",
        ),
    },
    messages={
        "pass": Words("{held} 个等式全部成立", "all {held} equations hold"),
        "fail": Words("{equations}：{mending}", "{equations}: {mending}"),
        "blank": Words(
            "{equations}（空白按 0 计：{blanks}），请核对：{mending}",
            "{equations} (blanks counted as 0: {blanks}), please check: {mending}",
        ),
        "review": Words("{equations}，请对照原件：{mending}", "{equations}, compare with the original: {mending}"),
        "explained": Words("不成立的等式已由 {rule} 一并指出", "what does not hold is told by {rule}"),
        "open": Words("{open} 个等式无法判断：{why}", "{open} equations cannot be judged: {why}"),
    },
)
"""`rule` with everything that the four rules have in common."""

OLD_FORM = Example(title="free text of before 2019", year=2018, form="pre2019", forms={})


def judge_pattern(subject: Subject, pattern: str) -> Iterator[Verdict]:
    """Answer for one pattern of equations: its own faults, what others explain, what stays open, what holds."""
    own = [fault for fault in subject.faults if fault.first_pattern == pattern]
    others = [f for f in subject.faults if f not in own and any(b.identity.pattern == pattern for b in f.broken)]
    balances = [b for b in subject.balances if b.identity.pattern == pattern]
    yield from (_told(fault) for fault in own)
    for fault in others:
        owner = _OWNERS[fault.first_pattern]
        yield Verdict(Outcome.NOT_EVALUATED, "explained", {"rule": owner}, key=f"{owner}:{_key(fault)}")
    still_open = [b for b in balances if b.state is State.OPEN]
    if still_open or not balances:
        yield _open(still_open)
    held = sum(b.state is State.HOLDS for b in balances)
    if held and not own and not others:
        yield Verdict(Outcome.PASS, "pass", {"held": held})


def _told(fault: Fault) -> Verdict:
    blanks = doubtful_blanks(fault)
    message = "fail" if fault.certain else "blank" if blanks else "review"
    expected, found = _figures(fault)
    return Verdict(
        Outcome.FAIL if fault.certain else Outcome.NEEDS_REVIEW,
        message,
        {"equations": equations(fault), "mending": mending(fault), "blanks": _named(blanks)},
        key=_key(fault),
        cells=tuple(dict.fromkeys((*taking_part(fault), *(blanks if message == "blank" else ())))),
        expected=expected,
        found=found,
    )


def _named(blanks: tuple[str, ...]) -> Words:
    listed = "、".join(label(cell) for cell in blanks[:_MOST_BLANKS])
    more = len(blanks) - _MOST_BLANKS
    return Words(f"{listed} 等 {len(blanks)} 格", f"{listed} and {more} more") if more > 0 else Words(listed, listed)


def _key(fault: Fault) -> str:
    """Return a key that survives a new reading of the same fault: the suspect cells, else the broken equations."""
    return "+".join(suspects(fault) if fault.pinned else sorted(fault.ids))


def _figures(fault: Fault) -> tuple[Decimal | None, Decimal | None]:
    """Return what the first cell named should be and what it is; without one suspect, what would mend its equation."""
    if fault.pinned:
        change = fault.pinned.changes[0]
        return change.new, change.old
    cell = next(iter(taking_part(fault)), None)
    broken = next((b for b in fault.broken if cell in b.identity.cells and b.residual is not None), None)
    if cell is None or broken is None:
        return None, None
    left, right = broken.sum_of(broken.identity.left), broken.sum_of(broken.identity.right)
    value = broken.sum_of((cell,))
    expected = value + (right - left if cell in broken.identity.left else left - right)
    return (expected, value) if expected >= 0 else (None, None)


def _open(balances: list[Balance]) -> Verdict:
    reasons = list(dict.fromkeys(b.why for b in balances if b.why))[:_MOST_REASONS]
    why = Words("；".join(w.zh for w in reasons), "; ".join(w.en for w in reasons))
    nothing = Words("没有这张表", "the table is not there")
    return Verdict(
        Outcome.NOT_EVALUATED, "open", {"open": len(balances), "why": why if reasons else nothing}, key="open"
    )
