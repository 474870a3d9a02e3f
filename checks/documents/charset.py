"""Bytes to text: byte-order mark, UTF-8, what the page declares, then GB18030.

Pages labelled gb2312 or gbk use characters outside these sets (䶮, 㛃), and many pages declare one charset and are
written in another, so the declaration is only asked when UTF-8 fails. A page of UTF-8 with a few broken bytes, as site
software leaves them where it cuts a text, is still UTF-8: read as GB18030 all of it would be noise.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_OF_PAGES = re.compile(
    r"big5\w*|gbk|euc_\w+|shift_jis\w*|cp(?:874|9\d\d|125\d)|iso8859-(?:[2-9]|1\d)|koi8-[ru]|mac-cyrillic"
)
"""What browsers know of the codecs of Python by their names there; others write numbers with letters (`utf-7`,
`unicode_escape`) or give no text at all (`uu`, `rot13`). Latin-1 fits every page and says nothing."""
_CHINESE = {"gb2312", "gbk", "x-gbk", "gb_2312-80", "gb18030"}
_LONGEST_CHARACTER = 4
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Signs that nobody sees: many make a file no text; a few are blanks, for word processors end a cell with one."""


_GOOD_FOR_ONE_BROKEN = 20
"""So many characters beyond ASCII must be whole for each broken or unseen one; bytes of GB18030 are hardly ever UTF-8.
"""


def decode(data: bytes) -> str:
    """Return the text of the bytes; what fits no charset becomes U+FFFD."""
    return decode_text(data) or data.decode("gb18030", errors="replace")


def decode_text(data: bytes) -> str | None:
    """Return the text of the bytes, a few broken ones as U+FFFD; None when they are no text in any charset tried."""
    for charset in _charsets(data):
        text = _try(data, charset)
        if text is None and charset == "utf-8":
            text = _nearly_utf8(data)
        if text is not None:
            return text
    return None


def _nearly_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", errors="replace")
    return _seen(text, broken=text.count("\ufffd"))


def _seen(text: str, broken: int = 0) -> str | None:
    """Return text with blanks for what nobody sees; None when that and what is broken is too much for a text."""
    seen, unseen = _CONTROLS.subn(" ", text)
    whole = len(seen) - broken - len(seen.encode("ascii", errors="ignore"))
    return seen if whole >= (broken + unseen) * _GOOD_FOR_ONE_BROKEN else None


def _charsets(data: bytes) -> list[str]:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return [charset]
    declared = _DECLARED.search(data[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if name in _CHINESE:
        name = "gb18030"
    return ["utf-8", *([name] if name and _known(name) else []), "gb18030"]


def _known(name: str) -> bool:
    try:
        return bool(_OF_PAGES.fullmatch(codecs.lookup(name).name))
    except LookupError:
        return False


def _try(data: bytes, charset: str) -> str | None:
    for cut in range(_LONGEST_CHARACTER):
        try:
            text = data[: len(data) - cut].decode(charset)
        except UnicodeDecodeError as error:
            if error.end < len(data) - _LONGEST_CHARACTER:
                return None
        else:
            return _seen(text)
    return None
