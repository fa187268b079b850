"""Numbers as people write them in tables, in either decimal convention."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

_DIGITS = {**dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)), **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True))}
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "’": "'", "٫": ".", "٬": "'", "٪": "%", **_DIGITS})
_AFFIXES = re.compile(r"\s|[%‰$€£¥₩₹]|(?:(?<![A-Za-z])[A-Za-z]{1,2}\$)|^[A-Z]{3}(?=[-+(.\d\s])|(?<=[\d)\s])[A-Z]{3}$")
_PLAIN = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_USUAL = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_POINT_GROUPS = re.compile(r"([-+]?)(\d{1,3}(?:([,'])\d{2,3})?(?:\3\d{2,3})*)(\.\d*)?")
_COMMA_GROUPS = re.compile(r"([-+]?)(\d{1,3}(?:([.'])\d{2,3})?(?:\3\d{2,3})*)(,\d*)?")
_COMMA_PLAIN = re.compile(r"[-+]?(?:[0-9]+(?:,[0-9]*)?|,[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_ONLY_NUMBER = re.compile(r"[-+]?[\d.,']*\d[\d.,']*")
MAX_NUMBER_LENGTH = 64


def parse_decimal(text: str, *, decimal_comma: bool) -> Decimal | None:
    """The number that a cell states, or None when it states none.

    Percent and currency signs are dropped, not applied: whether a column is in percent is the column's affair. Brackets and a trailing
    minus mean negative. Thousands may be grouped by a comma (or a point, under a decimal comma), an apostrophe or spaces; groups must be
    whole, so that `1,5` under a decimal point is refused and not read as 15.

    Args:
        text: the cell, such as `1,234.56`, `(12.3)`, `12.5 %`, `$1,234`, `1’234.5`, `−3` or `3.46e-05`.
        decimal_comma: whether the comma marks the decimals, as in `1.234,56`.

    Returns:
        The number exactly as written, never rounded, or None (also for `-`, "" and words).
    """
    if len(text) > MAX_NUMBER_LENGTH:
        return None
    if not decimal_comma:
        if _PLAIN.fullmatch(text):
            return Decimal(text)
        if _USUAL.fullmatch(text):
            return Decimal(text.replace(",", ""))
    sign, body = _unwrapped(text)
    digits = _with_point(body, decimal_comma=decimal_comma)
    return None if digits is None else sign * Decimal(digits)


def _unwrapped(text: str) -> tuple[int, str]:
    """The sign that brackets or a trailing minus give, and the rest without signs of unit."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    body = _AFFIXES.sub("", plain.strip().translate(_SIGNS))
    if body.startswith("(") and body.endswith(")"):
        return -1, body[1:-1]
    if body.endswith("-"):
        return -1, body[:-1]
    return 1, body


def _with_point(body: str, *, decimal_comma: bool) -> str | None:
    plain = _COMMA_PLAIN if decimal_comma else _PLAIN
    if plain.fullmatch(body):
        return body.replace(",", ".")
    grouped = (_COMMA_GROUPS if decimal_comma else _POINT_GROUPS).fullmatch(body)
    if grouped is None or grouped[3] is None or not re.search(rf"{re.escape(grouped[3])}\d{{3}}$", grouped[2]):
        return None
    return grouped[1] + grouped[2].replace(grouped[3], "") + (grouped[4] or "").replace(",", ".")


def uses_decimal_comma(cells: Iterable[str]) -> bool | None:
    """Whether the cells of one column write their decimals after a comma.

    Each cell votes: with both signs present the last one marks the decimals; a sign that occurs twice groups thousands; a single sign
    that is not followed by exactly three digits, or follows a lone zero, marks decimals. `1,234` says nothing.

    Args:
        cells: the column's cells; those that are no numbers are passed over.

    Returns:
        True for a comma, False for a point, None when no cell tells.
    """
    comma = point = 0
    for cell in cells:
        vote = _vote(cell)
        comma += vote == ","
        point += vote == "."
    return None if comma == point else comma > point


def _vote(cell: str) -> str:
    if not any(map(str.isdigit, cell)):
        return ""
    body = _unwrapped(cell)[1]
    if not _ONLY_NUMBER.fullmatch(body):
        return ""
    commas, points = body.count(","), body.count(".")
    if commas and points:
        return "," if body.rfind(",") > body.rfind(".") else "."
    sign, other, count = (",", ".", commas) if commas else (".", ",", points)
    if count > 1:
        return other
    if count == 0:
        return ""
    before, after = body.split(sign)
    return sign if len(after) != len("000") or before.strip("-+") in {"0", ""} else ""
