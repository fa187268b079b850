"""Files as the rows of a form: sets of files, files that do not belong together, and large files that are read as small ones are."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engine.plan import Step
from clew.errors import UnexpectedContentError
from clew.sources.reading.specs import Spec
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.imports import claims
from tests.sources.invented import LIST, saved, spec

SET = """
[[form]]
name = "main"
title = "the companies"
columns = ["Number", "Name"]
required = ["Name"]
part = "companies"

[[form]]
name = "second"
title = "their aliases"
columns = ["Number", "Also known as"]
part = "aliases"

[[form]]
name = "single"
title = "companies with aliases"
columns = ["Id", "Company name"]

[[subject]]
form = "main"
name = "company"
schema = "Company"
id = "{Number}"

[[subject]]
form = "single"
name = "company"
schema = "Company"
id = "{Id}"

[[claim]]
form = "main"
subject = "company"
prop = "name"
column = "Name"

[[claim]]
form = "main"
subject = "company"
prop = "alias"
column = "also"

[[claim]]
form = "single"
subject = "company"
prop = "name"
column = "Company name"
"""
JOINED = """
SELECT c.*, coalesce(a."Also known as", '') AS also, (SELECT count(*) FROM given_file) AS files
FROM raw_companies c LEFT JOIN raw_aliases a ON a."Number" = c."Number"
"""
SHARED = (
    LIST.replace('"Since"]', '"Since", "Owner", "Part", "Kind"]')
    + """
[[drop]]
form = ""
column = "Kind"
values = ["person"]
reason = "private individuals"

[[subject]]
form = ""
name = "owner"
schema = "LegalEntity"
id = "{Owner}"
when = "Owner"

[[claim]]
form = ""
subject = "owner"
prop = "name"
column = "Owner"

