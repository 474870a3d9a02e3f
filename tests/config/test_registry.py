"""`bodies.csv` as staff keep it: any encoding, any order of columns, and one bad row never costs the others."""

import pickle
import re
import warnings

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import UserError
from config.kinds import Kind
from config.registry import load_registry

CHINESE = "编号,机关名称,类型,级别,上级机关,行政区划代码,网站,年报栏目,联系邮箱,曾用名,起始年度,截止年度,承接机关"
UNKNOWN_KIND = (
    "kind (类型) '机关' is unknown: write 政府, 部门, 乡镇, 街道 or 其他 "
    "(government, department, township, subdistrict, other), or nothing"
)
ENGLISH = "id,name,kind,level,parent,region,site,column,contact,aliases,since,until,successor"


@pytest.fixture
def load(tmp_path):
    def loader(text: str | bytes, first_year: int = 2021, name: str = "bodies.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_registry(path, first_year=first_year)

    return loader


def refusals(registry):
    return [(refusal.line, refusal.reason) for refusal in registry.refusals]


@pytest.mark.parametrize("headings", [CHINESE, ENGLISH])
def test_a_full_row_in_both_languages(load, headings):
    registry = load(
        f"{headings}\n"
        "A1,青石县教育局,部门,县,,990101,http://www.qingshi.example/edu/,/nb/,a@example.cn,"
        "青石县教委；青石县教育委员会,2019,2024,青石县教体局\n"
    )
    (body,) = registry.bodies
    assert (body.id, body.name, body.kind, body.kind_source) == ("A1", "青石县教育局", Kind.DEPARTMENT, "registry")
    assert (body.level, body.parent, body.region) == ("county", None, "990101")
    assert (body.site, body.column) == ("http://www.qingshi.example/edu/", "http://www.qingshi.example/nb/")
    assert body.names == ("青石县教育局", "青石县教委", "青石县教育委员会")
    assert (body.contact, body.since, body.until, body.successor) == ("a@example.cn", 2019, 2024, "青石县教体局")
    assert [year for year in range(2017, 2027) if body.expected(year)] == [2019, 2020, 2021, 2022, 2023, 2024]
    assert list(body.years(2022)) == [2019, 2020, 2021, 2022]


def test_only_name_and_site_in_any_order(load):
    registry = load("网站,机关名称\nwww.qingshi.example,青石县财政局\n", first_year=2020)
    (body,) = registry.bodies
    assert (body.id, body.site) == ("青石县财政局", "http://www.qingshi.example/")
    assert (body.kind, body.kind_source) == (Kind.DEPARTMENT, "name")
    assert (body.since, body.until) == (2020, None)
    assert registry.notes == ()


# Headings as they come: in both languages at once, marked as required, in capitals, with stray spaces.
@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("name 机关名称", "site 网站"),
        ("机关名称（必填）", "网站(首页地址)"),
        (" Name ", "* SITE"),
        ("机关 名称", "网 址"),
        ("单位名称", "site网站"),
    ],
)
def test_headings_as_they_come(load, name, site):
    (body,) = load(f"{name},{site}\n白塔镇人民政府,http://bt.example/\n").bodies
    assert (body.name, body.site) == ("白塔镇人民政府", "http://bt.example/")


def test_a_heading_of_two_meanings_is_none_of_them(load):
    registry = load("name,site,site name\n白塔镇人民政府,http://bt.example/,白塔在线\n")
    assert registry.notes == ("line 1: columns not used: site name",)


def test_a_title_above_the_headings(load):
    registry = load("青石县机关名录,,\n（2025年）,,\n序号,机关名称,网站\n1,白塔镇人民政府,http://bt.example/\n")
    assert [body.line for body in registry.bodies] == [4]
    assert registry.notes == ("line 3: columns not used: 序号",)


# What Excel, WPS and Notepad write under the name of CSV.
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(load, encoding):
    (body,) = load("机关名称,网站\r\n青石县财政局,http://a.example/\r\n".encode(encoding)).bodies
    assert body.name == "青石县财政局"


def test_signs_that_only_gb18030_has(load):
    (body,) = load("机关名称,网站\n䶮山县㛃河镇人民政府,http://a.example/\n".encode("gb18030")).bodies
    assert body.name == "䶮山县㛃河镇人民政府"


def test_tabs_of_excel_unicode_text(load):
    (body,) = load("机关名称\t网站\n白塔镇人民政府\thttp://a.example/\n".encode("utf-16")).bodies
    assert body.name == "白塔镇人民政府"


