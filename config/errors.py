"""The one way to tell a person that the input is wrong."""


class UserError(Exception):
    """Wrong use or unusable input: one line that names what is wrong, where, and what to do; exit status 2."""
