"""What an office suite makes of a file, where one is installed."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest


def pages_of(path: Path) -> list[str]:
    """Return the text of every page that LibreOffice prints of a file; the test is skipped where it is absent."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    home = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=180)
    printed = path.with_suffix(".pdf")
    if not printed.is_file() and "could not be loaded" in done.stderr:
        pytest.skip(f"this LibreOffice has no part that opens {path.suffix}")
    document = pypdfium2.PdfDocument(printed)
    return [page.get_textpage().get_text_bounded() for page in document]
