"""Where a connection leads is judged by its other end; the names that led there may say anything."""

from collections.abc import Callable

import pytest
from msgspec import Struct, field

from clew.errors import RefusedError
from clew.intake.addresses import read_address
from clew.intake.line import Line


class Stream(Struct):
    """What the library tells of a connection."""

    peer: Callable[[], tuple[str, int]]
    shut: list[int] = field(default_factory=list)
    closed: bool = False

    def get_extra_info(self, info: str) -> object:
        return self if info == "socket" else self.peer()

    def shutdown(self, how: int) -> None:
        self.shut.append(how)

    def close(self) -> None:
        self.closed = True


def connect(line: Line, host: str) -> Stream:
    stream = Stream(lambda: (host, 443))
    line.trace("connection.connect_tcp.started", {})
    line.trace("connection.connect_tcp.complete", {"return_value": stream})
    return stream


def test_a_public_name_that_leads_inside_is_refused_after_the_first_connection() -> None:
    line = Line(read_address("https://example.org/"), direct=True)
    assert not connect(line, "1.1.1.1").closed
    stream = Stream(lambda: ("10.0.0.1", 443))
    with pytest.raises(RefusedError, match=r"leads into a private network, to 10\.0\.0\.1"):
        line.trace("connection.connect_tcp.complete", {"return_value": stream})
    assert stream.closed


def test_a_name_of_the_readers_own_network_may_lead_on_there() -> None:
    line = Line(read_address("https://lists.example.org/"), direct=True)
    connect(line, "10.0.0.1")
    assert line.inside
    assert not connect(line, "10.0.0.2").closed


def test_behind_a_proxy_the_other_end_says_nothing() -> None:
    line = Line(read_address("https://example.org/"), direct=False)
    assert not connect(line, "10.0.0.1").closed
    assert not line.inside


def test_a_connection_that_is_lost_already_is_left_to_the_library() -> None:
    def lost() -> tuple[str, int]:
        raise OSError

    Line(read_address("https://example.org/"), direct=True).trace("connection.connect_tcp.complete", {"return_value": Stream(lost)})


def test_whatever_connection_there_is_is_cut_when_the_time_is_up() -> None:
    line = Line(read_address("https://example.org/"), direct=True)
    first = connect(line, "1.1.1.1")
    with line.limited(0.0):
        while not first.shut:
            pass
    assert line.late
    assert connect(line, "1.1.1.1").shut


def test_nothing_is_cut_before() -> None:
    line = Line(read_address("https://example.org/"), direct=True)
    with line.limited(60.0):
        stream = connect(line, "1.1.1.1")
    assert (line.late, stream.shut) == (False, [])
