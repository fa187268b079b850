"""Hard negatives: two real names of different legal entities that are near each other, found by rule among the names of a register.

Seven rules, each a class of its own, look at the words of a name without its legal form (`RULES`). Names whose words are the same, in any
order and however spaced, are in no class: what differs is then the legal form, and names alone cannot decide. One name serves once. A draw
depends on the names alone: pairs are taken in the order of a checksum.
"""

import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from msgspec import Struct

_FORMS = frozenset(
    {
        *("ab", "ad", "ag", "and", "aps", "as", "asa", "bhd", "bv", "bvba", "co", "company", "corp", "corporation", "cv", "cvba"),
        *("de", "del", "der", "des", "di", "do", "doo", "du", "e", "ehf", "eireli", "el", "et", "ev", "gmbh", "hf", "inc"),
        *("incorporated", "jsc", "kft", "kg", "kgaa", "kk", "la", "lda", "le", "les", "limited", "llc", "llp", "lp", "ltd", "ltda"),
        *("mbh", "nurs", "nv", "oao", "of", "ohg", "ojsc", "ooo", "ou", "oy", "oyj", "pao", "pjsc", "plc", "private", "pt", "pte"),
        *("pty", "pvt", "sa", "sarl", "sas", "sasu", "sau", "sca", "scs", "sdn", "se", "sicav", "sl", "slu", "snc", "sp", "spa"),
        *("sprl", "srl", "sro", "tbk", "the", "uab", "ug", "und", "vof", "y", "zao", "zoo", "zrt"),
    }
)
"""Words that say the kind of a company, or nothing: they make no name different."""
_NUMERAL = re.compile(r"\d+|[ivx]+|[a-z]")
_INITIALS = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?")
_WORD = re.compile(r"[0-9a-z]+")
_LATIN = re.compile(r"[\x20-\x7e\u00a0-\u024f\u2010-\u201f]+")
_COMMON, _RARE = 400, 40
"""A word of so many names at least is common; of so many at most, rare."""
_ALIKE, _BEGINNING = 0.7, 3
"""Two words may be spellings of the same if so much alike (difflib's ratio), or short forms if they begin with the same letters."""
_LONGEST = 9


class Named(Struct, frozen=True):
    """A name of the register: as written, its words, and those without numbers, Roman numerals and single letters."""

    name: str
    words: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def rank(self) -> int:
        """Its place in every draw."""
        return zlib.crc32(self.name.encode())


_Rule = Callable[[Named, Counter[str]], Iterator[object]]
_Test = Callable[[Named, Named, Counter[str]], bool]


def words_of(name: str) -> tuple[str, ...]:
    """The words of a Latin name, folded, dotted initials joined, the legal form left out; of another script, none."""
    if not _LATIN.fullmatch(name):
        return ()
    folded = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss").replace("ø", "o").replace("&", " "))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter)).replace("'", "").replace("’", "")
    found = _WORD.findall(_INITIALS.sub(lambda hit: hit[0].replace(".", "") + " ", plain))
    return tuple(word for word in found if word not in _FORMS)


def hard_negatives(names: Iterable[str], each: int) -> list[tuple[str, str, str]]:
    """Pairs (left, right, class) of different names, at most `each` of a class."""
    known = {name: words for name in names if 1 < len(words := words_of(name)) <= _LONGEST}
    named = [Named(name, words, tuple(word for word in words if not _NUMERAL.fullmatch(word))) for name, words in known.items()]
    named.sort(key=lambda one: (one.words, one.name))
    counts = Counter(word for one in named for word in set(one.words))
    taken: set[str] = set()
    pairs: list[tuple[str, str, str]] = []
    for kind, (rule, test) in RULES.items():
        drawn = 0
        for left, right in _near(named, counts, rule):
            if drawn == each:
                break
            if {left.name, right.name} & taken or not _differ(left, right) or not test(left, right, counts):
                continue
            taken |= {left.name, right.name}
            pairs.append((left.name, right.name, kind))
            drawn += 1
    return pairs


def _near(named: Sequence[Named], counts: Counter[str], rule: _Rule) -> Iterator[tuple[Named, Named]]:
    """Names that share a key of the rule, each with its neighbour in the order of words; pairs in a drawn order."""
    blocks: defaultdict[object, list[Named]] = defaultdict(list)
    for one in named:
        for key in rule(one, counts):
            blocks[key].append(one)
    pairs = [pair for block in blocks.values() for pair in pairwise(block)]
    yield from sorted(pairs, key=lambda pair: (pair[0].rank ^ pair[1].rank, pair[0].name, pair[1].name))


