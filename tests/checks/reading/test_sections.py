import pytest

from checks.documents.model import Paragraph
from checks.model import Report
from checks.reading import is_report, read_bytes
from checks.reading.linear import Linear
from checks.reading.sections import find_sections

TITLE = "青禾县档案局2023年政府信息公开工作年度报告"
NUMERALS = "一二三四五六"
HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
VARIANTS = {
    "1": (
        "总体公开情况说明",
        "总体情况概述",
        "概述",
        "工作概述",
        "政府信息公开总体工作情况",
        "总体工作情况",
        "政府信息公开工作总体情况",
        "2025年政务公开工作总体情况",
    ),
    "2": (
        "行政机关主动公开政府信息情况",
        "主动公开情况",
        "主动公开政府信息的情况",
        "本年度主动公开政府信息情况",
        "行政机关主动公开政务信息的情况",
        "主动公开政府信息情况（数据准确、要素齐全）",
    ),
    "3": (
        "行政机关收到和处理政府信息公开申请情况",
        "收到和办理政府信息公开申请情况",
        "政府信息公开申请情况",
        "收到和处理政府信息公开申请情况统计表",
        "政府信息公开申请情况统计表",
    ),
    "4": (
        "政府信息公开行政复议和行政诉讼情况",
        "政府信息公开行政复议及行政诉讼情况",
        "政府信息公开行政复议行政诉讼情况",
        "行政复议行政诉讼",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "因政府信息公开工作被行政复议、提起行政诉讼情况",
        "被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政法复议、行政诉讼情况",
    ),
    "5": (
        "政府信息公开工作存在的主要问题及改进情况",
        "存在问题及改进情况",
        "存在的主要问题及整改措施",
        "存在的主要问题和改进措施",
        "存在的主要问题与改进思路",
        "存在的主要问题及改进方向",
        "存在问题及整改情况",
        "存在的主要问题及改情况",
        "政务信息工作存在的问题和改进措施",
    ),
    "6": ("其他需报告的事项", "其他报告事项", "其它需要报告的事项"),
}
ORDINALS = ("{z}、", "{a}. ", "{a}、 ", "{z}. ", "{z}．", "（{z}）", "第{z}部分 ", "第{z}、", "{z}", "")
DIRTY = ("|{z}、", "l{z}、", "I{z}、", "1{z}、", "·{z}、")


def found(text: str) -> dict[str, tuple[str, str]]:
    linear = Linear.of([Paragraph(line, f"line {at}") for at, line in enumerate(text.split("\n"), 1)])
    return {h.number: (h.wording, linear.text[h.end : h.body_end].strip()) for h in find_sections(linear)}


def numbered(headings: tuple[str, ...] = HEADINGS, ordinal: str = "{z}、", first: int = 0) -> list[str]:
    numerals = "一二三四五六七八"[first:]
    return [
        ordinal.format(z=z, a=at + 1 + first) + h for at, (z, h) in enumerate(zip(numerals, headings, strict=False))
    ]


def body(at: int) -> str:
    return f"第{at}段：各项任务按期完成，栏目逐月核对。"


def written(headings: list[str], between: str = "\n") -> str:
    return between.join([TITLE, *(part for at, h in enumerate(headings, 1) for part in (h, body(at)))])


def read(text: str) -> Report:
    (report,) = read_bytes(text.encode(), source="capture.txt")
    return report


@pytest.mark.parametrize("ordinal", ORDINALS)
@pytest.mark.parametrize(("number", "wording"), [(n, w) for n, wordings in VARIANTS.items() for w in wordings])
def test_every_wording_of_a_heading_is_known_with_every_numbering(ordinal, number, wording):
    headings = [wording if str(at) == number else h for at, h in enumerate(HEADINGS, 1)]
    sections = found(written(numbered(tuple(headings), ordinal)))
    assert sorted(sections) == list("123456")
    assert sections[number][0].replace(" ", "").endswith(wording)
    assert [text for _, text in sections.values()] == [body(at) for at in range(1, 7)]


@pytest.mark.parametrize("ordinal", DIRTY)
def test_dirt_before_the_ordinal_is_no_part_of_the_section_before(ordinal):
    """`|六、`, `l六、`: the rest of a table border or of a list mark (pitfall 3)."""
    sections = found(written(numbered(ordinal=ordinal)))
    assert sorted(sections) == list("123456")


