"""The unified social credit code (统一社会信用代码) of GB 32100-2015."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def check_character(stem: str) -> str:
    """The 18th character for the first 17: weights 3**i mod 31, ISO 7064 pure system (GB 32100-2015, 4.6).

    Raises ValueError for a character outside the code's alphabet, which has no I, O, S, V, Z.
    """
    total = sum(ALPHABET.index(character) * pow(3, position, 31) for position, character in enumerate(stem))
    return ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    """True when `code` has 18 characters of the alphabet and its check character fits; lower case is refused."""
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return False
    return check_character(code[:-1]) == code[-1]


def validate(code: str) -> None:
    """Model validator: raises ValidationError for a code whose check character does not fit."""
    if not is_valid(code):
        raise ValidationError(_("This is not a valid unified social credit code."), code="invalid_uscc")


def of_service_code(service_code: str | None) -> str | None:
    """The agency's code: the first 18 characters of a service guide's code, or None when they are not a valid one."""
    stem = (service_code or "")[:LENGTH]
    return stem if is_valid(stem) else None
