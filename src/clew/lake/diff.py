"""Two snapshots of a source against each other: the claims that came and went, and the subjects of which they speak."""

from collections.abc import Sequence
from pathlib import Path

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.lake.snapshots import BUCKET, ROOT
from clew.model.snapshot import Snapshot

WHOLE = 2_000_000
"""Claims of both snapshots up to which they are compared at once; larger ones are compared in sixteen parts."""
_DIGITS = "0123456789abcdef"
NAMING = ("name", "listedName", "title")
"""Properties that name a subject, the first before the others."""
TOLD = (*NAMING, "alias", "previousName", "uscCode", "isinCode", "leiCode", "registrationNumber")
"""What tells whether two subjects are one."""

_MOVED_IDS = """
SELECT coalesce(n.claim_id, o.claim_id) AS claim_id, CASE WHEN o.claim_id IS NULL THEN 'came' ELSE 'gone' END AS way
FROM new_claims n FULL JOIN old_claims o ON o.claim_id = n.claim_id WHERE n.claim_id IS NULL OR o.claim_id IS NULL
"""
_MOVED = """
SELECT a.claim_id, {root} AS root, a.schema, a.prop, a.value, a.lang, a.stated_on, a.valid_from, a.valid_to
FROM {side} a JOIN moved_id m ON m.claim_id = a.claim_id WHERE m.way = '{way}' AND a.prop NOT IN ({volatile})
"""
_CHANGED = "SELECT root FROM {came} UNION SELECT root FROM {gone}"
_THERE = f"SELECT DISTINCT r.root FROM (SELECT {ROOT} AS root FROM {{side}}) AS r JOIN {{changed}} c ON c.root = r.root"  # noqa: S608 - ours
# A part of a subject names it too, after the subject itself.
_TOLD = f"""
SELECT t.root, t.prop, t.value, t.lang, t.locator, t.part FROM (
  SELECT {ROOT} AS root, prop, value, lang, locator, CASE WHEN contains(entity_id, '#') THEN 1 ELSE 0 END AS part
  FROM {{side}} WHERE prop IN ({", ".join(f"'{prop}'" for prop in TOLD)})
) AS t JOIN {{changed}} c ON c.root = t.root
"""  # noqa: S608 - names of ours
_PLACES = " ".join(f"WHEN '{prop}' THEN {place}" for place, prop in enumerate(NAMING))
_NAMES = f"""
SELECT root, value AS name FROM (
  SELECT root, value, row_number() OVER (
    PARTITION BY root ORDER BY part, CASE prop {_PLACES} END, CASE lang WHEN 'zho' THEN 1 ELSE 0 END, locator, value) AS nth
  FROM {{told}} WHERE prop IN ({", ".join(f"'{prop}'" for prop in NAMING)})
) AS named WHERE nth = 1
"""  # noqa: S608 - names of ours
_TABLES = ("came", "gone", "changed_root", "old_root", "new_root", "old_told", "new_told")


def compare(engine: Engine, before: Snapshot, after: Snapshot, volatile: Sequence[str] = (), at_once: int = WHOLE) -> None:
    """Make tables of what changed from the snapshot `before` to the snapshot `after`, in `engine`.

    `came` and `gone` (claim_id, root, schema, prop, value, lang, stated_on, valid_from, valid_to) are the claims, without those of
    properties in `volatile`, whose change is none; `changed_root` (root) are their subjects, parts of a subject counted to it. `old_root`
    and `new_root` (root) are those of them that the first and the second snapshot have; `old_told` and `new_told` (root, prop, value,
    lang, …) say what they are called and numbered there, `old_name` and `new_name` (root, name) the one name that speaks for them.
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
    named = [Step(f"{side}_name", _NAMES.format(told=f"{side}_told"), "the name that speaks for it") for side in ("old", "new")]
    engine.run(Plan("diff", (*gathered, *named)))


def _shares(before: Snapshot, after: Snapshot, at_once: int) -> list[tuple[Sequence[Path], Sequence[Path], str]]:
    """Files to compare with each other, and a condition on what is in them; none where the files are split alike."""
    if before.claims + after.claims <= at_once:
        return [(before.paths, after.paths, "")]
    if len(before.paths) == len(after.paths) == len(_DIGITS):
        return [([old], [new], "") for old, new in zip(before.paths, after.paths, strict=True)]
    return [(before.paths, after.paths, f"starts_with({BUCKET}, '{digit}')") for digit in _DIGITS]


def _compare_share(engine: Engine, sides: tuple[Sequence[Path], Sequence[Path]], share: str, volatile: Sequence[str], end: str) -> None:
    """Compare some files of both snapshots; the tables have names of their own, ended by `end`."""
    for name, paths in zip(("old_claims", "new_claims"), sides, strict=True):
        if not share:
            engine.read(name, list(paths))
            continue
        engine.read(f"{name}_files", list(paths))
        engine.run(Plan("diff", (Step(name, f"SELECT * FROM {name}_files WHERE {share}", "a share of the subjects"),)))  # noqa: S608 - ours
    quoted = ", ".join("'" + prop.replace("'", "''") + "'" for prop in ("", *volatile))
    root, changed = ROOT.replace("entity_id", "a.entity_id"), f"changed_root{end}"
    steps = [Step("moved_id", _MOVED_IDS, "claims that only one of the two has")]
    for way, side in (("came", "new_claims"), ("gone", "old_claims")):
        steps.append(Step(f"{way}{end}", _MOVED.format(root=root, side=side, way=way, volatile=quoted), f"claims that {way}"))
    steps.append(Step(changed, _CHANGED.format(came=f"came{end}", gone=f"gone{end}"), "of whom they speak"))
    for side in ("old", "new"):
        steps.append(Step(f"{side}_root{end}", _THERE.format(side=f"{side}_claims", changed=changed), "who is there"))
        steps.append(Step(f"{side}_told{end}", _TOLD.format(side=f"{side}_claims", changed=changed), "called and numbered so"))
    engine.run(Plan("diff", tuple(steps)))
