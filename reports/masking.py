"""Personal numbers in anything that is shown: identity cards, mobile telephones, bank cards. The archive keeps them.

Names are left as they stand: whose name may be told cannot be known with certainty; rule X108 asks a person to look.
"""

import re

from checks.wording.personal import ID_NUMBER, SAID_TO_BE_ID, masked, valid_id

_WORTH_A_LOOK = re.compile(r"\d{11}|\d{3}[- ]\d{4}[- ]\d{4}|\d{4}[- ]\d{4}[- ]\d{4}")
_ADDRESS = re.compile(r"https?://\S+")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.@_-])1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})(?![0-9A-Za-z@-])")
_CARD = re.compile(r"(?<![0-9A-Za-z.])(?:62|4\d|5[1-5]|3[47])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])")
_SAID_TO_BE_ACCOUNT = re.compile(r"(?:银行|卡号|账号|帐号|账户|帐户)[^\d。；;]{0,12}(?P<n>\d(?:[ -]?\d){11,18})(?!\d)")
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("－"): "-"}


def mask(text: str) -> str:
    """Return a text in which of every personal number only the first three and the last two digits are shown.

    The length stays. Addresses of pages are left alone: a changed address would lead nowhere.
    """
    plain = text.translate(_FULL_WIDTH)
    if not _WORTH_A_LOOK.search(plain):
        return text
    addresses = [found.span() for found in _ADDRESS.finditer(plain)]
    shown = text
    for begin, end in _personal(plain):
        if not any(first <= begin < last for first, last in addresses):
            shown = shown[:begin] + masked(shown[begin:end], "number") + shown[end:]
    return shown


def _personal(plain: str) -> list[tuple[int, int]]:
    """Where the personal numbers stand, as begin and end."""
    whole = (
        *(found for found in ID_NUMBER.finditer(plain) if valid_id(found.group())),
        *_MOBILE.finditer(plain),
        *(found for found in _CARD.finditer(plain) if _is_card(found.group())),
    )
    named = (*SAID_TO_BE_ID.finditer(plain), *_SAID_TO_BE_ACCOUNT.finditer(plain))
    return [*(found.span() for found in whole), *(found.span("n") for found in named)]


def _is_card(number: str) -> bool:
    """Whether the check digit of a card number (ISO/IEC 7812-1) is right."""
    digits = [int(sign) for sign in reversed(number) if sign.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
