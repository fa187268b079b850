from itertools import pairwise
from string import ascii_lowercase, digits

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clew.names.alikeness import OTHER_BITS
from clew.names.coded import ACTIVITY, BRAND, CODES, FORM, PLACE, TELLS, rendered, spoken, text_arrays, units, words_of
from clew.names.parsing import parse_name
from clew.names.parts import Kind
from clew.names.words import shipped_words
from tests.company_names import NAMES

KNOWN = shipped_words()


def words(letters: np.ndarray[tuple[int], np.dtype[np.int32]], at: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[str]:
    return ["".join(map(chr, letters[start:end])) for start, end in pairwise(at.tolist())]


def test_every_kind_has_a_code_of_its_own_and_a_weight() -> None:
    assert sorted(CODES.values()) == list(range(len(Kind)))
    assert TELLS.keys() == CODES.keys() == set(Kind)


@given(st.lists(st.text(max_size=6)))
def test_words_are_put_together_and_found_again(texts: list[str]) -> None:
    assert words(*text_arrays(texts)) == texts


def test_a_latin_name_is_its_words_by_kind_and_by_what_they_tell() -> None:
    found = units([parse_name("Xinjiang Yulan Technologies Co., Ltd.", KNOWN)], KNOWN)
    assert words(found.letters, found.at) == ["xinjiang", "yulan", "technology", "limited"]
    assert found.kinds.tolist() == [PLACE, BRAND, ACTIVITY, FORM]
    assert found.weights[1] == pytest.approx(KNOWN.rarity("yulan"))
    assert found.weights[2] == pytest.approx(TELLS[Kind.ACTIVITY] * KNOWN.rarity("technology"))
    assert found.weights[3] == 0.0


def test_a_place_of_two_words_is_two_words() -> None:
    found = units([parse_name("Hong Kong Yulan", KNOWN)], KNOWN)
    assert found.kinds.tolist()[-1:] == [BRAND]
    assert set(found.kinds.tolist()[:-1]) == {PLACE}


def test_a_chinese_name_is_words_as_they_are_written_and_places_by_their_key() -> None:
    found = units([parse_name("新疆示例纺织有限公司", KNOWN)], KNOWN)
    assert words(found.letters, found.at) == ["xinjiang", "示例", "纺织", "limited"]


@given(st.lists(NAMES, max_size=5))
@example(["gmbh co"])
@settings(max_examples=60)
def test_every_name_has_its_words_and_every_word_its_letters(names: list[str]) -> None:
    parsed = [parse_name(name, KNOWN) for name in names]
    found = units(parsed, KNOWN)
    expected = [[word for part in name.parts for word in words_of(part, KNOWN)] for name in parsed]
    told = words(found.letters, found.at)
    assert [told[start:end] for start, end in zip(found.starts[:-1], found.starts[1:], strict=True)] == expected
    assert len(found.kinds) == len(found.weights) == len(found.masks) == len(told)
    assert [int(mask) for mask in found.masks] == [sum({bit(letter) for letter in word}) for word in told]


def bit(letter: str) -> int:
    """Letters and digits of ASCII have a bit each, marks of ASCII, as in the class of a legal form, none; others share the rest."""
    own = ascii_lowercase + digits
    if letter in own:
        return 1 << own.index(letter)
    return 0 if letter.isascii() else 1 << len(own) + ord(letter) % OTHER_BITS


def test_a_chinese_name_is_said_and_rendered() -> None:
    found = spoken([parse_name("新疆示例纺织有限公司", KNOWN)], KNOWN)
    assert words(found.letters, found.at) == ["xin", "jiang", "shi", "li", "fang", "zhi"]
    assert found.segments.tolist() == [0, 0, 1, 1, 2, 2]
    assert found.kinds.tolist() == [PLACE, BRAND, ACTIVITY]
    said = [words(found.renderings, found.ends)[at] for at in found.says]
    renderings = list(zip(said, found.bears.tolist(), found.shares.tolist(), strict=True))
    assert {("xinjiang", 0, 1.0), ("sinkiang", 0, 1.0), ("textile", 2, 1.0)} <= set(renderings)


@given(st.lists(NAMES, max_size=5))
@settings(max_examples=60)
def test_every_chinese_name_has_its_characters_its_parts_and_its_renderings(names: list[str]) -> None:
    parsed = [parse_name(name, KNOWN) for name in names]
    found = spoken(parsed, KNOWN)
    for at, name in enumerate(parsed):
        parts = [part for part in name.parts if part.kind is not Kind.FORM]
        segments = found.segments[found.starts[at] : found.starts[at + 1]].tolist()
        assert segments == [number for number, part in enumerate(parts) for _ in part.syllables or (part.text,)]
        assert found.firsts[at + 1] - found.firsts[at] == len(parts)
        bears = found.bears[found.lists[at] : found.lists[at + 1]]
        assert len(bears) == 0 or bears.max() < len(parts)
    assert ((found.shares > 0) & (found.shares <= 1)).all()
    assert len(found.weights) == found.firsts[-1]


def test_a_word_that_renders_many_names_is_there_once() -> None:
    found = spoken([parse_name(name, KNOWN) for name in ("新疆示例纺织有限公司", "新疆玉兰纺织有限公司")], KNOWN)
    told = words(found.renderings, found.ends)
    assert told.count("textile") == 1
    assert found.says.tolist().count(told.index("textile")) == 2


def test_a_rendering_of_two_words_says_half_by_each() -> None:
    place = parse_name("新疆示例", KNOWN).parts[0]
    assert rendered(place, KNOWN)["uyghur"] == 0.5
    assert rendered(place, KNOWN)["xinjiang"] == 1.0


def test_a_brand_is_rendered_by_the_words_of_which_it_is_made() -> None:
    brand = parse_name("示玉兰有限公司", KNOWN).parts[0]
    assert (brand.kind, brand.text) == (Kind.BRAND, "示玉兰")
    assert rendered(brand, KNOWN)["magnolia"] == pytest.approx(2 / 3)


def test_no_names_are_no_words() -> None:
    empty, silent = units([], KNOWN), spoken([], KNOWN)
    assert (empty.starts.tolist(), len(empty.letters), len(empty.masks)) == ([0], 0, 0)
    assert (silent.starts.tolist(), silent.lists.tolist()) == ([0], [0])
