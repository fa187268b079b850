"""Tables of web pages as their readers see them."""

from pathlib import Path

import pytest

from clew.errors import UnreadableFileError
from clew.intake.containers import Kind, RawTable, open_container


def tables(tmp_path: Path, body: str | bytes) -> tuple[RawTable, ...]:
    data = body if isinstance(body, bytes) else f"<!DOCTYPE html><html><body>{body}</body></html>".encode()
    (tmp_path / "page.html").write_bytes(data)
    opened = open_container(tmp_path / "page.html", tmp_path / "scratch")
    assert opened.kind is Kind.PAGE
    return opened.tables


def rows(tmp_path: Path, body: str) -> list[tuple[str, ...]]:
    (table,) = tables(tmp_path, f"<table>{body}</table>")
    return list(table.preview)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr>", [("a", "b"), ("1", "2")]),
        ("<tr><td>a<td>b<tr><td>1<td>2", [("a", "b"), ("1", "2")]),
        ("<td>a<td>b", [("a", "b")]),
        ("<thead><tr><th>a</thead><tbody><tr><td>1</tbody>", [("a",), ("1",)]),
        ("<tr><td colspan=2>a<td>b<tr><td>1<td>2<td>3", [("a", "a", "b"), ("1", "2", "3")]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e", [("a", "b"), ("a", "c"), ("d", "e")]),
        ("<tr><td>a<td rowspan='2'>b<tr><td>c", [("a", "b"), ("c", "b")]),
        ("<tr><td>a<td>b<td rowspan=2>c<tr><td>d", [("a", "b", "c"), ("d", "", "c")]),
        ("<tr><td rowspan=2 colspan=2>a<tr><td>b", [("a", "a"), ("a", "a", "b")]),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", [("a", "b"), ("a", "c"), ("a", "d")]),
        ("<tr><td colspan=x rowspan=-1>a<td colspan=0>b", [("a", "b")]),
        ("<tr><td>a &amp; b&nbsp;&eacute;&#26032;\n  c</td></tr>", [("a & b é新 c",)]),
        ("<tr><td>a<br>b<br/><p>c</p>d,<br>e<ul><li>f</ul></td></tr>", [("a; b; c; d, e; f",)]),
        ("<tr><td>a<script>x<b</script><style>y</style><b>b</b><!-- c --></td></tr>", [("ab",)]),
        ("<tr><td> </td></tr><tr></tr><tr><td>a</td></tr>", [("a",)]),
        ("stray<tr>stray<td>a</td>stray</tr>", [("a",)]),
        ("</td></tr><tr><td>a</td></td></tr></tr>", [("a",)]),
        ('<tr><td>a, "b"</td></tr>', [('a, "b"',)]),
    ],
    ids=range(18),
)
def test_cells(tmp_path: Path, body: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(tmp_path, body) == expected


def test_a_table_is_a_csv_file(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, "<table><tr><td>a, b<td>c<tr><td>d<td>e</table>")
    assert table.path.read_text() == '"a, b",c\nd,e\n'
    assert (table.delimiter, table.lines) == (",", (1, 2))


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("<h2>Entities <i>listed</i></h2><p>Some text.</p>", "Entities listed"),
        ("<h1>Page</h1><h3>Part</h3>", "Part"),
        ("<h1>Page</h1><p><b>Part</b></p>", "Part"),
        ("<h1>Page</h1><p><b>Note:</b> some text</p>", "Page"),
        ("<div><strong>Part</strong></div>", "Part"),
        ("<p>text</p>", ""),
    ],
)
def test_the_heading_above_is_the_title(tmp_path: Path, above: str, title: str) -> None:
    assert tables(tmp_path, f"{above}<table><tr><td>a</table>")[0].title == title


def test_a_caption_is_a_title(tmp_path: Path) -> None:
    first, second = tables(tmp_path, "<h2>A</h2><table><caption>B</caption><tr><td>x</table><table><tr><td>y</table>")
    assert (first.title, first.preview) == ("B", (("x",),))
    assert second.title == "A"


def test_a_table_within_a_cell_is_text_and_a_table(tmp_path: Path) -> None:
    outer, inner = tables(tmp_path, "<table><tr><td>a<table><tr><td>b<td>c<tr><td>d</table>e<td>f</table>")
    assert outer.preview == (("a; b c; d; e", "f"),)
    assert inner.preview == (("b", "c"), ("d",))


def test_a_table_of_layout_is_left_out(tmp_path: Path) -> None:
    inner = "<table>" + "<tr><td>abcdefgh<td>abcdefgh" * 80_000 + "</table>"
    (found,) = tables(tmp_path, f"<table><tr><td>{inner}</table>")
    assert len(found.preview) == 60
    assert found.path.read_text().count("\n") == 80_000


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("iso-8859-1", "windows-1252"), ("windows-1256", "windows-1256")]
)
def test_a_declared_encoding_is_honoured(tmp_path: Path, declared: str, encoding: str) -> None:
    text = {"gb2312": "新疆鄯善", "iso-8859-1": "é “x”", "windows-1256": "مصر"}[declared]
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = f"<html><head>{meta}<title>x</title></head><table><tr><td>{text}</table>"
    (tmp_path / "page.html").write_bytes(page.encode(encoding))
    opened = open_container(tmp_path / "page.html", tmp_path / "scratch")
    assert opened.encoding == encoding
    assert opened.tables[0].preview == ((text,),)


def test_a_page_that_was_saved_in_another_encoding_than_it_declares(tmp_path: Path) -> None:
    assert tables(tmp_path, '<html><meta charset="gb2312"><table><tr><td>新疆</table>'.encode())[0].preview == (("新疆",),)
    assert (
        tables(tmp_path, '<html><meta charset="utf-8"><table><tr><td>Orléans, Besançon</table>'.encode("cp1252"))[0].preview[0][0]
        == "Orléans, Besançon"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>nothing</p>", "holds no table"),
        ("<table><tr><td> </td></tr></table>", "holds no table"),
        ("<table><tr><td>" * 60, "within each other"),
        ("<table></table>" * 2001, "more than 2000 tables"),
        ("<table><tr>" + "<td>a" * 1001, "more than 1000 columns"),
        ("<table><tr><td>a</table><p " + "x" * 18_000_000, "a tag is longer"),
    ],
    ids=range(6),
)
def test_what_is_refused(tmp_path: Path, body: str, expected: str) -> None:
    with pytest.raises(UnreadableFileError, match=expected):
        tables(tmp_path, body)
