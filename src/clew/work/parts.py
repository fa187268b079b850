"""The claims of a source's rows, part by part, each finished: ids carried on, what stays with an entry carried over, places located."""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from clew.engine.plan import Plan, Step
from clew.engine.port import LocalEngine
from clew.lake.snapshots import BUCKET
from clew.model.claim import Claim
from clew.model.snapshot import Snapshot
from clew.sources.reading.cells import IDENTIFIED, text
from clew.sources.reading.statements import claims_step, main_id
from clew.work.files import PART, Rows

_FIELDS = ", ".join(Claim._fields)
_CARRIED = """
SELECT {old} FROM former f
WHERE {carried} AND f.entity_id IN (SELECT entity_id FROM incoming)
  AND NOT EXISTS (SELECT 1 FROM incoming i WHERE i.entity_id = f.entity_id AND i.prop = f.prop AND ({langs}))
"""
# Of a name that was only written otherwise, nothing is kept.
_BORNE = """
SELECT {old} FROM former f
WHERE f.prop IN ({props}) AND f.entity_id IN (SELECT entity_id FROM incoming)
  AND NOT EXISTS (
    SELECT 1 FROM incoming i WHERE i.entity_id = f.entity_id AND i.prop IN ('name', 'previousName') AND {letters_i} = {letters_f}
  )
"""
_LETTERS = r"lower(regexp_replace({value}, '[^\p{{L}}\p{{N}}]', '', 'g'))"
_FALLEN_BACK = """
SELECT {new} FROM (
  SELECT entity_id, min(locator) AS locator, min(grade) AS grade FROM incoming WHERE schema = 'Sanction' GROUP BY entity_id
) AS l, (VALUES {values}) AS p(prop, value)
WHERE NOT EXISTS (SELECT 1 FROM incoming i WHERE i.entity_id = l.entity_id AND i.prop = {first})
"""
_NOTHING = "''"

Finish = Callable[[LocalEngine], None]
"""Changes the table `incoming` before it is written."""


class Former(Struct, frozen=True):
    """The version before, from which an entry keeps what a new file does not say.

    Attributes:
        snapshot: that version.
        carry: properties, `name:zho` for one in a language.
        fallback: `property=value` of what an entry says where nobody says anything else: that is not carried.
        names: properties that are previous names of an entry where the new file has others, of `name` and `previousName`.
    """

    snapshot: Snapshot
    carry: tuple[str, ...]
    fallback: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def into(self, engine: LocalEngine) -> None:
        """Add to `incoming` what is carried over; where it was first read stays in the locator."""
        if not (self.carry or self.names):
            return
        engine.read("former", list(self.snapshot.paths))
        if self.carry:
            carried = " OR ".join(_is(prop) for prop in self.carry)
            langs = " OR ".join(f"(f.prop = '{prop.partition(':')[0]}' AND {_same_lang(prop)})" for prop in self.carry)
            sql = _CARRIED.format(old=self._said("f.prop"), carried=f"({carried}){_unless_fallen_back(self.fallback)}", langs=langs)
            engine.append(Step("incoming", sql, "and what stays with an entry from version to version"))
        if self.names:
            letters = {f"letters_{table}": _LETTERS.format(value=f"{table}.value") for table in ("i", "f")}
            sql = _BORNE.format(old=self._said("'previousName'"), props=", ".join(map(text, self.names)), **letters)
            engine.append(Step("incoming", sql, "and the names that an entry had in the version before"))

    def _said(self, prop: str) -> str:
        """The columns of a former claim as it is carried."""
        label = self.snapshot.version.label.replace("'", "''")
        at = f"CASE WHEN starts_with(f.locator, 'carried from ') THEN f.locator ELSE 'carried from {label}: ' || f.locator END"
        made = {"prop": prop, "locator": at}
        return ", ".join(f"{made.get(field, f'f.{field}')} AS {field}" for field in Claim._fields)


def parts_of(engine: LocalEngine, rows: Rows, finish: Finish) -> Iterator[None]:
    """Make the claims of the rows as the table `incoming`, a part of the subjects at a time."""
    if not rows.digits:
        if rows.maps:
            _map(engine, rows)
        finish(engine)
        yield
        return
    shared = _spread_shared(engine, rows) if rows.maps else rows.folder
    names = {folder.name for folder in (*rows.folder.glob(f"{PART}=*"), *shared.glob(f"{PART}=*"))}
    for name in sorted(names):
        if rows.maps:
            _map_part(engine, rows, rows.folder / name, shared / name)
        else:
            engine.read("incoming", sorted((rows.folder / name).glob("*.parquet")))
        finish(engine)
        yield


