"""A file that broke off is gone on with, or begun anew where that would mix two versions."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import pytest

from clew.errors import FetchError, UnreadableFileError
from clew.intake.expected import Kind
from clew.intake.fetch import fetch, file_name
from clew.intake.manner import Limits, Manner
from clew.intake.partial import opened
from clew.intake.replies import Validators
from tests.misbehaving_server import Reply, Server, broken, dripping, packed, part, ranged, serving, status, whole

BODY = b"name,isin\nDaqo,KYG2623F1078\n" * 200
OTHER = b"name,isin\nHoshine,CNE100002V51\n" * 200
STOP = 3000
ONCE = Limits(most_bytes=100_000, total_seconds=20, attempts=1)
PART = f"bytes {STOP}-{len(BODY) - 1}/{len(BODY)}"


def manner(limits: Limits = ONCE) -> Manner:
    return Manner({}, limits, sleep=lambda _: None)


def broken_off(server: Server, folder: Path) -> Path:
    """Fetch what breaks off; the `.part` file that stays."""
    with pytest.raises(FetchError, match="it goes on where this broke off"):
        fetch(f"{server.url}/list.csv", folder, manner())
    kept = folder / f"{file_name(f'{server.url}/list.csv')}.part"
    assert kept.read_bytes() == BODY[:STOP]
    return kept


def ranges(server: Server) -> list[tuple[str | None, str | None]]:
    return [(asked.headers.get("range"), asked.headers.get("if-range")) for asked in server.asked]


def test_the_next_attempt_goes_on(tmp_path: Path) -> None:
    steps: list[int] = []
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), status(503), ranged(BODY, '"v1"')]}) as server:
        got = fetch(f"{server.url}/list.csv", tmp_path, manner(Limits()), progress=lambda done, _: steps.append(done))
    assert got.path.read_bytes() == BODY
    assert got.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (got.size, got.validators) == (len(BODY), Validators('"v1"'))
    assert ranges(server) == [(None, None), (f"bytes={STOP}-", '"v1"'), (f"bytes={STOP}-", '"v1"')]
    assert all(one <= other for one, other in pairwise(steps))
    assert list(tmp_path.iterdir()) == [got.path]


def test_a_later_call_goes_on(tmp_path: Path) -> None:
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), ranged(BODY, '"v1"')]}) as server:
        broken_off(server, tmp_path)
        got = fetch(f"{server.url}/list.csv", tmp_path, manner(), expects=[Kind.TEXT])
    assert got.path.read_bytes() == BODY
    assert got.sha256 == hashlib.sha256(BODY).hexdigest()
    assert ranges(server)[1] == (f"bytes={STOP}-", '"v1"')
    assert list(tmp_path.iterdir()) == [got.path]


def test_a_time_of_change_that_is_settled_serves_as_a_version_too(tmp_path: Path) -> None:
    changed = "Mon, 02 Nov 2020 10:00:00 GMT"
    replies = [broken(BODY, STOP, last_modified=changed, etag='W/"weak"'), part(206, BODY[STOP:], PART, last_modified=changed)]
    with serving({"/list.csv": replies}) as server:
        broken_off(server, tmp_path)
        assert fetch(f"{server.url}/list.csv", tmp_path, manner()).path.read_bytes() == BODY
    assert ranges(server)[1] == (f"bytes={STOP}-", changed)


@pytest.mark.parametrize(
    "reply",
    [broken(BODY, STOP), broken(BODY, STOP, etag='W/"weak"'), broken(BODY, STOP, last_modified="Fri, 01 Jan 2100 10:00:00 GMT")],
    ids=["nothing", "weak", "just now"],
)
def test_a_version_that_nothing_tells_apart_is_begun_anew(tmp_path: Path, reply: Reply) -> None:
    with serving({"/list.csv": [reply, whole(BODY)]}) as server:
        with pytest.raises(FetchError):
            fetch(f"{server.url}/list.csv", tmp_path, manner())
        assert list(tmp_path.iterdir()) == []
        assert fetch(f"{server.url}/list.csv", tmp_path, manner()).path.read_bytes() == BODY
    assert ranges(server) == [(None, None)] * 2


@pytest.mark.parametrize(
    "reply",
    [ranged(OTHER, '"v2"'), whole(OTHER, etag='"v2"'), whole(OTHER), packed(OTHER)],
    ids=["another version", "no ranges", "no validators", "packed"],
)
def test_a_whole_answer_begins_anew(tmp_path: Path, reply: Reply) -> None:
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), reply]}) as server:
        broken_off(server, tmp_path)
        got = fetch(f"{server.url}/list.csv", tmp_path, manner())
    assert got.path.read_bytes() == OTHER
    assert got.sha256 == hashlib.sha256(OTHER).hexdigest()
    assert ranges(server)[1][0] is not None


@pytest.mark.parametrize(
    "reply",
    [
        part(206, BODY[STOP:], PART, etag='"v2"'),
        part(206, BODY[STOP + 1 :], f"bytes {STOP + 1}-{len(BODY) - 1}/{len(BODY)}"),
        part(206, BODY, f"bytes 0-{len(BODY) - 1}/{len(BODY)}"),
        part(206, BODY[STOP:], "bytes"),
        part(206, BODY[STOP:], PART, content_encoding="gzip"),
        part(416, b"", f"bytes */{STOP}"),
    ],
    ids=["another version", "a gap", "from the start", "no range", "packed", "no such range"],
)
def test_a_part_that_does_not_fit_begins_anew(tmp_path: Path, reply: Reply) -> None:
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), reply, whole(BODY)]}) as server:
        broken_off(server, tmp_path)
        got = fetch(f"{server.url}/list.csv", tmp_path, manner())
    assert got.path.read_bytes() == BODY
    assert [bool(asked) for asked, _ in ranges(server)] == [False, True, False]


def test_a_server_that_gives_a_little_at_a_time_is_asked_again(tmp_path: Path) -> None:
    little = part(206, BODY[STOP : STOP + 500], f"bytes {STOP}-{STOP + 499}/{len(BODY)}")
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), little, ranged(BODY, '"v1"')]}) as server:
        assert fetch(f"{server.url}/list.csv", tmp_path, manner(Limits())).path.read_bytes() == BODY
    assert ranges(server)[2] == (f"bytes={STOP + 500}-", '"v1"')


def test_a_part_is_counted_against_the_limit(tmp_path: Path) -> None:
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), part(206, b"x", f"bytes {STOP}-{STOP}/100001")]}) as server:
        broken_off(server, tmp_path)
        with pytest.raises(FetchError, match="the file holds more than"):
            fetch(f"{server.url}/list.csv", tmp_path, manner())
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_which_a_newer_version_broke_off_may_still_be_the_known_one(tmp_path: Path) -> None:
    with serving({"/list.csv": [ranged(BODY, '"v2"', stop=STOP), ranged(OTHER, '"v1"')]}) as server:
        broken_off(server, tmp_path)
        got = fetch(f"{server.url}/list.csv", tmp_path, manner(), known=Validators('"v1"'))
    assert got.unchanged
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_unsaid_is_begun_anew(tmp_path: Path) -> None:
    """The note is written after the bytes; bytes without a note are of nobody knows what version."""
    with serving({"/list.csv": [ranged(BODY, '"v1"')]}) as server:
        (tmp_path / f"{file_name(f'{server.url}/list.csv')}.part").write_bytes(OTHER)
        assert fetch(f"{server.url}/list.csv", tmp_path, manner()).path.read_bytes() == BODY
    assert ranges(server) == [(None, None)]


def test_bytes_that_somebody_changed_are_begun_anew(tmp_path: Path) -> None:
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), ranged(BODY, '"v1"')]}) as server:
        broken_off(server, tmp_path).write_bytes(OTHER[:STOP])
        assert fetch(f"{server.url}/list.csv", tmp_path, manner()).path.read_bytes() == BODY
    assert ranges(server)[1] == (None, None)


def test_bytes_after_the_note_are_cut_off(tmp_path: Path) -> None:
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), ranged(BODY, '"v1"')]}) as server:
        kept = broken_off(server, tmp_path)
        kept.write_bytes(BODY[:STOP] + b"\0\0\0")
        assert fetch(f"{server.url}/list.csv", tmp_path, manner()).path.read_bytes() == BODY
    assert ranges(server)[1][0] == f"bytes={STOP}-"


@pytest.mark.parametrize("note", ["", "[]", '{"url": 1}', '{"url": "u", "condition": "c", "size": true, "sha256": ""}', "\xff"])
def test_a_note_that_makes_no_sense_is_none(tmp_path: Path, note: str) -> None:
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), ranged(BODY, '"v1"')]}) as server:
        kept = broken_off(server, tmp_path)
        kept.with_name(f"{kept.name}.json").write_text(note, encoding="latin-1")
        assert fetch(f"{server.url}/list.csv", tmp_path, manner()).path.read_bytes() == BODY
    assert ranges(server)[1] == (None, None)


def test_the_note_says_of_what_version_the_bytes_are(tmp_path: Path) -> None:
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP)]}) as server:
        kept = broken_off(server, tmp_path)
        note = json.loads(kept.with_name(f"{kept.name}.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(BODY[:STOP]).hexdigest()
    assert note == {"url": f"{server.url}/list.csv", "condition": '"v1"', "size": STOP, "sha256": digest}


def test_a_page_where_the_rest_was_expected_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    page = whole(b"<html>Sorry</html>", content_type="text/html")
    with serving({"/list.csv": [ranged(BODY, '"v1"', stop=STOP), page]}) as server:
        broken_off(server, tmp_path)
        with pytest.raises(UnreadableFileError):
            fetch(f"{server.url}/list.csv", tmp_path, manner(), expects=[Kind.TEXT])
    assert list(tmp_path.iterdir()) == []


def test_two_processes_do_not_write_one_file(tmp_path: Path) -> None:
    with serving({"/list.csv": [dripping(b"x", 0.01)]}) as server:
        url = f"{server.url}/list.csv"
        with opened(tmp_path / file_name(url), url), pytest.raises(FetchError, match="being fetched already"):
            fetch(url, tmp_path, manner())
        assert server.asked == []


def test_a_person_who_interrupts_keeps_what_arrived(tmp_path: Path) -> None:
    def interrupt(done: int, _: int | None) -> None:
        if done >= STOP:
            raise KeyboardInterrupt

    long = BODY * 100
    with serving({"/list.csv": [ranged(long, '"v1"')]}) as server:
        with pytest.raises(KeyboardInterrupt):
            fetch(f"{server.url}/list.csv", tmp_path, manner(Limits()), progress=interrupt)
        assert fetch(f"{server.url}/list.csv", tmp_path, manner(Limits())).path.read_bytes() == long
    assert ranges(server)[1][0] is not None


def test_all_bytes_that_were_not_yet_a_file_are_asked_for_again(tmp_path: Path) -> None:
    """A crash between the last byte and the file is rare enough."""
    with serving({"/list.csv": [part(416, b"", f"bytes */{len(BODY)}"), whole(BODY)]}) as server:
        url = f"{server.url}/list.csv"
        with opened(tmp_path / file_name(url), url) as partial:
            partial.begin('"v1"')
            partial.add(BODY)
        assert fetch(url, tmp_path, manner()).path.read_bytes() == BODY
