from collections.abc import Callable
from functools import reduce
from inspect import unwrap
from itertools import product
from operator import or_

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.names.alikeness import CONTRACTED, CUT, CUT_SHORT, LONGEST_WORD, alike, bit_of, bits, contraction, may_be_alike, number, osa
from clew.names.coded import masks_of, text_arrays
from tests.company_names import letters

WORD = st.text("abnt", min_size=1, max_size=9)
LATIN_OR_HAN = st.one_of(st.text("abe1", max_size=14), st.text("新疆示例纺织玉兰", max_size=5), st.text(max_size=60))


def reference(a: str, b: str) -> int:
    """Optimal string alignment by its definition (Damerau 1964, without a second edit of what was exchanged), all rows kept."""
    cost = {(i, j): max(i, j) for i, j in product(range(len(a) + 1), range(len(b) + 1)) if not i * j}
    for i, j in product(range(1, len(a) + 1), range(1, len(b) + 1)):
        cost[i, j] = min(cost[i - 1, j] + 1, cost[i, j - 1] + 1, cost[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
        if i > 1 and j > 1 and a[i - 2 : i] == b[j - 1] + b[j - 2]:
            cost[i, j] = min(cost[i, j], cost[i - 2, j - 2] + 1)
    return cost[len(a), len(b)]


@given(WORD, WORD, st.integers(0, 10))
def test_edits_are_counted_as_the_definition_has_it_and_no_further_than_asked(a: str, b: str, most: int) -> None:
    found, true = osa(letters(a), letters(b), most), reference(a, b)
    assert found == true if true <= most else found > most


@given(LATIN_OR_HAN, LATIN_OR_HAN)
def test_alikeness_is_between_nothing_and_one_and_the_same_both_ways(a: str, b: str) -> None:
    value = alike(letters(a), letters(b))
    assert 0.0 <= value <= 1.0
    assert value == alike(letters(b), letters(a))
    assert (value == 1.0) == (a == b)


@pytest.mark.parametrize("kernel", [alike, osa, contraction, number])
@given(a=st.text("abce", max_size=12), b=st.text("abce", max_size=12))
def test_machine_code_answers_as_python_does(kernel: Callable[..., object], a: str, b: str) -> None:
    words = {alike: (a, b), osa: (a, b), contraction: (a, b), number: (a,)}[kernel]
    more = (2,) if kernel is osa else ()
    assert kernel(*map(letters, words), *more) == unwrap(kernel)(*map(letters, words), *more)


@pytest.mark.parametrize(
    ("a", "b", "value"),
    [
        ("lantern", "lantern", 1.0),
        ("lantern", "lanterm", 1 - 1 / 7),
        ("lantern", "lantren", 1 - 1 / 7),
        ("lantern", "lanterns", CUT),
        ("techn", "technology", CUT),
        ("tec", "technology", CUT_SHORT),
        ("mfg", "manufacturing", CONTRACTED),
        ("intl", "international", CONTRACTED),
        ("纺织", "纺织品", CUT),
        ("玉兰花", "玉兰草", 1 - 1.2 / 3),
    ],
)
def test_slips_cut_ends_and_contractions_are_worth_something(a: str, b: str, value: float) -> None:
    assert alike(letters(a), letters(b)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        *(("co", "com"), ("a", "b"), ("", "a"), ("2019", "2018"), ("f333", "l333"), ("3000", "300"), ("amber", "birch"), ("iii", "iv")),
        *(("玉", "玉兰"), ("xinjiang", "zhejiang"), ("tern", "fort"), ("amber", "aztec"), ("新疆", "xinjiang")),
    ],
)
def test_two_words_are_two_words(a: str, b: str) -> None:
    assert alike(letters(a), letters(b)) == 0.0


def test_a_word_too_long_is_the_same_or_is_not() -> None:
    long = "ab" * LONGEST_WORD
    assert alike(letters(long), letters(long)) == 1.0
    assert alike(letters(long), letters(long[:-1])) == 0.0


@given(st.text("0123456789abc", min_size=1, max_size=8))
def test_a_word_of_more_digits_than_letters_is_a_number(word: str) -> None:
    assert number(letters(word)) == (2 * sum(letter.isdigit() for letter in word) > len(word))


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        *(("mfg", "manufacturing", True), ("bldg", "building", True), ("mfr", "manufacturing", False), ("mg", "manufacturing", False)),
        *(("lntr", "lantr", False), ("dept", "department", True), ("dtpt", "department", False)),
    ],
)
def test_a_contraction_has_both_ends_and_letters_in_order(short: str, long: str, *, expected: bool) -> None:
    assert contraction(letters(short), letters(long)) is expected


@given(WORD, WORD)
@settings(max_examples=500)
def test_words_that_are_alike_are_never_ruled_out_by_their_letters(a: str, b: str) -> None:
    if alike(letters(a), letters(b)) > 0:
        one, other = (int(mask) for mask in masks_of(*text_arrays([a, b])))
        short, long = sorted((len(a), len(b)))
        assert may_be_alike(one, other, short, long, a[0] == b[0])


@pytest.mark.parametrize("mask", [0, 1, 0b1011, (1 << 62) - 1, 1 << 61, 0x2AAAAAAAAAAAAAAA])
def test_the_bits_of_a_mask_are_counted(mask: int) -> None:
    assert bits(mask) == mask.bit_count()


@given(st.text(min_size=1, max_size=60))
def test_the_letters_of_a_word_as_bits_are_the_same_whether_taken_one_by_one_or_of_many_words(word: str) -> None:
    (mask,) = masks_of(*text_arrays([word]))
    assert reduce(or_, (bit_of(ord(letter)) for letter in word)) == mask