[[claim]]
form = ""
subject = "owner"
prop = "ownsPart"
column = "Part"
split = "|"
"""
)


def sets() -> Spec:
    return spec(SET, {"main": (Step("prepared", JOINED, "each company with its alias"),)})


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    with open_workspace(tmp_path / "workspace") as opened:
        return opened


def read(stores: Stores, source: Spec, *paths: Path, form: str = "", in_memory: int | None = None) -> Imported:
    given_files = Given(paths, form) if in_memory is None else Given(paths, form, in_memory=in_memory)
    return import_files(stores, source, Asked(given_files, "2026-07-01"))


def refused(stores: Stores, source: Spec, *paths: Path) -> str:
    with pytest.raises(UnexpectedContentError) as caught:
        read(stores, source, *paths)
    return str(caught.value)


@pytest.fixture
def main(tmp_path: Path) -> Path:
    return saved(tmp_path, "main.csv", "Number,Name\n1,Alpha\n2,Beta\n")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return saved(tmp_path, "second.csv", "Number,Also known as\n2,B\n")


def values(stores: Stores, imported: Imported) -> list[str]:
    return sorted(one.value for one in claims(stores, imported))


def test_files_of_a_set_are_read_together_in_any_order(stores: Stores, main: Path, second: Path) -> None:
    assert values(stores, read(stores, sets(), second, main)) == ["Alpha", "B", "Beta"]


def test_a_part_that_was_not_given_has_no_rows(stores: Stores, main: Path) -> None:
    assert values(stores, read(stores, sets(), main)) == ["Alpha", "Beta"]


def test_a_set_without_its_first_part_is_told(stores: Stores, second: Path) -> None:
    assert "the file with the companies is missing" in refused(stores, sets(), second)


def test_two_files_of_one_part_do_not_belong_together(stores: Stores, main: Path, second: Path, tmp_path: Path) -> None:
    other = saved(tmp_path, "other.csv", "Number,Name\n3,Gamma\n")
    told = refused(stores, sets(), main, second, other)
    assert all(part in told for part in ("do not belong together", "main.csv: the companies", "second.csv: their aliases", "other.csv"))


def test_a_file_that_stands_alone_belongs_to_no_other(stores: Stores, main: Path, tmp_path: Path) -> None:
    alone = saved(tmp_path, "alone.csv", "Id,Company name\n1,Alpha\n")
    assert "do not belong together" in refused(stores, sets(), main, alone)
    assert values(stores, read(stores, sets(), alone)) == ["Alpha"]


def test_a_fault_of_a_set_names_the_file_that_has_it(stores: Stores, second: Path, tmp_path: Path) -> None:
    main = saved(tmp_path, "main.csv", "Number,Name\n1,\n2\n")
    broken = saved(tmp_path, "broken.csv", "Number,Also known as\n2,B,C\n")
    told = refused(stores, sets(), broken, main)
    assert 'main.csv, row 2, column "Name": the cell is empty' in told
    assert "main.csv, row 3" in told
    assert "broken.csv, row 2" in told
    assert 'main.csv, row 2, column "Name"' in refused(stores, sets(), second, main)


def test_rows_that_are_dropped_are_counted_and_claim_nothing(stores: Stores, tmp_path: Path) -> None:
    path = saved(tmp_path, "list.csv", "Number,Name,Kind\n1,Alpha,firm\n2,Placeholder,person\n")
    imported = read(stores, spec(SHARED), path)
    assert (imported.snapshot.dropped, imported.snapshot.about.rows) == ((("private individuals", 1),), 1)
    assert "Placeholder" not in values(stores, imported)


def test_all_that_is_wrong_is_said_at_once(stores: Stores, tmp_path: Path) -> None:
    path = saved(tmp_path, "list.csv", "Number,Name,Country,Since\n1,Alpha,Chile,soon\n,B,,\n2,C,x,y,z\n")
    told = refused(stores, spec(LIST, rows=[10, 20]), path)
    every = (
        "unknown code “Chile”",
        "“soon” is no day",
        "row 3, column",
        "row 4",
        "2 rows where Invented List is expected to have 10 to 20",
    )
    assert [part for part in every if part not in told] == []


def large(folder: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    lines = [",".join(row) for row in rows]
    return saved(folder, "large.csv", "\n".join(("Number,Name,Also,Country,Since,Owner,Part,Kind", *lines, "")))


def generated(count: int) -> list[tuple[str, ...]]:
    chance = random.Random(7)  # noqa: S311 - rows, not a secret
    return [
        (
            *(str(at), f"Company {at}", f"C{at}; K{at}" if at % 3 else "", chance.choice(["", "China", "Peru"])),
            *(f"{1 + at % 28}/2/2024", f"Owner {at % 11}" if at % 2 else "", f"P{at % 5}|Q", chance.choice(["", "person"])),
        )
        for at in range(count)
    ]


def both_ways(source: Spec, path: Path, folder: Path) -> list[tuple[str, int, tuple[tuple[str, int], ...], list[str]]]:
    """The snapshot of a file in memory and of the same in parts: id, claims, dropped rows, and what is archived."""
    found = []
    for in_memory in (1_000_000_000, 0):
        with open_workspace(folder / f"in-memory-{in_memory}") as opened:
            one = read(opened, source, path, in_memory=in_memory).snapshot
            kept = sorted(file.name for file in (opened.folder / "archive").rglob("*") if file.is_file())
            found.append((one.snapshot_id, one.claims, one.dropped, kept if source.card.archive == "exact" else [str(len(kept))]))
            assert not list((opened.folder / "scratch").iterdir())
    return found


@pytest.mark.parametrize("archive", ["exact", "redacted", "hash-only"])
def test_a_large_file_says_the_same_as_a_small_one(tmp_path: Path, archive: str) -> None:
    small, parted = both_ways(spec(SHARED, archive=archive), large(tmp_path, generated(700)), tmp_path)
    assert small == parted
    assert small[1] > 1500


def test_a_large_file_is_written_in_several_files(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "workspace") as opened:
        one = read(opened, spec(SHARED), large(tmp_path, generated(700)), in_memory=0).snapshot
        assert len(one.paths) == 16
        found = claims(opened, read(opened, spec(SHARED), tmp_path / "large.csv"), "entity_id = 'invented:owner-1'")
        assert {claim.value for claim in found} == {"Owner 1", "P0", "P1", "P2", "P3", "P4", "Q"}


_CELLS = st.sampled_from(["", "A", "a", "B; b", "新", "A#1"])


@settings(max_examples=8)
@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=6))
def test_any_rows_say_the_same_in_memory_and_in_parts(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]]) -> None:
    folder = tmp_path_factory.mktemp("both")
    rows = [(f"n{at % 3}", f"Name {one}", two, "", "", three, one, "") for at, (one, two, three) in enumerate(cells)]
    small, parted = both_ways(spec(SHARED), large(folder, rows), folder)
    assert small == parted


def test_a_large_file_with_faults_tells_them_as_a_small_one(tmp_path: Path) -> None:
    path = saved(tmp_path, "list.csv", "Number,Name,Country\n1,,China\n2,B,Chile\n3,C\n")
    told = []
    for in_memory in (1_000_000, 0):
        with open_workspace(tmp_path / str(in_memory)) as opened, pytest.raises(UnexpectedContentError) as caught:
            read(opened, spec(LIST), path, in_memory=in_memory)
        told.append(str(caught.value))
    assert told[0] == told[1]


def test_a_large_file_of_which_every_row_is_dropped_is_told(stores: Stores, tmp_path: Path) -> None:
    path = saved(tmp_path, "list.csv", "Number,Name,Kind\n2,Placeholder,person\n")
    with pytest.raises(UnexpectedContentError, match="0 rows where"):
        read(stores, spec(SHARED), path, in_memory=0)


def test_the_entries_of_a_list_of_names_are_looked_at_together_whatever_their_size(stores: Stores, tmp_path: Path) -> None:
    named = LIST.replace('id = "{Number}"', 'id = "{given}"')
    path = saved(tmp_path, "list.csv", "Number,Name\n1,Alpha\n2,Beta\n3,Alpha and its subsidiaries\n")
    imported = read(stores, spec(named, identity="names"), path, in_memory=0)
    roots = {claim.entity_id.partition("#")[0] for claim in claims(stores, imported)}
    assert (roots, len(imported.snapshot.paths)) == ({"invented:alpha", "invented:beta"}, 1)


STATED = """
SELECT 'invented:' || "Id" AS entity_id, 'Company' AS schema, 'name' AS prop, "Company name" AS value, '' AS lang, '' AS original,
       'row ' || row_number AS locator, '' AS source_url, '' AS stated_on, '' AS valid_from, '' AS valid_to, 'G1' AS grade
