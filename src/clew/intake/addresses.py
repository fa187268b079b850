"""Which addresses are fetched: judged before the first connection, and again at each redirect, on the host that is then connected to."""

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit, urlunsplit

from msgspec import Struct

from clew.errors import Fault, FetchError, InputError, RefusedError

BY_HAND = "Save the file in a browser, or take a copy from a web archive, then `clew source add FILE --as NAME`."
"""The mend of every address that is not fetched: a person may still look, and give what was seen."""

_SCHEMES = ("http", "https")
_LONGEST = 4096
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_USERINFO = re.compile(r"(?<=//)[^/?#]*@")
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class Address(Struct, frozen=True):
    """An address taken apart into what is connected to.

    Attributes:
        url: rebuilt from its parts, with the host in ASCII and without a fragment.
        scheme: "http" or "https".
        host: in lower case and ASCII (punycode), without a final dot; an IPv6 address without brackets.
    """

    url: str
    scheme: str
    host: str


def read_address(text: str) -> Address:
    """Take an address apart, strictly: what two readers might take for two hosts is no address.

    Raises:
        InputError: it cannot be read as one address.
        RefusedError: it is of a scheme other than http and https, or holds a user name or password.
    """
    url = text.strip().replace(" ", "%20")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _malformed(text) from error
    if not url.isprintable() or "\\" in url or len(url) > _LONGEST:
        raise _malformed(text)
    if parts.scheme and parts.scheme not in _SCHEMES:
        raise RefusedError(Fault(f"addresses of {parts.scheme}: are not fetched", "Give one that begins with https://.", shown(url)))
    if "@" in parts.netloc:
        what = "the address holds a user name or a password, which would end up in logs and reports"
        raise RefusedError(Fault(what, f"Give the address without it. {BY_HAND}", shown(url)))
    host = _host(parts.hostname or "")
    if not parts.scheme or not host:
        raise _malformed(text)
    place = f"[{host}]" if ":" in host else host
    netloc = place if port is None else f"{place}:{port}"
    return Address(urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")), parts.scheme, host)


def check_host(address: Address, refused: Mapping[str, str]) -> None:
    """Refuse a host that is taken to be hosted in the PRC.

    Who asks there is seen there: a list of companies that somebody reads is a hint at what they hold.

    Args:
        address: where to.
        refused: ends of host names in ASCII, with the reason for each, from `clew.pack.fetching.load_refused_hosts`.

    Raises:
        RefusedError: the host is one of them, or below one.
    """
    labels = address.host.split(".")
    for at in range(len(labels)):
        reason = refused.get(".".join(labels[at:]))
        if reason is not None:
            what = f"{address.host} counts as hosted in the PRC ({reason}), and such addresses are never fetched automatically"
            raise RefusedError(Fault(what, BY_HAND, shown(address.url)))


def follow(address: Address, location: str, refused: Mapping[str, str], *, inside: bool) -> Address:
    """Where a redirect leads, if it may be followed.

    Args:
        address: what answered with the redirect.
        location: the header.
        refused: as in `check_host`.
        inside: whether the first address is itself inside this machine or its network; a public one leads nobody there.

    Raises:
        FetchError: it leads to no address.
        RefusedError: it leads to another scheme, from https to http, to a refused host, or from a public address to a private one.
    """
    try:
        onward = read_address(urljoin(address.url, location))
    except (InputError, ValueError) as error:
        fault = Fault("the address leads on to something that is no address", f"Tell the publisher. {BY_HAND}", shown(address.url))
        raise FetchError(fault) from error
    if address.scheme == "https" and onward.scheme == "http":
        what = f"the address leads on to {shown(onward.url)}, where anybody on the way could change the file"
        raise RefusedError(Fault(what, BY_HAND, shown(address.url)))
    check_host(onward, refused)
    if not inside and is_inside(onward.host):
        raise leads_inside(address.url, onward.host)
    return onward


def is_inside(host: str) -> bool:
    """Whether a host, as it is written, is this machine or one that only its network reaches; of names, localhost alone is known to be."""
    try:
        return not _is_public(ipaddress.ip_address(host))
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def leads_inside(url: str, host: str) -> RefusedError:
    """The refusal of a public address that leads into this machine's own network."""
    return RefusedError(Fault(f"the public address leads into a private network, to {host}", f"Tell the publisher. {BY_HAND}", shown(url)))


def shown(url: str) -> str:
    """The address as it may be printed: without a user name or password."""
    return _USERINFO.sub("", url.strip())


def _host(host: str) -> str:
    """The host as it is connected to, or "" where it is none.

    A name that ends in a number must be an address of four plain numbers: some resolvers take 127.1 or 0x7f.1 for one, and others do not.
    """
    if ":" in host:
        return _ipv6(host)
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return ""
    if _NAME.fullmatch(name) is None:
        return ""
    if _NUMBER.fullmatch(name.rpartition(".")[2]) is None:
        return name
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError:
        return ""


def _ipv6(host: str) -> str:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError:
        return ""
    return "" if address.scope_id else str(address)


def _is_public(address: IP) -> bool:
    """Whether the whole internet reaches it; an IPv4 address written as IPv6 is judged as what it is."""
    if isinstance(address, ipaddress.IPv6Address):
        carried = address.ipv4_mapped or address.sixtofour
        if address in _TRANSLATED:
            carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if carried is not None:
            return _is_public(carried)
    return address.is_global and not address.is_multicast


def _malformed(text: str) -> InputError:
    return InputError(Fault("this is no address of the web", "Give one such as https://example.org/list.csv.", shown(text)[:200]))
