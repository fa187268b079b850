"""Ids carried from version to version: each ground by itself, nothing guessed, and a list that did not change keeps every id."""

import time
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.pack.names import load_name_words
from clew.resolve.continuity import Entry, Kept, carry_ids, loose_name
from clew.resolve.name_keys import name_key_sql

ENGINE = DuckEngine()
"""One for all tests of this module: hypothesis asks for many small lists."""
WORDS = load_name_words()
KEY = name_key_sql("name", WORDS)


def entry(root: str, name: str, *aliases: str, formers: Iterable[str] = (), ids: Iterable[str] = ()) -> Entry:
    return Entry(root, name, frozenset(aliases), frozenset(formers), frozenset(ids))


def fresh(name: str) -> str:
    return name.casefold().replace(" ", "-")


def carried(old: Iterable[Entry], new: Iterable[Entry]) -> dict[str, Kept]:
    return carry_ids(ENGINE, WORDS, list(old), list(new), fresh)


def test_the_same_name_keeps_its_id_whatever_its_case_accents_and_legal_form() -> None:
    kept = carried([entry("x", "Tarim Bright Co., Ltd.")], [entry("1", "TARÍM BRIGHT CO LTD")])
    assert kept == {"1": Kept("x", "Tarim Bright Co., Ltd.", "the same name")}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (entry("x", "Old Name", ids=["uscCode 91"]), entry("1", "New Name", ids=["uscCode 91", "isinCode 5"]), "the same identifier"),
        (entry("x", "Tarim Bright"), entry("1", "Tarim Bright and its subsidiaries"), "another wording of the same name"),
        (entry("x", "Blue River"), entry("1", "New Name", formers=["Blue River Co., Ltd."]), "the former name is among its former names"),
        (entry("x", "Blue River"), entry("1", "New Name", "Blue River"), "the former name is among its aliases"),
        (entry("x", "Old Name", "Blue River"), entry("1", "Blue River"), "the new name was among its aliases"),
        (entry("x", "Old Name", formers=["Blue River"]), entry("1", "Blue River"), "the new name was among its aliases"),
        (entry("x", "Old Name", "Blue River"), entry("1", "New Name", "Blue River"), "the same aliases"),
    ],
)
def test_a_pair_is_told_by_its_ground(old: Entry, new: Entry, why: str) -> None:
    assert carried([old], [new]) == {"1": Kept("x", old.name, why)}


def test_grounds_are_tried_in_the_order_of_trust() -> None:
    old = [entry("x", "Blue River", ids=["uscCode 91"]), entry("y", "Red River")]
    kept = carried(old, [entry("1", "Red River", "Blue River", ids=["uscCode 91"])])
    assert (kept["1"].root, kept["1"].why) == ("y", "the same name")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Tarim Bright, and its subsidiaries", "Tarim Bright"),
        ("Tarim Bright; including two subordinate entities of Urumqi", "Tarim Bright"),
        ("Tarim Bright as well as its affiliates", "Tarim Bright"),
        ("Xinjiang Production and Construction Corps (XPCC)", "Xinjiang Production and Construction Corps"),
        ("Hoshine Silicon Industry (HSI) and Subsidiaries", "Hoshine Silicon Industry"),
        ("Tarim Bright (Shanghai)", "Tarim Bright (Shanghai)"),
        ("Tarim Bright (USA)", "Tarim Bright (USA)"),
        ("Subsidiary Bank of China", "Subsidiary Bank of China"),
        ("Sand and Stone", "Sand and Stone"),
        (" and its subsidiaries", " and its subsidiaries"),
    ],
)
def test_how_far_an_entry_reaches_and_its_abbreviation_are_no_part_of_a_name(name: str, plain: str) -> None:
    assert loose_name(name, WORDS) == plain


@pytest.mark.parametrize(
    "name", ["Tarim Bright, Inc", "TARIM BRIGHT (TB)", "Tarim Bright including subsidiaries", "Tarim-Bright Co., Ltd."]
)
def test_another_wording_is_the_same_entry(name: str) -> None:
    assert carried([entry("x", "Tarim Bright")], [entry("1", name)])["1"].root == "x"


def test_what_stands_in_other_brackets_tells_companies_apart() -> None:
    kept = carried(
        [entry("x", "Tarim Trading (Hong Kong)")], [entry("1", "Tarim Trading (Shanghai)"), entry("2", "Tarim Trading (Hong Kong)")]
    )
    assert (kept["1"], kept["2"].root) == (Kept("tarim-trading-(shanghai)"), "x")
    both = carried([], [entry("1", "Tarim Trading (Shanghai)"), entry("2", "Tarim Trading (Hong Kong)")])
    assert both["1"].root != both["2"].root


def test_between_two_old_entries_of_one_alias_nothing_is_guessed() -> None:
    old = [entry("x", "Alpha One", "Blue River"), entry("y", "Alpha Two", "Blue River")]
    assert carried(old, [entry("1", "Blue River")]) == {"1": Kept("blue-river")}


