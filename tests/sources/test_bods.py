"""BODS 0.2, 0.3 and 0.4: shares and bands, votes apart, persons as placeholders, what is superseded or summed up told apart."""

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from clew.workspace import open_workspace
from tests.sources.imports import add, claims, values
from tests.sources.threads import links
from tests.world import World

Statement = Mapping[str, object]
PERSON = {"fullName": "Xaver Inventedname"}


def old(kind: str, statement: str, said: Statement) -> Statement:
    head = {"statementID": statement, "statementType": kind, "statementDate": "2026-03-01", "isComponent": False}
    return {**head, "publicationDetails": {"bodsVersion": "0.2"}, **said}


def old_entity(statement: str, name: str, **more: object) -> Statement:
    return old("entityStatement", statement, {"entityType": "registeredEntity", "name": name, **more})


def old_person(statement: str) -> Statement:
    return old("personStatement", statement, {"personType": "knownPerson", "names": [PERSON]})


def old_owner(statement: str, subject: str, party: Statement, *interests: Statement, **more: object) -> Statement:
    ends = {"subject": {"describedByEntityStatement": subject}, "interestedParty": party, "interests": list(interests)}
    return old("ownershipOrControlStatement", statement, {**ends, **more})


def by_entity(statement: str) -> Statement:
    return {"describedByEntityStatement": statement}


def new(kind: str, record: str, details: Statement, status: str = "new", day: str = "2026-03-01") -> Statement:
    said = {"statementId": f"s-{record}-{day}", "statementDate": day, "recordId": record, "recordType": kind, "recordStatus": status}
    return {**said, "publicationDetails": {"bodsVersion": "0.4"}, "recordDetails": {"isComponent": False, **details}}


def new_entity(record: str, name: str, kind: str = "registeredEntity", **more: object) -> Statement:
    return new("entity", record, {"entityType": {"type": kind}, "name": name, **more})


def new_owner(record: str, subject: str, party: object, *interests: Statement, components: tuple[str, ...] = ()) -> Statement:
    details = {"subject": subject, "interestedParty": party, "interests": list(interests), "componentRecords": list(components)}
    return new("relationship", record, details)


def shares(kind: str = "shareholding", **share: float) -> Statement:
    return {"type": kind, "share": share, "startDate": "2020-01-02"}


def written(folder: Path, *statements: Statement, lines: bool = False) -> Path:
    path = folder / "bods.json"
    text = "\n".join(json.dumps(one) for one in statements) if lines else json.dumps(statements)
    path.write_text(text, encoding="utf-8")
    return path


OLD = (
    old_entity("e-1", "Alfa Textile Ltd", identifiers=[{"scheme": "XI-LEI", "id": "5299000ABCDEFGHIJ101"}]),
    old_entity("e-2", "Beta Holding Ltd", identifiers=[{"scheme": "GB-COH", "id": "01234567"}], incorporatedInJurisdiction={"code": "GB"}),
    old_entity("e-3", "Gamma Group Ltd"),
    old_owner("o-1", "e-1", by_entity("e-2"), shares(exact=60)),
    old_owner("o-2", "e-2", by_entity("e-3"), shares(minimum=75, maximum=100)),
)
NEW = (
    new_entity("e-1", "Alfa Textile Ltd", identifiers=[{"scheme": "XI-LEI", "id": "5299000ABCDEFGHIJ101"}]),
    new_entity("e-2", "Beta Holding Ltd", identifiers=[{"scheme": "GB-COH", "id": "01234567"}], jurisdiction={"code": "GB"}),
    new_entity("e-3", "Gamma Group Ltd"),
    new_owner("o-1", "e-1", "e-2", shares(exact=60)),
    new_owner("o-2", "e-2", "e-3", shares(minimum=75, maximum=100)),
)


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("statements", [OLD, tuple({**one, "publicationDetails": {"bodsVersion": "0.3"}} for one in OLD), NEW])
def test_every_version_makes_the_same_chain(world: World, tmp_path: Path, statements: tuple[Statement, ...], lines: bool) -> None:  # noqa: FBT001 - a parameter of the table
    done = add(world.stores, "bods", written(tmp_path, *statements, lines=lines))
    a, b, c = (f"bods:e-{at}" for at in (1, 2, 3))
    assert links(world.stores, {"bods": done}) == [(b, a, "controlled", 0), (c, b, "controlled", 0)]
    assert values(world.stores, done, a) == {
        "classification": ["registeredEntity"],
        "leiCode": ["5299000ABCDEFGHIJ101"],
        "name": ["Alfa Textile Ltd"],
    }
    assert values(world.stores, done, b) == {
        "classification": ["registeredEntity"],
        "jurisdiction": ["GB"],
        "name": ["Beta Holding Ltd"],
        "registrationAuthority": ["GB-COH"],
        "registrationNumber": ["01234567"],
    }
    stake = values(world.stores, done, "bods:o-2#1")
    assert stake == {"asset": [b], "interest": ["shareholding"], "owner": [c], "shareHigh": ["1"], "shareLow": ["0.75"]}
    found = claims(world.stores, done, "entity_id = 'bods:o-1#1' AND prop = 'owner'")
    assert [(one.locator, one.stated_on, one.valid_from) for one in found] == [("row 4", "2026-03-01", "2020-01-02")]


