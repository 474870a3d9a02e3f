"""Keeping what was recorded: space, pruning, backups, and whether archive and ledger still agree."""
