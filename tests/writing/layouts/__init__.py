"""Every layout in which reports are written, by name."""

from . import damaged, html, html_chromium, joined, ofd, pdf, pdf_programs, scan, sheet, text, word
from .base import Layout, Rendered

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for module in (html, html_chromium, word, sheet, text, joined, damaged, pdf, pdf_programs, ofd, scan)
    for layout in module.LAYOUTS
}
"""All layouts in a fixed order; `available` tells which can be written on this machine."""

__all__ = ["LAYOUTS", "Layout", "Rendered"]