def test_a_personal_owner_is_a_placeholder_with_its_share_and_without_a_name(world: World, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        OLD[0],
        old_person("p-1"),
        old_owner(
            "o-1", "e-1", {"describedByPersonStatement": "p-1"}, shares(exact=40), source={"assertedBy": [{"name": "Xaver Inventedname"}]}
        ),
        old_owner("o-2", "e-1", {"describedByPersonStatement": "p-1"}, shares(exact=10)),
    )
    done = add(world.stores, "bods", path)
    assert done.snapshot.dropped == (("natural persons", 1),)
    owners = [one.value for one in claims(world.stores, done, "prop = 'owner'")]
    assert len(set(owners)) == 2, "two statements about one person cannot be joined"
    assert all(one.startswith("bods:personal-owner-") for one in owners)
    assert {one.schema for one in claims(world.stores, done, f"entity_id IN {tuple(owners)}")} == {"PersonalOwner"}
    assert sorted(one.value for one in claims(world.stores, done, "prop = 'shareLow'")) == ["0.1", "0.4"]
    assert not claims(
        world.stores, done, "contains(lower(concat(entity_id, value)), 'invented') OR contains(concat(entity_id, value), 'p-1')"
    )
    kept = [(name, digest) for name, digest in done.snapshot.archive if name.endswith("(redacted)")]
    assert len(kept) == 1
    text = world.stores.archive.path(kept[0][1]).read_text(encoding="utf-8")
    assert "Alfa Textile" in text
    assert "Invented" not in text
    assert "p-1" not in text


@pytest.mark.parametrize(
    ("party", "reason", "kind"),
    [
        ({"reason": "noBeneficialOwners", "description": "Xaver Inventedname said so"}, "noBeneficialOwners", "unknown"),
        ("p-9", "subjectUnableToConfirmOrIdentifyBeneficialOwner", "anonymousPerson"),
        ("nobody", "the record of the owner is not in the file", "unknown"),
    ],
)
def test_a_declared_unknown_owner_is_not_the_same_as_no_record(world: World, tmp_path: Path, party: object, reason: str, kind: str) -> None:
    unknown = {"personType": "anonymousPerson", "unspecifiedPersonDetails": {"reason": "subjectUnableToConfirmOrIdentifyBeneficialOwner"}}
    done = add(world.stores, "bods", written(tmp_path, NEW[0], new("person", "p-9", unknown), new_owner("o-1", "e-1", party)))
    (owner,) = claims(world.stores, done, "prop = 'owner'")
    assert owner.schema == "Ownership"
    assert owner.value.startswith("bods:unknown-owner-")
    assert values(world.stores, done, owner.value) == {"ownerKind": [kind], "reason": [reason]}
    assert {one.schema for one in claims(world.stores, done, f"entity_id = '{owner.value}'")} == {"UnknownOwner"}
    assert links(world.stores, {"bods": done}) == []


