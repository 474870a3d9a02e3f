"""RAR archives, where bsdtar is installed: turned into ZIP, whose members are then read under their limits.

Nothing that may be shipped unpacks RAR by itself; libarchive does, and Debian has its program as libarchive-tools.
"""

from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from checks.documents.programs import run_in_time
from checks.documents.refusal import RefusedError
from checks.words import Words

_UNPACK = Words(
    "请先解压，或安装 bsdtar（Debian：libarchive-tools）",
    "unpack the file first, or install bsdtar (Debian: libarchive-tools)",
)
_TAIL = bytes(1 << 17)
"""Behind the end of the archive, where libarchive looks for the end of a ZIP: a DOCX that was stored last has one."""
_LOCKED = Words("打不开（有密码或已损坏），请先解压", "it has a password or is damaged; unpack the file first")


def zip_of_rar(data: bytes) -> bytes:
    """Return the members of a RAR archive as a ZIP archive.

    Raises:
        RefusedError: bsdtar is not installed, or cannot unpack it.
    """
    program = which("bsdtar")
    if program is None:
        raise RefusedError("format_not_read", format="RAR", advice=_UNPACK)
    with TemporaryDirectory() as folder:
        given, made = Path(folder, "given.rar"), Path(folder, "made.zip")
        given.write_bytes(data + _TAIL)
        if not run_in_time([program, "--format", "zip", "-cf", str(made), f"@{given}"]):
            raise RefusedError("format_not_read", format="RAR", advice=_LOCKED)
        return made.read_bytes()
