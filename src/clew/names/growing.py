"""An array that grows piece by piece in its own place: the pieces need not be kept until all are there, and nothing is there twice."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Growing:
    """Pieces of one dtype, one after the other.

    Attributes:
        data: their bytes; `pattern`: an empty array of their dtype and shape; `last`: where the bounds that were added end.
    """

    __slots__ = ("data", "last", "pattern")

    def __init__(self, pattern: NDArray[Any]) -> None:
        """Begin with nothing of what `pattern` is."""
        self.data, self.pattern, self.last = bytearray(), pattern[:0], 0

    def add(self, piece: NDArray[Any]) -> None:
        """Add a piece."""
        self.data += piece.tobytes()

    def add_bounds(self, piece: NDArray[np.int64]) -> None:
        """Add a piece that says where things begin, with the end of the last: they follow those that are there."""
        self.add(piece[1 if self.data else 0 :] + self.last)
        self.last += int(piece[-1])

    def whole(self) -> NDArray[Any]:
        """All of them; nothing can be added any more as long as it is used."""
        return np.frombuffer(self.data, self.pattern.dtype).reshape((-1, *self.pattern.shape[1:]))
