"""Which sources this workspace can read: those that ship, and cards of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from clew.errors import Fault, NotFoundError, PackError
from clew.lake.filesets import is_safe_name, replace_file
from clew.pack.toml import read, toml_value
from clew.sources.reading.card import PARTS, card_of
from clew.sources.reading.forms import forms_of
from clew.sources.reading.specs import Spec
from clew.sources.registry import SOURCES, load_spec
from clew.work.stores import Stores


def find_spec(stores: Stores, dataset: str) -> Spec:
    """What reads the files of a source.

    Raises:
        NotFoundError: there is no such source, or it only ships with clew and reads no files.
        PackError: its card is malformed; all faults are named.
    """
    own = own_card(stores, dataset)
    if own.is_file():
        return read_spec(own, dataset)
    names = [source.dataset for source in SOURCES]
    if dataset not in names:
        known = ", ".join(sorted(one for one in {*names, *own_datasets(stores)} if readable(stores, one)))
        raise NotFoundError(Fault(f"there is no source “{dataset}”", f"Known are {known}. For any other table: clew source map FILE"))
    spec = load_spec(dataset)
    if not spec.readings:
        raise NotFoundError(Fault(f"{spec.card.short} ships with clew and reads no files", "Its tables come with a new version of clew."))
    return spec


def readable(stores: Stores, dataset: str) -> bool:
    """Whether files can be added as the dataset."""
    return own_card(stores, dataset).is_file() or bool(load_spec(dataset).readings)


def read_spec(path: Path, dataset: str) -> Spec:
    """The source of a card in the workspace.

    Raises:
        PackError: the card is malformed; all faults are named.
    """
    return spec_of(read(path), dataset, str(path))


def spec_of(content: Mapping[str, Any], dataset: str, place: str) -> Spec:
    """The source of a card that was read already.

    Raises:
        PackError: the card is malformed; all faults are named.
    """
    faults: list[Fault] = []
    card = card_of({key: value for key, value in content.items() if key not in PARTS}, dataset, place, faults)
    readings = forms_of({key: content[key] for key in PARTS if key in content}, place, faults)
    if card is None or not readings:
        raise PackError(Fault("the card has no [[form]]", "Make it anew: clew source map FILE", place))
    return Spec(card, readings)


def own_card(stores: Stores, dataset: str) -> Path:
    """Where a card of the workspace's own is, or would be."""
    if not is_safe_name(dataset):
        raise NotFoundError(Fault(f"“{dataset}” cannot be the name of a source", "Use small letters, digits and underscores."))
    return stores.folder / "sources" / dataset / "card.toml"


def own_datasets(stores: Stores) -> tuple[str, ...]:
    """The sources that only this workspace has."""
    return tuple(sorted(path.parent.name for path in (stores.folder / "sources").glob("*/card.toml")))


def keep_card(stores: Stores, dataset: str, text: str) -> Path:
    """Keep a card of the workspace's own; a card of that name is replaced."""
    path = own_card(stores, dataset)
    replace_file(path, text.encode())
    return path


def toml_table(values: dict[str, Any]) -> str:
    """A flat table as TOML."""
    return "".join(f"{key} = {toml_value(value)}\n" for key, value in values.items())


def toml_of(kind: str, row: Struct) -> str:
    """A row of a card, without what is as it would be anyway."""
    named = {field.name: getattr(row, field.name) for field in fields(row)}
    return f"\n[[{kind}]]\n" + toml_table({key: value for key, value in named.items() if value not in ("", [], ()) or key == "form"})


class Known(Struct, frozen=True):
    """A source that can be read: its layouts, and where to get it."""

    dataset: str
    title: str
    publisher: str
    licence: str
    forms: tuple[str, ...]
    home: str
    url: str


def known_sources(stores: Stores) -> tuple[Known, ...]:
    """Every source whose files can be added, by id."""
    datasets = sorted({*(source.dataset for source in SOURCES), *own_datasets(stores)})
    specs = [find_spec(stores, dataset) for dataset in datasets if readable(stores, dataset)]
    return tuple(
        Known(
            spec.card.dataset,
            spec.card.title,
            spec.card.publisher,
            spec.card.licence,
            tuple(f"{reading.form.name}: {reading.form.title}" for reading in spec.readings),
            spec.card.home,
            spec.card.url,
        )
        for spec in specs
    )
