"""What versions of portfolios are worth, from the lines in the books: an amount stands nowhere else."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct

from clew.engine.plan import Plan, Step
from clew.ledger.store import FORGOTTEN, PortfolioVersion
from clew.work.lines import folder_of, version_lines
from clew.work.stores import Progress, Stores, silent

_WORTH = """
SELECT CAST(sum(CAST(l.value AS DECIMAL(38,4))) AS DECIMAL(38,4)) AS value, count(DISTINCT l.currency) AS currencies,
       min(l.currency) AS currency
FROM worth_line l WHERE l.top = 1 AND l.value IS NOT NULL
"""


class Worth(Struct, frozen=True):
    """What a version is worth.

    Attributes:
        value: its lines added up; None where they state no value, or values in several currencies, which are not added.
        currency: of the value, "" where the file names none.
        currencies: how many there are.
    """

    value: Decimal | None
    currency: str
    currencies: int


def worth(stores: Stores, versions: Iterable[PortfolioVersion], progress: Progress = silent) -> Mapping[int, Worth]:
    """What each version is worth, by the number of its event; versions whose books were deleted are left out."""
    engine, found = stores.engine(), {}
    try:
        for one in versions:
            if one.state != FORGOTTEN and folder_of(stores, one).exists():
                engine.read("worth_line", [version_lines(stores, engine, one, progress)])
                engine.run(Plan("worth", (Step("worth", _WORTH, "what the lines of a version add up to"),)))
                value, currencies, currency = engine.fetch("SELECT value, currencies, currency FROM worth")[0]
                count = int(str(currencies))
                found[one.seq] = Worth(value if isinstance(value, Decimal) and count == 1 else None, str(currency or ""), count)
    finally:
        engine.close()
    return found
