"""The words around the figures: titles, headings, narrative, page furniture. All of it is invented.

The wordings of titles and headings vary as on real pages; the sentences are plain filler, with the traps that real
ones hold: figures beside the words of the form, other years, nested numbering.
"""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from .gold import Gold

REPORT = "政府信息公开工作年度报告"


@dataclass(frozen=True, slots=True)
class Title:
    """A printed title: its lines, the acceptable readings of it, and the body names it allows to read."""

    lines: tuple[str, ...]
    readings: tuple[str, ...]
    bodies: tuple[str | None, ...]


_USUAL = ("{name}{year}年" + REPORT, "{name}{year}年度" + REPORT)
_UNUSUAL = (
    "{year}年{name}" + REPORT,
    "{name}{year}年 " + REPORT,
    "{name}关于{year}年度" + REPORT,
    "{name}政府信息公开工作{year}年度报告",
    "{name}{year}年政府信息公开工作的年度报告",
    "{name}{year}年政府信息公开年度报告",
    "{name}{year}年信息公开工作年度报告",
    "{name}{year}年政府信息工作年度报告",
    "{name}{year}年政府信息公开工作报告",
    "{name}{year}年度政府信息公开报告",
)
_SUFFIXES = ("（文字版）", "（图解）", "(文字版)")


def random_title(rng: Random, gold: Gold) -> Title:
    """Draw a title: usually as the form wants it, else in one of the seen variants."""
    pattern = rng.choice(_USUAL if rng.random() < 0.6 else _UNUSUAL)
    name, bodies = rng.choice(
        [(gold.body.name, (gold.body.name,))] * 8
        + [(gold.body.short, (gold.body.name, gold.body.short)), ("", (gold.body.name, None))]
    )
    text = pattern.format(name=name, year=gold.year)
    suffix = rng.choice(_SUFFIXES) if rng.random() < 0.05 else ""
    return Title(_broken(rng, text + suffix), (text, text + suffix), bodies)


def _broken(rng: Random, text: str) -> tuple[str, ...]:
    """Break a title over two lines, at a place where real ones break."""
    places = [text.index(word) for word in ("政府信息", "年度报告") if text.find(word) > 0]
    if not places or rng.random() < 0.85:
        return (text,)
    place = rng.choice(places)
    return text[:place].strip(), text[place:].strip()


HEADINGS: tuple[tuple[str, ...], ...] = (
    (
        "总体情况",
        "总体情况",
        "总体公开情况说明",
        "总体情况概述",
        "概述",
        "工作概述",
        "政府信息公开总体工作情况",
        "总体工作情况",
    ),
    (
        "主动公开政府信息情况",
        "主动公开政府信息情况",
        "行政机关主动公开政府信息情况",
        "主动公开情况",
        "主动公开政府信息的情况",
    ),
    (
        "收到和处理政府信息公开申请情况",
        "收到和处理政府信息公开申请情况",
        "行政机关收到和处理政府信息公开申请情况",
        "收到和办理政府信息公开申请情况",
        "政府信息公开申请情况",
        "收到和处理政府信息公开申请情况统计表",
    ),
    (
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "政府信息公开行政复议及行政诉讼情况",
        "政府信息公开行政复议行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政法复议、行政诉讼情况",
    ),
    (
        "存在的主要问题及改进情况",
        "存在的主要问题及改进情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "存在问题及改进情况",
        "存在的主要问题及整改措施",
        "存在的主要问题和改进措施",
        "存在的主要问题及改进方向",
        "存在问题及整改情况",
        "存在的主要问题及改情况",
    ),
    ("其他需要报告的事项", "其他需要报告的事项", "其他需报告的事项", "其他报告事项"),
)
"""The six headings of the form, each first in its own words (twice, to be the likeliest) and then as seen."""

_ORDINALS = ("一二三四五六", "{}、"), ("123456", "{}."), ("123456", "{}、 "), ("一二三四五六", "{}、 ")


def random_headings(rng: Random) -> tuple[str, ...]:
    """Draw the six headings with one numbering."""
    digits, pattern = _ORDINALS[0] if rng.random() < 0.8 else rng.choice(_ORDINALS)
    habitual = rng.random() < 0.6
    words = (variants[0] if habitual else rng.choice(variants) for variants in HEADINGS)
    return tuple(pattern.format(digit) + word for digit, word in zip(digits, words, strict=True))


