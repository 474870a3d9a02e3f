"""Reports as web pages: as the form prints them, and as content systems, Word and browsers leave them."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from random import Random

from tests.writing.grid import Grid, Line, Slot, cut, unmerged
from tests.writing.hand import Medium
from tests.writing.manuscript import Block, Heading, Manuscript, Paragraph

from .base import Layout, Written
from .html_page import NBSP, cell, page, rows, text
from .html_word import word_block

FLAT = Medium(empties=False, padding=False, foreign=False, loose_labels=False)
_CELL_STYLE = ' style="border:1px solid windowtext;word-break:break-all" valign="center"'


def table(lines: Iterable[Line], width: int) -> str:
    """Write a table as the form prints it."""
    written = [[cell("td", s.across, s.down, f"<p>{text(s.text)}</p>", _CELL_STYLE) for s in line] for line in lines]
    columns = "".join(f'<col width="{100 // width}%">' for _ in range(width))
    return f'<table border="1" cellspacing="0"><colgroup>{columns}</colgroup><tbody>{rows(written)}</tbody></table>'


def block(item: Block) -> str:
    """Write a heading, a paragraph or a table."""
    match item:
        case Heading(words):
            return f"<p><strong>{text(words)}</strong></p>"
        case Paragraph(words):
            return f'<p style="text-indent: 2em;">{text(words)}</p>'
        case Grid():
            return table(item.lines, item.width)


def article(blocks: Iterable[Block], write: Callable[[Block], str] = block) -> str:
    """Write blocks into the container of a content system."""
    return f'<div id="zoom" class="article">\n{chr(10).join(map(write, blocks))}\n</div>'


def _content(manuscript: Manuscript) -> Iterator[Block]:
    yield from manuscript.blocks
    yield from map(Paragraph, manuscript.signature)


def _utf8(manuscript: Manuscript, content: str, rng: Random, *, dated: bool = True) -> Written:
    return Written(page(manuscript, content, rng, dated=dated).encode(), "report.html")


def official(manuscript: Manuscript, rng: Random) -> Written:
    """Write merged cells as in the form."""
    return _utf8(manuscript, article(_content(manuscript)), rng)


def word_export(manuscript: Manuscript, rng: Random) -> Written:
    """Write what an editor makes of a paste from Word."""
    return _utf8(manuscript, article(_content(manuscript), partial(word_block, rng=rng)), rng)


def nested(manuscript: Manuscript, rng: Random) -> Written:
    """Write the whole page inside layout tables, a menu in the column beside."""
    menu = "".join(f"<tr><td>{item}</td></tr>" for item in ("机构职能", "政策文件", "政府信息公开年报"))
    inner = f"<table><tr><td>{article(_content(manuscript))}</td></tr></table>"
    around = f'<table width="100%"><tr><td width="200"><table>{menu}</table></td><td>{inner}</td></tr></table>'
    return _utf8(manuscript, around, rng)


def metadata(manuscript: Manuscript, rng: Random) -> Written:
    """Write the metadata table of a disclosure catalogue before the report; the date stands there."""
    gold = manuscript.gold
    entries = [
        ("名称", "".join(manuscript.title)),
        ("索引号", f"000000/{gold.published.year}-00012"),
        ("发布机构", gold.body.name),
        (manuscript.date[0] or "文号", manuscript.date[1] or "无"),
        ("主题分类", "政务公开 / 年报"),
        ("有效性", "有效"),
    ]
    pairs = zip(entries[::2], entries[1::2], strict=True)
    lines = [[cell("td", 1, 1, text(word)) for entry in pair for word in entry] for pair in pairs]
    return _utf8(manuscript, f"<table>{rows(lines)}</table>{article(_content(manuscript))}", rng, dated=False)


def cut_in_two(manuscript: Manuscript, rng: Random) -> Written:
    """Write table 3, and often table 2, in two pieces as page breaks leave them, with a page number between."""
    header, labels = rng.random() < 0.7, rng.random() < 0.5
    blocks = [piece for item in _content(manuscript) for piece in _pieces(item, rng, header, labels)]
    return _utf8(manuscript, article(blocks), rng)


def _pieces(item: Block, rng: Random, header: bool, labels: bool) -> Iterator[Block]:
    if not isinstance(item, Grid) or item.table == "t4" or len(item.lines) < 8:
        yield item
        return
    upper, lower = cut(item, rng.randrange(item.header + 2, len(item.lines) - 1), header, labels)
    yield upper
    yield Paragraph(f"— {rng.randrange(2, 9)} —")
    yield lower


def row_tables(manuscript: Manuscript, rng: Random) -> Written:
    """Write every line of a table as a table of its own, as some converters do."""
    blocks = [piece for item in _content(manuscript) for piece in _lines(item)]
    return _utf8(manuscript, article(blocks), rng)


def _lines(item: Block) -> Iterator[Block]:
    if not isinstance(item, Grid):
        yield item
        return
    for line in unmerged(item):
        alone = tuple(Slot(s.text, s.across, cell=s.cell) for s in line)
        yield Grid(item.table, (alone,), 0, item.width)


def flattened(manuscript: Manuscript, rng: Random) -> Written:
    """Write tables as paragraphs: one for each line, or one for each cell."""
    separator = rng.choice((" ", NBSP * 2, "\u3000", "</p><p>"))
    write = partial(_flat_block, separator=separator)
    return _utf8(manuscript, article(_content(manuscript), write), rng)


def _flat_block(item: Block, separator: str) -> str:
    if not isinstance(item, Grid):
        return block(item)
    return "\n".join(f"<p>{separator.join(text(slot.text) for slot in line if slot.text)}</p>" for line in item.lines)


_CHARSETS = (
    ("gb18030", "gb2312"),
    ("gb18030", "gbk"),
    ("gb18030", "utf-8"),
    ("gb18030", None),
    ("utf-8", "gb2312"),
    ("utf-8-sig", "gbk"),
)
_RARE = Paragraph("样板街区㛃园路、䶮溪桥等处的公告栏同步更新。")


def chinese_charset(manuscript: Manuscript, rng: Random) -> Written:
    """Write in GB18030 or UTF-8, declared rightly, wrongly or not at all, with letters outside GB2312."""
    encoding, declared = rng.choice(_CHARSETS)
    content = article([*_content(manuscript), _RARE])
    return Written(page(manuscript, content, rng, charset=declared).encode(encoding), "report.htm")


def glued(manuscript: Manuscript, rng: Random) -> Written:
    """Write each heading at the end of the paragraph before it, in one run of text."""
    parts = [f"</p>{block(b)}<p>" if isinstance(b, Grid) else text(b.text) for b in _content(manuscript)]
    return _utf8(manuscript, f'<div class="TRS_Editor"><p>{"".join(parts)}</p></div>', rng)


_SITE = "http://www.example.com/"
_ADDRESS = f"{_SITE}zwgk/nb/t20990101_1.html"
_SAVED_FROM = f"<!-- saved from url=({len(_ADDRESS):04d}){_ADDRESS} -->"


def saved_by_browser(manuscript: Manuscript, rng: Random) -> Written:
    """Write what a browser saves: an address comment, scripts already run, absolute links, hidden furniture."""
    content = article(_content(manuscript)).replace("<p>", '<p class="" style="margin: 0px; padding: 0px;">')
    frame = '<div style="display:none"><iframe src="./report_files/share.html"></iframe></div>'
    saved = page(manuscript, f'<div id="app" data-v-7ba5bd90="">{content}</div>{frame}', rng)
    saved = saved.replace('href="/', f'href="{_SITE}').replace("<html>", f'{_SAVED_FROM}\n<html class="js">', 1)
    return Written(saved.replace("\n", "\r\n").encode(), "年度报告.html")


LAYOUTS = (
    Layout("html_official", "html", official),
    Layout("html_word", "html", word_export),
    Layout("html_nested", "html", nested),
    Layout("html_metadata", "html", metadata),
    Layout("html_cut", "html", cut_in_two),
    Layout("html_four", "html", official, four_tables=True),
    Layout("html_rows", "html", row_tables, four_tables=False),
    Layout("html_flattened", "html", flattened, FLAT),
    Layout("html_charset", "html", chinese_charset),
    Layout("html_glued", "html", glued),
    Layout("html_browser", "html", saved_by_browser),
)
