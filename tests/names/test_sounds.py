from inspect import unwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.names.sounds import sounds_alike
from tests.company_names import letters

WORD = st.text("abghnoz新-", min_size=1, max_size=30)


@given(WORD, WORD)
def test_sound_is_the_same_both_ways_and_at_most_one(a: str, b: str) -> None:
    value = sounds_alike(letters(a), letters(b))
    assert value <= 1.0
    assert value == pytest.approx(sounds_alike(letters(b), letters(a)))


@given(WORD, WORD)
def test_machine_code_answers_as_python_does(a: str, b: str) -> None:
    assert sounds_alike(letters(a), letters(b)) == unwrap(sounds_alike)(letters(a), letters(b))


@given(WORD)
def test_a_word_sounds_like_itself(word: str) -> None:
    assert sounds_alike(letters(word), letters(word)) == 1.0


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", "narada"), ("narada", "")])
def test_silence_sounds_like_nothing(a: str, b: str) -> None:
    assert sounds_alike(letters(a), letters(b)) == 0.0


@pytest.mark.parametrize(
    ("coined", "near", "far"), [("talima", "dalima", "wofuge"), ("kungo", "gongo", "bisha"), ("fidelo", "feidele", "fangdong")]
)
def test_related_letters_are_nearer_than_others(coined: str, near: str, far: str) -> None:
    assert sounds_alike(letters(coined), letters(near)) > 0.75
    assert sounds_alike(letters(coined), letters(far)) < 0.5


def test_vowels_and_breath_cost_less_than_other_letters() -> None:
    added = {letter: sounds_alike(letters("tan"), letters(f"tan{letter}")) for letter in "aghk"}
    assert added["a"] == added["g"] == added["h"] > added["k"]
