"""Gate: may capital go into a security, a fund, or a list of orders? Answered before it does, by a policy and by laws, with reasons."""

from clew.errors import Fault, NotFoundError
from clew.model.gate import Gated
from clew.work.asking import Question
from clew.work.desk import opened_desk
from clew.work.stores import Progress, Stores, silent


def gate(stores: Stores, question: Question, progress: Progress = silent) -> Gated:
    """Ask the gate. Nothing is written: not the list of orders, not that it was asked.

    Raises:
        InputError: nothing is asked, or the file cannot be used.
        RefusedError: a generated text says what may not be said.
        WorkspaceError: the workspace cannot be read.
    """
    with opened_desk(stores, question.clocks, progress, standing=False) as desk:
        progress("Following the threads")
        return desk.ask(question)


def issuer_of(stores: Stores, question: Question, progress: Progress = silent) -> tuple[str, str]:
    """The issuer (entity id and name) of one security.

    Raises:
        NotFoundError: no loaded source says who issued it.
    """
    found = gate(stores, question, progress).answers
    if len(found) != 1 or not found[0].entity_id:
        raise NotFoundError(
            Fault(f"no loaded source says who issued “{question.what}”", "Give an identifier that clew gate tells an issuer by.")
        )
    return found[0].entity_id, found[0].issuer
