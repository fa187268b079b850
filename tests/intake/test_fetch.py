"""Fetching from a server on this machine that does what servers do, and worse."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.errors import ClewError, FetchError, InputError, RefusedError, UnreadableFileError, WorkspaceError
from clew.intake.expected import Kind
from clew.intake.fetch import USER_AGENT, fetch, file_name
from clew.intake.manner import Fetched, Limits, Manner
from clew.intake.replies import Validators
from clew.values.secret import Secret
from tests.misbehaving_server import (
    Reply,
    Server,
    broken,
    dripping,
    dripping_head,
    endless,
    hung_up,
    packed,
    part,
    redirect,
    serving,
    silent,
    status,
    whole,
)

BODY = b"name,isin\nDaqo,KYG2623F1078\n" * 200
PAGE = b"<!DOCTYPE html><html><body>Please accept our terms.</body></html>"
TIGHT = Limits(most_bytes=100_000, connect_seconds=5, read_seconds=5, total_seconds=20, attempts=3)


class Waits(list[float]):
    """What was slept, in no time."""

    def manner(self, limits: Limits = TIGHT, proxy: str = "") -> Manner:
        return Manner({"cn": "of a test", "example.com": "of a test"}, limits, Secret(proxy), sleep=self.append)


def refused(url: str, folder: Path, manner: Manner, kind: type[ClewError], *expects: Kind) -> str:
    """What the error says; nothing is left in the folder."""
    with pytest.raises(kind) as caught:
        fetch(url, folder, manner, expects=expects)
    assert type(caught.value) is kind
    assert all(fault.file and fault.mend for fault in caught.value.faults)
    assert list(folder.glob("*")) == []
    return str(caught.value)


def told(tmp_path: Path, reply: Reply | Sequence[Reply], limits: Limits = TIGHT, kind: type[ClewError] = FetchError) -> tuple[str, Server]:
    """What a fetch says of a server that answers so."""
    replies = [reply] if callable(reply) else reply
    with serving({"/list.csv": replies}) as server:
        return refused(f"{server.url}/list.csv", tmp_path, Waits().manner(limits), kind), server


def test_a_file_arrives_whole_with_its_hash_and_what_the_server_says_of_it(tmp_path: Path) -> None:
    steps: list[tuple[int, int | None]] = []
    reply = whole(BODY, etag='"v1"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT", content_type="text/csv")
    with serving({"/a/list.csv": [reply]}) as server:
        url = f"{server.url}/a/list.csv#top"
        got = fetch(url, tmp_path / "new", Waits().manner(), expects=[Kind.TEXT], progress=lambda done, total: steps.append((done, total)))
    path = tmp_path / "new" / file_name(f"{server.url}/a/list.csv")
    validators = Validators('"v1"', "Mon, 02 Nov 2026 10:00:00 GMT")
    digest = hashlib.sha256(BODY).hexdigest()
    assert got == Fetched(path, digest, len(BODY), f"{server.url}/a/list.csv", validators, "text/csv", unchanged=False)
    assert path.read_bytes() == BODY
    assert list(path.parent.iterdir()) == [path]
    assert steps[-1] == (len(BODY), len(BODY))


def test_every_request_says_the_same_and_names_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    replies = {"/list.csv": [status(302, location="/b.csv", set_cookie="seen=1")], "/b.csv": [status(503, set_cookie="b=2"), whole(BODY)]}
    with serving(replies) as server:
        fetch(f"{server.url}/list.csv", tmp_path, Waits().manner())
    said = {"user-agent": USER_AGENT, "accept": "*/*", "accept-encoding": "identity", "host": server.url.removeprefix("http://")}
    assert [dict(asked.headers) for asked in server.asked] == [said] * 4


@pytest.mark.parametrize("known", [Validators('"v1"'), Validators("", "Mon, 02 Nov 2026 10:00:00 GMT")])
def test_a_version_that_is_here_already_is_not_fetched_again(tmp_path: Path, known: Validators) -> None:
    with serving({"/list.csv": [status(304, etag='"v1"')]}) as server:
        got = fetch(f"{server.url}/list.csv", tmp_path, Waits().manner(), known=known)
    assert (got.unchanged, got.sha256, got.size, got.validators.etag) == (True, "", 0, '"v1"')
    sent = server.asked[0].headers
    assert (sent.get("if-none-match", ""), sent.get("if-modified-since", "")) == (known.etag, known.last_modified)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_version_replaces_the_file(tmp_path: Path) -> None:
    with serving({"/list.csv": [whole(b"old,1\n", etag='"v1"'), whole(BODY, etag='"v2"')]}) as server:
        first = fetch(f"{server.url}/list.csv", tmp_path, Waits().manner())
        second = fetch(f"{server.url}/list.csv", tmp_path, Waits().manner(), known=first.validators)
    assert not second.unchanged
    assert first.path == second.path
    assert second.path.read_bytes() == BODY


def test_an_answer_of_unchanged_to_no_question_is_refused(tmp_path: Path) -> None:
    assert "answers 304, and no file" in told(tmp_path, status(304))[0]


def test_redirects_are_followed_to_the_file(tmp_path: Path) -> None:
    codes = [301, 302, 303, 307, 308]
    replies: dict[str, list[Reply]] = {f"/{code}": [redirect(f"/{following}", code)] for code, following in pairwise(codes)}
    with serving({**replies, "/308": [redirect("end.csv?a=b c", 308)], "/end.csv?a=b%20c": [whole(BODY)]}) as server:
        got = fetch(f"{server.url}/301", tmp_path, Waits().manner())
    assert got.url == f"{server.url}/end.csv?a=b%20c"
    assert got.path.name == file_name(f"{server.url}/301")


@pytest.mark.parametrize(
    ("location", "kind", "what"),
    [
        ("/list.csv", FetchError, "in a circle"),
        ("file:///etc/passwd", RefusedError, "addresses of file: are not fetched"),
        ("ftp://example.org/list.csv", RefusedError, "addresses of ftp: are not fetched"),
        ("http://www.xj.gov.cn/list.csv", RefusedError, "www.xj.gov.cn counts as hosted in the PRC (of a test)"),
        ("//cdn.example.com./list.csv", RefusedError, "cdn.example.com counts as hosted in the PRC"),
        ("http://me:secret@example.org/", RefusedError, "a user name or a password"),
        ("http://[::1/", FetchError, "leads on to something that is no address"),
        ("http://exa mple.org/", FetchError, "leads on to something that is no address"),
    ],
)
def test_a_redirect_is_judged_before_it_is_followed(tmp_path: Path, location: str, kind: type[ClewError], what: str) -> None:
    text, server = told(tmp_path, redirect(location), kind=kind)
    assert what in text
    assert "secret" not in text
    assert len(server.asked) == 1


def test_a_longer_circle_and_a_long_way_are_refused(tmp_path: Path) -> None:
    ring = {"/a": [redirect("/b")], "/b": [redirect("/a")]}
    way = {f"/{number}": [redirect(f"/{number + 1}")] for number in range(10)}
    with serving({**ring, **way}) as server:
        assert "in a circle" in refused(f"{server.url}/a", tmp_path, Waits().manner(), FetchError)
        assert "leads on more than 5 times" in refused(f"{server.url}/0", tmp_path, Waits().manner(), FetchError)
        assert len(server.asked) == 2 + 6


def test_a_public_address_leads_nobody_into_a_private_network(tmp_path: Path) -> None:
    """The test's server is the proxy here, so that a public name can be asked."""
    target = "http://lists.example.org/list.csv"
    with serving({target: [redirect("http://127.0.0.1:1/list.csv")]}) as server:
        text = refused(target, tmp_path, Waits().manner(proxy=server.url), RefusedError)
        assert "leads into a private network, to 127.0.0.1" in text
        assert len(server.asked) == 1


