"""Desk: a gate that stands ready, for a list of orders, for one security, and for many one after the other."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clew.assess.coverage import searched
from clew.assess.gate import gravest
from clew.engine.port import Engine
from clew.model.gate import Gated
from clew.model.holding import RowKind
from clew.model.screening import Input, Searched
from clew.pack.gate import GatePolicy
from clew.pack.holdings import HoldingsWords, load_holdings_words
from clew.resolve.asked import ASKED, KINDS, ONCE, told_sql
from clew.work.answering import Answering
from clew.work.asking import Question, ask_portfolio, said
from clew.work.basket import basket_of
from clew.work.clocks import Clocks
from clew.work.exposures import Leaf, read_exposures
from clew.work.issuers import PLACES, Issuers
from clew.work.overrides import overrides_by_issuer
from clew.work.portfolio import Portfolio
from clew.work.release import Release, load_packs, pin, prepare, release_inputs
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent
from clew.work.threads import read_issuers

# Every issuer of whom there is evidence at the end of some thread.
_LEADING = "SELECT entity_id FROM label UNION SELECT cluster_id FROM evidence ORDER BY 1"


@contextmanager
def opened_desk(stores: Stores, clocks: Clocks, progress: Progress = silent, *, standing: bool = True) -> Iterator["Desk"]:
    """A gate, for as long as the block lasts; sources that come in meanwhile are not seen.

    Args:
        stores: the workspace.
        clocks: as-of and known.
        progress: told what begins.
        standing: whether it will be asked often.

    Raises:
        WorkspaceError: the workspace cannot be read.
    """
    load_starter(stores, progress)
    engine = stores.engine()
    try:
        release = pin(stores, clocks.as_of, clocks.known, load_packs())
        head = stores.ledger.head()
        prepare(stores, engine, release, progress)
        yield Desk(stores, engine, release, clocks, head, standing)
    finally:
        engine.close()


@dataclass(frozen=True)
class Desk:
    """A gate that can be asked any number of times.

    Attributes:
        engine: holds the tables of `release`, which it answers from; `clocks`, `head`: of the release.
        standing: whether it is asked often: every issuer is read the first time, and no issuer after that.
    """

    stores: Stores
    engine: Engine
    release: Release
    clocks: Clocks
    head: str
    standing: bool

    def ask(self, question: Question) -> Gated:
        """Answer; a single security that its identifier tells is answered without matching names.

        Raises:
            InputError: nothing is asked, or the file cannot be used.
            RefusedError: a generated text says what may not be said.
        """
        portfolio, single = ask_portfolio(question.what, question.name, question.books, self._words)
        told = self._told(portfolio) if single and not question.books else None
        if told is None:
            return self.answer(question, portfolio, single=single)
        lifts = overrides_by_issuer(self.stores, self.engine)
        issuers = self._issuers if self.standing else self._issuers_of([told.cluster_id] if told.cluster_id else [])
        return self._gated(Answering(question, portfolio, (told,), {}, self.release, issuers, lifts, single))

    def answer(self, question: Question, portfolio: Portfolio, *, single: bool) -> Gated:
        """Answer for every row, as a screening reads it.

        Raises:
            RefusedError: a generated text says what may not be said.
        """
        basket_of(portfolio).load(self.engine)
        reading = read_exposures(self.engine, self.release, PLACES)
        found = {leaf.cluster_id for leaf in reading.leaves if leaf.cluster_id}
        issuers = Issuers.read(self.engine, self.release, found, reading.threads)
        alike = {one.place: one for one in reading.alike}
        lifts = overrides_by_issuer(self.stores, self.engine)
        return self._gated(Answering(question, portfolio, (*reading.leaves, *reading.closed), alike, self.release, issuers, lifts, single))

    def _gated(self, rows: Answering) -> Gated:
        """The answers with everything that they are a function of."""
        question, portfolio, answers = rows.question, rows.portfolio, tuple(rows.answers())
        policy, deal = question.policy, question.deal
        return Gated(
            what=said(question) if rows.single else portfolio.name,
            outcome=gravest(answer.outcome for answer in answers),
            answers=answers,
            passed=sum(1 for holding in portfolio.holdings.values() if holding.kind is RowKind.NOT_A_COMPANY),
            policy=f"{policy.id} {policy.version}",
            laws=tuple(sorted(deal.laws)),
            trade=deal.trade,
            as_of=self.clocks.as_of,
            known=self.clocks.known,
            searched=self._searched,
            inputs=(*_files(portfolio, single=rows.single), *self._inputs, policy_input(policy)),
            chain_head=self.head,
        )

    def _told(self, portfolio: Portfolio) -> Leaf | None:
        """The one row of a single security with the issuer of its identifiers; None where a name, or a person's word, has to be heard."""
        holdings = portfolio.holdings
        place, holding = next(iter(holdings.items()))
        if len(holdings) > 1 or holding.name or not self._identifiers:
            return None
        found = self.engine.fetch(told_sql(holding, self._identifiers))
        issuers, kinds = {str(issuer) for _, _, _, issuer in found}, {str(kind) for _, kind, _, _ in found}
        if len(issuers) > 1 or any(proven != 1 for _, _, proven, _ in found):
            return None
        how = next((kind for kind in KINDS if kind in kinds), "")
        return Leaf(portfolio.roots[0].book_id, holding.row, (), place, None, next(iter(issuers), ""), how)

    @cached_property
    def _identifiers(self) -> str:
        """Where identifiers are found; "" where people have judged, whose word comes first."""
        if self.release.judgements:
            return ""
        if not self.standing:
            return ONCE
        self.engine.run(ASKED)
        return ASKED.steps[0].name

    @cached_property
    def _issuers(self) -> Issuers:
        """Every issuer from which a thread leads to evidence."""
        return self._issuers_of([str(row[0]) for row in self.engine.fetch(_LEADING)])

    def _issuers_of(self, clusters: Sequence[str]) -> Issuers:
        """Some issuers, with their threads."""
        return Issuers.read(self.engine, self.release, clusters, read_issuers(self.engine, self.release, clusters, PLACES))

    @cached_property
    def _words(self) -> HoldingsWords:
        return load_holdings_words()

    @cached_property
    def _searched(self) -> tuple[Searched, ...]:
        return searched(self.release.snapshots, self.release.packs.policy, self.clocks.as_of, self.release.marks)

    @cached_property
    def _inputs(self) -> tuple[Input, ...]:
        return release_inputs(self.release)


def policy_input(policy: GatePolicy) -> Input:
    """The gate's policy, laws included, as an input of a result."""
    return Input("pack", f"gate/{policy.id} {policy.version}", hashlib.sha256(policy.text.encode()).hexdigest())


def _files(portfolio: Portfolio, *, single: bool) -> list[Input]:
    """The files that were read, with their hashes."""
    files = portfolio.more if single else (portfolio.file, *portfolio.more)
    return [Input("holdings", Path(file.path).name, file.sha256) for file in files]
