"""XML as one object a line, in the convention of GLEIF's golden copy."""

import json
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import InputError, UnexpectedContentError, UnreadableFileError
from clew.intake.containers import open_container, xml_records, xml_root
from clew.intake.markup import xml_outline


def records(tmp_path: Path, text: str | bytes, tag: str, *repeated: str) -> list[object]:
    (tmp_path / "list.xml").write_bytes(text if isinstance(text, bytes) else text.encode())
    opened = open_container(tmp_path / "list.xml", tmp_path / "scratch")
    return [json.loads(line) for line in xml_records(opened, tag, repeated, tmp_path).read_text(encoding="utf-8").splitlines()]


def test_the_convention(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?>
<lei:Data xmlns:lei="urn:x" xmlns="urn:y"><lei:Record id="7" xsi:type="t" xmlns:xsi="urn:z">
  <lei:LegalName xml:lang="sk"> ALFA &amp; <![CDATA[<B>]]> </lei:LegalName>
  <lei:Other>1</lei:Other><lei:Empty/>
  <lei:Deep><lei:Other>2</lei:Other><lei:Other>3</lei:Other></lei:Deep>
</lei:Record><lei:Record/></lei:Data>"""
    assert records(tmp_path, text, "Record", "Other") == [
        {
            "@id": "7",
            "@type": "t",
            "LegalName": {"@xml:lang": "sk", "$": "ALFA & <B>"},
            "Other": [{"$": "1"}],
            "Empty": {},
            "Deep": {"Other": [{"$": "2"}, {"$": "3"}]},
        },
        {},
    ]


def test_text_around_elements_is_joined(tmp_path: Path) -> None:
    assert records(tmp_path, "<a>one <b>two</b> three</a>", "a") == [{"b": {"$": "two"}, "$": "one  three"}]


def test_a_record_within_a_record_is_a_child(tmp_path: Path) -> None:
    assert records(tmp_path, "<r><a><a>1</a></a><a>2</a></r>", "a") == [{"a": {"$": "1"}}, {"$": "2"}]


def test_an_element_that_stands_twice_stops_the_reading(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match=r"row 3: the element b stands twice in record 2"):
        records(tmp_path, "<r><a><b/></a>\n<a><b/>\n<b/></a></r>", "a")
    with pytest.raises(UnexpectedContentError, match="the attribute k stands twice in record 1"):
        records(tmp_path, "<r xmlns:x='u'><a x:k='1' k='2'/></r>", "a")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-1", "cp850", "gb18030"])
def test_a_declared_encoding_is_honoured(tmp_path: Path, encoding: str) -> None:
    name = "新疆" if encoding == "gb18030" else "Société"
    text = f'<?xml version="1.0" encoding="{encoding}"?><r><a>{name}</a></r>'
    assert records(tmp_path, text.encode(encoding), "a") == [{"$": name}]


def test_a_blank_line_above_the_declaration(tmp_path: Path) -> None:
    assert records(tmp_path, "\n\n<?xml version='1.0'?><r><a>1</a></r>", "a") == [{"$": "1"}]
    with pytest.raises(UnreadableFileError, match="row 4"):
        records(tmp_path, "\n\n<?xml version='1.0'?>\n<r><a>1</r>", "a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;">]><a>&m;</a>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]><a/>', "declares entities"),
        ('<!DOCTYPE a SYSTEM "a.dtd"><a>&nbsp;</a>', "the entity &nbsp; is declared nowhere"),
        ("<a>&nbsp;</a>", "undefined entity"),
        ("<a>" * 201 + "</a>" * 201, "nested more than 200"),
        ("<a><b>", "no whole XML"),
        ("<a></b>", "mismatched tag"),
        ("<a/><a/>", "junk after document element"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xe9</a>', "no whole XML"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "no encoding of text"),
        ("<a>" + "x" * 17_000_000 + "</a>", "record 1 holds more than 16 MB"),
    ],
    ids=range(12),
)
def test_what_is_refused(tmp_path: Path, text: str | bytes, expected: str) -> None:
    with pytest.raises(UnreadableFileError, match=expected):
        records(tmp_path, text, "a")


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    text = f"<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='{tmp_path}/secret.txt' parse='text'/></a>"
    assert records(tmp_path, text, "a") == [{"include": {"@href": f"{tmp_path}/secret.txt", "@parse": "text"}}]


def test_names_by_which_a_format_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "list.xml").write_text("<x:LEIData xmlns:x='u'><x:Header/><x:Records><x:Record/><x:Record/></x:Records></x:LEIData>")
    opened = open_container(tmp_path / "list.xml", tmp_path)
    assert xml_root(opened) == "LEIData"
    assert xml_outline(opened) == ("LEIData", "Header", "Records", "Record")
    (tmp_path / "list.xml").write_text("<?xml version='1.0'?>")
    with pytest.raises(InputError):
        xml_root(open_container(tmp_path / "list.xml", tmp_path))


texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
elements = st.fixed_dictionaries({"id": texts, "text": texts, "names": st.lists(texts, min_size=1, max_size=3)})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.lists(elements, max_size=5), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_elements_come_back(tmp_path: Path, found: list[dict[str, str]], encoding: str) -> None:
    body = "".join(
        f"<x:e id={quoteattr(each['id'])}><t>{escape(each['text'])}</t>"
        + "".join(f"<n>{escape(name)}</n>" for name in each["names"])
        + "</x:e>"
        for each in found
    )
    text = f'<?xml version="1.0" encoding="{encoding}"?><r xmlns:x="u">{body}</r>'
    expected = [{"@id": each["id"], "t": {"$": each["text"]}, "n": [{"$": name} for name in each["names"]]} for each in found]
    assert records(tmp_path, text.encode(encoding), "e", "n") == expected
