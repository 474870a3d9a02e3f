"""Fuzzing of the readers: documents of `tests/writing`, mutated, must not break them nor make them invent numbers.

`docs/fuzzing.md` tells what is mutated, what is proven, and how far the campaigns have come.
"""