@pytest.mark.parametrize(
    ("number", "wording"),
    [
        ("1", "基本情况"),
        ("1", "2023年政府信息公开工作概况"),
        ("2", "政府信息主动公开情况"),
        ("2", "单位主动公开政府信息工作情况"),
        ("3", "受理和处理政府信息公开申请情况"),
        ("3", "政府信息公开申请的收到和处理情况"),
        ("4", "因政府信息公开引起的复议、诉讼情况"),
        ("5", "存在的不足及改进措施"),
        ("5", "主要问题和下一步打算："),
        ("6", "其他应报告的情况"),
    ],
)
@pytest.mark.parametrize("ordinal", ["{z}、", "{a}. ", "第{z}部分 "])
def test_a_heading_in_words_of_its_own_is_known_by_numeral_and_subject(ordinal, number, wording):
    headings = [wording if str(at) == number else h for at, h in enumerate(HEADINGS, 1)]
    sections = found(written(numbered(tuple(headings), ordinal)))
    assert sorted(sections) == list("123456")
    assert [text for _, text in sections.values()] == [body(at) for at in range(1, 7)]


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("五、下一年工作安排", 5),  # the numeral alone is not enough
        ("四、存在的不足", 5),  # nor is the subject under another numeral
        ("五、我局将针对公开不够及时的问题，逐项加以整改。", 5),
        ("关于五、不足", 5),
    ],
)
def test_what_only_resembles_a_heading_makes_no_section(line, lost):
    headings = [line if at == lost else h for at, h in enumerate(numbered(), 1)]
    assert str(lost) not in found(written(headings))


def test_headings_that_are_rows_of_one_large_table():
    rows = "".join(f"<tr><td colspan=2>{line}</td></tr>" for h in numbered() for line in (h, body(1)))
    page = f"<html><body><h1>{TITLE}</h1><table>{rows}<tr><td>规章</td><td>0</td></tr></table></body></html>"
    (report,) = read_bytes(page.encode(), source="page.html")
    assert [(s.heading, s.text) for s in report.sections.values()] == [(h, body(1)) for h in numbered()]
    assert report.sections["2"].place == "table 1, row 3, column 1"


def test_spread_letters_are_the_same_heading():
    assert sorted(found(written([" ".join(h) for h in numbered()]))) == list("123456")


def test_headings_glued_to_the_paragraph_before():
    """W123: the editor lost every line break before a heading."""
    text = TITLE + "\n" + "".join(f"{h}\n{body(at)}" for at, h in enumerate(numbered(), 1))
    assert [text for _, text in found(text).values()] == [body(at) for at in range(1, 7)]


@pytest.mark.parametrize("between", ["", " "])
def test_the_whole_report_in_one_block(between):
    """A district health office: headings embedded in one run of text (pitfall 5)."""
    sections = found(written(numbered(), between))
    assert [text for _, text in sections.values()] == [body(at) for at in range(1, 7)]


def test_topics_numbered_like_parts_inside_section_one():
    """Topics 二 to 六 under 一、总体情况, then the parts go on at 二 (pitfall 1)."""
    names = ("依申请公开", "政府信息管理", "平台建设", "监督保障", "工作机制保障")
    topics = "\n".join(f"{numeral}、{name}\n情况良好。" for numeral, name in zip("二三四五六", names, strict=True))
    one, *rest = numbered()
    text = "\n".join([TITLE, one, topics, *(f"{h}\n{body(at)}" for at, h in enumerate(rest, 2))])
    sections = found(text)
    assert sections["1"][1] == topics
    assert [sections[n][1] for n in "23456"] == [body(at) for at in range(2, 7)]


def test_parts_that_restart_at_one_after_numbered_topics():
    """The legal parts count again from 一 behind an unnumbered overview (pitfall 1)."""
    topics = "一、主动公开\n甲。\n二、工作机制保障\n乙。\n三、依申请公开\n丙。"
    text = "\n".join([TITLE, "总体情况", topics, *written(numbered(HEADINGS[1:])).split("\n")[1:]])
    sections = found(text)
    assert sections["1"][1] == topics
    assert [sections[n][1] for n in "23456"] == [body(at) for at in range(1, 6)]


