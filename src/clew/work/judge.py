"""Judge: a person's word on whether a holding is an entity; recorded, confirmed by a second person, listed, undone."""

from collections.abc import Sequence

from msgspec import Struct

from clew.engine.port import Engine
from clew.errors import Fault, InputError, NotFoundError, RefusedError
from clew.ledger.store import SAME, VERDICTS, Judgement, Verdict
from clew.resolve.decisions import PROPOSED
from clew.work.clocks import read_clocks
from clew.work.deciding import decide
from clew.work.pinning import pinned
from clew.work.stores import Stores

_WAITING = f"SELECT subject, entity_id FROM decision WHERE verdict = '{PROPOSED}' ORDER BY subject, entity_id"  # noqa: S608 - a word of ours
# Judgements on the same key and the same company, whichever of its entries they name.
_ALIKE = """
SELECT DISTINCT d.subject, d.entity_id FROM decision d JOIN asked a ON a.subject = d.subject
JOIN cluster c ON c.entity_id = a.entity_id WHERE d.cluster_id = c.cluster_id ORDER BY d.subject, d.entity_id
"""
_KNOWN = "SELECT DISTINCT a.entity_id FROM asked a JOIN entity e ON e.entity_id = a.entity_id"
_PAIR = dict.fromkeys(("subject", "entity_id"), "VARCHAR")


class Judged(Struct, frozen=True):
    """What became of a person's word.

    Attributes:
        number: of the judgement.
        waits: whether it counts only once a second person confirms it.
        confirmed: whether the word confirmed the judgement of another person.
    """

    number: int
    waits: bool
    confirmed: bool


def judge(stores: Stores, subject: str, entity_id: str, verdict: str, reason: str) -> int:
    """Record that a holding (its key, as `clew screen` prints it in the review file) is, is not, or is only related to an entity.

    Returns:
        The number of the judgement; see `word_on` for what became of it.

    Raises:
        InputError: no reason is given, or the verdict is unknown; a decision without a reason cannot be answered for.
        NotFoundError: no loaded source has the entity.
        RefusedError: the same was said before, by the same person or with nothing left to confirm.
    """
    return word_on(stores, Verdict(subject, entity_id, verdict, reason)).number


def word_on(stores: Stores, said: Verdict) -> Judged:
    """Record a person's word on a pair. To accept what another person has proposed is to confirm it.

    Raises:
        InputError: no reason is given, or the verdict is unknown.
        NotFoundError: no loaded source has the entity.
        RefusedError: the same was said before.
    """
    word = Verdict(said.subject, said.entity_id, said.verdict, said.reason.strip(), said.stated_by, said.stated_at)
    _check(word)
    with pinned(stores, read_clocks()) as held:
        engine = held.engine
        engine.load("asked", _PAIR, [(word.subject, word.entity_id)])
        if not engine.fetch(_KNOWN):
            raise NotFoundError(
                Fault(f"no loaded source has the entity {word.entity_id}", "Take the id from the review file or from clew company NAME.")
            )
        named = {(str(subject), str(entity)) for subject, entity in engine.fetch(_ALIKE)}
        before = [one for one in held.release.judgements if (one.subject, one.entity_id) in named and one.verdict == word.verdict]
        waiting = waiting_pairs(engine)
        if before:
            return _again(stores, word, before[-1], waits=(before[-1].subject, before[-1].entity_id) in waiting)
        waits = would_wait(engine, [(word.subject, word.entity_id)]) if word.verdict == SAME else frozenset()
    number = stores.ledger.judgements.judge(word.subject, word.entity_id, word.verdict, word.reason)
    return Judged(number, bool(waits), confirmed=False)


def waiting_pairs(engine: Engine) -> frozenset[tuple[str, str]]:
    """Pairs (subject, entity) that one person accepted and that wait for a second one, by the `decision` of a release."""
    return frozenset((str(subject), str(entity)) for subject, entity in engine.fetch(_WAITING))


