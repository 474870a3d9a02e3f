"""How long what was recorded is kept: the table `[keeping]`."""

from pydantic import Field

from config.files import Record


class Keeping(Record):
    """What `duban prune` and `duban backup` may drop.

    Attributes:
        lists: days for which pages of homes and lists are kept that nothing rests on; reports are kept for good.
        generations: how many backups a folder of backups holds; older ones are dropped after a new one is whole.
    """

    lists: int = Field(730, ge=30, le=36_500, description="a number of days, 30 or more")
    generations: int = Field(7, ge=1, le=1000, description="a number of backups, 1 or more")
