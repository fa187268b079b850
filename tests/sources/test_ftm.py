"""FollowTheMoney: organisations and what is said of them; persons, vessels and aircraft left out with everything about them."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import ClewError, UnexpectedContentError
from clew.workspace import open_workspace
from tests.sources.imports import Said, add, claims, values
from tests.sources.threads import links
from tests.world import World

Entity = Mapping[str, object]


def entity(schema: str, key: str, **properties: str | list[str]) -> Entity:
    values = {prop: [value] if isinstance(value, str) else value for prop, value in properties.items()}
    seen = {"first_seen": "2025-01-01T00:00:00", "last_seen": "2026-06-01T00:00:00"}
    return {"id": key, "caption": key, "schema": schema, "properties": values, "datasets": ["sample"], "target": False, **seen}


def lines(folder: Path, *entities: Entity) -> Path:
    path = folder / "entities.ftm.json"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in entities), encoding="utf-8")
    return path


ALFA = entity(
    *("Company", "NK-Alfa"),
    name=["Alfa Textile", "阿尔法纺织"],
    country="cn",
    leiCode="5299000abcdefghij101",
    addressEntity="addr-1",
    notes="Xaver Inventedname said",
)
BETA = entity("Organization", "NK-Beta", name="Beta Holding", topics=["debarment"], swiftBic="ABCDNO22")
PERSON = entity("Person", "NK-Person", name="Xaver Inventedname", addressEntity="addr-2")
HOME, SEAT = entity("Address", "addr-2", full="9 Inventedname Lane"), entity("Address", "addr-1", full="1 Mill Road, Urumqi", country="cn")
OWNED = entity("Ownership", "own-1", owner="NK-Beta", asset="NK-Alfa", percentage="60.5%", startDate="2019-02-03", role="shareholder")


def test_an_organisation_has_what_is_said_of_it_and_its_address(world: World, tmp_path: Path) -> None:
    done = add(world.stores, "ftm", lines(tmp_path, ALFA, BETA, SEAT))
    said = values(world.stores, done, "ftm:NK-Alfa")
    assert said.pop("locatedIn")
    assert said == {
        "address": ["1 Mill Road, Urumqi"],
        "country": ["CN"],
        "leiCode": ["5299000ABCDEFGHIJ101"],
        "name": ["Alfa Textile", "阿尔法纺织"],
    }
    assert claims(world.stores, done, "prop = 'bicCode'") == [
        Said("ftm:NK-Beta", "Organization", "bicCode", "ABCDNO22", "", "row 2", "", "", "", "G1")
    ]


def test_ownership_makes_links_with_shares_and_days(world: World, tmp_path: Path) -> None:
    minor = entity("Ownership", "own-2", owner="NK-Gamma", asset="NK-Beta", percentage="10 - 25 %", endDate="2020-05-06")
    child = entity("Ownership", "own-3", owner="NK-Gamma", asset="NK-Alfa", role="subsidiary of")
    odd = entity("Ownership", "own-4", owner="NK-Gamma", asset="NK-Beta", percentage="a majority")
    done = add(world.stores, "ftm", lines(tmp_path, ALFA, BETA, entity("Company", "NK-Gamma", name="Gamma"), OWNED, minor, child, odd))
    assert links(world.stores, {"ftm": done}) == [
        ("ftm:NK-Beta", "ftm:NK-Alfa", "controlled", 0),
        ("ftm:NK-Gamma", "ftm:NK-Alfa", "controlled", 0),
        ("ftm:NK-Gamma", "ftm:NK-Beta", "minority", 0),
    ]
    assert values(world.stores, done, "ftm:own-1")["shareLow"] == ["0.605"]
    band = values(world.stores, done, "ftm:own-2")
    assert (band["shareLow"], band["shareHigh"]) == (["0.1"], ["0.25"])
    assert values(world.stores, done, "ftm:own-3")["role"] == ["subsidiary"]
    assert values(world.stores, done, "ftm:own-4")["shareAsWritten"] == ["a majority"]
    dates = {(one.valid_from, one.valid_to) for one in claims(world.stores, done, "entity_id IN ('ftm:own-1', 'ftm:own-2')")}
    assert dates == {("2019-02-03", ""), ("", "2020-05-06")}


def test_persons_and_craft_are_left_out_with_all_that_is_about_them(world: World, tmp_path: Path) -> None:
    path = lines(
        tmp_path,
        ALFA,
        BETA,
        PERSON,
        HOME,
        SEAT,
        entity("Vessel", "v-1", name="Invented Boat"),
        entity("Airplane", "p-1", name="Invented Plane"),
        entity("Family", "f-1", person="NK-Person", relative="NK-Person"),
        entity("Passport", "pp-1", holder="NK-Person"),
        entity("Directorship", "d-1", director="NK-Person", organization="NK-Alfa"),
        entity("Sanction", "s-1", entity="NK-Person", program="P"),
        entity("Ownership", "own-p", owner="NK-Person", asset="NK-Alfa", percentage="20"),
        entity("Ownership", "own-v", owner="NK-Beta", asset="v-1"),
        entity("Ownership", "own-x", owner="NK-Nobody", asset="NK-Alfa"),
        entity("Directorship", "d-2", director="NK-Beta", organization="NK-Alfa", role="member"),
    )
    done = add(world.stores, "ftm", path)
    assert done.snapshot.dropped == (
        ("addresses of no organisation", 1),
        ("links that are not between organisations", 1),
        ("measures on persons, vessels or aircraft", 1),
        ("natural persons", 1),
        ("records about persons", 2),
        ("stakes in no organisation", 1),
        ("vessels and aircraft", 2),
    )
    owners = {one.entity_id: one.value for one in claims(world.stores, done, "prop = 'owner'")}
    assert set(owners) == {"ftm:own-p", "ftm:own-x"}
    assert owners["ftm:own-p"].startswith("ftm:personal-owner-")
    assert owners["ftm:own-x"].startswith("ftm:unknown-owner-")
    assert values(world.stores, done, "ftm:own-p")["shareHigh"] == ["0.2"]
    assert values(world.stores, done, "ftm:d-2") == {"director": ["ftm:NK-Beta"], "organization": ["ftm:NK-Alfa"], "role": ["member"]}
    assert not claims(world.stores, done, "regexp_matches(concat(entity_id, value), '(?i)invented|NK-Person')")
    kept = [digest for name, digest in done.snapshot.archive if name.endswith("(redacted)")]
    text = world.stores.archive.path(kept[0]).read_text(encoding="utf-8")
    assert "Alfa Textile" in text
    assert "nvented" not in text
    assert "NK-Person" not in text


def test_a_measure_ends_when_its_end_has_passed_and_its_ground_is_other_until_somebody_reads_it(world: World, tmp_path: Path) -> None:
    measures = [
        entity("Sanction", f"s-{at}", entity="NK-Alfa", program="A list", listingDate="2020-01-02", endDate=end)
        for at, end in enumerate(["2025-01-01", "2034-11-12"])
    ]
    done = add(world.stores, "ftm", lines(tmp_path, ALFA, *measures, entity("Sanction", "s-2", entity="NK-Alfa")))
    status = [values(world.stores, done, f"ftm:s-{at}")["status"] for at in range(3)]
    assert status == [["inactive"], ["active"], ["active"]]
    assert {one.value for one in claims(world.stores, done, "prop = 'ground'")} == {"other"}
    assert len(claims(world.stores, done, "prop = 'groundNote'")) == 3


def test_a_delta_says_what_is_new_and_counts_what_is_gone(world: World, tmp_path: Path) -> None:
    path = tmp_path / "entities.delta.json"
    changes = [{"op": "ADD", "entity": ALFA}, {"op": "MOD", "entity": BETA}, {"op": "DEL", "entity": {"id": "NK-Gone"}}]
    path.write_text("\n".join(map(json.dumps, changes)), encoding="utf-8")
    done = add(world.stores, "ftm", path)
    assert done.snapshot.dropped == (("deleted by a delta file", 1),)
    assert {one.entity_id for one in claims(world.stores, done)} == {"ftm:NK-Alfa", "ftm:NK-Beta"}


HEAD = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "lang", "original_value", "external", "first_seen"),
    *("last_seen", "origin", "id"),
)


def statement(key: str, schema: str, prop: str, value: str, lang: str = "", external: str = "f") -> tuple[str, ...]:
    return (key, f"src-{key}", prop, "", schema, value, "sample", lang, "", external, "2025-01-01", "2026-06-01", "", f"{key}-{prop}")


def table(folder: Path, *rows: tuple[str, ...]) -> Path:
    path = folder / "statements.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def test_statements_say_the_same_with_their_languages(world: World, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        statement("NK-Alfa", "LegalEntity", "id", "src"),
        statement("NK-Alfa", "Company", "name", "Alfa Textile", "eng"),
        statement("NK-Alfa", "Company", "name", "阿尔法纺织", "zho"),
        statement("NK-Alfa", "Company", "name", "Maybe Alfa", external="t"),
        statement("NK-P", "LegalEntity", "name", "Xaver Inventedname"),
        statement("NK-P", "Person", "name", "Xaver Inventedname"),
        statement("own", "Ownership", "owner", "NK-P"),
        statement("own", "Ownership", "asset", "NK-Alfa"),
    )
    done = add(world.stores, "ftm", path)
    assert done.snapshot.dropped == (("natural persons", 1),)
    found = claims(world.stores, done, "prop = 'name'")
    assert [(one.value, one.lang, one.schema, one.locator) for one in found] == [
        ("Alfa Textile", "eng", "Company", "row 3"),
        ("阿尔法纺织", "zho", "Company", "row 4"),
    ]
    assert len(claims(world.stores, done, "schema = 'PersonalOwner'")) == 1


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    wrong = (entity("Ghost", "g-1", name="x"), entity("Company", "", name="x"), {**ALFA, "properties": {"addressEntity": [SEAT]}})
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, "ftm", lines(tmp_path, *wrong))
    told = str(caught.value)
    assert all(part in told for part in ("unknown schema “Ghost”", "the entity has no id", "holds entities, not their ids"))
    path = table(tmp_path)
    path.write_text(f"{','.join(HEAD)},mood\n" + ",".join(["x"] * 15) + "\n", encoding="utf-8")
    with pytest.raises(UnexpectedContentError, match="unknown column “mood”"):
        add(world.stores, "ftm", path)


@settings(max_examples=10)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 1000)), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_shares_are_kept_whoever_owns_them_in_whatever_order(found: list[tuple[bool, int]], order: Random) -> None:
    entities = [ALFA]
    for at, (personal, share) in enumerate(found):
        entities.append(entity("Person" if personal else "Company", f"o-{at}", name=f"Inventedname {at}" if personal else f"Company {at}"))
        entities.append(entity("Ownership", f"own-{at}", owner=f"o-{at}", asset="NK-Alfa", percentage=str(share / 10)))
    order.shuffle(entities)
    with TemporaryDirectory() as name, open_workspace(Path(name) / "home") as stores:
        done = add(stores, "ftm", lines(Path(name), *entities))
        low = sorted(round(float(one.value) * 1000) for one in claims(stores, done, "prop = 'shareLow'"))
        assert low == sorted(share for _, share in found)
        assert len(claims(stores, done, "schema = 'PersonalOwner'")) == sum(personal for personal, _ in found)
        assert not claims(stores, done, "contains(value, 'Inventedname')")


OPERATING = "Companies operating in the Uyghur region"
NAMED = "Companies Named in Media and Academic Reports as engaging in Labour Transfers or other XUAR Government Programs"


def test_operating_in_the_region_and_being_named_in_reports_never_merge(world: World, tmp_path: Path) -> None:
    path = lines(
        tmp_path,
        entity("Company", "shu-xj-1", name="Alfa Textile", program=OPERATING),
        entity("Company", "shu-xj-2", name="Beta Textile", program=NAMED, classification="1. Labor Transfers in XUAR"),
        entity("Company", "shu-xj-3", name="Gamma Textile", program=NAMED, classification="2. Labor Transfers Out of XUAR"),
        entity("Company", "shu-xj-4", name="Delta Farm", program=[NAMED, OPERATING], classification="5. Priority Sector Tomato"),
        entity("Company", "shu-xj-5", name="A parent"),
    )
    done = add(world.stores, "shu_uyghur_companies", path)
    operating = claims(world.stores, done, "schema = 'Operation' AND prop = 'subject'")
    assert [one.value for one in operating] == ["shu_uyghur_companies:shu-xj-1", "shu_uyghur_companies:shu-xj-4"]
    named = {one.entity_id: one.value for one in claims(world.stores, done, "schema = 'Allegation' AND prop = 'subject'")}
    assert {value.rpartition("-")[2] for value in named.values()} == {"2", "3", "4"}
    codes = {named[one.entity_id].rpartition("-")[2]: one.value for one in claims(world.stores, done, "prop = 'indicator'")}
    assert codes == {"2": "FL-03", "3": "FL-04"}
    assert len(claims(world.stores, done, "prop = 'groundNote'")) == 1
    assert not claims(world.stores, done, "schema = 'Operation' AND prop = 'indicator'")
    assert {one.grade for one in claims(world.stores, done)} == {"G3"}
    with pytest.raises(UnexpectedContentError, match="unknown list “Companies that dance”"):
        add(world.stores, "shu_uyghur_companies", lines(tmp_path, entity("Company", "x", name="A", program="Companies that dance")))


def test_the_companies_of_the_corps_have_its_indicator_and_their_owners_none(world: World, tmp_path: Path) -> None:
    path = lines(
        tmp_path,
        entity("Organization", "c4-xj-1", name="Alfa Textile", topics=["export.risk", "forced.labor"]),
        entity("Organization", "c4-xj-2", name="Beta Holding"),
        entity("Ownership", "c4-xj-3", owner="c4-xj-2", asset="c4-xj-1", percentage="51%"),
    )
    done = add(world.stores, "c4ads_xinjiang", path)
    assert [one.entity_id for one in claims(world.stores, done, "prop = 'indicator'")] == ["c4ads_xinjiang:c4-xj-1#named"]
    assert links(world.stores, {"c4ads_xinjiang": done}) == [("c4ads_xinjiang:c4-xj-2", "c4ads_xinjiang:c4-xj-1", "controlled", 0)]


def test_an_exclusion_of_an_investor_is_an_entry_of_another_ground(world: World, tmp_path: Path) -> None:
    reason = "Serious or systematic human rights violations"
    listing = entity("Sanction", "s-1", entity="alfa", program="Human rights", reason=reason, listingDate="2024-02-03")
    company = entity("Company", "alfa", name="Alfa Textile", topics="debarment")
    done = add(world.stores, "no_nbim_exclusions", lines(tmp_path, company, listing))
    said = values(world.stores, done, "no_nbim_exclusions:s-1")
    assert (said["ground"], said["reason"], said["listedName"]) == (["other"], [reason], ["Alfa Textile"])
    assert said["entity"] == ["no_nbim_exclusions:alfa"]


def test_real_files_are_imported_whole_and_an_index_is_no_dataset(world: World, shared_data: Path) -> None:
    folder = shared_data / "market" / "o_ftm_yente_fixtures"
    read, refused = {}, {}
    for path in sorted(folder.rglob("*.json")):
        try:
            done = add(world.stores, "ftm", path)
        except ClewError as error:
            refused[str(path.relative_to(folder))] = str(error)
        else:
            persons = dict(done.snapshot.dropped).get("natural persons", 0)
            read[str(path.relative_to(folder))] = (done.snapshot.about.rows, persons)
    assert read == {
        "parteispenden/entities.ftm.json": (475, 22),
        "t1/entities.ftm.json": (7, 4),
        "t2/20240527194702-wnk/entities.delta.json": (2, 1),
        "t2/20240528014702-pfh/entities.delta.json": (2, 0),
        "zala/entities.ftm.json": (91, 6),
    }
    empty = {name for name, told in refused.items() if "the file is empty" in told}
    assert empty == {"t1/20240527134702-zbn/entities.delta.json", "t2/20240527134702-zbn/entities.delta.json"}
    index = {name for name, told in refused.items() if "an index or a list of versions is no dataset" in told}
    assert index == {"t1/delta.json", "t1/index.json", "t2/delta.json"}
    silent = {name for name, told in refused.items() if "holds no claims" in told}
    assert silent == {"t2/20240528074703-npf/entities.delta.json", "t2/20240528134729-3iv/entities.delta.json"}, "deletions alone"
    assert set(refused) == empty | index | silent
