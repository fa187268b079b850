"""The starter pack as a whole: counted, tidy, about organisations only, and in the words of the vocabulary."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from clew.model.claim import Claim
from clew.sources.starter import starter_sources
from docs.generate import NAMES, VOCABULARY
from tests.packs.shipped import DATASETS, MEASURES, STARTER, Row, entries, notices, several, table, version

FILES = sorted(place for place in STARTER.glob("*/*.csv"))
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PEOPLE = {"Person", "Passport", "Family", "Associate", "Vessel", "Airplane", "Vehicle"}
FORBIDDEN = re.compile(
    r"ethnic|relig|national_id|passport|birth|biometric|detain|victim|inmate|gender|phone|email|home_|street|plate|imei", re.IGNORECASE
)
MACHINE = re.compile(r"file:|(?:^|[\s(])/\w+/")
"""A path of somebody's machine: documents are cited by title, publisher and address."""


def tally(rows: Iterable[Row], column: str, *values: str) -> dict[str, int]:
    """How many rows have each value in a column."""
    counted = Counter(row[column] for row in rows)
    return {value: counted[value] for value in values}


def filled(rows: Iterable[Row], column: str) -> int:
    """How many rows have something in a column."""
    return sum(bool(row[column]) for row in rows)


def measure_counts(dataset: str) -> dict[str, int]:
    rows = entries(dataset)
    return {
        "rows": len(rows),
        "keys": len({row["key"] for row in rows}),
        "with_notice": filled(rows, "notice"),
        "with_name_zh": filled(rows, "name_zh"),
        "batch_by_elimination": sum("by elimination" in row["ground_note"] and bool(row["notice"]) for row in rows),
        **tally(rows, "status", "active", "inactive"),
        **tally(rows, "ground", "xuar_forced_labour", "minority_surveillance", "military", "other"),
    }


def place_counts() -> dict[str, int]:
    rows = table("gazetteer_xuar", "places.csv")
    missing = {f"missing_{column}": len(rows) - filled(rows, column) for column in rows[0]}
    levels = tally(rows, "level", "region", "prefecture", "county", "xpcc_city")
    codes = table("gazetteer_xuar", "codes.csv")
    known = {"code_rows": len(codes), **{f"with_{column}": filled(codes, column) for column in ("postcode", "area_code", "division")}}
    return {"rows": len(rows), **levels, **missing, **known, "missing_lat_lon": sum(not row["lat"] or not row["lon"] for row in rows)}


def pairing_counts() -> dict[str, int]:
    programmes, recipients = table("pairing_xuar", "programmes.csv"), table("pairing_xuar", "recipients.csv")
    return {
        "programmes": len(programmes),
        "recipients": len(recipients),
        "recipients_without_place": len(recipients) - filled(recipients, "place"),
        "recipients_xpcc": tally(recipients, "is_xpcc", "yes")["yes"],
        "programmes_with_second_page": sum("; " in row["sources"] for row in programmes),
        "sectors_known": filled(programmes, "sector"),
    }


def link_counts() -> dict[str, int]:
    links = table("founding_documents", "links.csv")
    kinds = {f"kind_{kind}": count for kind, count in Counter(row["kind"] for row in links).items()}
    missing = {f"without_{column}": len(links) - filled(links, column) for column in ("reply", "outcome", "indicator")}
    return {"links": len(links), "organisations": len(table("founding_documents", "organisations.csv")), **kinds, **missing}


def crosswalk_counts() -> dict[str, int]:
    securities, listed, issuers = (table("crosswalk", f"{name}.csv") for name in ("securities", "listed", "issuers"))
    with_isin = [row for row in securities if row["isin"]]
    states = {
        f"{name}_{value}": count
        for name, rows, column in (
            ("securities", securities, "status"),
            ("securities_with_isin", with_isin, "status"),
            ("listed", listed, "status"),
            ("listed", listed, "relation"),
        )
        for value, count in Counter(row[column] for row in rows).items()
    }
    return {
        "issuers": len(issuers),
        "documents": len(table("crosswalk", "documents.csv")),
        "name_zh": filled(issuers, "name_zh"),
        "securities": len(securities),
        "securities_with_isin": len(with_isin),
        "listed": len(listed),
        **states,
    }


def sector_counts() -> dict[str, int]:
    rows = table("uflpa_sectors", "sectors.csv")
    return {"rows": len(rows), **{f"sectors_{year}": sum(f"-{year}-" in row["notice"] for row in rows) for year in (2022, 2024, 2025)}}


COUNTS: dict[str, Callable[[], dict[str, int]]] = {
    **{dataset: partial(measure_counts, dataset) for dataset in MEASURES},
    "gazetteer_xuar": place_counts,
    "pairing_xuar": pairing_counts,
    "founding_documents": link_counts,
    "crosswalk": crosswalk_counts,
    "uflpa_sectors": sector_counts,
    "notices": lambda: {"rows": len(notices())},
}


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_counts_that_a_version_prints_are_those_of_its_tables(dataset: str) -> None:
    printed = version(dataset)["counts"]
    known = COUNTS[dataset]()
    found = {name: known[name] for name in printed}
    print(f"{dataset}: {', '.join(f'{name} {count}' for name, count in found.items())}")  # noqa: T201 - read with -s
    assert found == printed


@pytest.mark.parametrize("place", FILES, ids=lambda place: f"{place.parent.name}/{place.name}")
def test_a_table_is_plain_text_with_trimmed_cells(place: Path) -> None:
    data = place.read_bytes()
    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    rows = table(place.parent.name, place.name)
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


def test_the_vocabulary_has_all_that_the_claims_say() -> None:
    """And more: what sources say that a user imports."""
    used = {(claim.schema, claim.prop) for claim in claims()}
    borrowed = {(schema, prop) for schema, props in VOCABULARY["borrowed"].items() for prop in props}
    named = {(schema, prop) for schema, prop in used if schema in VOCABULARY["schemas"] and prop in NAMES}
    ours = used - borrowed - named
    assert {schema for schema, _ in used} <= {*VOCABULARY["borrowed"], *VOCABULARY["schemas"]}
    assert {prop for _, prop in ours} <= set(VOCABULARY["properties"])


def test_aliases_do_not_repeat_the_name() -> None:
    twice = [
        (row["key"], name)
        for dataset in MEASURES
        for row in entries(dataset)
        for name, count in Counter([row["name"], *several(row["aliases"]), *several(row["former_names"])]).items()
        if count > 1
    ]
    assert twice == []
