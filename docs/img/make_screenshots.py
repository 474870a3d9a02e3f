"""Draw the pictures of the README: play the demonstration, open its digest in Chromium, and take screenshots.

Run it from the repository root: `python docs/img/make_screenshots.py [FOLDER]`. The pictures are written into FOLDER,
by default beside this file. Chromium is taken from the variable CHROMIUM or from the path; a Chinese font is needed.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)

SECONDS = 120
"""One picture takes about two; a hanging browser must not hang the build."""


def main() -> None:
    """Draw every picture."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    browser = _browser()
    with TemporaryDirectory() as scratch:
        page = _digest_of_demo(Path(scratch) / "demo")
        finding = _only_first_redrawn(page, Path(scratch) / "finding.html")
        draw(browser, page.as_uri(), folder / "digest.png", 960, 1280)
        draw(browser, finding.as_uri(), folder / "digest-finding.png", 960, 560)
        draw(browser, page.as_uri(), folder / "digest-phone.png", 412, 900)


def draw(browser: str, address: str, picture: Path, width: int, height: int) -> None:
    """Take one screenshot of a page in a browser without history.

    Raises:
        subprocess.SubprocessError: the browser failed or hung.
    """
    with TemporaryDirectory() as profile:
        size = (f"--user-data-dir={profile}", f"--window-size={width},{height}", f"--screenshot={picture}")
        command = [browser, *FLAGS, *size, address]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    sys.stdout.write(f"{picture}\n")


def _browser() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    return found or sys.exit("no Chromium: name one in the variable CHROMIUM")


def _digest_of_demo(root: Path) -> Path:
    sys.path.insert(0, str(ROOT))
    from crawler.demo import play  # noqa: PLC0415 - the script also runs without being installed

    play(root)
    return root / "digests" / "latest.html"


def _only_first_redrawn(page: Path, copy: Path) -> Path:
    """Write a copy of the page that shows nothing but the first body with a redrawn table."""
    text = page.read_text(encoding="utf-8")
    sections = re.findall(r'<section aria-labelledby="b-.*?</section>', text, re.DOTALL)
    shown = next((section for section in sections if 'class="excerpt"' in section), "")
    head, _, _ = text.partition("<body>")
    copy.write_text(f"{head}<body><main>{shown}</main></body></html>", encoding="utf-8")
    return copy


if __name__ == "__main__":
    main()
