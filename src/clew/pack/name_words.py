"""What the words of a company's name are, by three tables: legal forms of the world, families of words, and how common a word is.

The words of all three are written as they stand in a name after its accents, capitals and marks are taken off: small letters, an
apostrophe dropped, every other mark a space. "S.A." is `s a`, "Société" is `societe`. A file with faults is refused as a whole, and every
fault is named with its row.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import TypeVar

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, once

FORM_KINDS = frozenset(
    {
        *("limited", "joint_stock", "corporation", "partnership", "limited_partnership", "cooperative"),
        *("foundation", "association", "trust", "sole", "branch", "state", "company"),
    }
)
"""What the members of a form owe and own; one abbreviation may stand for several, and then has the kind that most names mean.

A `company` (“Co”) is of any form: a list that cuts “Co., Ltd.” short writes it too.
"""
WORD_KINDS = frozenset({"activity", "entity", "filler", "number"})
"""An entity word tells companies of one group apart, an activity word says what a company does, a filler says nothing."""

T = TypeVar("T")

_FOLDER = PACKS / "names"
_BETWEEN_VARIANTS = " | "
_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_COUNTRY = re.compile("[A-Z]{2}")
_ELF = re.compile("[A-Z0-9]{4}")
_MARKED = ("LATIN ", "GREEK ")
_Row = tuple[int, Mapping[str, str]]


class LegalForm(Struct, frozen=True):
    """One way in which a legal form stands in a name.

    Attributes:
        form: the words, for example `gmbh` or `sociedad anonima`.
        kind: one of `FORM_KINDS`.
        countries: ISO 3166 codes of the countries that use it; empty where many do.
        elf: codes of ISO 20275 that register entries with such names bear; empty where none was seen often enough to be sure.
    """

    form: str
    kind: str
    countries: frozenset[str]
    elf: frozenset[str]


class WordFamily(Struct, frozen=True):
    """Spellings of one word of names, in one language or several.

    Attributes:
        word: the spelling that stands for all.
        kind: one of `WORD_KINDS`.
        variants: the other spellings; one may be of several words.
    """

    word: str
    kind: str
    variants: tuple[str, ...]


class WordCounts(Struct, frozen=True):
    """In how many names a word stands.

    Attributes:
        total: the names that were counted.
        names: of how many of them a word is part, for every word that is in enough of them.
    """

    total: int
    names: Mapping[str, int]


@once
def load_legal_forms(place: Traversable = _FOLDER / "forms_world.csv") -> tuple[LegalForm, ...]:
    """Read the legal forms.

    Raises:
        PackError: the file is missing or malformed, or a form stands twice; all faults are named.
    """
    where, faults, rows = _read(place, ("form", "class", "countries", "elf"))
    faults += _twice(((row["form"], number) for number, row in rows), where, "form")
    for number, row in rows:
        faults += _not_plain(row["form"], where, number, "form")
        faults += _not_among(row["class"], FORM_KINDS, where, number, "class")
        faults += _not_codes(row["countries"], _COUNTRY, where, number, "countries")
        faults += _not_codes(row["elf"], _ELF, where, number, "elf")
    made = (LegalForm(row["form"], row["class"], frozenset(row["countries"].split()), frozenset(row["elf"].split())) for _, row in rows)
    return _whole(made, faults)


def load_word_families(place: Traversable = _FOLDER / "english_words.csv") -> tuple[WordFamily, ...]:
    """Read the families of words.

    Raises:
        PackError: the file is missing or malformed, or a spelling stands in two families; all faults are named.
    """
    where, faults, rows = _read(place, ("word", "kind", "variants"))
    families = [(number, WordFamily(row["word"], row["kind"], _variants(row["variants"]))) for number, row in rows]
    faults += _twice(((spelling, number) for number, one in families for spelling in (one.word, *one.variants)), where, "variants")
    for number, one in families:
        faults += _not_plain(one.word, where, number, "word")
        faults += _not_among(one.kind, WORD_KINDS, where, number, "kind")
        faults += [fault for variant in one.variants for fault in _not_plain(variant, where, number, "variants")]
    return _whole((one for _, one in families), faults)


def load_word_counts(place: Traversable = _FOLDER / "word_counts.csv") -> WordCounts:
    """Read how common words are.

    Raises:
        PackError: the file is missing or malformed, its first row is not the total, or a word stands twice; all faults are named.
    """
    where, faults, rows = _read(place, ("word", "names"))
    faults += _twice(((row["word"], number) for number, row in rows), where, "word")
    if rows and rows[0][1]["word"]:
        faults.append(Fault("the first row is not the total", "Begin with a row whose word is empty.", where, rows[0][0], "word"))
    counts: dict[str, int] = {}
    for at, (number, row) in enumerate(rows):
        faults += _not_plain(row["word"], where, number, "word") if at else ()
        if row["names"].isascii() and row["names"].isdigit():
            counts[row["word"]] = int(row["names"])
        else:
            faults.append(Fault(f"“{row['names']}” is not a whole number", "Give the number of names.", where, number, "names"))
    total = counts.pop("", None)
    over = [(number, row["word"]) for number, row in rows if total is not None and counts.get(row["word"], 0) > total]
    faults += [Fault(f"“{word}” is in more names than there are", "Mend it or the total.", where, number, "names") for number, word in over]
    _whole((), faults)
    return WordCounts(total or 0, counts)


def _read(place: Traversable, columns: Sequence[str]) -> tuple[str, list[Fault], list[_Row]]:
    """The file's name, what is wrong with its shape, and the rows that are whole, each with its line in the file."""
    where, faults, rows = str(place), list[Fault](), list[_Row]()
    try:
        reader = csv.reader(io.StringIO(place.read_text(encoding="utf-8")))
    except OSError as error:
        raise PackError(Fault("the pack's file is missing", "Reinstall clew, or restore the file.", where)) from error
    except UnicodeDecodeError as error:
        raise PackError(Fault(f"this is not UTF-8: {error}", "Save the file as UTF-8.", where)) from error
    head = next(reader, [])
    if head != list(columns):
        raise PackError(Fault(f"the columns are {', '.join(head) or 'missing'}", f"Write {','.join(columns)}.", where, 1))
    for cells in reader:
        if len(cells) == len(columns):
            rows.append((reader.line_num, dict(zip(columns, cells, strict=True))))
        else:
            faults.append(Fault(f"{len(cells)} cells stand here", f"Give {len(columns)}.", where, reader.line_num))
    if not rows:
        faults.append(Fault("the table is empty", "Add a row.", where))
    return where, faults, rows


