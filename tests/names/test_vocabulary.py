from math import log

import pytest
from msgspec.structs import replace

from clew.names.words import shipped_words

COUNTED = replace(shipped_words(), counts={"limited": 99, "lantern": 0}, names=99)


@pytest.mark.parametrize(("word", "rarity"), [("limited", 0.0), ("lantern", log(100)), ("unheard", log(100))])
def test_a_word_in_every_name_tells_nothing_and_an_unheard_one_the_most(word: str, rarity: float) -> None:
    assert COUNTED.rarity(word) == pytest.approx(rarity)
