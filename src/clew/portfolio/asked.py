"""One security, as a person types it: an identifier of any kind, a ticker with its market, or a name."""

from clew.model.holding import Holding, RowKind
from clew.pack.holdings import HoldingsWords
from clew.values.identifiers import CIK, SECURITY_FORMATS
from clew.values.listings import Listing, Markets, bloomberg_listing, country_listing, exchange_code, market_named, ric_listing

_CIK = "CIK"


def read_asked(text: str, name: str, words: HoldingsWords) -> Holding:
    """A security as a row of a book.

    Args:
        text: an ISIN, LEI, CUSIP, SEDOL or FIGI by its form and check digit; `CIK 320193`; `XHKG:700` or `HKEX:700`; a Bloomberg ticker
            (`700 HK`), a Reuters code (`0700.HK`); anything else is a name.
        name: the name, where it is known besides.
        words: markets and their codes.
    """
    said = text.strip()
    codes = _codes(said)
    listing = Listing("", "") if codes else _listing(said, words.markets)
    named = name.strip() or ("" if codes or listing.code else said)
    return Holding(
        row=1,
        book="",
        name=named,
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
    """The identifier that a text is, by its field; {} where it is none."""
    label, _, number = said.replace(":", " ").partition(" ")
    if label.upper() == _CIK and (code := CIK.parse(number)):
        return {CIK.key: code}
    return next(({form.key: code} for form in SECURITY_FORMATS if (code := form.parse(said)) is not None), {})


def _listing(said: str, markets: Markets) -> Listing:
    """The market and code that a text names, both "" where it names none."""
    place, colon, code = said.partition(":")
    market = market_named(place, markets) if colon else None
    if market is not None:
        return Listing(market.mic, exchange_code(code, market), market.country)
    if len(said.split()) > 3 or (not any(letter.isdigit() for letter in said) and said != said.upper()):  # noqa: PLR2004 - a yellow key is the third word
        return Listing("", "")
    found = bloomberg_listing(said, markets) or ric_listing(said, markets) or country_listing(said, markets)
    return found or Listing("", "")
