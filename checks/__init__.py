"""Understanding and judging, pure: bytes and facts in, findings out."""
