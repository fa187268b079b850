"""How addresses are fetched, within which limits, and what comes of it."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from clew.intake.replies import Validators
from clew.values.secret import NO_SECRET, Secret

Progress = Callable[[int, int | None], object]
"""Is told how many bytes are there, and how many there will be, if that is known."""


class Limits(Struct, frozen=True):
    """What a fetch may take.

    Attributes:
        most_bytes: of the file, unpacked.
        connect_seconds: for a connection.
        read_seconds: without a single byte.
        total_seconds: for everything, waits and retries included.
        slowest_bytes: a second, on an average over `slow_seconds`; what is slower is cut off.
        slow_seconds: over which the speed is measured.
        attempts: how often a passing trouble is met.
        first_wait: seconds before the second attempt; each further wait is twice as long.
        longest_wait: seconds, whatever the server asks for.
    """

    most_bytes: int = 2 * 1024**3
    connect_seconds: float = 20.0
    read_seconds: float = 60.0
    total_seconds: float = 3600.0
    slowest_bytes: int = 1024
    slow_seconds: float = 30.0
    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 120.0


class Manner(Struct, frozen=True):
    """How this installation fetches.

    Attributes:
        refused: ends of host names that are not fetched, with reasons, from `clew.pack.fetching.load_refused_hosts`.
        limits: what it may take.
        proxy: the address of an HTTP proxy, or "".
        sleep: waits for so many seconds.
        clock: seconds since some moment.
    """

    refused: Mapping[str, str]
    limits: Limits = Limits()
    proxy: Secret = NO_SECRET
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.monotonic


class Fetched(Struct, frozen=True):
    """A file that was fetched, or that is still the one known.

    Attributes:
        path: where it is; nothing was written there when it is unchanged.
        sha256: of the file; "" when it is unchanged.
        size: in bytes; 0 when it is unchanged.
        url: where it was found, after all redirects.
        validators: what to ask with next time.
        content_type: as the server calls it, or "".
        unchanged: the server says that the known version is the newest.
    """

    path: Path
    sha256: str
    size: int
    url: str
    validators: Validators
    content_type: str
    unchanged: bool
