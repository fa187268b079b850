"""Which column is what: by its head, checked against its cells."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from clew.model.holding import ColumnReading
from clew.pack.holdings import HeadWords
from clew.portfolio.evidence import FEWEST, MOSTLY, Evidence, plain_sum, sample, weigh
from clew.portfolio.heads import HeadReading, head_without_units, read_head, read_units

_IDENTIFIERS = frozenset({"isin", "lei", "cusip", "sedol", "figi"})
_TEXTUAL = _IDENTIFIERS | {"ticker", "identifier"}
_NUMERIC = frozenset({"weight", "value", "commitment"})
_BESIDE = frozenset({"currency", "country", "sector", "asset_class"})
"""Fields of which files often have two columns: the choice is worth no warning unless the heads are the same."""
_UNHEADED_RANK, _DECIDED_RANK = 10_000, -1
_NAME_LENGTH = 6
NOTHING: Mapping[int, str] = MappingProxyType({})
"""Where nobody decided about columns."""


class Column(Struct, frozen=True):
    """One column that was understood.

    Attributes:
        index: place in the row.
        head: as written.
        field: one of `clew.pack.holdings.FIELDS`.
        why: the evidence.
        rank: the lower, the better the head fits.
        currency: named in the head, or "".
        percent: whether the head says percent.
    """

    index: int
    head: str
    field: str
    why: str
    rank: int = _UNHEADED_RANK
    currency: str = ""
    percent: bool = False


class Columns(Struct, frozen=True):
    """All columns of a table, read.

    Attributes:
        by_field: the one column chosen for each field.
        ignored: heads of the others.
        warnings: choices between columns that a reader should know.
    """

    by_field: Mapping[str, Column]
    ignored: tuple[str, ...]
    warnings: tuple[str, ...]

    def readings(self) -> tuple[ColumnReading, ...]:
        """For the reader: head, field and why, in the file's order."""
        chosen = sorted(self.by_field.values(), key=lambda column: column.index)
        return tuple(ColumnReading(column.head, column.field, column.why, column.index + 1) for column in chosen)


def read_columns(
    heads: Sequence[str], cells: Sequence[Sequence[str]], words: HeadWords, blanks: frozenset[str], decided: Mapping[int, str] = NOTHING
) -> Columns:
    """What each column holds.

    Args:
        heads: the column heads, "" where there is none.
        cells: the cells of each column, in the order of the heads.
        words: the known heads.
        blanks: cells that say nothing, in lower case.
        decided: what a person says of columns, by index: a field, or "" for one that is not read. It overrules head and cells.
    """
    weighed = [weigh(sample(column, blanks)) for column in cells]
    found = [_column(index, head, weighed[index], words) for index, head in enumerate(heads) if index not in decided]
    found += [_decided(index, heads[index], field, words) for index, field in decided.items() if field]
    candidates = [column for column in found if column is not None]
    if any(column.field == "commitment" for column in candidates):
        candidates += _private_values(heads, weighed, {column.index for column in candidates} | set(decided), words)
    if not any(heads):
        candidates += _by_cells_alone(cells, weighed, {column.index for column in candidates} | set(decided))
    chosen, warnings = _one_a_field(candidates, cells)
    used = {column.index for column in chosen.values()}
    warnings += [_doubt(column, weighed[column.index]) for column in chosen.values()]
    ignored = tuple(head for index, head in enumerate(heads) if index not in used and head)
    return Columns(chosen, ignored, tuple(warning for warning in warnings if warning))


def _decided(index: int, head: str, field: str, words: HeadWords) -> Column:
    """A column of which a person says what it is."""
    return Column(index, head, field, "the mapping says so", _DECIDED_RANK, *read_units(head, words))


def _column(index: int, head: str, evidence: Evidence, words: HeadWords) -> Column | None:
    """What one column holds, by head and cells; None when neither tells."""
    reading = read_head(head, words)
    if reading is None:
        return _by_check_digit(index, head, evidence)
    if reading.field in _TEXTUAL:
        return _identifying(index, head, reading, evidence)
    if reading.field in _NUMERIC and (not evidence.filled or evidence.numeric < evidence.filled / 2):
        return None
    if reading.field == "name" and evidence.numeric > evidence.filled / 2:
        return None
    return Column(
        index, head, reading.field, f"its head says {reading.field.replace('_', ' ')}", reading.rank, reading.currency, reading.percent
    )


