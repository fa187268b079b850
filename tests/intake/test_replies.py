"""Headers as servers write them."""

import pytest

from clew.intake.replies import Validators, is_continuation, resume_condition, retry_after, validators_of, whole_size

OLD = "Mon, 02 Nov 2026 10:00:00 GMT"
NOW = "Mon, 02 Nov 2026 10:01:00 GMT"


def test_conditions_are_what_the_server_said() -> None:
    assert Validators('"v1"', OLD).conditions() == {"If-None-Match": '"v1"', "If-Modified-Since": OLD}
    assert Validators().conditions() == {}
    assert Validators('"a\r\nCookie: x"', "Möntag").conditions() == {}
    assert validators_of({"etag": 'W/"a"'}) == Validators('W/"a"')


@pytest.mark.parametrize(
    ("headers", "condition"),
    [
        ({"etag": '"v1"', "last-modified": OLD, "date": NOW}, '"v1"'),
        ({"etag": 'W/"v1"', "last-modified": OLD, "date": NOW}, OLD),
        ({"etag": 'W/"v1"'}, ""),
        ({"etag": '"ä"'}, ""),
        ({"last-modified": OLD, "date": OLD}, ""),
        ({"last-modified": OLD}, ""),
        ({"last-modified": "long ago", "date": NOW}, ""),
        ({"last-modified": NOW, "date": OLD}, ""),
        ({}, ""),
    ],
)
def test_only_what_tells_versions_apart_byte_by_byte_is_gone_on_with(headers: dict[str, str], condition: str) -> None:
    assert resume_condition(headers) == condition


@pytest.mark.parametrize(
    ("headers", "condition", "fits"),
    [
        ({"content-range": "bytes 10-19/20"}, '"v1"', True),
        ({"content-range": "bytes 10-19/*", "etag": '"v1"'}, '"v1"', True),
        ({"content-range": "bytes 10-19/20", "etag": '"v2"'}, '"v1"', False),
        ({"content-range": "bytes 10-19/20", "etag": '"v2"', "last-modified": OLD}, OLD, True),
        ({"content-range": "bytes 10-19/20", "last-modified": NOW}, OLD, False),
        ({"content-range": "bytes 0-19/20"}, '"v1"', False),
        ({"content-range": "bytes 10-9/20"}, '"v1"', False),
        ({"content-range": "bytes */20"}, '"v1"', False),
        ({"content-range": "bytes ١٠-١٩/٢٠"}, '"v1"', False),
        ({}, '"v1"', False),
    ],
)
def test_a_continuation_begins_where_the_bytes_end_and_is_of_their_version(headers: dict[str, str], condition: str, *, fits: bool) -> None:
    assert is_continuation(headers, condition, 10) is fits


@pytest.mark.parametrize(
    ("headers", "size"),
    [
        ({"content-length": "20"}, 20),
        ({"content-length": "10", "content-range": "bytes 10-19/20"}, 20),
        ({"content-length": "10", "content-range": "bytes 10-19/*"}, None),
        ({"content-length": "-1"}, None),
        ({"content-length": "٢"}, None),
        ({"content-length": "9" * 5000}, None),
        ({}, None),
    ],
)
def test_the_whole_size_is_that_of_the_file(headers: dict[str, str], size: int | None) -> None:
    assert whole_size(headers) == size


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": " 120 "}, 120.0),
        ({"retry-after": NOW, "date": OLD}, 60.0),
        ({"retry-after": OLD, "date": NOW}, 0.0),
        ({"retry-after": "Mon, 02 Nov 2026 10:01:00 -0000", "date": OLD}, 60.0),
        ({"retry-after": NOW}, None),
        ({"retry-after": "soon", "date": OLD}, None),
        ({"retry-after": "-5", "date": OLD}, None),
        ({"retry-after": "Mon, 99 Nov 99999999999 10:01:00 GMT", "date": OLD}, None),
        ({}, None),
    ],
)
def test_when_to_come_back(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds
