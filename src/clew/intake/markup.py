"""Published XML as one JSON object a line, element by element, in streams.

The convention is that of GLEIF's golden copy in JSON: `<LegalName xml:lang="sk">ALFA</LegalName>` within its record is
`{"LegalName": {"@xml:lang": "sk", "$": "ALFA"}}`. An element that may stand more than once is a list even when it stands once, so that a
query finds it in one place; which these are, the caller knows from the format. One that stands twice and is not among them stops the
reading: a value would be lost.

Nothing outside the file is read, and nothing in it grows: declarations of entities are refused, in which a kilobyte becomes a gigabyte or
names a file of the reader's machine. XInclude is an element like any other.
"""

import codecs
import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat

from msgspec import Struct, field

from clew.errors import ClewError, Fault, UnexpectedContentError
from clew.intake.content import unreadable
from clew.intake.encodings import checked_name, marked_encoding, texts_of
from clew.intake.jsontext import LARGEST
from clew.intake.opened import Opened, fresh
from clew.intake.survey import chunks_of

DEEPEST = 200
"""Levels of elements."""
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_FETCH_AGAIN = "Fetch the file again; if it stays the same, ask its publisher."
_OUTLINED = 1024 * 1024
_MOST_OUTLINED = 200

_ENCODED = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

_Value = str | dict[str, "_Value"] | list["_Value"]
_Attributes = dict[str, str]


def declared_encoding(start: bytes, name: str) -> str:
    """The encoding that a byte order mark or the declaration of an XML file names; without either it is UTF-8.

    Raises:
        UnreadableFileError: nobody knows an encoding of that name.
    """
    marked = marked_encoding(start)
    declared = _DECLARATION.match(start)
    return marked or (checked_name(declared[1].decode(), name) if declared else "utf-8")


def xml_records(opened: Opened, tag: str, repeated: Collection[str], scratch: Path) -> Path:
    """Each element of a name as one JSON object a line: record 12 is line 12.

    Prefixes of namespaces are dropped, except that of `xml:lang` and its kin; so are their declarations. Text is trimmed, and what stands
    between child elements is joined; an element without text has no "$".

    Args:
        opened: of kind XML.
        tag: the local name of the elements, or several names separated by spaces. One within another of them is a child like any other.
        repeated: local names of the elements that may stand more than once beside each other.
        scratch: where the lines are written.

    Raises:
        UnreadableFileError: damaged, cut off, nested too deep, with declarations of entities, or a record too large.
        UnexpectedContentError: an element stands twice that should stand once.
    """
    target = fresh(scratch, ".jsonl")
    with target.open("w", encoding="utf-8", newline="") as file:
        parse_xml(opened, _Records(opened.name, tag, frozenset(repeated), file))
    return target


def xml_root(opened: Opened) -> str:
    """The local name of the root element, by which a format is recognised.

    Raises:
        UnreadableFileError: the file is no XML up to there.
    """
    return xml_outline(opened)[0]


def xml_outline(opened: Opened) -> tuple[str, ...]:
    """The local names of the first elements, the root first and each once, within the first megabyte.

    Raises:
        UnreadableFileError: the file is no XML up to there.
    """
    outline = _Outline(opened.name)
    try:
        parse_xml(opened, outline, most=_OUTLINED)
    except ClewError:
        if not outline.names:
            raise
    return tuple(outline.names)


