"""Tickers and exchanges of a table, read as listings."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from clew.values.listings import (
    Listing,
    Market,
    Markets,
    bloomberg_listing,
    bloomberg_parts,
    country_listing,
    exchange_code,
    market_named,
    market_numbered,
    ric_listing,
)
from clew.values.words import word_key

Splitter = Callable[[str], Listing | None]
"""Splits the market off a ticker, or gives None."""
FEWEST = 3
"""Tickers that must end in a market for the column to be of that style, or all of a shorter column."""
BLOOMBERG_SHARE = 0.1
"""Share of tickers that must end in an exchange code: home shares are often printed without one."""
RIC_SHARE = 0.3
"""Share for RICs, whose suffixes look like classes of shares."""


class Listings(Struct, frozen=True):
    """The listing of each row.

    Attributes:
        listings: one for each row.
        notes: (place of the row, note) where leading zeros were given back.
        warnings: exchanges whose names are not known.
        style: how the tickers are written, the end of a sentence.
    """

    listings: Sequence[Listing]
    notes: Sequence[tuple[int, str]]
    warnings: tuple[str, ...]
    style: str


def read_listings(tickers: Sequence[str], exchanges: Sequence[str], countries: Sequence[str], markets: Markets) -> Listings:
    """The listing of each row, by its exchange, or by the form of its ticker, or by how its country numbers codes.

    Args:
        tickers: one text for each row, "" where the file says nothing.
        exchanges: likewise.
        countries: likewise.
        markets: the tables.
    """
    split, style = _splitter(set(tickers) - {""}, markets, alone=not any(exchanges))
    named = {exchange: market_named(exchange, markets) if exchange else None for exchange in set(exchanges)}
    numbered = {country: markets.countries.get(word_key(country), "") for country in set(countries)}
    found = []
    notes = []
    for place, (ticker, exchange, country) in enumerate(zip(tickers, exchanges, countries, strict=True)):
        listing, note = _listing(ticker, named[exchange], "" if exchange else numbered[country], split, markets)
        found.append(listing)
        if note:
            notes.append((place, note))
    return Listings(found, notes, _unknown(exchanges, markets), style)


def _listing(ticker: str, market: Market | None, country: str, split: Splitter, markets: Markets) -> tuple[Listing, str]:
    """The listing of one row: by the ticker's own suffix, by the exchange, or by the way a country numbers codes."""
    parts = split(ticker) if ticker else None
    if parts is not None and (market is None or parts.mic == market.mic):
        return parts, ""
    if country and market is None:
        market = market_numbered(exchange_code(ticker, None), country, markets)
    code = exchange_code(ticker, market)
    listing = Listing("", code) if market is None else Listing(market.mic, code, market.country)
    return listing, _restored(ticker, code, market)


def _restored(ticker: str, code: str, market: Market | None) -> str:
    if market is None or market.short or len(code) <= len(ticker.strip()):
        return ""
    return f"code “{ticker}” had lost its leading zeros, read as {code} ({market.mic})"


def _splitter(tickers: set[str], markets: Markets, *, alone: bool) -> tuple[Splitter, str]:
    """How to split the tickers of this column, and that style in words.

    Beside a column of exchanges a Bloomberg or Reuters suffix is split off only where it names the same market, so that the style need
    not be common.
    """
    suffixes = [parts[1] for parts in map(bloomberg_parts, tickers) if parts is not None]
    bloomberg = sum(1 for suffix in suffixes if suffix in markets.by_bloomberg or suffix in markets.composites)
    country = sum(1 for suffix in suffixes if suffix in markets.by_country or suffix in markets.composites.values())
    rics = sum(1 for ticker in tickers if ric_listing(ticker, markets) is not None)
    enough = min(FEWEST, len(tickers))
    if max(bloomberg, country) >= max(enough, BLOOMBERG_SHARE * len(tickers), 1) and alone:
        if country > bloomberg:
            return (lambda ticker: country_listing(ticker, markets)), "its cells end in the country of the market"
        return (lambda ticker: bloomberg_listing(ticker, markets)), "its cells are Bloomberg tickers"
    if rics >= max(enough, RIC_SHARE * len(tickers), 1) and alone:
        return (lambda ticker: ric_listing(ticker, markets)), "its cells are Reuters codes"
    if alone:
        return (lambda _: None), ""
    return (lambda ticker: bloomberg_listing(ticker, markets) or ric_listing(ticker, markets) if not ticker.isalnum() else None), ""


def _unknown(exchanges: Sequence[str], markets: Markets) -> tuple[str, ...]:
    """A warning for each exchange name that is not in the tables."""
    verdict = {
        name: bool(name) and market_named(name, markets) is None and word_key(name) not in markets.nowhere for name in set(exchanges)
    }
    unknown = sorted(name for name, odd in verdict.items() if odd)
    return tuple(f"the exchange “{name}” is not known ({exchanges.count(name)} rows)" for name in unknown)
