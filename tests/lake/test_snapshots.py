"""Snapshots: the same claims are the same snapshot, whoever writes them in whatever order; and what lies in the lake can be checked."""

import hashlib
import json
from itertools import chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.errors import UnexpectedContentError, WorkspaceError
from clew.lake.filesets import ASIDE
from clew.lake.snapshots import is_intact, loaded, read_snapshot, write_parts, write_snapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Snapshot, Version
from clew.sources.reading.card import load_card
from tests.processes import together

VERSION = Version("uflpa", "2026-11-10", "2026-11-10", "2026-11-12", "https://example.org/list", "invented", starter=False)
CARD = load_card("uflpa")
CLAIM = Claim("uflpa:tarim", "Company", "name", "Tarim Polysilicon", "eng", "", "table.csv:2", "https://example.org", "2026-11-10")
CLAIMS = (CLAIM, CLAIM._replace(prop="country", value="cn"), CLAIM._replace(entity_id="uflpa:blue-river", locator="table.csv:3"))

# Letters that could be taken for a separator, and the empty text.
_texts = st.text(alphabet="ab:1\n|é新", max_size=4)
_claims = st.builds(
    Claim, _texts, _texts, _texts, _texts, _texts, _texts, _texts, _texts, _texts, _texts, _texts, st.sampled_from(("G1", "G6"))
)


ENGINE = DuckEngine()
"""One for all tests of this module: hypothesis asks for many small snapshots."""


def write(folder: Path, *claims: Claim, version: Version = VERSION) -> Snapshot:
    return write_snapshot(ENGINE, folder, About(version, CARD), claims)


def rows(snapshot: Snapshot, columns: str = "*") -> list[tuple[object, ...]]:
    ENGINE.read("kept", snapshot.paths)
    return [tuple(row) for row in ENGINE.fetch(f"SELECT {columns} FROM kept ORDER BY claim_id")]  # noqa: S608 - columns of the test


def test_a_snapshot_has_its_claims_its_manifest_and_an_id_of_its_content(tmp_path: Path) -> None:
    snapshot = write(tmp_path, *CLAIMS)
    assert snapshot.snapshot_id == f"2026-11-10-{snapshot.content_hash[:12]}"
    assert snapshot.folder == tmp_path / "uflpa" / snapshot.snapshot_id
    assert snapshot.claims == 3
    assert sorted(rows(snapshot, "entity_id, prop, value, dataset")) == [
        ("uflpa:blue-river", "name", "Tarim Polysilicon", "uflpa"),
        ("uflpa:tarim", "country", "cn", "uflpa"),
        ("uflpa:tarim", "name", "Tarim Polysilicon", "uflpa"),
    ]
    assert read_snapshot(tmp_path, "uflpa", snapshot.snapshot_id) == snapshot


def test_what_was_archived_and_dropped_stands_in_the_manifest(tmp_path: Path, engine: DuckEngine) -> None:
    archive, dropped = (("table.csv", "0" * 64),), (("private individuals", 12),)
    snapshot = write_snapshot(engine, tmp_path, About(VERSION, CARD, archive, dropped), CLAIMS)
    again = read_snapshot(tmp_path, "uflpa", snapshot.snapshot_id)
    assert (again.archive, again.dropped) == (archive, dropped)


