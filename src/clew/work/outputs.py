"""Write the files of a screening, and record each with its inputs and claims, so that a correction can find it."""

import hashlib
from pathlib import Path
from typing import Any

from clew.assess.exports import exportable, exportable_digest
from clew.errors import Fault, NotFoundError, RefusedError
from clew.lake.filesets import replace_file
from clew.ledger.store import OutputFile
from clew.model.gate import RestrictedList
from clew.model.owned import Owned
from clew.model.screening import Screening
from clew.model.watching import Digest
from clew.pack.wording import load_word_rules
from clew.report.bods import bods_bytes, bods_statements
from clew.report.digest import digest_page
from clew.report.json import screen_document
from clew.report.restricted import restricted_bytes
from clew.report.wording import refuse_unfair
from clew.report.write import Written, write_reports
from clew.work.stores import Stores


def document(screening: Screening) -> dict[str, Any]:
    """The screening as the JSON contract, for a pipe; it passes the same linter as a file.

    Raises:
        RefusedError: a generated text says what may not be said.
    """
    refuse_unfair(screening, load_word_rules())
    return screen_document(screening)


def write_outputs(stores: Stores, screening: Screening, folder: Path, stem: str) -> tuple[Written, ...]:
    """Write the reports into `folder` and record them in the ledger; what may not be passed on is left out, and counted in the notes.

    Raises:
        RefusedError: a generated text says what may not be said; nothing is written.
        WorkspaceError: the folder cannot be written.
    """
    written = write_reports(exportable(screening), folder, stem, load_word_rules())
    files = [OutputFile(str(one.path.resolve()), one.kind, one.sha256, one.claim_ids) for one in written]
    inputs = {f"{one.kind} {one.name}": one.sha256 for one in screening.inputs}
    stores.ledger.record_outputs(files, {**inputs, "as_of": screening.as_of, "known": screening.known})
    return written


def write_digest(stores: Stores, digest: Digest, folder: Path) -> Path:
    """Write the digest of a watch into `folder` as an HTML page, and record it in the ledger.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    content = digest_page(exportable_digest(digest))
    path = folder / f"clew-watch-{digest.until}.html"
    replace_file(path, content)
    file = OutputFile(str(path.resolve()), "digest", hashlib.sha256(content).hexdigest(), ())
    inputs = {f"snapshot {diff.dataset}": diff.after.snapshot_id for diff in digest.diffs}
    stores.ledger.record_outputs([file], {**inputs, "since": digest.since, "until": digest.until})
    return path


def write_bods(stores: Stores, found: Owned, path: Path) -> tuple[int, int]:
    """Write the records of an answer on ownership that held on its day as BODS, and record the file in the ledger.

    A record whose source may not be passed on is left out. Returns how many relationships were written, and how many left out.

    Raises:
        NotFoundError: there is no record to write.
        RefusedError: no record may be passed on.
        WorkspaceError: the file cannot be written.
    """
    held = [one for one in found.records if one.state == "held"]
    kept = [one for one in held if all(claim.export for claim in one.claims)]
    if not held:
        raise NotFoundError(Fault("there is no ownership record to write", "clew source known lists the sources that show ownership."))
    if not kept:
        raise RefusedError(
            Fault(
                f"none of the {len(held):,} records may be passed on: the terms of their sources do not allow it",
                "A card says whether they do (export); clew own without --bods shows them.",
            )
        )
    content = bods_bytes(bods_statements(found, kept))
    replace_file(path, content)
    claims = tuple(sorted({claim.id for one in kept for claim in one.claims}))
    file = OutputFile(str(path.resolve()), "BODS", hashlib.sha256(content).hexdigest(), claims)
    inputs = {f"source {dataset}": day for dataset, day in found.searched}
    stores.ledger.record_outputs([file], {**inputs, "as_of": found.as_of, "known": found.known})
    return len(kept), len(held) - len(kept)


def write_restricted(stores: Stores, found: RestrictedList, path: Path) -> int:
    """Write a restricted list as CSV and record it in the ledger; what may not be passed on is left out. Returns the rows written.

    Raises:
        WorkspaceError: the file cannot be written.
    """
    content = restricted_bytes(found)
    replace_file(path, content)
    kept = [row for row in found.rows if row.export]
    claims = {claim for row in kept for one in row.reasons if one.finding is not None for claim in one.finding.basis}
    file = OutputFile(str(path.resolve()), "restricted list", hashlib.sha256(content).hexdigest(), tuple(sorted(claims)))
    inputs = {f"{one.kind} {one.name}": one.sha256 for one in found.inputs}
    stores.ledger.record_outputs([file], {**inputs, "as_of": found.as_of, "known": found.known})
    return len(kept)
