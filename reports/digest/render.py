"""The view as a page: one HTML file that needs nothing else."""

from reports.digest.environment import environment
from reports.digest.view import Digest

SECTIONS = (
    ("glance", "glance"),
    ("news", "news"),
    ("deadlines", "deadlines"),
    ("overview", "overview"),
    ("findings", "part_findings"),
    ("revisions", "revisions"),
    ("gaps", "part_gaps"),
    ("sources", "part_sources"),
    ("method", "method"),
)
"""Fragment and heading of the sections, in their order."""


def render_page(digest: Digest) -> str:
    """Return the digest as one HTML document; its links lead to the pages that lie beside it."""
    return environment(digest.lang).get_template("digest.html.j2").render(d=digest, sections=SECTIONS, site="")