def test_input_methods_leave_traces(load):
    registry = load(
        "编号,机关名称,类型,行政区划代码,网站,起始年度\n"
        "Ａ１,　青石县\u200b 教育局 ,部门\u00a0,４１１５２８, ｈｔｔｐ：／／www.a.example/ ,２０２２年\n"
    )
    (body,) = registry.bodies
    assert (body.id, body.name, body.region) == ("A1", "青石县教育局", "411528")
    assert (body.site, body.since) == ("http://www.a.example/", 2022)
    assert registry.notes == ()


@pytest.mark.parametrize("nothing", ["无", "暂无", "-", "/", "—", "N/A", " "])
def test_cells_that_say_there_is_nothing(load, nothing):
    registry = load(
        f"机关名称,类型,级别,上级机关,行政区划代码,网站,年报栏目,曾用名,起始年度\n"
        f"青石县财政局,{nothing},{nothing},{nothing},{nothing},http://a.example/,{nothing},{nothing},{nothing}\n"
    )
    (body,) = registry.bodies
    assert (body.level, body.parent, body.region, body.column, body.aliases) == (None, None, "", None, ())
    assert registry.notes == ()


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("政府", "government"),
        ("Department", "department"),
        ("乡镇", "township"),
        ("街道", "subdistrict"),
        ("其他", "other"),
    ],
)
def test_kinds(load, word, kind):
    (body,) = load(f"name,kind,site\n某机关,{word},http://a.example/\n").bodies
    assert (body.kind, body.kind_source) == (kind, "registry")


# CONTRACT "Kind by name": exceptions first.
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青石县人民政府", "government"),
        ("青石县", "government"),
        ("青石县人民政府办公室", "department"),
        ("青石经济技术开发区管委会", "other"),
        ("白塔镇人民政府", "township"),
        ("临河街道办事处", "subdistrict"),
        ("青石县综合执法大队", "department"),
    ],
)
def test_kinds_by_name(load, name, kind):
    (body,) = load(f"name,site\n{name},http://a.example/\n").bodies
    assert (body.kind, body.kind_source) == (kind, "name")


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("国家", "nation"), ("国务院", "nation"), ("nation", "nation"), ("省", "province"), ("省级", "province"),
        ("自治区", "province"), ("市", "city"), ("地市级", "city"), ("自治州", "city"), ("County", "county"),
        ("县级", "county"), ("区", "county"), ("旗", "county"), ("乡镇", "township"), ("", None),
    ],
)  # fmt: skip
def test_levels(load, word, level):
    registry = load(f"name,level,site\n某局,{word},http://a.example/\n")
    assert registry.bodies[0].level == level
    assert registry.notes == ()


def test_an_unknown_level_is_noted_and_ignored(load):
    registry = load("name,level,site\n某局,副处,http://a.example/\n")
    assert registry.bodies[0].level is None
    assert registry.notes == ("line 2: level (级别) '副处' is unknown and ignored",)


@pytest.mark.parametrize("region", ["41152", "990101", "411528001", "息县"])
def test_an_unknown_region_is_a_note(load, region):
    registry = load(f"name,region,site\n某局,{region},http://a.example/\n")
    assert registry.bodies[0].region == region
    assert registry.notes == (f"line 2: region (行政区划代码) '{region}' is not a known code of six digits",)


def test_the_key_without_id_is_region_and_name(load):
    registry = load("name,region,site\n城关镇人民政府,411528,a.example\n城关镇人民政府,411321,b.example\n")
    assert [body.id for body in registry.bodies] == ["411528城关镇人民政府", "411321城关镇人民政府"]


