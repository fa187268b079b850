"""Override: a reason why the gate's policy does not stop an issuer, proposed by one person and confirmed by another."""

from collections.abc import Mapping

from clew.engine.port import Engine
from clew.errors import Fault, InputError
from clew.ledger.overrides import CONFIRMED, WITHDRAWN
from clew.model.gate import Override
from clew.values.days import is_day
from clew.work.stores import Stores

_CLUSTERS = "SELECT o.entity_id, c.cluster_id FROM overridden o JOIN cluster c ON c.entity_id = o.entity_id"


def propose(stores: Stores, entity_id: str, name: str, reason: str, until: str, today: str) -> int:
    """Propose an override for an issuer; it lifts nothing until a second person has confirmed it.

    Args:
        stores: the ledger.
        entity_id: the issuer.
        name: its name.
        reason: what was weighed, and by whom.
        until: last day on which it holds (ISO), "" for none.
        today: the day of the proposal (ISO): none that is over can be proposed.

    Raises:
        InputError: no reason is given, or `until` is no day or is over.
    """
    faults = []
    if not reason.strip():
        faults.append(Fault("an override needs a reason", "Add --why with what was weighed, and by whom."))
    if until and not is_day(until):
        faults.append(Fault(f"--until is “{until}”, which is no day", "Give a day such as 2027-06-30."))
    elif until and until < today:
        faults.append(Fault(f"--until is {until}, which is over", "Give a day to come, or leave --until out."))
    if faults:
        raise InputError(*faults)
    return stores.ledger.propose_override(entity_id, name, reason.strip(), until)


def confirm(stores: Stores, override_id: int) -> None:
    """Confirm an override that another person proposed.

    Raises:
        NotFoundError: there is no such override, or it was withdrawn.
        RefusedError: it was proposed by who confirms it, or is confirmed already.
    """
    stores.ledger.say_to_override(override_id, CONFIRMED)


def withdraw(stores: Stores, override_id: int, reason: str) -> None:
    """Take an override back, in force or not; everything stays in the chain.

    Raises:
        InputError: no reason is given.
        NotFoundError: there is no such override, or it was withdrawn already.
    """
    if not reason.strip():
        raise InputError(Fault("taking an override back needs a reason", "Add --why."))
    stores.ledger.say_to_override(override_id, WITHDRAWN, reason.strip())


def overrides_by_issuer(stores: Stores, engine: Engine) -> Mapping[str, tuple[Override, ...]]:
    """Issuer (cluster) → its overrides, in force or not; an override follows its entity from release to release.

    Args:
        stores: the ledger.
        engine: holds the `cluster` of a prepared release.
    """
    every = stores.ledger.overrides()
    if not every:
        return {}
    engine.load("overridden", {"entity_id": "VARCHAR"}, [(entity,) for entity in sorted({one.entity_id for one in every})])
    cluster = {str(entity): str(issuer) for entity, issuer in engine.fetch(_CLUSTERS)}
    found: dict[str, tuple[Override, ...]] = {}
    for one in every:
        issuer = cluster.get(one.entity_id, one.entity_id)
        found[issuer] = (*found.get(issuer, ()), one)
    return found
