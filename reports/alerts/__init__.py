"""Alerts between digests: what cannot wait, told once; overseers hear of bodies, the operator of the crawler."""

from reports.alerts.watch import AlertSummary, watch

__all__ = ["AlertSummary", "watch"]
