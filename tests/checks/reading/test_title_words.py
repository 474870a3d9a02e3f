"""The words by which a title is that of a report, of another paper, or a report's that another paper issues."""

import pytest

from checks.reading.identity import find_title, parse_title, signed_by

REPORT = "2023年政府信息公开工作年度报告"
OWN = f"青禾县教育局{REPORT}"


@pytest.mark.parametrize(
    "word", ["评估", "评议", "测评", "考核", "考评", "自查", "检查", "整改", "调研", "调查", "监测", "培训"]
)
def test_another_paper_on_the_same_subject(word: str) -> None:
    assert parse_title(f"青禾县教育局2023年政府信息公开{word}报告") is None
    assert parse_title(f"青禾县教育局2023年政府信息公开工作报告附{word}表") is not None


@pytest.mark.parametrize(
    "title",
    [
        *(
            f"{OWN}{word}"
            for word in ("解读", "（解读）", "的通知", "公告", "的函", "情况通报", "问答", "编制培训", "工作部署")
        ),
        *(
            f"{OWN}{word}"
            for word in ("推进会", "编制指南", "模板", "范本", "第三方评估", "评议", "工作方案", "出炉", "填报")
        ),
        *(f"{OWN}{word}" for word in ("百科", "文库", "范文")),
        *(f"关于{word}{OWN}" for word in ("做好", "报送", "开展", "填报", "编制", "编写")),
        *(f"{word}{OWN}" for word in ("解读", "转发", "召开", "做好")),
    ],
)
def test_a_paper_about_a_report(title: str) -> None:
    found = parse_title(title)
    assert found is None or (found.decoy, found.indirect) == (True, False)
    assert find_title([title], "") == found


@pytest.mark.parametrize(
    "title",
    [
        *(f"{OWN}{word}" for word in ("图解", "（图解版）", "一图读懂", "长图", "图说")),
        *(
            f"关于{word}《{OWN}》的{kind}"
            for word, kind in (("印发", "通知"), ("公布", "公告"), ("发布", "通告"), ("公开", "函"))
        ),
        f"关于印发{OWN}（附表）的通知",
        f"关于公布{OWN}",
    ],
)
def test_a_paper_that_issues_or_draws_a_report_may_hold_it(title: str) -> None:
    found = parse_title(title)
    assert found is not None
    assert (found.body, found.year, found.indirect) == ("青禾县教育局", 2023, True)


@pytest.mark.parametrize(
    "behind",
    [
        "，根据要求编制并通知",
        "。按照通知",
        "（通知）",
        " 通知公告",
        "根据通知编制",
        "现予通知",
        "本报告按通知编制",
        "由办公室通知",
    ],
)
def test_what_follows_in_a_sentence_of_its_own_makes_no_other_paper(behind: str) -> None:
    found = parse_title(f"{OWN}{behind}")
    assert found is not None
    assert not found.decoy


@pytest.mark.parametrize(
    "name",
    [
        *("青禾县", "青禾市", "青禾区", "青禾州", "青禾盟", "青禾旗", "青禾乡", "青禾镇", "青禾县教育局", "青禾市教委"),
        *(
            "墨溪省财政厅",
            "青禾县政府办",
            "青禾县金融工作室",
            "青禾县法院",
            "青禾县交通处",
            "青禾县税务所",
            "青禾县公署",
        ),
        *(
            "青禾县供销社",
            "青禾县电视台",
            "青禾县博物馆",
            "青禾县气象站",
            "青禾县工信部",
            "青禾县消防大队",
            "青禾县工商联合会",
        ),
        *(
            "青禾县党校",
            "墨溪海关",
            "墨溪公司",
            "青禾县医保司",
            "第九团",
            "青禾林场",
            "青禾县人民政府",
            "青禾县服务中心",
        ),
        *("晚枫街道", "青禾集团公司", "青禾基地", "青禾产业园", "墨溪大学", "青禾一中学", "青禾小学", "巴音苏木"),
        *(
            "青禾监狱",
            "青禾书店",
            "青禾厂",
            "青禾苗圃",
            "青禾少年宫",
            "青禾粮库",
            "青禾油库",
            "青禾公路段",
            "青禾县教育局（县体育局）",
        ),
    ],
)
def test_a_name_ends_like_that_of_a_body(name: str) -> None:
    found = parse_title(f"{name}{REPORT}")
    assert found is not None
    assert found.body == name.replace("（", "(").replace("）", ")")


