"""Judge: a person's word on whether a holding is an entity; recorded, listed, undone."""

from clew.errors import Fault, InputError, NotFoundError
from clew.ledger.store import Judgement
from clew.work.clocks import read_clocks
from clew.work.pinning import pinned
from clew.work.stores import Stores

VERDICTS = ("same", "different", "related")


def judge(stores: Stores, subject: str, entity_id: str, verdict: str, reason: str) -> int:
    """Record that a holding (its key, as `clew screen` prints it in the review file) is, is not, or is only related to an entity.

    Raises:
        InputError: no reason is given, or the verdict is unknown; a decision without a reason cannot be answered for.
        NotFoundError: no loaded source has the entity.
    """
    faults = []
    if not reason.strip():
        faults.append(Fault("a judgement needs a reason", "Add --why with what you saw and where."))
    if verdict not in VERDICTS:
        faults.append(Fault(f"“{verdict}” is no verdict", f"Known are {', '.join(VERDICTS)}."))
    if faults:
        raise InputError(*faults)
    _must_exist(stores, entity_id)
    return stores.ledger.judgements.judge(subject, entity_id, verdict, reason.strip())


def undo(stores: Stores, judgement_id: int, reason: str) -> None:
    """Undo a judgement; both stay in the chain of events.

    Raises:
        NotFoundError: there is no such judgement, or it is undone already.
    """
    stores.ledger.judgements.undo([judgement_id], reason.strip())


def judgements(stores: Stores, *, undone: bool = False) -> tuple[Judgement, ...]:
    """Judgements in force; with `undone`, those that were undone as well."""
    return stores.ledger.judgements.all(undone=undone)


def _must_exist(stores: Stores, entity_id: str) -> None:
    """Refuse a judgement on an entity that no source has."""
    with pinned(stores, read_clocks()) as held:
        held.engine.load("asked", {"entity_id": "VARCHAR"}, [(entity_id,)])
        if not held.engine.fetch("SELECT e.entity_id FROM entity e JOIN asked a ON a.entity_id = e.entity_id"):
            raise NotFoundError(
                Fault(f"no loaded source has the entity {entity_id}", "Take the id from the review file or from clew company NAME.")
            )
