"""LibreOffice, where it is installed, for old Word files that nothing else here can convert.

The filter is named, for without it LibreOffice takes a damaged file for a text.
"""

from pathlib import Path
from shutil import which

from checks.documents.programs import run_in_time


def docx_by_office(file: Path) -> bytes | None:
    """Return a file as DOCX; None where LibreOffice is not installed, fails, or takes more than a minute.

    It works without a window, in a profile of its own beside the file, and does not run macros.
    """
    program = which("soffice") or which("libreoffice")
    if program is None:
        return None
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--infilter=MS Word 97"]
    command += ["--convert-to", "docx:MS Word 2007 XML"]
    made = file.with_suffix(".docx")
    run_in_time([*command, "--outdir", str(file.parent), str(file)])
    return made.read_bytes() if made.is_file() else None
