"""Fixtures of the crawler's tests: the demonstration portal with a workspace that knows only its home pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.workspace import Workspace
from crawler.demo import Portal, load_story
from crawler.demo.workspace import claim, furnish


@dataclass(frozen=True)
class DemoOffice:
    portal: Portal
    workspace: Workspace

    def asked(self) -> list[str]:
        """Every request to the portal but those for robots.txt."""
        return [
            f"{site} {path}"
            for site, paths in self.portal.requests.items()
            for path in paths
            if not any(aside in path for aside in ("robots", "duban-no-such-page"))
        ]

    def forget(self) -> None:
        for requests in self.portal.requests.values():
            requests.clear()


def open_demo_office(root: Path, portal: Portal) -> DemoOffice:
    claim(root)
    homes = {site.key: portal.home(site.key) for site in portal.story.sites}
    furnish(root, portal.story, homes, portal.ports, "zh")
    return DemoOffice(portal, Workspace.open(root))


@pytest.fixture
def demo_office(tmp_path: Path) -> Iterator[DemoOffice]:
    with Portal(load_story()) as portal:
        yield open_demo_office(tmp_path / "office", portal)
