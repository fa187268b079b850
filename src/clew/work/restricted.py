"""Restricted: every security of the loaded sources that the gate's policy or a law stops, for an order-management system."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from clew.assess.gate import applied, deciding, lifted, reasons
from clew.engine.port import Engine
from clew.model.gate import GateReason, Outcome, Override, Restricted, RestrictedList
from clew.trace.labels import LEADING
from clew.work.asking import Question
from clew.work.desk import policy_input
from clew.work.issuers import Issuers, issuers_of
from clew.work.overrides import overrides_by_issuer
from clew.work.pinning import pinned
from clew.work.release import release_inputs
from clew.work.stores import Progress, Stores, silent

# An identifier from one source alone tells no issuer, so it stops no order; and no order bears a Chinese company's registration.
_SECURITIES = """
SELECT DISTINCT c.cluster_id, i.said_by, i.kind, i.value
FROM identifier i JOIN cluster c ON c.entity_id = i.entity_id
JOIN ({leading}) AS v ON v.cluster_id = c.cluster_id
WHERE i.proven = 1 AND i.kind <> 'uscc' ORDER BY 1, 2, 3, 4
"""


def restricted(stores: Stores, question: Question, progress: Progress = silent) -> RestrictedList:
    """List every security whose issuer the gate stops (block, ask first); what is only watched is left out.

    An issuer of whom no loaded source gives an identifier of a security has no row: no order could be told by it.

    Args:
        stores: the workspace.
        question: clocks, policy and deal; what it asks about does not matter.
        progress: told what begins.

    Raises:
        RefusedError: a generated text says what may not be said.
        WorkspaceError: the workspace cannot be read.
    """
    with pinned(stores, question.clocks, progress) as held:
        progress("Following the threads")
        securities = _securities(held.engine)
        issuers = issuers_of(held, securities)
        lifts = overrides_by_issuer(stores, held.engine)
    rows = tuple(_rows(question, securities, issuers, lifts))
    policy = question.policy
    return RestrictedList(
        rows=rows,
        issuers=len({row.entity_id for row in rows}),
        by_country=tuple(one.id for one in applied(policy, question.deal) if one.countries),
        policy=f"{policy.id} {policy.version}",
        laws=tuple(sorted(question.deal.laws)),
        as_of=question.clocks.as_of,
        known=question.clocks.known,
        inputs=(*release_inputs(held.release), policy_input(policy)),
        chain_head=held.head,
    )


def _securities(engine: Engine) -> dict[str, dict[str, dict[str, str]]]:
    """Issuer → what gives the identifiers → kind → value, for issuers of whom there is evidence at the end of some thread."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for issuer, said_by, kind, value in engine.fetch(_SECURITIES.format(leading=LEADING)):
        found.setdefault(str(issuer), {}).setdefault(str(said_by), {}).setdefault(str(kind), str(value))
    return found


def _rows(
    question: Question,
    securities: Mapping[str, Mapping[str, Mapping[str, str]]],
    issuers: Issuers,
    lifts: Mapping[str, tuple[Override, ...]],
) -> Iterator[Restricted]:
    """The rows, by outcome, issuer and security."""
    rows = []
    for issuer, given in securities.items():
        met, countries = issuers.met.get(issuer, ()), issuers.countries.get(issuer, ())
        found = reasons(met, countries, question.policy, question.deal)
        if not found or found[0].outcome not in {Outcome.BLOCK, Outcome.ASK}:
            continue
        held = tuple(one for one in lifts.get(issuer, ()) if one.holds(question.deal.day))
        outcome = lifted(found, held, question.deal.day)
        name, name_zh = issuers.names[issuer]
        decide = deciding(found, outcome)
        reason = next(filter(_open, decide), decide[0])
        row = Restricted(outcome, found[0].outcome, name, name_zh, issuer, {}, reason, found, held, _open(reason))
        rows += [replace(row, identifiers=identifiers) for identifiers in _distinct(given)]
    order = list(Outcome)
    yield from sorted(rows, key=lambda row: (order.index(row.outcome), row.issuer, row.entity_id, tuple(row.identifiers.items())))


def _open(reason: GateReason) -> bool:
    """Whether a reason may be passed on by the terms of its sources."""
    return reason.finding is None or not reason.finding.closed


def _distinct(given: Mapping[str, Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The sets of identifiers of one issuer, without those that another holds whole."""
    sets = sorted({tuple(sorted(codes.items())) for codes in given.values()}, key=lambda one: (-len(one), one))
    kept: list[tuple[tuple[str, str], ...]] = []
    for one in sets:
        if not any(set(one) <= set(other) for other in kept):
            kept.append(one)
    return [dict(one) for one in kept]
