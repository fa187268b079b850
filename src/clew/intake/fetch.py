"""One published file, fetched by its address. The only module that knows a network.

What is sent is the same for everybody: a neutral user agent, no cookie, no referrer, nothing of a holding or a company, no name. Redirects
are followed here and not by the library, so that each is judged before anything is sent to it. The environment is not read: a proxy is
given, or there is none. Certificates are judged as the system does it: by its own store on Windows and macOS, by OpenSSL's on Linux.

Bodies are asked for as they lie there (`Accept-Encoding: identity`), because only then is a broken one gone on with at a known byte, and
the hash is that of the published file. A server that packs them all the same is borne with: gzip is unpacked, counted and hashed unpacked.
"""

import hashlib
import re
import ssl
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx2
from msgspec import Struct

from clew.errors import Fault, FetchError, InputError
from clew.intake.addresses import BY_HAND, Address, check_host, follow, read_address, shown
from clew.intake.arrival import Anew, Pace, Passing, unpacked
from clew.intake.expected import ENOUGH, Kind, check_kind
from clew.intake.line import Line
from clew.intake.manner import Fetched, Manner, Progress
from clew.intake.partial import Partial, opened
from clew.intake.replies import Validators, is_continuation, resume_condition, retry_after, validators_of, whole_size

USER_AGENT = "Mozilla/5.0 (compatible; list-reader)"
"""Says that a program reads a list, and no more: it names no person, investor, holding or version, and is the same everywhere.

It begins like a browser's because some publishers' walls answer nothing else."""

MOST_REDIRECTS = 5

_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = {429, 500, 502, 503, 504}
_NOT_MODIFIED, _OK, _PART, _NO_SUCH_RANGE = 304, 200, 206, 416
_GONE = {404, 410}
_CLOSED = {401, 403, 407, 451}
_ODD = re.compile(r"[^A-Za-z0-9._-]+")


class _Job(Struct, frozen=True):
    """One fetch under way."""

    address: Address
    manner: Manner
    conditions: Mapping[str, str]
    expects: Collection[Kind]
    progress: Progress
    partial: Partial
    path: Path
    transport: httpx2.HTTPTransport
    line: Line
    deadline: float

    def check_time(self) -> None:
        """Raise where the time is up."""
        if self.line.late or self.manner.clock() >= self.deadline:
            what = f"this took longer than {self.manner.limits.total_seconds:g} seconds"
            raise self.failed(what, f"{self.onward()} {BY_HAND}")

    def failed(self, what: str, mend: str = BY_HAND) -> FetchError:
        """The error of this fetch."""
        return FetchError(Fault(what, mend, shown(self.address.url)))

    def onward(self) -> str:
        """What another call does."""
        return "Try again later: it goes on where this broke off." if self.partial.condition and self.partial.size else "Try again later."


def fetch(
    url: str,
    folder: Path,
    manner: Manner,
    *,
    known: Validators | None = None,
    expects: Collection[Kind] = (),
    progress: Progress = lambda _done, _total: None,
) -> Fetched:
    """Fetch one file into a folder; it appears there whole, or not at all.

    What broke off stays beside it as `.part`, and is gone on with by the next attempt or the next call, if the server can do that and
    still has the same version.

    Args:
        url: its address.
        folder: where it goes, under a name made from the address.
        manner: what is refused, what it may take, and the proxy.
        known: what the server said of the version that is here already; None fetches whatever there is.
        expects: the kinds of which it should be one; none means that any will do.
        progress: is told of each piece.

    Raises:
        FetchError: it is not there, too large, too slow, or broke off at every attempt.
        InputError: the address, or that of the proxy, is none.
        RefusedError: a rule forbids the address, or one to which it leads.
        UnreadableFileError: what arrives is of another kind, such as a page with an error.
        WorkspaceError: the folder cannot be written.
    """
    address = read_address(url)
    check_host(address, manner.refused)
    path = folder / file_name(address.url)
    line = Line(address, direct=not manner.proxy)
    with ExitStack() as stack:
        transport = stack.enter_context(_transport(manner.proxy))
        partial = stack.enter_context(opened(path, shown(address.url)))
        stack.enter_context(line.limited(manner.limits.total_seconds))
        deadline = manner.clock() + manner.limits.total_seconds
        conditions = known.conditions() if known else {}
        return _tried(_Job(address, manner, conditions, expects, progress, partial, path, transport, line, deadline))


