"""What the ledger keeps of judgements: a person's word on a pair, what a second person said to it, and what was taken back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, func, insert, select, update

from clew.errors import Fault, NotFoundError, RefusedError
from clew.ledger import deeds, tables
from clew.ledger.chain import Deed
from clew.ledger.portfolios import Add, Transaction
from clew.ledger.reading import judgements
from clew.ledger.records import CONFIRMED, SAME, UNCONFIRMED, Judgement, Verdict
from clew.values.plain import asdict

Append: TypeAlias = Callable[[Connection, Deed], int]
"""Writes an event; returns its place in the chain."""
_LIST = "See clew match list."


class Judgements:
    """Judgements of one ledger. Whatever is said, and whatever is taken back, stays in the chain of events."""

    def __init__(self, ways: tuple[Transaction, Transaction, Add, Append], actor: str) -> None:
        """Take the ledger's transactions to read and to write in, its ways to write a row and an event, and who is at work."""
        self._reading, self._writing, self._add, self._append = ways
        self._actor = actor

    def all(self, *, undone: bool = False) -> tuple[Judgement, ...]:
        """Judgements in force, oldest first; with `undone`, those that were undone as well."""
        with self._reading() as connection:
            return tuple(one for one in judgements(connection) if undone or not one.undone)

    def judge(self, subject: str, entity_id: str, verdict: str, reason: str) -> int:
        """Record a judgement; a later one on the same pair overrides it. Returns its number."""
        with self._writing() as connection:
            return self._write(connection, Verdict(subject, entity_id, verdict, reason), None)

    def judge_all(self, verdicts: Sequence[Verdict]) -> tuple[int, tuple[int, ...]]:
        """Record judgements together, each by an event of its own: all or none. Returns the number of the batch, and theirs."""
        table = tables.judgement
        with self._writing() as connection:
            batch = int(connection.execute(select(func.max(table.c.batch))).scalar() or 0) + 1
            return batch, tuple(self._write(connection, one, batch) for one in verdicts)

    def confirm(self, numbers: Sequence[int], reason: str) -> None:
        """Say that a second person saw the same: all of them or, with every fault named, none.

        Raises:
            NotFoundError: there is no such judgement, or it is undone.
            RefusedError: it was made by who confirms it, it is confirmed already, or it says something else than `same`.
        """
        with self._writing() as connection:
            for one in self._found(connection, numbers, self._unconfirmable):
                self._say(connection, one, CONFIRMED, reason)

    def unconfirm(self, numbers: Sequence[int], reason: str) -> None:
        """Take the word of the second person back, and leave the judgement.

        Raises:
            NotFoundError: there is no such judgement, or it is undone.
            RefusedError: nobody has confirmed it.
        """
        with self._writing() as connection:
            for one in self._found(connection, numbers, _unconfirmed):
                self._say(connection, one, UNCONFIRMED, reason)

    def undo(self, numbers: Sequence[int], reason: str) -> None:
        """Undo judgements, each by an event of its own, all or none; what was confirmed falls with it.

        Raises:
            NotFoundError: there is no such judgement, or it is undone already.
        """
        table = tables.judgement
        with self._writing() as connection:
            for one in self._found(connection, numbers, lambda _: None):
                seq = self._append(connection, deeds.judgement_undone(asdict(one), reason))
                connection.execute(update(table).where(table.c.judgement_id == one.judgement_id).values(undone_seq=seq))

    def _write(self, connection: Connection, one: Verdict, batch: int | None) -> int:
        """One row with its event."""
        return self._add(connection, tables.judgement, {**asdict(one), "batch": batch})

    def _say(self, connection: Connection, one: Judgement, word: str, reason: str) -> None:
        """One word with its event, bound to the event of the judgement."""
        table = tables.judgement
        made = connection.execute(select(table.c.seq, table.c.subject).where(table.c.judgement_id == one.judgement_id)).mappings().one()
        row: Mapping[str, Any] = {"judgement_id": one.judgement_id, "word": word, "reason": reason}
        seq = self._append(connection, deeds.judgement_word(row, made))
        connection.execute(insert(tables.judgement_word).values(**row, seq=seq))

    def _found(self, connection: Connection, numbers: Sequence[int], refuse: Callable[[Judgement], Fault | None]) -> list[Judgement]:
        """The judgements of these numbers, in their order, or every fault that there is."""
        known = {one.judgement_id: one for one in judgements(connection) if not one.undone}
        asked = list(dict.fromkeys(numbers))
        missing = [Fault(f"there is no judgement {number} in force", _LIST) for number in asked if number not in known]
        if missing:
            raise NotFoundError(*missing)
        found = [known[number] for number in asked]
        refused = [fault for one in found if (fault := refuse(one)) is not None]
        if refused:
            raise RefusedError(*refused)
        return found

    def _unconfirmable(self, one: Judgement) -> Fault | None:
        """Why a judgement is not to be confirmed by who is at work."""
        if one.verdict != SAME:
            return Fault(f"judgement {one.judgement_id} says {one.verdict}, which needs no second person", "There is nothing to do.")
        if one.confirmed_by:
            return Fault(f"judgement {one.judgement_id} is confirmed already, by {one.confirmed_by}", "There is nothing to do.")
        if one.actor == self._actor:
            mend = "Ask a second person to confirm it; CLEW_ACTOR says who is at work."
            return Fault(f"{one.actor} made judgement {one.judgement_id} and cannot confirm it", mend)
        return None


def _unconfirmed(one: Judgement) -> Fault | None:
    """Why there is no confirmation to take back."""
    return None if one.confirmed_by else Fault(f"nobody has confirmed judgement {one.judgement_id}", _LIST)
