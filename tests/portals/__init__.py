"""Portals of the project's own: one invented site for each dialect in which real sites publish their lists.

They are written from what was seen on real sites and import nothing of duban, so that what they know of themselves
(which addresses are reports, which only look like some) is an oracle for what the crawler finds.
"""

from .dialects import DIALECTS as FAMILIAR
from .server import Served, Servers
from .site import Entry, Site
from .strangers import STRANGERS

DIALECTS = FAMILIAR | STRANGERS

__all__ = ["DIALECTS", "Entry", "Served", "Servers", "Site", "write_all"]


def write_all() -> dict[str, Site]:
    """Write the site of every dialect, by name."""
    sites = {}
    for number, (name, write) in enumerate(DIALECTS.items()):
        site = Site(name, number)
        write(site)
        sites[name] = site
    return sites
