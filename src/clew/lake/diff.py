"""Two snapshots of a source against each other: the claims that came and went, and the subjects of which they speak."""

from collections.abc import Sequence
from pathlib import Path

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.lake.snapshots import BUCKET, ROOT
from clew.model.snapshot import Snapshot

_WHOLE = 2_000_000
"""Claims of both snapshots up to which they are compared at once; larger ones are compared in sixteen parts."""
_DIGITS = "0123456789abcdef"
_EMPTY = "SELECT '' AS claim_id, '' AS root, '' AS schema, '' AS prop, '' AS value, '' AS lang, '' AS stated_on WHERE 1 = 0"
_MOVED = """
SELECT a.claim_id, {root} AS root, a.schema, a.prop, a.value, a.lang, a.stated_on
FROM {side} a LEFT JOIN {other} b ON b.claim_id = a.claim_id
WHERE b.claim_id IS NULL AND a.prop NOT IN ({volatile})
"""
_CHANGED = "SELECT root FROM came UNION SELECT root FROM gone"
_THERE = f"SELECT DISTINCT r.root FROM (SELECT {ROOT} AS root FROM {{side}}) AS r JOIN changed_root c ON c.root = r.root"  # noqa: S608 - names of ours
# The name of a subject is that of the subject itself before that of its parts, Latin before Chinese, `name` before others.
_NAMES = f"""
SELECT root, value AS name FROM (
  SELECT c.root, s.value, row_number() OVER (
    PARTITION BY c.root ORDER BY CASE WHEN s.entity_id = c.root THEN 0 ELSE 1 END, CASE s.prop WHEN 'name' THEN 0 ELSE 1 END,
                                 CASE s.lang WHEN 'zho' THEN 1 ELSE 0 END, s.locator, s.value) AS nth
  FROM {{side}} s JOIN changed_root c ON c.root = {ROOT.replace("entity_id", "s.entity_id")}
  WHERE s.prop IN ('name', 'listedName', 'title')
) AS named WHERE nth = 1
"""  # noqa: S608 - names of ours


def compare(engine: Engine, before: Snapshot, after: Snapshot, volatile: Sequence[str] = ()) -> None:
    """Make tables of what changed from the snapshot `before` to the snapshot `after`, in `engine`.

    `came` and `gone` (claim_id, root, schema, prop, value, lang, stated_on) are the claims, without those of properties in `volatile`,
    whose change is none; `changed_root` (root) are their subjects, parts of a subject counted to it. `old_root` and `new_root` (root) are
    those of them that the first and the second snapshot have, and `old_name` and `new_name` (root, name) what they are called there.
    `old_claims` and `new_claims` are all claims of both.

    Raises:
        WorkspaceError: a snapshot is damaged, or memory and disk do not suffice.
    """
    names = ("came", "gone", "changed_root", "old_root", "new_root", "old_name", "new_name")
    shapes = (_EMPTY, _EMPTY, *["SELECT '' AS root WHERE 1 = 0"] * 3, *["SELECT '' AS root, '' AS name WHERE 1 = 0"] * 2)
    for name, shape in zip(names, shapes, strict=True):
        engine.run(Plan("diff", (Step(f"all_{name}", shape, "nothing yet"),)))
    for old, new, share in _shares(before, after):
        _compare_share(engine, (old, new), share, volatile)
        for name in names:
            gathered = f"SELECT * FROM all_{name} UNION ALL SELECT * FROM {name}"  # noqa: S608 - names of ours
            engine.run(Plan("diff", (Step(f"all_{name}", gathered, "share by share"),)))
    for name in names:
        engine.run(Plan("diff", (Step(name, f"SELECT * FROM all_{name}", "of all shares"),)))  # noqa: S608 - names of ours
    engine.read("old_claims", list(before.paths))
    engine.read("new_claims", list(after.paths))


def _shares(before: Snapshot, after: Snapshot) -> list[tuple[Sequence[Path], Sequence[Path], str]]:
    """Files to compare with each other, and a condition on what is in them; none where the files are split alike."""
    if before.claims + after.claims <= _WHOLE:
        return [(before.paths, after.paths, "1 = 1")]
    if len(before.paths) == len(after.paths) == len(_DIGITS):
        return [([old], [new], "1 = 1") for old, new in zip(before.paths, after.paths, strict=True)]
    return [(before.paths, after.paths, f"starts_with({BUCKET}, '{digit}')") for digit in _DIGITS]


def _compare_share(engine: Engine, sides: tuple[Sequence[Path], Sequence[Path]], share: str, volatile: Sequence[str]) -> None:
    """Compare some files of both snapshots."""
    for name, paths in zip(("old_claims", "new_claims"), sides, strict=True):
        engine.read(f"{name}_files", list(paths))
        if share == "1 = 1":
            engine.read(name, list(paths))
        else:
            engine.run(Plan("diff", (Step(name, f"SELECT * FROM {name}_files WHERE {share}", "a share of the subjects"),)))  # noqa: S608 - ours
    quoted = ", ".join("'" + prop.replace("'", "''") + "'" for prop in ("", *volatile))
    root = ROOT.replace("entity_id", "a.entity_id")
    engine.run(
        Plan(
            "diff",
            (
                Step("came", _MOVED.format(root=root, side="new_claims", other="old_claims", volatile=quoted), "claims that came"),
                Step("gone", _MOVED.format(root=root, side="old_claims", other="new_claims", volatile=quoted), "claims that went"),
                Step("changed_root", _CHANGED, "of whom they speak"),
                Step("old_root", _THERE.format(side="old_claims"), "who was there"),
                Step("new_root", _THERE.format(side="new_claims"), "who is there"),
                Step("old_name", _NAMES.format(side="old_claims"), "and was called"),
                Step("new_name", _NAMES.format(side="new_claims"), "and is called"),
            ),
        )
    )
