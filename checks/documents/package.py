"""Files that are ZIP packages: Word and Excel documents, and archives of files. Everything is read within limits."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from checks.documents.refusal import MAX_PAGE, MEGABYTE, ExhaustedError, RefusedError

_UTF8_NAME = 0x800
_BROKEN = (
    *(KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What `zipfile` raises for packages that are broken or lie about themselves."""


@dataclass(slots=True)
class Allowance:
    """How many files, and how many bytes of them, may still be unpacked from one file and all archives inside it."""

    files: int = 200
    size: int = 60 * MEGABYTE

    def take(self, size: int) -> None:
        """Count one more file.

        Raises:
            ExhaustedError: there are too many or too large ones.
        """
        self.files -= 1
        self.size -= size
        if self.files < 0 or self.size < 0:
            raise ExhaustedError("package_too_large")


def open_package(data: bytes) -> zipfile.ZipFile:
    """Open a package.

    Raises:
        RefusedError: it is damaged or encrypted.
    """
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise RefusedError("package_damaged") from error
    if any(info.flag_bits & 1 for info in package.infolist()):
        raise RefusedError("package_encrypted")
    return package


def member(package: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    """Return one member; what its header promises is not believed.

    Raises:
        RefusedError: it is absent, damaged or too large.
    """
    try:
        with package.open(name) as stream:
            data = stream.read(MAX_PAGE + 1)
    except _BROKEN as error:
        raise RefusedError("package_damaged") from error
    if len(data) > MAX_PAGE:
        raise RefusedError("package_too_large")
    return data


@dataclass(slots=True)
class Pictures:
    """The pictures of one package, by the names of their parts; beyond some number and size they are not unpacked."""

    package: zipfile.ZipFile
    files: int = 24
    size: int = 2 * MAX_PAGE

    def get(self, name: str) -> bytes | None:
        """Return the bytes of a picture; None where it is absent, damaged or one too many."""
        if self.files <= 0 or self.size <= 0:
            return None
        try:
            data = member(self.package, name)
        except RefusedError:
            return None
        self.files -= 1
        self.size -= len(data)
        return data


def joined(base: str, location: str | None) -> str:
    """Return the name of a part that another part names."""
    given = location or ""
    return given.lstrip("/") if given.startswith("/") else posixpath.normpath(f"{posixpath.dirname(base)}/{given}")


def members(package: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the files of an archive with their names as people wrote them; hidden ones are the system's, not theirs."""
    for info in package.infolist():
        name = _name(info)
        hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
        if not info.filename.endswith("/") and not hidden:
            yield name, info


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag come from Macs, in UTF-8 all the same, or from Chinese Windows."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    for charset in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(charset)
        except UnicodeError:
            continue
    return info.filename
