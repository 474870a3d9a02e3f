"""From a home page to the annual reports: pure functions from a page to judged links.

The way is home page -> 政务公开 / 政府信息公开 -> 政府信息公开年报 -> year groups and body groups -> every page
of the list -> report -> attachments. Words decide what a link is; its address and surroundings only add weight.
"""

from crawler.discovery.anchors import Link, absolute, turns_on
from crawler.discovery.announced import Announced, announced, objects, page_size, told_figures
from crawler.discovery.answers import paired_links
from crawler.discovery.data import embedded_links, read_json, read_script, read_xml, unaddressed_reports
from crawler.discovery.guesses import boxed_years
from crawler.discovery.links import (
    Context,
    Judged,
    LinkRole,
    Signal,
    attachments,
    guess_links,
    is_nameless,
    judge_links,
    renderings,
)
from crawler.discovery.names import short_names
from crawler.discovery.page import Page, read_page
from crawler.discovery.titles import date_in, year_in
from crawler.discovery.words import squeeze

__all__ = [
    "Announced",
    "Context",
    "Judged",
    "Link",
    "LinkRole",
    "Page",
    "Signal",
    "absolute",
    "announced",
    "attachments",
    "boxed_years",
    "date_in",
    "embedded_links",
    "guess_links",
    "is_nameless",
    "judge_links",
    "objects",
    "page_size",
    "paired_links",
    "read_json",
    "read_page",
    "read_script",
    "read_xml",
    "renderings",
    "short_names",
    "squeeze",
    "told_figures",
    "turns_on",
    "unaddressed_reports",
    "year_in",
]
