"""Cards: every source has one that keeps to its form, and a malformed one is refused with every fault."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.sources.reading.card import load_card, read_card
from clew.sources.registry import SOURCES, Source

GOOD = """
dataset = "sample"
title = "Sample"
short = "Sample"
publisher = "Agency"
home = "https://example.org"
licence = "public domain"
export = true
commercial = true
archive = "exact"
changes = true
family = "agency"
rows = [1, 2]
shows = ["listings"]
"""


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.dataset)
def test_every_source_has_a_card_with_its_terms(source: Source) -> None:
    card = source.card
    assert card.licence
    assert card.home.startswith("https://")
    assert card.export or source.read is None, "what ships may be exported"


def refused(folder: Path, text: str) -> str:
    place = folder / "card.toml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_card(place, "sample")
    return str(caught.value)


def test_a_card_is_read(tmp_path: Path) -> None:
    place = tmp_path / "card.toml"
    place.write_text(GOOD, encoding="utf-8")
    assert read_card(place, "sample").rows == [1, 2]


def test_contradictions_are_named_at_once(tmp_path: Path) -> None:
    text = (
        GOOD.replace('"sample"', '"other"').replace('"exact"', '"sometimes"').replace("[1, 2]", "[2, 1]").replace('"listings"', '"moods"')
    )
    told = refused(tmp_path, text.replace('publisher = "Agency"', 'publisher = ""'))
    assert all(part in told for part in ('column "dataset"', 'column "archive"', 'column "rows"', 'column "shows"', 'column "publisher"'))


def test_unknown_and_missing_keys_are_named_at_once(tmp_path: Path) -> None:
    told = refused(tmp_path, GOOD.replace("licence", "license"))
    assert "unknown key “license”" in told
    assert "“licence” is missing" in told


def test_a_source_without_a_card_is_refused() -> None:
    with pytest.raises(PackError, match="missing"):
        load_card("no_such_source")
