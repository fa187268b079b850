"""Whether the check digit of an identifier fits, as SQL: sources of millions of identifiers are tested where they lie.

The rules are those of `values.identifiers`, to which the tests hold them. The text comes trimmed and in capital letters.
"""

from clew.values.identifiers import CUSIP, ISIN, LEI, SEDOL, Format

_LETTERS = "'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*@#'"
_MODULUS = 97
_SEDOL_WEIGHTS = (1, 3, 1, 7, 3, 9, 1)


def isin_fits(cell: str) -> str:
    """SQL for whether a text is an ISIN (ISO 6166): Luhn's sum of its characters as numbers, from the right, each second digit doubled."""
    parts = (_digit_sum(f"CAST(substr(digits, {at}, 1) AS INTEGER) * {1 + at % 2}") for at in range(1, 2 * ISIN.width + 1))
    return _whole(ISIN, cell, _with_digits(cell, 2 * ISIN.width, f"({' + '.join(parts)}) % 10 = 0"))


def cusip_fits(cell: str) -> str:
    """SQL for whether a text is a CUSIP or a CINS: each second character counts twice; nine zeros are none."""
    parts = (_digit_sum(f"{_value(f'substr({cell}, {at}, 1)')} * {2 - at % 2}") for at in range(1, CUSIP.width))
    total = " + ".join((*parts, _value(f"substr({cell}, {CUSIP.width}, 1)")))
    return _whole(CUSIP, cell, f"({total}) % 10 = 0 AND {cell} <> '000000000'")


def sedol_fits(cell: str) -> str:
    """SQL for whether a text is a SEDOL: a weighted sum; one that begins with a digit has digits alone, and seven zeros are none."""
    total = " + ".join(f"{_value(f'substr({cell}, {at}, 1)')} * {weight}" for at, weight in enumerate(_SEDOL_WEIGHTS, start=1))
    style = f"NOT regexp_matches({cell}, '^[0-9].*[A-Z]')"
    return _whole(SEDOL, cell, f"({total}) % 10 = 0 AND {style} AND {cell} <> '0000000'")


def lei_fits(cell: str) -> str:
    """SQL for whether a text is an LEI (ISO 17442): its characters as one number leave 1 when divided by 97."""
    part = LEI.width // 2
    rest = "0"
    for at in range(1, 2 * LEI.width, part):  # the number is too long for the engine, so it is divided in parts
        rest = f"(({rest}) * {10**part} + CAST(substr(digits, {at}, {part}) AS BIGINT)) % {_MODULUS}"
    return _whole(LEI, cell, _with_digits(cell, 2 * LEI.width, f"{rest} = 1"))


def _with_digits(cell: str, width: int, said: str) -> str:
    """SQL of what is said of `digits`: a text with the number of each letter in its place (A is 10), and zeros before it."""
    spelled = cell
    for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", start=10):
        spelled = f"replace({spelled}, '{letter}', '{number}')"
    # A list of one is how the engine names a value, which it would compute anew wherever it stands.
    return f"list_transform([lpad({spelled}, {width}, '0')], lambda digits: {said})[1]"


def _whole(kind: Format, cell: str, fits: str) -> str:
    """SQL for whether a text has the shape of a kind of identifier, and its check digit fits; other shapes are not computed."""
    return f"CASE WHEN regexp_full_match({cell}, '{kind.shape.pattern}') THEN {fits} ELSE false END"


def _value(sign: str) -> str:
    """SQL of the number that a character stands for."""
    return f"(instr({_LETTERS}, {sign}) - 1)"


def _digit_sum(number: str) -> str:
    """SQL of the sum of the digits of a number below 100."""
    return f"(({number}) // 10 + ({number}) % 10)"