def test_a_numeral_used_twice_and_one_of_its_own():
    """A street office: 一, 二工作机制保障, 三, 四, 五, then 三 again."""
    own = ["一、总体情况", "二、工作机制保障", "三、主动公开政府信息情况", "四、收到和处理政府信息公开申请情况"]
    own += ["五、政府信息公开行政复议、行政诉讼情况", "三、存在的主要问题及改进情况", "四、其他需要报告的事项"]
    sections = found(written(own))
    assert sorted(sections) == list("123456")
    assert sections["1"][1] == f"{body(1)}\n二、工作机制保障\n{body(2)}"
    assert sections["5"] == ("三、存在的主要问题及改进情况", body(6))


@pytest.mark.parametrize(("headings", "first", "present"), [(HEADINGS[1:], 0, "23456"), (HEADINGS, 1, "123456")])
def test_parts_shifted_by_one(headings, first, present):
    """一主动公开 … 五其他, or 二 … 七 (pitfall 2): the title counts, not the numeral."""
    sections = found(written(numbered(headings, first=first)))
    assert "".join(sections) == present
    assert [text for _, text in sections.values()] == [body(at) for at in range(1, len(headings) + 1)]


NAMED = "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、其他需要报告的事项等六部分组成。"


@pytest.mark.parametrize(
    "preamble",
    [
        NAMED,
        f"全文包括六个部分：{'；'.join(numbered())}。",
        "目录\n" + "\n".join(numbered()),
        "目  录\n" + "\n".join(f"{h}……………{page}" for page, h in enumerate(numbered(), 1)),
    ],
    ids=["named", "numbered", "contents", "contents with pages"],
)
def test_a_preamble_or_contents_list_that_names_the_parts_is_not_the_parts(preamble):
    """W20, W42, W133."""
    text = written(numbered()).replace(TITLE, f"{TITLE}\n{preamble}")
    assert [text for _, text in found(text).values()] == [body(at) for at in range(1, 7)]


def test_a_sentence_that_names_a_section_with_its_numeral_is_not_where_it_begins():
    """Headings that lost their numerals stand alone on their lines, which is more than a mention inside a sentence."""
    mention = (
        "有关数据见下文四、政府信息公开行政复议、行政诉讼情况和4.政府信息公开行政复议、行政诉讼情况，各项均已核对。"
    )
    text = written(list(HEADINGS)).replace(body(1), mention)
    assert [part for _, part in found(text).values()] == [mention, *(body(at) for at in range(2, 7))]


@pytest.mark.parametrize("number", range(2, 7))
def test_the_section_before_may_name_the_next_with_its_numeral(number):
    """Right before a heading that lost its numeral, a mention with one begins no section either."""
    mention = f"有关数据见下文{NUMERALS[number - 1]}、{HEADINGS[number - 1]}，各项均已核对。"
    text = written(list(HEADINGS)).replace(body(number - 1), mention)
    due = [mention if at == number - 1 else body(at) for at in range(1, 7)]
    assert [part for _, part in found(text).values()] == due


@pytest.mark.parametrize("end", [*"。；：！？）", "12", ")", ">"])
def test_a_heading_glued_to_the_end_of_a_sentence_is_more_than_a_line_of_a_menu(end):
    """A box of links inside section one names section two; the heading itself lost its line break."""
    one, two, *rest = numbered()
    text = "\n".join([TITLE, one, "主动公开政府信息情况", body(1), f"栏目逐月核对{end}{two}", body(2)])
    text += "\n" + "\n".join(part for at, h in enumerate(rest, 3) for part in (h, body(at)))
    assert found(text)["2"] == (two, body(2))


def test_a_text_made_of_headings_is_cut_to_the_most_convincing_of_them():
    menu = ["主动公开政府信息情况"] * 2100
    assert [part for _, part in found("\n".join([*menu, written(numbered())])).values()] == [
        body(at) for at in range(1, 7)
    ]


def test_six_parts_announced_and_five_written():
    """A district statistics office (pitfall 8): the part that is not there is not made up."""
    text = written(numbered(HEADINGS[:5])).replace(
        TITLE, f"{TITLE}\n本报告包括总体情况、其他需要报告的事项等六个部分。"
    )
    assert "".join(found(text)) == "12345"


def test_headings_lost_in_the_text_of_a_pdf_are_not_made_up():
    """A street office of 2025 (pitfall 6): 一, 五, 六 are lost, only （一） … remain."""
    text = "\n".join(
        [
            TITLE,
            "（一）主动公开情况",
            "全年发布信息30条。",
            "（二）依申请公开",
            "收到申请2件。",
            *(part for h in numbered()[1:4] for part in (h, "表格略，数据见附表，各项均已核对。")),
            "（一）存在问题",
            "解读形式单一。",
        ]
    )
    assert "".join(found(text)) == "234"
    assert "全年发布信息30条" in read(text).text


