"""What the text claims about the cells: real wordings, and everything that only looks like such a number."""

import pytest

from checks.examples import Example, report_of
from checks.narrative.acts import acts
from checks.narrative.applicants import applicants
from checks.narrative.carrying import carried
from checks.narrative.claims import Context
from checks.narrative.counts import counts_of
from checks.narrative.disputes import disputes
from checks.narrative.documents import documents
from checks.narrative.gaps import gaps
from checks.narrative.results import results
from checks.narrative.sentences import sentences
from checks.narrative.statements import statements
from checks.narrative.sums import closed_sums
from checks.narrative.years import done_later, foreign_years

YEAR = 2024
FAMILIES = (results, carried, applicants, disputes, documents, acts)


def parts(text):
    report = report_of(Example(title="test", year=YEAR, preamble="", texts={"1": text, "6": "无"}))
    return [each for each in sentences(report) if each.text in text]


def claimed(text, body="云岫县财政局"):
    counts = counts_of(parts(text))
    return {(c.about, int(c.number)) for family in FAMILIES for c in family(counts, Context(YEAR, body))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "收到政府信息公开申请69件，其中予以公开35件、部分公开1件、无法提供29件、不予处理2件、其他处理2件。",
            {("granted", 35), ("partially_granted", 1), ("unavailable", 29), ("not_processed", 2), ("other", 2)},
        ),
        ("办结政府信息公开申请9件，6件予以公开，3件不予公开。", {("granted", 6), ("refused", 3)}),
        ("收到政府信息公开申请9件，同意公开答复9件。", {("granted", 9)}),
        (
            "受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。",
            {("carried_in", 34), ("carried_out", 103)},
        ),
        ("本年度全区共收到70件政府信息公开申请，办结69件，1件结转下年度继续办理。", {("carried_out", 1)}),
        ("收到政府信息公开申请9件，2023年结转2件，结转2025年3件。", {("carried_in", 2), ("carried_out", 3)}),
        (
            "收到政府信息公开申请75件，涉及自然人72件、商业企业3件，均在法定期限内予以答复。",
            {("natural_person", 72), ("company", 3)},
        ),
        (
            "政府信息公开工作方面共有行政诉讼案件1件、行政复议案件2件，均已结案。",
            {("suit.total", 1), ("review.total", 2)},
        ),
        (
            "因政府信息公开被申请行政复议3件，其中结果维持1件、结果纠正2件。",
            {("review.total", 3), ("review.upheld", 1), ("review.corrected", 2)},
        ),
        ("截至目前，网站发布县级规范性文件2篇、普通政策文件3篇。", {("published", 2)}),
        ("公开现行有效行政规范性文件698件，更新本年度制发的规范性文件88件。", {("in_force", 698), ("issued", 88)}),
        ("已宣布废止规范性文件5件，拟适时修改3件。", {("repealed", 5)}),
        ("全年作出行政处罚决定53件、行政许可决定12件。", {("penalties", 53), ("licensing", 12)}),
        ("作出行政许可决定1250件，行政处罚立案41件。", {("licensing", 1250)}),
        ("与去年行政处罚决定41件相比，数量减少，本年共作出行政处罚决定35件。", {("penalties", 35)}),
        ("制发规范性文件4件，废止2件，现行有效18件。", {("issued", 4), ("repealed", 2), ("in_force", 18)}),
        ("清理规范性文件22件，其中保留18件，废止2件。", set()),
        ("全年制定县政府规范性文件4件，以部门名义印发规范性文件9件。", set()),
        ("因政府信息公开引发行政复议5件、行政诉讼3件，无败诉案件。", {("review.total", 5), ("suit.total", 3)}),
        (
            "涉及政府信息公开的行政诉讼案件3件，胜诉2件，未审结1件。",
            {("suit.total", 3), ("suit.upheld", 2), ("suit.pending", 1)},
        ),
        (
            "因政府信息公开被申请行政复议2件，维持1件，尚未审结1件。",
            {("review.total", 2), ("review.upheld", 1), ("review.pending", 1)},
        ),
        ("县政府作为复议机关共收到政府信息公开行政复议申请22件。", set()),
        ("答复政府信息公开申请35件，包括上年度转结2件，1件结转至2025年办理。", {("carried_in", 2), ("carried_out", 1)}),
        (
            "对政府信息公开申请不予公开4件（其中法律、行政法规禁止公开2件、保护第三方合法权益1件、属于三类内部事务信息1件）。",
            {("refused", 4), ("refused.other_law", 2), ("refused.third_party", 1), ("refused.internal_affairs", 1)},
        ),
        ("全市政府系统办结政府信息公开申请69件，1件结转下年度。", {("carried_out", 1)}),
    ],
    ids=lambda each: each[:14] if isinstance(each, str) else None,
)
def test_claims(text, found):
    assert claimed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2023年收到政府信息公开申请20件，予以公开15件。",
        "收到政府信息公开申请10件，因涉及商业秘密不予公开1件。",
        "收到政府信息公开申请10件，予以公开约9件。",
        "政府信息公开申请办理中，各乡镇予以公开5件。",
        "县公安局收到政府信息公开申请20件，予以公开15件。",
        "全年办理行政复议案件134件，出庭应诉行政诉讼案件57件。",
        "政府信息公开行政复议、行政诉讼共5件。",
        "政府信息公开行政诉讼一审3件、二审2件。",
        "市政府及市政府办政策性文件11件，规范性文件解读6篇。",
        "清理规范性文件30件，转发上级规范性文件5件，规范性文件备案3件。",
        "政策、规范性文件类信息68条。",
        "信息公开行政复议申请结转下年度2件。",
        "自然人6件。",
    ],
)
def test_what_claims_nothing(text):
    assert claimed(text) == set()


