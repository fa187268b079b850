"""One security, as a person types it: an identifier of any kind, a ticker with its market, or a name."""

import re
from collections.abc import Callable, Iterator

from clew.errors import Fault, InputError
from clew.model.holding import Holding, RowKind
from clew.values.identifiers import CUSIP, HOLDING_FORMATS, SECURITY_FORMATS, SEDOL, Format
from clew.values.listings import (
    Listing,
    Markets,
    bloomberg_listing,
    bloomberg_parts,
    country_listing,
    exchange_code,
    market_named,
    ric_listing,
)

_LABEL = re.compile(rf"({'|'.join(form.title for form in HOLDING_FORMATS)})\s*[:\s]\s*(\S*\d\S*)", re.IGNORECASE)
_CIK = re.compile(r"(CIK)(\d+)", re.IGNORECASE)
_BARE = re.compile(r"[A-Z0-9]{1,5}|\d+")
"""What may be a ticker, or an exchange's number, without its market: no name that says enough to be compared is so short."""
_DIGITS = 3
"""Fewest digits for a word of seven or nine characters to be a mistyped identifier, and no name."""
_WORDS = 3
"""Most words of a ticker and its exchange; the yellow key does not count."""
_NOWHERE = Listing("", "")


def read_asked(text: str, name: str, markets: Callable[[], Markets]) -> tuple[Holding, ...]:
    """A security as rows of a book, one for each way to read it, the likeliest first: `BASF SE` may be a ticker, and a name.

    Args:
        text: an ISIN, LEI, CUSIP, SEDOL or FIGI by its form and check digit, with or without its kind before it; `CIK 320193`; `XHKG:700`
            or `HKEX:700`; a Bloomberg ticker (`700 HK`), a Reuters code (`0700.HK`); anything else is a name.
        name: the name, where it is known besides.
        markets: gives markets and their codes, and is called where the text may be a ticker.

    Returns:
        Rows numbered from 1; a code without a market is that of what may be a ticker alone (`BYD`), and matches nothing.

    Raises:
        InputError: the text has the form of an identifier, and its check digit does not fit.
    """
    return tuple(_ways(text.strip(), name.strip(), markets))


def _ways(said: str, named: str, markets: Callable[[], Markets]) -> Iterator[Holding]:
    """Each way to read a text."""
    codes = _codes(said)
    listing = None if codes or not said else _listing(said, markets())
    if codes or listing is not None:
        yield _row(1, named, listing or _NOWHERE, codes)
    if not codes and listing is None:
        yield _row(1, named or said, _NOWHERE, {})
    elif listing is not None and not named and ":" not in said and not listing.code.isdigit():
        yield _row(2, said, _NOWHERE, {})


def _row(number: int, name: str, listing: Listing, codes: dict[str, str]) -> Holding:
    """A security as a row of a book."""
    return Holding(
        row=number,
        book="",
        name=name,
        mic=listing.mic,
        code=listing.code,
        weight=None,
        value=None,
        currency="",
        country="",
        asset_class="",
        sector="",
        kind=RowKind.SECURITY,
        reason="",
        notes=(),
        listed_in=listing.country,
        isin=codes.get("isin", ""),
        lei=codes.get("lei", ""),
        cusip=codes.get("cusip", ""),
        sedol=codes.get("sedol", ""),
        figi=codes.get("figi", ""),
        cik=codes.get("cik", ""),
    )


def _codes(said: str) -> dict[str, str]:
    """The identifier that a text is, by its field; {} where it is none.

    Raises:
        InputError: it has the form of one, and its check digit does not fit.
    """
    labelled = _LABEL.fullmatch(said) or _CIK.fullmatch(said)
    if labelled:
        form = next(form for form in HOLDING_FORMATS if form.title == labelled[1].upper())
        return {form.key: _checked(form, labelled[2])}
    for form in SECURITY_FORMATS:
        if (code := form.parse(said)) is not None:
            return {form.key: code}
    mistyped = next((form for form in SECURITY_FORMATS if _looks(form, said)), None)
    return {} if mistyped is None else {mistyped.key: _checked(mistyped, said)}


def _looks(form: Format, said: str) -> bool:
    """Whether a text has the form of an identifier, and not that of a name: one word, with more digits than names have."""
    code = said.upper()
    digits = sum(letter.isdigit() for letter in code)
    telling = form not in {CUSIP, SEDOL} or _DIGITS <= digits < len(code)
    return telling and form.shape.fullmatch(code) is not None


def _checked(form: Format, text: str) -> str:
    """The identifier in its printed form.

    Raises:
        InputError: it is none.
    """
    code = form.parse(text)
    if code is None:
        mend = "Look it up again; if it is a name, give it with --name alone."
        raise InputError(Fault(f"“{text}” is no {form.title}: {form.objection(text)}", mend))
    return code


def _listing(said: str, markets: Markets) -> Listing | None:
    """The market and code that a text names, or the code alone of what may be a ticker without its market; None where it is neither."""
    place, colon, code = said.partition(":")
    market = market_named(place, markets) if colon else None
    if market is not None:
        return Listing(market.mic, exchange_code(code, market), market.country)
    if _one_case(said) and _BARE.fullmatch(said.upper()):
        return Listing("", said.upper())
    parts = bloomberg_parts(said)
    if parts is None:
        return ric_listing(said, markets) if _one_case(said.rpartition(".")[2]) else None
    # “3M Co” is written as names are, and is no ticker; “3M CO” may be both.
    code_and_place = said.split()[: len(parts[0].split()) + 1]
    if len(code_and_place) > _WORDS or not _one_case(" ".join(code_and_place)):
        return None
    return bloomberg_listing(said, markets) or country_listing(said, markets)


def _one_case(said: str) -> bool:
    """Whether a text is in capitals alone, or in small letters alone."""
    return said in {said.upper(), said.lower()}