def file_name(url: str) -> str:
    """The name under which the file of an address is kept: told apart by a hash, and ending as the address does."""
    return f"{hashlib.sha256(url.encode()).hexdigest()[:16]}-{published_name(url)}"


def published_name(url: str) -> str:
    """The name that its publisher gave the file of an address, in letters that every file system takes."""
    last = unquote(urlsplit(url).path).rpartition("/")[2]
    return _ODD.sub("_", last)[-60:].strip("._-") or "file"


def _transport(proxy: str) -> httpx2.HTTPTransport:
    """The library's lower half: it keeps no cookie, follows nothing, adds no header but Host, and reads no environment."""
    try:
        given = httpx2.Proxy(proxy) if proxy else None
    except (ValueError, httpx2.InvalidURL) as error:
        raise _no_proxy() from error
    if given is not None and (given.url.scheme not in {"http", "https"} or not given.url.host):
        raise _no_proxy()
    return httpx2.HTTPTransport(trust_env=False, proxy=given)


def _no_proxy() -> InputError:
    """The proxy's address is not repeated: it may hold a password."""
    return InputError(Fault("the proxy's address cannot be used", "Give it as http://host:port."))


def _tried(job: _Job) -> Fetched:
    """The first attempt that ends well, or that ends for good."""
    attempt = 1
    while True:
        job.check_time()
        try:
            return _attempt(job)
        except Anew:  # nothing is here now, so that this does not happen twice in a row
            continue
        except Passing as passing:
            job.manner.sleep(_wait(job, passing, attempt))
        attempt += 1


def _wait(job: _Job, passing: Passing, attempt: int) -> float:
    """How long to wait before the next attempt, if there is one. The waits are the same each time: one client needs no jitter."""
    limits = job.manner.limits
    wait = limits.first_wait * 2 ** (attempt - 1) if passing.wait is None else passing.wait
    wait = min(wait, limits.longest_wait)
    if attempt >= limits.attempts or job.manner.clock() + wait >= job.deadline:
        times = "once" if attempt == 1 else f"{attempt} times"
        raise job.failed(f"{passing.what}; tried {times}", f"{job.onward()} {BY_HAND}") from passing
    return wait


def _attempt(job: _Job) -> Fetched:
    if not job.partial.condition:
        job.partial.begin("")  # of no version that could be named: nothing to go on with
    with _explained(job):
        address, response = _answer(job)
        try:
            return _received(job, address, response)
        finally:
            response.close()


@contextmanager
def _explained(job: _Job) -> Iterator[None]:
    """Turn the library's errors into ours, or into troubles that may pass."""
    try:
        yield
    except httpx2.TransportError as error:
        job.check_time()
        if _is_distrust(error):
            what = "the server's certificate is not one that this machine trusts"
            raise job.failed(
                what, f"Check the date of this machine, and ask whether your network needs a certificate installed. {BY_HAND}"
            ) from error
        raise Passing(_told(error, job.partial.size)) from error
    except httpx2.InvalidURL as error:
        raise job.failed("the address, or one to which it leads, cannot be used") from error


