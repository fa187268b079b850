"""The words by which holdings files are read: column heads, exchanges, and what a row is."""

import re
from collections.abc import Callable, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.model.holding import RowKind
from clew.pack.indices import IndexWords, load_index_words
from clew.pack.toml import PACKS, once, read
from clew.values.listings import Market, Markets, Numbering
from clew.values.words import head_key, word_key

FIELDS = (
    "name",
    "isin",
    "lei",
    "cusip",
    "sedol",
    "figi",
    "cik",
    "ticker",
    "identifier",
    "exchange",
    "weight",
    "value",
    "commitment",
    "currency",
    "country",
    "asset_class",
    "sector",
    "fund_isin",
    "fund_name",
    "as_of",
)
"""What a column may hold. `identifier` is a column whose cells must tell of which kind they are."""

_MONTHS = 12


class HeadWord(Struct, frozen=True):
    """What a column head stands for.

    Attributes:
        field: one of `FIELDS`.
        rank: place in the list of that field's heads; the lower one is preferred.
    """

    field: str
    rank: int


class HeadWords(Struct, frozen=True):
    """The words of column heads and of what stands above a table.

    Attributes:
        heads: what each head stands for, by `head_key`.
        currencies: currency codes in lower case.
        units: further words that only name a unit.
        months: number of the month by its name in lower case.
        as_of, fund_name, fund_isin: labels before the date, the fund's name and the fund's ISIN, as `word_key`.
        private_value: heads of values that count beside a column of commitments only, as `head_key`.
    """

    heads: Mapping[str, HeadWord]
    currencies: frozenset[str]
    units: frozenset[str]
    months: Mapping[str, int]
    as_of: frozenset[str]
    fund_name: frozenset[str]
    fund_isin: frozenset[str]
    private_value: frozenset[str] = frozenset()


class LineRule(Struct, frozen=True):
    """One way to tell what a row is.

    Attributes:
        kind: what such a row is.
        reason: why it is nothing to ask a company about; "" for funds.
        asset_classes, sectors: words of those columns, as `word_key`.
        names: searched in the `word_key` of the name, or None.
        except_names: names in which the search does not count, or None.
        unless_identified: whether the name does not count on a row that carries a valid ISIN, CUSIP or SEDOL.
    """

    kind: RowKind
    reason: str
    asset_classes: frozenset[str]
    sectors: frozenset[str]
    names: re.Pattern[str] | None
    except_names: re.Pattern[str] | None
    unless_identified: bool


class LineWords(Struct, frozen=True):
    """The words of rows.

    Attributes:
        blanks: cells that say nothing, in lower case.
        equities: asset classes of shares, as `word_key`.
        totals: names of rows that add up others, as `word_key`.
        rules: in order; the first that fits decides.
    """

    blanks: frozenset[str]
    equities: frozenset[str]
    totals: frozenset[str]
    rules: tuple[LineRule, ...]


class HoldingsWords(Struct, frozen=True):
    """Everything that is known about the wording of holdings files."""

    heads: HeadWords
    markets: Markets
    lines: LineWords
    indices: IndexWords

    __repr__ = object.__repr__  # what fails in a test would be drowned in words


class _Table:
    """One TOML table whose keys are asked for by type; what is missing or of another type becomes a fault."""

    def __init__(self, content: Mapping[str, Any], place: str, faults: list[Fault], where: str = "") -> None:
        self.content, self.place, self.faults, self.where = content, place, faults, where

    def fault(self, key: str, what: str, mend: str) -> None:
        self.faults.append(Fault(what, mend, self.place, column=f"{self.where}{key}"))

    def only(self, *known: str) -> None:
        for key in sorted(self.content.keys() - set(known)):
            self.fault(key, "there is no such key", f"Known are {', '.join(known)}.")

    def words(self, key: str, spell: Callable[[str], str] = word_key) -> list[str]:
        found = self.content.get(key)
        if isinstance(found, list) and all(isinstance(word, str) for word in found):
            return [spell(word) for word in found]
        self.fault(key, "this is not a list of texts", f'Write {key} = ["…", "…"].')
        return []

    def text(self, key: str) -> str:
        found = self.content.get(key)
        if isinstance(found, str):
            return found
        self.fault(key, "this is not a text", f'Write {key} = "…".')
        return ""

    def whole(self, key: str) -> int:
        found = self.content.get(key)
        if isinstance(found, int):
            return found
        self.fault(key, "this is not a whole number", f"Write {key} = 0.")
        return 0

    def table(self, key: str) -> "_Table":
        found = self.content.get(key)
        if isinstance(found, dict):
            return _Table(found, self.place, self.faults, f"{self.where}{key}.")
        self.fault(key, "the table is missing", f"Add [{key}].")
        return _Table({}, self.place, [], "")

    def tables(self, key: str) -> list["_Table"]:
        found = self.content.get(key)
        if isinstance(found, list) and all(isinstance(row, dict) for row in found):
            return [_Table(row, self.place, self.faults, f"{key} {number}.") for number, row in enumerate(found, start=1)]
        self.fault(key, "the tables are missing", f"Add [[{key}]].")
        return []

    def pattern(self, key: str, texts: Sequence[str]) -> re.Pattern[str] | None:
        try:
            return re.compile("|".join(f"(?:{text})" for text in texts)) if texts else None
        except re.error as error:
            self.fault(key, f"one of the patterns is no regular expression: {error}", "Mend the pattern.")
            return None


