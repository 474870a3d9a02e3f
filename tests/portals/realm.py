"""Counties, cities and a nation of bodies, drawn lazily: any site and any report can be had alone.

A county is one site with fifty bodies and their reports of seven years; a city is twelve counties, the nation three
thousand. Everything follows from the seed and the number of the county. Formats come in the mix of real sites: of a
hundred reports 85 are web pages, 10 PDF, 4 DOCX and one is pictures of pages.
"""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from tests.writing import LAYOUTS, Gold, Layout, dice
from tests.writing.bodies import Body
from tests.writing.clean import clean_gold, written
from tests.writing.forms import FormId
from tests.writing.gold import SHANGHAI
from tests.writing.prose import careful

from .server import Served
from .site import Entry, Site, chunks

COUNTIES = {"county": 1, "city": 12, "nation": 3000}
"""How many sites each has, of fifty bodies."""

_SYLLABLES = (
    "云青鹿望白松禾临溪岚鸣泉榆涧川砚霁星澜栖鹤朔桐鲤沐霄岫苇棠杉"
    "荻蘅澄沅汀湄洛淇澧浔渌淮涟湘漪瑶琅玥珩琮璟昭旭晴岱嵩峤屿"
)
_DEPARTMENTS = (
    "教育局", "水利局", "财政局", "民政局", "司法局", "审计局", "统计局", "商务局", "林业局", "气象局", "交通运输局",
    "农业农村局", "自然资源局", "生态环境局", "应急管理局", "市场监督管理局", "卫生健康局", "医疗保障局", "科学技术局",
    "退役军人事务局", "住房和城乡建设局", "人力资源和社会保障局", "发展和改革局", "工业和信息化局", "城市管理局",
    "文化和旅游局",
)  # fmt: skip
_TOWNS = tuple(f"{name}镇人民政府" for name in ("松篁", "墨桥", "石坳", "茶烟", "柳塘", "竹溪", "梅岭", "荷塘", "枫林",
                                               "杏花", "桃源", "菊潭", "兰亭", "芦渡", "槐荫", "枣庄"))  # fmt: skip
_STREETS = tuple(f"{name}街道办事处" for name in ("桐埠", "晚枫", "銮桥", "听涛", "南湖", "北苑"))
_KINDS = {
    "人民政府": "government",
    **dict.fromkeys(("人民政府办公室", *_DEPARTMENTS), "department"),
    **dict.fromkeys(_TOWNS, "township"),
    **dict.fromkeys(_STREETS, "subdistrict"),
}
_SHARES = ((85, "html_official"), (95, "pdf_drawn"), (99, "docx_raw"), (100, "scan_hei"))
_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MENU = re.compile(rb'(?<=href=")(?:/c\d+/index|\./20\d\d)\.html(?=")')
"""What the writers of pages link to beside the report; on this site all of it leads to the column."""
_PAGES_OF_LIST = re.compile(rb"(?<=countPage = )\d+")
"""A count that some writers leave in a script, as if the report were a list; here it is a page by itself."""
_FAULTY = 0.05
_LATE = 0.03


def layout_of(seed: int, number: int, formats: str = "mixed") -> Layout:
    """Return how a report is written: in the mix, or as a web page; pictures become PDF where nothing can draw them."""
    share = dice(seed, "format", number).randrange(100) if formats == "mixed" else 0
    chosen = LAYOUTS[next(name for below, name in _SHARES if share < below)]
    return chosen if chosen.available() else LAYOUTS["pdf_drawn"]


