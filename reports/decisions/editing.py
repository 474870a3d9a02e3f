"""Editing `waivers.toml` as its owner would: everything else in it, comments included, stays as it is."""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import date
from pathlib import Path

import tomlkit
from filelock import FileLock, Timeout

from config.errors import UserError, why
from config.files import decode_text, parse_toml, read_bytes
from config.waivers import Entry, Waivers
from reports.mail import write_whole

Values = Mapping[str, str | int | date]
"""The keys of an entry with their values, in the order in which they are written."""

_PATIENCE = 10.0
"""Seconds to wait for another command that edits the file."""

_HEADER = re.compile(r"^[ \t]*\[\[?[^\]\n]+\]\]?[^\n]*$", re.MULTILINE)


def edit(path: Path, kind: str, values: Values, same: Callable[[Entry], bool]) -> bool:
    """Bring an entry of `waivers.toml` to these values, or add it at the end.

    The file is there whole or as it was, whatever is killed in between, and two commands at once wait for each other.

    Args:
        path: of the file; made when it is not there.
        kind: the table, such as `waiver`.
        values: what the entry says; keys of an entry that are not among them stay.
        same: tells whether an entry of that table is the one to bring up to date.

    Returns:
        False when an entry says all this already, on whatever day it was `decided`.

    Raises:
        UserError: the file is wrong, cannot be written to, or has an entry that only its owner can change.
    """
    lock = FileLock(str(path.with_name(f".{path.name}.lock")))
    try:
        with lock.acquire(timeout=_PATIENCE):
            return _edit(path, kind, values, same)
    except Timeout:
        raise UserError(f"{path} is being edited by another command; try again") from None
    except OSError as error:
        raise UserError(f"{path} cannot be written to: {why(error)}") from error


def _edit(path: Path, kind: str, values: Values, same: Callable[[Entry], bool]) -> bool:
    text = decode_text(read_bytes(path), path.name) if path.exists() else ""
    entries: tuple[Entry, ...] = getattr(parse_toml(text, Waivers, path.name), kind)
    number = next((number for number, entry in enumerate(entries) if same(entry)), None)
    if number is None:
        changed = _appended(text, kind, values)
    elif all(getattr(entries[number], key) == value for key, value in values.items() if key != "decided"):
        return False
    else:
        changed = _replaced(text, _place(path, text, kind, number, len(entries)), kind, values)
    parse_toml(changed, Waivers, path.name)
    return write_whole(path, changed.encode())


def _appended(text: str, kind: str, values: Values) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    before = text if not text or text.endswith("\n") else text + end
    return before + end * bool(text.strip()) + _one_entry(kind, values).replace("\n", end)


def _one_entry(kind: str, values: Values) -> str:
    table = tomlkit.table()
    for key, value in values.items():
        table.add(key, value)
    array = tomlkit.aot()
    array.append(table)
    return tomlkit.dumps(tomlkit.document().add(kind, array))


def _place(path: Path, text: str, kind: str, number: int, known: int) -> tuple[int, int]:
    """Return where an entry stands in the text."""
    spans = [span for span in _tables(text) if _kind_of(text[slice(*span)]) == kind]
    if len(spans) != known:
        raise UserError(f"{path}: {kind} {number + 1} is written so that only you can change it: edit the file")
    return spans[number]


def _replaced(text: str, place: tuple[int, int], kind: str, values: Values) -> str:
    """Change one entry where it stands: in a whole document, tables of several kinds in turn lose their order."""
    begin, end = place
    block = tomlkit.parse(text[begin:end])
    entry: MutableMapping[str, object] = block[kind][0]
    entry.update(values)
    return text[:begin] + tomlkit.dumps(block) + text[end:]


def _tables(text: str) -> Iterator[tuple[int, int]]:
    starts = [match.start() for match in _HEADER.finditer(text)]
    yield from zip(starts, [*starts[1:], len(text)], strict=True)


def _kind_of(block: str) -> str:
    return block.lstrip().removeprefix("[[").partition("]]")[0].strip().strip("\"'")
