from math import log

import pytest
from msgspec.structs import replace

from clew.names.words import shipped_words

COUNTED = replace(shipped_words(), counts={"limited": 99, "lantern": 0}, names=99)


@pytest.mark.parametrize(("word", "rarity"), [("limited", 0.0), ("lantern", log(100)), ("unheard", log(100))])
def test_a_word_in_every_name_tells_nothing_and_an_unheard_one_the_most(word: str, rarity: float) -> None:
    assert COUNTED.rarity(word) == pytest.approx(rarity)


def test_words_counted_among_names_tell_less_and_the_others_more() -> None:
    known = shipped_words()
    counted = known.counting({"lantern": 50, "zyx": 1}, 50)
    assert counted.names == known.names + 50
    assert counted.rarity("lantern") < known.rarity("lantern")
    assert counted.rarity("unheard") > known.rarity("unheard")
    assert counted.counts["zyx"] == known.counts.get("zyx", 0) + 1


def test_counting_no_names_changes_nothing() -> None:
    assert shipped_words().counting({}, 0) == shipped_words()