class XmlReader:
    """What any reading of XML refuses; `parser` is set before the first event. Names come without the prefixes of namespaces."""

    parser: expat.XMLParserType

    def __init__(self, name: str) -> None:
        """Read a file that the user named so."""
        self.name = name
        self.depth = 0
        self.blank_lines = 0

    def without_blank_lines(self, start: bytes) -> bytes:
        """The start of a file from its declaration on, which some publishers let stand below a blank line, against the standard."""
        plain = start.removeprefix(codecs.BOM_UTF8).lstrip()
        self.blank_lines = start[: len(start) - len(plain)].count(b"\n")
        return plain

    @property
    def line(self) -> int:
        """The line of the file at which the parser is."""
        return self.parser.CurrentLineNumber + self.blank_lines

    def started(self, name: str, attributes: _Attributes) -> None:
        """Take the start of an element."""

    def ended(self, name: str) -> None:
        """Take its end."""

    def text(self, text: str) -> None:
        """Take text within it."""

    def deeper(self, name: str, attributes: _Attributes) -> None:
        """Begin an element, unless it lies too deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault(f"elements are nested more than {DEEPEST} levels deep")
        self.started(_local(name), attributes)

    def higher(self, name: str) -> None:
        """End an element."""
        self.depth -= 1
        self.ended(_local(name))

    def refuse_entity(self, *_: object) -> None:
        """Refuse a declaration of an entity."""
        raise self.fault("the file declares entities of its own, in which a bomb or a path may hide", "Fetch it from its publisher again.")

    def refuse_unknown(self, entity: str, *_: object) -> None:
        """Refuse an entity that is declared nowhere."""
        raise self.fault(f"the entity &{entity}; is declared nowhere in the file")

    def fault(self, what: str, mend: str = _FETCH_AGAIN) -> ClewError:
        """The error of what stands here."""
        return unreadable(self.name, what, mend, self.line)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def parse_xml(opened: Opened, reader: XmlReader, most: int = 0) -> None:
    """Let a reader see a file, or the first `most` bytes of it. The encoding is ours to say: expat knows few.

    Raises:
        UnreadableFileError: damaged, cut off, nested too deep, or with declarations of entities.
    """
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    reader.parser = parser
    parser.StartElementHandler = reader.deeper
    parser.EndElementHandler = reader.higher
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.refuse_entity
    parser.ExternalEntityRefHandler = reader.refuse_unknown  # type: ignore[assignment] # it never returns
    parser.SkippedEntityHandler = reader.refuse_unknown
    passed = 0
    try:
        for number, chunk in enumerate(_utf8_of(opened)):
            parser.Parse(chunk if number else reader.without_blank_lines(chunk), False)  # noqa: FBT003 - expat's own signature
            passed += len(chunk)
            if most and passed >= most:
                return
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except expat.ExpatError as error:
        what = f"the file is no whole XML ({expat.ErrorString(error.code)})"
        raise unreadable(opened.name, what, _FETCH_AGAIN, error.lineno + reader.blank_lines) from error


def _utf8_of(opened: Opened) -> Iterator[bytes]:
    if codecs.lookup(opened.encoding).name == "utf-8":
        return chunks_of(opened.path)
    return (text.encode() for text in texts_of(opened.path, opened.encoding, opened.name))


class _Outline(XmlReader):
    """The names of the first elements."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.names: dict[str, None] = {}

    def started(self, name: str, attributes: _Attributes) -> None:  # noqa: ARG002 - a reader's signature
        if len(self.names) < _MOST_OUTLINED:
            self.names[name] = None


class _Element(Struct):
    """An element that is not yet closed."""

    fields: dict[str, _Value]
    texts: list[str] = field(default_factory=list)


class _Records(XmlReader):
    """Writes each record once its element is closed."""

    def __init__(self, name: str, tag: str, repeated: frozenset[str], file: IO[str]) -> None:
        super().__init__(name)
        self._tags = frozenset(tag.split())
        self._repeated = repeated
        self._file = file
        self._open: list[_Element] = []
        self._number = 0
        self._size = 0

    def started(self, name: str, attributes: _Attributes) -> None:
        if not self._open:
            if name not in self._tags:
                return
            self._number += 1
            self._size = 0
        fields: dict[str, _Value] = {}
        self._open.append(_Element(fields))
        self._grow(len(name))
        for key, value in attributes.items():
            self._take_attribute(fields, key, value)

    def _take_attribute(self, fields: dict[str, _Value], key: str, value: str) -> None:
        if key == "xmlns" or key.startswith("xmlns:"):
            return
        short = f"@{key if key.startswith('xml:') else _local(key)}"
        if short in fields:
            raise self._twice(f"attribute {short[1:]}")
        fields[short] = value
        self._grow(len(key) + len(value))

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1].texts.append(text)
            self._grow(len(text))

    def ended(self, name: str) -> None:
        if not self._open:
            return
        closed = self._open.pop()
        text = "".join(closed.texts).strip()
        if text:
            closed.fields["$"] = text
        if self._open:
            self._put(self._open[-1].fields, name, closed.fields)
        else:
            self._file.write(_ENCODED(closed.fields) + "\n")

    def _put(self, fields: dict[str, _Value], name: str, value: _Value) -> None:
        if name in self._repeated:
            beside = fields.setdefault(name, [])
            if isinstance(beside, list):
                beside.append(value)
        elif name in fields:
            raise self._twice(f"element {name}")
        else:
            fields[name] = value

    def _twice(self, what: str) -> UnexpectedContentError:
        mend = "Give the file as it was published; if it is, its format has changed, and clew has to learn it."
        return UnexpectedContentError(Fault(f"the {what} stands twice in record {self._number}", mend, self.name, self.line))

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > LARGEST:
            raise self.fault(f"record {self._number} holds more than {LARGEST // 1024 // 1024} MB")
