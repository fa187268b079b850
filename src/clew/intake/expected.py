"""Whether what arrives is of the kind that was expected, by its first bytes and by what the server calls it."""

import re
from collections.abc import Collection
from enum import StrEnum

from clew.errors import Fault, UnreadableFileError
from clew.intake.addresses import BY_HAND, shown

ENOUGH = 1024
"""First bytes by which a kind is told."""


class Kind(StrEnum):
    """What a published file can be.

    TEXT is CSV and its like, JSON also one record a line, ZIP also XLSX and ODS, OLE the old Excel format.
    """

    TEXT = "text"
    JSON = "json"
    XML = "xml"
    HTML = "html"
    ZIP = "zip"
    OLE = "ole"
    GZIP = "gzip"
    PDF = "pdf"


_WORDS = {
    Kind.TEXT: "text such as CSV",
    Kind.JSON: "JSON",
    Kind.XML: "XML",
    Kind.HTML: "a web page",
    Kind.ZIP: "a ZIP or XLSX file",
    Kind.OLE: "an old Excel file",
    Kind.GZIP: "a gzip file",
    Kind.PDF: "a PDF",
}

_LEAD = rb"(?:\xef\xbb\xbf)?\s*"
_REMARKS = rb"(?>(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*)"
_STARTS = (
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), Kind.ZIP),
    (re.compile(rb"\x1f\x8b"), Kind.GZIP),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Kind.OLE),
    (re.compile(rb"%PDF"), Kind.PDF),
    (re.compile(_LEAD + _REMARKS + rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL), Kind.HTML),
    (re.compile(_LEAD + rb"<[?!a-zA-Z]"), Kind.XML),
    (re.compile(_LEAD + rb"[\[{]\s*(?:[\"\[{\]}]|-?\d|true|false|null|$)"), Kind.JSON),
)
"""Literal list, tried in order."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""Marks of UTF-16: every other byte of what markup begins with is zero."""


def check_kind(url: str, start: bytes, content_type: str, expects: Collection[Kind]) -> None:
    """Refuse what is plainly of another kind than expected; a publisher's error page is the usual case.

    The bytes decide where they can. Nothing in the bytes proves plain text: there the server's own word "text/html" is believed too,
    because a short message of an error often comes without any mark of a page.

    Args:
        url: for the error.
        start: the first bytes, `ENOUGH` of them or all.
        content_type: the header, or "".
        expects: the kinds of which it should be one; none means that any will do.

    Raises:
        UnreadableFileError: it is of none of them.
    """
    found = kind_of_body(start)
    if found is Kind.TEXT and content_type.strip().lower().startswith(("text/html", "application/xhtml")):
        found = Kind.HTML
    if not expects or found in expects:
        return
    wanted = " or ".join(_WORDS[kind] for kind in Kind if kind in expects)
    what = f"the address answers with {'an unknown kind of file' if found is None else _WORDS[found]}, where {wanted} is expected"
    raise UnreadableFileError(Fault(what, f"Open the address in a browser: it may have moved, or ask for consent. {BY_HAND}", shown(url)))


def kind_of_body(start: bytes) -> Kind | None:
    """The kind, from the first bytes; what holds zeros and nothing that we know is of no kind, and all the rest is text."""
    wide = start.startswith(_WIDE)
    told = start[2:].replace(b"\x00", b"") if wide else start
    for mark, kind in _STARTS:
        if mark.match(told):
            return kind
    return None if b"\x00" in told else Kind.TEXT
