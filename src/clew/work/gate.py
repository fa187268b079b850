"""Gate: may capital go into a security, a fund, or a list of orders? Answered before it does, by a policy and by laws, with reasons."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clew.assess.coverage import searched
from clew.assess.facts import Facts
from clew.assess.findings import Exposure, order_of_work
from clew.assess.gate import GRAVITY, Deal, Met, gravest, lifted, line, reasons
from clew.engine.port import Engine
from clew.errors import Fault, NotFoundError
from clew.model.gate import Answer, Asked, Gated, GateReason, Outcome, Override
from clew.model.holding import Holding, RowKind
from clew.model.screening import HoldingRef, Input, Section
from clew.pack.gate import GatePolicy
from clew.pack.wording import load_word_rules
from clew.portfolio.opening import Place
from clew.report.wording import refuse_unfair_findings
from clew.trace.paths import Thread
from clew.work.asking import ask_portfolio
from clew.work.basket import basket_of
from clew.work.clocks import Clocks
from clew.work.exposures import Leaf, NameAlike, Reading, read_exposures
from clew.work.overrides import overrides_by_issuer
from clew.work.portfolio import Portfolio
from clew.work.release import Release, load_packs, pin, prepare, release_inputs
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent
from clew.work.threads import IssuerThreads, read_facts

PLACES = 5
"""Threads for each indicator: as many as labels are kept, so that no list hides behind another."""
_COUNTRIES = """
SELECT DISTINCT c.cluster_id, upper(m.value) FROM claims m JOIN cluster c ON c.entity_id = m.entity_id
JOIN wanted w ON w.cluster_id = c.cluster_id WHERE m.prop IN ('country', 'jurisdiction') ORDER BY 1, 2
"""
_UNKNOWN = "no loaded source says who issued it: give its name with --name, or load a reference source (clew source known)"
_NAMELESS = (
    "no loaded source says who issued it, and the row has no name: give the name too, or load a reference source (clew source known)"
)
_TICKER = "a short code without its market tells nobody: give the market too (700 HK, XHKG:700, 0700.HK), or the name with --name"
_CLOSED = "the book of this fund was not seen: give its holdings file with --book"
_BY_NAME = "It was looked for by its name alone."
_IDENTIFIERS = ("isin", "figi", "cusip", "sedol", "lei", "cik")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the gate.

    Attributes:
        what: an identifier, a ticker with its market, a name, or the path of a file: a list of orders, or a fund's holdings.
        clocks: as-of and known.
        policy: the rules and laws; `deal`: how capital is to go in.
        name: the security's name, where an identifier is asked about.
        books: files with books of funds that the security or the list holds.
    """

    what: str
    clocks: Clocks
    policy: GatePolicy
    deal: Deal
    name: str = ""
    books: tuple[Path, ...] = ()


def gate(stores: Stores, question: Question, progress: Progress = silent) -> Gated:
    """Ask the gate. Nothing is written: not the list of orders, not that it was asked.

    Raises:
        InputError: nothing is asked, or the file cannot be used.
        RefusedError: a generated text says what may not be said.
        WorkspaceError: the workspace cannot be read.
    """
    portfolio, single = ask_portfolio(question.what, question.name, question.books)
    load_starter(stores, progress)
    engine = stores.engine()
    try:
        release = pin(stores, question.clocks.as_of, question.clocks.known, load_packs())
        head = stores.ledger.head()
        prepare(stores, engine, release, progress)
        progress("Following the threads")
        basket_of(portfolio).load(engine)
        reading = read_exposures(engine, release, PLACES)
        issuers = Issuers.read(engine, release, {leaf.cluster_id for leaf in reading.leaves if leaf.cluster_id}, reading.threads)
        lifts = overrides_by_issuer(stores, engine)
    finally:
        engine.close()
    rows = _Rows(question, portfolio, reading, release, issuers, lifts, single)
    answers = tuple(rows.answers())
    refuse_unfair_findings([one.finding for answer in answers for one in answer.reasons if one.finding is not None], load_word_rules())
    policy, deal = question.policy, question.deal
    return Gated(
        what=said(question) if single else portfolio.name,
        outcome=gravest(answer.outcome for answer in answers),
        answers=answers,
        passed=sum(1 for holding in portfolio.holdings.values() if holding.kind is RowKind.NOT_A_COMPANY),
        policy=f"{policy.id} {policy.version}",
        laws=tuple(sorted(deal.laws)),
        trade=deal.trade,
        as_of=question.clocks.as_of,
        known=question.clocks.known,
        searched=searched(release.snapshots, release.packs.policy, question.clocks.as_of, release.marks),
        inputs=(*_files(portfolio, single=single), *release_inputs(release), policy_input(policy)),
        chain_head=head,
    )


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


