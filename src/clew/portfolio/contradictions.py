"""Names and identifiers of one book that do not go together: told, never mended, since either may be right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from clew.model.holding import Holding, RowKind
from clew.values.words import word_key

_SHOWN = 3


def contradictions(holdings: Iterable[Holding]) -> Iterator[str]:
    """A sentence on names that stand with several ISINs, and one on ISINs that stand with several names.

    Two spellings that differ in case, width and punctuation alone are one name. Several ISINs of one name are usual for share classes and
    bonds; one ISIN at two names is a slip, or a company that was renamed.
    """
    by_name: dict[str, dict[str, Holding]] = defaultdict(dict)
    by_isin: dict[str, dict[str, Holding]] = defaultdict(dict)
    for one in holdings:
        key = word_key(one.name)
        if one.kind in {RowKind.SECURITY, RowKind.FUND} and one.isin and key:
            by_name[key].setdefault(one.isin, one)
            by_isin[one.isin].setdefault(key, one)
    names = {next(iter(found.values())).name: found for found in by_name.values() if len(found) > 1}
    isins = {isin: found for isin, found in by_isin.items() if len(found) > 1}
    if names:
        yield f"{_counted(names, 'name stands', 'names stand')} with several ISINs, as share classes and bonds do: {_examples(names)}"
    if isins:
        yield f"{_counted(isins, 'ISIN stands', 'ISINs stand')} with several names; one of them may be a slip: {_examples(isins)}"


def _counted(found: Mapping[str, object], one: str, several: str) -> str:
    """How many there are."""
    return f"1 {one}" if len(found) == 1 else f"{len(found):,} {several}"


def _examples(found: Mapping[str, Mapping[str, Holding]]) -> str:
    """The first of them with their rows, and how many more."""
    shown = [
        f"{name} (rows {', '.join(str(one.row) for one in list(rows.values())[:_SHOWN])})" for name, rows in list(found.items())[:_SHOWN]
    ]
    more = [f"and {len(found) - _SHOWN:,} more"] if len(found) > _SHOWN else []
    return "; ".join([*shown, *more])
