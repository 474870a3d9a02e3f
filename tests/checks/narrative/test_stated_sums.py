"""Sums, shares and rates that a text states by itself: which are complete and exact enough to be added up."""

from decimal import Decimal

import pytest

from checks.examples import Example, report_of
from checks.narrative.sentences import Sentence, sentences
from checks.narrative.sums import closed_sums, exceeding_channels, wrong_growth, wrong_shares, wrong_wholes


def parts(text: str) -> list[Sentence]:
    report = report_of(Example(title="test", year=2024, preamble="", texts={"1": text, "6": "无"}))
    return [each for each in sentences(report) if each.text in text]


@pytest.mark.parametrize(
    ("text", "parts_of_it"),
    [
        ("公开信息80条，其中机构20条，政策30条，其他30条。", (20, 30, 30)),
        ("公开信息80条（其中机构20条、政策30条、其他30条）。", (20, 30, 30)),
        ("公开信息80条（其中机构20条、政策30条、其他30条），另有专栏5条。", (20, 30, 30)),
        ("公开政府信息80条，具体为：机构20条；政策30条；剩余30条。", (20, 30, 30)),
        ("公开信息80条。其中机构20条，其余60条。", None),  # the list is a sentence of its own
        ("公开信息80条，分别为机构20条，以及其他60条。", (20, 60)),
        ("公开信息80条，包括机构20条，政策60条，合计80条。", (20, 60)),
        ("公开信息80条，包括机构20条，政策60条，总计为80条。", (20, 60)),
        ("公开信息80条，包括机构20条，政策60条，合计90条。", None),  # another whole than the one stated
        ("公开信息80条，包括机构20条，政策60条，合计80件。", None),
        ("公开信息80条，包括机构80条，合计80条。", None),  # one part is no list
        ("公开信息80条，其中其他80条。", None),
        ("公开信息80条，其中机构20条，政策60条。", None),  # nothing says that these are all
        ("公开信息80条，其中政策、文件20条，其他60条。", (20, 60)),  # a name may hold a comma
        ("公开信息80条，其中政策1类、文件20条，其他60条。", None),
        ("公开信息80条，其中机构20件，其他60条。", None),
        ("公开信息80条，其中机构20条以上，其他60条。", None),
        ("公开信息80条，其中机构约20条，其他60条。", None),
        ("公开信息80条，其中机构近20条，其他60条。", None),
        ("公开信息80条，其中机构20余条，其他60条。", None),
        ("公开信息约80条，其中机构20条，其他60条。", None),
        ("公开信息近80条，其中机构20条，其他60条。", None),
        ("公开信息超80条，其中机构20条，其他60条。", None),
        ("公开信息80条，其中机构20条（人事5条），其他60条。", (20, 60)),
        ("公开信息80条，其中机构20条（人事5条），其他70条。", (20, 70)),
        ("公开信息80条；其中机构20条；其他60条。", None),
        ("公开信息80条，其中机构20条；其他60条。", (20, 60)),  # up to the full stop
        ("公开信息80条，其中机构20条，其他处理2条。", None),  # a result, not the rest
        ("公开信息80条，其中机构20条，其他组织2条。", None),
        ("收到申请2.80件，其中机构20件，其他60件。", None),
    ],
)
def test_which_lists_are_complete(text: str, parts_of_it: tuple[int, ...] | None) -> None:
    found = [tuple(map(int, each.parts)) for each in closed_sums(parts(text))]
    assert found == ([parts_of_it] if parts_of_it else [])


def test_a_list_ends_with_its_paragraph() -> None:
    assert not list(closed_sums(parts("公开信息80条，其中机构20条；\n其他60条。")))


@pytest.mark.parametrize(
    ("text", "parts_of_it"),
    [
        ("收到政府信息公开申请5件，其中网络申请4件、信函申请3件。", (4, 3)),
        ("收到政府信息公开申请5件（网上4件、当面2件）。", (4, 2)),
        ("收到政府信息公开申请5件，网站提交2件，传真3件，现场1件。", (2, 3, 1)),
        ("收到政府信息公开申请5件，其中网络申请2件、信函申请3件。", None),  # as many as came
        ("收到政府信息公开申请5件，其中网络申请1件、信函申请2件。", None),  # the list may be open
        ("收到政府信息公开申请5件，其中网上申请4件、邮箱申请3件。", None),  # two words for one channel
        ("收到政府信息公开申请5件，其中网络申请4件、信函申请3份。", None),
        ("收到政府信息公开申请5件，其中自然人4件、网络申请3件。", None),  # a list of something else
        ("收到政府信息公开申请5件，其中网络申请4件，办结3件。", None),
        ("收到来信5件，其中网络4件、信函3件。", None),
        ("做好依申请公开工作。共收到5件，其中网络申请4件、信函申请3件。", (4, 3)),
        ("做好依申请公开工作。收到投诉5件，其中网络4件、信函3件。", None),
        *(
            (f"做好依申请公开工作。收到{total}5件，其中网络申请4件、信函申请3件。", (4, 3))
            for total in ("共计", "总计", "合计")
        ),
        ("全年受理5件政府信息公开申请，其中网络4件、信函3件。", (4, 3)),
    ],
)
def test_channels_that_exclude_each_other_come_to_no_more_than_was_received(
    text: str, parts_of_it: tuple[int, ...] | None
) -> None:
    found = [(int(each.whole), *map(int, each.parts)) for each in exceeding_channels(parts(text))]
    assert found == ([(5, *parts_of_it)] if parts_of_it else [])


