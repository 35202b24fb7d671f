"""National Provider Identifiers: ten digits, of which the last checks the others (45 CFR 162.406)."""

_ISSUER = "80840"
"""What stands before an identifier when its check digit is counted: the prefix of United States health cards."""


def check_digit(nine: str) -> str:
    """The tenth digit of an identifier by its first nine, by the Luhn formula over the issuer's prefix and the nine.

    Raises ValueError where `nine` is not nine digits.
    """
    if len(nine) != 9 or not nine.isascii() or not nine.isdigit():
        raise ValueError(f"{nine!r} is not nine digits")
    total = 0
    for position, digit in enumerate(reversed(_ISSUER + nine)):
        doubled = int(digit) * (2 - position % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def is_npi(text: str) -> bool:
    """Whether a text is a well-formed identifier: ten digits, the first 1 or 2, the last checking the others."""
    well_formed = len(text) == 10 and text.isascii() and text.isdigit() and text[0] in "12"
    return well_formed and check_digit(text[:9]) == text[9]
