"""JSON as one object a line, as it was written."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError, UnreadableFileError
from clew.intake.containers import Opened, json_keys, json_records, open_container

CHUNK = 1024 * 1024


def opened(tmp_path: Path, text: str | bytes) -> Opened:
    (tmp_path / "list.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_container(tmp_path / "list.json", tmp_path / "scratch")


def lines(tmp_path: Path, text: str | bytes, at: str = "") -> list[str]:
    return json_records(opened(tmp_path, text), at, tmp_path / "scratch").read_text(encoding="utf-8").removesuffix("\n").split("\n")


def test_lines_are_read_where_they_lie(tmp_path: Path) -> None:
    found = opened(tmp_path, '{"a": 1}\n{"a": 2}\n')
    assert json_records(found, "", tmp_path) == found.path == tmp_path / "list.json"


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ('[{"a": 1}, {"a": 2}]', "", ['{"a": 1}', '{"a": 2}']),
        ('[\n  {\n    "a": 1\n  }\n]\n', "", ['{     "a": 1   }']),
        ("[]", "", [""]),
        ('\n{"a": 1}\n\n \n{"a": 2}', "", ['{"a": 1}', '{"a": 2}']),
        ('{\n"a": 1\n}\n{\n"a": 2}', "", ['{ "a": 1 }', '{ "a": 2}']),
        ('{"records": [{"a": 1}], "total": 1}', "records", ['{"a": 1}']),
        ('{"total": 1, "x": [[1], {}], "data": {"y": [1, 2], "items": [{"a": 1}]}}', "data.items", ['{"a": 1}']),
        ('{"records": []}', "records", [""]),
        ('[{"a": 1.10, "b": 1e2, "c": -0, "d": 123456789012345678901234567890.5e-7}]', "", None),
        ('[{"a": "\\u00e9\\/\\ud83d\\ude00 é新"}]', "", None),
    ],
)
def test_records_are_cut_out_as_they_are(tmp_path: Path, text: str, at: str, expected: list[str] | None) -> None:
    assert lines(tmp_path, text, at) == (expected if expected is not None else [text[1:-1]])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_other_encodings_of_unicode(tmp_path: Path, encoding: str) -> None:
    assert lines(tmp_path, '[{"a": "é新"}]'.encode(encoding)) == ['{"a": "é新"}']


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ('{"a": 1}\n{"a": \n{"a": 3}\n', "", r"row 2: the line is no JSON"),
        ('{"a": 1,}\n{"a": 2}\n', "", r"row 1: the line is no JSON"),
        ('{"a": 1}\n\n{"a": 1}{"a": 2}\n', "", r"row 3: the line holds more than one value"),
        ('{"a": 1}\n[1]\n', "", r"row 2: the line is no object"),
        ('{"a": 1}\n{"a": 1, "a": 2}\n', "", r'row 2: the key "a" stands twice'),
        ('{"a": 1}\n{"a": NaN}\n', "", r"row 2: NaN is no number"),
        ('{"a": 1}\n{"a": "\\udc00"}\n', "", r"row 2: .*surrogate"),
        ('{"a": 1}\n{"a": ' + "[" * 10_000 + "]" * 10_000 + "}\n", "", r"row 2: it is nested"),
        ('{"a": 1}\n{"a": ' + "[" * 300 + "]" * 300 + "}\n", "", r"row 2: it is nested"),
        ('[{"a": 1}, {"a": ' + "[" * 10_000 + "]" * 10_000 + "}]", "", r"record 2 cannot be read: it is nested"),
        ('[{"a": 1},, {"a": 2}]', "", r"record 2 cannot be read: it is no JSON"),
        ('[{"a": 1},]', "", r"record 2"),
        ('[{"a": 1} {"a": 2}]', "", r"record 1 cannot be read: { stands where , or ] should"),
        ('[{"a": 1}, {"a": "b', "", r"record 2 cannot be read"),
        ('[{"a": 1}', "", r"the file ends where"),
        ('[{"a": 1}] x', "", r"more text follows"),
        ('[{"a": Infinity}]', "", r"record 1 cannot be read: Infinity"),
        ('{"x": 1, "records": [{"a": 1}]', "records", r"the file ends where"),
        ('{"records": [], "records": []}', "records", r'the key "records" stands twice'),
        ('{"records": [{"a": 1}], "z": tru}', "records", "it is no JSON"),
    ],
    ids=range(20),
)
def test_what_is_no_json_is_named_by_its_place(tmp_path: Path, text: str, at: str, expected: str) -> None:
    with pytest.raises((UnreadableFileError, UnexpectedContentError), match=expected):
        lines(tmp_path, text, at)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("[1, 2]", "", "record 1 is no object"),
        ('{"total": 1, "results": []}', "records", "the keys there are: total, results"),
        ('{"records": {}}', "records", 'no list at "records"'),
        ('{"data": []}', "data.items", "no object on the way"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, text: str, at: str, expected: str) -> None:
    with pytest.raises(UnexpectedContentError, match=expected):
        lines(tmp_path, text, at)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('{"total": 1, "records": [{"a": 1}]}', ("total", "records")),
        ('[{"a": 1, "b": {"c": 2}}, {"d": 1}]', ("a", "b")),
        ('{"a": 1}\n{"b": 1}\n', ("a",)),
        ("[[1]]", ()),
        ("[]", ()),
        ("{}", ()),
    ],
)
def test_keys_by_which_a_format_is_recognised(tmp_path: Path, text: str, keys: tuple[str, ...]) -> None:
    assert json_keys(opened(tmp_path, text)) == keys


@pytest.mark.parametrize("shift", range(0, 40, 3))
def test_values_that_lie_over_the_end_of_a_chunk(tmp_path: Path, shift: int) -> None:
    record = '{"a": "é\\u00e9\\"", "b": [123.45e6, true, null]}'
    text = " " * (CHUNK - 20 - shift) + f'{{"n": 12345678901234, "x": [true, -1.5], "r": [{record}, {record}]}}'
    assert lines(tmp_path, '{"y":' + text + "}", "y.r") == [record, record]


def test_a_record_too_large(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="more than 16 MB"):
        lines(tmp_path, '[{"a": "' + "x" * 17_000_000 + '"}]')
    with pytest.raises(UnreadableFileError, match="longer than 16 MB"):
        lines(tmp_path, '{"a": 1}\n{"a": "' + "x" * 17_000_000 + '"}\n')


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), inner, max_size=3),
    max_leaves=8,
)
objects = st.lists(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), values, max_size=3), min_size=1, max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
@given(objects, st.booleans(), st.sampled_from([None, 2]), st.sampled_from(["lines", "", "records", "data.items"]))
def test_objects_come_back(tmp_path: Path, found: list[dict[str, object]], ascii_only: bool, indent: int | None, at: str) -> None:  # noqa: FBT001 - drawn
    if at == "lines":
        text = "\n".join(json.dumps(each, ensure_ascii=ascii_only) for each in found)
    else:
        whole: object = (
            found if not at else {"records": found, "n": [1]} if at == "records" else {"n": {}, "data": {"m": "x", "items": found}}
        )
        text = json.dumps(whole, ensure_ascii=ascii_only, indent=indent)
    assert [json.loads(line) for line in lines(tmp_path, text, "" if at == "lines" else at)] == found