@pytest.mark.parametrize("mark", ["\n、", "\n．", "\n.", " 、", "\t、", "\u3000."])
def test_a_figure_gives_no_digit_to_the_heading_behind_it(mark):
    """The numeral of a heading is lost in the text of a PDF, its mark is left: 6.6806 / 、依申请公开.

    On one line a figure 69863 became 6986 (seed 72, 8804).
    """
    text = written(numbered()).replace("三、", f"收费总额 6.6806{mark}")
    assert "".join(found(text)) == "123456"
    assert "6.6806" in found(text)["2"][1]


@pytest.mark.parametrize("apart", ["6 3、", "6 3 、", "6 三、"])
def test_a_numeral_apart_from_the_figure_before_it_is_that_of_the_heading(apart):
    text = written(numbered()).replace("三、", f"收费总额 {apart}")
    assert "".join(found(text)) == "123456"
    assert "收费总额 6" in found(text)["2"][1]


def test_pictures_for_tables_leave_headings_with_nothing_between():
    """W34, W65: 二 三 四 follow each other."""
    one, two, three, four, five, six = numbered()
    text = "\n".join([TITLE, one, body(1), two, three, four, five, body(5), six, "无"])
    assert [text for _, text in found(text).values()] == [body(1), "", "", "", body(5), "无"]


@pytest.mark.parametrize(
    "topics",
    [
        "（一）主动公开\n（二）依申请公开\n（三）政府信息管理\n（四）政府信息公开平台建设\n（五）监督保障",
        "（一）主动公开情况\n甲。\n（二）依申请公开情况\n乙。\n（三）组织领导\n丙。\n（四）教育培训\n丁。",
        "1.主动公开情况\n甲。\n2.依申请公开情况\n乙。",
        "1、主动公开。甲。\n2、依申请公开。乙。",
        "第一，主动公开。第二，依申请公开。",
        "一是主动公开情况良好。二是依申请公开渠道畅通。",
        "• 主动公开情况\n• 依申请公开情况",
        "主动公开情况\n甲。\n依申请公开情况\n乙。",
        "(一主动公开情况\n甲。\n（二)是依申请公开\n乙。",
        "（一）主动公开和依申请公开\n（二）监督保障",
    ],
    ids=["norm", "titled", "1.", "1、", "first", "one is", "bullets", "numbers lost", "bracket lost", "merged"],
)
def test_topics_of_section_one_in_every_dress_stay_in_it(topics):
    one, *rest = numbered()
    text = "\n".join([TITLE, one, topics, *(f"{h}\n{body(at)}" for at, h in enumerate(rest, 2))])
    sections = found(text)
    assert sections["1"][1] == topics
    assert [sections[n][1] for n in "23456"] == [body(at) for at in range(2, 7)]


SEVEN = """{title}
一、概述
按照要求编制本报告。
二、主动公开政府信息情况
全年公开信息120条。
三、依申请公开政府信息情况
收到申请1件。
四、政府信息公开收费及减免情况
未收取费用。
五、因政府信息公开申请行政复议、提起行政诉讼情况
无。
六、存在的主要问题及改进情况
更新不够及时。
七、其他需要报告的事项
无。附表：政府信息公开情况统计表
"""


@pytest.mark.parametrize("year", [2015, 2019])
def test_seven_parts_of_free_text_are_the_form_before_2019(year):
    """W37 wrote them for 2019 still."""
    report = read(SEVEN.format(title=TITLE.replace("2023", str(year))))
    assert (report.form, report.year, "".join(report.sections)) == ("pre2019", year, "123456")
    assert report.cells == {} or year == 2019
    assert is_report(report)


def test_a_review_of_the_year_with_fees_and_waivers_is_the_old_form_by_itself():
    text = SEVEN.format(title=TITLE.replace("2023", "2015"))
    report = read(text.replace("收费及减免", "收费与减免").replace("附表：政府信息公开情况统计表", ""))
    assert (report.form, report.year) == ("pre2019", 2015)


def test_a_heading_of_the_old_form_and_words_on_charges_make_no_old_form():
    headings = numbered(("概述", *HEADINGS[1:]))
    report = read(written(headings).replace(body(6), "2023年信息处理费收费情况：未收取。"))
    assert report.form != "pre2019"
