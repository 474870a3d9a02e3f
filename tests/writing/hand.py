"""The hand of one clerk: how labels and figures are written in one report, consistently odd as real ones are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from typing import Any

from .expected import Answer, Expected
from .forms import AMOUNTS, signed


@dataclass(frozen=True, slots=True)
class Medium:
    """What a layout can carry without becoming ambiguous by itself.

    Attributes:
        empties: an empty cell stays visible as such.
        padding: blanks around a figure do not disturb.
        words: a figure may have words beside it (件, a remark).
        foreign: words may stand where a figure should.
        loose_labels: labels may lose their number or be spread with blanks.
        joined: figures stand without separators, so only plain ones are printed.
    """

    empties: bool = True
    padding: bool = True
    words: bool = True
    foreign: bool = True
    loose_labels: bool = True
    joined: bool = False


FULL_WIDTH = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")
MARKS = ("/", "／", "—", "——", "-", "－", "--", "无", "不涉及")
NOT_NUMBERS = ("详见附件", "见附表", "正在统计", "#REF!")
PADDINGS = ((" ", ""), ("", " "), ("\u00a0", ""), ("", "\u00a0"), ("\u3000", ""), ("\u3000\u3000", " "), ("\u200b", ""))
REMARKS = ("（其中修订{n}件）", "（含自然失效{n}件）", "(其中新增{n}件)")
TYPOS: Mapping[str, tuple[str, ...]] = {
    "无正当理由大量反复申请": ("无正当理由由大量反复申请",),
    "其他法律行政法规禁止公开": ("其他法律行政止公开", "其他法律法规禁止公开"),
    "对外公开总数量": ("对外公开总数",),
    "行政规范性文件": ("规范性文件",),
    "规范性文件": ("行政规范性文件",),
}
AMOUNT_UNITS = ("（单位：万元）", "（单位：万元，保留4位小数）", "（单位:万元）", "(单位:万元,保留4位小数)")
_SPREAD = {
    "规章": "规 章",
    "总计": "总 计",
    "商业企业": "商业 企业",
    "自然人": "自 然 人",
    "行政强制": "行政\u3000强制",
}


@dataclass(frozen=True, slots=True)
class Hand:
    """Habits drawn once for a report, applied to every label and figure in it."""

    rng: Random
    medium: Medium
    full_width: bool = False
    comma: str = ""
    minus: str = "-"
    plus: str = ""
    unit: str = ""
    amount: str = ""
    marks: Sequence[str] = ("/",)
    padded: float = 0.0
    remarked: float = 0.0
    unread: float = 0.0
    number: str = "{}."
    brackets: str = "（）"
    quotes: str = "“”"
    spread: bool = False
    typos: Mapping[str, str] = field(default_factory=dict)

    def figure(self, cell: str, value: Decimal | None) -> tuple[str, Expected]:
        """Write one cell; return its text and what must be read from it."""
        if value is None:
            text = self.rng.choice(self.marks)
            return text, Expected(Answer.BLANK, None, text)
        if self.rng.random() < self.unread:
            text = self.rng.choice(NOT_NUMBERS)
            return text, Expected(Answer.UNREADABLE, None, text)
        text = self._pad(self._amount(value) if cell in AMOUNTS else self._count(cell, value))
        return text, Expected(Answer.VALUE, value, text)

    def label(self, text: str) -> str:
        """Write a label: numbering, brackets, quotes, spread letters, misprints."""
        number, words = (text[0], text[2:]) if text[1:2] == "." else ("", text)
        words = self.typos.get(words, words)
        if self.spread:
            words = _SPREAD.get(words, words)
        words = words.replace("（", self.brackets[0]).replace("）", self.brackets[1])
        words = words.replace("“", self.quotes[:1]).replace("”", self.quotes[1:])
        return (self.number.format(number) if number else "") + words

    def amount_header(self, label: str) -> str:
        """Write the header of a column of money; with a unit unless every cell names its own."""
        bare = label.removesuffix("（单位：万元）")
        bare_is_clear = self.amount == "元" or bare == "采购总金额"
        return bare if bare_is_clear and self.rng.random() < 0.5 else bare + self.rng.choice(AMOUNT_UNITS)

    def _count(self, cell: str, value: Decimal) -> str:
        sign = self.minus if value < 0 else self.plus if value > 0 and signed(cell) else ""
        digits = sign + self._grouped(abs(value))
        if self.unit:
            return self._wide(digits) + self.unit
        if value > 1 and ".normative_documents." in cell and self.rng.random() < self.remarked:
            return self._wide(digits) + self.rng.choice(REMARKS).format(n=self.rng.randint(1, int(value)))
        return self._wide(digits)

    def _amount(self, value: Decimal) -> str:
        if self.amount == "元":
            return self._wide(self._grouped((value * 10000).normalize())) + "元"
        if self.amount == "fixed" and value == round(value, 4):
            return self._wide(self._grouped(round(value, 4)))
        return self._wide(self._grouped(value)) + (self.amount if self.amount != "fixed" else "")

    def _grouped(self, value: Decimal) -> str:
        return f"{value:,f}".replace(",", self.comma)

    def _wide(self, text: str) -> str:
        return text.translate(FULL_WIDTH) if self.full_width else text

    def _pad(self, text: str) -> str:
        if self.rng.random() >= self.padded:
            return text
        before, after = self.rng.choice(PADDINGS)
        return before + text + after


def random_hand(rng: Random, medium: Medium) -> Hand:
    """Draw the habits of a clerk that the medium can carry; most clerks are plain."""
    plain = Hand(rng, medium, **_label_habits(rng, medium))
    if medium.joined:
        return replace(plain, amount=rng.choice(("", "", "元")), minus=rng.choice("-－"))
    return replace(plain, **_figure_habits(rng, medium))


def _seldom(rng: Random, usual: str, *others: str, chance: float = 0.3) -> str:
    return rng.choice(others) if rng.random() < chance else usual


def _figure_habits(rng: Random, medium: Medium) -> dict[str, Any]:
    marks = [rng.choice(MARKS)]
    if medium.empties:
        marks = rng.choice(([""], [""], ["\u00a0", ""], marks))
    return {
        "full_width": rng.random() < 0.08,
        "comma": _seldom(rng, "", ",", "，", chance=0.2),
        "minus": _seldom(rng, "-", "－", "−"),
        "plus": _seldom(rng, "", "+", "＋"),
        "unit": _seldom(rng, "", "件", chance=0.06 if medium.words else 0),
        "amount": _seldom(rng, "", "万元", "元", "fixed", chance=0.4 if medium.words else 0),
        "marks": marks,
        "padded": rng.choice((0, 0, 0.3, 1)) if medium.padding else 0,
        "remarked": rng.choice((0, 0, 0.5)) if medium.words else 0,
        "unread": rng.choice((0,) * 19 + (0.01,)) if medium.foreign else 0,
    }


def _label_habits(rng: Random, medium: Medium) -> dict[str, Any]:
    numbers = ("{}、", "{}．", "{}. ", "（{}）", "") if medium.loose_labels else ("{}、", "{}．")
    misprinted = {word: rng.choice(wrong) for word, wrong in TYPOS.items() if rng.random() < 0.08}
    return {
        "number": _seldom(rng, "{}.", *numbers),
        "brackets": _seldom(rng, "（）", "()", "（)"),
        "quotes": _seldom(rng, "“”", '""', "‘’", "「」", ""),
        "spread": medium.loose_labels and rng.random() < 0.15,
        "typos": misprinted,
    }
