"""Gzip in streams: the whole content comes out, however it is packed and however it arrives, or one fault says what is wrong."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.intake.inflating import PIECE, BrokenGzipError, inflated


def cut(packed: bytes, size: int) -> list[bytes]:
    return [packed[at : at + size] for at in range(0, len(packed), size)]


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.integers(1, 50))
def test_members_come_out_one_after_another_in_whatever_chunks_they_arrive(members: list[bytes], size: int) -> None:
    packed = b"".join(gzip.compress(member, mtime=0) for member in members)
    assert b"".join(inflated(cut(packed, size))) == b"".join(members)


@pytest.mark.parametrize("more", [0, 1, 17])
def test_what_does_not_fit_into_a_piece_is_not_lost(more: int) -> None:
    pieces = list(inflated([gzip.compress(b"a" * (3 * PIECE + more), mtime=0)]))
    assert sum(map(len, pieces)) == 3 * PIECE + more
    assert max(map(len, pieces)) <= PIECE


def test_a_tapes_padding_is_no_member() -> None:
    assert b"".join(inflated([gzip.compress(b"a,b", mtime=0) + b"\0" * 600])) == b"a,b"


@pytest.mark.parametrize(("packed", "cut_off"), [(gzip.compress(b"a" * 1000, mtime=0)[:-4], True), (b"\x1f\x8b" + b"\xff" * 30, False)])
def test_what_is_wrong_is_told(packed: bytes, *, cut_off: bool) -> None:
    with pytest.raises(BrokenGzipError) as caught:
        list(inflated([packed]))
    assert caught.value.cut_off is cut_off