@settings(deadline=None, max_examples=15)
@given(st.lists(_claims, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_id_does_not_depend_on_the_order_of_rows_or_on_doubles(claims: list[Claim], chance: Random) -> None:
    shuffled = [*claims, *claims]
    chance.shuffle(shuffled)
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        first, second = write(Path(one), *claims), write(Path(two), *shuffled)
        assert (first.snapshot_id, first.content_hash, first.claims) == (second.snapshot_id, second.content_hash, second.claims)
        assert rows(first) == rows(second)


def shifted(claim: Claim, place: int) -> Claim:
    """The same letters in the same order, one of them moved to the next field."""
    fields = list(claim)
    moved = fields[place][-1:]
    fields[place], fields[place + 1] = fields[place][: len(fields[place]) - len(moved)], moved + fields[place + 1]
    return Claim(*fields)


@settings(deadline=None, max_examples=25)
@given(_claims, st.integers(0, len(Claim._fields) - 3))
def test_claims_that_differ_have_different_ids_and_make_different_snapshots(left: Claim, place: int) -> None:
    said = ("entity_id", "schema", "prop", "value", "lang", "valid_from", "valid_to")
    right = shifted(left, place)
    with TemporaryDirectory() as folder:
        first, second = write(Path(folder), left), write(Path(folder), right)
        assert (first.content_hash == second.content_hash) == (left == right)
        same_said = all(getattr(left, field) == getattr(right, field) for field in said)
        assert (rows(first, "claim_id") == rows(second, "claim_id")) == same_said


def test_a_row_that_is_inserted_elsewhere_changes_no_id(tmp_path: Path) -> None:
    before = {row[0] for row in rows(write(tmp_path, *CLAIMS), "claim_id")}
    after = {row[0] for row in rows(write(tmp_path, CLAIM._replace(entity_id="uflpa:new"), *CLAIMS), "claim_id")}
    assert before < after


def test_the_place_of_a_claim_is_not_in_its_id(tmp_path: Path) -> None:
    moved = CLAIM._replace(locator="table.csv:99", source_url="https://example.org/new", original="TARIM")
    assert rows(write(tmp_path, CLAIM), "claim_id") == rows(write(tmp_path, moved), "claim_id")


def test_the_same_claim_of_two_sources_is_two_claims(tmp_path: Path) -> None:
    other = replace(VERSION, dataset="bis_entity_list")
    assert rows(write(tmp_path, CLAIM), "claim_id") != rows(write(tmp_path, CLAIM, version=other), "claim_id")


@pytest.mark.parametrize("field", ["original", "locator", "source_url", "stated_on", "grade"])
def test_everything_that_a_claim_says_is_in_the_snapshots_hash(tmp_path: Path, field: str) -> None:
    assert write(tmp_path, CLAIM).content_hash != write(tmp_path, CLAIM._replace(**{field: "other"})).content_hash


def test_a_claim_said_twice_is_kept_as_one_place_says_it(tmp_path: Path) -> None:
    weak = CLAIM._replace(grade="G3", locator="a.csv:1", source_url="https://a.example", stated_on="2020-01-01")
    strong = CLAIM._replace(grade="G1", locator="b.csv:1", source_url="https://b.example", stated_on="2025-01-01")
    snapshot = write(tmp_path, weak, strong)
    assert rows(snapshot, "grade, locator, source_url, stated_on") == [("G1", "b.csv:1", "https://b.example", "2025-01-01")]


def test_claims_written_again_keep_the_first_copy_and_its_manifest(tmp_path: Path) -> None:
    first = write(tmp_path, *CLAIMS)
    again = write(tmp_path, *CLAIMS, version=replace(VERSION, retrieved="2026-11-19", note="the same list, a week later"))
    assert again == first
    assert again.version.retrieved == "2026-11-12"


def test_many_processes_that_import_the_same_source_make_one_snapshot(tmp_path: Path) -> None:
    script = """
from clew.engine.duck import DuckEngine
from clew.lake.snapshots import write_snapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Version
from clew.sources.reading.card import load_card
def act(number, folder):
    version = Version("uflpa", "2026-11-10", "2026-11-10", f"2026-11-1{number}", "", "", starter=False)
    claims = [Claim(f"uflpa:{at}", "Company", "name", f"name {at}") for at in range(2000)]
    snapshot = write_snapshot(DuckEngine(), pathlib.Path(folder), About(version, load_card("uflpa")), claims)
    return snapshot.snapshot_id, snapshot.version.retrieved, snapshot.paths[0].is_file()
"""
    made = together(tmp_path, script, tmp_path / "lake", count=3)
    assert len(set(made)) == 1, "one id, one file, and the manifest that is in the lake"
    assert [path.name.startswith(ASIDE) for path in (tmp_path / "lake" / "uflpa").iterdir()] == [False]


def test_a_source_without_claims_never_makes_a_snapshot(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="holds no claims"):
        write(tmp_path)
    assert list(tmp_path.glob("*/*")) == []


def test_an_empty_field_is_an_empty_text_and_never_nothing(tmp_path: Path) -> None:
    faulty = CLAIM._replace(value=None)  # type: ignore[arg-type]  # the fault of a reader
    with pytest.raises(UnexpectedContentError, match=r"table\.csv:2.*uflpa:tarim \(name\)"):
        write(tmp_path, *CLAIMS, faulty)
    assert list(tmp_path.glob("*/*")) == []


@pytest.mark.parametrize("separator", ["\x1e", "\x1f"])
def test_a_claim_holds_no_separator_of_hashed_texts(tmp_path: Path, separator: str) -> None:
    with pytest.raises(UnexpectedContentError, match="control character"):
        write(tmp_path, *CLAIMS, CLAIM._replace(value=f"a{separator}b"))


def test_a_claim_that_several_places_make_is_looked_at_in_all_of_them(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match=r"table\.csv:9.*control character"):
        write(tmp_path, *CLAIMS, CLAIM._replace(original="a\x1fb", locator="table.csv:9"))
    assert list(tmp_path.glob("*/*")) == []


@settings(deadline=None, max_examples=15)
@given(st.lists(_claims, min_size=2, max_size=8))
def test_the_id_does_not_depend_on_the_parts(claims: list[Claim]) -> None:
    """Parts as an import makes them: by bucket of subjects."""
    shares: dict[str, list[Claim]] = {}
    for claim in claims:
        root = claim.entity_id.partition("#")[0]
        shares.setdefault(hashlib.md5(root.encode(), usedforsecurity=False).hexdigest()[:2], []).append(claim)
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        first = write(Path(one), *claims)
        parts = chain.from_iterable(loaded(ENGINE, share) for share in shares.values())
        second = write_parts(ENGINE, Path(two), About(VERSION, CARD), parts)
        assert (first.snapshot_id, first.claims) == (second.snapshot_id, second.claims)
        assert rows(first) == rows(second)
        assert is_intact(ENGINE, second)


@pytest.mark.parametrize("change", [{"label": "../../up"}, {"label": "a/b"}, {"label": "16:07"}, {"dataset": ".."}, {"dataset": "con"}])
def test_an_id_that_is_no_folder_name_is_refused(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(WorkspaceError, match="cannot be the name of a folder"):
        write(tmp_path / "lake", CLAIM, version=replace(VERSION, **change))  # type: ignore[arg-type]  # texts all
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file", ["manifest.json", "claims-000.parquet"])
def test_a_snapshot_with_a_missing_file_is_told_and_mended_by_importing_again(tmp_path: Path, file: str) -> None:
    snapshot = write(tmp_path, *CLAIMS)
    (snapshot.folder / file).unlink()
    with pytest.raises(WorkspaceError, match="missing or damaged"):
        read_snapshot(tmp_path, "uflpa", snapshot.snapshot_id)
    assert write(tmp_path, *CLAIMS) == snapshot


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": {}}'])
def test_a_damaged_manifest_is_told(tmp_path: Path, text: str) -> None:
    snapshot = write(tmp_path, *CLAIMS)
    (snapshot.folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError, match="missing or damaged"):
        read_snapshot(tmp_path, "uflpa", snapshot.snapshot_id)


def test_a_manifest_is_a_text_that_a_person_can_read(tmp_path: Path) -> None:
    snapshot = write(tmp_path, *CLAIMS, version=replace(VERSION, note="维吾尔"))
    manifest = (snapshot.folder / "manifest.json").read_text(encoding="utf-8")
    assert "维吾尔" in manifest
    assert json.loads(manifest)["content_hash"] == snapshot.content_hash


@pytest.mark.parametrize(
    ("tampering", "intact"),
    [
        ("SELECT * FROM kept", True),
        ("SELECT * FROM kept WHERE prop <> 'country'", False),
        ("SELECT * FROM kept UNION ALL SELECT * FROM kept WHERE prop = 'country'", False),
        ("SELECT * REPLACE ('Somebody else' AS value) FROM kept", False),
        ("SELECT * REPLACE ('https://example.com' AS source_url) FROM kept", False),
        ("SELECT * REPLACE ('G6' AS grade) FROM kept", False),
        ("SELECT * REPLACE ('other' AS dataset) FROM kept", False),
        ("SELECT * REPLACE (substr(claim_id, 1, 31) || 'x' AS claim_id) FROM kept", False),
    ],
)
def test_tampering_with_a_snapshots_rows_is_found(tmp_path: Path, engine: DuckEngine, tampering: str, *, intact: bool) -> None:
    snapshot = write(tmp_path, *CLAIMS)
    engine.read("kept", [snapshot.paths[0]])
    engine.run(Plan("tampering", (Step("kept", tampering, "somebody else's rows"),)))
    engine.write("kept", snapshot.paths[0], ("claim_id",))
    assert is_intact(engine, snapshot) is intact
