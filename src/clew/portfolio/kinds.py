"""What each row is: a security, a fund, or nothing to ask a company about."""

from collections.abc import Sequence

from clew.model.holding import RowKind
from clew.pack.holdings import LineRule, LineWords
from clew.values.words import word_key

Kind = tuple[RowKind, str]
"""What a row is, and the reason where it is not a company."""
_SECURITY: Kind = (RowKind.SECURITY, "")


def read_kinds(
    names: Sequence[str], asset_classes: Sequence[str], sectors: Sequence[str], identified: Sequence[bool], words: LineWords
) -> list[Kind]:
    """The kind of each row.

    Asset class decides before sector, and sector before the name. Where the asset class says that the row is a share, only the words of
    funds are looked for in its name: "Treasury Wine Estates" is no treasury bond.

    Args:
        names: one text for each row, "" where the file says nothing.
        asset_classes: likewise.
        sectors: likewise.
        identified: whether the row carries a valid ISIN, CUSIP or SEDOL.
        words: the rules.
    """
    said = {pair: _by_words(*pair, words) for pair in set(zip(asset_classes, sectors, strict=True))}
    shares = {asset_class: word_key(asset_class) in words.equities for asset_class in set(asset_classes)}
    rules = {(share, known): _rules(words, share=share, identified=known) for share in (False, True) for known in (False, True)}
    named: dict[tuple[str, bool, bool], Kind] = {}
    kinds = []
    for name, asset, sector, known in zip(names, asset_classes, sectors, identified, strict=True):
        kind = said[asset, sector]
        if kind is None:
            row = (name, shares[asset], known)
            kind = named.get(row) or named.setdefault(row, _by_name(name, rules[row[1:]]))
        kinds.append(kind)
    return kinds


def _by_words(asset_class: str, sector: str, words: LineWords) -> Kind | None:
    """What asset class and sector say, or None."""
    asset_key, sector_key = word_key(asset_class), word_key(sector)
    rule = next((rule for rule in words.rules if asset_key in rule.asset_classes), None)
    rule = rule or next((rule for rule in words.rules if sector_key in rule.sectors), None)
    return (rule.kind, rule.reason) if rule else None


def _rules(words: LineWords, *, share: bool, identified: bool) -> list[LineRule]:
    """The rules whose names count on such a row."""
    return [
        rule
        for rule in words.rules
        if rule.names and not (share and rule.kind is not RowKind.FUND) and not (identified and rule.unless_identified)
    ]


def _by_name(name: str, rules: Sequence[LineRule]) -> Kind:
    """What the name says, searched rule by rule."""
    key = word_key(name)
    for rule in rules:
        if rule.names and rule.names.search(key) and not (rule.except_names and rule.except_names.search(key)):
            return rule.kind, rule.reason
    return _SECURITY
