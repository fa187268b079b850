"""Ids for the entries of a list whose publisher numbers none: carried from the version before, or made of the name."""

import re
from collections.abc import Iterable

from clew.engine.plan import Plan, Step
from clew.engine.port import LocalEngine
from clew.errors import Fault, UnexpectedContentError
from clew.model.claim import Claim
from clew.model.snapshot import Snapshot
from clew.pack.names import NameWords
from clew.resolve.continuity import Entry, Kept, carry_ids

# An entry is told by its Chinese names where it has no others.
_SAID = """
SELECT split_part(entity_id, '#', 1) AS root, prop, value FROM {table}
WHERE prop IN ('name', 'listedName', 'alias', 'previousName', 'uscCode', 'isinCode', 'leiCode', 'registrationNumber')
  AND schema <> 'Security' AND (lang <> 'zho' OR split_part(entity_id, '#', 1) NOT IN (
    SELECT split_part(entity_id, '#', 1) FROM {table} WHERE prop IN ('name', 'listedName') AND lang <> 'zho' AND schema <> 'Security'))
ORDER BY root, prop = 'name' DESC, prop, locator, value
"""
_NAMELESS = """
SELECT min(i.locator) AS place FROM incoming i LEFT JOIN kept_id k ON k.given = split_part(i.entity_id, '#', 1)
WHERE k.given IS NULL GROUP BY split_part(i.entity_id, '#', 1) ORDER BY place LIMIT 20
"""
_IDENTIFIERS = ("uscCode", "isinCode", "leiCode", "registrationNumber")
_SCHEMAS = """
SELECT entity_id AS root, min(schema) AS schema FROM {table} WHERE entity_id = split_part(entity_id, '#', 1) GROUP BY entity_id
"""
_CHANGED = {
    "entity_id": "k.root || substr(c.entity_id, length(split_part(c.entity_id, '#', 1)) + 1)",
    "schema": "CASE WHEN c.entity_id = k.given THEN coalesce(s.schema, c.schema) ELSE c.schema END",
    "value": "coalesce(v.root, c.value)",
}
_RENAMED = f"""
SELECT {", ".join(f"{_CHANGED.get(field, f'c.{field}')} AS {field}" for field in Claim._fields)}
FROM incoming c
JOIN kept_id k ON k.given = split_part(c.entity_id, '#', 1)
LEFT JOIN kept_id v ON v.given = c.value
LEFT JOIN former_schema s ON s.root = k.root
"""  # noqa: S608 - names of ours


def give_ids(engine: LocalEngine, words: NameWords, dataset: str, former: Snapshot | None) -> dict[str, Kept]:
    """Give the entries of `incoming`, whose ids hold for this file alone, the ids under which earlier versions know them.

    Returns:
        Id → how its entry was told to be that of the version before.

    Raises:
        UnexpectedContentError: entries that have no name, by which alone they could be known again.
    """
    old: list[Entry] = []
    if former is None:
        engine.load("former_schema", {"root": "VARCHAR", "schema": "VARCHAR"}, [])
    else:
        engine.read("former", list(former.paths))
        old = _entries(engine, "former")
        engine.run(Plan("ids", (Step("former_schema", _SCHEMAS.format(table="former"), "what an entry was taken for"),)))
    kept = carry_ids(engine, words, old, _entries(engine, "incoming"), lambda name: f"{dataset}:{slug(name)}")
    engine.load("kept_id", {"given": "VARCHAR", "root": "VARCHAR"}, [(given, one.root) for given, one in sorted(kept.items())])
    nameless = [
        Fault("the entry has no name", "Fill it, or take the row out.", f"{dataset}, {place}") for (place,) in engine.fetch(_NAMELESS)
    ]
    if nameless:
        raise UnexpectedContentError(*nameless)
    engine.run(Plan("ids", (Step("incoming", _RENAMED, "claims under the ids that their entries keep"),)))
    return {one.root: one for one in kept.values()}


def slug(name: str) -> str:
    """A name as part of an id; letters of any script stay."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:120].strip("-") or "unnamed"


def _entries(engine: LocalEngine, table: str) -> list[Entry]:
    """The entries of a table of claims."""
    rows = ((str(root), str(prop), str(value)) for root, prop, value in engine.fetch(_SAID.format(table=table)))
    return [_entry(root, said) for root, said in _grouped(rows) if any(prop in {"name", "listedName"} for prop, _ in said)]


def _entry(root: str, said: list[tuple[str, str]]) -> Entry:
    """One entry of what is said of it."""
    names = [value for prop, value in said if prop == "name"] or [value for prop, value in said if prop == "listedName"]
    others = frozenset(value for prop, value in said if prop in {"alias", "listedName", "name"}) - {names[0]}
    formers = frozenset(value for prop, value in said if prop == "previousName")
    return Entry(root, names[0], others, formers, frozenset(f"{prop} {value}" for prop, value in said if prop in _IDENTIFIERS))


def _grouped(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Root → what is said of it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for root, prop, value in rows:
        found.setdefault(root, []).append((prop, value))
    return list(found.items())
