"""The text of a report: its sentences, and the numbers that these state."""
