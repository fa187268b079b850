"""A server on this machine that answers as it is told, wrongly too: broken off, endless, changed meanwhile, a byte at a time."""

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import ClassVar

from msgspec import Struct, field


class Asked(Struct, frozen=True):
    """One request: its target as it was written, and its headers by lower-case name."""

    target: str
    headers: Mapping[str, str]


class Server(Struct):
    """What the server is told, and what it was asked.

    Attributes:
        url: its address, without a final slash.
        replies: for each target, how to answer the first request, the second, and so on; the last one stays.
        asked: every request, in order.
        ended: set when the test is over, for replies that wait.
    """

    url: str
    replies: Mapping[str, Sequence["Reply"]]
    asked: list[Asked] = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    def count(self, target: str) -> int:
        return sum(asked.target == target for asked in self.asked)


class Handler(BaseHTTPRequestHandler):
    """Answers with the reply whose turn it is."""

    protocol_version = "HTTP/1.1"
    timeout: ClassVar[float | None] = 10.0
    told: Server

    def do_GET(self) -> None:
        self.told.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
        replies = self.told.replies.get(self.path, [status(404)])
        replies[min(self.told.count(self.path), len(replies)) - 1](self)

    def head(self, code: int, headers: Mapping[str, str]) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the parent's parameter
        """Say nothing."""


class _Quiet(ThreadingHTTPServer):
    """A client that hangs up is the point of many tests."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


Reply = Callable[[Handler], None]


@contextmanager
def serving(replies: Mapping[str, Sequence[Reply]]) -> Iterator[Server]:
    """A server on a free port, as long as the block lasts."""

    class Told(Handler):
        pass

    listening = _Quiet(("127.0.0.1", 0), Told)
    Told.told = server = Server(f"http://127.0.0.1:{listening.server_address[1]}", replies)
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        listening.shutdown()
        thread.join()
        listening.server_close()


def whole(body: bytes, **headers: str) -> Reply:
    """The body, as it should be; `content_type` is the header Content-Type, and so on."""

    def reply(handler: Handler) -> None:
        handler.head(200, {"Content-Length": str(len(body)), **_named(headers)})
        handler.wfile.write(body)

    return reply


def status(code: int, **headers: str) -> Reply:
    """A status with nothing else."""
    return lambda handler: handler.head(code, {"Content-Length": "0", **_named(headers)})


def redirect(location: str, code: int = 302) -> Reply:
    return status(code, location=location)


def broken(body: bytes, stop: int, length: int | None = None, **headers: str) -> Reply:
    """The first `stop` bytes of a body that is said to be whole, then the line goes dead; `length` is what is said of it."""

    def reply(handler: Handler) -> None:
        handler.head(200, {"Content-Length": str(len(body) if length is None else length), **_named(headers)})
        handler.wfile.write(body[:stop])
        handler.close_connection = True

    return reply


def ranged(body: bytes, etag: str, stop: int | None = None, **headers: str) -> Reply:
    """The body of a server that goes on where it is asked to, if the version is still this one; with `stop`, it breaks off there."""

    def reply(handler: Handler) -> None:
        start = handler.headers.get("Range", "").removeprefix("bytes=").removesuffix("-")
        common = {"ETag": etag, **_named(headers)}
        if handler.headers.get("If-None-Match") == etag:
            handler.head(304, common)
            return
        first = int(start) if start and handler.headers.get("If-Range") == etag else 0
        part = {"Content-Range": f"bytes {first}-{len(body) - 1}/{len(body)}"} if first else {}
        handler.head(206 if first else 200, {"Content-Length": str(len(body) - first), **part, **common})
        handler.wfile.write(body[first:stop])
        handler.close_connection = stop is not None

    return reply


def part(code: int, body: bytes, content_range: str, **headers: str) -> Reply:
    """Some bytes with a Content-Range, whatever was asked for."""

    def reply(handler: Handler) -> None:
        handler.head(code, {"Content-Length": str(len(body)), "Content-Range": content_range, **_named(headers)})
        handler.wfile.write(body)

    return reply


def dripping(byte: bytes, pause: float, *, length: int | None = None) -> Reply:
    """A byte now and then, for ever; without a length the body ends with the connection."""

    def reply(handler: Handler) -> None:
        handler.head(200, {"Connection": "close"} if length is None else {"Content-Length": str(length)})
        while not handler.told.ended.wait(pause):
            handler.wfile.write(byte)
            handler.wfile.flush()

    return reply


def dripping_head(pause: float) -> Reply:
    """Headers that never end."""

    def reply(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not handler.told.ended.wait(pause):
            handler.wfile.write(b"x")

    return reply


def silent(handler: Handler) -> None:
    """Nothing at all."""
    handler.told.ended.wait(10)
    handler.close_connection = True


def hung_up(handler: Handler) -> None:
    """The connection ends before an answer."""
    handler.close_connection = True


def endless(block: bytes) -> Reply:
    """Bytes without an end, in pieces of unknown number."""

    def reply(handler: Handler) -> None:
        handler.head(200, {"Transfer-Encoding": "chunked"})
        while not handler.told.ended.is_set():
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(block), block))

    return reply


def packed(body: bytes, keep: int | None = None, encoding: str = "gzip") -> Reply:
    """The body packed for the way although nobody asked for that; with `keep`, only the first bytes of the packed form."""
    return whole(gzip.compress(body)[:keep], content_encoding=encoding)


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}
