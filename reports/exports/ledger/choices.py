"""What a person can decide about a finding, and what each choice becomes when the workbook is read back."""

from collections.abc import Mapping
from enum import StrEnum

from checks.words import LANGUAGES, Words
from config.cleaning import clean_name
from reports.wording import Entry, Vocabulary


class Choice(StrEnum):
    """The words of the list in the column of decisions."""

    MENDED = "mended"
    MENDING = "mending"
    CONFIRMED = "confirmed"
    WAIVER = "waiver"
    DOUBTED = "doubted"


CHOICES = Vocabulary(
    {
        Choice.MENDED: Entry(
            Words("已整改", "mended"),
            Words(
                "单位称已改正：记为备注；是否消除，以下次巡查所见为准",
                "the body says so: kept as a note; whether it is gone is what the next look shows",
            ),
        ),
        Choice.MENDING: Entry(Words("整改中", "being mended"), Words("记为备注", "kept as a note")),
        Choice.CONFIRMED: Entry(
            Words("情况属实，待整改", "confirmed"),
            Words("人工确认问题属实；可以据此发整改通知", "a person confirms the finding; a notice may rest on it"),
        ),
        Choice.WAIVER: Entry(
            Words("申请豁免", "waive"),
            Words(
                "不要求整改；须写明处理说明、经办人和豁免截止日期",
                "need not be mended; needs a remark, a name and the last day of the waiver",
            ),
        ),
        Choice.DOUBTED: Entry(
            Words("存疑", "doubted"),
            Words("对问题有异议，须再核实：记为备注", "disputed, to be looked at again: kept as a note"),
        ),
    }
)

_BY_WORD: Mapping[str, Choice] = {
    clean_name(CHOICES.word(choice, lang)).casefold(): choice for choice in Choice for lang in LANGUAGES
}


def choice_of(text: str) -> Choice | None:
    """Return the choice that a word in either language names."""
    return _BY_WORD.get(clean_name(text).casefold())