def _private_values(heads: Sequence[str], weighed: Sequence[Evidence], taken: set[int], words: HeadWords) -> list[Column]:
    """What stakes in private funds are worth, beside their commitments: a column of net asset values is one of prices elsewhere."""
    return [
        Column(index, head, "value", "its head says net asset value, beside commitments", _UNHEADED_RANK, *read_units(head, words))
        for index, head in enumerate(heads)
        if index not in taken and head_without_units(head, words) in words.private_value and weighed[index].numeric
    ]


def _by_check_digit(index: int, head: str, evidence: Evidence) -> Column | None:
    if evidence.kind is None or evidence.valid < FEWEST:
        return None
    return Column(index, head, evidence.kind.key, _why(evidence, ""))


def _why(evidence: Evidence, said: str) -> str:
    title = "" if evidence.kind is None else evidence.kind.title
    share = f"{evidence.valid} of {evidence.filled} different cells looked at have the form and check digit of {title}"
    return f"{share}, though its head says {said}" if said else share


def _identifying(index: int, head: str, reading: HeadReading, evidence: Evidence) -> Column | None:
    """A column whose head promises some identifier: the cells say which one it is."""
    kind = evidence.kind
    if kind is not None and reading.field != kind.key and evidence.valid >= FEWEST:
        return Column(index, head, kind.key, _why(evidence, reading.field), reading.rank)
    if reading.field == "identifier":
        if not evidence.mixed or evidence.mixed < evidence.filled / 2:
            return None
        return Column(
            index,
            head,
            "identifier",
            f"{evidence.mixed} of {evidence.filled} different cells looked at are identifiers of several kinds",
            reading.rank,
        )
    return Column(index, head, reading.field, f"its head says {reading.field}", reading.rank)


def _by_cells_alone(cells: Sequence[Sequence[str]], weighed: Sequence[Evidence], taken: set[int]) -> list[Column]:
    """Name and weight of a table without heads: the longest words, and the numbers that add up to 1 or 100."""
    free = [index for index in range(len(cells)) if index not in taken and weighed[index].filled]
    wordy = [index for index in free if weighed[index].numeric == 0 and weighed[index].length >= _NAME_LENGTH]
    columns = []
    if wordy:
        name = max(wordy, key=lambda index: (weighed[index].filled, weighed[index].length))
        columns.append(Column(name, "", "name", "no heads; of the columns of words this one differs most from row to row"))
    sums = {index: plain_sum(cells[index]) for index in free if weighed[index].numeric >= MOSTLY * weighed[index].filled}
    weight = next((index for index, total in sums.items() if _is_whole(float(total))), None)
    if weight is not None:
        columns.append(Column(weight, "", "weight", f"no heads; the column adds up to {sums[weight]}"))
    return columns


def _is_whole(total: float) -> bool:
    tolerance = 0.03
    return abs(total - 1) <= tolerance or abs(total - 100) <= 100 * tolerance


def _one_a_field(candidates: Sequence[Column], cells: Sequence[Sequence[str]]) -> tuple[dict[str, Column], list[str]]:
    """The best column of each field, and a word on every choice that was made."""
    chosen: dict[str, Column] = {}
    warnings: list[str] = []
    for column in sorted(candidates, key=lambda column: _preference(column, cells)):
        first = chosen.setdefault(column.field, column)
        if (
            first is not column
            and first.rank != _DECIDED_RANK
            and any(cells[column.index])
            and (column.field not in _BESIDE or first.head == column.head)
        ):
            warnings.append(_choice(first, column, cells))
    return chosen, warnings


def _preference(column: Column, cells: Sequence[Sequence[str]]) -> tuple[bool, bool, int, int]:
    """Columns that a person decided first, empty ones last, else by how usual the head is."""
    return column.rank != _DECIDED_RANK, not any(cells[column.index]), column.rank, column.index


def _choice(first: Column, other: Column, cells: Sequence[Sequence[str]]) -> str:
    differing = sum(1 for one, two in zip(cells[first.index], cells[other.index], strict=True) if one != two)
    field = first.field.replace("_", " ")
    places = f"column {first.index + 1} “{first.head}” was read as {field}, column {other.index + 1} “{other.head}” was not"
    return f"{places}; they differ in {differing} rows" if differing else f"{places}; their cells are the same"


def _doubt(column: Column, evidence: Evidence) -> str:
    """A warning on a column of identifiers most of whose cells are none."""
    if column.field not in _IDENTIFIERS or not evidence.filled or (evidence.kind is not None and evidence.kind.key == column.field):
        return ""
    return f"column “{column.head}” should hold {column.field.upper()}s, but most of its cells are none"
