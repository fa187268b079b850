"""Every row of the portfolio accounted for: what was found, what was not, what could not be told, and the sums that must agree."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from clew.assess.coverage import FundsSeen
from clew.assess.facts import Facts
from clew.assess.findings import Exposure
from clew.assess.lookthrough import lookthrough
from clew.assess.sectors import Line, Traded
from clew.ledger.store import SAME, Judgement
from clew.model.holding import Holding, RowKind
from clew.model.identified import Identified
from clew.model.lookthrough import Lookthrough
from clew.model.screening import Candidate, Counts, Finding, HoldingRef, PlainRow
from clew.pack.standards import Standards
from clew.portfolio.opening import Place
from clew.resolve.decisions import PROPOSED
from clew.resolve.holdings import NEARLY
from clew.trace.lookthrough import DEPTH
from clew.trace.paths import Thread
from clew.work.basket import Basket
from clew.work.exposures import Leaf, NameAlike, Reading
from clew.work.release import Release

_ZERO = Decimal(0)


class Rows(Struct, frozen=True, dict=True):
    """The rows of one portfolio and what the engine said of them."""

    basket: Basket
    reading: Reading
    standards: Standards
    release: Release

    def exposure(self, leaf: Leaf, thread: Thread, facts: Facts) -> Exposure:
        """A way to an issuer, with the claims by which the row is that issuer, and the issuer that list entry."""
        subject = facts.value(thread.evidence_id, "entity")
        said = [identity for identity, entry in self.reading.identities.get(leaf.cluster_id, ()) if entry == subject]
        return Exposure(
            self._ref(leaf),
            self.reading.subjects.get(leaf.place, ""),
            leaf.cluster_id,
            (*said, *self.reading.securities.get(leaf.place, ())),
        )

    def counts(self) -> Counts:
        """Rows by what became of them; they add up to the rows of the file."""
        tally = Counter(self._fates.values())
        rows_in = sum(tally.values())
        return Counts(rows_in, tally["resolved"], tally["candidate"], tally["unresolved"], tally["not a company"], tally["rejected"])

    def identified(self) -> tuple[Identified, ...]:
        """Rows by the way in which their issuer was told, or by the reason why it was not; they add up to the rows of the file."""
        tally = Counter(self._how(place, holding) for place, holding in self._own.items())
        return tuple(Identified(how, title, tally[how]) for how, title in _WAYS.items() if tally[how])

    def funds(self) -> FundsSeen:
        """Fund lines: opened, and not."""
        opened = sum(1 for place in self.basket.children if place in self._own)
        shut = [leaf for leaf in self.reading.leaves if self.basket.holdings[leaf.place].kind is RowKind.FUND]
        unseen = [*shut, *self.reading.closed]
        return FundsSeen(opened, len({leaf.place for leaf in unseen}), sum((leaf.weight or _ZERO for leaf in unseen), _ZERO))

    def weight_total(self) -> Decimal | None:
        """Sum of the weights of the portfolio's own rows; None when none is stated."""
        factors = self.basket.factors
        own = ((factors[book], holding.weight) for (book, _), holding in self.basket.holdings.items() if book in factors)
        weights = [factor * weight for factor, weight in own if weight is not None]
        return sum(weights, _ZERO) if weights else None

    def lookthrough(self) -> Lookthrough:
        """How far the portfolio is seen."""
        basket = self.basket
        return lookthrough(self.reading.shares, basket.seen, basket.as_of, weighed=self.weight_total() is not None)

    def without_thread(self, findings: Sequence[Finding], goods: Mapping[str, tuple[Traded, ...]]) -> Iterator[Line]:
        """Each security row that no finding speaks of, once, with its stated industry and the goods of its issuer."""
        issuers = {leaf.place: leaf.cluster_id for leaf in self.reading.leaves}
        spoken = self._spoken(findings)
        for place, holding in self.basket.holdings.items():
            apart = place in self.basket.children or place in spoken
            if holding.kind is RowKind.SECURITY and not apart and place in self._ways:
                yield Line(self._once(place), holding.sector, goods.get(issuers.get(place, ""), ()))

    def candidates(self) -> tuple[Candidate, ...]:
        """Rows that resemble an entity, each with the command that records a judgement."""
        return tuple(self._candidate(alike) for alike in self.reading.alike if alike.place in self._ways)

    def internal(self, finding: Finding) -> Candidate:
        """A current finding that rests on one unsourced claim: for a person, not for the report."""
        source = finding.claims[0].source if finding.claims else ""
        why = f"{finding.sentence} It rests on a single claim, so it stays out of the report until a second source is loaded."
        command = f'clew why "{finding.holding.name}"'
        return Candidate(finding.holding, finding.entity_id, finding.company, source, why, command, export=not finding.closed)

    def plain(self, findings: Sequence[Finding]) -> tuple[PlainRow, ...]:
        """Rows without a finding, with what may be said of them."""
        spoken = self._spoken(findings)
        return tuple(row for place, holding in self._own.items() if place not in spoken for row in self._plain(place, holding))

    def notes(self) -> tuple[str, ...]:
        """What a reader must know about the reading of the file."""
        odd = [f"{self._where(place)} ({one.name}): {note}" for place, one in self._own.items() for note in one.notes]
        return (*self.basket.notes, *odd[:_NOTED], *_more(len(odd)))

    def _where(self, place: Place) -> str:
        """A row, as a note names it."""
        member = self._member(place)
        return f"{member}, row {place[1]}" if member else f"Row {place[1]}"

    def _spoken(self, findings: Sequence[Finding]) -> set[Place]:
        """Rows that some finding speaks of."""
        told = {(finding.holding.member, finding.holding.row, finding.holding.via, finding.entity_id) for finding in findings}
        return {leaf.place for leaf in self.reading.leaves if (self._through(leaf), leaf.top_row, leaf.via, leaf.cluster_id) in told}

    @cached_property
    def _ways(self) -> Mapping[Place, tuple[Leaf, ...]]:
        """Row → the ways that lead to it."""
        found: dict[Place, list[Leaf]] = defaultdict(list)
        for leaf in self.reading.leaves:
            found[leaf.place].append(leaf)
        return {place: tuple(leaves) for place, leaves in found.items()}

    @cached_property
    def _matched(self) -> Mapping[Place, str]:
        """Rows whose issuer a source speaks of, with the identifier that told it."""
        return {leaf.place: leaf.how for leaf in self.reading.leaves if leaf.cluster_id}

    @cached_property
    def _shut(self) -> frozenset[Place]:
        """Rows whose book was not opened though it is at hand."""
        return frozenset(leaf.place for leaf in self.reading.closed)

    @cached_property
    def _resembling(self) -> frozenset[Place]:
        """Rows that resemble an entity."""
        return frozenset(alike.place for alike in self.reading.alike)

    @cached_property
    def _sources(self) -> str:
        """The lists that were searched, as a sentence names them."""
        cards = [one.card for one in self.release.snapshots]
        return ", ".join(card.short for card in cards if "listings" in card.shows)

    @cached_property
    def _fates(self) -> Mapping[Place, str]:
        """What became of each row of the holdings file."""
        return {place: self._fate(place, holding) for place, holding in self._own.items()}

    @cached_property
    def _own(self) -> Mapping[Place, Holding]:
        """Rows of the holdings file itself; books from further files are not counted."""
        return {place: holding for place, holding in self.basket.holdings.items() if place[0] in self.basket.own}

    def _fate(self, place: Place, holding: Holding) -> str:
        """What became of a row."""
        if holding.kind is RowKind.REJECTED:
            return "rejected"
        if holding.kind is RowKind.NOT_A_COMPANY:
            return "not a company"
        if place in self.basket.children or place in self._matched:
            return "resolved"
        if place in self._resembling:
            return "candidate"
        return "resolved" if holding.kind is RowKind.SECURITY and _identifies(holding) else "unresolved"

    def _how(self, place: Place, holding: Holding) -> str:
        """One of `_WAYS`."""
        fate = self._fates[place]
        if fate == "candidate":
            return "name"
        if fate == "unresolved":
            return "book not seen" if holding.kind is RowKind.FUND else fate
        if fate != "resolved":
            return fate
        if place in self.basket.children:
            return "book"
        return self._matched.get(place, "other name" if place in self.reading.doubted else "no source")

    def _plain(self, place: Place, holding: Holding) -> Iterator[PlainRow]:
        """What may be said of one row, if anything is to be said here."""
        if place in self.basket.children:
            if place in self._shut:
                yield PlainRow(self._once(place), "book not seen", _CIRCLE)
            return
        fate, ref = self._fates[place], self._once(place)
        if fate in {"rejected", "not a company"}:
            yield PlainRow(ref, fate, holding.reason)
        elif holding.kind is RowKind.FUND:
            yield PlainRow(ref, "book not seen", _not_seen(holding))
        elif fate == "unresolved":
            yield PlainRow(
                ref, "unresolved", "No valid identifier, and no loaded source has this name. Add an ISIN, or an exchange and its code."
            )
        elif fate == "resolved":
            yield PlainRow(ref, "no information found", self._nothing)

    @cached_property
    def _nothing(self) -> str:
        """The sentence for an ordinary holding."""
        if not self._sources:
            return self.standards.sentences["not_assessed"].format(kind="listings") + "."
        return self.standards.sentences["none_found"].format(sources=self._sources, date=self.release.as_of) + "."

    def _candidate(self, alike: NameAlike) -> Candidate:
        """One candidate, in words."""
        holding, templates = self._once(alike.place), self.standards.sentences
        card = next(one.card for one in self.release.snapshots if one.version.dataset == alike.dataset)
        entity = alike.name if alike.alike in {"", alike.name} else f"{alike.name}, also named {alike.alike},"
        words = {"holding": holding.name, "entity": entity, "source": card.short}
        whys = {
            "name": templates["candidate"].format(**words),
            "name cut short": templates["candidate_cut"].format(**words),
            NEARLY: f"“{holding.name}” is nearly the name of {entity} ({card.short}); no identifier confirms it",
            PROPOSED: f"“{holding.name}” has another name than {entity} ({card.short})",
        }
        why = whys.get(alike.how, f"“{holding.name}” leads to {alike.name} ({card.short}) by {alike.how}") + "."
        command = f'clew match accept "{alike.subject}" {alike.entity_id} --why "…"'
        proposal = self._proposals.get((alike.subject, alike.proposed))
        if proposal is not None:
            why += f" Accepted by {proposal.actor} on {proposal.at[:10]}; it counts once a second person confirms it."
            command = f'clew match confirm {proposal.judgement_id} --why "…"'
        return Candidate(holding, alike.entity_id, alike.name, alike.dataset, why, command, export=card.export)

    @cached_property
    def _proposals(self) -> Mapping[tuple[str, str], Judgement]:
        """Judgement `same` by the key of its holding and its entity."""
        return {(one.subject, one.entity_id): one for one in self.release.judgements if one.verdict == SAME}

    def _ref(self, leaf: Leaf) -> HoldingRef:
        """A way to a row, as the report names it."""
        holding = self.basket.holdings[leaf.place]
        return HoldingRef(leaf.top_row, holding.name, holding.isin, leaf.weight, leaf.via, self._through(leaf))

    def _once(self, place: Place) -> HoldingRef:
        """A row as the report names it when its ways do not matter: with the weight of all of them."""
        return self._refs[place]

    @cached_property
    def _refs(self) -> Mapping[Place, HoldingRef]:
        """Every row, as `_once` names it."""
        return {place: self._summed(place) for place in self.basket.holdings}

    def _summed(self, place: Place) -> HoldingRef:
        """A row with the weight of all ways to it."""
        holding, ways = self.basket.holdings[place], self._ways.get(place, ())
        if not ways:
            return HoldingRef(holding.row, holding.name, holding.isin, None, (), self._member(place))
        weights = [leaf.weight for leaf in ways if leaf.weight is not None]
        weight = weights[0] if len(weights) == 1 else sum(weights, _ZERO) if weights else None
        return HoldingRef(ways[0].top_row, holding.name, holding.isin, weight, ways[0].via, self._through(ways[0]))

    def _through(self, leaf: Leaf) -> str:
        """The member portfolio by which a way begins; "" where nothing is rolled up."""
        return self.basket.members.get(leaf.root, "")

    def _member(self, place: Place) -> str:
        """The member portfolio that a row stands in; "" where nothing is rolled up."""
        return self.basket.members.get(place[0], "")


