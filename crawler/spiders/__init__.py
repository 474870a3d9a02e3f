"""The spiders: one, for annual reports."""
