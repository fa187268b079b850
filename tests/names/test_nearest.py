from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.names.compiled import interpreted
from clew.names.gram_index import Found
from clew.names.nearest import put_in_order

NAMES, KEEP = 6, 3
OWNERS = np.array([0, 1, 2, 2, 3, 4, 4, 5], np.int32)
"""Eight keys of six names."""
ROWS = st.lists(st.tuples(st.integers(0, len(OWNERS) - 1), st.sampled_from([0.125, 0.5, 0.75])), max_size=KEEP)
ASKED = st.lists(st.tuples(st.integers(0, 2), ROWS), max_size=8)
Asked = list[tuple[int, list[tuple[int, float]]]]


def found(asked: Asked) -> Found:
    """What was found of each key that was asked for: the best first, filled up with nothing."""
    rows, cosines = np.full((len(asked), KEEP), -1, np.int32), np.zeros((len(asked), KEEP), np.float32)
    for at, (_, keys) in enumerate(asked):
        for place, (row, cosine) in enumerate(sorted(keys, key=lambda one: -one[1])):
            rows[at, place], cosines[at, place] = row, cosine
    return Found(rows, cosines)


def expected(asked: Asked, most: Sequence[int]) -> list[tuple[int, int, float, int]]:
    """The same by sorting: by place within a key, then by cosine, then by row; each name at its first place."""
    told: list[tuple[int, int, float, int]] = []
    for query, few in enumerate(most):
        rows = [
            (place, -cosine, int(OWNERS[row]))
            for owner, keys in asked
            for place, (row, cosine) in enumerate(sorted(keys, key=lambda one: -one[1]))
            if owner == query
        ]
        nearest: dict[int, float] = {}
        for _, cosine, name in sorted(rows):
            nearest.setdefault(name, -cosine)
        told += [(query, name, cosine, place) for place, (name, cosine) in enumerate(list(nearest.items())[:few])]
    return told


@given(ASKED, st.lists(st.integers(0, 5), min_size=3, max_size=3))
@settings(max_examples=60)
def test_what_is_first_by_any_key_stands_before_what_is_second_and_each_name_once(asked: Asked, most: list[int]) -> None:
    owners = np.array([owner for owner, _ in asked], np.int32)
    for plain in (False, True):
        if plain:
            with interpreted():
                near = put_in_order(found(asked), owners, OWNERS, NAMES, np.array(most))
        else:
            near = put_in_order(found(asked), owners, OWNERS, NAMES, np.array(most))
        assert list(zip(*(array.tolist() for array in near), strict=True)) == expected(asked, most)


def test_pairs_are_chosen_and_put_together() -> None:
    near = put_in_order(found([(0, [(0, 0.5), (1, 0.25)]), (1, [(4, 0.75)])]), np.array([0, 1], np.int32), OWNERS, NAMES, np.array([2, 2]))
    first = near.part(near.places < 1)
    assert (first.one.tolist(), first.other.tolist()) == ([0, 1], [0, 3])
    both = first.with_(near.part(near.places >= 1))
    assert (both.one.tolist(), both.other.tolist(), both.cosines.tolist(), both.places.tolist()) == (
        [0, 1, 0],
        [0, 3, 1],
        [0.5, 0.75, 0.25],
        [0, 0, 1],
    )
