"""What was found alike to a report, as the rules take it: percents in steps, and the passages as printed."""

from collections.abc import Callable
from dataclasses import replace

from checks.portfolio.copies import Key, Match, Matches
from checks.portfolio.quoting import passages
from checks.portfolio.records import Companion, Companions, Likeness
from checks.portfolio.sketches import Text

_STEP = 5
"""Percents are told in steps, so that one report more in the portfolio changes nothing."""


def companions_of(found: Matches, companion: Callable[[Key], Companion]) -> Companions:
    """Return what is known of a report's words beside others, without passages; `companion` names other reports."""

    def likeness(match: Match | None) -> Likeness | None:
        if match is None:
            return None
        percent = int(100 * match.share) // _STEP * _STEP
        return Likeness(companion(match.other), percent, other_first=match.first, template_known=found.template_known)

    return Companions(
        compared=found.compared,
        earlier_reports=found.earlier_reports,
        read=found.read,
        enough=found.enough,
        enough_problems=found.enough_problems,
        earlier=likeness(found.earlier),
        problems=likeness(found.problems),
        alike=likeness(found.alike),
    )


def quoted(companions: Companions, key: Key, found: Matches, text_of: Callable[[Key], Text]) -> Companions:
    """Return the same with the passages that are alike; texts are asked for only where something is."""

    def with_passages(likeness: Likeness | None, match: Match | None) -> Likeness | None:
        if likeness is None or match is None:
            return likeness
        return replace(likeness, passages=passages(text_of(key), text_of(match.other), found.own))

    return replace(
        companions,
        earlier=with_passages(companions.earlier, found.earlier),
        problems=with_passages(companions.problems, found.problems),
        alike=with_passages(companions.alike, found.alike),
    )
