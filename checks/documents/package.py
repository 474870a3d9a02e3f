"""Files that are ZIP packages: Word and Excel documents, and archives of files. Everything is read within limits."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

MAX_MEMBER = 40 * 1024 * 1024
"""Bytes of one unpacked member; the largest document part met has 2 MB."""
MAX_TOTAL = 120 * 1024 * 1024
MAX_MEMBERS = 200
_UTF8_NAME = 0x800


class PackageError(Exception):
    """The package cannot be read, or would take more room than a document needs. `code` is the note's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_package(data: bytes) -> zipfile.ZipFile:
    """Open a package.

    Raises:
        PackageError: it is damaged or encrypted.
    """
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise PackageError("package_damaged") from error
    if any(info.flag_bits & 1 for info in package.infolist()):
        raise PackageError("package_encrypted")
    return package


def member(package: zipfile.ZipFile, name: str) -> bytes:
    """Return one member; what its header promises is not believed.

    Raises:
        PackageError: it is absent, damaged or too large.
    """
    try:
        with package.open(name) as stream:
            data = stream.read(MAX_MEMBER + 1)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise PackageError("package_damaged") from error
    if len(data) > MAX_MEMBER:
        raise PackageError("package_too_large")
    return data


def members(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive with their names as people wrote them, up to the limits.

    Raises:
        PackageError: a member is damaged, or there are too many or too large ones.
    """
    files = [info for info in package.infolist() if not info.is_dir()]
    if len(files) > MAX_MEMBERS:
        raise PackageError("package_too_large")
    total = 0
    for info in files:
        data = member(package, info.filename)
        total += len(data)
        if total > MAX_TOTAL:
            raise PackageError("package_too_large")
        yield _name(info), data


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag come from Chinese Windows."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