def test_a_proxy_is_used_when_given(tmp_path: Path) -> None:
    target = "http://lists.example.org/list.csv"
    with serving({target: [whole(BODY)]}) as server:
        got = fetch(target, tmp_path, Waits().manner(proxy=server.url.replace("//", "//me:secret@")))
        assert got.path.read_bytes() == BODY
        assert "proxy-authorization" in server.asked[0].headers


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "me:secret@127.0.0.1", "http://", "http://[::1", "http://127.0.0.1:x"])
def test_a_proxy_that_is_none_is_refused_without_its_password(tmp_path: Path, proxy: str) -> None:
    manner = Waits().manner(proxy=proxy)
    with pytest.raises(InputError, match="the proxy's address cannot be used") as caught:
        fetch("http://127.0.0.1:1/list.csv", tmp_path, manner)
    assert "secret" not in f"{caught.value}{manner!r}"


@pytest.mark.parametrize(
    "url", ["https://www.gov.cn/list.csv", "http://a.example.com/", "file:///etc/passwd", "http://me:secret@127.0.0.1/"]
)
def test_what_is_refused_is_not_asked(tmp_path: Path, url: str) -> None:
    text = refused(url, tmp_path, Waits().manner(), RefusedError)
    assert "secret" not in text


def test_what_is_said_to_be_too_long_is_not_begun(tmp_path: Path) -> None:
    text, _ = told(tmp_path, broken(b"x" * 10, 10, length=100_001))
    assert "the file holds more than 0 MB" in text


