"""What counts as the number of a label, and which column a header cell names."""

import pytest

from checks.reading.keys import key
from checks.reading.labels import column_named, labels, labels_by_words, split_numbering


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("六、其他处理", "六", "其他处理"),
        ("（六）其他处理", "六", "其他处理"),
        ("2.重复申请", "2", "重复申请"),
        ("（2）重复申请", "2", "重复申请"),
        ("2)重复申请", "2", "重复申请"),
        ("2、重复申请", "2", "重复申请"),
        ("12 重复申请", "12", "重复申请"),
        ("12.重复申请", "12", "重复申请"),
        ("123.重复申请", "", "123.重复申请"),  # no list is so long
        ("1.5 万元", "", "1.5万元"),
        ("1,005", "", "1,005"),
        ("六其他", "", "六其他"),
        ("十、其他", "", "十,其他"),
        ("重复申请", "", "重复申请"),
        ("(其中)2.重复申请", "", "(其中)2.重复申请"),
    ],
)
def test_the_number_of_a_label(text: str, number: str, words: str) -> None:
    assert split_numbering(key(text)) == (number, words)


@pytest.mark.parametrize(
    ("form", "table", "text", "column"),
    [
        ("2021", "t2", "本年制发件数", "issued"),
        ("2021", "t2", "本年制发件数（件）", "issued"),
        ("2021", "t2", "本年制发件", "issued"),  # a narrow column lost the last sign
        ("2021", "t2", "本年制发", None),
        ("2021", "t2", "本年制发件数合计", "issued"),
        ("2021", "t2", "上年制发件数", None),
        ("2021", "t2", "上一年现行有效件数", None),
        ("2021", "t2", "去年现行有效件数", None),
        ("2021", "t2", "往年本年现行有效件数", None),
        ("2019", "t2", "上一年项目数量", "items_last_year"),  # here it is a column of the form
        ("2019", "t2", "上一年项目数", None),
        ("2021", "t3", "总计", "total"),
        ("2021", "t3", "总", None),  # of short names no sign may be lost
        ("2021", "t3", "总计数", None),
        ("2021", "t3", "法律服务机构", "legal_service"),
        ("2021", "t3", "法律服务机", "legal_service"),
        ("2021", "t3", "", None),
        ("2021", "t3", "（件）", None),
        ("2021", "t3", "信息内容", None),
    ],
)
def test_the_column_of_a_header_cell(form: str, table: str, text: str, column: str | None) -> None:
    assert column_named(form, table, key(text)) == column


def test_the_wordings_of_a_label_begin_with_its_own_and_go_on_with_the_longest() -> None:
    """A shorter one is the beginning of a longer one: whatever is found first must be all there is."""
    for form, table in (("2019", "t3"), ("2021", "t3"), ("2021", "t2")):
        for label in labels(form, table):
            lengths = [len(wording.words) for wording in label.wordings[1:]]
            assert lengths == sorted(lengths, reverse=True)
            assert len(set(label.wordings)) == len(label.wordings)


def test_a_wording_leads_to_every_row_that_bears_it() -> None:
    index = labels_by_words("2021", "t3")
    assert [label.row for label, _ in index["其他"]] == ["other.other"]
    assert all(words == wording.words for words, carried in index.items() for _, wording in carried)
    assert {label.row for carried in index.values() for label, _ in carried} == {
        label.row for label in labels("2021", "t3")
    }


def test_only_words_that_also_stand_in_headers_need_their_number() -> None:
    assert {label.row for label in labels("2021", "t3") if label.needs_numbering} == {"other.other", "handled_total"}
