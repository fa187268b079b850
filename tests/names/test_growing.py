import numpy as np

from clew.names.growing import Growing
from clew.names.texts import joined_bounds


def test_pieces_stand_one_after_the_other_in_their_dtype_and_shape() -> None:
    pieces = [np.arange(6, dtype=np.int16).reshape(3, 2), np.zeros((0, 2), np.int16), np.full((1, 2), 7, np.int16)]
    growing = Growing(pieces[0])
    for piece in pieces:
        growing.add(piece)
    whole = growing.whole()
    assert whole.dtype == np.int16
    assert np.array_equal(whole, np.concatenate(pieces))
    assert whole.flags.writeable


def test_bounds_follow_those_that_are_there() -> None:
    several = [np.array([0, 2, 5]), np.array([0]), np.array([0, 3])]
    growing = Growing(several[0])
    for bounds in several:
        growing.add_bounds(bounds)
    assert growing.whole().tolist() == joined_bounds(several).tolist() == [0, 2, 5, 8]


def test_nothing_added_is_an_empty_array() -> None:
    assert Growing(np.zeros(3, np.float32)).whole().tolist() == []
