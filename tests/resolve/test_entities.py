"""From claims to entities, names, identifiers, and the pairs that are one company."""

from clew.engine.duck import DuckEngine
from clew.model.claim import Claim
from tests.graph import load_claims
from tests.world import CLAIMS, UNDATED, entry, issuer, same, say

LEI = "LEI00000000000000001"


def pairs(engine: DuckEngine) -> set[frozenset[str]]:
    return {frozenset((str(left), str(right))) for left, right in engine.fetch("SELECT left_id, right_id FROM pair")}


def company(dataset: str, key: str, **props: str) -> dict[str, tuple[Claim, ...]]:
    return {dataset: say(f"{dataset}:{key}", "Company", UNDATED, name=key.title(), **props)}


def test_everybody_a_source_speaks_of_is_an_entity_once(engine: DuckEngine) -> None:
    load_claims(engine, CLAIMS)
    rows = engine.fetch("SELECT entity_id, dataset, schema FROM entity ORDER BY entity_id")
    assert ("bis_entity_list:tarim-psb", "bis_entity_list", "PublicBody") in rows
    assert ("pairing_xuar:harbour-2010", "pairing_xuar", "PairingProgramme") in rows
    assert len({row[0] for row in rows}) == len(rows)


def test_list_entries_notices_and_links_are_no_entities(engine: DuckEngine) -> None:
    load_claims(engine, CLAIMS)
    assert (
        engine.fetch("SELECT schema FROM entity WHERE schema IN ('Sanction', 'Notice', 'Ownership', 'SupplyLink', 'Security', 'Identity')")
        == []
    )


def test_a_name_an_alias_and_a_former_name_are_all_names(engine: DuckEngine) -> None:
    rows = say("uflpa:one", "Company", UNDATED, name="Loom Ltd", alias="Loom Works", previousName="Old Loom", country="CN")
    load_claims(engine, {"uflpa": rows})
    assert [row[0] for row in engine.fetch("SELECT name_key FROM entity_name ORDER BY name_key")] == ["loom", "loomworks", "oldloom"]


def test_a_security_gives_its_issuer_an_isin_and_a_listing(engine: DuckEngine) -> None:
    load_claims(engine, {"crosswalk": issuer("loom", "Loom Ltd", ("XHKG", "00001", "ZZ0000000001"))})
    found = engine.fetch("SELECT kind, value, entity_id, proven FROM identifier ORDER BY kind")
    assert found == [("isin", "ZZ0000000001", "crosswalk:loom", 1), ("listing", "XHKG:00001", "crosswalk:loom", 1)]


def test_a_security_known_from_one_source_proves_nothing(engine: DuckEngine) -> None:
    load_claims(engine, {"crosswalk": issuer("loom", "Loom Ltd", ("XHKG", "00001", "ZZ0000000001"), status="candidate")})
    assert {row[0] for row in engine.fetch("SELECT proven FROM identifier")} == {0}


def test_an_identity_joins_when_two_sources_carry_it(engine: DuckEngine) -> None:
    both = {**company("uflpa", "loom"), **company("cbp_wro", "loom")}
    load_claims(engine, {**both, "crosswalk": same("uflpa:loom", "cbp_wro:loom")})
    assert pairs(engine) == {frozenset(("uflpa:loom", "cbp_wro:loom"))}
    load_claims(engine, {**both, "crosswalk": same("uflpa:loom", "cbp_wro:loom", status="candidate")})
    assert pairs(engine) == set()


def test_one_identifier_in_two_datasets_joins(engine: DuckEngine) -> None:
    load_claims(engine, {**company("uflpa", "loom", leiCode=LEI), **company("ns_cmic", "loom-group", leiCode=LEI)})
    assert pairs(engine) == {frozenset(("uflpa:loom", "ns_cmic:loom-group"))}


def test_identifiers_of_different_kinds_do_not_join(engine: DuckEngine) -> None:
    load_claims(engine, {**company("uflpa", "loom", leiCode="X1"), **company("ns_cmic", "loom", uscCode="X1")})
    assert pairs(engine) == set()


def test_a_name_alone_never_joins(engine: DuckEngine) -> None:
    load_claims(
        engine, {"uflpa": entry("uflpa", "golden", "Golden Bridge Ltd"), "cbp_wro": entry("cbp_wro", "golden", "Golden Bridge Ltd")}
    )
    assert pairs(engine) == set()


def test_an_identifier_that_one_dataset_gives_to_two_companies_joins_nobody_not_even_through_a_third(engine: DuckEngine) -> None:
    two = say("ns_cmic:parent", "Company", UNDATED, name="Loom", leiCode=LEI) + say(
        "ns_cmic:child", "Company", UNDATED, name="Loom Two", leiCode=LEI
    )
    load_claims(engine, {"ns_cmic": two, **company("uflpa", "loom", leiCode=LEI)})
    assert pairs(engine) == set()


def test_a_judgement_joins_or_parts_whichever_way_round_it_was_made(engine: DuckEngine) -> None:
    both = {**company("uflpa", "loom", leiCode=LEI), **company("ns_cmic", "weaver", leiCode=LEI), **company("cbp_wro", "spinner")}
    load_claims(engine, both, [("cbp_wro:spinner", "uflpa:loom", "same"), ("ns_cmic:weaver", "uflpa:loom", "different")])
    assert pairs(engine) == {frozenset(("cbp_wro:spinner", "uflpa:loom"))}
    load_claims(engine, both, [("uflpa:loom", "ns_cmic:weaver", "related")])
    assert pairs(engine) == set()


def test_a_judgement_on_a_holding_joins_no_entities(engine: DuckEngine) -> None:
    load_claims(engine, company("uflpa", "loom"), [("isin:ZZ0000000001", "uflpa:loom", "same")])
    assert pairs(engine) == set()