def test_a_justice_bureau_decides_reviews_of_others():
    assert claimed("政府信息公开行政复议案件12件。", body="云岫县司法局") == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到政府信息公开申请3件，均已按时办结。", ["closed"]),
        ("收到政府信息公开申请75件，均在法定期限内予以答复，办结率100%。", ["closed"]),
        ("收到政府信息公开申请3件，全部依法答复。", ["answered"]),
        ("没有政府信息公开方面引起的行政复议和行政诉讼。", ["no_review", "no_suit"]),
        ("政府信息公开行政复议3件，全部维持。", ["review_upheld"]),
        ("规范依申请公开。收到群众诉求348件，全部办结。", []),
        ("收到政府信息公开申请3件，到期的均已办结。", []),
        ("收到政府信息公开申请3件，均已办结，另有1件结转下年度。", []),
        ("规范答复，避免了行政复议和诉讼被纠错的问题。", []),
        ("2023年没有因政府信息公开引起的行政复议。", []),
    ],
    ids=lambda each: each[:14] if isinstance(each, str) else None,
)
def test_statements(text, found):
    assert [s.about for s in statements(parts(text), Context(YEAR, None))] == found


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("公开信息1136条，其中机构36条，政策、文件100条，其他应公开信息1000条。", [(1136, 1136)]),
        ("共公开信息2599条，(其中机构类25条，政策、规范性文件类68条，其他2440条)主要通过网站。", [(2599, 2533)]),
        ("公开信息80条，其中：A类20条；B类30条；其余40条。", [(80, 90)]),
        ("发布380条财政信息，其中专项资金152条，预决算197条（政府32条、部门165条）、债券31条。", []),
        ("公开信息152余条，其中网站80条，新媒体41条，其他方式30余条。", []),
        ("收到申请12件，其中予以公开10件、其他处理1件。", []),
        ("公开信息50条，其中网站50条、微信20件、其他3条。", []),
    ],
)
def test_only_complete_lists_are_added_up(text, sums):
    assert [(int(each.whole), int(each.total)) for each in closed_sums(parts(text))] == sums


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("全年公开核准企业资质条、施工许可证76条、安全生产许可证121条。", True),
        ("主动公开政府信息 条，较好完成。", True),
        ("同比增长 %。", True),
        ("公开文件、信件、条件、头条，案件3件。", False),
        ("公开规范性文件、公文2件。", False),
        ("转发《关于主动公开政府信息 条的通知》。", False),
        ("印发《满意率%测算办法》3份。", False),  # the name of a paper, though numbers are counted beside it
        ("信 息 公 开 条 例 ， 信息 条。", False),
    ],
)
def test_lost_numbers(text, lost):
    assert bool(list(gaps(parts(text)))) is lost


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年，我局坚持公开为常态。", [2023]),
        ("2022年，我局坚持公开为常态。", [2022]),
        ("2021年，我局坚持公开为常态。", []),  # too long ago for a text copied from the last report
        ("2026年，我局坚持公开为常态。", []),
        ("2023年共主动公开政府信息300条。", [2023]),
        ("2023年公开100条，2024年公开120条。", []),
        ("2023年度考核结果为优秀，全年共公开12条。", []),
        ("2023年12月，我局印发目录。", []),
        ("2024年，我局坚持公开为常态。", []),
        ("2023年（下同)我局坚持公开为常态。", [2023]),  # brackets of two widths
    ],
)
def test_years_of_work(text, found):
    assert [year for _, year in foreign_years(parts(text), YEAR)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *((f"2025年{finished}公开信息30条。", [2025]) for finished in ("共", "累计", "全年", "已")),
        ("2025年公开了信息30条。", [2025]),
        ("2025年公开信息30条，成效良好。", [2025]),
        ("2025年公开信息30条，群众满意。", [2025]),
        ("2025年公开信息30条。", []),  # nothing says that it is over
        ("2025年将共公开信息30条。", []),
        ("2025年已公开信息30条，目标60条。", []),
        ("2024年共公开信息30条。", []),
    ],
)
def test_work_of_the_next_year_told_as_finished(text, found):
    assert [year for _, year in done_later(parts(text), YEAR)] == found


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("（二）依申请公开\n收到24件。", "依申请公开"),
        ("（二）依申请公开。\n收到24件。", "依申请公开"),
        ("（二）依申请公开情况。规范办理流程。\n收到24件。", "依申请公开情况"),
        ("依申请公开情况\n收到24件。", "依申请公开情况"),
        ("（二）依申请公开\n1.收件\n收到24件。", "依申请公开收件"),
        ("（二）依申请公开\n1.收件\n2.办理\n收到24件。", "依申请公开办理"),
        ("（二）依申请公开\n2.收到24件。", "依申请公开"),
        ("2.依申请公开\n3.收到24件。", ""),
        ("（二）依申请公开\n（三）信息管理\n收到24件。", "信息管理"),
        ("（二）依申请公开\n（三）审核稿件，修订制度。\n收到24件。", ""),
        ("（二）依申请公开\n规范流程。方便群众。及时登记。\n收到24件。", "依申请公开"),
        ("（二）依申请公开\n规范流程。方便群众。及时登记。收到24件。", "规范流程。方便群众。及时登记。"),
        ("全年工作有序推进。\n收到24件。", ""),
    ],
)
def test_a_sub_heading_stands_over_every_paragraph_up_to_the_next(text, before):
    assert parts(text)[-1].before == before


def test_a_sub_heading_ends_with_its_section():
    report = report_of(Example(title="test", year=YEAR, texts={"1": "（二）依申请公开", "5": "收到24件。"}))
    assert [s.before for s in sentences(report) if s.text == "收到24件。"] == [""]
