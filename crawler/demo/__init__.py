"""The demonstration: an embedded portal of invented bodies on loopback, and all of duban on it."""

from crawler.demo.portal import Portal
from crawler.demo.run import DemoRow, DemoSummary, play
from crawler.demo.show import run_demo
from crawler.demo.story import Story, load_story

__all__ = ["DemoRow", "DemoSummary", "Portal", "Story", "load_story", "play", "run_demo"]
