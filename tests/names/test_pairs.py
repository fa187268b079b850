import random

import numpy as np
import pytest
from hypothesis import given, settings

from clew.names.comparison import compare
from clew.names.compiled import COMPILED, interpreted
from clew.names.pairs import SAME_FROM, VERDICTS, Scores, Verdict, compare_pairs, compare_rows, table_of, too_little
from clew.names.parsing import parse, parse_name
from clew.names.words import shipped_words
from tests.company_names import CHINESE, ENGLISH, PAIRS


def answers(pairs: list[tuple[str, str]]) -> Scores:
    return compare_pairs([left for left, _ in pairs], [right for _, right in pairs])


def equal(one: Scores, other: Scores) -> bool:
    return np.array_equal(one.score, other.score) and np.array_equal(one.codes, other.codes)


@given(PAIRS)
@settings(max_examples=60)
def test_any_two_names_have_a_probability_and_it_is_the_same_both_ways(pairs: list[tuple[str, str]]) -> None:
    found = answers(pairs)
    assert ((found.score >= 0) & (found.score <= 1)).all()
    assert equal(found, answers([(right, left) for left, right in pairs]))


@given(PAIRS)
@settings(max_examples=40)
def test_a_pair_is_judged_alike_whatever_stands_around_it(pairs: list[tuple[str, str]]) -> None:
    found = answers(pairs)
    back = answers([*reversed(pairs), *pairs])
    half = slice(len(pairs), None)
    assert equal(found, Scores(back.score[half], back.codes[half]))
    assert equal(found, Scores(back.score[: len(pairs)][::-1], back.codes[: len(pairs)][::-1]))


@given(PAIRS)
@settings(max_examples=25)
def test_many_pairs_are_judged_as_one_by_one(pairs: list[tuple[str, str]]) -> None:
    found = answers(pairs[:8])
    alone = [compare(left, right) for left, right in pairs[:8]]
    assert [(one.score, one.verdict) for one in alone] == list(zip(found.score.tolist(), found.verdict, strict=True))


@given(PAIRS)
@settings(max_examples=60)
def test_same_is_said_from_a_score_on_and_of_names_that_say_enough_alone(pairs: list[tuple[str, str]]) -> None:
    found = answers(pairs)
    little = [too_little(parse(left)) or too_little(parse(right)) for left, right in pairs]
    assert [verdict is Verdict.TOO_LITTLE for verdict in found.verdict] == little
    assert (found.score[little] == 0).all()
    assert all(score >= SAME_FROM for score, verdict in zip(found.score, found.verdict, strict=True) if verdict is Verdict.SAME)


def test_a_verdict_stands_for_each_code() -> None:
    assert Scores(np.zeros(5), np.arange(5, dtype=np.int8)).verdict == list(VERDICTS)


def test_no_pairs_have_no_scores() -> None:
    assert compare_pairs([], []).verdict == []


def test_names_without_a_partner_are_refused() -> None:
    with pytest.raises(ValueError, match="2 names stand against 1"):
        compare_pairs(["Amber", "Tern"], ["Amber"])


@pytest.mark.parametrize(
    "little", ["", "a", "Ltd", "Co., Ltd.", "有限公司", "Xinjiang", "新疆", "Xinjiang Co., Ltd.", "😀🏭", "3", "III", "\u202e"]
)
def test_a_name_that_says_too_little_is_compared_with_nothing(little: str) -> None:
    for other in (little, "Example Lanterns Ltd", "新疆示例纺织有限公司"):
        found = compare_pairs([little, other], [other, little])
        assert found.verdict == [Verdict.TOO_LITTLE] * 2


def test_rows_of_two_tables_are_compared_in_blocks_as_at_once() -> None:
    """More pairs than one block holds: they are shared among threads."""
    known, draw = shipped_words(), random.Random(3)  # noqa: S311 - the same names each time, no secret
    names = [" ".join(draw.choices(ENGLISH, k=4)) for _ in range(40)]
    table = table_of([parse_name(name, known) for name in names], known)
    one, other = (np.tile(rows.ravel(), 40) for rows in np.meshgrid(np.arange(40), np.arange(40)))
    assert len(one) > 50_000
    many, few = compare_rows(table, one, table, other), compare_rows(table, one[:1600], table, other[:1600])
    assert equal(many, Scores(np.tile(few.score, 40), np.tile(few.codes, 40)))


@pytest.mark.skipif(not COMPILED, reason="numba is not installed: there is nothing to compare with")
def test_machine_code_scores_as_python_does_to_the_last_bit() -> None:
    """So that a pair has one score, be it one of few, which plain Python compares, or of many."""
    known, draw = shipped_words(), random.Random(7)  # noqa: S311 - the same names each time, no secret
    latin = [" ".join(draw.choices(ENGLISH, k=draw.randint(0, 7))) for _ in range(90)]
    han = ["".join(draw.choices(CHINESE, k=draw.randint(0, 6))) for _ in range(90)]
    table = table_of([parse_name(name, known) for name in (*latin, *han)], known)
    one, other = np.arange(540) % 180, np.arange(540) * 7 % 180
    machine = compare_rows(table, one, table, other)
    with interpreted():
        assert equal(machine, compare_rows(table, one, table, other))
    assert len(set(machine.codes.tolist())) >= 4


@pytest.mark.parametrize("count", [3, 250])
def test_a_pair_has_one_score_among_few_and_among_many(count: int) -> None:
    pair = ("Amber Tern Solar Ltd", "Amber Tern Soler (Group) Ltd")
    assert set(answers([pair] * count).score.tolist()) == {compare(*pair).score}


def test_names_that_differ_by_a_space_alone_are_possibly_the_same_and_the_reason_says_so() -> None:
    found = compare("PetroLantern Company Limited", "Petro Lantern Co Ltd")
    assert found.score >= 0.9
    assert found.verdict in {Verdict.POSSIBLE, Verdict.SAME}
    told = compare("PetroChina Company Limited", "Petro China Co Ltd")
    assert (told.score, told.verdict) == (0.9, Verdict.POSSIBLE)
    assert told.why == "The names have the same letters, with other spaces between them."
    assert compare("Sinochina Ltd", "Sino China Ltd").verdict is Verdict.TOO_LITTLE
    assert compare("Fund 11 Ltd", "Fund 1 1 Ltd").score < 0.9


def test_chinese_names_that_differ_by_their_legal_form_alone_are_possibly_the_same() -> None:
    found = compare_pairs(["新疆玉兰纺织有限公司"], ["新疆玉兰纺织股份有限公司"])
    assert found.score[0] >= 0.9
    assert found.verdict[0] is Verdict.POSSIBLE
