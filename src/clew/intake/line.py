"""The connection under a fetch: where it really leads, and how it ends in time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from clew.intake.addresses import Address, is_inside, leads_inside

_BOTH_WAYS = 2
"""What `shutdown` of a socket takes; the module that names it is none that this project imports."""


class Line:
    """The connection of the moment: judged when it is made, cut when the time is up.

    A name can lead anywhere, so a private address behind a public redirect shows only here, before a byte is sent. And a server that
    sends one byte a minute of its headers returns to nobody who could look at a clock: a timer shuts the connection down.

    Attributes:
        inside: whether the first address is inside this machine or its network.
        late: the time is up.
    """

    def __init__(self, address: Address, *, direct: bool) -> None:
        """Without a proxy (`direct`), what is connected to is the host itself."""
        self._url = address.url
        self._direct = direct
        self._met = False
        self._stream: Any = None
        self.inside = is_inside(address.host)
        self.late = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Be told by the library what it does; only new connections matter."""
        if not event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            return
        self._stream = info["return_value"]
        if self._direct and event.endswith(".connect_tcp.complete"):
            with suppress(OSError):  # a connection that is lost already leads nowhere
                self._judge(self._stream.get_extra_info("server_addr")[0])
        if self.late:
            self._cut()

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """Cut whatever connection there is after so many seconds."""
        timer = Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _judge(self, host: str) -> None:
        inside = is_inside(host)
        if not self._met:
            self._met, self.inside = True, inside
        elif inside and not self.inside:
            self._stream.close()
            raise leads_inside(self._url, host)

    def _expire(self) -> None:
        self.late = True
        self._cut()

    def _cut(self) -> None:
        if self._stream is not None:
            with suppress(OSError):
                self._stream.get_extra_info("socket").shutdown(_BOTH_WAYS)
