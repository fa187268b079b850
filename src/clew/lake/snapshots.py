"""Snapshots: claims in, immutable Parquet files and their manifest out."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine, LocalEngine
from clew.errors import Fault, UnexpectedContentError, WorkspaceError
from clew.lake.filesets import discard, fileset_named_later, is_safe_name, replace_file, settle
from clew.model.card import Card
from clew.model.claim import Claim
from clew.model.snapshot import About, Snapshot, Version
from clew.values.plain import asdict

HASHED = ("entity_id", "schema", "prop", "value", "lang", "valid_from", "valid_to")
"""What a claim's identity is made of, besides its dataset: an inserted row elsewhere changes nothing."""

ROOT = "split_part(entity_id, '#', 1)"
"""SQL for what a subject belongs to: `uflpa:tarim#listed`, an entry of a list, belongs to the company `uflpa:tarim`."""
BUCKET = f"substr(md5({ROOT}), 1, 2)"
"""SQL for one of 256 buckets of subjects. Parts of a snapshot are buckets, so that no subject stands in two of them."""
_NAMESPACE = "split_part(entity_id, ':', 1)"

_ORDER = ("entity_id", "prop", "value", "claim_id")
_FIELDS = ", ".join(Claim._fields)
_REST = ", ".join(column for column in Claim._fields if column not in HASHED)
# sha256 and md5 are DuckDB's; snapshots are written on the machine that reads the source, never on a cluster. Parts of a hashed text are
# told apart by a separator that no claim may hold.
_ID = f"substr(sha256(concat_ws(chr(31), {{dataset}}, {', '.join(HASHED)})), 1, 32)"
_IDENTIFY = f"SELECT {_ID} AS claim_id, {{dataset}} AS dataset, {_FIELDS} FROM incoming ORDER BY {', '.join(_ORDER)}"  # noqa: S608 - names of ours
_TWICE = "SELECT claim_id FROM {table} GROUP BY claim_id HAVING count(*) > 1"
_ONCE = f"""
SELECT claim_id, dataset, {_FIELDS} FROM {{table}} WHERE claim_id NOT IN (SELECT claim_id FROM {{twice}})
UNION ALL
SELECT claim_id, dataset, {_FIELDS} FROM (
  SELECT *, row_number() OVER (PARTITION BY claim_id ORDER BY grade, stated_on, locator, original, source_url) AS nth
  FROM {{table}} WHERE claim_id IN (SELECT claim_id FROM {{twice}})
) AS ranked WHERE nth = 1
"""  # noqa: S608 - names of ours
# Two levels, so that no text grows with the snapshot: rows hash into buckets of subjects, buckets hash into one. A row begins with its id,
# which is its own and of one length: to sort the texts is to sort by it.
_DIGESTS = f"""
SELECT {BUCKET} AS bucket, sha256(array_to_string(list_sort(list(concat_ws(chr(31), claim_id, {_REST}))), chr(30))) AS digest
FROM {{table}} GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - names of ours
_FORGED = f"SELECT count(*) FROM kept WHERE claim_id <> {_ID.format(dataset='dataset')}"  # noqa: S608 - names of ours
_FREE = ("entity_id", "schema", "value", "lang", "original", "locator", "source_url")
"""Fields that a publisher's text may stand in."""
_UNSAYABLE = f"""
SELECT locator, entity_id, prop FROM {{table}}
WHERE {" OR ".join(f"{column} IS NULL" for column in Claim._fields)}
   OR {" OR ".join(f"contains({column}, chr({sign}))" for column in _FREE for sign in (30, 31))}
ORDER BY 1, 2, 3 LIMIT 20
"""  # noqa: S608 - names of ours
_FORMAT = 2
"""Of the manifest; a snapshot of another is read anew from its source."""


def write_snapshot(engine: LocalEngine, folder: Path, about: About, claims: Iterable[Claim]) -> Snapshot:
    """Write the claims of one source version into `folder/<dataset>/<snapshot id>/`; see `write_parts`."""
    return write_parts(engine, folder, about, loaded(engine, claims))


def loaded(engine: Engine, claims: Iterable[Claim]) -> Iterator[None]:
    """Claims as the one part of a snapshot."""
    rows = list(claims)
    if rows:
        engine.load("incoming", dict.fromkeys(Claim._fields, "VARCHAR"), rows)
        yield


