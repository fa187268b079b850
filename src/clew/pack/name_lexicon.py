"""Words of Chinese company names and their English renderings: what companies do, what tells those of one group apart, what brands say."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from importlib.resources.abc import Traversable
from typing import TypeVar

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS

T = TypeVar("T")

SEPARATOR = " | "
"""Between the renderings of a word."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]{1,7}")
_RENDERING = re.compile(r"[a-z0-9]+(?: [a-z0-9]+){0,3}")
_KIND = re.compile(r"[a-z]+")

_Row = tuple[int, dict[str, str]]
"""The 1-based line of a row, and its cells by column."""


class Term(Struct, frozen=True):
    """A word that says what a company does, or a general word in brands.

    Attributes:
        zh: the word in simplified characters, as it stands in a company's name.
        en: what it is called in English names, in lower case, the most usual first; at least one.
    """

    zh: str
    en: tuple[str, ...]


class EntityWord(Struct, frozen=True):
    """A word that tells companies of one group apart: group, branch, factory, first.

    Attributes:
        zh: the word in simplified characters.
        en: what it is called in English names, as in `Term`.
        kind: what it is a word for ("group", "branch", "factory", "number").
    """

    zh: str
    en: tuple[str, ...]
    kind: str


def load_activities(place: Traversable = PACKS / "names" / "activities.csv") -> tuple[Term, ...]:
    """Read the words for what companies do.

    Raises:
        PackError: the file is missing or malformed, or a row breaks the rules of words; all faults are named.
    """
    return _load(place, ("zh", "en"), lambda cells: Term(cells["zh"], _renderings(cells)))


def load_entity_words(place: Traversable = PACKS / "names" / "entity_words.csv") -> tuple[EntityWord, ...]:
    """Read the words that tell companies of one group apart; the column `class` becomes `kind`.

    Raises:
        PackError: as `load_activities`, and for a class that is not one word in small letters.
    """
    return _load(place, ("zh", "en", "class"), lambda cells: EntityWord(cells["zh"], _renderings(cells), cells["class"]))


def _renderings(cells: dict[str, str]) -> tuple[str, ...]:
    """The English renderings of a row."""
    return tuple(cells["en"].split(SEPARATOR))


def _load(place: Traversable, head: tuple[str, ...], make: Callable[[dict[str, str]], T]) -> tuple[T, ...]:
    """One value for each row of a table with this head."""
    rows = _rows(place, head)
    faults = [*_twice(rows, str(place)), *(fault for row in rows for fault in _row_faults(row, str(place)))]
    if faults:
        raise PackError(*sorted(faults, key=lambda fault: fault.row or 0))
    return tuple(make(cells) for _, cells in rows)


def _rows(place: Traversable, head: tuple[str, ...]) -> list[_Row]:
    """The rows of a table with their lines.

    Raises:
        PackError: it is missing, is not CSV, has another head, or has rows with too few or too many cells.
    """
    where = str(place)
    try:
        reader = csv.reader(io.StringIO(place.read_text(encoding="utf-8"), newline=""), strict=True)
        lines = [(reader.line_num, cells) for cells in reader]
    except OSError as error:
        raise PackError(Fault("the pack's file is missing", "Reinstall clew, or restore the file.", where)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackError(Fault(f"this is not CSV: {error}", "Save it as CSV in UTF-8.", where)) from error
    if not lines or tuple(lines[0][1]) != head:
        raise PackError(Fault("the head of the table is another one", f"Make it {','.join(head)}.", where, 1))
    odd = [
        Fault(f"{len(cells)} cells, not {len(head)}", "Mend the row.", where, line) for line, cells in lines[1:] if len(cells) != len(head)
    ]
    if odd:
        raise PackError(*odd)
    return [(line, dict(zip(head, cells, strict=True))) for line, cells in lines[1:]]


def _twice(rows: Sequence[_Row], where: str) -> Iterator[Fault]:
    """Words that an earlier row has."""
    first: dict[str, int] = {}
    for line, cells in rows:
        earlier = first.setdefault(cells["zh"], line)
        if earlier != line:
            yield Fault(f"“{cells['zh']}” stands in row {earlier} too", "Make one row of both.", where, line, "zh")


def _row_faults(row: _Row, where: str) -> Iterator[Fault]:
    """What is wrong with the cells of one row."""
    line, cells = row
    tellings = {"zh": _chinese(cells["zh"]), "en": _english(_renderings(cells)), "class": _class(cells)}
    for column, told in tellings.items():
        yield from (Fault(what, mend, where, line, column) for what, mend in told)


def _chinese(word: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a Chinese word, and the mend. GB 2312 is the national set of characters in which only simplified forms stand."""
    if not _CHINESE.fullmatch(word):
        yield f"“{word}” is not one to seven Chinese characters", "Leave out Latin letters, digits, spaces and signs."
        return
    traditional = [character for character in word if not character.encode("gb2312", "ignore")]
    if traditional:
        yield f"“{word}” has {'、'.join(traditional)}, outside the simplified characters of GB 2312", "Write it in simplified characters."


def _english(renderings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the English renderings of a word, and the mends."""
    for number, rendering in enumerate(renderings):
        if not rendering.strip():
            yield "a rendering is empty", "Write one, or leave out the separator."
        elif rendering != rendering.lower():
            yield f"“{rendering}” has capital letters", "Write it small."
        elif not _RENDERING.fullmatch(rendering):
            yield f"“{rendering}” is not one to four words of letters and digits", f"Put{SEPARATOR}between renderings, and no other sign."
        if rendering in renderings[:number]:
            yield f"“{rendering}” stands twice", "Leave one out."


def _class(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a class, where the table has one, and the mend."""
    if "class" in cells and not _KIND.fullmatch(cells["class"]):
        yield f"the class “{cells['class']}” is not one word in small letters", "Write one, such as branch."
