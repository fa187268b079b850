"""Fetch a source by the address on its card, and import it when it has changed."""

from dataclasses import replace
from pathlib import Path

from clew.errors import ClewError, Fault, NotFoundError
from clew.intake.fetch import fetch
from clew.intake.manner import Fetched, Manner
from clew.intake.replies import Validators
from clew.ledger.records import FAILED, FETCHED, UNCHANGED
from clew.ledger.store import FetchRecord
from clew.pack.fetching import load_refused_hosts
from clew.sources.specs import Spec
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.stores import Progress, Stores, silent


def fetch_source(stores: Stores, spec: Spec, url: str = "", progress: Progress = silent) -> Imported | None:
    """Fetch a source and put it in force; None where the publisher says that nothing changed.

    What is fetched lies in the workspace until it is complete: a fetch that breaks off goes on where it was.

    Args:
        stores: of the workspace.
        spec: the source.
        url: another address than that of its card.
        progress: told what begins.

    Raises:
        NotFoundError: its card names no address.
        FetchError: the address cannot be fetched; the attempt is recorded.
        RefusedError: the address is hosted where nothing is fetched automatically.
        InputError: what came is not what the source publishes.
    """
    address = url or spec.card.url
    if not address:
        mend = f"Save the file from {spec.card.home} and give it: clew source add FILE --as {spec.card.dataset}"
        raise NotFoundError(Fault(f"the card of {spec.card.short} names no address to fetch", mend))
    progress(f"Fetching {spec.card.short}")
    last = stores.ledger.last_fetch(spec.card.dataset, address)
    known = Validators(last.etag, last.last_modified) if last is not None else None
    record = FetchRecord(spec.card.dataset, address, FAILED)
    folder = stores.folder / "fetched" / spec.card.dataset
    folder.mkdir(parents=True, exist_ok=True)
    try:
        got = fetch(address, folder, Manner(load_refused_hosts(), proxy=stores.proxy), known=known)
    except ClewError as error:
        stores.ledger.record_fetch(replace(record, note=str(error.faults[0])))
        raise
    stores.ledger.record_fetch(_recorded(record, got))
    if got.unchanged:
        return None
    try:
        return import_files(stores, spec, Asked(Given((Path(got.path),)), url=address), progress)
    finally:
        got.path.unlink(missing_ok=True)  # the archive has what the card lets it keep


def _recorded(record: FetchRecord, got: Fetched) -> FetchRecord:
    """What the ledger keeps of a fetch that came to an end."""
    validators = {"etag": got.validators.etag, "last_modified": got.validators.last_modified}
    status = UNCHANGED if got.unchanged else FETCHED
    return replace(record, status=status, final_url=got.url, sha256=got.sha256, size=got.size, **validators)
