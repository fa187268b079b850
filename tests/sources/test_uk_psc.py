"""The UK register of people with significant control: bands of shares, placeholders for persons, declarations instead of an owner."""

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

Data = Mapping[str, object]
SELF = "/company/01234567/persons-with-significant-control"
PERSON = {"name": "Mr Xaver Inventedname", "name_elements": {"surname": "Inventedname"}, "country_of_residence": "Nowhere"}


def record(kind: str, data: Data, company: str = "01234567", at: str = "x1") -> Data:
    return {"company_number": company, "data": {"kind": kind, "etag": f"tag-{at}", "links": {"self": f"{SELF}/{at}"}, **data}}


def individual(*natures: str, at: str = "x1", **more: object) -> Data:
    return record(
        "individual-person-with-significant-control", {**PERSON, "natures_of_control": natures, "notified_on": "2016-04-06", **more}, at=at
    )


def corporate(number: str, country: str, *natures: str, company: str = "01234567", at: str = "c1") -> Data:
    identification = {"registration_number": number, "country_registered": country, "legal_form": "Limited Company"}
    data = {"name": "Beta Holding Ltd", "identification": identification, "natures_of_control": natures, "notified_on": "2017-05-06"}
    return record("corporate-entity-person-with-significant-control", data, company, at)


def snapshot(folder: Path, *records: Data) -> Path:
    path = folder / "persons-with-significant-control-snapshot-2026-06-01.txt"
    path.write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
    return path


SHARES = "ownership-of-shares-25-to-50-percent"


@pytest.mark.parametrize(
    ("nature", "low", "high"),
    [
        (SHARES, "0.25", "0.5"),
        ("ownership-of-shares-50-to-75-percent-as-trust", "0.5", "0.75"),
        ("ownership-of-shares-75-to-100-percent", "0.75", "1"),
        ("ownership-of-shares-more-than-25-percent-registered-overseas-entity", "0.25", "1"),
    ],
)
def test_a_personal_owner_is_a_placeholder_with_the_band_of_its_shares(
    world: World, tmp_path: Path, nature: str, low: str, high: str
) -> None:
    done = add(world.stores, "uk_psc", snapshot(tmp_path, individual(nature, "voting-rights-50-to-75-percent", ceased_on="2020-01-02")))
    assert done.snapshot.dropped == (("natural persons", 1),)
    (owner,) = claims(world.stores, done, "prop = 'owner'")
    assert owner.value.startswith("uk_psc:personal-owner-")
    assert (owner.valid_from, owner.valid_to, owner.locator) == ("2016-04-06", "2020-01-02", "row 1")
    stake = values(world.stores, done, owner.entity_id)
    assert (stake["shareLow"], stake["shareHigh"], stake["interest"]) == ([low], [high], [nature])
    votes = values(world.stores, done, owner.entity_id.replace("#1", "#2"))
    assert (votes["votesLow"], votes["votesHigh"]) == (["0.5"], ["0.75"])
    assert not claims(world.stores, done, "regexp_matches(concat(entity_id, value), '(?i)invented|x1|nowhere')")


def test_companies_of_the_register_make_a_chain(world: World, tmp_path: Path) -> None:
    first = corporate("2345678", "England & Wales", "ownership-of-shares-75-to-100-percent")
    second = corporate("SC345678", "Scotland", "ownership-of-shares-50-to-75-percent", company="02345678", at="c2")
    done = add(world.stores, "uk_psc", snapshot(tmp_path, first, second))
    assert links(world.stores, {"uk_psc": done}) == [
        ("uk_psc:02345678", "uk_psc:01234567", "controlled", 0),
        ("uk_psc:SC345678", "uk_psc:02345678", "controlled", 0),
    ]
    assert values(world.stores, done, "uk_psc:01234567") == {
        "jurisdiction": ["GB"],
        "registrationAuthority": ["GB-COH"],
        "registrationNumber": ["01234567"],
    }


def test_a_company_of_elsewhere_is_told_by_its_record_alone(world: World, tmp_path: Path) -> None:
    done = add(world.stores, "uk_psc", snapshot(tmp_path, corporate("2345678", "Jersey", SHARES)))
    (owner,) = claims(world.stores, done, "prop = 'owner'")
    assert owner.value.startswith("uk_psc:01234567-owner-")
    assert values(world.stores, done, owner.value) == {
        "country": ["Jersey"],
        "legalForm": ["Limited Company"],
        "name": ["Beta Holding Ltd"],
        "registrationNumber": ["2345678"],
    }