def _differ(left: Named, right: Named) -> bool:
    """Whether more than the order, the spaces and the legal form differ."""
    return set(left.words) != set(right.words) and "".join(left.words) != "".join(right.words)


def _only(left: Named, right: Named) -> tuple[set[str], set[str]]:
    """The words that the one has alone, and the other."""
    return set(left.words) - set(right.words), set(right.words) - set(left.words)


def _without_numbers(one: Named, _: Counter[str]) -> Iterator[object]:
    """All words but numbers: of a name that has a number, and at least two other words."""
    if len(one.words) > len(one.plain) > 1:
        yield one.plain


def _without_one(one: Named, counts: Counter[str]) -> Iterator[object]:
    """All words but one that is not common, and the place of that one."""
    if len(one.words) > len(("one", "two")):
        for at, word in enumerate(one.words):
            if counts[word] < _COMMON and word in one.plain:
                yield at, (*one.words[:at], *one.words[at + 1 :])


def _without_one_unordered(one: Named, counts: Counter[str]) -> Iterator[object]:
    """The words but one that is not common, in alphabetical order."""
    if len(one.words) > len(("one", "two")):
        for at, word in enumerate(one.words):
            if counts[word] < _COMMON and word in one.plain:
                yield tuple(sorted((*one.words[:at], *one.words[at + 1 :])))


def _first(one: Named, counts: Counter[str]) -> Iterator[object]:
    """The first word, if it is rare."""
    if counts[one.words[0]] <= _RARE and one.words[0] in one.plain:
        yield one.words[0]


def _rare(one: Named, counts: Counter[str]) -> Iterator[object]:
    """Each rare word that is not the first."""
    yield from (word for word in one.plain[1:] if counts[word] <= _RARE)


def _another_word(left: Named, right: Named, _: Counter[str]) -> bool:
    """Whether the one word that differs is another word on the other side, and no other spelling."""
    mine, others = _only(left, right)
    if len(mine) != 1 or len(others) != 1:
        return False
    here, there = mine.pop(), others.pop()
    return here[:_BEGINNING] != there[:_BEGINNING] and SequenceMatcher(None, here, there).ratio() < _ALIKE


def _one_word(left: Named, right: Named, counts: Counter[str]) -> bool:
    """One word differs, and not all that are shared are common."""
    return _another_word(left, right, counts) and not _twins(left, right, counts)


def _generic_twin(left: Named, right: Named, counts: Counter[str]) -> bool:
    """One word differs, and all that are shared are common."""
    return _another_word(left, right, counts) and _twins(left, right, counts)


def _twins(left: Named, right: Named, counts: Counter[str]) -> bool:
    return all(counts[word] >= _COMMON for word in set(left.words) & set(right.words))


def _other_order(left: Named, right: Named, counts: Counter[str]) -> bool:
    """One word differs, and the shared ones stand in another order, or it stands at another place."""
    if not _another_word(left, right, counts):
        return False
    shared = set(left.words) & set(right.words)
    return [word in shared and word for word in left.words] != [word in shared and word for word in right.words]


def _sister(left: Named, right: Named, _: Counter[str]) -> bool:
    """Both have words of their own that are no numbers."""
    mine, others = _only(left, right)
    return bool(mine & set(left.plain) and others & set(right.plain))


def _longer(left: Named, right: Named, _: Counter[str]) -> bool:
    """The one has all words of the other, from its beginning, and one or two more that are no numbers."""
    short, long = sorted((left.words, right.words), key=len)
    more = [word for word in long[len(short) :] if not _NUMERAL.fullmatch(word)]
    return long[: len(short)] == short and 0 < len(more) == len(long) - len(short) <= len(("one", "two"))


RULES: Mapping[str, tuple[_Rule, _Test]] = {
    "another number": (_without_numbers, lambda *_: True),
    "another word": (_without_one, _one_word),
    "generic twins": (_without_one, _generic_twin),
    "another order": (_without_one_unordered, _other_order),
    "sisters": (_first, _sister),
    "a longer name": (_first, _longer),
    "a shared rare word": (_rare, _sister),
}
"""Class, what two names must share, and what must differ:

- another number: all words but numbers, Roman numerals and single letters (Fund I, Fund II);
- another word: all words but one that is not common, and that is no other spelling; generic twins: what is shared are common words;
- another order: as before, and the shared words stand in another order, or the other word at another place;
- sisters: the rare first word, both having words of their own; a longer name: the one has the other's words, and one or two more;
- a shared rare word: a rare word that is not the first, both having words of their own.
"""
