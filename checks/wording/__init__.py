"""Word lists that rules look for, and where their words stand in a report."""
