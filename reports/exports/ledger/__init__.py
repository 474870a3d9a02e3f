"""The workbook of findings 问题台账: written for people to decide in, and read back."""

from reports.exports.ledger.book import ledger

__all__ = ["ledger"]
