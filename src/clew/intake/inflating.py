"""What gzip packed, in streams: the one place that knows its members, its padding and its end."""

import zlib
from collections.abc import Iterable, Iterator

PIECE = 1024 * 1024
"""Bytes that are given at a time, at most: a few packed bytes may hold any number of zeros."""
_GZIP = 16 + zlib.MAX_WBITS


class BrokenGzipError(Exception):
    """A gzip stream is damaged, or, with `cut_off`, ends before its end; whoever knows the file says what to do."""

    def __init__(self, *, cut_off: bool) -> None:
        """Say which of the two it is."""
        super().__init__("cut off" if cut_off else "damaged")
        self.cut_off = cut_off


def inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    """The content of a gzip stream, its members one after another.

    Raises:
        BrokenGzipError: it is damaged, or not all there.
    """
    inflate = zlib.decompressobj(_GZIP)
    try:
        for chunk in packed:
            rest = chunk
            while rest:
                if inflate.eof:
                    rest = rest.lstrip(b"\0")  # blocks of a tape, or of an upload, are filled up with NUL bytes
                    if not rest:
                        break
                    inflate = zlib.decompressobj(_GZIP)
                yield inflate.decompress(rest, PIECE)
                rest = inflate.unconsumed_tail or inflate.unused_data
        while piece := inflate.decompress(b"", PIECE):  # what did not fit into the last piece
            yield piece
    except zlib.error as error:
        raise BrokenGzipError(cut_off=False) from error
    if not inflate.eof:
        raise BrokenGzipError(cut_off=True)