@once
def load_holdings_words(folder: Traversable = PACKS / "holdings") -> HoldingsWords:
    """Read the pack of holdings words: `headers.toml`, `markets.toml`, `lines.toml` and `indices.toml`.

    Args:
        folder: the pack's folder; the shipped one unless another is given.

    Raises:
        PackError: a file is missing or malformed, or one word stands for two things; all faults are named.
    """
    faults: list[Fault] = []

    def opened(name: str) -> _Table:
        return _Table(read(folder / name), name, faults)

    heads = _head_words(opened("headers.toml"))
    markets, lines = _markets(opened("markets.toml")), _line_words(opened("lines.toml"), heads.currencies)
    if faults:
        raise PackError(*faults)
    return HoldingsWords(heads, markets, lines, load_index_words(folder / "indices.toml", heads.currencies))


@once
def load_markets(folder: Traversable = PACKS / "holdings") -> Markets:
    """Read `markets.toml` of the pack alone: who asks about one security needs no words of files.

    Raises:
        PackError: the file is missing or malformed, or one word stands for two markets; all faults are named.
    """
    faults: list[Fault] = []
    markets = _markets(_Table(read(folder / "markets.toml"), "markets.toml", faults))
    if faults:
        raise PackError(*faults)
    return markets


def _head_words(file: _Table) -> HeadWords:
    file.only("fields", "private", "preamble", "units", "months")
    preamble, units = file.table("preamble"), file.table("units")
    return HeadWords(
        heads=_heads(file.table("fields")),
        currencies=frozenset(units.words("currencies")),
        units=frozenset(units.words("signs", str)),
        months=_months(file.table("months")),
        as_of=frozenset(preamble.words("as_of")),
        fund_name=frozenset(preamble.words("fund_name")),
        fund_isin=frozenset(preamble.words("fund_isin")),
        private_value=frozenset(file.table("private").words("value", head_key)),
    )


def _heads(fields: _Table) -> Mapping[str, HeadWord]:
    heads: dict[str, HeadWord] = {}
    fields.only(*FIELDS)
    for field in FIELDS:
        for rank, head in enumerate(fields.words(field, head_key)):
            other = heads.setdefault(head, HeadWord(field, rank))
            if other.field != field:
                fields.fault(field, f"“{head}” stands for {other.field} already", "Keep it in one of the two.")
    return heads


def _months(months: _Table) -> Mapping[str, int]:
    return {name: number for number in range(1, _MONTHS + 1) for name in months.words(str(number), str)}


def _markets(file: _Table) -> Markets:
    file.only("nowhere", "composites", "numbering", "countries", "market")
    rows = file.tables("market")
    for row in rows:
        row.only("mic", "country", "width", "short", "main", "names", "bloomberg", "ric")
    markets = [Market(row.text("mic"), row.text("country"), row.whole("width"), short=row.content.get("short") is True) for row in rows]
    pairs = list(zip(rows, markets, strict=True))
    by_mic = {market.mic: market for market in markets}
    names = [(row, [word_key(market.mic), *row.words("names")], market) for row, market in pairs]
    return Markets(
        by_name=_unique(names, "names"),
        nowhere=frozenset(file.words("nowhere")),
        by_bloomberg=_unique([(row, row.words("bloomberg", str), market) for row, market in pairs], "bloomberg"),
        composites=dict(file.table("composites").content),
        by_ric=_unique([(row, row.words("ric", str), market) for row, market in pairs], "ric"),
        by_country={market.country: market for row, market in pairs if row.content.get("main") is True},
        numbering=tuple(_numbering(row, by_mic) for row in file.tables("numbering")),
        countries=_countries(file.table("countries")),
    )


def _countries(countries: _Table) -> Mapping[str, str]:
    return {name: code for code in countries.content for name in countries.words(code)}


def _unique(rows: Sequence[tuple[_Table, Sequence[str], Market]], key: str) -> Mapping[str, Market]:
    found: dict[str, Market] = {}
    for row, words, market in rows:
        for word in words:
            other = found.setdefault(word, market)
            if other is not market:
                row.fault(key, f"“{word}” stands for {other.mic} already", f"Keep it at {other.mic} or at {market.mic}.")
    return found


def _numbering(row: _Table, by_mic: Mapping[str, Market]) -> Numbering:
    mic, country = row.text("mic"), row.text("country")
    if mic not in by_mic:
        row.fault("mic", f"there is no market {mic}", "Add the [[market]].")
    return Numbering(country, row.pattern("shape", [row.text("shape")]) or re.compile(""), by_mic.get(mic, Market(mic, country, 0)))


def _line_words(file: _Table, currencies: frozenset[str]) -> LineWords:
    file.only("blanks", "equities", "totals", "rule")
    currency = f"(?:{'|'.join(sorted(currencies))})"
    return LineWords(
        blanks=frozenset(file.words("blanks", str.casefold)),
        equities=frozenset(file.words("equities")),
        totals=frozenset(file.words("totals")),
        rules=tuple(_rule(row, currency) for row in file.tables("rule")),
    )


def _rule(row: _Table, currency: str) -> LineRule:
    row.only("kind", "reason", "asset_classes", "sectors", "names", "except_names", "unless_identified")
    kinds = {kind.value: kind for kind in (RowKind.NOT_A_COMPANY, RowKind.FUND)}
    kind = row.text("kind")
    if kind not in kinds:
        row.fault("kind", f"“{kind}” is no kind of row", f"Known are {', '.join(kinds)}.")
    patterns = {
        key: [text.replace("<currency>", currency) for text in row.words(key, str)]
        for key in ("names", "except_names")
        if key in row.content
    }
    return LineRule(
        kind=kinds.get(kind, RowKind.NOT_A_COMPANY),
        reason=row.text("reason"),
        asset_classes=frozenset(row.words("asset_classes")),
        sectors=frozenset(row.words("sectors")),
        names=row.pattern("names", patterns.get("names", [])),
        except_names=row.pattern("except_names", patterns.get("except_names", [])),
        unless_identified=row.content.get("unless_identified") is True,
    )
