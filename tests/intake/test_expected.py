"""Kinds told by first bytes, and a publisher's error page in place of a file."""

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import UnreadableFileError
from clew.intake.expected import ENOUGH, Kind, check_kind, kind_of_body

URL = "https://example.org/list"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"name,isin\nDaqo,KYG2623F1078\n", Kind.TEXT),
        ("名称;代码\n".encode("utf-16"), Kind.TEXT),
        ("名称,代码\n".encode("gb18030"), Kind.TEXT),
        (b"[Note],1\n", Kind.TEXT),
        (b"", Kind.TEXT),
        (b'\xef\xbb\xbf {"a": 1}', Kind.JSON),
        (b'[\n  {"a": 1}', Kind.JSON),
        (b"[", Kind.JSON),
        (b'<?xml version="1.0"?><list/>', Kind.XML),
        (b"\n<!-- a list --><sdnList>", Kind.XML),
        ('<?xml version="1.0"?><list/>'.encode("utf-16"), Kind.XML),
        (b"\xef\xbb\xbf\n<!doctype HTML>", Kind.HTML),
        (b'<?xml version="1.0"?>\n<!-- x --><!-- y -->\n<html xmlns="http://www.w3.org/1999/xhtml">', Kind.HTML),
        ("<html>".encode("utf-16"), Kind.HTML),
        (b"<htmlish/>", Kind.XML),
        (b"PK\x03\x04rest", Kind.ZIP),
        (gzip.compress(b"a,b", mtime=0), Kind.GZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
        (b"%PDF-1.7", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n\x00\x00", None),
    ],
)
def test_kinds(start: bytes, kind: Kind | None) -> None:
    assert kind_of_body(start) is kind


@given(st.binary(max_size=ENOUGH))
def test_any_bytes_are_of_some_kind_or_none(start: bytes) -> None:
    kind_of_body(start)


def test_no_beginning_takes_long() -> None:
    begun = time.perf_counter()
    kind_of_body((b"<!--a-->" * ENOUGH)[:ENOUGH])
    kind_of_body(b" " * ENOUGH)
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_expected_passes(kind: Kind) -> None:
    starts = {Kind.TEXT: b"a,b\n", Kind.JSON: b"{}", Kind.XML: b"<a/>", Kind.HTML: b"<html>", Kind.ZIP: b"PK\x03\x04", Kind.PDF: b"%PDF"}
    starts |= {Kind.OLE: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.GZIP: b"\x1f\x8b"}
    check_kind(URL, starts[kind], "application/octet-stream", [kind])
    check_kind(URL, starts[kind], "text/plain", [])


@pytest.mark.parametrize(
    ("start", "content_type", "expects", "what"),
    [
        (b"<html>", "text/csv", [Kind.TEXT], "a web page, where text such as CSV is expected"),
        (b"Service unavailable", "Text/HTML; charset=utf-8", [Kind.TEXT], "a web page, where text such as CSV is expected"),
        (b"a,b\n", "text/csv", [Kind.JSON, Kind.XML], "text such as CSV, where JSON or XML is expected"),
        (b"\x00\x01\x02", "", [Kind.TEXT], "an unknown kind of file, where"),
    ],
)
def test_another_kind_is_an_error_that_says_which(start: bytes, content_type: str, expects: list[Kind], what: str) -> None:
    with pytest.raises(UnreadableFileError, match=what) as caught:
        check_kind(URL, start, content_type, expects)
    assert caught.value.faults[0].file == URL
    assert "clew source add" in caught.value.faults[0].mend


def test_bytes_that_prove_their_kind_outweigh_the_header() -> None:
    check_kind(URL, b'{"a": 1}', "text/html", [Kind.JSON])
    check_kind(URL, b"PK\x03\x04", "text/html", [Kind.ZIP])