def preamble(rng: Random, gold: Gold) -> list[str]:
    """Return the paragraphs before section 一: the law, the period, where to get a copy."""
    year = gold.year
    decree = "国办公开办函〔2021〕30号" if gold.forms["t3"] == "2021" else "国办公开办函〔2019〕60号"
    period = rng.choice(
        (
            f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
            f"数据统计时间为{year}年1月1日至12月31日。",
            f"本年度报告中所列数据期限为{year}年1月1日—12月31日。",
        )
    )
    opening = f"现依照《中华人民共和国政府信息公开条例》和{decree}的格式，公布{gold.body.name}{year}年度报告。"
    place = f"电子版可在{gold.body.place}样板网站（http://www.example.com）查阅，邮编000000，电话0000-0000000。"
    return [opening + period + (place if rng.random() < 0.5 else "")]


_TOPICS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
_TOPIC_NUMBERS = (
    ("（一）（二）（三）（四）（五）", "(一)(二)(三)(四)(五)"),
    ("一、二、三、四、五、",),
    ("1.2.3.4.5.", "1、2、3、4、5、"),
)


def overview(rng: Random, gold: Gold) -> list[str]:
    """Return section 一: a lead and five topics, numbered in one of the ways seen, one of them like main sections."""
    style = rng.choice(_TOPIC_NUMBERS if rng.random() < 0.3 else _TOPIC_NUMBERS[:1])
    marks = rng.choice(style)
    width = len(marks) // 5
    numbers = [marks[i * width : (i + 1) * width] for i in range(5)]
    texts = (_proactive(rng, gold), _requests(rng, gold), _MANAGEMENT, _PLATFORM, _OVERSIGHT)
    lead = f"{gold.year}年，本单位按照样板要求安排公开工作，比{gold.year - 1}年更加规范。"
    return [lead, *(f"{n}{topic}。{text}" for n, topic, text in zip(numbers, _TOPICS, texts, strict=True))]


def _proactive(rng: Random, gold: Gold) -> str:
    licensing = rng.randrange(1, 3000)
    return (
        f"全年通过网站发布信息{rng.randrange(20, 5000)}条，其中行政许可{licensing}件、行政处罚{licensing // 3}件，"
        f"制发规范性文件{rng.randrange(1, 30)}件，{gold.year - 1}年为{rng.randrange(1, 30)}件。"
    )


def _requests(rng: Random, gold: Gold) -> str:
    received, carried = (gold.count(f"t3.{row}.total") for row in ("received", "carried_in"))
    if not received:
        return rng.choice(("全年未收到政府信息公开申请。", "本年度没有收到公民提出的申请。"))
    tail = f"，上年结转{carried}件" if carried else ""
    return f"本年新收政府信息公开申请{received}件{tail}，结转下年度继续办理{gold.count('t3.carried_out.total')}件。"


_MANAGEMENT = "文件在起草时即标注公开属性，发布前逐件审查。"
_PLATFORM = "网站设样板栏目12个，新媒体账号2个，栏目内容按月核对。"
_OVERSIGHT = "全年开展培训2次、自查4次，未发生责任追究情形。"


def problems(rng: Random, gold: Gold) -> list[str]:
    """Return section 五."""
    return [
        rng.choice(
            (
                "存在的问题：一是栏目更新不够均衡；二是解读材料形式单一。",
                "主要问题有两点：（一）公开目录不够细；（二）业务培训偏少。",
            )
        ),
        f"改进情况：{gold.year + 1}年将补齐目录，每季度核对一次，并安排3次培训。",
    ]


def other_matters(rng: Random, gold: Gold) -> list[str]:
    """Return section 六, with or without the statement on fees for processing information."""
    return [
        rng.choice(
            (
                "无",
                "无。",
                "无其他需要报告的事项。",
                f"{gold.year}年未收取信息处理费。",
                f"{gold.year}年发出收费通知1件，收取信息处理费{rng.randrange(100, 900)}元。",
            )
        )
    ]


DATE_LABELS = ("发布时间", "发布日期", "日期", "发表日期", "公开日期", "生成日期", "时间")


def printed_date(rng: Random, moment: datetime) -> str:
    """Write a date as page lines do."""
    return moment.strftime(rng.choice(("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y年%m月%d日", "%Y/%m/%d")))


def signature_date(moment: datetime) -> str:
    """Write a date as it stands under a report."""
    return f"{moment.year}年{moment.month}月{moment.day}日"
