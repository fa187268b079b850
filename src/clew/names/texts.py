"""Many texts in two arrays, so that a million of them lie in a file and are read where one is asked for."""

from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray


class Texts(Sequence[str]):
    """Texts, one after the other, as UTF-8.

    Attributes:
        data: the bytes of all of them; `ends`: text i has the bytes from ends[i] to ends[i + 1].
    """

    __slots__ = ("data", "ends")

    def __init__(self, data: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        """Take the arrays as they are."""
        self.data, self.ends = data, ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Put texts together."""
        parts = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.zeros(len(parts) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), out=ends[1:])
        return cls(np.frombuffer(b"".join(parts), np.uint8), ends)

    @classmethod
    def joined(cls, several: Sequence["Texts"]) -> "Texts":
        """Several collections as one, in their order."""
        return cls(
            np.concatenate([np.zeros(0, np.uint8), *(one.data for one in several)]),
            joined_bounds([one.ends for one in several]),
        )

    def __len__(self) -> int:
        """How many there are."""
        return len(self.ends) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        """One text, or several."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        return self.data[self.ends[place] : self.ends[place + 1]].tobytes().decode("utf-8", "surrogatepass")

    def picked(self, places: NDArray[np.int64]) -> list[str]:
        """The texts at some places, in a third of the time that asking for each takes."""
        data, begins, ends = self.data.data, self.ends[places].tolist(), self.ends[places + 1].tolist()
        return [str(data[begin:end], "utf-8", "surrogatepass") for begin, end in zip(begins, ends, strict=True)]


def joined_bounds(several: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Where things begin, with the end of the last, when what several such arrays speak of is put together."""
    found, total = [np.zeros(1, np.int64)], 0
    for bounds in several:
        found.append(bounds[1:] + total)
        total += int(bounds[-1])
    return np.concatenate(found)
