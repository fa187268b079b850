"""Goods of an issuer: shipments under an HS code of a sector make a sector signal, and no finding."""

from pathlib import Path

from clew.model.claim import Claim
from clew.work.clocks import Clocks
from clew.work.screen import Asked, screen
from tests.world import AS_OF, CLAIMS, OFFICIAL, ORDINARY, World, issuer, say, settle


def test_shipments_under_a_sectors_code_are_a_signal_and_no_finding(world: World, tmp_path: Path) -> None:
    shipped = [
        claim
        for number, code in enumerate(("5205.12", "5205.12", "620342"))
        for claim in say(f"us_imports:{number}", "Shipment", OFFICIAL, consignee="crosswalk:ordinary", hsCode=code)
    ]
    later = say("us_imports:9", "Shipment", OFFICIAL._replace(stated_on="2026-12-01"), consignee="crosswalk:ordinary", hsCode="520512")
    sector = (
        Claim("uflpa_sectors:cotton", "PrioritySector", "name", "Cotton and cotton products"),
        Claim("uflpa_sectors:cotton", "PrioritySector", "hsPrefix", "52"),
    )
    bakeries = issuer("ordinary", "Ordinary Bakeries Limited", ("XHKG", "99099", ORDINARY))
    datasets = {**CLAIMS, "crosswalk": (*CLAIMS["crosswalk"], *bakeries), "us_imports": (*shipped, *later), "uflpa_sectors": sector}
    settle(world.stores, datasets)
    path = tmp_path / "one.csv"
    path.write_text(f"Name,ISIN,Weight (%)\nOrdinary Bakeries,{ORDINARY},100\n", encoding="utf-8")
    found = screen(world.stores, Asked(path, Clocks(AS_OF, AS_OF)))
    (signal,) = found.sector_signals
    assert (signal.sector, signal.matched_on) == (
        "Cotton and cotton products",
        "goods under HS 520512 (2 shipments in US import manifests)",
    )
    assert "no finding and no presumption" in signal.sentence
    assert "about 20 %" in signal.sentence
    assert found.findings == ()
    assert sum(one.direct + one.through_funds for one in found.reach) == 0
