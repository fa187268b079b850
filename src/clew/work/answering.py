"""Answering: the rows of what is asked about, each with the rules and laws that it meets."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from clew.assess.gate import GRAVITY, gravest, lifted, line, reasons
from clew.model.gate import Answer, Asked, GateReason, Outcome, Override
from clew.model.holding import Holding, RowKind
from clew.model.screening import Section
from clew.portfolio.opening import Place
from clew.values.identifiers import HOLDING_FORMATS
from clew.work.asking import Question, said
from clew.work.exposures import Leaf, NameAlike
from clew.work.issuers import Issuers
from clew.work.release import Release

_UNKNOWN = "no loaded source says who issued it: give its name with --name, or load a reference source (clew source known)"
_NAMELESS = (
    "no loaded source says who issued it, and the row has no name: give the name too, or load a reference source (clew source known)"
)
_TICKER = "a short code without its market tells nobody: give the market too (700 HK, XHKG:700, 0700.HK), or the name with --name"
_CLOSED = "the book of this fund was not seen: give its holdings file with --book"
_BY_NAME = "It was looked for by its name alone."
_IDENTIFIERS = tuple(form.key for form in HOLDING_FORMATS)


class Answering(Struct, frozen=True, dict=True):
    """Everything that one asking is answered from."""

    question: Question
    holdings: Mapping[Place, Holding]
    leaves: tuple[Leaf, ...]
    alike: Mapping[Place, NameAlike]
    release: Release
    issuers: Issuers
    lifts: Mapping[str, tuple[Override, ...]]
    single: bool

    @property
    def passed(self) -> int:
        """Ways to rows that are no securities: nothing is asked about them."""
        return sum(1 for leaf in self.leaves if self.holdings[leaf.place].kind is RowKind.NOT_A_COMPANY)

    def answers(self) -> Iterator[Answer]:
        """One answer for each way to a security, and one for each row that cannot be used."""
        leaves = [leaf for leaf in self.leaves if self.holdings[leaf.place].kind is not RowKind.NOT_A_COMPANY]
        yield from self._single(leaves) if self.single else map(self._of, leaves)

    def _single(self, leaves: Sequence[Leaf]) -> Iterator[Answer]:
        """The answer to one security, whose rows are the ways to read it: its fund's rows, or the gravest of what is known of a reading."""
        opened = [leaf for leaf in leaves if leaf.via]
        if opened:
            yield from map(self._of, opened)
            return
        told = [leaf for leaf in leaves if leaf.cluster_id or leaf.place in self.alike]
        yield min(map(self._of, told or leaves[:1]), key=lambda answer: GRAVITY.index(answer.outcome))

    def _of(self, leaf: Leaf) -> Answer:
        """The answer to one row."""
        holding = self.holdings[leaf.place]
        if leaf.cluster_id:
            return self._issued(leaf, holding)
        if leaf.place in self.alike:
            alike = self.alike[leaf.place]
            told = "one person holds them to be one company, and a second has to confirm it"
            known = told if alike.proposed else "whether it is the same company is not known"
            words = f"the name resembles {alike.name}, of whom there is evidence; {known}"
            return self._answer(leaf, holding, [GateReason(self.question.policy.alike, "alike", words)])
        why = self._unknown(holding)
        return self._answer(leaf, holding, [GateReason(self.question.policy.unknown, "unknown", why)] if why else [])

    def _issued(self, leaf: Leaf, holding: Holding) -> Answer:
        """The answer where the issuer is known."""
        cluster, question = leaf.cluster_id, self.question
        met = self.issuers.met.get(cluster, ())
        found = reasons(met, self.issuers.countries.get(cluster, ()), question.policy, question.deal)
        return self._answer(leaf, holding, list(found), sum(1 for one in met if one.finding.section is Section.HISTORICAL))

    def _unknown(self, holding: Holding) -> str:
        """Why nothing can be said of a row, "" for a name that nobody of whom there is evidence bears: that is an answer."""
        if holding.kind is RowKind.REJECTED:
            return f"the row cannot be used: {holding.reason}"
        if holding.kind is RowKind.FUND:
            return _CLOSED
        if holding.name:
            return ""
        if not self.single:
            return _NAMELESS
        return _TICKER if holding.code and not (holding.mic or holding.listed_in) else _UNKNOWN

    def _answer(self, leaf: Leaf, holding: Holding, found: list[GateReason], historical: int = 0) -> Answer:
        """One answer."""
        asked = self._asked(leaf, holding)
        kept = [one for one in found if one.outcome is not Outcome.NONE]
        lifts = self.lifts.get(leaf.cluster_id, ())
        outcome = lifted(kept, lifts, self.question.deal.day)
        name, name_zh = self.issuers.names.get(leaf.cluster_id, ("", ""))
        return Answer(
            asked=asked,
            outcome=outcome,
            stated=gravest(one.outcome for one in kept),
            issuer=name,
            issuer_zh=name_zh,
            entity_id=leaf.cluster_id,
            how=leaf.how,
            reasons=tuple(kept),
            overrides=tuple(one for one in lifts if one.holds(self.question.deal.day)),
            historical=historical,
            line=line(asked, name, outcome, kept, self._nothing if leaf.cluster_id else f"{self._nothing} {_BY_NAME}"),
        )

    def _asked(self, leaf: Leaf, holding: Holding) -> Asked:
        """What a row asks about."""
        codes = tuple((kind, code) for kind in _IDENTIFIERS if (code := getattr(holding, kind)))
        market = holding.mic or holding.listed_in
        listing = (("listing", f"{market}:{holding.code}"),) if holding.code and market else ()
        text = said(self.question) if self.single else holding.name or next((code for _, code in (*codes, *listing)), f"row {holding.row}")
        return Asked(text, 0 if self.single else leaf.top_row, holding.name, (*codes, *listing), leaf.weight, leaf.via)

    @cached_property
    def _nothing(self) -> str:
        """What may be said where no rule applies."""
        sentences, cards = self.release.packs.standards.sentences, [one.card for one in self.release.snapshots]
        lists = ", ".join(card.short for card in cards if "listings" in card.shows)
        said = sentences["none_found"].format(sources=lists, date=self.release.as_of) if lists else ""
        return f"{said or sentences['not_assessed'].format(kind='listings')}."
