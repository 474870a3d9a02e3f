"""The ledger and everything people see of it."""
