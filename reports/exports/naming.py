"""Names of files made of names of bodies."""

import re
from hashlib import sha256

_LONGEST = 60
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def file_stem(name: str) -> str:
    """Return a name that every file system takes; two names that differ give two stems."""
    plain = _NOT_IN_NAMES.sub("-", name).strip(".-_")[:_LONGEST]
    return plain if plain and plain == name else f"{plain or 'body'}-{sha256(name.encode()).hexdigest()[:8]}"