@pytest.mark.parametrize(
    ("aliases", "names"),
    [
        ("甲局;乙局", ("甲局", "乙局")),
        ("甲局；乙局、丙局", ("甲局", "乙局", "丙局")),
        ('"甲局,乙局，丙局"', ("甲局", "乙局", "丙局")),
        ('"甲局\n 乙局 "', ("甲局", "乙局")),
        ("；甲局；；甲局", ("甲局",)),
    ],
)
def test_aliases(load, aliases, names):
    assert load(f"name,aliases,site\n某局,{aliases},http://a.example/\n").bodies[0].aliases == names


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",部门,http://a.example/,,", "no name (机关名称)"),
        ("某局,,,,", "no site (网站), neither its own nor a parent's"),
        (
            "某局,机关,http://a.example/,,",
            UNKNOWN_KIND,
        ),
        ("某局,,ftp://a.example/,,", "site (网站) 'ftp://a.example/' is neither http nor https"),
        ("某局,,mailto:a@b.example,,", "site (网站) 'mailto:a@b.example' is no web address"),
        ("某局,,http://,,", "site (网站) 'http://' is no web address"),
        ("某局,,http://a.example:port/,,", "site (网站) 'http://a.example:port/' is no web address"),
        ("某局,,http://[::1/,,", "site (网站) 'http://[::1/' is no web address"),
        ("某局,,http://a.cn;http://b.cn,,", "site (网站) 'http://a.cn;http://b.cn' is no web address"),
        ("某局,,县政府网站,,", "site (网站) '县政府网站' is no web address"),
        ("某局,,http://a.example/,去年,", "since (起始年度) '去年' is no year: write four digits such as 2021"),
        ("某局,,a.example,2021-01-01,", "since (起始年度) '2021-01-01' is no year: write four digits such as 2021"),
        ("某局,,http://a.example/,2023,2021", "until (截止年度) 2021 is before since (起始年度) 2023"),
        ("某局,,http://a.example/,,,又一格", "6 cells under 5 headings: a comma inside a cell needs quotation marks"),
    ],
)  # fmt: skip
def test_a_bad_row_is_refused_and_the_rest_loads(load, row, reason):
    registry = load(f"name,kind,site,since,until\n{row}\n白塔镇人民政府,,http://bt.example/,,\n")
    assert [body.name for body in registry.bodies] == ["白塔镇人民政府"]
    assert refusals(registry) == [(2, reason)]
    assert registry.refusals[0].row == tuple(row.split(","))


def test_a_column_that_is_no_address_is_refused(load):
    registry = load("name,site,column\n甲局,a.example,ftp://b.example/\n乙局,a.example,/nb/\n")
    assert refusals(registry) == [(2, "column (年报栏目) 'ftp://b.example/' is neither http nor https")]


@pytest.mark.parametrize(
    ("column", "address"),
    [
        ("/zfxxgk/nb/", "http://www.a.example/zfxxgk/nb/"),
        ("nb.html", "http://www.a.example/x/nb.html"),
        ("https://b.example/nb", "https://b.example/nb"),
        ("www.b.example/nb", "http://www.b.example/nb"),
        ("127.0.0.1:8001/nb", "http://127.0.0.1:8001/nb"),
        ("//b.example/nb", "http://b.example/nb"),
        ("?area=1&fbtime=2023", "http://www.a.example/x/?area=1&fbtime=2023"),
    ],
)
def test_a_column_may_be_written_relative_to_the_site(load, column, address):
    (body,) = load(f"name,site,column\n甲局,http://www.a.example/x/,{column}\n").bodies
    assert body.column == address


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("www.a.example", "http://www.a.example/"),
        ("//www.a.example/x", "http://www.a.example/x"),
        ("HTTPS://WWW.A.Example/ZFXXGK", "https://www.a.example/ZFXXGK"),
        ("127.0.0.1:8001", "http://127.0.0.1:8001/"),
        ("localhost:8001/a", "http://localhost:8001/a"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://a.example/#top", "http://a.example/"),
        ("http://青石.example/", "http://青石.example/"),
    ],
)
def test_sites(load, site, address):
    assert load(f"name,site\n甲局,{site}\n").bodies[0].site == address


def test_doubles_are_refused_with_both_lines(load):
    registry = load(
        "id,name,region,site\nA1,甲局,,a.example\nA1,乙局,,b.example\n,丙局,411528,c.example\n,丙局,411528,d.example\n"
    )
    assert refusals(registry) == [
        (3, "same id (编号) 'A1' on lines 2 and 3: the first counts"),
        (5, "same region and name '411528丙局' on lines 4 and 5: the first counts"),
    ]
    assert [body.name for body in registry.bodies] == ["甲局", "丙局"]


def test_a_row_refused_for_another_reason_does_not_shadow_a_good_one(load):
    registry = load("id,name,kind,site\nA1,甲局,机关,a.example\nA1,甲局,部门,a.example\n")
    assert [refusal.line for refusal in registry.refusals] == [2]
    assert [body.line for body in registry.bodies] == [3]


def test_one_name_under_two_ids_is_noted(load):
    registry = load("id,name,site\nA1,甲局,a.example\nA2,甲局,b.example\n")
    assert registry.notes == ("lines 2, 3: one name '甲局' under several ids",)


TREE = """id,name,parent,site,column
,甲局,青石县人民政府,,
P,青石县人民政府,,http://p.example/,http://p.example/nb/
,乙局,P,,/yi/
,丙局,P,http://c.example/,
,丙局一队,丙局,,
,丁局,旧丙局,,
"""


