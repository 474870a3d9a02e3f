"""Where labels stand in running text: with their numbers, written out again, torn, and what is none of them."""

import pytest

from checks.documents.model import Paragraph
from checks.reading.labels import labels
from checks.reading.linear import Linear
from checks.reading.places import behind, opens_cell, places_of

LABELS = {label.row: label for label in labels("2021", "t3")}
SECRET, PROCESS = "refused.state_secret", "refused.process_information"
REPEATED, PETITION = "not_processed.repeated", "not_processed.petition"


def linear(text: str) -> Linear:
    return Linear.of([Paragraph(line, f"line {at}") for at, line in enumerate(text.split("\n"), 1)])


def found(text: str, row: str) -> list[tuple[str, float, str]]:
    """Return of each place what its label covers, how convincing it is, and what stands behind it."""
    whole = linear(text)
    squeezed = whole.squeezed
    places = places_of(whole, LABELS[row], 0, len(squeezed.text))
    return [(squeezed.text[p.start : p.end], p.score, whole.text[behind(whole, p) :]) for p in places]


@pytest.mark.parametrize(
    ("text", "row", "label"),
    [
        ("1.属于国家秘密 0", SECRET, "1.属于国家秘密"),
        ("1、属于国家秘密 0", SECRET, "1,属于国家秘密"),
        ("（1）属于国家秘密 0", SECRET, "(1)属于国家秘密"),
        ("1)属于国家秘密 0", SECRET, "1)属于国家秘密"),
        ("1属于国家秘密 0", SECRET, "1属于国家秘密"),
        ("（一）予以公开 0", "granted", "(一)予以公开"),
        ("一、予以公开 0", "granted", "一,予以公开"),
        ("一予以公开 0", "granted", "一予以公开"),
        ("2.属于国家秘密 0", SECRET, "属于国家秘密"),  # the number of another row
        ("0 0 1\n属于国家秘密 0", SECRET, "属于国家秘密"),  # a 1 that ends the row above
        ("\t1\t属于国家秘密\t0", SECRET, "属于国家秘密"),
        ("0|1|属于国家秘密|0", SECRET, "属于国家秘密"),
        ("0 0 21属于国家秘密 0", SECRET, "属于国家秘密"),
    ],
)
def test_a_label_begins_with_its_number_which_makes_it_more_convincing(text: str, row: str, label: str) -> None:
    words = LABELS[row].wordings[0].words
    assert found(text, row) == [(label, len(words) + (label != words), text[text.index(words) + len(words) :])]


@pytest.mark.parametrize(
    ("text", "row", "label"),
    [
        ("3.其他 0", "other.other", ["3.其他"]),
        ("七、总计 0", "handled_total", ["七,总计"]),
        ("0 0\n其他 0", "other.other", ["其他"]),
        ("0 |其他| 0", "other.other", ["其他"]),
        ("法律服务机构 其他 总计", "other.other", []),  # the header of the table
        ("法律服务机构其他总计", "handled_total", []),
        ("（六）其他处理 0", "other.other", []),  # the heading of the group
    ],
)
def test_words_that_stand_elsewhere_too_need_their_number_or_a_cell_of_their_own(
    text: str, row: str, label: list[str]
) -> None:
    assert [each for each, _, _ in found(text, row)] == label


def test_a_number_convinces_more_than_a_cell_of_its_own() -> None:
    (numbered,), (alone,) = found("3.其他 0", "other.other"), found("\n其他 0", "other.other")
    assert numbered[1] > alone[1]


@pytest.mark.parametrize(
    "text", ["2.重复申请 2.重复申请 0", "2.重复申请 | 2.重复申请 | 0", "2.重复申请\t2.重复申请\t0"]
)
def test_a_label_written_out_in_each_column_is_one(text: str) -> None:
    """Converters repeat a merged cell; the numbers stand behind the last of them."""
    ((label, _, after),) = found(text, REPEATED)
    assert (label, after.strip(" |\t")) == ("2.重复申请", "0")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("3.危及“三安全一稳定” 0", " 0"),
        ("3.危及‘三安全一稳定’ 0", " 0"),
        ("3.危及「三安全一稳定」 0", " 0"),
        ('3.危及"三安全一稳定" 0', " 0"),
        ('3.危及"三安全一稳定\n"\n0', "\n0"),
        ('3.危及"三安全一稳定" "0', ' "0'),  # an opening quote belongs to what follows
        ("（3.危及三安全一稳定） 0", " 0"),
    ],
)
def test_the_quotes_and_brackets_that_close_a_label_are_left_behind(text: str, after: str) -> None:
    assert {rest for _, _, rest in found(text, "refused.security_stability")} == {after}


def around(text: str, row: str) -> list[str]:
    whole = linear(text)
    places = places_of(whole, LABELS[row], 0, len(whole.squeezed.text))
    return [whole.text[slice(*place.around)].strip() for place in places if place.around]


@pytest.mark.parametrize(
    ("text", "row", "numbers"),
    [
        ("信访举 0 0 0 0 0 0 0 报投诉类申请", PETITION, ["0 0 0 0 0 0 0"]),
        ("信访\n0\n12\n3\n举报投诉类申请", PETITION, ["0\n12\n3"]),
        ("信访举报投诉类 1,005件 +2 -3 申请", PETITION, ["1,005件 +2 -3"]),
        ("信访举 | 无 | 不涉及 | 不适用 | 报投诉类申请", PETITION, ["| 无 | 不涉及 | 不适用 |"]),
        ("属于四类 0 0 过程性信息", PROCESS, ["0 0"]),
        ("属于四类过程信息 1\n属于四类 0 0 过程性信息", PROCESS, ["0 0"]),  # the full wording is the torn one
        ("属于四类过程性信息 1\n属于四类 0 0 过程性信息", PROCESS, []),  # a whole one is there
        ("信 0 访举报投诉类申请", PETITION, []),  # one sign alone is no part of a label
        ("信访举报投诉类申 0 请", PETITION, []),
        ("属于国 0 0 家秘密", SECRET, []),  # a short label fits its cell
        ("信访举 或者 报投诉类申请", PETITION, []),
        ("信访举 " + "10 " * 60 + "报投诉类申请", PETITION, [("10 " * 60).strip()]),
        ("信访举 " + "10 " * 60 + "1 报投诉类申请", PETITION, []),  # more digits than a row can have
    ],
)
def test_a_long_label_may_be_torn_around_the_numbers_of_its_row(text: str, row: str, numbers: list[str]) -> None:
    assert around(text, row) == numbers


def test_a_torn_label_covers_its_number_and_both_its_parts() -> None:
    assert found("0\n1.信访举 0 0 0 1 报投诉类申请", PETITION) == [("1.信访举0001报投诉类申请", 9, "")]


@pytest.mark.parametrize(
    ("before", "opens"),
    [
        ("", True),
        ("0\n", True),
        ("0\t", True),
        ("0|", True),
        ("0｜", True),
        ("0 |\u3000\xa0 ", True),
        ("0 ", False),
        ("、", False),
    ],
)
def test_a_cell_begins_behind_a_mark_or_a_line(before: str, opens: bool) -> None:
    whole = linear(f"{before}其他")
    assert opens_cell(whole, whole.squeezed.text.index("其他")) is opens
