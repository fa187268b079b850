import numpy as np
from msgspec.structs import fields

from clew.names.gram_index import GramIndex
from clew.names.keys import keys_of_all
from clew.names.pairs import table_of
from clew.names.parsing import parse_name
from clew.names.pieces import piece_of, put_together
from clew.names.words import shipped_words

KNOWN = shipped_words()
PIECES: tuple[list[str], ...] = (
    ["Amber Tern Solar Ltd", "新疆示例纺织有限公司"],
    [],
    ["", "Northwind Physics GmbH"],
    ["浙江示例水泥有限公司"],
)


def test_pieces_put_together_are_what_is_made_of_all_names_at_once() -> None:
    parsed = [[parse_name(name, KNOWN) for name in names] for names in PIECES]
    every = [name for names in parsed for name in names]
    joined, index = put_together(piece_of(names, KNOWN) for names in parsed)
    whole, keys = table_of(every, KNOWN), GramIndex.build(*keys_of_all(every, KNOWN))
    assert joined.names == len(every)
    found = joined.table(every)
    for one, other in ((found.units._asdict(), whole.units._asdict()), (found.spoken._asdict(), whole.spoken._asdict())):
        assert all(np.array_equal(array, other[name]) for name, array in one.items())
    assert all(np.array_equal(getattr(index, field.name), getattr(keys, field.name)) for field in fields(GramIndex))


def test_a_piece_carries_no_parsed_names_and_says_whose_each_key_is() -> None:
    piece = piece_of([parse_name(name, KNOWN) for name in ("Amber Tern", "新疆示例")], KNOWN)
    assert piece.table.names == ()
    assert sorted(set(piece.owners.tolist())) == [0, 1]
    assert len(piece.keys.starts) == len(piece.owners) + 1
