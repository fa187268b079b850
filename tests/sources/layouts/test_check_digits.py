"""Check digits in SQL: the same verdict as the parsers of values, on right, wrong and odd texts."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.sources.layouts.check_digits import cusip_fits, isin_fits, lei_fits, sedol_fits
from clew.values.identifiers import CUSIP, ISIN, LEI, SEDOL, Format

ALNUM, DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
KINDS: list[tuple[Format, Callable[[str], str], str]] = [
    (ISIN, isin_fits, r"[A-Z]{2}[A-Z0-9]{9}[0-9]"),
    (LEI, lei_fits, r"[A-Z0-9]{18}[0-9]{2}"),
    (CUSIP, cusip_fits, r"[A-Z0-9*@#]{8}[0-9]"),
    (SEDOL, sedol_fits, r"[0-9BCDFGHJKLMNPQRSTVWXYZ]{6}[0-9]"),
]
ODD = ["", "N/A", "0" * 20, "000000000", "0000000", "00000000000", "US0000000000", "US037833100", "ÄS0378331005"]


def told(fits: Callable[[str], str], texts: list[str]) -> list[bool]:
    """What the engine says of texts."""
    engine = DuckEngine()
    try:
        engine.load("texts", {"place": "BIGINT", "cell": "VARCHAR"}, list(enumerate(texts)))
        return [bool(found) for (found,) in engine.fetch(f"SELECT {fits('cell')} FROM texts ORDER BY place")]  # noqa: S608 - our name
    finally:
        engine.close()


@pytest.mark.parametrize(("kind", "fits", "shape"), KINDS)
@settings(max_examples=6, deadline=None)
@given(st.data())
def test_every_text_of_the_shape_is_judged_as_the_parser_judges_it(
    kind: Format, fits: Callable[[str], str], shape: str, data: st.DataObject
) -> None:
    bodies = data.draw(st.lists(st.from_regex(shape, fullmatch=True), min_size=5, max_size=20))
    texts = [body[:-1] + digit for body in bodies for digit in DIGITS] + ODD
    assert told(fits, texts) == [kind.parse(text) is not None for text in texts]


def test_known_identifiers_fit() -> None:
    assert told(isin_fits, ["US0378331005", "KYG217651051", "US0378331006"]) == [True, True, False]
    assert told(lei_fits, ["5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"]) == [True, False]
    assert told(cusip_fits, ["037833100", "037833101", "G0403H108"]) == [True, False, True]
    assert told(sedol_fits, ["0263494", "B0WNLY7", "1B2C3D4"]) == [True, True, False]
