"""The addresses of the pages of a digest, relative to its folder."""

import re
from hashlib import sha256

INDEX, LATEST, STYLE = "index.html", "latest.html", "site.css"

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_TAKEN = re.compile(r"x-[0-9a-f]{10}|con|prn|aux|nul|(?:com|lpt)\d")
"""Names of the other kind, and names that are no files on some systems."""


def body_page(body_id: str) -> str:
    """Return the page of a body."""
    return f"bodies/{_name(body_id)}.html"


def region_page(code: str) -> str:
    """Return the page of a region; the empty code stands for bodies whose region is unknown."""
    return f"regions/{_name(code)}.html" if code else "regions/_unknown.html"


def rule_page(rule: str) -> str:
    """Return the page of a rule."""
    return f"rules/{rule}.html"


def evidence_page(public_id: str) -> str:
    """Return the page with the evidence of a finding."""
    return f"evidence/{public_id}.html"


def _name(text: str) -> str:
    """A file name that is the same on every system, tells case apart, and needs no escaping in an address."""
    if _PLAIN.fullmatch(text) and not _TAKEN.fullmatch(text):
        return text
    return f"x-{sha256(text.encode()).hexdigest()[:10]}"
