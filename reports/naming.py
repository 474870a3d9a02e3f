"""Who and what people mean: a finding by the beginning of its id, and the person at the keyboard."""

import getpass

from config.errors import UserError
from reports.store import FindingRow, Store

_MOST_NAMED = 5
"""Ids that a line names when a beginning fits several."""


def find_finding(store: Store, name: str) -> FindingRow:
    """Return the finding whose id is, or alone begins with, what a person typed.

    Raises:
        UserError: there is none, or there are several.
    """
    found = store.findings_named(name.strip().lower()) if name.strip() else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(f"{name}: there is no such finding; the ids stand in the digest and in `duban check --json`")
    shown = ", ".join(row.public_id for row in found[:_MOST_NAMED])
    raise UserError(f"{name}: {len(found)} findings begin so, among them {shown}; type more of it")


def user_name(option: str) -> str:
    """Return the login name of the user of this machine; `option` names them where the system does not.

    Raises:
        UserError: the system knows no user name.
    """
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError) as error:
        raise UserError(f"the system knows no user name: say with {option} who you are") from error