def test_an_endless_body_is_cut_at_the_limit(tmp_path: Path) -> None:
    text, server = told(tmp_path, endless(b"a,b\n" * 4096))
    assert "the file holds more than" in text
    assert len(server.asked) == 1


def test_a_small_packed_body_that_unpacks_to_a_large_one_is_cut_at_the_limit(tmp_path: Path) -> None:
    assert "the file holds more than" in told(tmp_path, packed(b"a,b\n" * 5_000_000))[0]


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip"])
def test_a_body_that_comes_packed_all_the_same_is_unpacked(tmp_path: Path, encoding: str) -> None:
    with serving({"/list.csv": [packed(BODY, encoding=encoding)]}) as server:
        got = fetch(f"{server.url}/list.csv", tmp_path, Waits().manner(), expects=[Kind.TEXT])
    assert got.path.read_bytes() == BODY
    assert (got.sha256, got.size) == (hashlib.sha256(BODY).hexdigest(), len(BODY))


def test_a_packed_body_that_breaks_off_is_no_file(tmp_path: Path) -> None:
    text, server = told(tmp_path, packed(BODY, keep=-12))
    assert "the packed file broke off; tried 3 times" in text
    assert len(server.asked) == 3


def test_a_packed_body_that_is_damaged_is_no_file(tmp_path: Path) -> None:
    assert "arrives damaged" in told(tmp_path, whole(b"\x1f\x8bno", content_encoding="gzip"))[0]


def test_a_body_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    assert "packed as “br”" in told(tmp_path, whole(BODY, content_encoding="br"))[0]


def test_a_body_shorter_than_said_is_tried_again_and_then_an_error(tmp_path: Path) -> None:
    text, server = told(tmp_path, broken(BODY, 1000))
    assert "the connection broke after 1000 bytes; tried 3 times" in text
    assert [asked.headers.get("range") for asked in server.asked] == [None] * 3


def test_a_server_that_hangs_up_is_tried_again(tmp_path: Path) -> None:
    waits = Waits()
    with serving({"/list.csv": [hung_up, broken(BODY, 7), whole(BODY)]}) as server:
        assert fetch(f"{server.url}/list.csv", tmp_path, waits.manner()).path.read_bytes() == BODY
    assert waits == [1.0, 2.0]


def test_where_nobody_listens_an_error_says_so(tmp_path: Path) -> None:
    with serving({}) as server:
        pass
    waits = Waits()
    assert "no connection can be made" in refused(f"{server.url}/list.csv", tmp_path, waits.manner(), FetchError)
    assert waits == [1.0, 2.0]


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_tried_again_later(tmp_path: Path, code: int) -> None:
    waits = Waits()
    with serving({"/list.csv": [status(code), whole(BODY)]}) as server:
        assert fetch(f"{server.url}/list.csv", tmp_path, waits.manner()).path.read_bytes() == BODY
    assert waits == [1.0]


