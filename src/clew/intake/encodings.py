"""In which encoding a published text is, told by its bytes, and its text in chunks.

The order of the evidence:

1. what the user says;
2. a byte order mark, or NUL bytes at every second place (UTF-16);
3. all bytes are UTF-8. Text in another encoding is that by chance only where it has next to no letter outside ASCII;
4. most of the places outside ASCII are UTF-8, and few are not: a UTF-8 file that was damaged. It is refused with the place of the
   damage, since reading it as something else would spoil every name in it;
5. high bytes stand in runs of even length and are Chinese characters of daily use: GB 18030;
6. high bytes stand in runs of three and more and are Arabic letters: Windows-1256. No Western language has three accents in a row;
7. the rest is Western: CP850 or Windows-1252, whichever makes the more plausible letters beside letters. The two put their letters in
   different places: an é of CP850 is a low quotation mark in Windows-1252, an é of Windows-1252 is an Ú in CP850, and an Ú between two
   small letters speaks against it as a line-drawing character does. Where nothing speaks for either (a lone § or £), it is Windows-1252,
   which is far more frequent in what is published today.

What is decided from a sample is verified over the whole file while it is read.
Cyrillic, Big5 or Shift-JIS are not told: the user names them.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from clew.errors import UnreadableFileError
from clew.intake.content import unreadable
from clew.intake.survey import CHUNK, chunks_of

NAME_IT = "Save it as CSV in UTF-8, or name its encoding with --encoding."
MOST_DAMAGE = 0.1
"""Share of places outside ASCII that are no UTF-8, up to which a file is UTF-8 that was damaged."""
DOUBLE_BYTE_SHARE = 0.6
"""Share of high bytes standing in runs of even length above which they are Chinese and not accents."""
ARABIC_SHARE = 0.5
"""Share of high bytes standing in runs of three and more above which they are words and not accents."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PUBLISHED_NAMES = {"cp1252": "windows-1252", "cp1256": "windows-1256", "utf-8-sig": "utf-8"}
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DAILY_CHINESE = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_IN_WORDS = re.compile(r"[a-zA-Z]?[^\x00-\x7f]+[a-zA-Z]?")
_FREQUENT = frozenset("éèêëàâäáãåæçñíìîïóòôöõøœúùûüßÿýÉÈÀÂÄÁÃÅÆÇÑÍÓÔÖÕØÚÜšžŠŽ")
_OPENING = frozenset("‘“«")
_CLOSING = frozenset("’”»")
_SIGNS = frozenset("–—…•€®©™°ºª§£\xa0")
_ARABIC = re.compile(r"[\u0600-\u06ff\u200c\u200d\u200e\u200f،؛؟]")
_LEAST_SAMPLE = 64


def checked_name(encoding: str, name: str) -> str:
    """The encoding that the user says, as it is published.

    Raises:
        UnreadableFileError: nobody knows an encoding of that name.
    """
    try:
        found = codecs.lookup(encoding)
        plain = found._is_text_encoding and "," in found.decode(found.encode("a,b")[0])[0]  # noqa: SLF001 - base64 is a codec, and no encoding of text
    except (LookupError, UnicodeError, ValueError, TypeError) as error:
        raise _unknown(encoding, name) from error
    if not plain or found.name in {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "utf-7"}:
        raise _unknown(encoding, name)
    return _PUBLISHED_NAMES.get(found.name, found.name)


def _unknown(encoding: str, name: str) -> UnreadableFileError:
    return unreadable(name, f'there is no encoding of text called "{encoding}"', "Name one such as utf-8, gb18030, cp850 or windows-1252.")


def marked_encoding(start: bytes) -> str:
    """UTF-8 or UTF-16 where a byte order mark, or NUL bytes at every second place, say so; else ""."""
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    nul_even, nul_odd = start[::2].count(0), start[1::2].count(0)
    if max(nul_even, nul_odd) > len(start) // 5 and min(nul_even, nul_odd) < len(start) // 50 + 1:
        return "utf-16-be" if nul_even > nul_odd else "utf-16-le"
    return ""


def has_mark(start: bytes) -> bool:
    """Whether a byte order mark comes first."""
    return any(start.startswith(mark) for mark, _ in _MARKS)


def legacy_encoding(sample: bytes) -> str:
    """The encoding of bytes that are not all UTF-8: "utf-8" for a damaged file, and "" when they are of none that is told here.

    Args:
        sample: some megabytes that hold the first byte that is no UTF-8. It may begin and end within a character.
    """
    runs = _HIGH_RUNS.findall(sample)
    if _is_damaged_utf8(runs):
        return "utf-8"
    if is_double_byte(runs) and _is_daily_chinese(runs) and _decoded(sample, "gb18030") is not None:
        return "gb18030"
    if _is_arabic(runs):
        return "windows-1256"
    scores = {encoding: _western(sample, encoding) for encoding in ("windows-1252", "cp850")}
    return max((name for name in scores if scores[name] is not None), key=lambda name: scores[name] or 0, default="")


