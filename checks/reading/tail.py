"""What a page puts behind the last words of a report, inside the same container: counters, tools, links to other pages.

It belongs to the template and changes with every visit, so it must be no part of what a report says.
"""

import re
from collections.abc import Set as AbstractSet

from checks.documents.model import Paragraph
from checks.reading.keys import key
from checks.reading.linear import Linear

_OPENS = re.compile(
    r"[【\[（(〖]?\s*(?:"
    r"(?:相关|推荐|热门|延伸|更多|最新)(?:新闻|链接|阅读|文章|信息|文档|稿件|内容|解读|推荐|资讯|报道)\s*[:：]?\s*$"
    r"|(?:上|下|前|后)一(?:篇|条|页)\s*[:：]?"
    r"|分享(?:到|至|本页)?\s*(?:[:：]|$|微信|微博)|扫一扫|扫码|二维码|微信扫"
    r"|打印(?:本页|本文|页面|此页|文章)?\s*(?:$|[】\]）)｜|])|关闭(?:窗口|本页|页面)?\s*(?:$|[】\]）)])"
    r"|返回(?:顶部|首页|列表|上一?页)|【?我要纠错|纠错|收藏本页|字体\s*[:：]|字号\s*[:：]"
    r"|(?:责任编辑|责编|编辑|信息录入|录入者?|审核人?|供稿|发布人)\s*[:：]"
    r"|(?:浏览|点击|阅读|访问)(?:次数|人次|总?量|数)?\s*[:：]|(?:浏览|点击|阅读)次数|本页访问"
    r"|您是第|您现在的位置|当前位置"
    r"|(?:版权所有|主办单位?|承办单位?|技术支持|网站标识码|备案(?:序?号)|.{0,4}ICP备|公网安备)"
    r")"
)
"""How a line of the template begins; whatever follows the first of them is the template's too."""

_LONGEST_LINE = 60
"""Signs of a line of the template; a sentence that begins with such words is longer."""


def tail_start(linear: Linear, links: AbstractSet[str], *, behind: int) -> int:
    """Return the offset at which the template begins behind a report, or the length of the text.

    Args:
        linear: the article.
        links: what the links of the page say, those to files left out, as keys.
        behind: the offset before which everything is the report's: its last heading and table.
    """
    lines = [
        (start, block.text)
        for start, block in zip(linear.starts, linear.blocks, strict=True)
        if start >= behind and isinstance(block, Paragraph)
    ]
    first = next((at for at, (_, text) in enumerate(lines) if _is_template(text)), len(lines))
    while first > 0 and key(lines[first - 1][1]) in links:
        first -= 1
    return lines[first][0] if first < len(lines) else len(linear.text)


def _is_template(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and _OPENS.match(text.strip()) is not None and not text.rstrip().endswith("。")