@pytest.mark.parametrize(
    "words",
    [
        "首页",
        "单位",
        "政府",
        "政务",
        "行政机关",
        "各机关",
        "本局",
        "该局",
        "我局",
        "各部门",
        "全县",
        "贵局",
        "以上单位",
        "上述部门",
        "人民政府",
        "热点聚焦",
    ],
)
def test_words_in_the_place_of_a_name_are_no_body(words: str) -> None:
    found = parse_title(f"{words}{REPORT}")
    assert found is None or found.body is None


@pytest.mark.parametrize(
    "noise",
    [
        *(
            "当前位置：首页>",
            "您的位置：",
            "政务公开>",
            "信息公开年报>",
            "一图读懂",
            "PDF ",
            "WORD：",
            "DOCX ",
            "OFD ",
            "WPS ",
        ),
        *("附件", "附件：", "（转发）", "标题：", "信息名称：", "文件标题：", "公文名称", "关于"),
    ],
)
def test_what_a_page_prints_before_a_name_is_no_part_of_it(noise: str) -> None:
    found = parse_title(f"{noise}{OWN}")
    assert found is not None
    assert found.body == "青禾县教育局"


@pytest.mark.parametrize(
    ("opening", "body", "text"),
    [
        (f"{OWN}\n正文", "青禾县教育局", OWN),
        ("青禾县教育局\n2023年政府信息公开\n工作年度报告\n正文", "青禾县教育局", OWN),
        ("青禾县教育局\n2023年政府信息公开工作年度报告", "青禾县教育局", OWN),
        (f"青禾县\n教育局{REPORT}", "青禾县教育局", OWN),  # a place above a name without one
        (f"墨溪市\n{OWN}", "青禾县教育局", OWN),  # this name has its own
        (f"白石县教育局2022年政府信息公开工作年度报告\n{OWN}", "青禾县教育局", OWN),  # a link above the title
        (f"青禾县教育局\n{'概' * 60}\n{REPORT}", None, REPORT),  # too far above
    ],
)
def test_a_title_is_found_in_the_lines_before_section_one(opening: str, body: str | None, text: str) -> None:
    found = find_title([], opening)
    assert found is not None
    assert (found.body, found.year, found.text) == (body, 2023, text)


@pytest.mark.parametrize(
    ("titles", "listed", "body", "year"),
    [
        ([OWN], "青禾县档案局2022年政府信息公开工作年度报告", "青禾县教育局", 2023),  # the page's own word counts
        ([REPORT], "青禾县档案局2022年政府信息公开工作年度报告", "青禾县档案局", 2023),
        (["青禾县教育局政府信息公开工作年度报告"], "2022年政府信息公开工作年度报告", "青禾县教育局", 2022),
        (["会议通知"], OWN, "青禾县教育局", 2023),
        ([REPORT, OWN], None, "青禾县教育局", 2023),  # the one that tells most
        ([f"{OWN}-青禾县人民政府网"], None, "青禾县教育局", 2023),
        ([f"{OWN}_青禾样板网 - 首页"], None, "青禾县教育局", 2023),
    ],
)
def test_what_a_page_calls_itself_and_what_a_list_calls_it(
    titles: list[str], listed: str | None, body: str, year: int
) -> None:
    found = find_title(titles, "", listed)
    assert found is not None
    assert (found.body, found.year) == (body, year)


@pytest.mark.parametrize("site", ["百科", "文库", "范文"])
def test_a_copy_on_a_foreign_site_is_not_known_by_its_opening(site: str) -> None:
    found = find_title([f"{OWN}-{site}网", OWN], OWN)
    assert found is not None
    assert found.decoy


@pytest.mark.parametrize(
    ("closing", "body"),
    [
        (["青禾县教育局", "2024年1月20日"], "青禾县教育局"),
        (["青禾县教育局（盖章）", "2024年1月20日"], "青禾县教育局"),
        (["青禾县教育局", "（公章）2024年1月20日"], "青禾县教育局"),
        (["青禾县教育局2024年1月20日"], "青禾县教育局"),
        (["青禾县教育局", "二〇二四年一月二十日"], "青禾县教育局"),
        (["", "青禾县教育局", "", "2024年1月20日"], "青禾县教育局"),
        (["青禾县教育局", "联系电话", "2024年1月20日"], None),
        (["特此报告", "2024年1月20日"], None),
        (["青禾县教育局"], None),
        (["2024年1月20日"], None),
    ],
)
def test_the_body_that_signs_stands_above_the_date_or_before_it(closing: list[str], body: str | None) -> None:
    assert signed_by(closing) == body