def _is_damaged_utf8(runs: list[bytes]) -> bool:
    letters = spoiled = 0
    for run in runs:
        rest = _UTF8_LETTER.subn(b"", run)
        letters += rest[1]
        spoiled += bool(rest[0])
    return letters > 0 and spoiled <= MOST_DAMAGE * (letters + spoiled)


def is_double_byte(runs: list[bytes]) -> bool:
    """Whether high bytes come in pairs. An accent in Western text mostly stands alone between plain letters."""
    lengths = [len(run) for run in runs]
    return sum(length for length in lengths if length % 2 == 0) > DOUBLE_BYTE_SHARE * sum(lengths)


def _is_daily_chinese(runs: list[bytes]) -> bool:
    """Whether the pairs are such as GB 2312 already had; traditional characters and rare names may be among them."""
    pairs = [run[at : at + 2] for run in runs for at in range(0, len(run) - 1, 2)]
    daily = sum(_DAILY_CHINESE.fullmatch(pair) is not None for pair in pairs)
    return daily > len(pairs) // 2


def _is_arabic(runs: list[bytes]) -> bool:
    long = [run for run in runs if len(run) > 2]  # noqa: PLR2004 - three in a row are a word
    text = _decoded(b"".join(long), "windows-1256")
    if not text or sum(map(len, long)) <= ARABIC_SHARE * sum(map(len, runs)):
        return False
    return len(_ARABIC.findall(text)) > 0.9 * len(text)


def _decoded(sample: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None


def _western(sample: bytes, encoding: str) -> float | None:
    """How plausible a sample is in an encoding; None if it holds a byte that the encoding leaves out."""
    text = _decoded(sample, encoding)
    if text is None:
        return None
    return sum(
        _plausible(letter, word[:at][-1:], word[at + 1 : at + 2])
        for word in _IN_WORDS.findall(text)
        for at, letter in enumerate(word)
        if not letter.isascii()
    )


def _plausible(letter: str, before: str, after: str) -> float:
    """How plausible a character outside ASCII is between its neighbours, "" where neither a letter nor outside ASCII."""
    if letter in _OPENING | _CLOSING:
        return _plausible_quotation(letter, before, after)
    if letter in _SIGNS:
        return -1.0 if before and after else 0.5
    if not letter.isalpha():
        return -1.0 if before or after else 0.0
    if not before and not after:
        return 0.25 if letter in _FREQUENT and letter.islower() else 0.0
    changes_case = (letter.isupper() and before.islower()) or (letter.islower() and after.isascii() and after.isupper())
    return -1.0 if changes_case else float(letter in _FREQUENT)


def _plausible_quotation(letter: str, before: str, after: str) -> float:
    """Whether a quotation mark stands where one opens or closes; an apostrophe stands within a word as well."""
    if before and after:
        return 1.0 if letter == "’" else -1.0
    stands_well = bool(after) if letter in _OPENING else bool(before)
    return 1.0 if stands_well else 0.0


def texts_of(path: Path, encoding: str, name: str) -> Iterator[str]:
    """The text of a file in chunks, without its byte order mark.

    Raises:
        UnreadableFileError: a byte that the encoding does not have, by its line and place in the line.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    place = _Place(name, encoding)
    first = True
    for chunk, last in _with_last(path):
        try:
            text = decoder.decode(chunk, last)
        except UnicodeDecodeError as error:
            raise place.fault(error) from error
        if first and text:
            text, first = text.removeprefix("\ufeff"), False
        if text:
            place.pass_over(text)
            yield text


def _with_last(path: Path) -> Iterator[tuple[bytes, bool]]:
    for chunk in chunks_of(path):
        yield chunk, False
    yield b"", True


class _Place:
    """How far a text was read, for the words of an error."""

    def __init__(self, name: str, encoding: str) -> None:
        self._name = name
        self._encoding = encoding
        self._line = 1
        self._column = 1

    def pass_over(self, text: str) -> None:
        feeds = text.count("\n")
        self._line += feeds
        self._column = len(text) - text.rfind("\n") if feeds else self._column + len(text)

    def fault(self, error: UnicodeDecodeError) -> UnreadableFileError:
        self.pass_over(error.object[: error.start].decode(self._encoding, "replace"))
        byte = error.object[error.start]
        what = f"the byte 0x{byte:02X} at character {self._column} of the line is no {self._encoding.upper()}"
        return unreadable(self._name, what, NAME_IT, self._line)


def sample_of(path: Path, at: int) -> bytes:
    """Some megabytes of a file around the place where they matter: from its start if that holds the place."""
    most = 4 * CHUNK
    with path.open("rb") as file:
        if at >= most - _LEAST_SAMPLE:
            file.seek(at - _LEAST_SAMPLE)
        return file.read(most)