def test_parents_by_id_and_name_give_their_site_also_from_below(load):
    registry = load(TREE.replace(",丁局,旧丙局,,\n", ""))
    found = {body.name: (body.parent, body.site, body.column) for body in registry.bodies}
    assert found == {
        "甲局": ("P", "http://p.example/", "http://p.example/nb/"),
        "青石县人民政府": (None, "http://p.example/", "http://p.example/nb/"),
        "乙局": ("P", "http://p.example/", "http://p.example/yi/"),
        "丙局": ("P", "http://c.example/", None),
        "丙局一队": ("丙局", "http://c.example/", None),
    }
    assert [body.name for body in registry.bodies][:2] == ["甲局", "青石县人民政府"]


def test_sources_group_bodies_by_site_and_column(load):
    sources = load(TREE).sources()
    assert [(source.key, [body.name for body in source.bodies]) for source in sources] == [
        ("http://p.example/ http://p.example/nb/", ["甲局", "青石县人民政府"]),
        ("http://p.example/ http://p.example/yi/", ["乙局"]),
        ("http://c.example/", ["丙局", "丙局一队"]),
    ]


def test_source_of_a_body(load):
    registry = load(TREE)
    assert registry.source_of(registry.find("丙局一队")).key == "http://c.example/"


def test_everything_under_a_body(load):
    registry = load(TREE)
    assert [body.name for body in registry.under(registry.find("P"))] == ["甲局", "乙局", "丙局", "丙局一队"]


def test_a_parent_in_vain(load):
    registry = load("name,parent,site\n甲局,某省人民政府,\n乙局,某省人民政府,http://b.example/\n")
    assert refusals(registry) == [
        (2, "parent (上级机关) '某省人民政府' is not in the registry, and there is no site (网站)")
    ]
    assert registry.bodies[0].parent is None
    assert registry.notes == ("line 3: parent (上级机关) '某省人民政府' is not in the registry; the body stands alone",)


def test_a_refused_parent(load):
    registry = load("id,name,parent,site\nP,某县,,ftp://p.example\nA,甲局,Q,\nQ,某市,P,\nB,乙局,Q,b.example\n")
    assert [line for line, _ in refusals(registry)] == [2, 3, 4]
    assert [(body.name, body.parent) for body in registry.bodies] == [("乙局", None)]


@pytest.mark.parametrize(
    ("rows", "circle"),
    [
        ("A,甲局,A,http://a.example/\n", "2"),
        ("A,甲局,B,http://a.example/\nB,乙局,A,http://b.example/\n", "2, 3"),
        ("A,甲局,B,http://a.example/\nB,乙局,C,\nC,丙局,A,\n", "2, 3, 4"),
    ],
)
def test_circles_of_parents_are_refused(load, rows, circle):
    registry = load(f"id,name,parent,site\n{rows}D,丁局,A,http://d.example/\n")
    assert {reason for _, reason in refusals(registry)} == {f"parent (上级机关) goes in a circle through line {circle}"}
    assert [(body.name, body.parent) for body in registry.bodies] == [("丁局", None)]


def test_a_parent_of_two_meanings(load):
    registry = load("id,name,parent,site\nA,某局,,a.example\nB,某局,,b.example\nC,某队,某局,c.example\n")
    assert refusals(registry) == [(4, "parent (上级机关) '某局' may be any of the lines 2, 3: write its id")]


def test_a_chain_deeper_than_the_stack(load):
    rows = "".join(f"N{number},第{number}局,N{number + 1},\n" for number in range(3000))
    registry = load(f"id,name,parent,site\n{rows}N3000,某县,,a.example\n")
    assert len(registry.bodies) == 3001


def test_a_successor_by_id_and_name(load):
    registry = load("id,name,site,successor\nA,甲局,a.example,乙局\nB,乙局,a.example,\nC,丙局,a.example,别处的局\n")
    assert [body.successor for body in registry.bodies] == ["B", None, "别处的局"]


@pytest.mark.parametrize("text", ["A1", "ａ１".upper(), "甲局", " 甲 局 ", "老甲局"])
def test_find_what_a_person_means(load, text):
    registry = load("id,name,aliases,site\nA1,甲局,老甲局,a.example\nB1,乙局,,a.example\n")
    assert registry.find(text).id == "A1"


