"""What an overseer receives: findings, what could not be evaluated, and the health of the sources, kept apart."""

from reports.digest.companions import Companions
from reports.digest.write import DigestSummary, preview, write_digest

__all__ = ["Companions", "DigestSummary", "preview", "write_digest"]
