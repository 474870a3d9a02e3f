"""Sums of a form: which identities hold, which are broken, and which single change would mend them."""
