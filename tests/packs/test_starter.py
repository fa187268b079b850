"""The starter pack as a whole: counted, tidy, about organisations only, and in the words of the vocabulary."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from clew.model.claim import Claim
from clew.sources.starter import starter_sources
from docs.generate import NAMES, VOCABULARY
from tests.packs.shipped import DATASETS, STARTER, Row, entries, several, table, version

Count = Callable[[], int]
FILES = sorted(place for place in STARTER.glob("*/*.csv"))
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PEOPLE = {"Person", "Passport", "Family", "Associate", "Vessel", "Airplane", "Vehicle"}
FORBIDDEN = re.compile(
    r"ethnic|relig|national_id|passport|birth|biometric|detain|victim|inmate|gender|phone|email|home_|street|plate|imei", re.IGNORECASE
)
MACHINE = re.compile(r"shared/|/work/|\bsession\b|\bhelper\b|/home/|/tmp/|file://", re.IGNORECASE)  # noqa: S108 - what must not be in a table


def tally(rows: tuple[Row, ...], column: str, value: str = "") -> Count:
    """How many rows have this value in a column; any value where none is named."""
    return lambda: sum(bool(row[column]) if not value else row[column] == value for row in rows)


def measure_counts(dataset: str) -> dict[str, Count]:
    rows = entries(dataset)
    grounds = {ground: tally(rows, "ground", ground) for ground in ("xuar_forced_labour", "minority_surveillance", "military", "other")}
    return {
        "rows": lambda: len(rows),
        "keys": lambda: len({row["key"] for row in rows}),
        "with_notice": tally(rows, "notice"),
        "with_name_zh": tally(rows, "name_zh"),
        "batch_by_elimination": lambda: sum("by elimination" in row["ground_note"] and bool(row["notice"]) for row in rows),
        "active": tally(rows, "status", "active"),
        "inactive": tally(rows, "status", "inactive"),
        **grounds,
    }


def place_counts() -> dict[str, Count]:
    rows = table("gazetteer_xuar", "places.csv")
    missing = {f"missing_{name}": lambda name=name: sum(not row[name] for row in rows) for name in rows[0]}  # type: ignore[misc]  # bound at once
    levels = {level: tally(rows, "level", level) for level in ("region", "prefecture", "county", "xpcc_city")}
    return {
        "rows": lambda: len(rows),
        **levels,
        **missing,
        "missing_lat_lon": lambda: sum(not row["lat"] or not row["lon"] for row in rows),
    }


def pairing_counts() -> dict[str, Count]:
    programmes, recipients = table("pairing_xuar", "programmes.csv"), table("pairing_xuar", "recipients.csv")
    return {
        "programmes": lambda: len(programmes),
        "recipients": lambda: len(recipients),
        "recipients_without_place": lambda: sum(not row["place"] for row in recipients),
        "recipients_xpcc": tally(recipients, "is_xpcc", "yes"),
        "programmes_with_second_page": lambda: sum("; " in row["sources"] for row in programmes),
        "sectors_known": tally(programmes, "sector"),
    }


def link_counts() -> dict[str, Count]:
    links = table("founding_documents", "links.csv")
    kinds = {f"kind_{kind}": tally(links, "kind", kind) for kind in {row["kind"] for row in links}}
    missing = {f"without_{name}": lambda name=name: sum(not row[name] for row in links) for name in ("reply", "outcome", "indicator")}  # type: ignore[misc]  # bound at once
    return {"links": lambda: len(links), "organisations": lambda: len(table("founding_documents", "organisations.csv")), **kinds, **missing}


def crosswalk_counts() -> dict[str, Count]:
    securities, listed, issuers = (table("crosswalk", f"{name}.csv") for name in ("securities", "listed", "issuers"))
    return {
        "issuers": lambda: len(issuers),
        "documents": lambda: len(table("crosswalk", "documents.csv")),
        "name_zh": tally(issuers, "name_zh"),
        "securities": lambda: len(securities),
        "securities_usable": tally(securities, "status", "usable"),
        "securities_candidate": tally(securities, "status", "candidate"),
        "securities_with_isin": tally(securities, "isin"),
        "securities_with_isin_usable": tally(tuple(row for row in securities if row["isin"]), "status", "usable"),
        "listed": lambda: len(listed),
        "listed_usable": tally(listed, "status", "usable"),
        "listed_candidate": tally(listed, "status", "candidate"),
        "listed_same": tally(listed, "relation", "same"),
        "listed_parent": tally(listed, "relation", "parent"),
    }


def sector_counts() -> dict[str, Count]:
    rows = table("uflpa_sectors", "sectors.csv")
    return {
        "rows": lambda: len(rows),
        **{f"sectors_{year}": lambda year=year: sum(f"-{year}-" in row["notice"] for row in rows) for year in (2022, 2024, 2025)},
    }  # type: ignore[misc]  # bound at once


def notice_counts() -> dict[str, Count]:
    return {"rows": lambda: sum(len(table("notices", place.name)) for place in (STARTER / "notices").glob("*.csv"))}


COUNTS: dict[str, Callable[[], dict[str, Count]]] = {
    **{dataset: lambda dataset=dataset: measure_counts(dataset) for dataset in ("uflpa", "cbp_wro", "bis_entity_list", "ns_cmic")},  # type: ignore[misc]  # bound at once
    "gazetteer_xuar": place_counts,
    "pairing_xuar": pairing_counts,
    "founding_documents": link_counts,
    "crosswalk": crosswalk_counts,
    "uflpa_sectors": sector_counts,
    "notices": notice_counts,
}


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_counts_that_a_version_prints_are_those_of_its_tables(dataset: str) -> None:
    printed = version(dataset)["counts"]
    known = COUNTS[dataset]()
    found = {name: known[name]() for name in printed}
    print(f"{dataset}: {', '.join(f'{name} {count}' for name, count in found.items())}")  # noqa: T201 - read with -s
    assert found == printed


@pytest.mark.parametrize("place", FILES, ids=lambda place: f"{place.parent.name}/{place.name}")
def test_a_table_is_plain_text_with_trimmed_cells(place: object) -> None:
    data = place.read_bytes()  # type: ignore[attr-defined]  # the parameter is a path
    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    rows = table(place.parent.name, place.name)  # type: ignore[attr-defined]  # as above
    odd = [cell for row in rows for cell in row.values() if cell != cell.strip() or not cell.isprintable() or MACHINE.search(cell)]
    assert odd == []


def test_no_column_is_about_people() -> None:
    assert [(place.name, column) for place in FILES for column in table(place.parent.name, place.name)[0] if FORBIDDEN.search(column)] == []


def test_no_claim_is_about_a_person_or_a_vessel() -> None:
    assert {claim.schema for claim in claims()} & PEOPLE == set()


def claims() -> list[Claim]:
    return [claim for one in starter_sources() for claim in one.claims()]


def test_keys_are_slugs() -> None:
    named = ("key", "issuer", "document", "notice")
    cells = [
        (place.name, cell) for place in FILES for row in table(place.parent.name, place.name) for name in named if (cell := row.get(name))
    ]
    assert [cell for cell in cells if not SLUG.fullmatch(cell[1])] == []


def test_every_reference_of_a_claim_is_an_entity_of_the_pack() -> None:
    said = claims()
    known = {claim.entity_id for claim in said}
    references = {
        "entity",
        "notice",
        "issuer",
        "owner",
        "asset",
        "left",
        "right",
        "parent",
        "recipientPlace",
        "inReplyTo",
        "supplier",
        "customer",
    }
    references |= {"partner", "counterpart", "authority", "client", "host", "subject", "about"}
    assert [claim for claim in said if claim.prop in references and claim.value not in known] == []


def test_every_claim_says_where_it_was_read_and_how_sure_it_is() -> None:
    said = claims()
    assert [claim for claim in said if not claim.locator or claim.grade not in {"G1", "G2", "G3", "G4", "G5", "G6"}] == []
    assert [claim for claim in said if not claim.value or claim.value != claim.value.strip()] == []


def test_the_vocabulary_is_what_the_claims_say_and_nothing_else() -> None:
    used = {(claim.schema, claim.prop) for claim in claims()}
    borrowed = {(schema, prop) for schema, props in VOCABULARY["borrowed"].items() for prop in props}
    named = {(schema, prop) for schema, prop in used if schema in VOCABULARY["schemas"] and prop in NAMES}
    ours = used - borrowed - named
    assert borrowed <= used
    assert {schema for schema, _ in used} == {*VOCABULARY["borrowed"], *VOCABULARY["schemas"]}
    assert {prop for _, prop in ours} == set(VOCABULARY["properties"])


def test_aliases_do_not_repeat_the_name() -> None:
    twice = [
        (row["key"], name)
        for dataset in ("uflpa", "cbp_wro", "bis_entity_list", "ns_cmic")
        for row in entries(dataset)
        for name, count in Counter([row["name"], *several(row["aliases"]), *several(row["former_names"])]).items()
        if count > 1
    ]
    assert twice == []
