"""Write every output of a screening: all of them, or none."""

import hashlib
from pathlib import Path

from msgspec import Struct

from clew.lake.filesets import replace_file
from clew.model.screening import Finding, Screening
from clew.pack.wording import WordRules
from clew.render.csv import csv_bytes
from clew.render.xlsx import workbook_bytes
from clew.report.figures import answer
from clew.report.html import page
from clew.report.json import document_bytes, screen_document
from clew.report.review import review_csv
from clew.report.sheets import tables
from clew.report.wording import refuse_unfair

_EVERYTHING = ("findings", "historical", "restrictions", "affiliations", "sector_signals")


class Written(Struct, frozen=True):
    """One file written out.

    Attributes:
        path: where it is.
        kind: `html`, `xlsx`, `csv`, `json` or `review`.
        sha256: of its bytes.
        claim_ids: the claims that it shows or that its findings rest on, sorted, so that a correction can find it.
    """

    path: Path
    kind: str
    sha256: str
    claim_ids: tuple[str, ...]


class _Output(Struct, frozen=True):
    kind: str
    suffix: str
    content: bytes
    claim_ids: tuple[str, ...]


def write_reports(screening: Screening, folder: Path, stem: str, words: WordRules) -> tuple[Written, ...]:
    """Write `<stem>.html`, `.xlsx`, `.csv`, `.json` and `.review.csv`; the same screening gives the same bytes.

    Everything is rendered before anything is written; each file is written aside and then renamed over an older one of that name.

    Args:
        screening: the result to report.
        folder: made if it is missing.
        stem: of the file names, without a folder in it.
        words: the rules of wording.

    Raises:
        RefusedError: a text of ours breaks a rule of wording; nothing is written.
        WorkspaceError: the folder cannot be written to.
    """
    refuse_unfair(screening, words)
    outputs = _rendered(screening, stem)
    return tuple(_write(folder / f"{stem}{output.suffix}", output) for output in outputs)


def _rendered(screening: Screening, stem: str) -> tuple[_Output, ...]:
    everything, grids = _cited(screening, _EVERYTHING), tables(screening)
    above = (screening.heading, screening.title, f"As of {screening.as_of}. {answer(screening)}")
    return (
        _Output("html", ".html", page(screening, stem), everything),
        _Output("xlsx", ".xlsx", workbook_bytes(screening.heading, screening.title, grids), everything),
        _Output("csv", ".csv", csv_bytes(above, grids[0]), _cited(screening, ("findings",))),
        _Output("json", ".json", document_bytes(screen_document(screening)), everything),
        _Output("review", ".review.csv", review_csv(screening), ()),
    )


def _cited(screening: Screening, sections: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the claims that some sections show, or rest on."""
    return tuple(sorted({claim for section in sections for row in getattr(screening, section) for claim in _claim_ids(row)}))


def _claim_ids(row: object) -> set[str]:
    cited = {claim.id for claim in getattr(row, "claims", ())}
    return cited.union(row.basis, *(link.claims for link in row.path)) if isinstance(row, Finding) else cited


def _write(path: Path, output: _Output) -> Written:
    replace_file(path, output.content)
    return Written(path, output.kind, hashlib.sha256(output.content).hexdigest(), output.claim_ids)
