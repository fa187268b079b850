"""How bytes arrive: too slowly, packed or damaged; and what of that may pass."""

from collections.abc import Iterator

from clew.intake.inflating import BrokenGzipError, inflated
from clew.intake.manner import Manner


class Passing(Exception):  # noqa: N818 - not an error yet: the next attempt may end well
    """A trouble that may pass.

    Attributes:
        what: as in `Fault.what`.
        wait: seconds that the server asks to wait, or None.
    """

    def __init__(self, what: str, wait: float | None = None) -> None:
        """Take what happened."""
        super().__init__(what)
        self.what = what
        self.wait = wait


class Anew(Exception):  # noqa: N818 - as Passing
    """What is here does not fit what the server has; the next request asks for the whole, at once."""


class Pace:
    """How fast the bytes come."""

    def __init__(self, manner: Manner, size: int) -> None:
        """Begin to measure, where `size` bytes are there."""
        self._limits, self._clock = manner.limits, manner.clock
        self._since, self._size = self._clock(), size

    def check(self, size: int) -> None:
        """Count those that are there now.

        Raises:
            Passing: they have come too slowly for too long; a server that sends a byte now and then would hold us for ever.
        """
        now = self._clock()
        if now - self._since < self._limits.slow_seconds:
            return
        if size - self._size < (now - self._since) * self._limits.slowest_bytes:
            raise Passing(f"the server sends less than {self._limits.slowest_bytes} bytes a second")
        self._since, self._size = now, size


def unpacked(raw: Iterator[bytes]) -> Iterator[bytes]:
    """What gzip packed, at most a megabyte at a time: a few packed bytes may hold any number of zeros.

    Raises:
        Passing: it is damaged, or not all there.
    """
    try:
        yield from inflated(raw)
    except BrokenGzipError as error:
        raise Passing("the packed file broke off" if error.cut_off else "the file arrives damaged") from error
