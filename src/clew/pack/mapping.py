"""What a column of an unknown table most likely says: kinds of tables, and words of heads."""

from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, collect, read, section


class TableKind(Struct, frozen=True):
    """A kind of table: its name, what a row is, the schema of its subjects, and which coverage it can give."""

    name: str
    title: str
    schema: str
    shows: list[str]


class ColumnGuess(Struct, frozen=True):
    """Heads that most likely hold a property: of tables of a kind, "" for all; how a cell is converted and split."""

    prop: str
    kind: str
    words: list[str]
    convert: str = ""
    split: str = ""


class MappingWords(Struct, frozen=True):
    """The pack."""

    kinds: tuple[TableKind, ...]
    columns: tuple[ColumnGuess, ...]

    def kind(self, name: str) -> TableKind | None:
        """The kind of that name."""
        return next((one for one in self.kinds if one.name == name), None)

    def guess(self, head: str, kind: str) -> ColumnGuess | None:
        """What a column most likely holds, by its head in small letters and single spaces."""
        fitting = (one for one in self.columns if one.kind in {"", kind} and head in one.words)
        return next(fitting, None)

    def column(self, prop: str, kind: str) -> ColumnGuess:
        """How a property is read; as it stands where the pack says nothing of it."""
        return next((one for one in self.columns if one.prop == prop and one.kind in {"", kind}), ColumnGuess(prop, kind, []))


def load_mapping_words(place: Traversable = PACKS / "sources" / "columns.toml") -> MappingWords:
    """Read the pack.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    where, faults = str(place), list[Fault]()
    content = read(place)
    kinds = collect(TableKind, section(content, "kinds", where, faults), where, faults)
    columns = collect(ColumnGuess, section(content, "column", where, faults), where, faults)
    names = {one.name for one in kinds}
    faults += [Fault(f"unknown kind “{one.kind}”", "Name one of them.", where) for one in columns if one.kind and one.kind not in names]
    if faults:
        raise PackError(*faults)
    return MappingWords(kinds, columns)
