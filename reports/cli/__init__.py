"""The commands about the ledger and its reports."""
