"""The text of a careful report, sentence by sentence, agreeing with its tables.

Each sentence has a name, so that a fault can replace exactly one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from .forms import TABLE3
from .gold import Gold
from .traps import TRAPS

SELF = {"government": "我县", "department": "我局", "township": "我镇", "subdistrict": "我街道", "other": "我区"}
_UNIT = ("件", "件", "件", "件", "份", "宗")


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of one report: named sentences by section, and the preamble."""

    preamble: str
    overview: Mapping[str, str]
    problems: Mapping[str, str]
    other: Mapping[str, str]

    def having(self, **sentences: str) -> "Prose":
        """Return the same text with some sentences replaced; a new name becomes a paragraph of section one."""
        parts = {
            name: {key: sentences.get(key, text) for key, text in getattr(self, name).items()}
            for name in ("overview", "problems", "other")
        }
        known = {key for part in parts.values() for key in part}
        parts["overview"] |= {key: text for key, text in sentences.items() if key not in known and key != "preamble"}
        return replace(self, preamble=sentences.get("preamble", self.preamble), **parts)

    def section(self, number: str) -> list[str]:
        """Return the paragraphs of section one, five or six."""
        return [text for text in {"1": self.overview, "5": self.problems, "6": self.other}[number].values() if text]


def group(gold: Gold, name: str) -> Decimal:
    """Return the total of one group of results, or of one row."""
    rows = [row.id for row in TABLE3[gold.forms["t3"]] if row.id == name or row.id.startswith(f"{name}.")]
    return sum((gold.count(f"t3.{row}.total") for row in rows), Decimal(0))


def suits(gold: Gold, outcome: str) -> Decimal:
    """Return a figure of both kinds of suits."""
    return gold.count(f"t4.litigation_direct.{outcome}") + gold.count(f"t4.litigation_after_review.{outcome}")


def careful(gold: Gold, rng: Random) -> Prose:
    """Return a text that agrees with the tables of a report."""
    us, year, unit = SELF[gold.body.kind], gold.year, rng.choice(_UNIT)
    overview = {
        "opening": f"{year}年，{us}坚持以公开为常态，比{year - 1}年更加规范。",
        "proactive": f"（一）主动公开。{proactive(rng)}{documents(gold, rng)}{acts(gold, rng)}",
        "requests": f"（二）依申请公开。{requests(gold, rng, unit)}",
        "disputes": disputes(gold, rng),
        "management": "（三）政府信息管理。文件在起草时即标注公开属性，发布前逐件审查。",
        "platform": "（四）政府信息公开平台建设。网站设栏目12个，按月核对。",
        "oversight": "（五）监督保障。全年培训2次、自查4次。考核结果为良好，社会评议满意度较高，未发生责任追究情形。",
        "traps": "".join(trap.say(gold) for trap in rng.sample(TRAPS, 5)),
    }
    problems = {
        "problems": "存在的问题：一是部分科室上传文件的时间晚于规定的20个工作日；二是图解材料只有7份，数量偏少。",
        "measures": f"改进情况：{year + 1}年将每季度核对一次栏目，增加图解材料，并安排3次培训。",
    }
    return Prose(_preamble(gold), overview, problems, {"fee": _fee(gold, rng)})


def _preamble(gold: Gold) -> str:
    decree = "国办公开办函〔2021〕30号" if gold.forms["t3"] == "2021" else "国办公开办函〔2019〕60号"
    return (
        f"根据《中华人民共和国政府信息公开条例》和{decree}要求编制本报告。"
        f"本报告所列数据的统计期限自{gold.year}年1月1日起至{gold.year}年12月31日止。"
    )


def _fee(gold: Gold, rng: Random) -> str:
    if gold.year < 2021:
        return "无。"
    return rng.choice(
        (
            f"{gold.year}年未收取信息处理费。",
            f"{gold.year}年发出收费通知1件，收取信息处理费{rng.randrange(100, 900)}元。",
            "本年度依申请公开没有产生信息处理费。",
        )
    )


