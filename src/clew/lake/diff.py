"""Two snapshots of a source against each other: the claims that came and went, and the subjects of which they speak."""

from collections.abc import Sequence
from pathlib import Path

from clew.engine.plan import Plan, Step
from clew.engine.port import LocalEngine
from clew.lake.snapshots import BUCKET, HASHED, ROOT
from clew.model.snapshot import Snapshot

WHOLE = 2_000_000
"""Claims of both snapshots up to which they are compared at once; larger ones are compared in sixteen parts."""
_DIGITS = "0123456789abcdef"
NAMING = ("name", "listedName", "title")
"""Properties that name a subject, the first before the others."""
TOLD = (*NAMING, "alias", "previousName", "uscCode", "isinCode", "leiCode", "registrationNumber")
"""What tells whether two subjects are one."""

# Subjects of whom the same is said have one sum of their claims' ids, each of which is the hash of what is said and stands once. Two that
# differ have the same sum by chance once in 2^64, and nobody makes them so: what is summed up is made of SHA-256.
_SUMS = "SELECT entity_id, bit_xor(hash(claim_id)) AS said FROM {side} WHERE prop NOT IN ({volatile}) GROUP BY entity_id"
_CHANGED = f"""
SELECT DISTINCT {ROOT} AS root FROM (
  SELECT coalesce(n.entity_id, o.entity_id) AS entity_id FROM ({_SUMS.format(side="new_claims", volatile="{volatile}")}) AS n
  FULL JOIN ({_SUMS.format(side="old_claims", volatile="{volatile}")}) AS o ON o.entity_id = n.entity_id
  WHERE n.said IS DISTINCT FROM o.said
) AS unlike
"""  # noqa: S608 - names of ours
_ROWS = f"""
SELECT c.root, {", ".join(f"a.{column}" for column in (*HASHED, "locator"))}
FROM {{side}} a JOIN {{changed}} c ON c.root = {ROOT.replace("entity_id", "a.entity_id")}
"""  # noqa: S608 - names of ours
_MOVED = f"""
SELECT {ROOT} AS root, schema, prop, value, lang, valid_from, valid_to, CASE WHEN o.root IS NULL THEN 'came' ELSE 'gone' END AS way
FROM new_rows n FULL JOIN old_rows o USING ({", ".join(HASHED)})
WHERE (n.root IS NULL OR o.root IS NULL) AND prop NOT IN ({{volatile}})
"""  # noqa: S608 - names of ours
# A part of a subject names it too, after the subject itself.
_TOLD = f"""
SELECT root, prop, value, lang, locator, CASE WHEN contains(entity_id, '#') THEN 1 ELSE 0 END AS part
FROM {{side}} WHERE prop IN ({", ".join(f"'{prop}'" for prop in TOLD)})
"""  # noqa: S608 - names of ours
_PLACES = " ".join(f"WHEN '{prop}' THEN {place}" for place, prop in enumerate(NAMING))
_NAMES = f"""
SELECT root, value AS name FROM (
  SELECT root, value, row_number() OVER (
    PARTITION BY root ORDER BY part, CASE prop {_PLACES} END, CASE lang WHEN 'zho' THEN 1 ELSE 0 END, locator, value) AS nth
  FROM {{told}} WHERE prop IN ({", ".join(f"'{prop}'" for prop in NAMING)})
) AS named WHERE nth = 1
"""  # noqa: S608 - names of ours
_SIDES, _WAYS = ("old", "new"), ("came", "gone")
_TABLES = ("came", "gone", "changed_root", "old_root", "new_root", "old_told", "new_told")


def compare(engine: LocalEngine, before: Snapshot, after: Snapshot, volatile: Sequence[str] = (), at_once: int = WHOLE) -> None:
    """Make tables of what changed from the snapshot `before` to the snapshot `after`, in `engine`.

    `came` and `gone` (root, schema, prop, value, lang, valid_from, valid_to) are the claims, without those of properties in `volatile`,
    whose change is none; `changed_root` (root) are their subjects, parts of a subject counted to it. `old_root` and `new_root` (root) are
    those of them that the first and the second snapshot have; `old_told` and `new_told` (root, prop, value, lang, …) say what they are
    called and numbered there, `old_name` and `new_name` (root, name) the one name that speaks for them.
    Snapshots of more than `at_once` claims are compared in shares.

    Raises:
        WorkspaceError: a snapshot is damaged, or memory and disk do not suffice.
    """
    shares = _shares(before, after, at_once)
    for number, (old, new, share) in enumerate(shares):
        _compare_share(engine, (old, new), share, volatile, f"_{number}")
    gathered = [
        Step(name, " UNION ALL ".join(f"SELECT * FROM {name}_{number}" for number in range(len(shares))), "of all shares")  # noqa: S608 - ours
        for name in _TABLES
    ]
    named = [Step(f"{side}_name", _NAMES.format(told=f"{side}_told"), "the name that speaks for it") for side in _SIDES]
    engine.run(Plan("diff", (*gathered, *named)))


def _shares(before: Snapshot, after: Snapshot, at_once: int) -> list[tuple[Sequence[Path], Sequence[Path], str]]:
    """Files to compare with each other, and a condition on what is in them; none where the files are split alike."""
    if before.claims + after.claims <= at_once:
        return [(before.paths, after.paths, "")]
    if len(before.paths) == len(after.paths) == len(_DIGITS):
        return [([old], [new], "") for old, new in zip(before.paths, after.paths, strict=True)]
    return [(before.paths, after.paths, f"starts_with({BUCKET}, '{digit}')") for digit in _DIGITS]


def _compare_share(
    engine: LocalEngine, sides: tuple[Sequence[Path], Sequence[Path]], share: str, volatile: Sequence[str], end: str
) -> None:
    """Compare some files of both snapshots; the tables have names of their own, ended by `end`.

    Whom the change speaks of is told first, by the ids of claims alone; what is said is read of those subjects only.
    """
    for name, paths in zip(("old_claims", "new_claims"), sides, strict=True):
        if not share:
            engine.read(name, list(paths))
            continue
        engine.read(f"{name}_files", list(paths))
        engine.run(Plan("diff", (Step(name, f"SELECT * FROM {name}_files WHERE {share}", "a share of the subjects"),)))  # noqa: S608 - ours
    quoted = ", ".join("'" + prop.replace("'", "''") + "'" for prop in ("", *volatile))
    changed = f"changed_root{end}"
    rows = [Step(f"{side}_rows", _ROWS.format(side=f"{side}_claims", changed=changed), "all that is said of them") for side in _SIDES]
    moved = [
        Step("moved", _MOVED.format(volatile=quoted), "claims that only one of the two has"),
        *(Step(f"{way}{end}", f"SELECT * EXCLUDE (way) FROM moved WHERE way = '{way}'", f"claims that {way}") for way in _WAYS),  # noqa: S608 - ours
    ]
    there = [Step(f"{side}_root{end}", f"SELECT DISTINCT root FROM {side}_rows", "who is there") for side in _SIDES]  # noqa: S608 - ours
    told = [Step(f"{side}_told{end}", _TOLD.format(side=f"{side}_rows"), "called and numbered so") for side in _SIDES]
    changes = Step(changed, _CHANGED.format(volatile=quoted), "of whom not the same is said")
    engine.run(Plan("diff", (changes, *rows, *moved, *there, *told)))
