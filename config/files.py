"""Reading the files that staff keep: text in whatever encoding their editor wrote, TOML into checked records."""

import json
import os
import stat
import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from tomllib import TOMLDecodeError, loads
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from config.errors import UserError

_ENCODINGS = (
    (b"\xef\xbb\xbf", ("utf-8-sig",)),
    (b"\xff\xfe", ("utf-16",)),
    (b"\xfe\xff", ("utf-16",)),
    (b"", ("utf-8", "gb18030")),
)
"""By byte order mark: Excel writes UTF-8 with one, its "Unicode text" is UTF-16, its plain CSV on Chinese Windows
is GB18030 (of which GBK and GB2312 are parts)."""


class Record(BaseModel):
    """A record from a file: immutable, and a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


R = TypeVar("R", bound=Record)


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        UserError: there is no such file or it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}") from error


def decode_text(data: bytes, name: str) -> str:
    """Return the text of a file that people edit: UTF-8 with or without mark, UTF-16 with mark, or GB18030.

    Raises:
        UserError: the bytes are none of these.
    """
    encodings = next(names for mark, names in _ENCODINGS if data.startswith(mark))
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"{name} is not text in UTF-8 or GB18030: save it again as UTF-8")


def load_toml(path: Path, model: type[R]) -> R:
    """Read a TOML file into a record.

    Raises:
        UserError: the file cannot be read, is no TOML, or a key is unknown, missing or of the wrong type; the
            message names file, key, what was expected and what was found.
    """
    return parse_toml(decode_text(read_bytes(path), path.name), model, path.name)


def parse_toml(text: str, model: type[R], name: str) -> R:
    """Read TOML text into a record; `name` is the file's name for messages. Raises as `load_toml`."""
    try:
        data = loads(text)
    except TOMLDecodeError as error:
        raise UserError(f"{name} is not valid TOML: {error}") from error
    try:
        # Through JSON, because only there strict checking still takes a list for a tuple and a table for a record.
        return model.model_validate_json(json.dumps(data, default=_json), strict=True)
    except ValidationError as error:
        raise UserError(_explain(name, model, error.errors(include_url=False))) from error


def _json(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"TOML has no {type(value).__name__}")


def _explain(name: str, model: type[Record], errors: Sequence[ErrorDetails]) -> str:
    first = _one_line(model, errors[0])
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{name}: {first}{more}"


def _one_line(model: type[Record], error: ErrorDetails) -> str:
    loc = tuple(part for part in error["loc"] if part != "[key]")
    key = _dotted(loc)
    if error["type"] == "extra_forbidden":
        return f"unknown key {key}{_suggestion(model, loc)}"
    wanted = _description(model, loc)
    if error["type"] == "missing":
        return f"{key} is missing" + (f": {wanted}" if wanted else "")
    if error["type"] == "value_error":
        return f"{key} {error['ctx']['error']}" if key else str(error["ctx"]["error"])
    return f"{key} must be {wanted or error['msg']}, found {_short(error['input'])}"


def _short(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 80 else words[:77] + "..."


def _dotted(loc: Sequence[int | str]) -> str:
    """`("recipients", 0, "email")` -> `recipients[1].email`: people count from one."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc)
    return text.removeprefix(".")


def _suggestion(model: type[Record], loc: Sequence[int | str]) -> str:
    owner = _model_at(model, loc[:-1])
    known = list(owner.model_fields) if owner else []
    near = get_close_matches(str(loc[-1]), known, n=1)
    return f": did you mean {near[0]}?" if near else f": known here are {', '.join(known)}"


def _description(model: type[Record], loc: Sequence[int | str]) -> str | None:
    """The words of the innermost described field on the way to `loc`."""
    for end in range(len(loc), 0, -1):
        owner = _model_at(model, loc[: end - 1])
        if owner and loc[end - 1] in owner.model_fields:
            return owner.model_fields[str(loc[end - 1])].description
    return None


def _model_at(model: type[Record], loc: Sequence[int | str]) -> type[Record] | None:
    """The record class that `loc` leads to from `model`, through lists and tables of records."""
    annotation: Any = model
    for part in loc:
        if isinstance(annotation, type) and issubclass(annotation, Record):
            field = annotation.model_fields.get(str(part))
            annotation = field.annotation if field else None
        else:
            annotation = _item(annotation)
        annotation = _without_none(annotation)
    return annotation if isinstance(annotation, type) and issubclass(annotation, Record) else None


def _item(annotation: Any) -> Any:  # noqa: ANN401 - a type annotation may be anything
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (tuple, list):
        return args[0]
    return args[1] if isinstance(origin, type) and issubclass(origin, Mapping) else None


def _without_none(annotation: Any) -> Any:  # noqa: ANN401 - as above
    if get_origin(annotation) in (Union, types.UnionType):
        return next(arg for arg in get_args(annotation) if arg is not type(None))
    return annotation


def read_secret(setting: str, root: Path, name: str) -> str:
    """Return the text of a file that holds a secret.

    A name that leads to no file is not repeated: people write the secret itself where its file should be named.

    Args:
        setting: the key of `duban.toml` that names the file, for the message.
        root: the folder that the name is relative to.
        name: of the file.

    Raises:
        UserError: it cannot be read, or others than its owner may read it.
    """
    path = root / name
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise UserError(
            f"duban.toml: {setting} must be the path of a file, relative to {root}; what it names cannot be read: {why}"
        ) from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise UserError(f"{path} can be read by others: run `chmod 600 {path}`")
    return text
