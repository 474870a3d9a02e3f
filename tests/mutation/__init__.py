"""Tests of the tests: small changes of the product that some test must notice (`python -m tests.mutation`)."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The tree; pytest has to be the first to import `tests.conftest`, so it does not come from there."""
