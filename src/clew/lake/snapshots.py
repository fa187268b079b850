"""Snapshots: claims in, one immutable Parquet file and its manifest out."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.errors import Fault, UnexpectedContentError, WorkspaceError
from clew.lake.filesets import fileset
from clew.model.claim import Claim
from clew.model.snapshot import Snapshot, Version

HASHED = ("entity_id", "schema", "prop", "value", "lang", "valid_from", "valid_to")
"""What a claim's identity is made of, besides its dataset: an inserted row elsewhere changes nothing."""

# sha256 is DuckDB's; snapshots are written on the machine that reads the source, never on a cluster.
_IDENTIFY = """
SELECT substr(sha256({dataset} || {parts}), 1, 32) AS claim_id, {dataset} AS dataset,
       entity_id, schema, prop, value, lang, original, locator, source_url, stated_on, valid_from, valid_to, grade
FROM incoming
"""
_ONCE = """
SELECT claim_id, dataset, entity_id, schema, prop, value, lang, min(original) AS original, min(locator) AS locator, min(source_url) AS source_url,
       min(stated_on) AS stated_on, valid_from, valid_to, min(grade) AS grade
FROM identified GROUP BY claim_id, dataset, entity_id, schema, prop, value, lang, valid_from, valid_to
"""
# Two levels, so that no string grows with the snapshot: rows hash into 256 buckets, buckets hash into one.
_BUCKETS = """
SELECT substr(claim_id, 1, 2) AS bucket,
       sha256(string_agg(claim_id || chr(31) || original || chr(31) || locator || chr(31) || stated_on || chr(31) || grade, chr(10) ORDER BY claim_id)) AS part
FROM claims GROUP BY 1
"""


def write_snapshot(
    engine: Engine,
    folder: Path,
    version: Version,
    claims: Iterable[Claim],
    *,
    archive: Sequence[tuple[str, str]] = (),
    dropped: Sequence[tuple[str, int]] = (),
) -> Snapshot:
    """Write the claims of one source version into `folder/<dataset>/<snapshot id>/`.

    The same claims written again give the same snapshot id and keep the first copy.

    Raises:
        UnexpectedContentError: there are no claims: an empty source never goes live.
        WorkspaceError: the lake cannot be written.
    """
    rows = list(claims)
    if not rows:
        raise UnexpectedContentError(Fault(f"the source {version.dataset} {version.label} holds no claims", "Check that the right file was given."))
    engine.load("incoming", dict.fromkeys(Claim._fields, "VARCHAR"), rows)
    engine.run(_plan(version.dataset))
    digest = str(engine.fetch("SELECT sha256(string_agg(bucket || part, chr(10) ORDER BY bucket)) FROM buckets")[0][0])
    snapshot_id = f"{version.label}-{digest[:12]}"
    target = folder / version.dataset / snapshot_id
    with fileset(target) as aside:
        count = engine.write("claims", aside / "claims.parquet", ("entity_id", "prop", "value", "claim_id"))
        snapshot = Snapshot(version, snapshot_id, digest, count, tuple(archive), tuple(dropped), target / "claims.parquet")
        (aside / "manifest.json").write_text(_manifest(snapshot), encoding="utf-8")
    return snapshot


def read_snapshot(folder: Path, dataset: str, snapshot_id: str) -> Snapshot:
    """The snapshot of that id, from its manifest.

    Raises:
        WorkspaceError: its files are missing or damaged.
    """
    target = folder / dataset / snapshot_id
    try:
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        version = Version(**manifest["version"])
        pairs = [tuple((str(name), count) for name, count in manifest[key]) for key in ("archive", "dropped")]
        return Snapshot(version, snapshot_id, manifest["content_hash"], manifest["claims"], pairs[0], pairs[1], target / "claims.parquet")
    except (OSError, ValueError, KeyError, TypeError) as error:
        fault = Fault(f"the snapshot {dataset} {snapshot_id} is missing or damaged ({error})", "Restore the workspace or import the source again.", str(target))
        raise WorkspaceError(fault) from error


def _plan(dataset: str) -> Plan:
    """Give each claim its id, once; and fingerprint the rows."""
    parts = " || ".join(f"chr(31) || {column}" for column in HASHED)
    quoted = "'" + dataset.replace("'", "''") + "'"
    return Plan(
        "snapshot",
        (
            Step("identified", _IDENTIFY.format(dataset=quoted, parts=parts), "each claim with its content hash"),
            Step("claims", _ONCE, "a claim said twice in one version is one claim"),
            Step("buckets", _BUCKETS, "fingerprint of the rows, part by part"),
        ),
    )


def _manifest(snapshot: Snapshot) -> str:
    """The manifest that lies beside the rows."""
    version = snapshot.version
    content = {
        "version": {slot: getattr(version, slot) for slot in version.__slots__},
        "content_hash": snapshot.content_hash,
        "claims": snapshot.claims,
        "archive": list(snapshot.archive),
        "dropped": list(snapshot.dropped),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
