"""Line ends are made one outside quotation marks, and kept within."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.intake.newlines import unified


def one(text: str, delimiter: str = ",") -> str:
    return "".join(unified([text], delimiter))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ('a,"x\r\ny"\r\nb', 'a,"x\r\ny"\nb'),
        ('a,"x""\r""y"\r"b\r"', 'a,"x""\r""y"\n"b\r"'),
        ('5" pipe\r\n6" pipe\r\n', '5" pipe\n6" pipe\n'),
        ('"a"b"\r\nc\r', '"a"b"\nc\n'),
        ('"",""\r"",\r', '"",""\n"",\n'),
        ("\r", "\n"),
        ("", ""),
    ],
)
def test_line_ends(text: str, expected: str) -> None:
    assert one(text) == expected


@given(st.text('a,"\r\n', max_size=40), st.integers(1, 5))
def test_chunks_make_no_difference(text: str, size: int) -> None:
    assert "".join(unified([text[at : at + size] for at in range(0, len(text), size)], ",")) == one(text)


cells = st.text('ab ,;"\r\n', max_size=6)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=6), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(",;\t|"))
def test_rows_stay_what_they_are(rows: list[list[str]], end: str, delimiter: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    assert list(csv.reader(io.StringIO(one(file.getvalue(), delimiter), newline=""), delimiter=delimiter)) == rows
