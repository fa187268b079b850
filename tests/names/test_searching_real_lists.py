"""How often a real company is found, over the list of an exchange and what holdings files print. Rows are read in place and never printed.

The companies whose code is divisible by five are in no lexicon, count or tree that ships: they alone say how well an unknown name is found.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from msgspec import Struct

from clew.names.pairs import Verdict
from clew.names.searching import TOP, NameIndex
from name_chinese import Listed, LookUp, listed, look_up, one_word, printed, syllables_apart, two_by_two

pytestmark = [pytest.mark.shared_data, pytest.mark.slow]


class Found(Struct, frozen=True):
    """What the answers to some queries are worth.

    Attributes:
        names: among which they were looked up; `first`, `five`: the share of queries that are right in the first place, in the first five.
        said: first hits that are called the same; `precision`: the share of those that are right.
    """

    names: int
    first: float
    five: float
    said: int
    precision: float


Ask = Callable[[str], Found]


def measured(index: NameIndex, asked: LookUp) -> Found:
    """What an index of the asked names answers."""
    answers = index.search(asked.queries, TOP)
    pairs = list(zip(answers, asked.right, strict=True))
    first = [bool(hits) and hits[0].place in right for hits, right in pairs]
    five = [any(hit.place in right for hit in hits) for hits, right in pairs]
    said = [hits[0].place in right for hits, right in pairs if hits and hits[0].verdict is Verdict.SAME]
    return Found(len(asked.names), _share(first), _share(five), len(said), _share(said))


def _share(told: Sequence[bool]) -> float:
    return sum(told) / max(len(told), 1)


def _learnt(companies: Sequence[Listed]) -> LookUp:
    """English names of every fourth of the companies from which words may have been learnt, asked among the Chinese names of all."""
    places: defaultdict[str, set[int]] = defaultdict(set)
    for at, one in enumerate(companies):
        places[one.chinese].add(at)
    asked = [one for one in companies if not one.unseen][::4]
    right = [frozenset(places[one.chinese]) for one in asked]
    return LookUp("", [one.english for one in asked], [one.chinese for one in companies], right)


@pytest.fixture(scope="module")
def ask(shared_data: Path) -> Ask:
    """What is found, by what is asked: each is measured once."""
    companies = listed(shared_data)
    if not companies:
        pytest.skip(f"the list of the exchange is not in {shared_data}")
    chinese = NameIndex.build([(one.code, one.chinese) for one in companies])
    english = NameIndex.build([(one.code, one.english) for one in companies])

    def spelt(how: Callable[[str], str]) -> LookUp:
        return look_up("", companies, lambda one: how(one.chinese), lambda one: one.chinese)

    questions: dict[str, Callable[[], tuple[NameIndex, LookUp]]] = {
        "english": lambda: (chinese, look_up("", companies, lambda one: one.english, lambda one: one.chinese)),
        "chinese": lambda: (english, look_up("", companies, lambda one: one.chinese, lambda one: one.english)),
        "learnt": lambda: (chinese, _learnt(companies)),
        "syllables": lambda: (chinese, spelt(syllables_apart)),
        "one word": lambda: (chinese, spelt(one_word)),
        "two by two": lambda: (chinese, spelt(two_by_two)),
        "holdings": lambda: (english, printed("", shared_data, companies, lambda one: one.english)),
    }
    return cache(lambda title: measured(*questions[title]()))


def test_an_unknown_english_name_finds_its_chinese_one(ask: Ask) -> None:
    found = ask("english")
    assert found.names > 2_800
    assert (found.first >= 0.70, found.five >= 0.82) == (True, True), found


def test_an_unknown_chinese_name_finds_its_english_one(ask: Ask) -> None:
    found = ask("chinese")
    assert (found.first >= 0.70, found.five >= 0.80) == (True, True), found


def test_a_known_english_name_finds_its_chinese_one(ask: Ask) -> None:
    assert ask("learnt").first >= 0.70


@pytest.mark.parametrize(("spelt", "floor"), [("syllables", 0.97), ("one word", 0.97), ("two by two", 0.95)])
def test_pinyin_finds_the_chinese_name(ask: Ask, spelt: str, floor: float) -> None:
    """Syllables two by two are put together wrongly as often as rightly."""
    assert ask(spelt).first >= floor


def test_a_name_as_holdings_files_print_it_finds_the_official_english_name(ask: Ask) -> None:
    assert ask("holdings").first >= 0.95


def test_of_a_hundred_first_hits_that_are_called_the_same_ninety_nine_are(ask: Ask) -> None:
    """Between English and Chinese over both directions together: of either alone, three hundred hits are too few to tell .99 from .985."""
    across = [ask("english"), ask("chinese")]
    said = sum(one.said for one in across)
    assert said > 400
    assert sum(one.said * one.precision for one in across) / said >= 0.99, across
    within = [ask(title) for title in ("syllables", "one word", "two by two", "holdings")]
    assert min(one.precision for one in within) >= 0.99, within
