"""Fetch a source by the address on its card, and import it when it has changed."""

from msgspec.structs import replace

from clew.errors import ClewError, Fault, NotFoundError
from clew.intake.addresses import shown
from clew.intake.fetch import fetch, published_name
from clew.intake.manner import Fetched, Manner
from clew.intake.replies import Validators
from clew.ledger.records import FAILED, FETCHED, UNCHANGED
from clew.ledger.store import FetchRecord
from clew.pack.fetching import load_refused_hosts
from clew.sources.reading.specs import Spec
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files, newest_snapshot, scratch_folder
from clew.work.reading import way_of_reading
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
    record = FetchRecord(spec.card.dataset, address, FAILED)
    folder = stores.folder / "fetched" / spec.card.dataset
    folder.mkdir(parents=True, exist_ok=True)
    try:
        got = fetch(address, folder, Manner(load_refused_hosts(), proxy=stores.proxy), known=_known(stores, spec, address))
        imported = None if got.unchanged else _imported(stores, spec, got, address, progress)
    except ClewError as error:
        stores.ledger.record_fetch(replace(record, note=str(error.faults[0])))
        raise
    stores.ledger.record_fetch(_recorded(record, got))
    return imported


def _known(stores: Stores, spec: Spec, address: str) -> Validators | None:
    """What to ask with: the marks of the last version that came from there, where it is held and was read as it would be read now."""
    last = stores.ledger.last_fetch(spec.card.dataset, address)
    held = newest_snapshot(stores, spec.card.dataset)
    if last is None or held is None or held.about.reader != way_of_reading(spec):
        return None
    return Validators(last.etag, last.last_modified)


def _imported(stores: Stores, spec: Spec, got: Fetched, address: str, progress: Progress) -> Imported:
    """Import what came, under the name that its publisher gave it; the archive has what the card lets it keep of the file.

    It is recorded as fetched only when this ended well: what was not understood is to be fetched anew, not to be found unchanged.
    """
    with scratch_folder(stores.folder) as scratch:
        path = scratch / published_name(address)
        got.path.replace(path)
        try:
            return import_files(stores, spec, Asked(Given((path,)), url=address), progress)
        except ClewError as error:  # a person knows the address, and not the file, which is gone
            faults = (replace(fault, file=fault.file.replace(str(path), shown(address))) for fault in error.faults)
            raise type(error)(*faults) from error


def _recorded(record: FetchRecord, got: Fetched) -> FetchRecord:
    """What the ledger keeps of a fetch that came to an end."""
    validators = {"etag": got.validators.etag, "last_modified": got.validators.last_modified}
    status = UNCHANGED if got.unchanged else FETCHED
    return replace(record, status=status, final_url=got.url, sha256=got.sha256, size=got.size, **validators)
