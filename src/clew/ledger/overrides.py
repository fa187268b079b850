"""Overrides of the gate, read within a transaction: what was proposed, who confirmed it, who took it back."""

from sqlalchemy import Connection, RowMapping, select

from clew.errors import Fault, NotFoundError, RefusedError
from clew.ledger import tables
from clew.ledger.reading import dated
from clew.model.gate import Override

CONFIRMED, WITHDRAWN = "confirmed", "withdrawn"


def overrides(connection: Connection) -> tuple[Override, ...]:
    """Every override, oldest first, with what became of it."""
    said = {(row["override_id"], row["word"]): row for row in connection.execute(dated(tables.gate_override_word)).mappings()}
    rows = connection.execute(dated(tables.gate_override).order_by(tables.gate_override.c.override_id)).mappings()
    return tuple(_override(row, said.get((row["override_id"], CONFIRMED)), said.get((row["override_id"], WITHDRAWN))) for row in rows)


def _override(row: RowMapping, confirmed: RowMapping | None, withdrawn: RowMapping | None) -> Override:
    """A row with the words that were said to it."""
    return Override(
        override_id=row["override_id"],
        entity_id=row["entity_id"],
        name=row["name"],
        reason=row["reason"],
        until=row["until"],
        proposed_by=row["actor"],
        proposed_at=row["at"],
        confirmed_by=confirmed["actor"] if confirmed else "",
        confirmed_at=confirmed["at"] if confirmed else "",
        withdrawn_by=withdrawn["actor"] if withdrawn else "",
        withdrawn_at=withdrawn["at"] if withdrawn else "",
        withdrawn_why=withdrawn["reason"] if withdrawn else "",
    )


def proposal(connection: Connection, override_id: int, word: str, actor: str) -> int:
    """The event of a proposal to which a person may say a word; refused where the word was said already, or is for another to say.

    Raises:
        NotFoundError: there is no such override, or it is withdrawn already.
        RefusedError: who confirms is who proposed, or it is confirmed already.
    """
    found = next((one for one in overrides(connection) if one.override_id == override_id), None)
    if found is None or found.withdrawn_by:
        what = "was withdrawn" if found else "is not there"
        raise NotFoundError(Fault(f"override {override_id} {what}", "List them: clew override list."))
    if word == CONFIRMED and found.confirmed_by:
        raise RefusedError(Fault(f"override {override_id} is confirmed already, by {found.confirmed_by}", "There is nothing to do."))
    if word == CONFIRMED and found.proposed_by == actor:
        mend = "Ask a second person to confirm it; CLEW_ACTOR says who is at work."
        raise RefusedError(Fault(f"{actor} proposed override {override_id} and cannot confirm it", mend))
    table = tables.gate_override
    return int(connection.execute(select(table.c.seq).where(table.c.override_id == override_id)).scalar_one())
