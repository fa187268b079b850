"""An address is taken apart strictly, and judged by the host that is connected to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import ClewError, FetchError, InputError, RefusedError
from clew.intake.addresses import check_host, follow, is_inside, read_address, shown

REFUSED = {"cn": "the country's", "xn--fiqs8s": "the country's", "qq.com": "of a test"}


@pytest.mark.parametrize(
    ("text", "url", "host"),
    [
        (" https://Example.ORG/List.csv#part ", "https://example.org/List.csv", "example.org"),
        ("HTTP://example.org", "http://example.org/", "example.org"),
        ("https://example.org.:8443/a?b=c d", "https://example.org:8443/a?b=c%20d", "example.org"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/ä", "xn--bcher-kva.example"),
        ("https://例子。中国/", "https://xn--fsqu00a.xn--fiqs8s/", "xn--fsqu00a.xn--fiqs8s"),
        ("http://127.0.0.1:80/", "http://127.0.0.1:80/", "127.0.0.1"),
        ("http://[2001:DB8:0::1]:80/", "http://[2001:db8::1]:80/", "2001:db8::1"),
        ("https://a_b.example.org/", "https://a_b.example.org/", "a_b.example.org"),
    ],
)
def test_an_address_is_rebuilt_with_the_host_that_is_connected_to(text: str, url: str, host: str) -> None:
    address = read_address(text)
    assert (address.url, address.host, address.scheme) == (url, host, url.partition(":")[0])


@pytest.mark.parametrize(
    "text",
    [
        *("", "list.csv", "//example.org/", "https://", "https:///list.csv", "http:example.org", "https://.example.org/", "https://a..b/"),
        *("https://example.org\\@evil.example/", "https://exam\tple.org/", "https://example.org/a\nb", "https://ex%61mple.org/"),
        *("https://example.org:99999/", "https://example.org:x/", "https://[::1/", "https://[fe80::1%25eth0]/", "https://[1.2.3.4]/"),
        *("http://2130706433/", "http://127.1/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://1.2.3.4.5/", "http://example.0x7f/"),
        *(f"https://{'a' * 64}.org/", f"https://{'a.' * 127}org/", f"https://example.org/{'a' * 5000}", "https://-a.example/"),
    ],
)
def test_what_two_readers_might_take_for_two_hosts_is_no_address(text: str) -> None:
    with pytest.raises(InputError, match="this is no address of the web"):
        read_address(text)


@pytest.mark.parametrize("text", ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "data:text/csv,a", "C:/list.csv"])
def test_other_schemes_are_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="are not fetched"):
        read_address(text)


@pytest.mark.parametrize("text", ["https://me:secret@example.org/", "https://secret@example.org/", "https://a@secret@example.org/"])
def test_a_password_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(RefusedError, match="a user name or a password") as caught:
        read_address(text)
    assert "secret" not in str(caught.value)
    assert shown(text) == "https://example.org/"


@given(st.text(st.characters(max_codepoint=0x2FFF), max_size=40))
def test_any_text_is_an_address_or_an_error_of_ours(text: str) -> None:
    try:
        address = read_address(f"https://{text}")
    except ClewError:
        return
    assert address.host.isascii()
    assert read_address(address.url) == address


@pytest.mark.parametrize("host", ["cn", "gov.cn", "www.gov.CN.", "例子.中国", "mp.qq.com", "qq.com"])
def test_a_refused_end_covers_all_below_it(host: str) -> None:
    with pytest.raises(RefusedError, match="never fetched automatically") as caught:
        check_host(read_address(f"https://{host}/list.csv"), REFUSED)
    assert "clew source add FILE --as NAME" in str(caught.value)


@pytest.mark.parametrize("host", ["example.org", "cn.example.org", "myqq.com", "qq.com.example.org", "127.0.0.1", "[::1]"])
def test_other_hosts_are_not(host: str) -> None:
    check_host(read_address(f"https://{host}/cn?x=gov.cn"), REFUSED)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.255.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1"),  # noqa: S104 - no socket is bound
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1"),
        *("localhost", "list.localhost"),
    ],
)
def test_hosts_that_only_this_network_reaches(host: str) -> None:
    assert is_inside(host)


@pytest.mark.parametrize("host", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "example.org", "localhost.example"])
def test_hosts_that_everybody_reaches(host: str) -> None:
    assert not is_inside(host)


def test_a_redirect_is_read_beside_the_address_that_gave_it() -> None:
    address = read_address("https://example.org/a/list.csv")
    assert follow(address, "../b.csv", REFUSED, inside=False).url == "https://example.org/b.csv"
    assert follow(address, "//example.com/b.csv", REFUSED, inside=False).url == "https://example.com/b.csv"
    assert follow(read_address("http://example.org/"), "https://example.org/", REFUSED, inside=False).scheme == "https"


@pytest.mark.parametrize(
    ("location", "what"),
    [
        ("http://example.org/list.csv", "anybody on the way could change the file"),
        ("https://example.cn/list.csv", "counts as hosted in the PRC"),
        ("https://127.0.0.1/list.csv", "leads into a private network"),
        ("https://169.254.169.254/latest", "leads into a private network"),
        ("https://[::1]/", "leads into a private network"),
        ("https://localhost/", "leads into a private network"),
        ("file:///etc/passwd", "are not fetched"),
    ],
)
def test_a_public_address_leads_to_public_ones_alone(location: str, what: str) -> None:
    with pytest.raises(RefusedError, match=what):
        follow(read_address("https://example.org/a/list.csv"), location, REFUSED, inside=False)


def test_an_address_inside_may_lead_on_inside() -> None:
    assert follow(read_address("http://127.0.0.1/"), "http://10.0.0.1/", REFUSED, inside=True).host == "10.0.0.1"


@pytest.mark.parametrize("location", ["http://[::1", "http://2130706433/", "https://a..b/", "https://exam\\ple/"])
def test_a_redirect_to_no_address_is_the_publishers_fault(location: str) -> None:
    with pytest.raises(FetchError, match="something that is no address"):
        follow(read_address("https://example.org/"), location, REFUSED, inside=False)
