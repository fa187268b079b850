"""What the head of a reply says, as far as a fetch depends on it; no header is trusted to be well formed."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.ASCII)
_COUNT = re.compile(r"\d{1,18}", re.ASCII)
_SETTLED_SECONDS = 60.0
"""A time of change tells versions apart only when it is this old: within it, the file may have changed twice (RFC 9110, 8.8.2.2)."""


class Validators(Struct, frozen=True):
    """What a server said of a version of a file, by which it tells whether that is still the newest; "" where it said nothing.

    Attributes:
        etag: the `ETag`, with its quotation marks.
        last_modified: the `Last-Modified`, as it was written.
    """

    etag: str = ""
    last_modified: str = ""

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the file only if it is not this version; what cannot be sent as a header is left out."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value and value.isascii() and value.isprintable()}


def validators_of(headers: Mapping[str, str]) -> Validators:
    """What a reply says of the version that it holds."""
    return Validators(headers.get("etag", ""), headers.get("last-modified", ""))


def resume_condition(headers: Mapping[str, str]) -> str:
    """What to send as `If-Range` to go on with this very version; "" where nothing tells it apart byte by byte.

    A weak ETag (W/"…") promises the same meaning, not the same bytes.
    """
    said = validators_of(headers)
    if said.etag.startswith('"') and said.etag.isascii() and said.etag.isprintable():
        return said.etag
    changed, now = _moment(said.last_modified), _moment(headers.get("date", ""))
    if changed is not None and now is not None and (now - changed).total_seconds() >= _SETTLED_SECONDS:
        return said.last_modified
    return ""


def is_continuation(headers: Mapping[str, str], condition: str, size: int) -> bool:
    """Whether a reply of status 206 goes on where `size` bytes of the version of `condition` end."""
    found = _RANGE.fullmatch(headers.get("content-range", ""))
    if found is None or int(found[1]) != size or int(found[2]) < size:
        return False
    said = validators_of(headers)
    named = said.etag if condition.startswith('"') else said.last_modified
    return named in {"", condition}


def whole_size(headers: Mapping[str, str]) -> int | None:
    """How many bytes the whole file has, or None where the reply does not say."""
    if "content-range" in headers:
        found = _RANGE.fullmatch(headers["content-range"])
        return None if found is None or found[3] == "*" else int(found[3])
    length = headers.get("content-length", "")
    return int(length) if _COUNT.fullmatch(length) else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """How many seconds the server asks to wait, or None.

    A date is measured from the reply's own: the clock of this machine may differ from the server's.
    """
    value = headers.get("retry-after", "").strip()
    if _COUNT.fullmatch(value):
        return float(value)
    until, now = _moment(value), _moment(headers.get("date", ""))
    return None if until is None or now is None else max(0.0, (until - now).total_seconds())


def _moment(text: str) -> datetime | None:
    """An HTTP date; one without a zone is in UTC, as all of them should be."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
