"""What no reader of a page takes for a number: what is hidden or struck out, and the marks of footnotes.

Rows are left over from templates, words from Word; a page hides them by style, attribute or style sheet. Only tables
are searched: outside of them a hidden block may be the second tab of a page, which shows the report on a click.
"""

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

_HIDING = tuple(
    re.compile(pattern)
    for pattern in (
        r"display\s*:\s*none",
        r"visibility\s*:\s*(?:hidden|collapse)",
        r"mso-hide\s*:\s*all",
        r"text-decoration[^;:]*:[^;]*line-through",
        r"font-size\s*:\s*0(?![.\d]*[1-9])",
        r"opacity\s*:\s*0(?![.\d]*[1-9])",
    )
)
"""On lower case: a search that ignores case looks at every sign of a page."""
_HIDDEN = re.compile(r"\shidden[\s=>/]")
_STYLED = ",".join(
    f"table [style*={word} i]" for word in ("none", "hidden", "collapse", "mso-hide", "through", "size", "opacity")
)
_NO_DIGITS = ("<del", "<s>", "<s ", "<strike", "<sup")
_SHEET = re.compile(r"<style[^>]*>(.*?)</style", re.DOTALL)
_FOR_OTHER_MEDIA = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS = re.compile(r"\.[a-z_][\w-]*$")


def drop_hidden(tree: LexborHTMLParser, text: str) -> None:
    """Take the hidden parts out of the tables of a page; `text` is its source."""
    hidden = {node.mem_id: node for node in _hidden(tree, text.lower()) if len(node.css("table")) == 0}
    for node in hidden.values():
        if not _inside(node, hidden):
            node.decompose()


def _hidden(tree: LexborHTMLParser, text: str) -> Iterator[LexborNode]:
    if _hides(text):
        yield from (node for node in tree.css(_STYLED) if _hides((node.attributes.get("style") or "").lower()))
        for name in set(_hiding_classes(text)):
            yield from tree.css(f'table [class~="{name}" i]')
    if _HIDDEN.search(text):
        yield from tree.css("table [hidden]")
    if any(tag in text for tag in _NO_DIGITS):
        yield from tree.css("table del,table s,table strike,table sup")


def _hides(style: str) -> bool:
    return any(pattern.search(style) for pattern in _HIDING)


def _inside(node: LexborNode, others: Mapping[int, LexborNode]) -> bool:
    """Tell whether a node goes with another that holds it: what is taken out must not be touched again."""
    parent = node.parent
    while parent is not None and parent.mem_id not in others:
        parent = parent.parent
    return parent is not None


def _hiding_classes(text: str) -> Iterator[str]:
    """Yield the classes that the page's own style sheets hide on the screen."""
    for sheet in _SHEET.finditer(text):
        for rule in _RULE.finditer(_FOR_OTHER_MEDIA.sub("", sheet[1])):
            if _hides(rule[2]):
                yield from (found.group()[1:] for each in rule[1].split(",") if (found := _CLASS.search(each.strip())))