@pytest.mark.parametrize(
    ("text", "wholes", "wrong"),
    [
        ("公开信息200条，其中政策50条，占25%。", (), None),
        ("公开信息200条，其中政策50条，占30%。", (), ("30", 50, 200)),
        ("公开信息200条，其中政策50条，占总数的30％。", (), ("30", 50, 200)),
        ("公开信息200条，其中政策50条，约占26%。", (), None),  # off by one of its last place
        ("公开信息200条，其中政策50条，约占27%。", (), ("27", 50, 200)),
        ("公开信息200条，其中政策50条，占25.1%。", (), None),
        ("公开信息200条，其中政策50条，占25.2%。", (), ("25.2", 50, 200)),
        ("公开信息200条。其中政策50条，占30%。", (), ("30", 50, 200)),  # the whole in the sentence before
        ("公开信息200条，其中微博100条，政策50条，占50%。", (), None),  # of either number
        ("政策50条，占30%。", (), None),  # no whole is known
        ("政策50条，占30%。", (160,), ("30", 50, 160)),
        ("政策50条，占31%。", (160,), None),
        ("政策50条，占30%。", (0,), None),
        ("公开信息200条，其中政策50条，占比30%。", (), ("30", 50, 200)),
        ("公开信息200条，其中政策50条，占全市30%。", (), None),  # a whole that is not told
        ("公开信息200条，其中政策50条，占比较上年提高30%。", (), None),
        (
            "公开信息200条，其中政策50条，占全市30%，财政60条，占50%。",
            (),
            ("50", 60, 200),
        ),  # the other is looked at, too
    ],
)
def test_a_share_of_no_number_that_may_be_the_whole(
    text: str, wholes: tuple[int, ...], wrong: tuple[str, int, int] | None
) -> None:
    found = [(str(e.stated), int(e.first), int(e.second)) for e in wrong_shares(parts(text), [*map(Decimal, wholes)])]
    assert found == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2023年公开200条，2024年公开300条，增长50%。", None),
        ("2023年公开200条，2024年公开300条，增长40%。", ("40", 200, 300)),
        ("2024年公开300条，2023年公开200条，同比增长40%。", ("40", 200, 300)),
        ("2024年公开200条，2023年公开300条，下降33%。", None),
        ("2024年公开200条，2023年公开300条，下降20%。", ("-20", 300, 200)),
        ("2023年公开200条，2024年公开300条，下降33%。", None),  # reckoned from the other year
        ("2023年公开200余条，2024年公开300条，增长40%。", None),
        ("2023年公开200条，2024年公开300条，其中政策9条，增长40%。", None),
        ("2022年公开100条，2023年公开200条，2024年公开300条，增长40%。", None),
        ("2023年公开0条，2024年公开300条，增长40%。", None),
        ("公开300条，较上年的200条增长50%。", None),
        ("公开300条，较上年的200条增长40%。", ("40", 200, 300)),
        ("公开300条，较上年的200条增长51%。", None),
        ("公开300条，较上年的200条增长50.2%。", ("50.2", 200, 300)),
        ("公开300条，较上年的200条增长约40%。", None),
        ("公开300条，较上年的0条增长40%。", None),
        ("公开300条，较上年的200件增长40%。", None),
        ("公开200条，比2023年的300条减少了40%。", ("-40", 300, 200)),
        ("公开400条，同比增长25%（2023年为320条）。", None),
        ("公开400条，同比增长15%（2023年为320条）。", ("15", 320, 400)),
        ("公开400条，同比增长15%（其中网站320条）。", None),
    ],
)
def test_a_growth_that_its_two_numbers_do_not_give(text: str, wrong: tuple[str, int, int] | None) -> None:
    found = [(str(each.stated), int(each.first), int(each.second)) for each in wrong_growth(parts(text))]
    assert found == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("政策占50%，财政占30%，其他占20%。", None),
        ("政策占50%，财政占30%，其他占30%。", "110"),
        ("政策占50%、财政占30%和其他占30%。", "110"),
        ("政策占33.3%，财政占33.3%，其他占33.3%。", None),  # each may be off by half of its last place
        ("政策占33.3%，财政占33.3%，其他占33.2%。", "99.8"),
        ("政策占33%，财政占33%，其他占33%。", None),
        ("政策占33%，财政占33%，其他占32%。", "98"),
        ("政策占24%，财政占24%，民生占25%，其他占25%。", None),  # four may be off by two
        ("政策占24%，财政占24%，民生占24%，其他占25%。", "97"),
        ("政策占50%，财政占30%，民生占30%。", None),  # nothing says that these are all
        ("政策占50%，其他占60%。", None),  # two are no list
        ("政策占50%，财政占30%，同比增长20%，其他占30%。", None),
        ("政策占50%，财政约占30%，其他占30%。", None),
        ("政策占50%，满意率30%，其他占30%。", None),
    ],
)
def test_shares_of_a_complete_list_add_up(text: str, total: str | None) -> None:
    assert [str(each.total) for each in wrong_wholes(parts(text))] == ([total] if total else [])
