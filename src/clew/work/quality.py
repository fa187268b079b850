"""Quality: how complete a source is, how many of its subjects are doubled, located and numbered, and how old what it says is."""

from msgspec import Struct

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.lake.snapshots import ROOT, read_snapshot
from clew.model.snapshot import Snapshot
from clew.pack.names import load_name_words
from clew.resolve.name_keys import name_key_sql
from clew.work.differences import versions
from clew.work.locating import ADDRESSES
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent

_PARTIES = "('Company', 'Organization', 'PublicBody', 'LegalEntity', 'Facility', 'Institution', 'Park')"
_NUMBERS = "('isinCode', 'leiCode', 'uscCode', 'registrationNumber', 'bicCode', 'osId', 'ticker', 'cikCode')"
_SUBJECT = f"""
SELECT entity_id, min(schema) AS schema,
       max(CASE WHEN prop IN {_NUMBERS} THEN 1 ELSE 0 END) AS numbered,
       max(CASE WHEN prop IN ({", ".join(f"'{prop}'" for prop in ADDRESSES)}) THEN 1 ELSE 0 END) AS addressed,
       max(CASE WHEN prop = 'locatedIn' THEN 1 ELSE 0 END) AS located
FROM claims GROUP BY entity_id
"""  # noqa: S608 - names of ours
_PROPS = """
SELECT c.schema, c.prop, count(DISTINCT c.entity_id), count(*), count(DISTINCT c.value)
FROM claims c GROUP BY c.schema, c.prop ORDER BY c.schema, 3 DESC, c.prop
"""
_SCHEMAS = "SELECT schema, count(*) FROM subject GROUP BY schema ORDER BY schema"
_PARTY = f"SELECT count(*), sum(numbered), sum(addressed), sum(located) FROM subject WHERE schema IN {_PARTIES}"  # noqa: S608 - ours
_DATES = """
SELECT min(nullif(stated_on, '')), max(nullif(stated_on, '')), min(nullif(valid_from, '')), max(nullif(valid_from, '')),
       count(CASE WHEN stated_on = '' THEN 1 END), count(*)
FROM claims
"""
_TWINS = """
SELECT count(*), coalesce(sum(bearers), 0) FROM (
  SELECT name_key, count(DISTINCT root) AS bearers FROM named GROUP BY name_key HAVING count(DISTINCT root) > 1
) AS doubled
"""
_EXAMPLES = """
SELECT min(name), count(DISTINCT root) FROM named GROUP BY name_key HAVING count(DISTINCT root) > 1 ORDER BY 2 DESC, 1 LIMIT 5
"""
_MULTIPLE = f"""
SELECT count(*) FROM (
  SELECT prop, value FROM claims WHERE prop IN {_NUMBERS} GROUP BY prop, value HAVING count(DISTINCT {ROOT}) > 1
) AS shared
"""  # noqa: S608 - names of ours


class PropertyCoverage(Struct, frozen=True):
    """How many subjects of a schema have a property, of all of them; `claims` and distinct `values` of it."""

    schema: str
    prop: str
    subjects: int
    of: int
    claims: int
    values: int


class Quality(Struct, frozen=True):
    """What a source is worth as data.

    Attributes:
        dataset, title, version: which state of which source.
        rows, claims: its size.
        coverage: property by property.
        parties: organisations and sites; `numbered` of them have an identifier, `addressed` an address, `located` a place of a gazetteer.
        doubled_names: names that several subjects bear; `doubled_subjects` how many these are; `doubled_examples` the most common ones.
        shared_identifiers: identifiers that several subjects bear: they tell nobody apart.
        stated: oldest and newest day on which something was said; `undated` claims say none.
        began: oldest and newest day on which something began to hold.
    """

    dataset: str
    title: str
    version: str
    rows: int
    claims: int
    coverage: tuple[PropertyCoverage, ...]
    parties: int
    numbered: int
    addressed: int
    located: int
    doubled_names: int
    doubled_subjects: int
    doubled_examples: tuple[tuple[str, int], ...]
    shared_identifiers: int
    stated: tuple[str, str]
    began: tuple[str, str]
    undated: int


def quality(stores: Stores, dataset: str, progress: Progress = silent) -> Quality:
    """Look through the newest version of a source.

    Raises:
        NotFoundError: no version of it was ever loaded.
    """
    load_starter(stores, progress)
    newest = versions(stores, dataset)[-1]
    snapshot = read_snapshot(stores.lake, dataset, newest.snapshot_id)
    progress(f"Looking through {snapshot.card.short}")
    engine = stores.engine()
    try:
        engine.read("claims", list(snapshot.paths))
        return _measured(engine, snapshot)
    finally:
        engine.close()


def _measured(engine: Engine, snapshot: Snapshot) -> Quality:
    """What the claims of a snapshot show."""
    key = name_key_sql("value", load_name_words())
    named = f"SELECT {ROOT} AS root, value AS name, {key} AS name_key FROM claims WHERE prop = 'name' AND schema IN {_PARTIES}"  # noqa: S608 - ours
    engine.run(Plan("quality", (Step("subject", _SUBJECT, "every subject"), Step("named", named, "and its names, by key"))))
    parties, numbered, addressed, located = (_int(cell) for cell in engine.fetch(_PARTY)[0])
    doubled, bearers = (_int(cell) for cell in engine.fetch(_TWINS)[0])
    *days, undated, _ = engine.fetch(_DATES)[0]
    said = [str(day or "") for day in days]
    return Quality(
        dataset=snapshot.version.dataset,
        title=snapshot.card.short,
        version=snapshot.version.label,
        rows=snapshot.about.rows,
        claims=snapshot.claims,
        coverage=_coverage(engine),
        parties=parties,
        numbered=numbered,
        addressed=addressed,
        located=located,
        doubled_names=doubled,
        doubled_subjects=bearers,
        doubled_examples=tuple((str(name), _int(count)) for name, count in engine.fetch(_EXAMPLES)),
        shared_identifiers=_int(engine.fetch(_MULTIPLE)[0][0]),
        stated=(said[0], said[1]),
        began=(said[2], said[3]),
        undated=_int(undated),
    )


def _coverage(engine: Engine) -> tuple[PropertyCoverage, ...]:
    """Property by property."""
    sizes = {str(schema): _int(count) for schema, count in engine.fetch(_SCHEMAS)}
    return tuple(
        PropertyCoverage(str(schema), str(prop), _int(subjects), sizes.get(str(schema), 0), _int(claims), _int(values))
        for schema, prop, subjects, claims, values in engine.fetch(_PROPS)
    )


def _int(cell: object) -> int:
    """A whole number of the engine; nothing counts as none."""
    return int(str(cell or 0))
