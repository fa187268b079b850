import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clew.names.evaluation import at_line, best_line

SCORES, TRUTH = np.array([0.9, 0.8, 0.7, 0.2]), np.array([True, False, True, False])
PAIRS = st.lists(st.tuples(st.sampled_from([0.0, 0.25, 0.5, 0.5000001, 0.9, 1.0]), st.booleans()), min_size=1, max_size=30)


def test_a_line_is_measured_by_what_reaches_it() -> None:
    told = at_line(SCORES, TRUTH, 0.75)
    assert (told.precision, told.recall, told.f1) == (0.5, 0.5, 0.5)
    assert at_line(SCORES, TRUTH, 0.7).recall == 1.0


def test_pairs_of_one_score_are_called_together() -> None:
    told = best_line(np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False]))
    assert told is not None
    assert (told.line, told.precision, told.recall) == (0.5, 2 / 3, 1.0)


def test_nothing_is_measured_of_nothing() -> None:
    nothing = np.zeros(0), np.zeros(0, np.bool_)
    assert at_line(*nothing, 0.5)[1:] == (0.0, 0.0, 0.0)
    assert best_line(*nothing) is None


@given(PAIRS)
def test_no_line_is_better_than_the_best_and_of_equal_ones_it_is_the_highest(pairs: list[tuple[float, bool]]) -> None:
    scores, truth = np.array([score for score, _ in pairs]), np.array([same for _, same in pairs])
    best = best_line(scores, truth)
    assert best is not None
    every = [at_line(scores, truth, line) for line in sorted(set(scores.tolist()))]
    assert best.f1 == max(one.f1 for one in every)
    assert best.line == max(one.line for one in every if one.f1 == best.f1)
