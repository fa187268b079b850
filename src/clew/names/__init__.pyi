from clew.names.comparison import Comparison as Comparison
from clew.names.comparison import Party as Party
from clew.names.comparison import compare as compare
from clew.names.pairs import Scores as Scores
from clew.names.pairs import Verdict as Verdict
from clew.names.pairs import compare_pairs as compare_pairs
from clew.names.parsing import parse as parse
from clew.names.parts import Name as Name
from clew.names.parts import Part as Part
from clew.names.searching import Hit as Hit
from clew.names.searching import NameIndex as NameIndex
from clew.names.searching import search as search

__all__ = [
    "Comparison",
    "Hit",
    "Name",
    "NameIndex",
    "Part",
    "Party",
    "Scores",
    "Verdict",
    "compare",
    "compare_pairs",
    "parse",
    "search",
]
