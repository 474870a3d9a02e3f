"""The page of an invented site around a report: metas, menu, date line, related links, footer."""

from collections.abc import Sequence
from html import escape
from random import Random

from tests.writing.manuscript import Manuscript
from tests.writing.words import REPORT

NBSP = "&nbsp;"


def text(words: str) -> str:
    """Escape words for HTML; a no-break space becomes the entity that editors write."""
    return escape(words, quote=False).replace("\u00a0", NBSP)


def page(
    manuscript: Manuscript, content: str, rng: Random, *, charset: str | None = "utf-8", dated: bool = True
) -> str:
    """Put the content of a report into a page.

    Args:
        charset: what the page declares, true or not; None declares nothing.
        dated: whether the page itself shows the date line (a metadata table may show it instead).
    """
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    head = f"<head>{declared}<title>{text(_browser_title(manuscript, rng))}</title>{_metas(manuscript)}{_STYLE}</head>"
    parts = [_menu(manuscript), _title(manuscript, rng), _date_line(manuscript, rng) if dated else "", content]
    body = "\n".join([*parts, _related(manuscript), _footer(manuscript)])
    return f"<!DOCTYPE html>\n<html>{head}\n<body>\n{body}\n</body></html>\n"


_STYLE = """<style>.article{width:960px} td{border:1px solid #000;padding:4px}</style>
<script>var listTitle = "政府信息公开年报"; var countPage = 3; // 2018年政府信息公开工作年度报告 12 34 56
</script>"""


def _browser_title(manuscript: Manuscript, rng: Random) -> str:
    return "".join(manuscript.title) + rng.choice(("", f"-{manuscript.gold.body.place}样板网", "_样板网", "|样板网"))


def _metas(manuscript: Manuscript) -> str:
    gold = manuscript.gold
    metas = {
        "SiteName": f"{gold.body.place}样板网",
        "SiteDomain": "www.example.com",
        "ColumnName": "政府信息公开年报",
        "ArticleTitle": "".join(manuscript.title),
        "ContentSource": f"{gold.body.place}样板网",
        "Description": "",
    }
    if any(manuscript.date):
        metas["PubDate"] = gold.published.strftime("%Y-%m-%d %H:%M")
    return "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in metas.items())


def _menu(manuscript: Manuscript) -> str:
    place = manuscript.gold.body.place
    items = ("首页", "政务公开", "行政许可", "行政处罚", "政府信息公开年报")
    links = "".join(f'<li><a href="/c{n}/index.html">{item}</a></li>' for n, item in enumerate(items))
    where = f'<div class="bread">当前位置：<a href="/">{place}样板网</a> &gt; 政务公开 &gt; 政府信息公开年报</div>'
    header = '<meta name="ColumnName" content="头部">'
    return f'<div class="head">{header}<ul>{links}</ul></div>\n{where}'


def _title(manuscript: Manuscript, rng: Random) -> str:
    lines = "<br>".join(text(line) for line in manuscript.title)
    return rng.choice(
        ("<h1>{}</h1>", '<div class="title">{}</div>', '<p style="text-align:center"><b>{}</b></p>')
    ).format(lines)


def _date_line(manuscript: Manuscript, rng: Random) -> str:
    label, date = manuscript.date
    if not date:
        return ""
    colon = rng.choice("：:")
    tail = rng.choice(("", f" 来源{colon}{manuscript.gold.body.name}", " 浏览次数：<span>1024</span> 字体：[大 中 小]"))
    return f'<div class="info"><span>{label}{colon}{date}</span>{tail} 分享</div>'


def _related(manuscript: Manuscript) -> str:
    gold = manuscript.gold
    years = (gold.year - 1, gold.year - 2)
    links = "".join(f'<li><a href="./{y}.html">{gold.body.place}样板局{y}年{REPORT}</a></li>' for y in years)
    return f'<div class="related"><h3>相关链接</h3><ul>{links}</ul></div>'


def _footer(manuscript: Manuscript) -> str:
    place = manuscript.gold.body.place
    return f'<div class="footer">主办：{place}样板单位 承办：{place}样板中心 电话：0000-0000000 备案号00000000号</div>'


def cell(tag: str, across: int, down: int, inner: str, attributes: str = "") -> str:
    """Write one table cell."""
    spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
    return f"<{tag}{spans}{attributes}>{inner}</{tag}>"


def rows(lines: Sequence[Sequence[str]]) -> str:
    """Write the rows of a table from finished cells."""
    return "\n".join(f"<tr>{''.join(line)}</tr>" for line in lines)
