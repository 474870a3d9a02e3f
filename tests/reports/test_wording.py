"""Every code that people may meet has one word, in both languages."""

from enum import StrEnum

import pytest

from checks.model import CellStatus, DateSource, Family, Level, Outcome, State
from config.kinds import Kind
from reports import wording
from reports.schedule.plan import NAMES
from reports.store.schedule import JobState

ENUMS = (
    (wording.STATE, State),
    (wording.LEVEL, Level),
    (wording.OUTCOME, Outcome),
    (wording.FAMILY, Family),
    (wording.KIND, Kind),
    (wording.DATE_SOURCE, DateSource),
    (wording.CELL_STATUS, CellStatus),
    (wording.JOB_STATE, JobState),
)

# The words of the contract that are no enumeration: flags, readings, sources of deadlines, states of a source.
WORDS = (
    (
        wording.FLAG,
        (
            "changed back_dated date_conflict migrated unreadable moved copies_disagree local_deadline hand_entered "
            "waived simulated"
        ),
    ),
    (wording.READING, "ok partial unreadable none"),
    (wording.DUE_SOURCE, "law practice local"),
    (wording.SOURCE_STATE, "accepted rejected blocked never"),
    (wording.JOB, " ".join(NAMES)),
)


@pytest.mark.parametrize(("vocabulary", "enum"), ENUMS, ids=lambda each: getattr(each, "__name__", ""))
def test_every_member_of_an_enumeration_has_a_word(vocabulary: wording.Vocabulary, enum: type[StrEnum]):
    assert set(vocabulary.entries) == set(enum)


@pytest.mark.parametrize(("vocabulary", "codes"), WORDS)
def test_every_word_of_the_contract_has_a_word(vocabulary: wording.Vocabulary, codes: str):
    assert set(vocabulary.entries) == set(codes.split())


@pytest.mark.parametrize("vocabulary", [pair[0] for pair in (*ENUMS, *WORDS)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_are_there_and_tell_codes_apart(vocabulary: wording.Vocabulary, lang: str):
    words = [vocabulary.word(code, lang) for code in vocabulary.entries]
    assert all(words)
    assert len(set(words)) == len(words)


def test_states_levels_outcomes_and_sources_say_what_they_mean():
    for vocabulary in (wording.STATE, wording.LEVEL, wording.OUTCOME, wording.SOURCE_STATE):
        for code in vocabulary.entries:
            assert vocabulary.meaning(code, "zh"), code
            assert vocabulary.meaning(code, "en"), code


def test_an_unknown_code_stands_for_itself():
    assert wording.STATE.word("brand_new", "zh") == "brand_new"
    assert wording.STATE.meaning("brand_new", "en") == ""


def test_levels_have_different_marks():
    assert len(set(wording.LEVEL_MARK.values())) == len(Level)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("table 3, row 4, column 5", "表格 3，第 4 行，第 5 列"),
        ("table 2, row 1", "表格 2，第 1 行"),
        ("paragraph 11, character 1", "第 11 段，第 1 字"),
        ("picture in paragraph 4", "第 4 段中的图片"),
        ("line 31", "第 31 行"),
        ("一、总体情况", "一、总体情况"),
        ("Sheet1, row 3", "Sheet1，第 3 行"),
        ("round table 3", "round table 3"),
    ],
)
def test_places_are_told_in_chinese(place: str, words: str):
    assert wording.place_in(place, "zh") == words
    assert wording.place_in(place, "en") == place
