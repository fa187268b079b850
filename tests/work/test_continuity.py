"""Entries of lists that number none keep their ids in the claims themselves, with all that belongs to them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from clew.engine.duck import DuckEngine
from clew.errors import UnexpectedContentError
from clew.lake.snapshots import write_snapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Snapshot, Version
from clew.pack.names import load_name_words
from clew.resolve.continuity import Kept
from clew.work.continuity import give_ids, slug
from tests.sources.invented import CARD

WORDS = load_name_words()


def say(root: str, prop: str, value: str, lang: str = "", schema: str = "Company") -> Claim:
    return Claim(root, schema, prop, value, lang, locator=root)


def former(engine: DuckEngine, folder: Path, *claims: Claim) -> Snapshot:
    return write_snapshot(engine, folder, About(Version("invented", "1", "", "", "", "", starter=False), CARD), claims)


def given(engine: DuckEngine, claims: Sequence[Claim], before: Snapshot | None = None) -> tuple[dict[str, Kept], set[tuple[str, ...]]]:
    """What was kept, and the claims under their ids: id, schema, property, value."""
    engine.load("incoming", dict.fromkeys(Claim._fields, "VARCHAR"), claims)
    kept = give_ids(engine, WORDS, "invented", before)
    return kept, {tuple(map(str, row)) for row in engine.fetch("SELECT entity_id, schema, prop, value FROM incoming")}


def test_a_new_entry_has_an_id_of_its_name(engine: DuckEngine) -> None:
    kept, claims = given(engine, [say("row-1", "name", "Tarim Bright Co., Ltd."), say("row-1#listed", "entity", "row-1")])
    assert kept == {"invented:tarim-bright-co-ltd": Kept("invented:tarim-bright-co-ltd")}
    assert claims == {
        ("invented:tarim-bright-co-ltd", "Company", "name", "Tarim Bright Co., Ltd."),
        ("invented:tarim-bright-co-ltd#listed", "Company", "entity", "invented:tarim-bright-co-ltd"),
    }


def test_an_entry_keeps_id_and_schema_of_the_version_before(engine: DuckEngine, tmp_path: Path) -> None:
    before = former(engine, tmp_path, say("invented:x", "name", "Tarim Bureau", schema="PublicBody"))
    kept, claims = given(engine, [say("row-9", "name", "TARIM BUREAU"), say("row-9#i", "status", "active", schema="Sanction")], before)
    assert kept["invented:x"] == Kept("invented:x", "Tarim Bureau", "the same name")
    assert claims == {("invented:x", "PublicBody", "name", "TARIM BUREAU"), ("invented:x#i", "Sanction", "status", "active")}


def test_names_aliases_former_names_and_numbers_of_both_versions_tell_entries(engine: DuckEngine, tmp_path: Path) -> None:
    before = former(
        engine,
        tmp_path,
        *(say("invented:a", "name", "Alpha"), say("invented:a", "uscCode", "91")),
        *(say("invented:b", "name", "Beta River"), say("invented:c", "name", "Gamma"), say("invented:c", "alias", "Gamma Stone")),
    )
    new = [
        *(say("row-1", "name", "Alpha New"), say("row-1", "uscCode", "91")),
        *(say("row-2", "name", "Delta"), say("row-2", "previousName", "Beta River")),
        say("row-3#listed", "listedName", "Gamma Stone"),
    ]
    kept, _ = given(engine, new, before)
    assert {root: one.why for root, one in kept.items()} == {
        "invented:a": "the same identifier",
        "invented:b": "the former name is among its former names",
        "invented:c": "the new name was among its aliases",
    }


def test_rows_of_one_name_become_one_entry(engine: DuckEngine) -> None:
    rows = [say("row-1", "name", "Tarim Bright"), say("row-2", "name", "Tarim Bright and its subsidiaries")]
    rows += [say(f"row-{at}#{at}", "entity", f"row-{at}", schema="Sanction") for at in (1, 2)]
    _, claims = given(engine, rows)
    assert {root.partition("#")[0] for root, *_ in claims} == {"invented:tarim-bright"}
    assert {value for *_, prop, value in claims if prop == "entity"} == {"invented:tarim-bright"}


def test_a_security_is_no_name_of_its_issuer(engine: DuckEngine, tmp_path: Path) -> None:
    before = former(engine, tmp_path, say("invented:a", "name", "Alpha"), say("invented:a#isin", "name", "Beta", schema="Security"))
    kept, _ = given(engine, [say("row-1", "name", "Beta")], before)
    assert kept == {"invented:beta": Kept("invented:beta")}


def test_an_entry_of_a_chinese_name_alone_is_told_by_it(engine: DuckEngine, tmp_path: Path) -> None:
    before = former(engine, tmp_path, say("invented:x", "name", "天山纺织", "zho"))
    kept, claims = given(engine, [say("row-1", "name", "天山纺织", "zho"), say("row-2", "name", "塔里木", "zho")], before)
    assert {root: one.why for root, one in kept.items()} == {"invented:x": "the same name", "invented:塔里木": ""}
    assert len(claims) == 2


def test_a_chinese_name_beside_another_one_tells_nothing(engine: DuckEngine, tmp_path: Path) -> None:
    before = former(engine, tmp_path, say("invented:x", "name", "Alpha"), say("invented:x", "name", "天山", "zho"))
    kept, _ = given(engine, [say("row-1", "name", "Beta"), say("row-1", "name", "天山", "zho")], before)
    assert set(kept) == {"invented:beta"}


def test_entries_without_a_name_are_told_and_never_left_out_in_silence(engine: DuckEngine) -> None:
    with pytest.raises(UnexpectedContentError, match=r"(?s)row-2: the entry has no name.*row-3"):
        given(engine, [say("row-1", "name", "A"), say("row-2", "country", "China"), say("row-3", "alias", "B")])


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Tarim Bright Co., Ltd.", "tarim-bright-co-ltd"),
        ("新疆 大全", "新疆-大全"),
        ("ẞ_x", "ss-x"),
        ("***", "unnamed"),
        ("a " * 200, ("a-" * 60)[:-1]),
    ],
)
def test_a_name_as_part_of_an_id(name: str, made: str) -> None:
    assert slug(name) == made
