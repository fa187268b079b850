"""Identifiers of securities and companies: shape first, then the check digit.

Each parser takes a cell as written and returns the identifier in its printed form, or None when it is not one.
Spaces and lower case are forgiven, because spreadsheets make them; a wrong check digit never is.
"""

import re
from collections.abc import Callable
from operator import mul

from msgspec import Struct
from stdnum import figi as stdnum_figi
from stdnum.cn import uscc as stdnum_uscc
from stdnum.iso7064 import mod_97_10

# The check digits of ISIN, CUSIP and SEDOL are computed here, with tables: a portfolio has tens of thousands of them, stdnum takes five
# times as long, and it refuses ISIN prefixes that are no country. The tests hold these against stdnum.
_VALUE = {letter: value for value, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*@#")}
_EXPANDED = {letter: str(value) for letter, value in _VALUE.items()}
_ONCE = {letter: sum(map(int, str(value))) for letter, value in _VALUE.items()}
_TWICE = {letter: sum(map(int, str(2 * value))) for letter, value in _VALUE.items()}
_DOUBLED = {str(digit): _TWICE[str(digit)] for digit in range(10)}
_SEDOL_WEIGHTS = (1, 3, 1, 7, 3, 9, 1)


class Format(Struct, frozen=True):
    """One kind of identifier.

    Attributes:
        key: the field of a holding that it fills ("isin").
        title: as people write it ("ISIN").
        width: number of characters.
        shape: what the characters may be, without regard to the check digit.
        checks: whether the check digit of a well-shaped text fits.
        pads: whether a text of digits alone that lost its leading zeros in a spreadsheet may be given them back.
        short: whether it is usually printed without its leading zeros, so that filling them up is no repair.
    """

    key: str
    title: str
    width: int
    shape: re.Pattern[str]
    checks: Callable[[str], bool]
    pads: bool = False
    short: bool = False

    def parse(self, text: str) -> str | None:
        """The identifier in its printed form, or None when the text is not one."""
        code = text
        if not self.shape.fullmatch(code):
            code = _compact(text)
            code = code.zfill(self.width) if self.short and code else code
            if not self.shape.fullmatch(code):
                return None
        return code if self.checks(code) else None

    def restore(self, text: str) -> str | None:
        """The identifier after giving back leading zeros, or None. Only digits, only where the check digit then fits."""
        code = _compact(text)
        if not self.pads or not code.isascii() or not code.isdigit() or not self.width // 2 <= len(code) < self.width:
            return None
        return self.parse(code.zfill(self.width))

    def objection(self, text: str) -> str:
        """Why the text is not such an identifier, as the end of a sentence; for texts that `parse` refuses."""
        code = _compact(text)
        if len(code) != self.width:
            return f"it has {len(code)} characters, not {self.width}"
        return "its check digit does not fit" if self.shape.fullmatch(code) else "it holds characters that do not belong there"


def _compact(text: str) -> str:
    return "".join(text.split()).upper()


def _isin_checks(code: str) -> bool:
    digits = "".join(map(_EXPANDED.__getitem__, code))
    return (sum(map(int, digits[::-2])) + sum(map(_DOUBLED.__getitem__, digits[-2::-2]))) % 10 == 0


def _lei_checks(code: str) -> bool:
    return bool(mod_97_10.is_valid(code))


def _cusip_checks(code: str) -> bool:
    total = sum(map(_ONCE.__getitem__, code[:8:2])) + sum(map(_TWICE.__getitem__, code[1:8:2])) + int(code[8])
    return total % 10 == 0 and code != "000000000"


def _sedol_checks(code: str) -> bool:
    if code[0].isdigit() and not code.isdigit():
        return False
    return sum(map(mul, _SEDOL_WEIGHTS, map(_VALUE.__getitem__, code))) % 10 == 0 and code != "0000000"


def _uscc_checks(code: str) -> bool:
    return stdnum_uscc.calc_check_digit(code) == code[-1]


def _figi_checks(code: str) -> bool:
    return stdnum_figi.is_valid(code)


def _cik_checks(code: str) -> bool:
    return code.strip("0") != ""


ISIN = Format("isin", "ISIN", 12, re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]"), _isin_checks)
LEI = Format("lei", "LEI", 20, re.compile(r"[A-Z0-9]{18}[0-9]{2}"), _lei_checks)
CUSIP = Format("cusip", "CUSIP", 9, re.compile(r"[A-Z0-9*@#]{8}[0-9]"), _cusip_checks, pads=True)
SEDOL = Format("sedol", "SEDOL", 7, re.compile(r"[0-9B-DF-HJ-NP-TV-Z]{6}[0-9]"), _sedol_checks, pads=True)
USCC = Format("uscc", "USCC", 18, re.compile(r"[0-9]{8}[0-9A-HJ-NP-RTUWXY]{10}"), _uscc_checks)
FIGI = Format("figi", "FIGI", 12, re.compile(r"[B-DF-HJ-NP-TV-Z]{2}G[0-9B-DF-HJ-NP-TV-Z]{8}[0-9]"), _figi_checks)
CIK = Format("cik", "CIK", 10, re.compile(r"[0-9]{10}"), _cik_checks, short=True)

SECURITY_FORMATS = (FIGI, ISIN, LEI, CUSIP, SEDOL)
"""The identifiers of a holdings file that their own shape and check digit tell, from the most to the least telling shape."""
HOLDING_FORMATS = (*SECURITY_FORMATS, CIK)
"""Those, and the ones that only the head of their column tells: any number might be a CIK."""


def isin(text: str) -> str | None:
    """The ISIN (ISO 6166), or None.

    Any two letters are accepted as its prefix: besides countries there are `XS`, `EU` and other prefixes of numbering agencies, and `ZZ`
    and other user-assigned ones stand for funds without a number of their own. The check digit decides.
    """
    return ISIN.parse(text)


def lei(text: str) -> str | None:
    """The LEI (ISO 17442), or None. Twenty characters of which the last two are check digits."""
    return LEI.parse(text)


def cusip(text: str) -> str | None:
    """The CUSIP or CINS, or None. Nine zeros are what filers write for "none", and are refused though their check digit fits."""
    return CUSIP.parse(text)


def sedol(text: str) -> str | None:
    """The SEDOL, or None. One that begins with a digit is of the old style and holds digits alone."""
    return SEDOL.parse(text)


def figi(text: str) -> str | None:
    """The Financial Instrument Global Identifier (ANSI X9.145), or None. Its third letter is a G, and it has no vowels."""
    return FIGI.parse(text)


def cik(text: str) -> str | None:
    """The Central Index Key of a filer at the SEC with its ten digits, or None. It has no check digit."""
    return CIK.parse(text)


def uscc(text: str) -> str | None:
    """The Chinese Unified Social Credit Code (GB 32100), or None."""
    return USCC.parse(text)
