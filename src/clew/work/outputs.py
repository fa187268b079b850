"""Write the files of a screening, and record each with its inputs and claims, so that a correction can find it."""

from pathlib import Path
from typing import Any

from clew.ledger.store import OutputFile
from clew.model.screening import Screening
from clew.pack.wording import load_word_rules
from clew.report.json import screen_document
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
    """Write the reports into `folder` and record them in the ledger.

    Raises:
        RefusedError: a generated text says what may not be said; nothing is written.
        WorkspaceError: the folder cannot be written.
    """
    written = write_reports(screening, folder, stem, load_word_rules())
    files = [OutputFile(str(one.path.resolve()), one.kind, one.sha256, one.claim_ids) for one in written]
    inputs = {f"{one.kind} {one.name}": one.sha256 for one in screening.inputs}
    stores.ledger.record_outputs(files, {**inputs, "as_of": screening.as_of, "known": screening.known})
    return written
