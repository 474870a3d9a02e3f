"""From a home page to the annual reports: pure functions from a page to judged links.

The way is home page -> 政务公开 / 政府信息公开 -> 政府信息公开年报 -> year groups and body groups -> every page
of the list -> report -> attachments. Words decide what a link is; its address and surroundings only add weight.
"""

from crawler.discovery.data import read_json, read_script
from crawler.discovery.guesses import boxed_years, paired_links
from crawler.discovery.links import Context, Judged, LinkRole, Signal, attachments, guess_links, judge_links
from crawler.discovery.page import Link, Page, read_page
from crawler.discovery.titles import date_in, year_in
from crawler.discovery.words import squeeze

__all__ = [
    "Context",
    "Judged",
    "Link",
    "LinkRole",
    "Page",
    "Signal",
    "attachments",
    "boxed_years",
    "date_in",
    "guess_links",
    "judge_links",
    "paired_links",
    "read_json",
    "read_page",
    "read_script",
    "squeeze",
    "year_in",
]
