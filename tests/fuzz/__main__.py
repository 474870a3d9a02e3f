"""Fuzzing: `python -m tests.fuzz FORMAT [--inputs N] [--seed N] [--guided]`, and `python -m tests.fuzz record`."""

import argparse
import sys
from collections.abc import Sequence

from .record import kept, table

NAMES = ("html", "text", "docx", "xlsx", "ofd", "pdf", "doc", "office")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one campaign, or print the record; return 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("format", choices=(*NAMES, "record"), help="what to fuzz; record prints sums against floors")
    parser.add_argument("--inputs", type=int, default=1000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same inputs")
    parser.add_argument("--first", type=int, default=0, help="the number of the first, to go on where a campaign ended")
    parser.add_argument("--guided", action="store_true", help="by coverage (extra fuzz)")
    parser.add_argument("--unrecorded", action="store_true", help="leave the record alone")
    given = parser.parse_args(arguments)
    if given.format == "record":
        print(table(kept()))
        return 0
    if given.guided:
        from .guided import campaign  # noqa: PLC0415 - must come before the readers are imported
    else:
        from .running import campaign  # noqa: PLC0415 - as above
    return campaign(given.format, given.inputs, given.seed, given.first, record=not given.unrecorded)


if __name__ == "__main__":
    sys.exit(main())
