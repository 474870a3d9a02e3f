"""Draw the pictures of the README: play the demonstration, open its pages in Chromium, and take pictures of them.

Run it from the repository root: `python docs/img/make_screenshots.py [FOLDER]`. The pictures are written into FOLDER,
by default beside this file: the digest on a laptop, on a telephone and as its first sheet of A4, a body's page, and one
finding. Chromium is taken from the variable CHROMIUM or from the path; the extra `dev` drives it; a Chinese font is
needed.
"""

import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)

DOTS_PER_POINT = 96 / 72
"""A sheet of paper is drawn as large as it is on a screen."""


def main() -> None:
    """Draw every picture."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch, sync_playwright() as driver:
        digest = _digest_of_demo(Path(scratch) / "demo")
        finding = _only_first_redrawn(digest, Path(scratch) / "finding.html")
        browser = driver.chromium.launch(executable_path=_chromium(), args=list(FLAGS))
        draw(browser, digest, folder / "digest.png", (960, 1280))
        draw(browser, finding, folder / "digest-finding.png", (960, 560))
        draw(browser, digest, folder / "digest-phone.png", (412, 900))
        draw(browser, _body_with_suspects(digest.parent), folder / "body.png", (960, 1280), at="#tables")
        print_first_sheet(browser, digest, folder / "digest-print.png")
        browser.close()


def draw(browser: Browser, page: Path, picture: Path, size: tuple[int, int], at: str = "") -> None:
    """Take a picture of a page in a window of a size (width, height), scrolled to a fragment."""
    opened = browser.new_page(viewport={"width": size[0], "height": size[1]})
    opened.goto(page.as_uri() + at)
    opened.screenshot(path=str(picture))
    opened.close()
    sys.stdout.write(f"{picture}\n")


def print_first_sheet(browser: Browser, page: Path, picture: Path) -> None:
    """Print a page and draw the first sheet of it."""
    opened = browser.new_page()
    opened.goto(page.as_uri())
    paper = opened.pdf(prefer_css_page_size=True, print_background=False)
    opened.close()
    sheet = pypdfium2.PdfDocument(paper)[0]
    sheet.render(scale=DOTS_PER_POINT).to_pil().save(picture)
    sys.stdout.write(f"{picture}\n")


def _chromium() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    return found or sys.exit("no Chromium: name one in the variable CHROMIUM")


def _digest_of_demo(root: Path) -> Path:
    sys.path.insert(0, str(ROOT))
    from crawler.demo import play  # noqa: PLC0415 - the script also runs without being installed

    play(root)
    return root / "digests" / "latest.html"


def _body_with_suspects(digests: Path) -> Path:
    """The page of the first body with a suspect cell in its tables."""
    pages = sorted((digests / "bodies").glob("*.html"))
    return next(page for page in pages if 'class="suspect"' in page.read_text(encoding="utf-8"))


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