def test_between_two_new_entries_of_one_alias_nothing_is_guessed() -> None:
    kept = carried([entry("x", "Blue River")], [entry("1", "Alpha One", "Blue River"), entry("2", "Alpha Two", "Blue River")])
    assert {one.root for one in kept.values()} == {"alpha-one", "alpha-two"}


@pytest.mark.parametrize("alias", ["HEC", "XPCC", "..."])
def test_a_short_alias_may_be_anybodys(alias: str) -> None:
    assert carried([entry("x", "Alpha One", alias)], [entry("1", "Beta Two", alias)])["1"] == Kept("beta-two")


def test_a_short_chinese_alias_tells_companies_apart() -> None:
    assert carried([entry("x", "Alpha One", "天山")], [entry("1", "Beta Two", "天山")])["1"].root == "x"


def test_rows_of_one_name_are_one_entry() -> None:
    kept = carried([], [entry("1", "Tarim Bright"), entry("2", "Tarim Bright and its affiliates"), entry("3", "Other")])
    assert kept["1"] == kept["2"] == Kept("tarim-bright")
    assert kept["3"].root == "other"


def test_a_fresh_id_never_takes_one_that_was_ever_given() -> None:
    old = [entry("tarim", "Gone Company"), entry("tarim-2", "Another Gone")]
    assert carried(old, [entry("1", "Tarim")]) == {"1": Kept("tarim-3")}


def test_names_of_marks_alone_are_not_one_entry() -> None:
    kept = carried([], [entry("1", "***"), entry("2", "???")])
    assert kept["1"].root != kept["2"].root


def test_very_many_new_entries_of_one_fresh_id_take_no_longer_than_others() -> None:
    new = [entry(str(at), f"company number {at}") for at in range(20_000)]
    begun = time.monotonic()
    kept = carry_ids(ENGINE, WORDS, [entry("x", "Gone")], new, lambda _: "")
    assert len({one.root for one in kept.values()}) == 20_000
    assert time.monotonic() - begun < 30


_NAMES = st.builds(
    "{} {}{}{}".format,
    st.sampled_from(["Alpha", "Beta", "Blue River", "天山", "Ürümqi"]),
    st.sampled_from(["One", "Two", "Trading"]),
    st.sampled_from(["", " (Hong Kong)", " (Shanghai)", " (BRO)", " (AT)"]),
    st.sampled_from(["", " Co., Ltd.", ", Inc", " and its subsidiaries"]),
)
_LISTS = st.lists(
    st.builds(
        entry,
        st.just(""),
        _NAMES,
        _NAMES,
        formers=st.lists(_NAMES, max_size=1),
        ids=st.lists(st.sampled_from(["uscCode 1", "isinCode 2"]), max_size=1),
    ),
    min_size=1,
    max_size=7,
)


def numbered(entries: Iterable[Entry], prefix: str = "row") -> list[Entry]:
    return [Entry(f"{prefix}-{at}", one.name, one.aliases, one.formers, one.identifiers) for at, one in enumerate(entries)]


def listed(entries: Iterable[Entry], kept: dict[str, Kept]) -> list[Entry]:
    """The entries of a version as the next one finds them: under their ids, rows of one id together."""
    found: dict[str, Entry] = {}
    for one in entries:
        root = kept[one.root].root
        former = found.get(root, Entry(root, one.name))
        aliases = former.aliases | one.aliases | ({one.name} - {former.name})
        found[root] = Entry(root, former.name, aliases, former.formers | one.formers, former.identifiers | one.identifiers)
    return list(found.values())


@settings(max_examples=60)
@given(_LISTS, _LISTS)
def test_every_new_entry_gets_one_id_and_no_two_names_share_one(before: list[Entry], after: list[Entry]) -> None:
    old = listed(numbered(before), carried([], numbered(before)))
    new = numbered(after)
    kept = carried(old, new)
    assert set(kept) == {one.root for one in new}
    names = {one.root: loose_name(one.name, WORDS) for one in new}
    keys = {name: key for name, key in ENGINE.fetch(f"SELECT name, {KEY} FROM spelled")}  # noqa: S608, C416 - ours; rows are tuples of any length to mypy
    groups: dict[str, set[object]] = {}
    for root, one in kept.items():
        groups.setdefault(one.root, set()).add(keys[names[root]])
    assert all(len(group) == 1 for group in groups.values())


@settings(max_examples=60)
@given(_LISTS, st.randoms(use_true_random=False))
@example([entry("", "Foo (FOO) Bar"), entry("", "Foo FOO Bar")], Random(1))  # noqa: S311 - an order, not a secret
def test_a_list_that_did_not_change_keeps_every_id_whatever_its_order(entries: list[Entry], chance: Random) -> None:
    first = numbered(entries)
    given_ids = carried([], first)
    again = list(first)
    chance.shuffle(again)
    kept = carried(listed(first, given_ids), again)
    assert {root: one.root for root, one in kept.items()} == {root: one.root for root, one in given_ids.items()}
