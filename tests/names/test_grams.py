import numpy as np
import pytest

from clew.names.grams import ALPHABET, BASE, END, LONGEST, PASSED, SPACE, Keys, counted, grams_of, inverted


def coded(*keys: str) -> Keys:
    codes: list[int] = []
    for key in keys:
        codes += [ALPHABET.index(letter) if letter in ALPHABET else SPACE if letter == " " else PASSED for letter in key] + [END]
    return grams_of(np.array(codes, np.uint8), len(keys))


def texts(keys: Keys) -> list[list[str]]:
    def text(gram: int) -> str:
        return "".join(ALPHABET[gram // BASE**place % BASE] for place in (3, 2, 1, 0))

    return [[text(int(gram)) for gram in keys.grams[start:end]] for start, end in zip(keys.starts[:-1], keys.starts[1:], strict=True)]


def test_a_key_has_the_grams_of_its_letters_and_of_the_beginnings_of_its_words() -> None:
    assert texts(coded("acme co")) == [["^acm", "acme", "cmec", "meco", "^co^", "eco^"]]


@pytest.mark.parametrize("key", ["hl growth", "growth hl", " growth  hl ", "growth, hl"])
def test_a_short_word_has_a_gram_of_its_own_wherever_it_stands(key: str) -> None:
    assert {"^hl^", "^gro", "grow", "rowt", "owth"} <= set(texts(coded(key))[0])


def test_a_gram_that_occurs_twice_is_there_once() -> None:
    assert texts(coded("papapapa")) == [["^pap", "papa", "apap", "apa^"]]


@pytest.mark.parametrize(
    ("key", "grams"), [("", []), (" ", []), ("新疆", []), ("x", ["^x^^"]), ("xy", ["^xy^"]), ("x y", ["^x^^", "^y^^", "^xy^"])]
)
def test_short_keys_have_few_grams_and_empty_ones_none(key: str, grams: list[str]) -> None:
    assert texts(coded(key)) == [grams]


def test_an_empty_key_takes_nothing_from_the_next() -> None:
    assert texts(coded("", "ab", "", "cd")) == [[], ["^ab^"], [], ["^cd^"]]


def test_a_key_of_any_length_is_read_to_its_limit() -> None:
    key = "".join(f"{number:05d}" for number in range(LONGEST))
    assert texts(coded(key)) == texts(coded(key[:LONGEST]))


def test_grams_are_ordered_as_their_texts() -> None:
    assert list(ALPHABET) == sorted(ALPHABET)


def test_postings_stand_by_gram_and_place() -> None:
    keys = coded("abab", "bab", "abc")
    offsets = counted(keys.grams)
    places = inverted(keys, np.array([2, 0, 1], np.int32), offsets)
    held = {gram: places[offsets[gram] : offsets[gram + 1]].tolist() for gram in np.unique(keys.grams)}
    told = {texts(Keys(np.array([0, 1]), np.array([gram], np.int32)))[0][0]: rows for gram, rows in held.items()}
    assert told == {"^aba": [1], "abab": [1], "bab^": [1, 2], "^bab": [2], "^abc": [0], "abc^": [0]}
