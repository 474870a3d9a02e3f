"""What staff have decided about findings: what holds now, and how `waivers.toml` is edited and remembered."""

from reports.decisions.record import take_over
from reports.decisions.standing import Decided, Idle, Verdict, decided, decided_on_files

__all__ = ["Decided", "Idle", "Verdict", "decided", "decided_on_files", "take_over"]
