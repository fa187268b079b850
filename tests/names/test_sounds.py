from inspect import unwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.names.sounds import is_spelt, sounds_alike
from clew.names.words import shipped_words
from tests.company_names import letters

SYLLABLES = {word for word in shipped_words().syllables if set("aeiou") & set(word) and "v" not in word and word[0] not in "nm"}
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


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("changhong", True),
        ("songcheng", True),
        ("jinlei", True),
        ("zhuang", False),
        ("maxonic", False),
        ("smartwin", False),
        ("aoni", False),
    ],
)
def test_a_word_is_pinyin_if_it_is_two_syllables_or_more(word: str, *, told: bool) -> None:
    assert is_spelt(letters(word)) is unwrap(is_spelt)(letters(word)) is told


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=2, max_size=3).filter(lambda several: len("".join(several)) > 6))
def test_syllables_that_follow_each_other_are_pinyin(several: list[str]) -> None:
    assert is_spelt(letters("".join(several)))


@given(WORD)
def test_machine_code_tells_pinyin_as_python_does(word: str) -> None:
    assert is_spelt(letters(word)) == unwrap(is_spelt)(letters(word))
