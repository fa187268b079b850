"""What each row is: a security, a fund, or nothing to ask a company about."""

from dataclasses import dataclass

from clew.model.holding import RowKind
from clew.pack.holdings import LineRule, LineWords
from clew.values.words import word_key


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says of itself, "" where it says nothing.

    Attributes:
        name, asset_class, sector: as written.
        identified: whether it carries a valid ISIN, CUSIP or SEDOL.
    """

    name: str
    asset_class: str
    sector: str
    identified: bool


def kind_of_line(line: Line, words: LineWords) -> tuple[RowKind, str]:
    """The kind of a row, and the reason where it is not a company.

    Asset class decides before sector, and sector before the name. Where the asset class says that the row is a share, only the words of funds are
    looked for in its name: "Treasury Wine Estates" is no treasury bond.

    Args:
        line: what the row says.
        words: the rules.
    """
    asset_key, sector_key = word_key(line.asset_class), word_key(line.sector)
    rule = next((rule for rule in words.rules if asset_key in rule.asset_classes), None)
    rule = rule or next((rule for rule in words.rules if sector_key in rule.sectors), None)
    rule = rule or _by_name(word_key(line.name), words, share=asset_key in words.equities, identified=line.identified)
    return (rule.kind, rule.reason) if rule else (RowKind.SECURITY, "")


def _by_name(name: str, words: LineWords, *, share: bool, identified: bool) -> LineRule | None:
    for rule in words.rules:
        if rule.names is None or (share and rule.kind is not RowKind.FUND) or (identified and rule.unless_identified):
            continue
        if rule.names.search(name) and not (rule.except_names and rule.except_names.search(name)):
            return rule
    return None