def test_find_says_what_is_wrong(load):
    registry = load("id,name,site\nA1,某局,a.example\nA2,某局,b.example\n")
    with pytest.raises(UserError, match="'某局' may be any of 2 bodies: write one of the ids A1, A2"):
        registry.find("某局")
    with pytest.raises(UserError, match="no body '白塔' in the registry"):
        registry.find("白塔")
    assert registry.get("A2").line == 3
    assert registry.get("A3") is None


def test_lines_are_counted_as_people_see_them(load):
    registry = load('name,site\n"甲\n局",a.example\n\n , \n乙局,b.example\n丙局,\n')
    assert [(body.name, body.line) for body in registry.bodies] == [("甲局", 2), ("乙局", 6)]
    assert [refusal.line for refusal in registry.refusals] == [7]


def test_a_stray_quotation_mark_costs_one_row(load):
    registry = load(
        'name,site\n甲局,a.example\n"乙局,b.example\n丙局,c.example\n丁"局,d.example\n"戊"局,e.example\n己局,f.example\n'
    )
    assert [body.name for body in registry.bodies] == ["甲局", "丙局", '丁"局', "己局"]
    reason = 'a quotation mark (") is out of place or never closed'
    assert refusals(registry) == [(3, reason), (6, reason)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "bodies.csv is empty: write the headings and one row per reporting body"),
        ("\n , \n", "bodies.csv is empty: write the headings and one row per reporting body"),
        ("机关名称,网站\n", "bodies.csv has headings but no row: write one row per reporting body"),
        ("单位,地址\n甲局,a.example\n", "bodies.csv has no column 机关名称 (name); its first line is: 单位, 地址"),
        ("name,site\n,a\n,b\n", "bodies.csv has no usable row: 2 refused, the first on line 2: no name (机关名称)"),
        (b"\xff\x80\x81\xff,\n", "bodies.csv is not text in UTF-8 or GB18030: save it again as UTF-8"),
    ],
)
def test_nothing_usable_is_one_clear_line(load, text, message):
    with pytest.raises(UserError) as refusal:
        load(text)
    assert str(refusal.value) == message


@pytest.mark.parametrize("data", [b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0" * 200])
def test_a_damaged_workbook_is_one_clear_line(load, data):
    with pytest.raises(UserError, match=r"^bodies\.csv is a workbook that cannot be opened: .*as XLSX or CSV$"):
        load(data)


def workbook(path, sheets):
    with xlsxwriter.Workbook(path) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


# Excel keeps codes and years as numbers; staff rename the file to what the manual asks for.
@pytest.mark.parametrize("name", ["bodies.xlsx", "bodies.csv"])
def test_a_workbook_whatever_its_name(tmp_path, name):
    made = tmp_path / "made.xlsx"
    headings = ["机关名称", "行政区划代码", "网站", "起始年度"]
    rows = [["机关名录"], [], headings, ["甲局", 411528, "a.example", 2022], [], ["", "", "b.example", ""]]
    workbook(made, {"说明": [["请勿修改"]], "名录": rows})
    path = tmp_path / name
    made.rename(path)
    registry = load_registry(path, first_year=2021)
    (body,) = registry.bodies
    assert (body.name, body.region, body.since, body.line) == ("甲局", "411528", 2022, 4)
    assert refusals(registry) == [(6, "no name (机关名称)")]


def test_the_registry_can_be_sent_to_another_process(load):
    registry = load(TREE)
    assert pickle.loads(pickle.dumps(registry)) == registry  # noqa: S301 - our own bytes


cells = st.text(alphabet=st.sampled_from('甲局县镇乡,;"\n\t 0129aAhtp:/.#\u3000\u200b无'), max_size=12)


@settings(max_examples=300, deadline=None)
@given(rows=st.lists(st.lists(cells, max_size=15), max_size=8), headings=st.sampled_from([CHINESE, ENGLISH, ""]))
def test_no_spreadsheet_breaks_the_loader(rows, headings, tmp_path_factory):
    path = tmp_path_factory.mktemp("registry") / "bodies.csv"
    path.write_text("\n".join([headings, *(",".join(row) for row in rows)]), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            registry = load_registry(path, first_year=2021)
        except UserError as error:
            refused = str(error)
            registry = None
    if registry is None:
        assert "\n" not in refused
        return
    assert registry.bodies
    assert len({body.id for body in registry.bodies}) == len(registry.bodies)
    assert all(re.match(r"https?://[^/]+/", body.site) for body in registry.bodies)
    assert all("\n" not in refusal.reason for refusal in registry.refusals)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=400))
def test_no_bytes_break_the_loader(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("registry") / "bodies.csv"
    path.write_bytes(data)
    with pytest.raises(UserError):
        load_registry(path, first_year=2021)
