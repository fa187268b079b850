"""Pairs: the possible matches of what is loaded in an engine, each with everything that a person needs to judge it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from clew.assess.findings import order_of_work, sayable
from clew.ledger.store import SAME, Judgement
from clew.model.matching import Compare, EntityName, HeldLine, Likeness, Pair, Proposal
from clew.model.screening import Finding, Section
from clew.portfolio.opening import Place
from clew.work.basket import Basket
from clew.work.exposures import Leaf, NameAlike, leaves_of, read_alike
from clew.work.issuers import Issuers, issuers_of
from clew.work.judge import would_wait
from clew.work.pinning import Pinned
from clew.work.release import datasets
from clew.work.threads import grouped, read_issuers

_LINES = """
SELECT l.root, l.top_row, l.via, l.book, l.row_number, l.weight, '', '' FROM leaf l
JOIN (SELECT DISTINCT book, row_number FROM holding_candidate) AS c ON c.book = l.book AND c.row_number = l.row_number
ORDER BY l.root, l.top_row, l.via, l.book, l.row_number
"""
_HELD = """
SELECT DISTINCT h.subject, i.kind, i.value FROM holding_identifier i
JOIN holding h ON h.book = i.book AND h.row_number = i.row_number
JOIN holding_candidate c ON c.book = i.book AND c.row_number = i.row_number
WHERE i.kind <> 'composite' ORDER BY h.subject, i.kind, i.value
"""
_NAMES = """
SELECT DISTINCT c.cluster_id, n.name, n.lang, n.dataset FROM entity_name n
JOIN cluster c ON c.entity_id = n.entity_id JOIN wanted w ON w.cluster_id = c.cluster_id ORDER BY c.cluster_id, n.lang, n.name, n.dataset
"""
_NUMBERS = """
SELECT DISTINCT c.cluster_id, i.kind, i.value FROM identifier i
JOIN cluster c ON c.entity_id = i.entity_id JOIN wanted w ON w.cluster_id = c.cluster_id
WHERE i.kind <> 'composite' ORDER BY c.cluster_id, i.kind, i.value
"""
_SPOKEN = """
SELECT DISTINCT c.cluster_id, e.dataset FROM entity e
JOIN cluster c ON c.entity_id = e.entity_id JOIN wanted w ON w.cluster_id = c.cluster_id ORDER BY c.cluster_id, e.dataset
"""
_Numbers = Mapping[str, tuple[tuple[str, str], ...]]


class Matter(Struct, frozen=True, dict=True):
    """What was read to make pairs of: candidates, the ways to their rows, and what is known of either side.

    Attributes:
        held: the release; `basket`: what is loaded.
        alike: candidates of rows to which a way leads; `ways`: row → these ways.
        issuers: what each company is and brings.
        held_numbers: key → identifiers; `numbers`, `names`, `spoken`: company → its identifiers, names, and the datasets that speak of it.
        waits: pairs (key, entity) whose accept would wait for a second person.
        compare: compares names; None where that is not asked for.
    """

    held: Pinned
    basket: Basket
    alike: Mapping[tuple[str, str], tuple[NameAlike, ...]]
    ways: Mapping[Place, tuple[Leaf, ...]]
    issuers: Issuers
    held_numbers: _Numbers
    numbers: _Numbers
    names: Mapping[str, tuple[EntityName, ...]]
    spoken: Mapping[str, tuple[str, ...]]
    waits: frozenset[tuple[str, str]]
    compare: Compare | None

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs, those first whose answer changes most."""
        return tuple(sorted((self._pair(key, alike) for key, alike in self.alike.items()), key=order_of_review))

    def _pair(self, key: tuple[str, str], alike: Sequence[NameAlike]) -> Pair:
        """One pair."""
        subject, cluster = key
        first = min(alike, key=lambda one: (not one.proposed, one.entity_id))
        lines = tuple(self._line(leaf) for one in alike for leaf in self.ways[one.place])
        name, name_zh = self.issuers.names[cluster]
        names = self.names.get(cluster, ())
        return Pair(
            subject=subject,
            lines=lines,
            identifiers=self.held_numbers.get(subject, ()),
            entity_id=first.proposed or first.entity_id,
            entity=name,
            entity_zh=name_zh,
            entity_names=names,
            entity_identifiers=self.numbers.get(cluster, ()),
            sources=self.spoken.get(cluster, ()),
            how=min(one.how for one in alike),
            brings=tuple(_said(one.finding for one in self.issuers.met.get(cluster, ()))),
            likeness=self._likeness({line.name for line in lines}, {one.name for one in names}),
            second=(subject, first.proposed or first.entity_id) in self.waits,
            proposal=self._proposals.get((subject, first.proposed)),
        )

    def _line(self, leaf: Leaf) -> HeldLine:
        """A way as a reader sees it."""
        name = self.basket.holdings[leaf.place].name
        return HeldLine(self.basket.members.get(leaf.root, self.basket.name), leaf.via, leaf.top_row, name, leaf.weight)

    def _likeness(self, ours: Iterable[str], theirs: Iterable[str]) -> Likeness | None:
        """The likeness of the two names that are most alike."""
        if self.compare is None:
            return None
        found = [(self.compare(one, other), one, other) for one in sorted(ours) for other in sorted(theirs)]
        if not found:
            return None
        best, one, other = max(found, key=lambda each: each[0].score)
        return Likeness(best.score, str(best.verdict), best.why, one, other)

    @cached_property
    def _proposals(self) -> Mapping[tuple[str, str], Proposal]:
        """Pair (key, entity) → that one person accepted it."""
        return {(one.subject, one.entity_id): _proposal(one) for one in self.held.release.judgements if one.verdict == SAME}