def write_parts(engine: LocalEngine, folder: Path, about: About, parts: Iterable[None]) -> Snapshot:
    """Write one source version into `folder/<dataset>/<snapshot id>/`, part by part: no more than one is in memory at a time.

    The same claims written again, in whatever parts, give the same snapshot id and keep the first copy and its manifest, in which the way
    of reading alone becomes that of now.

    Args:
        engine: holds the parts.
        folder: the lake.
        about: what the snapshot carries.
        parts: each step leaves the claims of some buckets of subjects (`BUCKET`) in the table `incoming`, whose columns are those of
            `Claim`; no two steps share a bucket.

    Raises:
        UnexpectedContentError: there are no claims (an empty source never goes live), or one leaves out what it is about.
        WorkspaceError: the lake cannot be written, or dataset and label make no name for a folder.
    """
    version, pages = about.version, list[_Page]()
    home = _folder(folder, version.dataset, version.label).parent
    with fileset_named_later(home) as aside:
        # While one part is sorted and compressed, and its fingerprints made, the next is computed: each alone leaves a core idle.
        with ThreadPoolExecutor(2) as pool:
            writing: list[_Writing] = []
            for number, _ in enumerate(parts):
                identified = f"identified_{number % 2}"
                table = _identified(engine, version, identified)
                engine.drop("incoming")
                pages += [one.page() for one in writing]
                path = aside / f"claims-{number:03}.parquet"
                written, said = pool.submit(engine.write, table, path, _ORDER), pool.submit(_said, engine, table)
                writing = [_Writing(path.name, written, said, pool.submit(_must_be_sayable, engine, version, identified))]
            pages += [one.page() for one in writing]
        if not sum(page.claims for page in pages):
            fault = Fault(f"the source {version.dataset} {version.label} holds no claims", "Check that the right file was given.")
            raise UnexpectedContentError(fault)
        digest = _joined({bucket: digest for page in pages for bucket, digest in page.digests.items()})
        target = _folder(folder, version.dataset, f"{version.label}-{digest[:12]}")
        (aside / "manifest.json").write_text(_manifest(about, digest, pages), encoding="utf-8")
        return _place(aside, target, about.reader)


class _Page(NamedTuple):
    """One file of a snapshot: its name, its claims by number, the fingerprints of its buckets, their grades, and whose ids they are of."""

    name: str
    claims: int
    digests: dict[str, str]
    grades: set[str]
    namespaces: set[str]


class _Writing(NamedTuple):
    """A page under way."""

    name: str
    claims: Future[int]
    said: Future[tuple[dict[str, str], set[str], set[str]]]
    checked: Future[None]

    def page(self) -> _Page:
        """The page, once it is written, and known to say what may be said."""
        self.checked.result()
        return _Page(self.name, self.claims.result(), *self.said.result())


def _said(engine: Engine, table: str) -> tuple[dict[str, str], set[str], set[str]]:
    """The fingerprints of the buckets of a table, the grades of its claims, and the datasets whose ids these are about."""
    pairs = engine.fetch(f"SELECT DISTINCT grade, {_NAMESPACE} FROM {table} ORDER BY 1, 2")  # noqa: S608 - our names
    return _digests(engine, table), {str(grade) for grade, _ in pairs}, {str(space) for _, space in pairs}


def _identified(engine: LocalEngine, version: Version, table: str) -> str:
    """Give each claim of `incoming` its id; returns the table in which each stands once."""
    dataset = "'" + version.dataset.replace("'", "''") + "'"
    engine.run(Plan("snapshot", (Step(table, _IDENTIFY.format(dataset=dataset), "each claim with its content hash"),)))
    once, twice = f"{table}_once", f"{table}_twice"
    engine.run(Plan("snapshot", (Step(twice, _TWICE.format(table=table), "claims that several places make"),)))
    if engine.fetch(f"SELECT count(*) FROM {twice}") == [(0,)]:  # noqa: S608 - our name
        return table
    engine.define(Plan("snapshot", (Step(once, _ONCE.format(table=table, twice=twice), "and each once, as one place says it"),)))
    return once