def test_what_is_declared_instead_of_an_owner_is_a_fact_of_its_own(world: World, tmp_path: Path) -> None:
    words = {
        "statement": "psc-exists-but-not-identified",
        "notified_on": "2016-07-12",
        "ceased_on": "2017-01-01",
        "linked_psc_name": "Inventedname",
    }
    exempt = {"exemptions": {"e": {"exemption_type": "psc-exempt-as-shares-admitted-on-market", "items": [{"exempt_from": "2018-02-03"}]}}}
    path = snapshot(
        tmp_path,
        record("persons-with-significant-control-statement", words),
        record("exemptions", exempt),
        record("super-secure-person-with-significant-control", {"description": "super-secure-persons-with-significant-control"}),
        {"data": {"kind": "totals#persons-of-significant-control-snapshot", "persons_of_significant_control_count": 3}},
    )
    done = add(world.stores, "uk_psc", path)
    assert done.snapshot.dropped == (("lines with totals", 1), ("natural persons", 1))
    found = claims(world.stores, done, "schema = 'ReportingException' AND prop = 'reason'")
    assert {(one.value, one.valid_from, one.valid_to) for one in found} == {
        ("psc-exists-but-not-identified", "2016-07-12", "2017-01-01"),
        ("psc-exempt-as-shares-admitted-on-market", "2018-02-03", ""),
    }
    assert [one.value for one in claims(world.stores, done, "schema = 'UnknownOwner' AND prop = 'reason'")] == [
        "the register protects the person"
    ]
    assert not claims(world.stores, done, "contains(value, 'Inventedname')")


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    wrong = (
        record("ghost", {}),
        individual("ownership-of-shares-12-to-13-percent"),
        individual(SHARES, ceased_on="soon"),
        {"data": {"kind": "exemptions"}},
        record("persons-with-significant-control-statement", {}),
    )
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, "uk_psc", snapshot(tmp_path, *wrong))
    told = str(caught.value)
    for part in ("“ghost”", "“ownership-of-shares-12-to-13-percent”", "“soon” is no day", "is of no company", "the statement says nothing"):
        assert part in told


@settings(max_examples=10)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["25-to-50", "50-to-75", "75-to-100"])), min_size=1, max_size=8), st.randoms())
def test_every_shareholding_is_one_ownership_whatever_the_order(found: list[tuple[bool, str]], order: Random) -> None:
    records = [
        individual(f"ownership-of-shares-{band}-percent", at=f"p{at}")
        if personal
        else corporate(f"{at + 10_000}", "Wales", f"ownership-of-shares-{band}-percent", at=f"c{at}")
        for at, (personal, band) in enumerate(found)
    ]
    order.shuffle(records)
    with TemporaryDirectory() as name, open_workspace(Path(name) / "home") as stores:
        done = add(stores, "uk_psc", snapshot(Path(name), *records))
        assert len(claims(stores, done, "prop = 'owner'")) == len(found)
        assert len({one.value for one in claims(stores, done, "prop = 'owner'")}) == len(found)
        assert len(claims(stores, done, "schema = 'PersonalOwner'")) == sum(personal for personal, _ in found)
        assert not claims(stores, done, "contains(value, 'Inventedname')")


def test_real_records_are_imported_or_refused_for_what_is_wrong_with_them(world: World, shared_data: Path) -> None:
    refused: list[tuple[str, ...]] = []
    files = sorted((shared_data / "market" / "o_uk_psc_record_samples").glob("*.json"))
    for path in files:
        try:
            assert add(world.stores, "uk_psc", path).snapshot.about.rows == 1
        except UnexpectedContentError as error:
            why = [words for words in ("unknown kind of record “unknown-kind”", "holds no claims") if words in str(error)]
            refused.append((path.name, *why))
    assert len(files) == 13
    assert refused == [("psc_totals.json", "holds no claims"), ("psc_unknown_kind.json", "unknown kind of record “unknown-kind”")]