def read_pairs(held: Pinned, basket: Basket, compare: Compare | None) -> tuple[Pair, ...]:
    """The possible matches of a basket, which is loaded, matched and opened in the engine; those first whose answer changes most.

    Raises:
        RefusedError: a generated text says what may not be said.
    """
    engine = held.engine
    ways = grouped((leaf.place, leaf) for leaf in leaves_of(engine.fetch(_LINES)))
    alike = grouped(((one.subject, one.cluster_id), one) for one in read_alike(engine) if one.place in ways)
    clusters = sorted({cluster for _, cluster in alike})
    issuers = issuers_of(held, clusters, read_issuers(engine, held.release, clusters, 1))
    cards = {dataset: one.card.short for dataset, one in datasets(held.release.snapshots).items()}
    engine.load("wanted", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in clusters])
    asked = {(one.subject, one.proposed or one.entity_id) for found in alike.values() for one in found}
    return Matter(
        held=held,
        basket=basket,
        alike=alike,
        ways=ways,
        issuers=issuers,
        held_numbers=grouped((str(key), (str(kind), str(value))) for key, kind, value in engine.fetch(_HELD)),
        numbers=grouped((str(key), (str(kind), str(value))) for key, kind, value in engine.fetch(_NUMBERS)),
        names=grouped(
            (str(key), EntityName(str(name), str(lang), cards.get(str(dataset), str(dataset))))
            for key, name, lang, dataset in engine.fetch(_NAMES)
        ),
        spoken=grouped((str(key), str(dataset)) for key, dataset in engine.fetch(_SPOKEN)),
        waits=would_wait(engine, sorted(asked)),
        compare=compare,
    ).pairs()


def order_of_review(pair: Pair) -> tuple[object, ...]:
    """The sort key of a review: ranked findings that the answer changes, then all of them, the gravest, the weight, the likeness."""
    ranked = sum(one.section is Section.FINDING for one in pair.brings)
    return (
        -ranked * len(pair.lines),
        -len(pair.brings) * len(pair.lines),
        order_of_work(pair.brings[0])[:4] if pair.brings else (),
        -(pair.weight or 0),
        -(pair.likeness.score if pair.likeness else 0),
        pair.subject,
        pair.entity_id,
    )


def _said(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that may stand in a report: those that are ranked first, each in the order of work."""
    return sorted((one for one in findings if sayable(one)), key=lambda one: (one.section is not Section.FINDING, order_of_work(one)))


def _proposal(one: Judgement) -> Proposal:
    """A judgement as a proposal."""
    return Proposal(one.judgement_id, one.actor, one.at, one.reason)
