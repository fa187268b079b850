"""Map: a card for a table that clew never saw, proposed by its heads and decided by a person."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clew.errors import Fault, InputError, PackError
from clew.intake.containers import json_keys, open_container
from clew.intake.opened import Kind, Opened, RawTable
from clew.lake.filesets import is_safe_name
from clew.model.card import Card
from clew.pack.mapping import MappingWords, load_mapping_words
from clew.sources.reading.forms import Drop, Form, Rule, Subject
from clew.sources.reading.recognition import key_of
from clew.sources.registry import SOURCES
from clew.values.plain import asdict
from clew.work.importing import scratch_folder
from clew.work.sourcebook import keep_card, spec_of, toml_of, toml_table
from clew.work.stores import Stores

_ID = re.compile(r"[a-z][a-z0-9_]{1,59}")
_ENDS = {"supply": ("supplier", "customer"), "ownership": ("owner", "asset")}
_LINKS = {"supply": "SupplyLink", "ownership": "Ownership"}
GROUNDS = ("xuar_forced_labour", "minority_surveillance", "military", "other")
"""Why an entry is on a list, the usual one last."""
_LISTED = ("startDate", "text", "indicator", "notes")
"""Properties of an entry or a report, not of whom it names."""


class Column(Struct, frozen=True):
    """A column of the table: its head, the first cells, and what it most likely says ("" where that is unknown)."""

    head: str
    examples: tuple[str, ...]
    prop: str


class Outline(Struct, frozen=True):
    """What a file is, before anything is decided.

    Attributes:
        file: its name; `kind` of container.
        columns: its columns.
        objects: True for JSON lines, whose columns are keys.
    """

    file: str
    kind: str
    columns: tuple[Column, ...]
    objects: bool


class Decided(Struct, frozen=True):
    """What a person says of a table.

    Attributes:
        dataset: id of the source.
        kind: what a row is, of the pack's kinds.
        columns: property → head.
        ignored: heads that are known and not read.
        key: the head that numbers rows, "" for none.
        terms: further keys of the card: title, publisher, licence, url, grade, …
        dates: which of day and month comes first.
        drops: True to leave out, and count, rows without the cells that every row must have.
    """

    dataset: str
    kind: str
    columns: Mapping[str, str]
    ignored: Sequence[str]
    key: str
    terms: Mapping[str, object]
    dates: str = ""
    drops: bool = False


def outline(stores: Stores, path: Path, kind: str, sheet: str = "") -> Outline:
    """The columns of a file, each with what it most likely says.

    Raises:
        InputError: the file holds no table.
    """
    words = load_mapping_words()
    with scratch_folder(stores.folder) as scratch:
        opened = open_container(path, scratch)
        rows = _rows(stores, opened, sheet)
    heads, cells = rows[0], rows[1:]
    columns, given = [], set[str]()
    for at, head in enumerate(heads):
        guess = words.guess(key_of(head), kind)
        prop = guess.prop if guess and guess.prop not in given else ""
        given.add(prop)
        examples = tuple(dict.fromkeys(row[at][:60] for row in cells if at < len(row) and row[at]))[:3]
        columns.append(Column(head, examples, prop))
    return Outline(str(path), str(opened.kind), tuple(columns), opened.kind is Kind.JSON)


def make_card(stores: Stores, table: Outline, decided: Decided) -> Path:
    """Write the card that a person decided on; files can then be added as its dataset.

    Raises:
        InputError: a head that the table does not have, too little to make a claim of, or a term that no card can have; all faults are
            named.
    """
    check_new_id(decided.dataset)
    words = load_mapping_words()
    faults = list(_faults(table, decided, words))
    if faults:
        raise InputError(*faults)
    text = card_text(table, decided, words)
    try:
        spec_of(tomllib.loads(text), decided.dataset, "")
    except PackError as error:  # what was decided is wrong, not the card that says it
        raise InputError(*error.faults) from error
    return keep_card(stores, decided.dataset, text)


def check_new_id(dataset: str) -> None:
    """Refuse an id that no card of a workspace can have.

    Raises:
        InputError: it is no id, or that of a source that ships, whose reader the card would take the place of.
    """
    if not _ID.fullmatch(dataset) or not is_safe_name(dataset):
        raise InputError(Fault(f"“{dataset}” cannot be the id of a source", "Use small letters, digits and underscores: --as my_list"))
    if dataset in {source.dataset for source in SOURCES}:
        mend = f"To read a file of that source: clew source add FILE --as {dataset}. For another table choose another id."
        raise InputError(Fault(f"“{dataset}” is a source that clew knows", mend))


def card_text(table: Outline, decided: Decided, words: MappingWords) -> str:
    """The card as TOML."""
    kind = words.kind(decided.kind)
    shows = kind.shows if kind else []
    card = Card(
        dataset=decided.dataset,
        title=str(decided.terms.get("title") or decided.dataset),
        short=str(decided.terms.get("short") or decided.terms.get("title") or decided.dataset),
        publisher=str(decided.terms.get("publisher") or "unknown"),
        home=str(decided.terms.get("home") or "unknown"),
        licence=str(decided.terms.get("licence") or "unknown"),
        export=bool(decided.terms.get("export", False)),
        commercial=bool(decided.terms.get("commercial", False)),
        archive=str(decided.terms.get("archive") or "exact"),
        url=str(decided.terms.get("url") or ""),
        changes=True,
        family=decided.dataset,
        rows=[1, 100_000_000],
        shows=shows,
        grade=str(decided.terms.get("grade") or "G6"),
        identity="ids" if decided.key or decided.kind in _ENDS else "names",
    )
    parts = [toml_table({key: value for key, value in asdict(card).items() if key == "shows" or isinstance(value, bool) or value})]
    parts.append(toml_of("form", _form(table, decided)))
    if decided.drops:
        needed = [(prop, decided.columns[prop]) for prop in _ENDS.get(decided.kind, ("name",))]
        parts += [toml_of("drop", Drop("mapped", head, f"rows without {prop}", [""])) for prop, head in needed]
    parts += [toml_of("subject", subject) for subject in _subjects(decided, words)]
    parts += [toml_of("claim", rule) for rule in _rules(decided, words)]
    return "".join(parts)


def _rows(stores: Stores, opened: Opened, sheet: str) -> list[tuple[str, ...]]:
    """Heads and the first rows of a file."""
    if opened.kind is Kind.JSON:
        return [json_keys(opened)]
    if opened.kind is Kind.PARQUET:
        engine = stores.engine()
        try:
            engine.scan_parquet("table_0", opened.path)
            named = engine.fetch("SELECT column_name FROM (DESCRIBE SELECT * FROM table_0)")
            heads = tuple(str(name) for (name,) in named if name != "row_number")
            return [heads, *(tuple(map(str, row[:-1])) for row in engine.fetch("SELECT * FROM table_0 LIMIT 20"))]
        finally:
            engine.close()
    tables = [table for table in opened.tables if sheet in {"", table.title}]
    if not tables:
        titles = ", ".join(f"“{table.title}”" for table in opened.tables) or "none"
        raise InputError(Fault(f"the file has no table “{sheet}”", f"It has {titles}.", opened.name))
    table = max(tables, key=lambda one: len(one.preview))
    return list(table.preview[_head(table) :])


def _head(table: RawTable) -> int:
    """The row with the heads: the first with the most filled cells."""
    filled = [sum(bool(cell) for cell in row) for row in table.preview]
    return filled.index(max(filled, default=0)) if filled else 0


def _faults(table: Outline, decided: Decided, words: MappingWords) -> list[Fault]:
    """What stands against the card."""
    heads = [column.head for column in table.columns]
    known = ", ".join(f"“{head}”" for head in heads)
    asked = [*decided.columns.values(), *decided.ignored, *filter(None, [decided.key])]
    faults = [Fault(f"there is no column “{head}”", f"There are {known}.", table.file) for head in asked if head not in heads]
    if words.kind(decided.kind) is None:
        kinds = "; ".join(f"{one.name}: {one.title}" for one in words.kinds)
        faults.append(Fault(f"unknown kind of table “{decided.kind}”", f"Known are {kinds}.", table.file))
    ground = str(decided.terms.get("ground") or "other")
    if ground not in GROUNDS:
        faults.append(Fault(f"unknown ground “{ground}”", f"Known are {', '.join(GROUNDS)}."))
    for prop in _ENDS.get(decided.kind, ("name",)):
        if prop not in decided.columns:
            mend = f"Say which column has it: --column {prop}=HEAD. There are {known}."
            faults.append(Fault(f"no column is the {prop}", mend, table.file))
    return faults


def _form(table: Outline, decided: Decided) -> Form:
    """The layout: what is mapped must be there, all else is known and not read."""
    needed = list(dict.fromkeys([*decided.columns.values(), *filter(None, [decided.key])]))
    required = [decided.columns[prop] for prop in _ENDS.get(decided.kind, ("name",))]
    layout = Form("mapped", f"as {Path(table.file).name}", columns=needed, required=required, dates=decided.dates)
    if table.objects:
        paths = [f'{head} = $."{head}"' for head in needed]
        keys = [needed[0], *(column.head for column in table.columns if column.head != needed[0])]
        return replace(layout, kind="objects", paths=paths, keys=keys)
    # An opening bracket would begin a pattern.
    others = [column.head.replace("[", "[[]") for column in table.columns if column.head not in needed and column.head]
    return replace(layout, ignored=others)


def _subjects(decided: Decided, words: MappingWords) -> list[Subject]:
    """Of whom a row speaks."""
    kind = words.kind(decided.kind)
    schema = kind.schema if kind else "Company"
    if decided.kind in _ENDS:
        first, second = _ENDS[decided.kind]
        heads = [decided.columns[end] for end in (first, second)]
        link = f"{{{heads[0]}}}--{{{heads[1]}}}"
        ends = [Subject("mapped", end, schema, f"{{{decided.columns[end]}}}") for end in (first, second)]
        return [Subject("mapped", "link", _LINKS[decided.kind], link), *ends]
    main = Subject("mapped", "entity", schema, f"{{{decided.key}}}" if decided.key else "{given}")
    part = {"list": ("Sanction", "#listed"), "allegations": ("Allegation", "#reported")}.get(decided.kind)
    return [main, Subject("mapped", "entry", part[0], f"{{@entity}}{part[1]}")] if part else [main]


def _rules(decided: Decided, words: MappingWords) -> list[Rule]:
    """The claims of a row."""
    if decided.kind in _ENDS:
        return _link_rules(decided, words)
    rules = []
    for prop, head in decided.columns.items():
        guess = words.column(prop, decided.kind)
        subject = "entry" if decided.kind in {"list", "allegations"} and prop in _LISTED else "entity"
        rules.append(Rule("mapped", subject, prop, head, convert=guess.convert, split=guess.split))
    title = str(decided.terms.get("title") or decided.dataset)
    said = {
        "list": {
            "entity": "{@entity}",
            "program": title,
            "listedName": f"{{{decided.columns['name']}}}",
            "ground": str(decided.terms.get("ground") or "other"),
            "status": "active",
        },
        "allegations": {"subject": "{@entity}", "publication": title, "publisher": str(decided.terms.get("publisher") or "unknown")},
    }
    rules += [Rule("mapped", "entry", prop, value=value) for prop, value in said.get(decided.kind, {}).items()]
    return rules


def _link_rules(decided: Decided, words: MappingWords) -> list[Rule]:
    """The claims of a row that links two organisations."""
    ends = _ENDS[decided.kind]
    rules = [Rule("mapped", "link", end, value=f"{{@{end}}}") for end in ends]
    rules += [Rule("mapped", end, "name", decided.columns[end]) for end in ends]
    for prop, head in decided.columns.items():
        if prop == "share":
            rules += [Rule("mapped", "link", one, head, convert="fraction") for one in ("shareLow", "shareHigh")]
        elif prop not in ends:
            guess = words.column(prop, decided.kind)
            rules.append(
                Rule("mapped", ends[0] if decided.kind == "supply" else ends[1], prop, head, convert=guess.convert, split=guess.split)
            )
    return rules