def test_a_server_that_says_when_is_asked_then_within_reason(tmp_path: Path) -> None:
    waits = Waits()
    dated = status(503, retry_after="Mon, 02 Nov 2026 10:00:07 GMT", date="Mon, 02 Nov 2026 10:00:00 GMT")
    replies = [status(429, retry_after="9"), status(503, retry_after="86400"), dated, status(503, retry_after="soon"), whole(BODY)]
    limits = Limits(longest_wait=100)
    with serving({"/list.csv": replies}) as server:
        fetch(f"{server.url}/list.csv", tmp_path, waits.manner(limits))
    assert waits[:2] == [9.0, 100.0]
    assert waits[3] == 8.0


def test_a_wait_beyond_the_time_limit_is_not_begun(tmp_path: Path) -> None:
    text, server = told(tmp_path, status(429, retry_after="3000"))
    assert "the server answers 429; tried once" in text
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("code", "what"),
    [(400, "and no file"), (403, "to programs"), (404, "no such file"), (410, "no such file"), (204, "and no file"), (300, "and no file")],
)
def test_other_answers_are_final(tmp_path: Path, code: int, what: str) -> None:
    text, server = told(tmp_path, status(code))
    assert f"the server answers {code}" in text
    assert what in text
    assert len(server.asked) == 1


def test_a_part_that_nobody_asked_for_is_refused(tmp_path: Path) -> None:
    assert "answers 206" in told(tmp_path, part(206, BODY, f"bytes 0-{len(BODY) - 1}/{len(BODY)}"))[0]


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    assert "the file there is empty" in told(tmp_path, whole(b""))[0]


@pytest.mark.parametrize("expects", [[Kind.TEXT], [Kind.XML], [Kind.JSON, Kind.ZIP]])
def test_a_page_in_place_of_the_file_is_named_as_one(tmp_path: Path, expects: list[Kind]) -> None:
    with serving({"/list.csv": [whole(PAGE, content_type="text/csv")]}) as server:
        text = refused(f"{server.url}/list.csv", tmp_path, Waits().manner(), UnreadableFileError, *expects)
    assert text.startswith(f"{server.url}/list.csv: the address answers with a web page, where ")


def test_a_long_page_is_refused_at_its_beginning(tmp_path: Path) -> None:
    with serving({"/list.csv": [broken(PAGE + b" " * 5000, 5000, length=90_000)]}) as server:
        refused(f"{server.url}/list.csv", tmp_path, Waits().manner(), UnreadableFileError, Kind.TEXT)
        assert len(server.asked) == 1


def test_a_server_that_falls_silent_is_given_up(tmp_path: Path) -> None:
    limits = replace(TIGHT, read_seconds=0.1, attempts=2)
    assert "the server fell silent after 0 bytes; tried 2 times" in told(tmp_path, silent, limits)[0]


def test_a_server_that_drips_is_given_up(tmp_path: Path) -> None:
    limits = replace(TIGHT, slow_seconds=0.1, attempts=2)
    text, server = told(tmp_path, dripping(b"x", 0.02, length=1000), limits)
    assert "sends less than 1024 bytes a second; tried 2 times" in text
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "reply",
    [dripping(b"x", 0.02, length=1000), dripping(b"x", 0.02), dripping_head(0.02), silent],
    ids=["body", "body without a length", "head", "nothing"],
)
def test_the_time_limit_holds_whatever_the_server_does(tmp_path: Path, reply: Reply) -> None:
    text, server = told(tmp_path, reply, replace(TIGHT, total_seconds=0.3))
    assert "this took longer than 0.3 seconds" in text
    assert len(server.asked) == 1


def test_a_folder_that_cannot_be_made_is_an_error_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with serving({"/list.csv": [whole(BODY)]}) as server, pytest.raises(WorkspaceError, match="cannot write"):
        fetch(f"{server.url}/list.csv", tmp_path / "file", Waits().manner())


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("https://example.org/a/list.csv?x=1", "-list.csv"),
        ("https://example.org/", "-file"),
        ("https://example.org/%2e%2e%2f..%5cCON", "-CON"),
        ("https://example.org/名单.csv", "-csv"),
        (f"https://example.org/{'a' * 300}.xlsx", f"-{'a' * 55}.xlsx"),
    ],
)
def test_a_files_name_is_safe_and_its_addresss_own(url: str, end: str) -> None:
    assert file_name(url).endswith(end)
    assert len(file_name(url)) <= 80
    assert file_name(url) != file_name(f"{url}?")
