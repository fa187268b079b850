"""A release: the live snapshots and the decisions that matter, read once."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version

from msgspec import Struct, field
from msgspec.structs import replace

from clew.assess.coverage import Omitted
from clew.assess.states import Marks, notes
from clew.lake.snapshots import read_snapshot
from clew.ledger.store import Judgement, PolicyUse
from clew.model.card import Card
from clew.model.screening import Input
from clew.model.snapshot import Snapshot
from clew.pack.goods import Goods, load_goods
from clew.pack.names import NameWords, load_name_words
from clew.pack.policy import Policy, load_policy, parse_policy
from clew.pack.sectors import SectorShares, load_sector_shares
from clew.pack.standards import Standards, load_standards
from clew.resolve.holdings import SUBJECT_KINDS
from clew.work.near import NearSet, near_sets
from clew.work.stores import Stores

COMMERCIAL = "commercial"
"""The mark of a workspace that is used commercially (`yes`)."""


class Packs(Struct, frozen=True, dict=True):
    """The packs that a release is a function of.

    Attributes:
        chosen: whether the policy is given for one question, so that it is used whatever policy is in force.
    """

    policy: Policy
    standards: Standards
    names: NameWords
    goods: Goods
    shares: SectorShares
    chosen: bool = False

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """Name and version of each pack → SHA-256 of its text."""
        texts = {f"policy/{self.policy.id} {self.policy.version}": self.policy.text}
        texts[f"standards/{self.standards.id} {self.standards.version}"] = self.standards.text
        texts[f"sectors/{self.shares.id} {self.shares.version}"] = self.shares.text
        texts["names/legal_forms"] = repr(self.names)
        texts[f"goods/{self.goods.id} {self.goods.version}"] = self.goods.text
        return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}


def load_packs(policy: Policy | None = None) -> Packs:
    """The packs that ship with clew; with a policy that is given, that one, whatever policy is in force.

    Raises:
        PackError: one is malformed.
    """
    return Packs(
        policy or load_policy(), load_standards(), load_name_words(), load_goods(), load_sector_shares(), chosen=policy is not None
    )


def policy_of(use: PolicyUse | None) -> Policy:
    """The policy that is in force: the one that ships with clew where nobody chose another.

    Raises:
        PackError: it was chosen by another version of clew, which understood it.
    """
    return parse_policy(use.text, f"the policy in force, {use.name} {use.version}") if use is not None and use.text else load_policy()


def _packs_on(packs: Packs, use: PolicyUse | None, as_of: str) -> Packs:
    """The packs with the rules in force on a day, of the policy that is in force or was given."""
    policy = packs.policy if packs.chosen or use is None or not use.text else policy_of(use)
    return replace(packs, policy=policy.at(as_of))


class Release(Struct, frozen=True):
    """What a screening sees of the sources and of people's decisions.

    Attributes:
        as_of: the day in the world; `known`: the day until which this workspace had retrieved what it uses (ISO).
        snapshots: the live snapshot of each dataset.
        judgements: those in force, the newest for each pair.
        packs: the packs, with the rules of the policy that are in force on the day `as_of`.
        head: the chain's head, read together with the rest.
        marks: what became of sources and claims since; a finding says it.
        omitted: what is held and not searched: withdrawn by its publisher, or barred by its licence.
        commercial: whether the workspace is marked as used commercially.
        near: near names that were looked for and found: candidates for a person.
    """

    as_of: str
    known: str
    snapshots: tuple[Snapshot, ...]
    judgements: tuple[Judgement, ...]
    packs: Packs
    head: str
    marks: Marks = field(default_factory=Marks)
    omitted: tuple[Omitted, ...] = ()
    commercial: bool = False
    near: tuple[NearSet, ...] = ()

    def decisions_hash(self) -> str:
        """SHA-256 over the judgements in force."""
        return _judged_hash(self.judgements)

    def joins_hash(self) -> str:
        """SHA-256 over those of them that may say which entries are one company: none that is on the key of a holding."""
        keys = set(SUBJECT_KINDS) - {one.version.dataset for one in self.snapshots}
        return _judged_hash(one for one in self.judgements if one.subject.partition(":")[0] not in keys)

    @property
    def seed(self) -> str:
        """Names what threads are a function of: the same release draws the same numbers."""
        return f"{self.as_of} {self.joins_hash()} {self.packs.policy.text} {' '.join(one.content_hash for one in self.snapshots)}"

    def marks_hash(self) -> str:
        """SHA-256 over the marks of sources, the corrections, and the use that the workspace is marked for."""
        return hashlib.sha256(f"{self.marks.digest()}\x1f{self.commercial}".encode()).hexdigest()


def _judged_hash(judgements: Iterable[Judgement]) -> str:
    """SHA-256 over judgements, and over whether a second person has confirmed them."""
    lines = sorted(f"{one.subject}\x1f{one.entity_id}\x1f{one.verdict}\x1f{bool(one.confirmed_by)}" for one in judgements)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def pin(stores: Stores, as_of: str, known: str, packs: Packs, heads: Mapping[str, str] | None = None) -> Release:
    """Read the live snapshots and the judgements in force.

    Args:
        stores: lake and ledger.
        as_of: the day in the world (ISO).
        known: the day until which was retrieved what is used (ISO).
        packs: the packs; the policy that is in force takes the place of the shipped one, unless theirs is chosen.
        heads: dataset → snapshot id, to see other snapshots than those in force: what a watch saw, say.
    """
    pinned = stores.ledger.pin(known)
    live = [(one.dataset, one.snapshot_id) for one in pinned.live] if heads is None else sorted(heads.items())
    held = tuple(read_snapshot(stores.lake, dataset, snapshot_id) for dataset, snapshot_id in live)
    newest = {(one.subject, one.entity_id): one for one in pinned.judgements}
    marks, commercial = Marks(pinned.states, pinned.corrections), dict(pinned.marks).get(COMMERCIAL) == "yes"
    gone = [read_snapshot(stores.lake, one.dataset, one.snapshot_id) for one in pinned.withdrawn] if heads is None else []
    omitted = (
        *(Omitted(one, notes(marks.of_source(one.version.dataset, one.snapshot_id))) for one in gone),
        *(Omitted(one, barred(one.card)) for one in held if commercial and barred(one.card)),
    )
    used = tuple(one for one in held if not (commercial and barred(one.card)))
    near = near_sets(stores, known)
    rules = _packs_on(packs, pinned.policy, as_of)
    return Release(as_of, known, used, tuple(newest.values()), rules, pinned.head, marks, omitted, commercial, near)


def barred(card: Card) -> str:
    """Why a workspace that is marked commercial does not use a source; "" where it may."""
    return "" if card.commercial else f"its licence ({card.licence}) forbids commercial use, and this workspace is marked commercial"


def release_inputs(release: Release) -> tuple[Input, ...]:
    """Everything of a release that a result is a function of, with its hash."""
    snapshots = [Input("snapshot", f"{one.version.dataset} {one.version.label}", one.content_hash) for one in release.snapshots]
    rules = [Input("pack", name, digest) for name, digest in release.packs.hashes.items()]
    return (
        *snapshots,
        *rules,
        Input("decisions", "judgements in force", release.decisions_hash()),
        Input("decisions", "marks and corrections of sources", release.marks_hash()),
        *(Input("near names", one.title, one.sha256) for one in release.near),
        Input("clew", version("clew"), ""),
    )


def datasets(snapshots: Sequence[Snapshot]) -> Mapping[str, Snapshot]:
    """Dataset → its live snapshot."""
    return {one.version.dataset: one for one in snapshots}
