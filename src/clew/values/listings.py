"""Exchange codes: the market from the way an issuer prints it, and the code as the exchange prints it.

The tables (which names, Bloomberg codes and RIC suffixes stand for which market) are data and come as arguments.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from clew.values.words import word_key

_YELLOW_KEYS = {"EQUITY", "INDEX", "CORP", "GOVT", "CURNCY", "COMDTY", "PFD", "MTGE"}
_DECORATION = re.compile(r"[*\s]+$")


class Market(Struct, frozen=True):
    """One market on which securities are listed.

    Attributes:
        mic: ISO 10383 code.
        country: ISO 3166 code of its country.
        width: digits to which an all-digit code is padded with zeros, 0 where codes are not padded.
        short: whether vendors usually print its codes without the leading zeros, so that padding them is no repair.
    """

    mic: str
    country: str
    width: int
    short: bool = False


class Numbering(Struct, frozen=True):
    """A rule by which the code alone tells the market within one country, as in mainland China.

    Attributes:
        country: ISO 3166 code of the country in which the rule holds.
        shape: what the whole code looks like.
        market: the market that hands out such codes.
    """

    country: str
    shape: re.Pattern[str]
    market: Market


class Markets(Struct, frozen=True):
    """The tables by which a market is told.

    Attributes:
        by_name: exchange names, MICs and short names, each as `word_key`.
        nowhere: names (as `word_key`) that say that there is no market: unlisted, over the counter.
        by_bloomberg: market by Bloomberg exchange code ("HK").
        composites: Bloomberg codes for all markets of a country, with that country ("CH": "CN").
        by_ric: market by the suffix after the point of a RIC ("SS").
        by_country: a country's main market, for files that write the country where others write the exchange.
        numbering: rules that tell the market from the code.
        countries: ISO 3166 code of the countries of those rules, by `word_key` of the ways to write them.
    """

    by_name: Mapping[str, Market]
    nowhere: frozenset[str]
    by_bloomberg: Mapping[str, Market]
    composites: Mapping[str, str]
    by_ric: Mapping[str, Market]
    by_country: Mapping[str, Market]
    numbering: tuple[Numbering, ...]
    countries: Mapping[str, str]


class Listing(Struct, frozen=True):
    """A code on a market.

    Attributes:
        mic: ISO 10383 code, or "" where the market is not known.
        code: as the exchange prints it.
        country: ISO 3166 code of the market's country, known for some codes whose market is not (`MSFT US`), or "".
    """

    mic: str
    code: str
    country: str = ""


def market_named(text: str, markets: Markets) -> Market | None:
    """The market that a name, a MIC or a short name stands for, or None.

    Args:
        text: as an issuer prints it, such as `Hong Kong Exchanges And Clearing Ltd`, `XHKG` or `HKEX`.
        markets: the tables.
    """
    return markets.by_name.get(word_key(text))


def market_numbered(code: str, country: str, markets: Markets) -> Market | None:
    """The market that hands out such codes in a country, or None: `600519` in China is Shanghai, `000858` Shenzhen.

    Args:
        code: the exchange's code with its leading zeros.
        country: ISO 3166 code.
        markets: the tables.
    """
    return next((rule.market for rule in markets.numbering if rule.country == country and rule.shape.fullmatch(code)), None)


def exchange_code(text: str, market: Market | None) -> str:
    """The code as the exchange prints it: upper case, one space inside at most, leading zeros given back.

    Args:
        text: the ticker as written.
        market: the market of the listing, or None; without it nothing is padded.

    Returns:
        For example `00700` for `700` in Hong Kong, `005930` for `5930` in Korea, `BRK/B` for `brk/b`.
    """
    code = text.upper() if text.isalnum() else " ".join(_DECORATION.sub("", text).upper().split())
    return code.zfill(market.width) if market is not None and code.isascii() and code.isdigit() else code


def bloomberg_parts(text: str) -> tuple[str, str] | None:
    """Code and exchange code of a Bloomberg ticker, without its yellow key: `("700", "HK")` for `700 HK Equity`; None without a space."""
    words = text.upper().split()
    if words and words[-1] in _YELLOW_KEYS:
        words = words[:-1]
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else None


def bloomberg_listing(text: str, markets: Markets) -> Listing | None:
    """The listing that a Bloomberg ticker names, or None when its last word is no exchange code.

    A composite code stands for all markets of a country: the market then follows from the code where the country numbers its markets
    apart, and stays "" where it does not (`MSFT US`).

    Args:
        text: such as `600519 CH`, `700 HK Equity` or `MSFT UW`.
        markets: the tables.
    """
    parts = bloomberg_parts(text)
    if parts is None:
        return None
    code, suffix = parts
    if suffix in markets.composites:
        market = market_numbered(code, markets.composites[suffix], markets)
    elif suffix in markets.by_bloomberg:
        market = markets.by_bloomberg[suffix]
    else:
        return None
    return _listing(code, market, markets.composites.get(suffix, ""))


def country_listing(text: str, markets: Markets) -> Listing | None:
    """The listing that a ticker with a country after it names, or None: `ASML NL`, `6 HK`. The market is the country's main one.

    Args:
        text: a ticker, a space and an ISO 3166 country code.
        markets: the tables.
    """
    parts = bloomberg_parts(text)
    if parts is None:
        return None
    code, country = parts
    numbered = market_numbered(code, country, markets)
    if numbered is None and country not in markets.by_country and country not in markets.composites.values():
        return None
    return _listing(code, numbered or markets.by_country.get(country), country)


def ric_listing(text: str, markets: Markets) -> Listing | None:
    """The listing that a RIC names, or None when what follows its last point is no market: `600519.SS`, `0700.HK`.

    Args:
        text: the RIC.
        markets: the tables.
    """
    code, point, suffix = text.strip().rpartition(".")
    market = markets.by_ric.get(suffix.upper()) if point else None
    return None if market is None or not code else _listing(code, market, market.country)


def _listing(code: str, market: Market | None, country: str) -> Listing:
    return Listing("" if market is None else market.mic, exchange_code(code, market), country if market is None else market.country)