def _place(aside: Path, target: Path, reader: str) -> Snapshot:
    """Give a finished snapshot its name, unless the same one lies there whole: then that is said to be what is read in this way too."""
    dataset, snapshot_id = target.parent.name, target.name
    if target.exists():
        try:
            kept = read_snapshot(target.parent.parent, dataset, snapshot_id)
        except WorkspaceError:  # the way to mend a damaged snapshot is to import the source again
            discard(target)
        else:
            return kept if kept.about.reader == reader else _read_so(kept, target / "manifest.json", reader)
    settle(aside, target)
    return read_snapshot(target.parent.parent, dataset, snapshot_id)


def _read_so(kept: Snapshot, manifest: Path, reader: str) -> Snapshot:
    """Note how a snapshot's files are read now: what would say the same again need not be read again."""
    content = json.loads(manifest.read_text(encoding="utf-8"))
    replace_file(manifest, _json({**content, "reader": reader}).encode())
    return replace(kept, about=replace(kept.about, reader=reader))


def read_snapshot(folder: Path, dataset: str, snapshot_id: str) -> Snapshot:
    """The snapshot of that id, from its manifest.

    Raises:
        WorkspaceError: its files are missing or damaged.
    """
    target = _folder(folder, dataset, snapshot_id)
    try:
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        paths = tuple(target / name for name in manifest["files"])
        missing = [path.name for path in paths if not path.is_file()]
        if missing or not paths or manifest["format"] != _FORMAT:
            raise FileNotFoundError(", ".join(missing) or "written by another clew")
        pairs = [tuple((str(name), count) for name, count in manifest[key]) for key in ("archive", "dropped")]
        version, card = Version(**manifest["version"]), Card(**manifest["card"])
        about = About(version, card, pairs[0], pairs[1], manifest["rows"], manifest["reader"])
        told = tuple(tuple(manifest.get(key, ())) for key in ("grades", "namespaces"))
        return Snapshot(about, snapshot_id, manifest["content_hash"], manifest["claims"], paths, *told)
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"the snapshot {dataset} {snapshot_id} is missing or damaged ({error})"
        raise WorkspaceError(Fault(what, "Restore the workspace or import the source again.", str(target))) from error


def is_intact(engine: Engine, snapshot: Snapshot) -> bool:
    """Whether the rows in the lake are those that the snapshot's hash was made of; reads every row, a file at a time."""
    digests: dict[str, str] = {}
    for path in snapshot.paths:
        engine.read("kept", [path])
        if engine.fetch(_FORGED) != [(0,)]:
            return False
        digests.update(_digests(engine, "kept"))
    return _joined(digests) == snapshot.content_hash


def _digests(engine: Engine, table: str) -> dict[str, str]:
    """The fingerprint of each bucket of a table."""
    return {str(bucket): str(digest) for bucket, digest in engine.fetch(_DIGESTS.format(table=table))}


def _joined(digests: dict[str, str]) -> str:
    """The fingerprint of all buckets."""
    return hashlib.sha256("\n".join(f"{bucket} {digest}" for bucket, digest in sorted(digests.items())).encode()).hexdigest()


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


def _must_be_sayable(engine: Engine, version: Version, table: str) -> None:
    """Refuse claims with NULL ("" is what a source does not say) and those with the separators of hashed texts."""
    faults = [
        Fault(
            f"a claim on {entity} ({prop}) leaves a field empty that must be a text, or holds a control character",
            "Mend the reader of this source.",
            f"{version.dataset} {place}",
        )
        for place, entity, prop in engine.fetch(_UNSAYABLE.format(table=table))
    ]
    if faults:
        raise UnexpectedContentError(*faults)


def _manifest(about: About, digest: str, pages: Sequence[_Page]) -> str:
    """The manifest that lies beside the rows."""
    content = {
        "format": _FORMAT,
        "version": asdict(about.version),
        "card": asdict(about.card),
        "content_hash": digest,
        "claims": sum(page.claims for page in pages),
        "rows": about.rows,
        "grades": sorted({grade for page in pages for grade in page.grades}),
        "namespaces": sorted({space for page in pages for space in page.namespaces}),
        "files": [page.name for page in pages],
        "archive": list(about.archive),
        "dropped": list(about.dropped),
        "reader": about.reader,
    }
    return _json(content)


def _json(manifest: Mapping[str, object]) -> str:
    """A manifest as a text that a person can read."""
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
