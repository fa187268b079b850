import numpy as np
from hypothesis import given, settings

from clew.names.pairs import Table, table_of
from clew.names.parsing import parse_name
from clew.names.searching import NameIndex
from clew.names.skeletons import by_skeleton, of_spoken, of_units
from clew.names.words import shipped_words
from tests.company_names import HAN_NAMES, LATIN_NAMES

KNOWN = shipped_words()


def table(*names: str) -> Table:
    return table_of([parse_name(name, KNOWN) for name in names], KNOWN)


def skeleton(name: str) -> int:
    one, row = table(name), np.zeros(1, np.int64)
    return int((of_spoken(one.spoken, row) if one.han[0] else of_units(one.units, row))[0])


def pairs(asked: Table, names: Table) -> list[tuple[int, int]]:
    rows, places = by_skeleton((asked.units, asked.spoken, asked.han), (names.units, names.spoken, names.han))
    return list(zip(rows.tolist(), places.tolist(), strict=True))


def test_consonants_of_one_kind_are_one_and_vowels_within_a_word_are_none() -> None:
    assert skeleton("Joyoong Lanterns") == skeleton("Jayong Lanterns") != skeleton("Bayong Lanterns")
    assert skeleton("Vanjee Lanterns") == skeleton("万集灯具有限公司") != 0


def test_an_h_behind_a_consonant_a_g_behind_n_and_a_letter_twice_say_nothing_more() -> None:
    assert skeleton("Shantherr") == skeleton("Santer") == skeleton("Sangter")


def test_a_name_that_is_a_form_alone_has_no_skeleton() -> None:
    assert skeleton("Ltd") == skeleton("有限公司") == skeleton("") == 0


@given(LATIN_NAMES, HAN_NAMES)
@settings(max_examples=100)
def test_names_of_one_skeleton_in_two_scripts_bring_each_other(latin: str, chinese: str) -> None:
    one, other = table(latin), table(chinese)
    alike = bool(skeleton(latin) == skeleton(chinese) != 0 and one.han[0] != other.han[0])
    assert pairs(one, other) == pairs(other, one) == ([(0, 0)] if alike else [])


def test_names_of_one_script_bring_none() -> None:
    names = table("Vanjee Lanterns", "Wanji Lanterns")
    assert pairs(names, names) == []


def test_a_skeleton_that_very_many_have_brings_none() -> None:
    asked = table("万集灯具有限公司")
    assert len(pairs(asked, table(*["Vanjee Lanterns"] * 60))) == 60
    assert pairs(asked, table(*["Vanjee Lanterns"] * 61)) == []


def test_a_name_is_found_with_which_no_four_letters_agree() -> None:
    names = [("1", "Vonjy Inc"), *((f"{at}", f"Lantern Works {at} Inc") for at in range(2, 400))]
    assert "1" in {hit.id for hit in NameIndex.build(names).search(["万集"], 400)[0]}