def said(question: Question) -> str:
    """What is asked about, as it was typed."""
    return question.what.strip() or question.name.strip()


def policy_input(policy: GatePolicy) -> Input:
    """The gate's policy, laws included, as an input of a result."""
    return Input("pack", f"gate/{policy.id} {policy.version}", hashlib.sha256(policy.text.encode()).hexdigest())


@dataclass(frozen=True)
class Issuers:
    """What the release says of some issuers, each looked at without a portfolio.

    Attributes:
        met: issuer → its findings, in the order of work; `names`: issuer → Latin and Chinese name; `countries`: issuer → where it is.
    """

    met: Mapping[str, tuple[Met, ...]]
    names: Mapping[str, tuple[str, str]]
    countries: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, engine: Engine, release: Release, clusters: Iterable[str], threads: IssuerThreads) -> "Issuers":
        """Read them, with the threads that were read of them."""
        wanted = set(clusters)
        facts = read_facts(engine, release, threads.entities(), {*wanted, *threads.clusters()})
        assessor = threads.assessor(release, facts, "")
        met: dict[str, list[Met]] = {}
        for cluster in sorted(wanted):
            exposure = Exposure(HoldingRef(0, facts.node(cluster).name, "", None, ()), cluster, cluster, ())
            for thread in threads.by_issuer.get(cluster, ()):
                finding = assessor.finding(exposure, thread)
                met.setdefault(cluster, []).append(Met(finding, thread.end_state, not thread.hops, _listed(facts, thread)))
        engine.load("wanted", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in sorted(wanted)])
        countries: dict[str, set[str]] = {}
        for issuer, country in engine.fetch(_COUNTRIES):
            countries.setdefault(str(issuer), set()).add(str(country))
        return cls(
            {cluster: tuple(sorted(found, key=lambda one: order_of_work(one.finding))) for cluster, found in met.items()},
            {cluster: (facts.node(cluster).name, facts.node(cluster).name_zh) for cluster in wanted},
            {cluster: frozenset(found) for cluster, found in countries.items()},
        )


def _listed(facts: Facts, thread: Thread) -> str:
    """Dataset and sub-list of the evidence."""
    claims = facts.by_entity.get(thread.evidence_id, ())
    dataset, part = claims[0].dataset if claims else "", facts.value(thread.evidence_id, "sublist")
    return f"{dataset}:{part}" if part else dataset


@dataclass(frozen=True)
class _Rows:
    """Everything that one asking is answered from."""

    question: Question
    portfolio: Portfolio
    reading: Reading
    release: Release
    issuers: Issuers
    lifts: Mapping[str, tuple[Override, ...]]
    single: bool

    def answers(self) -> Iterator[Answer]:
        """One answer for each way to a security, and one for each row that cannot be used."""
        leaves = [
            leaf
            for leaf in (*self.reading.leaves, *self.reading.closed)
            if self.portfolio.holdings[leaf.place].kind is not RowKind.NOT_A_COMPANY
        ]
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
        holding = self.portfolio.holdings[leaf.place]
        if leaf.cluster_id:
            return self._issued(leaf, holding)
        if leaf.place in self.alike:
            words = (
                f"the name resembles {self.alike[leaf.place].name}, of whom there is evidence; whether it is the same company is not known"
            )
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
    def alike(self) -> Mapping[Place, NameAlike]:
        """Row → whom its name resembles."""
        return {one.place: one for one in self.reading.alike}

    @cached_property
    def _nothing(self) -> str:
        """What may be said where no rule applies."""
        sentences, cards = self.release.packs.standards.sentences, [one.card for one in self.release.snapshots]
        lists = ", ".join(card.short for card in cards if "listings" in card.shows)
        said = sentences["none_found"].format(sources=lists, date=self.release.as_of) if lists else ""
        return f"{said or sentences['not_assessed'].format(kind='listings')}."


def _files(portfolio: Portfolio, *, single: bool) -> list[Input]:
    """The files that were read, with their hashes."""
    files = portfolio.more if single else (portfolio.file, *portfolio.more)
    return [Input("holdings", Path(file.path).name, file.sha256) for file in files]