def _map(engine: LocalEngine, rows: Rows) -> None:
    """The claims of rows in memory."""
    card, reading = rows.spec.card, rows.reading
    steps = [step for shared in (False, True) if (step := claims_step(card, reading, shared=shared)) is not None]
    sql = " UNION ALL ".join(step.sql for step in steps)
    # One that looks back, at names or at the version before, asks often; else claims are asked once, and once more for their addresses.
    looks_back = card.identity == "names" or card.carry or card.former_names or card.fallback
    (engine.run if looks_back else engine.define)(Plan("claims", (Step("incoming", sql, "what the rows say"),)))


def _spread_shared(engine: LocalEngine, rows: Rows) -> Path:
    """Write the claims about subjects that many rows share, by part; returns their folder, which is not there when there are none."""
    folder = rows.folder.with_name("shared")
    step = claims_step(rows.spec.card, rows.reading, shared=True)
    if step is not None:
        part = f"substr({BUCKET}, 1, {rows.digits}) AS {PART}"
        engine.define(Plan("claims", (Step("shared_claims", step.sql, step.why),)))
        engine.define(Plan("claims", (Step("spread_claims", f"SELECT DISTINCT *, {part} FROM shared_claims", "by part"),)))  # noqa: S608 - our names
        engine.spread("spread_claims", folder, PART)
    return folder


def _map_part(engine: LocalEngine, rows: Rows, own: Path, shared: Path) -> None:
    """The claims of one part of the rows, and what other rows say of its subjects.

    Rows are put in the order of their subjects first: claims that come so are sorted, before they are written, in half the time.
    """
    steps = []
    step = claims_step(rows.spec.card, rows.reading, shared=False)
    if step is not None and own.is_dir():
        engine.read("part_rows", sorted(own.glob("*.parquet")))
        ordered = f"SELECT * FROM part_rows ORDER BY {main_id(rows.reading)}"  # noqa: S608 - names of ours
        engine.run(Plan("rows", (Step(IDENTIFIED, ordered, "the rows of the part, by their subjects"),)))
        steps.append(step.sql)
    if shared.is_dir():
        engine.read("shared_claims", sorted(shared.glob("*.parquet")))
        steps.append(f"SELECT {_FIELDS} FROM shared_claims")  # noqa: S608 - our names
    engine.define(Plan("claims", (Step("incoming", " UNION ALL ".join(steps), "what rows say of the part's subjects"),)))


def fall_back(engine: LocalEngine, fallback: tuple[str, ...]) -> None:
    """Let each entry of a list in `incoming` say what its card falls back to, all of it, where nobody says the first of it."""
    if not fallback:
        return
    pairs = [pair.partition("=")[::2] for pair in fallback]
    said = {"schema": "'Sanction'", "prop": "p.prop", "value": "p.value", "locator": "l.locator", "grade": "l.grade"}
    fields = ", ".join(f"{said.get(field, _NOTHING)} AS {field}" if field != "entity_id" else "l.entity_id" for field in Claim._fields)
    values = ", ".join(f"({text(prop)}, {text(value)})" for prop, value in pairs)
    sql = _FALLEN_BACK.format(new=fields, values=values, first=text(pairs[0][0]))
    engine.append(Step("incoming", sql, "and what nobody said of an entry"))


def _unless_fallen_back(fallback: tuple[str, ...]) -> str:
    """SQL that keeps an entry's former fallback from being carried, told by its last property."""
    if not fallback:
        return ""
    props = ", ".join(text(pair.partition("=")[0]) for pair in fallback)
    prop, _, value = fallback[-1].partition("=")
    fallen = f"SELECT entity_id FROM former WHERE prop = {text(prop)} AND value = {text(value)}"  # noqa: S608 - values are quoted
    return f" AND NOT (f.prop IN ({props}) AND f.entity_id IN ({fallen}))"


def _is(prop: str) -> str:
    """SQL for whether a former claim is of a property that is carried."""
    name, _, lang = prop.partition(":")
    return f"(f.prop = '{name}' AND f.lang = '{lang}')" if lang else f"f.prop = '{name}'"


def _same_lang(prop: str) -> str:
    """SQL for whether a new claim stands in the way of a former one."""
    lang = prop.partition(":")[2]
    return f"i.lang = '{lang}'" if lang else "true"
