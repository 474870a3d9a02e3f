"""What people type into cells, without what their keyboards and spreadsheets add to it."""

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACE = re.compile(r"\s+")
_WIDE_SIGN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_SPACE_BESIDE_WIDE = re.compile(rf"(?<={_WIDE_SIGN}) | (?={_WIDE_SIGN})")
_FULL_WIDTH = {
    code: code - 0xFEE0 for block in ("０９", "ＡＺ", "ａｚ") for code in range(ord(block[0]), ord(block[1]) + 1)
}
_LIST_SIGNS = re.compile(r"[;；、,，\n|]")


def clean_name(text: str) -> str:
    """Return a name without invisible signs and stray spaces; Chinese punctuation stays, full-width letters do not."""
    if text.isalnum():
        return text.translate(_FULL_WIDTH)
    visible = _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()
    return _SPACE_BESIDE_WIDE.sub("", visible).translate(_FULL_WIDTH)


def clean_code(text: str) -> str:
    """Return an id, number, word or address in its plain form: no full-width signs, no space anywhere."""
    if (text.isascii() and text.isalnum()) or not text:
        return text
    return _SPACE.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


def split_list(text: str) -> tuple[str, ...]:
    """Return the names in a cell, which people separate by `;` `、` `,` in either width, a bar or a new line."""
    names = (clean_name(part) for part in _LIST_SIGNS.split(text))
    return tuple(dict.fromkeys(name for name in names if name))