def would_wait(engine: Engine, pairs: Sequence[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Those of the pairs (subject, entity) that would wait for a second person if one accepted them now.

    The rule itself is asked: `judgement` and `decision` of the engine are those of these pairs afterwards.
    """
    engine.load("judgement", {**_PAIR, "verdict": "VARCHAR", "confirmed": "BIGINT"}, [(*pair, SAME, 0) for pair in pairs])
    decide(engine)
    return waiting_pairs(engine)


def waiting(stores: Stores) -> frozenset[int]:
    """Numbers of the judgements in force that wait for a second person."""
    with pinned(stores, read_clocks()) as held:
        pairs = waiting_pairs(held.engine)
        return frozenset(one.judgement_id for one in held.release.judgements if (one.subject, one.entity_id) in pairs)


def confirm(stores: Stores, numbers: Sequence[int], reason: str) -> None:
    """Say, as a second person, that judgements are right.

    Raises:
        InputError: no reason is given.
        NotFoundError: there is no such judgement, or it is undone.
        RefusedError: it was made by who confirms it, is confirmed already, or needs nobody.
    """
    _check_reason(reason, "a confirmation")
    stores.ledger.judgements.confirm(numbers, reason.strip())


def unconfirm(stores: Stores, numbers: Sequence[int], reason: str) -> None:
    """Take confirmations back, and leave the judgements.

    Raises:
        NotFoundError: there is no such judgement, or it is undone.
        RefusedError: nobody has confirmed it.
    """
    stores.ledger.judgements.unconfirm(numbers, reason.strip())


def undo(stores: Stores, judgement_id: int, reason: str) -> None:
    """Undo a judgement; both stay in the chain of events.

    Raises:
        NotFoundError: there is no such judgement, or it is undone already.
    """
    stores.ledger.judgements.undo([judgement_id], reason.strip())


def undo_batch(stores: Stores, batch: int, reason: str) -> tuple[int, ...]:
    """Undo everything of a batch that is still in force; returns the numbers.

    Raises:
        NotFoundError: there is no such batch, or nothing of it is in force.
    """
    numbers = of_batch(stores, batch)
    stores.ledger.judgements.undo(numbers, reason.strip())
    return numbers


def of_batch(stores: Stores, batch: int) -> tuple[int, ...]:
    """The judgements of a batch that are in force.

    Raises:
        NotFoundError: there is none.
    """
    numbers = tuple(one.judgement_id for one in stores.ledger.judgements.all() if batch and one.batch == batch)
    if not numbers:
        raise NotFoundError(Fault(f"no judgement of a batch {batch} is in force", "See clew match list --all."))
    return numbers


def judgements(stores: Stores, *, undone: bool = False) -> tuple[Judgement, ...]:
    """Judgements in force; with `undone`, those that were undone as well."""
    return stores.ledger.judgements.all(undone=undone)


def _again(stores: Stores, word: Verdict, before: Judgement, *, waits: bool) -> Judged:
    """What was said before is confirmed where it waits for another person, and is not said twice."""
    if waits and before.actor != stores.ledger.actor:
        stores.ledger.judgements.confirm([before.judgement_id], word.reason)
        return Judged(before.judgement_id, waits=False, confirmed=True)
    told = f"judgement {before.judgement_id} of {before.actor} says {before.verdict} already"
    mend = "A second person has to confirm it; CLEW_ACTOR says who is at work." if waits else "There is nothing to do."
    raise RefusedError(Fault(told, mend))


def _check(word: Verdict) -> None:
    """Refuse a word that cannot be answered for.

    Raises:
        InputError: no reason, or an unknown verdict; both are named.
    """
    faults = [] if word.reason else [_reasonless("a judgement")]
    if word.verdict not in VERDICTS:
        faults.append(Fault(f"“{word.verdict}” is no verdict", f"Known are {', '.join(VERDICTS)}."))
    if faults:
        raise InputError(*faults)


def _check_reason(reason: str, what: str) -> None:
    """Refuse an empty reason."""
    if not reason.strip():
        raise InputError(_reasonless(what))


def _reasonless(what: str) -> Fault:
    """That a reason is missing."""
    return Fault(f"{what} needs a reason", "Add --why with what you saw and where.")
