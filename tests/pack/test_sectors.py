"""Shares of world supply: cited, or unknown."""

from collections.abc import Callable

from clew.pack.sectors import load_sector_shares
from clew.pack.toml import PACKS

SHIPPED = (PACKS / "sectors" / "shares.toml").read_text(encoding="utf-8")
Refusal = Callable[[str, Callable[..., object]], Callable[..., str]]


def test_every_shipped_share_has_a_figure_a_year_and_an_address() -> None:
    for share in load_sector_shares().shares:
        assert share.figure in load_sector_shares().sentence(share.sectors[0])
        assert share.url in load_sector_shares().sentence(share.sectors[0])
        assert share.year


def test_where_a_source_gives_an_upper_end_alone_that_is_said() -> None:
    assert "up to 45 % is said to come from the region" in load_sector_shares().sentence("silica-based-products")


def test_a_sector_without_a_cited_share_is_said_to_be_unknown() -> None:
    assert "unknown" in load_sector_shares().sentence("jujubes")


def test_an_uncited_or_impossible_figure_is_refused_with_all_its_faults(refusal: Refusal) -> None:
    changes = (("high = 0.20", "high = 0.10"), ("https://", "ftp://"), ('year = "stated in 2020"', 'year = ""'))
    told = refusal(SHIPPED, load_sector_shares)(*changes)
    assert "0.2 to 0.1 is no share" in told
    assert "a figure without year" in told
    assert "is no address" in told
