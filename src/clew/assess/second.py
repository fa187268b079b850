"""The second claim: evidence that says what somebody joined proposes nothing until another source says what they did."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from clew.pack.policy import SecondClaim
from clew.trace.paths import Thread

_CONDUCT = "CON-"
"""Indicators of a company's own conduct towards those who ask: no claim about what it takes part in."""


class Proof(Struct, frozen=True):
    """A current piece of evidence at an organisation, with its grade, and the family of sources that it comes from."""

    evidence_id: str
    cluster_id: str
    indicator: str
    grade: str
    family: str


def carrier(thread: Thread, rule: SecondClaim) -> str:
    """The organisation that the evidence is about: who takes part, where the evidence lies with what they take part in."""
    if thread.end_state in rule.states and thread.hops:
        return thread.hops[-1].source_id
    return thread.hops[-1].target_id if thread.hops else thread.cluster_id


def second_claim(thread: Thread, rule: SecondClaim, proofs: Mapping[str, Sequence[Proof]]) -> Proof | None:
    """The best second claim on the organisation of a thread; None where there is none.

    It is another claim of another indicator, of a grade that the rule names, and not of the family of sources that the first comes from:
    what copies the first says nothing more.

    Args:
        thread: that meets the evidence.
        rule: by which it needs a second claim.
        proofs: cluster → its current evidence, without restrictions and practices to credit.
    """
    own = {proof.family for found in proofs.values() for proof in found if proof.evidence_id == thread.evidence_id}
    own |= {proof.family for proof in _of(thread, rule, proofs) if proof.indicator in rule.indicators}
    fitting = [
        proof
        for proof in _of(thread, rule, proofs)
        if proof.evidence_id != thread.evidence_id
        and proof.indicator != thread.indicator
        and proof.indicator not in rule.indicators
        and not proof.indicator.startswith(_CONDUCT)
        and proof.grade in rule.grades
        and proof.family not in own
    ]
    return min(fitting, key=lambda proof: (proof.grade, proof.evidence_id, proof.indicator), default=None)


def _of(thread: Thread, rule: SecondClaim, proofs: Mapping[str, Sequence[Proof]]) -> Sequence[Proof]:
    return proofs.get(carrier(thread, rule), ())


def by_cluster(proofs: Iterable[Proof]) -> Mapping[str, tuple[Proof, ...]]:
    """Cluster → its evidence."""
    found: dict[str, list[Proof]] = {}
    for proof in proofs:
        found.setdefault(proof.cluster_id, []).append(proof)
    return {cluster: tuple(rows) for cluster, rows in found.items()}
