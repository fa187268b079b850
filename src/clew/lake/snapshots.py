"""Snapshots: claims in, one immutable Parquet file and its manifest out."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.errors import Fault, UnexpectedContentError, WorkspaceError
from clew.lake.filesets import discard, fileset, is_safe_name
from clew.model.claim import Claim
from clew.model.snapshot import Snapshot, Version

HASHED = ("entity_id", "schema", "prop", "value", "lang", "valid_from", "valid_to")
"""What a claim's identity is made of, besides its dataset: an inserted row elsewhere changes nothing."""

_FIELDS = ", ".join(Claim._fields)
# sha256 is DuckDB's; snapshots are written on the machine that reads the source, never on a cluster. Each part of a hashed text has its
# length before it, so that no two claims have one text, whatever their letters.
_ID = "substr(sha256({parts}), 1, 32)"
_IDENTIFY = f"SELECT {_ID} AS claim_id, {{dataset}} AS dataset, {_FIELDS} FROM incoming"  # noqa: S608 - names of ours
_RANKED = """
SELECT *, row_number() OVER (PARTITION BY claim_id ORDER BY grade, stated_on, locator, original, source_url) AS nth
FROM identified
"""
_ONCE = f"SELECT claim_id, dataset, {_FIELDS} FROM ranked WHERE nth = 1"  # noqa: S608 - names of ours
# Two levels, so that no string grows with the snapshot: rows hash into 256 buckets, buckets hash into one.
_BUCKETS = """
SELECT substr(claim_id, 1, 2) AS bucket, sha256(string_agg(claim_id || {parts}, chr(10) ORDER BY claim_id)) AS part
FROM {table} GROUP BY 1
"""
_DIGEST = "SELECT sha256(string_agg(bucket || part, chr(10) ORDER BY bucket)) FROM buckets"
_FORGED = f"SELECT count(*) FROM kept WHERE claim_id <> {_ID}"  # noqa: S608 - names of ours
_UNSAID = "SELECT locator, entity_id, prop FROM incoming WHERE {unsaid} ORDER BY 1, 2, 3 LIMIT 20"


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

    The same claims written again give the same snapshot id and keep the first copy, whose manifest is returned.

    Raises:
        UnexpectedContentError: there are no claims (an empty source never goes live), or one leaves out what it is about.
        WorkspaceError: the lake cannot be written, or dataset and label make no name for a folder.
    """
    rows = list(claims)
    if not rows:
        fault = Fault(f"the source {version.dataset} {version.label} holds no claims", "Check that the right file was given.")
        raise UnexpectedContentError(fault)
    engine.load("incoming", dict.fromkeys(Claim._fields, "VARCHAR"), rows)
    _must_be_said(engine, version)
    engine.run(_plan(version.dataset))
    digest = str(engine.fetch(_DIGEST)[0][0])
    snapshot_id = f"{version.label}-{digest[:12]}"
    target = _folder(folder, version.dataset, snapshot_id)
    if target.exists():
        try:
            return read_snapshot(folder, version.dataset, snapshot_id)
        except WorkspaceError:  # the way to mend a damaged snapshot is to import the source again
            discard(target)
    with fileset(target) as aside:
        count = engine.write("claims", aside / "claims.parquet", ("entity_id", "prop", "value", "claim_id"))
        snapshot = Snapshot(version, snapshot_id, digest, count, tuple(archive), tuple(dropped), target / "claims.parquet")
        (aside / "manifest.json").write_text(_manifest(snapshot), encoding="utf-8")
    return read_snapshot(folder, version.dataset, snapshot_id)


def read_snapshot(folder: Path, dataset: str, snapshot_id: str) -> Snapshot:
    """The snapshot of that id, from its manifest.

    Raises:
        WorkspaceError: its files are missing or damaged.
    """
    target = _folder(folder, dataset, snapshot_id)
    try:
        if not (target / "claims.parquet").is_file():
            raise FileNotFoundError("claims.parquet")
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        version = Version(**manifest["version"])
        pairs = [tuple((str(name), count) for name, count in manifest[key]) for key in ("archive", "dropped")]
        count = manifest["claims"]
        return Snapshot(version, snapshot_id, manifest["content_hash"], count, pairs[0], pairs[1], target / "claims.parquet")
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"the snapshot {dataset} {snapshot_id} is missing or damaged ({error})"
        raise WorkspaceError(Fault(what, "Restore the workspace or import the source again.", str(target))) from error


def is_intact(engine: Engine, snapshot: Snapshot) -> bool:
    """Whether the rows in the lake are those that the snapshot's hash was made of; reads every row."""
    engine.read("kept", [snapshot.path])
    engine.run(Plan("check", (_fingerprint("kept"),)))
    forged = engine.fetch(_FORGED.format(parts=_parts(("dataset", *HASHED))))[0][0]
    return forged == 0 and engine.fetch(_DIGEST) == [(snapshot.content_hash,)]


def _folder(folder: Path, dataset: str, snapshot_id: str) -> Path:
    """Where a snapshot lies.

    Raises:
        WorkspaceError: an id is no name for a folder on every system, or leads out of the lake.
    """
    for name in (dataset, snapshot_id):
        if not is_safe_name(name):
            mend = "Use letters, digits, points, hyphens and underscores in a source's id and version, at most 150."
            raise WorkspaceError(Fault(f"“{name}” cannot be the name of a folder", mend))
    return folder / dataset / snapshot_id


def _must_be_said(engine: Engine, version: Version) -> None:
    """Refuse claims with NULL: "" is what a source does not say."""
    unsaid = " OR ".join(f"{column} IS NULL" for column in Claim._fields)
    faults = [
        Fault(
            f"a claim on {entity} ({prop}) leaves a field empty that must be a text",
            "Mend the reader of this source.",
            f"{version.dataset} {place}",
        )
        for place, entity, prop in engine.fetch(_UNSAID.format(unsaid=unsaid))
    ]
    if faults:
        raise UnexpectedContentError(*faults)


def _plan(dataset: str) -> Plan:
    """Give each claim its id, once; and fingerprint the rows."""
    quoted = "'" + dataset.replace("'", "''") + "'"
    return Plan(
        "snapshot",
        (
            Step("identified", _IDENTIFY.format(dataset=quoted, parts=_parts((quoted, *HASHED))), "each claim with its content hash"),
            Step("ranked", _RANKED, "claims said twice in one version, the best grade and the earliest statement first"),
            Step("claims", _ONCE, "and each once, as one place says it"),
            _fingerprint("claims"),
        ),
    )


def _fingerprint(table: str) -> Step:
    """Hash the rows; what the id covers is in by the id."""
    rest = [column for column in Claim._fields if column not in HASHED]
    return Step("buckets", _BUCKETS.format(table=table, parts=_parts(rest)), "fingerprint of the rows, part by part")


def _parts(columns: Sequence[str]) -> str:
    """SQL for a text that tells any two rows apart: each part with its length."""
    return " || ".join(f"length({column}) || ':' || {column}" for column in columns)


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