def _is_distrust(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _told(error: httpx2.TransportError, size: int) -> str:
    """What happened, in words."""
    match error:
        case httpx2.ConnectTimeout():
            return "the server does not answer"
        case httpx2.ConnectError():
            return f"no connection can be made ({error})"
        case httpx2.ProxyError():
            return f"the proxy refuses ({error})"
        case httpx2.ReadTimeout():
            return f"the server fell silent after {size} bytes"
        case _:
            return f"the connection broke after {size} bytes"


def _answer(job: _Job) -> tuple[Address, httpx2.Response]:
    """The first reply that is no redirect, and whose it is; its body is not read yet."""
    address, seen = job.address, {job.address.url}
    for _ in range(MOST_REDIRECTS + 1):
        response = job.transport.handle_request(_request(job, address))
        location = response.headers.get("location", "")
        if response.status_code not in _REDIRECTS or not location:
            return address, response
        response.close()
        address = follow(address, location, job.manner.refused, inside=job.line.inside)
        if address.url in seen:
            raise job.failed("the address leads round in a circle")
        seen.add(address.url)
    raise job.failed(f"the address leads on more than {MOST_REDIRECTS} times")


def _request(job: _Job, address: Address) -> httpx2.Request:
    limits, partial = job.manner.limits, job.partial
    headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity", **job.conditions}
    if partial.size:
        headers |= {"Range": f"bytes={partial.size}-", "If-Range": partial.condition}
    timeout = httpx2.Timeout(limits.read_seconds, connect=limits.connect_seconds)
    return httpx2.Request("GET", address.url, headers=headers, extensions={"timeout": timeout.as_dict(), "trace": job.line.trace})


def _received(job: _Job, address: Address, response: httpx2.Response) -> Fetched:
    """The file, from a reply that is no redirect."""
    if response.status_code == _NOT_MODIFIED and job.conditions:
        job.partial.begin("")
        return _fetched(job, address, response, None)
    _take_up(job, response)
    _pour(job, response)
    return _fetched(job, address, response, job.partial.finish())


def _fetched(job: _Job, address: Address, response: httpx2.Response, sha256: str | None) -> Fetched:
    return Fetched(
        path=job.path,
        sha256=sha256 or "",
        size=job.partial.size,
        url=address.url,
        validators=validators_of(response.headers),
        content_type=response.headers.get("content-type", ""),
        unchanged=sha256 is None,
    )


def _take_up(job: _Job, response: httpx2.Response) -> None:
    """Go on with the bytes that are there, or forget them, as the reply wants it."""
    status, headers, partial = response.status_code, response.headers, job.partial
    if status in _PASSING:
        raise Passing(f"the server answers {status}", retry_after(headers))
    if status in {_PART, _NO_SUCH_RANGE} and partial.size:
        if status == _PART and is_continuation(headers, partial.condition, partial.size) and not _is_packed(job, response):
            return
        partial.begin("")
        raise Anew
    if status != _OK:
        raise _refusal(job, status)
    partial.begin("" if _is_packed(job, response) else resume_condition(headers))


def _refusal(job: _Job, status: int) -> FetchError:
    if status in _GONE:
        return job.failed(f"the server answers {status}: there is no such file", "Look for its new address on the publisher's site.")
    if status in _CLOSED:
        return job.failed(f"the server answers {status}: it does not give this file to programs")
    return job.failed(f"the server answers {status}, and no file")


def _is_packed(job: _Job, response: httpx2.Response) -> bool:
    """Whether the body is packed for the way although we asked for it as it is."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in {"gzip", "x-gzip"}:
        return True
    if encoding in {"", "identity"}:
        return False
    raise job.failed(f"the file comes packed as “{encoding[:40]}”, which was not asked for and is not read")


def _pour(job: _Job, response: httpx2.Response) -> None:
    """Write the body to the disk, piece by piece, while it stays within all limits."""
    partial, packed = job.partial, _is_packed(job, response)
    total = None if packed else whole_size(response.headers)
    _check_size(job, total or 0)
    judged, pace = False, Pace(job.manner, partial.size)
    raw = response.iter_raw()
    for piece in unpacked(raw) if packed else raw:
        _check_size(job, partial.size + len(piece))
        partial.add(piece)
        judged = judged or (len(partial.start) >= ENOUGH and _judge(job, response))
        job.check_time()
        pace.check(partial.size)
        job.progress(partial.size, total)
    job.check_time()  # a connection that was cut looks like a body of unknown length that has ended
    if total is not None and partial.size != total:
        raise Passing(f"the file broke off after {partial.size} of {total} bytes")
    if not partial.size:
        raise job.failed("the file there is empty")
    if not judged:
        _judge(job, response)


def _judge(job: _Job, response: httpx2.Response) -> bool:
    """Refuse another kind than expected, before all of it has come; nobody will go on with it."""
    try:
        check_kind(job.address.url, job.partial.start, response.headers.get("content-type", ""), job.expects)
    except InputError:
        job.partial.begin("")
        raise
    return True


def _check_size(job: _Job, size: int) -> None:
    if size > job.manner.limits.most_bytes:
        job.partial.begin("")
        raise job.failed(f"the file holds more than {job.manner.limits.most_bytes // 1024**2} MB", f"Check the address. {BY_HAND}")
