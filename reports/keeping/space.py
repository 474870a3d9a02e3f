"""Whether the disk will hold what the next crawls bring, told before it is full."""

import shutil
from datetime import timedelta

from checks.words import Words
from config import clock
from config.workspace import Workspace
from reports.store import Store

_LOOK_BACK = timedelta(days=30)
_DAYS_AHEAD = 3
"""Free space that holds fewer of the fullest recent days than this is short."""

_LEAST = 200_000_000
"""Bytes below which space is short whatever was needed so far: SQLite needs room for its journal."""

_SHORT = Words(
    "磁盘空间将尽：{root} 所在磁盘剩余 {free} MB，近期一天最多写入 {day} MB；请腾出空间，或运行 duban prune",
    "the disk is nearly full: {free} MB are free under {root}, and a day has lately brought up to {day} MB; "
    "free some space or run `duban prune`",
)


def shortage(workspace: Workspace) -> Words | None:
    """Return what is to be said of the space under a workspace, None while there is enough.

    Raises:
        UserError: the ledger cannot be read.
    """
    free = shutil.disk_usage(workspace.root).free
    day = _fullest_day(workspace)
    if free >= max(_LEAST, _DAYS_AHEAD * day):
        return None
    values = {"root": str(workspace.root), "free": _mega(free), "day": _mega(day)}
    return Words(_SHORT.fill("zh", values), _SHORT.fill("en", values))


def _fullest_day(workspace: Workspace) -> int:
    """Bytes received on the fullest day of late, before compression: an upper bound of what a day writes."""
    if not workspace.database.exists():
        return 0
    with Store.open(workspace.database) as store:
        return max(store.received_by_day(clock.now() - _LOOK_BACK).values(), default=0)


def _mega(size: int) -> int:
    return round(size / 1_000_000)
