"""What something was judged by, in one word: equal parts give equal words, in every run of the same program."""

from hashlib import sha256

from checks.engine import rules


def fingerprint_of(*parts: object) -> str:
    """Return the SHA-256 of how some parts are written out by `repr`."""
    return sha256(repr(parts).encode()).hexdigest()


def rules_in_force() -> str:
    """Return the fingerprint of all rules with their versions."""
    return fingerprint_of(*((rule.id, rule.version) for rule in rules()))