def test_votes_and_appointments_stand_beside_the_shares_and_are_no_ownership(world: World, tmp_path: Path) -> None:
    interests = (shares(exact=25), shares("voting-rights", minimum=50, maximum=75), {"type": "appointment-of-board"})
    done = add(world.stores, "bods", written(tmp_path, *OLD[:2], old_owner("o-1", "e-1", by_entity("e-2"), *interests)))
    assert links(world.stores, {"bods": done}) == [("bods:e-2", "bods:e-1", "minority", 0)]
    votes = values(world.stores, done, "bods:o-1#2")
    assert votes == {
        "entity": ["bods:e-1"],
        "holder": ["bods:e-2"],
        "interest": ["votingRights"],
        "votesHigh": ["0.75"],
        "votesLow": ["0.5"],
    }
    assert values(world.stores, done, "bods:o-1#3")["interest"] == ["appointmentOfBoard"]
    assert {one.schema for one in claims(world.stores, done, "entity_id IN ('bods:o-1#2', 'bods:o-1#3')")} == {"Control"}


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        ({"exact": 33.3}, "0.333", "0.333"),
        ({"exclusiveMinimum": 25, "maximum": 50}, "0.25", "0.5"),
        ({"minimum": 25, "exclusiveMinimum": True, "maximum": 50}, "0.25", "0.5"),
        ({"minimum": 75}, "0.75", ""),
        ({}, "", ""),
    ],
)
def test_a_band_keeps_its_ends(world: World, tmp_path: Path, share: dict[str, float], low: str, high: str) -> None:
    done = add(world.stores, "bods", written(tmp_path, *NEW[:2], new_owner("o-1", "e-1", "e-2", {"type": "shareholding", "share": share})))
    said = values(world.stores, done, "bods:o-1#1")
    assert (said.get("shareLow", [""])[0], said.get("shareHigh", [""])[0]) == (low, high)


def test_a_statement_that_sums_up_others_is_not_added_to_them(world: World, tmp_path: Path) -> None:
    summing = new_owner("o-3", "e-1", "e-3", {**shares(exact=60), "directOrIndirect": "indirect"}, components=("e-2", "o-1", "o-2"))
    done = add(world.stores, "bods", written(tmp_path, *NEW, summing))
    assert {one.schema for one in claims(world.stores, done, "entity_id = 'bods:o-3#1'")} == {"IndirectOwnership"}
    assert len(links(world.stores, {"bods": done})) == 2
    alone = add(world.stores, "bods", written(tmp_path, NEW[0], NEW[2], summing))
    assert links(world.stores, {"bods": alone}) == [("bods:e-3", "bods:e-1", "controlled", 0)]


def test_owners_in_a_circle_are_kept_as_they_are(world: World, tmp_path: Path) -> None:
    done = add(world.stores, "bods", written(tmp_path, *NEW[:4], new_owner("o-9", "e-2", "e-1", shares(exact=100))))
    a, b = "bods:e-1", "bods:e-2"
    assert links(world.stores, {"bods": done}) == [(a, b, "controlled", 0), (b, a, "controlled", 0)]


def test_what_a_newer_statement_replaces_is_not_claimed(world: World, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        *OLD[:4],
        old_entity("e-1b", "Alfa Textiles plc", replacesStatements=["e-1"]),
        old_owner("o-1b", "e-1b", by_entity("e-2"), shares(exact=80), replacesStatements=["o-1"]),
    )
    done = add(world.stores, "bods", path)
    assert done.snapshot.dropped == (("superseded statements", 2),)
    assert values(world.stores, done, "bods:e-1")["name"] == ["Alfa Textiles plc"]
    assert values(world.stores, done, "bods:o-1#1")["shareLow"] == ["0.8"]
    assert values(world.stores, done, "bods:o-1#1")["asset"] == ["bods:e-1"]


def test_a_closed_record_ends_on_the_day_of_its_last_statement(world: World, tmp_path: Path) -> None:
    details = {"subject": "e-1", "interestedParty": "e-2", "interests": [shares(exact=60)]}
    last = new("relationship", "o-1", details, "closed", "2026-05-06")
    done = add(world.stores, "bods", written(tmp_path, *NEW[:4], last))
    assert done.snapshot.dropped == (("superseded statements", 1),)
    assert {one.valid_to for one in claims(world.stores, done, "schema = 'Ownership'")} == {"2026-05-06"}
    assert links(world.stores, {"bods": done}) == [("bods:e-2", "bods:e-1", "controlled", 1)]


