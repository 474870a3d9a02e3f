"""Laying out the sheets as an XLSX workbook that prints on A4 and in which people decide."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from math import ceil
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from config.clock import SHANGHAI
from reports.digest.text import day
from reports.exports.ledger.choices import CHOICES, Choice
from reports.exports.ledger.columns import Column, Value
from reports.exports.ledger.sheets import Sheet, sheets
from reports.exports.phrases import tell
from reports.exports.safety import cell_text
from reports.exports.selection import Selection

TITLE_ROW, INTRO_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2, 3
_A4 = 9
_LINE, _HIGHEST = 13.0, 409.0
_TYPED_DAYS = ("day", "until")
_PLAIN: Mapping[str, object] = {
    "font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1,
}  # fmt: skip
_HEAD = {"font_name": "黑体", "align": "center", "valign": "vcenter"}
_TOP = {"border": 0, "text_wrap": False, "quote_prefix": True}
_FORMATS: Mapping[str, dict[str, object]] = {
    "title": {**_TOP, "font_name": "方正小标宋简体", "font_size": 18, "valign": "vcenter"},
    "note": {**_TOP, "font_color": "#444444"},
    "head": {**_HEAD, "bg_color": "#D9E2EC"},
    "typed_head": {**_HEAD, "bg_color": "#FFF4CC"},
    "text": {"quote_prefix": True, "num_format": "@"},
    "number": {"num_format": "0;-0;", "align": "center"},
    "day": {"num_format": "yyyy-mm-dd", "align": "center"},
    "open": {"bg_color": "#FFFDF3"},
    "open_day": {"bg_color": "#FFFDF3", "num_format": "yyyy-mm-dd"},
}


def ledger(selection: Selection) -> bytes:
    """Return the workbook of a selection; the same ledger and instant give the same bytes.

    Text is written as text whatever it begins with, addresses are no links, and every cell of text carries the mark by
    which Excel keeps it text when it is edited.
    """
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as workbook:
        made = selection.made.astimezone(SHANGHAI).replace(tzinfo=None)
        workbook.set_properties({"title": _subject(selection), "created": made, "comments": "duban"})
        desk = _Desk(workbook, selection)
        for sheet in sheets(selection):
            desk.lay_out(sheet)
    return buffer.getvalue()


def _subject(selection: Selection) -> str:
    return cell_text(" ".join(filter(None, (selection.facts.office, selection.subject))))


class _Desk:
    """Where sheets are laid out; formats are made once."""

    def __init__(self, workbook: Workbook, selection: Selection) -> None:
        self._workbook = workbook
        self._selection = selection
        self._formats = {name: workbook.add_format({**_PLAIN, **said}) for name, said in _FORMATS.items()}

    def lay_out(self, sheet: Sheet) -> None:
        """Write one sheet."""
        page = self._workbook.add_worksheet(sheet.name)
        last = len(sheet.headings) - 1
        page.write_string(TITLE_ROW, 0, f"{_subject(self._selection)} {sheet.title}", self._formats["title"])
        page.write_string(INTRO_ROW, 0, self._intro(sheet), self._formats["note"])
        page.set_row(TITLE_ROW, 30)
        page.set_row(INTRO_ROW, 18)
        for number, (heading, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True)):
            page.set_column(number, number, width)
            page.write_string(
                HEAD_ROW,
                number,
                heading,
                self._formats["typed_head"] if _typed(sheet, number) else self._formats["head"],
            )
        for row, values in enumerate(sheet.rows, start=FIRST_ROW):
            page.set_row(row, _height(values, sheet.widths))
            for number, value in enumerate(values):
                self._write(page, row, number, value, _typed(sheet, number))
        page.freeze_panes(FIRST_ROW, _frozen(sheet))
        page.autofilter(HEAD_ROW, 0, max(HEAD_ROW + len(sheet.rows), FIRST_ROW), last)
        self._print(page, sheet)
        if sheet.columns and sheet.rows:
            self._ask(page, sheet.columns, FIRST_ROW + len(sheet.rows) - 1)

    def _intro(self, sheet: Sheet) -> str:
        facts, lang = self._selection.facts, self._selection.lang
        warning = tell(lang, "demo") if facts.demo else tell(lang, "simulated") if facts.simulated else ""
        said = tell(lang, "book_as_of", as_of=day(facts.as_of), n=len(sheet.rows), intro=sheet.intro)
        return f"【{warning}】{said}" if warning else said

    def _write(self, page: Worksheet, row: int, column: int, value: Value, kind: str) -> None:
        if isinstance(value, date):
            page.write_datetime(row, column, value, self._formats["day"])
        elif isinstance(value, int):
            page.write_number(row, column, value, self._formats["number"])
        elif value is None and kind in _TYPED_DAYS:
            page.write_blank(row, column, None, self._formats["open_day"])
        elif value is None and kind:
            page.write_blank(row, column, None, self._formats["open"])
        else:
            page.write_string(row, column, cell_text(value or ""), self._formats["text"])

    def _print(self, page: Worksheet, sheet: Sheet) -> None:
        printed = [n for n, column in enumerate(sheet.columns) if column.use != "proof"]
        last = max(printed, default=len(sheet.headings) - 1)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.repeat_rows(TITLE_ROW, HEAD_ROW)
        page.print_area(TITLE_ROW, 0, max(HEAD_ROW, HEAD_ROW + len(sheet.rows)), last)
        page.fit_to_pages(1, 0)
        page.set_footer(tell(self._selection.lang, "book_footer"))

    def _ask(self, page: Worksheet, columns: tuple[Column, ...], last: int) -> None:
        """Offer the list of decisions and insist on dates where dates belong."""
        lang = self._selection.lang
        place = {column.id: number for number, column in enumerate(columns)}
        words = [CHOICES.word(choice, lang) for choice in Choice]
        page.data_validation(
            FIRST_ROW,
            place["choice"],
            last,
            place["choice"],
            {
                "validate": "list",
                "source": words,
                "error_title": tell(lang, "ask_choice"),
                "error_message": tell(lang, "ask_choice_wrong"),
            },
        )
        for name in _TYPED_DAYS:
            page.data_validation(
                FIRST_ROW,
                place[name],
                last,
                place[name],
                {
                    "validate": "date",
                    "criteria": ">=",
                    "value": date(2008, 5, 1),
                    "error_title": tell(lang, "ask_day"),
                    "error_message": tell(lang, "ask_day_wrong"),
                },
            )


def _height(values: tuple[Value, ...], widths: tuple[float, ...]) -> float:
    """The height of a row in points in which every text is seen whole: not every program works it out by itself."""
    texts = [(value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str)]
    lines = max((ceil(_columns(text) / (width - 1)) for text, width in texts), default=1)
    return min(max(lines, 1) * _LINE + 3, _HIGHEST)


def _columns(text: str) -> int:
    """How wide a text is in narrow characters; Chinese ones take two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _typed(sheet: Sheet, number: int) -> str:
    """The id of a column that people fill in, empty for others."""
    column = sheet.columns[number] if sheet.columns else None
    return column.id if column and column.use == "typed" else ""


def _frozen(sheet: Sheet) -> int:
    """The columns that stay in sight: number, id and body of a finding, or the first."""
    return 3 if sheet.columns else 1
