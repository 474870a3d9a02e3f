"""What happens to pages and to XML: torn tags, absurd attributes, false charsets, entities, nesting."""

import re
from random import Random

from . import Mutator, piece

_TAG = re.compile(rb"<[^<>]{1,400}>")
_ATTRIBUTE = re.compile(rb"([\w:.-]+\s*=\s*)(\"[^\"<>]*\"|'[^'<>]*')")
_VALUES = tuple(
    value.encode()
    for value in (
        *("", "0", "1", "-1", "2", "7", "1000", "65535", "99999999999", "4294967296", "1e308", "NaN", "٣", "²", "1.5"),
        *("display:none", "visibility:hidden", "font-size:0", "true", "false", "none", "continue", "restart"),
        *("A1", "XFD1048576", "A0", "ZZZZ9", "A1:XFD9", "B2:A1", "../../x.xml", "word/document.xml", "/", "a" * 300),
        *("0 0 0 0", "1 0 0 1 0 0", "-5 -5 1e9 1e9", "g 99999999 1", "g 3 -4", "nan inf", "data:image/png;base64,AAAA"),
    )
)
_MORE_ATTRIBUTES = (
    *(b" colspan=0", b" colspan=99", b" colspan=1000", b" rowspan=0", b" rowspan=3", b" rowspan=65535", b" hidden"),
    *(b" style='display:none'", b" class=hide", b" colspan='\xc2\xb2'", b" rowspan=-1", b' w:val="99"', b"/"),
)
_PIECES = (
    *(b"<td>", b"</td>", b"<tr>", b"</tr>", b"<table>", b"</table>", b"<table><tr><td>", b"</div>", b"<br>", b"<th>"),
    *(b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</script>", b"<style>td{display:none}</style>", b"<del>7"),
    *(b"</del>", b"<sup>3</sup>", b"<input value=5>", b"<img src=data:image/png;base64,AA>", b"<svg>", b"<math>"),
    *(b"<template>", b"<select><option>4", b"<plaintext>", b"<noscript>", b"<iframe src=x>", b"<frameset>", b"<tbody>"),
    *(b"<style>.hide{display:none}</style>", b"<caption>8", b"<colgroup>", b"<form>", b"<textarea>", b"<p>", b"<b>"),
)
_CHARSETS = (
    *("utf-8", "gb2312", "gbk", "gb18030", "big5", "iso-8859-1", "windows-1252", "utf-16", "utf-7", "hex", "rot13"),
    *("base64", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-16le", "cp037", "utf_32"),
    *("shift_jis", "iso-2022-jp", "hz", "zlib", "uu", "quopri", "mbcs", "x-user-defined", "nonsense"),
)
_WRITTEN_IN = ("gb18030", "utf-16", "utf-16-be", "utf-8-sig", "big5", "shift_jis", "hz", "utf-7", "cp037", "utf-32")


def torn_tag(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Lose, break, double, turn or exchange a tag."""
    found = list(_TAG.finditer(data))
    if not found:
        return data
    tag, other = rng.choice(found), rng.choice(found)
    turned = b"<" + tag[0][2:] if tag[0][1:2] == b"/" else b"</" + tag[0][1:].split()[0].rstrip(b">") + b">"
    torn = tag[0][: rng.randrange(len(tag[0]))]
    return data[: tag.start()] + rng.choice((b"", torn, tag[0] * 2, turned, other[0])) + data[tag.end() :]


def absurd_attribute(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Give an attribute an absurd value, or a tag an attribute."""
    found = list((_ATTRIBUTE if rng.random() < 0.6 else _TAG).finditer(data))
    if not found:
        return data
    place = rng.choice(found)
    if place.re is _TAG:
        return data[: place.end() - 1] + rng.choice(_MORE_ATTRIBUTES) + data[place.end() - 1 :]
    return data[: place.start(2)] + b'"' + rng.choice(_VALUES) + b'"' + data[place.end(2) :]


def foreign_piece(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Put markup in anywhere, also in the middle of a word."""
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.choice(_PIECES) + data[place:]


def nested(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Wrap a piece into many containers, closed or not."""
    name = rng.choice((b"div", b"span", b"table><tr><td", b"b", b"w:tbl", b"w:sdt"))
    times = rng.choice((1, 2, 5, 40, 400))
    start, end = piece(data, rng, 1000)
    closed = b"</%s>" % name.split(b">")[0] * times if rng.random() < 0.5 else b""
    return data[:start] + b"<%s>" % name * times + data[start:end] + closed + data[end:]


def entity(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Write a character as an entity, or put in one that is none."""
    place = rng.randrange(len(data) + 1)
    code = data[place] if place < len(data) else 49
    written = (
        b"&#%d;" % code,
        b"&#x%x" % code,
        b"&#%d" % code,
        b"&#0;",
        b"&#xD800;",
        b"&#x110000;",
        b"&nbsp;",
        b"&amp;#49;",
    )
    return data[:place] + rng.choice((*written, b"&zwj;", b"&#x202e;", b"&#65297;", b"&x;")) + data[place + 1 :]


def false_charset(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Declare some charset, true or not."""
    declared = rng.choice(_CHARSETS).encode()
    found = re.search(rb"charset=[\"']?([\w-]+)", data)
    if found:
        return data[: found.start(1)] + declared + data[found.end(1) :]
    return b"<meta charset=" + declared + b">" + data


def other_charset(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Write the page in another charset, whatever it declares."""
    return data.decode("utf-8", "replace").encode(rng.choice(_WRITTEN_IN), "replace")


XML: tuple[Mutator, ...] = (torn_tag, absurd_attribute, absurd_attribute, entity, nested)
MARKUP: tuple[Mutator, ...] = (*XML, torn_tag, foreign_piece, foreign_piece, false_charset, other_charset)