FROM raw WHERE "Company name" <> 'Placeholder'
"""
STATED_STEPS = (
    Step("dropped_rows", """SELECT 'persons' AS reason, count(*) AS count FROM raw WHERE "Company name" = 'Placeholder'""", "counted"),
    Step("wrong_rows", """SELECT row_number, 'Id' AS col, 'odd' AS what, 'Mend it.' AS mend FROM raw WHERE "Id" = 'odd'""", "odd rows"),
    Step("incoming", STATED, "what rows say"),
)
STATING = '[[form]]\nname = "stated"\ntitle = "a table"\ncolumns = ["Id", "Company name"]\n'


def test_a_readers_own_claims_are_the_same_in_memory_and_in_parts(tmp_path: Path) -> None:
    lines = "".join(f"{at},{'Placeholder' if at % 5 == 0 else f'Company {at}'}\n" for at in range(300))
    source = spec(STATING, {"stated": STATED_STEPS})
    small, parted = both_ways(source, saved(tmp_path, "list.csv", f"Id,Company name\n{lines}"), tmp_path)
    assert small == parted
    assert small[1:3] == (240, (("persons", 60),))


def test_what_a_readers_queries_find_wrong_stops_the_import(stores: Stores, tmp_path: Path) -> None:
    path = saved(tmp_path, "list.csv", "Id,Company name\n1,A\nodd,B\n")
    assert 'list.csv, row 3, column "Id": odd' in refused(stores, spec(STATING, {"stated": STATED_STEPS}), path)