def _not_seen(holding: Holding) -> str:
    """What may be said of a fund, or of exposure to an index, whose book is not at hand."""
    if holding.index:
        said = f"Exposure to the constituents of the index {holding.index}, none of which is seen here."
        return f"{said} Give a list of them, named like the index, with --book."
    return "Not assessed for funds: no book of this fund is loaded. Give its holdings file with --book."


_WAYS = {
    "isin": "by ISIN",
    "figi": "by FIGI",
    "cusip": "by CUSIP",
    "sedol": "by SEDOL",
    "listing": "by market and code",
    "composite": "by country and code, which the name bears out",
    "lei": "by LEI",
    "cik": "by CIK",
    "judgement": "by a person's judgement",
    "book": "funds that were opened",
    "other name": "with an identifier that a source gives to a company of another name",
    "no source": "with a valid identifier that no loaded source has",
    "name": "by name alone: possible matches",
    "unresolved": "without a valid identifier, and no loaded source has the name",
    "book not seen": "funds whose book was not seen",
    "not a company": "not companies",
    "rejected": "rejected",
}
"""How a row's issuer was told, or why not."""
_CIRCLE = (
    f"The book of this fund holds the fund itself, has no rows, or lies within more than {DEPTH} funds: what it holds is not seen here."
)
_NOTED = 20
"""Faults of single rows that are told one by one; the rest is counted, and every row's own are in the workbook."""


def _identifies(holding: Holding) -> bool:
    """Whether a row carries a valid identifier of its security or issuer."""
    listed = holding.code and (holding.mic or holding.listed_in)
    return any((holding.isin, holding.lei, holding.cusip, holding.sedol, holding.figi, holding.cik, listed))


def _more(count: int) -> tuple[str, ...]:
    """How many notes were not told."""
    return (f"{count - _NOTED:,} more rows have notes.",) if count > _NOTED else ()
