"""Ends of host names that are taken to be hosted in the PRC, and are therefore never fetched automatically."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, collect, read, section

_ENDING = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


class RefusedHost(Struct, frozen=True):
    """One end of host names: the host of that name, and all below it.

    Attributes:
        suffix: in lower case, as people write it, without a first dot.
        reason: why it counts as hosted in the PRC, as a part of a sentence.
    """

    suffix: str
    reason: str


def load_refused_hosts(place: Traversable = PACKS / "fetch" / "refused_hosts.toml") -> dict[str, str]:
    """The ends of host names in ASCII, as they are connected to, with the reason for each.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    where, faults = str(place), list[Fault]()
    hosts = collect(RefusedHost, section(read(place), "host", where, faults), where, faults)
    faults += (Fault(what, "Mend it.", where, column="suffix") for what in _odd([host.suffix for host in hosts]))
    faults += (Fault(f"“{host.suffix}” has no reason", "Say why.", where, column="reason") for host in hosts if not host.reason.strip())
    if faults:
        raise PackError(*faults)
    return {_ascii(host.suffix): host.reason for host in hosts}


def _odd(suffixes: Sequence[str]) -> Iterator[str]:
    """What stands twice, and what no host name ends in as we compare them."""
    yield from (f"“{suffix}” stands twice" for suffix, count in Counter(map(_ascii, suffixes)).items() if count > 1)
    for suffix in suffixes:
        if suffix != suffix.lower() or _ENDING.fullmatch(_ascii(suffix)) is None:
            yield f"“{suffix}” is not the end of a host name in lower case without a first dot"


def _ascii(suffix: str) -> str:
    """The suffix in punycode, or "" where that cannot be."""
    try:
        return suffix.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
