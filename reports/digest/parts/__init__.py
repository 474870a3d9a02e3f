"""The parts of a digest, each from facts to view."""