def proactive(rng: Random) -> str:
    """Return the sentence on publication: a complete list that adds up, or an open or rounded one."""
    first, second, rest = (rng.randrange(20, 900) for _ in range(3))
    total = first + second + rest
    return rng.choice(
        (
            f"全年公开政府信息{total}条，其中机构职能{first}条，政策文件{second}条，其他信息{rest}条。",
            f"全年公开政府信息{total}条（其中机构职能{first}条、政策文件{second}条、其他应公开信息{rest}条）。",
            f"全年公开政府信息{total}余条，其中网站{first}条，新媒体{second}条，其他方式{rest}余条。",
            f"全年公开政府信息{total}条，其中网站{first + 3}条，新媒体{second}条（部分信息同时发布）。",
        )
    )


def documents(gold: Gold, rng: Random) -> str:
    """Return the sentence on normative documents."""
    row = "t2.normative_documents"
    if gold.forms["t2"] == "2021":
        issued, repealed, stock = (gold.count(f"{row}.{key}") for key in ("issued", "repealed", "in_force"))
        return rng.choice(
            (
                f"全年制发规范性文件{issued}件，废止规范性文件{repealed}件，现行有效规范性文件{stock}件。",
                f"集中公开现行有效行政规范性文件{stock}件，动态更新本年度制发的规范性文件{issued}件。",
            )
        )
    return f"全年主动公开规范性文件{gold.count(f'{row}.published')}件。"


def acts(gold: Gold, rng: Random) -> str:
    """Return the sentence on licences and penalties."""
    licences, penalties = (gold.count(f"t2.{row}.decisions") for row in ("licensing", "penalties"))
    fees = gold.count("t2.fees.amount") if gold.forms["t2"] == "2021" else Decimal(0)
    words = rng.choice((f"作出行政许可决定{licences}件，作出行政处罚决定{penalties}件。", ""))
    return words + (f"全年行政事业性收费{fees}万元。" if fees and rng.random() < 0.4 else "")


def requests(gold: Gold, rng: Random, unit: str) -> str:
    """Return the sentences on applications."""
    received, carried, handled, out = (
        gold.count(f"t3.{row}.total") for row in ("received", "carried_in", "handled_total", "carried_out")
    )
    if not received and not carried:
        return rng.choice(
            ("全年未收到政府信息公开申请。", "本年度没有收到公民、法人或者其他组织提出的政府信息公开申请。")
        )
    persons = gold.count("t3.received.natural_person")
    companies = gold.count("t3.received.company")
    both = rng.choice(
        (
            "全年新收政府信息公开申请{r}{u}，其中自然人{p}{u}、商业企业{f}{u}；上年结转{c}{u}，办结{h}{u}，结转下年度{o}{u}。",
            "全年共受理政府信息公开申请{a}{u}（含上年结转{c}{u}），答复{h}{u}，另有{o}{u}顺延到下年度答复。",
            "收到政府信息公开申请{r}{u}，办理{h}{u}，上一年度结转{c}{u}，结转{next}年{o}{u}。",
        )
    )
    figures = {"r": received, "c": carried, "h": handled, "o": out, "p": persons, "f": companies, "u": unit}
    told = both.format(a=received + carried, next=gold.year + 1, **figures)
    return told + results(gold, unit) if handled else told


def results(gold: Gold, unit: str) -> str:
    """Return the sentence on results."""
    names = {
        "granted": "予以公开",
        "partially_granted": "部分公开",
        "refused": "不予公开",
        "unavailable": "无法提供",
        "not_processed": "不予处理",
        "other": "其他处理",
    }
    listed = "，".join(f"{words}{group(gold, name)}{unit}" for name, words in names.items())
    return f"办理的政府信息公开申请中，{listed}。"


def disputes(gold: Gold, rng: Random) -> str:
    """Return the sentence on reviews and suits."""
    total, upheld, corrected, other, pending = (
        gold.count(f"t4.review.{key}") for key in ("total", "upheld", "corrected", "other", "pending")
    )
    suited = suits(gold, "total")
    if not total and not suited:
        return rng.choice(("本年度未发生因政府信息公开引起的行政复议、行政诉讼案件。", ""))
    return (
        f"因政府信息公开被申请行政复议{total}件，其中结果维持{upheld}件、结果纠正{corrected}件、"
        f"其他结果{other}件、尚未审结{pending}件；政府信息公开行政诉讼案件{suited}件。"
    )