class County(Site):
    """The site of a county; its reports are written when they are asked for, the same ones every time."""

    offices = tuple(_KINDS)
    years = range(2025, 2018, -1)

    def __init__(self, number: int, seed: int = 1, formats: str = "mixed") -> None:
        self.seed = seed
        self.formats = formats
        self.number = number
        super().__init__(f"county{number}", number)
        self._column = "/zwgk/zfxxgk/zfxxgknb/"
        self._shelf: dict[str, Entry] = {}
        self._write_lists()

    @staticmethod
    def place_of(number: int) -> str:
        first, second = divmod(number, len(_SYLLABLES))
        return f"{_SYLLABLES[first]}{_SYLLABLES[second]}县"

    def kind_of(self, body: str) -> str:
        """Return the kind of a body."""
        return _KINDS[body.removeprefix(self.place)]

    def answer(self, method: str, target: str, body: str) -> Served:
        """Answer as any site; a report is written at its first request and kept."""
        entry = self._shelf.get(target)
        if entry and target not in self.pages:
            self._open(target, entry)
        return super().answer(method, target, body)

    def draw(self) -> None:
        """Write every report now, as a server that is to be fast must."""
        for target, entry in self._shelf.items():
            self._open(target, entry)

    def report(self, entry: Entry) -> tuple[bytes, Layout]:
        """Return the file of a report, and how it is written."""
        layout = layout_of(self.seed, self._serial(entry), self.formats)
        rng = dice(self.seed, "report", self._serial(entry))
        gold = self.gold(entry)
        prose = careful(gold, rng)
        shown = _with_fault(gold) if rng.random() < _FAULTY else gold
        return written(shown, prose, layout, rng.randrange(10**9)), layout

    def gold(self, entry: Entry) -> Gold:
        """Return the figures of a report: those of its body, a little higher every year."""
        form: FormId = "2019" if entry.year < 2021 else "2021"
        base = _steady(clean_gold(dice(self.seed, self.number, entry.body, form), form))
        kind = self.kind_of(entry.body)
        body = Body(entry.body, kind, self.place, entry.body)
        moment = datetime(entry.day.year, entry.day.month, entry.day.day, 9, tzinfo=SHANGHAI)
        return replace(_grown(base, entry.year - 2018), body=body, year=entry.year, published=moment)

    def _serial(self, entry: Entry) -> int:
        return self.number * 1000 + entry.number % 1000

    def _day_of(self, at: int, year: int) -> date:
        rng = dice(self.seed, "day", self.number, at, year)
        return date(year + 1, 2 if rng.random() < _LATE else 1, rng.randint(8, 28))

    def _open(self, target: str, entry: Entry) -> None:
        data, layout = self.report(entry)
        if layout.family == "html":
            data = _PAGES_OF_LIST.sub(b"1", _MENU.sub(self._column.encode(), data))
        self.pages[target] = Served(data, _TYPES.get(layout.family, _DOCX))

    def _write_lists(self) -> None:
        self.way(self._column, steps=(("/zwgk/", "政务公开"), ("/zwgk/zfxxgk/", "政府信息公开")))
        pages = chunks(self.entries, 20)
        for number, page in enumerate(pages):
            script = f'<script>createPageHTML({len(pages)}, {number}, "index", "html");</script>'
            rows = [self.row(f"./{self._address(entry)}", entry) for entry in page]
            self.list_page(f"{self._column}index_{number}.html" if number else self._column, rows, script)
        for entry in self.entries:
            path = self._column + self._address(entry)
            if entry.is_report:
                self.reports[path] = self._shelf[path] = entry
            else:
                self.article(path, entry)

    def _address(self, entry: Entry) -> str:
        family = layout_of(self.seed, self._serial(entry), self.formats).family if entry.is_report else "html"
        ending = family if family in {"pdf", "docx"} else "html"
        return f"{entry.day:%Y%m}/t{entry.day:%Y%m%d}_{entry.number}.{ending}"


def counties(size: str, seed: int = 1) -> dict[str, County]:
    """Return the sites of a county, a city or the nation, by name."""
    return {f"county{number}": County(number, seed) for number in range(COUNTIES[size])}


@cache
def _applicant_cells(row: str) -> tuple[str, str]:
    return f"t3.{row}.natural_person", f"t3.{row}.total"


def _steady(gold: Gold) -> Gold:
    """Let a body carry nothing over and keep its documents, so that its years agree with one another."""
    handled = {cell: gold.count(cell) for cell in gold.cells if cell.startswith("t3.handled_total.")}
    cells = {cell.replace("handled_total", "received"): figure for cell, figure in handled.items()}
    still = ("t3.carried_in.", "t3.carried_out.")
    moving = (".issued", ".repealed", ".change", ".made", "documents.published")
    cells |= {cell: Decimal(0) for cell in gold.cells if cell.startswith(still) or cell.endswith(moving)}
    return gold.having(cells)


def _grown(gold: Gold, more: int) -> Gold:
    changed = (*_applicant_cells("granted"), *_applicant_cells("handled_total"), *_applicant_cells("received"))
    return gold.having({cell: gold.count(cell) + more for cell in (*changed, "t2.penalties.decisions")})


def _with_fault(gold: Gold) -> Gold:
    return gold.having({"t4.review.total": gold.count("t4.review.total") + 3})
