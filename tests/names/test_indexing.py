from collections.abc import Iterator

import pytest

from clew.names.indexing import MANY, index_names, parsed_piece
from clew.names.pairs import Verdict
from clew.names.searching import NameIndex
from clew.names.words import shipped_words

LISTED = [("X1", "新疆示例纺织有限公司"), ("T1", "Amber Tern Solar Ltd"), ("N1", "Northwind Physics GmbH"), ("O", "")]
QUERIES = ["Xinjiang Shili Textile Co., Ltd.", "Amber Tern Solar", "Nortwind Physics", "", "Zzyzx"]


def answers(index: NameIndex) -> list[list[tuple[str, str, int, float, Verdict]]]:
    return [[(hit.id, hit.name, hit.place, hit.score, hit.verdict) for hit in hits] for hits in index.search(QUERIES)]


def silent(_: str) -> None:
    """What is told is not of interest."""


def test_names_are_indexed_and_found_by_the_shipped_words() -> None:
    index = index_names(iter(LISTED), len(LISTED), silent)
    assert index.known is shipped_words()
    assert [hits[0][0] if hits else "" for hits in answers(index)][:4] == ["X1", "T1", "N1", ""]


def test_no_names_are_an_index_too() -> None:
    index = index_names([], 0, silent)
    assert [len(hits) for hits in answers(index)] == [0] * len(QUERIES)


def test_a_piece_of_work_carries_no_parsed_names() -> None:
    assert parsed_piece(["Amber Tern", "新疆示例"]).table.names == ()


def test_few_names_are_not_told_of() -> None:
    told: list[str] = []
    index_names(LISTED, len(LISTED), told.append)
    assert told == []


@pytest.mark.slow
def test_two_processes_make_the_same_index_as_one_and_say_how_far_they_are() -> None:
    """Names of three pieces of work; their number is said to be one for which a second process is started."""

    def rows() -> Iterator[tuple[str, str]]:
        yield from LISTED
        yield from ((str(at), f"Lantern {at % 977} Works {at % 89}") for at in range(20_400))

    told: list[str] = []
    one, two = index_names(rows(), 20_404, silent), index_names(rows(), MANY, told.append)
    assert list(one.ids) == list(two.ids)
    assert answers(one) == answers(two)
    assert told == [f"Reading names: {count:,} of {MANY:,}" for count in (10_000, 20_000, 20_404)]