def _whole(made: Iterable[T], faults: Sequence[Fault]) -> tuple[T, ...]:
    """What was made, where nothing is wrong."""
    if faults:
        raise PackError(*faults)
    return tuple(made)


def _variants(cell: str) -> tuple[str, ...]:
    """The spellings in a cell."""
    return tuple(cell.split(_BETWEEN_VARIANTS)) if cell else ()


def _twice(words: Iterable[tuple[str, int]], where: str, column: str) -> Iterator[Fault]:
    """Words that stand in the table already; each comes with its row."""
    first: dict[str, int] = {}
    for word, number in words:
        if word in first:
            yield Fault(f"“{word}” stands in row {first[word]} already", "Keep one of the two.", where, number, column)
        else:
            first[word] = number


def _not_plain(word: str, where: str, number: int, column: str) -> Iterator[Fault]:
    """A word that no name holds once its capitals, accents and marks are off."""
    if not (_PLAIN.fullmatch(word) or (not word.isascii() and _is_plain(word))):
        mend = "Write it in small letters without accents or marks, with single spaces."
        yield Fault(f"“{word}” is not as words stand in a plain name" if word else "a spelling is empty", mend, where, number, column)


def _is_plain(word: str) -> bool:
    """Whether a word beyond ASCII is plain. Accents count in Latin and Greek only: elsewhere a mark makes another letter."""
    parts = unicodedata.normalize("NFKC", word).lower()
    return (
        parts == word == " ".join(word.split())
        and all(one == " " or unicodedata.category(one)[0] in "LMN" for one in word)
        and not any(unicodedata.name(one, "").startswith(_MARKED) and unicodedata.decomposition(one) for one in word)
    )


def _not_among(value: str, known: frozenset[str], where: str, number: int, column: str) -> Iterator[Fault]:
    """A value that is none of those that are known."""
    if value not in known:
        yield Fault(f"“{value}” is unknown", f"Use one of {', '.join(sorted(known))}.", where, number, column)


def _not_codes(cell: str, code: re.Pattern[str], where: str, number: int, column: str) -> Iterator[Fault]:
    """Codes of another shape, or out of order: in order, a change shows what it adds."""
    codes = cell.split()
    wrong = [one for one in codes if not code.fullmatch(one)]
    yield from (Fault(f"“{one}” is no code", "Mend it.", where, number, column) for one in wrong)
    if " ".join(sorted(set(codes))) != cell:
        yield Fault(
            f"“{cell}” is not in order", "Give each code once, in the order of the alphabet, with single spaces.", where, number, column
        )
