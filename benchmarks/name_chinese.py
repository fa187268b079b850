"""Sets of Chinese names whose answer is known: the official list of a stock exchange, and the same companies as holdings files print them.

Only companies whose exchange code is divisible by five are asked about; the others stand among the names, and may be learnt from. Rows are
read where they lie and never printed.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

from msgspec import Struct
from pypinyin import lazy_pinyin
from python_calamine import CalamineWorkbook

LIST = "market/u_szse_official_list/SZSE_A股列表.xlsx"
HOLDINGS = "market/e_holding_name_to_official_name_szse/holding_name_to_official_name_szse.csv"
"""Below the folder of shared data."""
_LEXICONS = ("activities.csv", "entity_words.csv", "places_china.csv", "countries.csv")
_UNSEEN = 5
_WORD = re.compile(r"[a-z]+|\d+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FORMS = frozenset(
    {"co", "company", "companies", "corp", "corporation", "group", "holding", "holdings", "inc", "incorporated", "joint", "limited"}
) | {*("llc", "ltd", "plc", "share", "stock", "the", "of", "and", "coltd")}
"""Words of an English name that its Chinese one need not explain."""


class Listed(Struct, frozen=True):
    """A listed company: exchange code, official Chinese and official English name."""

    code: str
    chinese: str
    english: str

    @property
    def unseen(self) -> bool:
        """Whether it is asked about."""
        return int(self.code) % _UNSEEN == 0


class LookUp(Struct, frozen=True):
    """Queries, the names among which each is looked up, and for each the rows of `names` that are right."""

    title: str
    queries: Sequence[str]
    names: Sequence[str]
    right: Sequence[frozenset[int]]

    def first(self, count: int) -> "LookUp":
        """Fewer queries, spread evenly over all: for a contestant that is too slow for all of them."""
        kept = range(0, len(self.queries), max(1, -(-len(self.queries) // count)))
        return LookUp(self.title, [self.queries[at] for at in kept], self.names, [self.right[at] for at in kept])

    def only(self, keep: Sequence[bool], title: str) -> "LookUp":
        """Those queries alone for which `keep` is true."""
        kept = [at for at, good in enumerate(keep) if good]
        return LookUp(title, [self.queries[at] for at in kept], self.names, [self.right[at] for at in kept])


def listed(data: Path) -> list[Listed]:
    """Every company of the list that has both names; none where the file is missing."""
    path = data / LIST
    if not path.exists():
        return []
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    at = [head.index(name) for name in ("A股代码", "公司全称", "英文名称")]
    found = [Listed(*(str(row[place]).strip() for place in at)) for row in rows]
    return [one for one in found if one.code.isdigit() and one.chinese and one.english]


def look_up(title: str, companies: Sequence[Listed], asked: Callable[[Listed], str], known: Callable[[Listed], str]) -> LookUp:
    """Ask by one kind of name among another: the unseen companies, among all."""
    return _look_up(title, [(asked(one), known(one)) for one in companies if one.unseen], [known(one) for one in companies])


def _look_up(title: str, wanted: Sequence[tuple[str, str]], names: Sequence[str]) -> LookUp:
    """(query, right name) among the names; every row of that name is right."""
    rows: defaultdict[str, set[int]] = defaultdict(set)
    for at, name in enumerate(names):
        rows[name].add(at)
    return LookUp(title, [query for query, _ in wanted], names, [frozenset(rows[name]) for _, name in wanted])


def printed(title: str, data: Path, companies: Sequence[Listed], known: Callable[[Listed], str]) -> LookUp:
    """Names as holdings files print them, each once, asked among one kind of official name."""
    by_code = {one.code: one for one in companies}
    path = data / HOLDINGS
    wanted: dict[tuple[str, str], None] = {}
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                company = by_code.get(row["code"])
                if company and company.unseen and row["holding_name"].strip():
                    wanted[row["holding_name"].strip(), known(company)] = None
    return _look_up(title, list(wanted), [known(one) for one in companies])


def syllables_apart(name: str) -> str:
    """Pinyin without tones, a space between syllables."""
    return " ".join(lazy_pinyin(name))


def two_by_two(name: str) -> str:
    """Pinyin in words of two syllables, the length of most Chinese words: what people write, without a lexicon."""
    found = lazy_pinyin(name)
    return " ".join("".join(found[at : at + 2]).capitalize() for at in range(0, len(found), 2))


def one_word(name: str) -> str:
    """Pinyin without spaces."""
    return "".join(lazy_pinyin(name))


def romanised(name: str) -> str:
    """A Chinese name as peers that know no Chinese get it: in pinyin, syllables apart; other names stay."""
    return syllables_apart(name) if _HAN.search(name) else name


def explained(company: Listed, lexicon: Sequence[tuple[str, frozenset[str]]]) -> bool:
    """The rule of “literal or pinyin”: nothing in the English name is free.

    Every word of it is a legal form, or a run of pinyin syllables of the Chinese name, or stands in an English rendering that the lexicon
    gives to a word of the Chinese name.
    """
    spoken = [syllable.replace("ü", "u") for syllable in lazy_pinyin(company.chinese) if syllable.isascii()]
    runs = {"".join(spoken[start:end]) for start in range(len(spoken)) for end in range(start + 1, min(len(spoken), start + 5) + 1)}
    said = frozenset().union(*(words for chinese, words in lexicon if chinese in company.chinese))
    return all(word in _FORMS or word in runs or word in said for word in _WORD.findall(company.english.casefold()))


def shipped_lexicon() -> list[tuple[str, frozenset[str]]]:
    """(Chinese word, all words of its English renderings) of activities, kinds of entities and places; words of brands are left out."""
    found: list[tuple[str, frozenset[str]]] = []
    for name in _LEXICONS:
        text = files("clew").joinpath("packs", "names", name).read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            found += [(word.strip(), frozenset(_WORD.findall(row["en"].casefold()))) for word in row["zh"].split("|")]
    return found