def test_a_state_is_a_public_body_and_an_unknown_entity_no_company(world: World, tmp_path: Path) -> None:
    unknown = new(
        "entity",
        "u-1",
        {"entityType": {"type": "unknownEntity"}, "unspecifiedEntityDetails": {"reason": "interestedPartyHasNotProvidedInformation"}},
    )
    done = add(world.stores, "bods", written(tmp_path, new_entity("s-1", "A Ministry", "stateBody"), unknown))
    schemas = {one.entity_id: one.schema for one in claims(world.stores, done)}
    assert schemas == {"bods:s-1": "PublicBody", "bods:u-1": "UnknownOwner"}
    assert values(world.stores, done, "bods:u-1")["reason"] == ["interestedPartyHasNotProvidedInformation"]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    wrong = (
        {**old_entity("x", "A"), "statementID": {}},
        old_entity("e-1", "A", entityType="guild"),
        old_entity("e-2", "A", statementDate="the other day"),
        old("rumour", "r-1", {}),
        old_owner("o-1", "e-1", by_entity("e-2"), shares("friendship", exact=10)),
        old_owner("o-2", "e-1", by_entity("e-2"), shares(exact=160)),
        old_owner("o-3", "e-1", by_entity("e-2"), shares(minimum=50, maximum=25)),
        old_owner("o-4", "", by_entity("e-2"), shares(exact=10)),
        old_entity("e-3", "A", publicationDetails={"bodsVersion": "1.7"}),
    )
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, "bods", written(tmp_path, *wrong))
    told = str(caught.value)
    parts = (
        "row 1",
        "no id that is a text",
        "“guild”",
        "“the other day” is no day",
        "row 4",
        "of no kind",
        "“friendship”",
        "row 6",
        "row 7",
    )
    for part in (*parts, "names no subject", "unknown version “1.7”"):
        assert part in told


def test_of_many_faults_the_first_are_named_and_the_others_counted(world: World, tmp_path: Path) -> None:
    many = [old_entity(f"e-{at}", "A", entityType="guild") for at in range(60)]
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, "bods", written(tmp_path, *many))
    assert str(caught.value).count("“guild”") == 50
    assert "10 more rows like these" in str(caught.value)


@settings(max_examples=10)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_shares_add_up_whoever_the_owners_are_in_whatever_order(parts: list[int], order: Random) -> None:
    statements = [NEW[0]]
    for at, part in enumerate(parts):
        statements += [
            new("person", f"p-{at}", {"personType": "knownPerson", "names": [PERSON]})
            if at % 2
            else new_entity(f"c-{at}", f"Company {at}"),
            new_owner(f"o-{at}", "e-1", f"{'p' if at % 2 else 'c'}-{at}", shares(exact=part / 100)),
        ]
    order.shuffle(statements)
    with TemporaryDirectory() as name, open_workspace(Path(name) / "home") as stores:
        done = add(stores, "bods", written(Path(name), *statements))
        low = [one.value for one in claims(stores, done, "prop = 'shareLow'")]
        assert sorted(round(float(one) * 10_000) for one in low) == sorted(parts)
        assert len(claims(stores, done, "schema = 'PersonalOwner'")) == len(parts) // 2
        assert not claims(stores, done, "contains(value, 'Inventedname')")


def test_real_files_are_imported_whole_or_refused_for_what_is_wrong_with_them(world: World, shared_data: Path) -> None:
    market = shared_data / "market"
    files = sorted([*(market / "o_bods_official_examples").rglob("*.json"), *(market / "o_gleif_xml_json_l1_l2_repex").glob("*-out.json")])
    refused = {}
    for path in files:
        statements = json.loads(path.read_text(encoding="utf-8"))
        try:
            done = add(world.stores, "bods", path)
        except UnexpectedContentError as error:
            refused[path.name] = str(error)
            continue
        assert done.snapshot.about.rows == len(statements)
        persons = sum("person" in (one.get("recordType"), str(one.get("statementType"))[:6]) for one in statements)
        assert dict(done.snapshot.dropped).get("natural persons", 0) == persons
    assert len(files) == 61
    assert list(refused) == ["bad_statement_id_type.json"]
    assert "row 1" in refused["bad_statement_id_type.json"]
