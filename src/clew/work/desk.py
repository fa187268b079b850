"""Desk: a gate that stands ready, for a list of orders, for one security, and for many one after the other."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from msgspec import Struct

from clew.assess.coverage import searched
from clew.assess.gate import gravest
from clew.model.gate import Gated
from clew.model.screening import Input, Searched
from clew.pack.gate import GatePolicy
from clew.resolve.asked import ASKED, ONCE, told_sql
from clew.resolve.identifiers import KINDS
from clew.trace.labels import LEADING
from clew.work.answering import Answering
from clew.work.asking import Question, ask_portfolio, said
from clew.work.basket import Basket, basket_of
from clew.work.clocks import Clocks
from clew.work.exposures import Leaf, read_exposures
from clew.work.issuers import PLACES, Issuers, issuers_of
from clew.work.overrides import overrides_by_issuer
from clew.work.pinning import Pinned, pinned
from clew.work.release import release_inputs
from clew.work.shelf import FUND, FUND_OR_SECURITY, Shelf, shelf_of, with_kept_books
from clew.work.stores import Progress, Stores, silent

_LEADING = f"{LEADING} ORDER BY 1"
"""Every issuer of whom there is evidence at the end of some thread."""


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
    with pinned(stores, clocks, progress) as held:
        yield Desk(stores, held, clocks, standing)


class Desk(Struct, frozen=True, dict=True):
    """A gate that can be asked any number of times.

    Attributes:
        held: the release that it answers from; `clocks`: by which it was pinned.
        standing: whether it is asked often: every issuer is read the first time, and no issuer after that.
    """

    stores: Stores
    held: Pinned
    clocks: Clocks
    standing: bool

    def ask(self, question: Question) -> Gated:
        """Answer; a single security that its identifier tells is answered without matching names.

        A fund is opened by its book, given or kept in the workspace under its ISIN or name.

        Raises:
            InputError: nothing is asked, or the file cannot be used.
            RefusedError: a generated text says what may not be said.
        """
        portfolio, single = ask_portfolio(question.what, question.name, question.books)
        basket = with_kept_books(self.stores, basket_of(portfolio), self._shelf, FUND_OR_SECURITY if single else FUND)
        told = self._told(basket) if single and not basket.children else None
        if told is None:
            return self.answer(question, basket, single=single)
        lifts = overrides_by_issuer(self.stores, self.held.engine)
        issuers = self._issuers if self.standing else issuers_of(self.held, [told.cluster_id] if told.cluster_id else [])
        return self._gated(basket, Answering(question, basket.holdings, (told,), {}, self.held.release, issuers, lifts, single))

    def answer(self, question: Question, basket: Basket, *, single: bool) -> Gated:
        """Answer for every row, as a screening reads it.

        Raises:
            RefusedError: a generated text says what may not be said.
        """
        engine, release = self.held.engine, self.held.release
        basket.load(engine)
        reading = read_exposures(engine, release, PLACES)
        issuers = issuers_of(self.held, {leaf.cluster_id for leaf in reading.leaves if leaf.cluster_id}, reading.threads)
        leaves, alike = (*reading.leaves, *reading.closed), {one.place: one for one in reading.alike}
        lifts = overrides_by_issuer(self.stores, engine)
        return self._gated(basket, Answering(question, basket.holdings, leaves, alike, release, issuers, lifts, single))

    def _gated(self, basket: Basket, rows: Answering) -> Gated:
        """The answers with everything that they are a function of."""
        question, answers = rows.question, tuple(rows.answers())
        policy, deal = question.policy, question.deal
        files = (one for one in basket.inputs if one.sha256)  # a single security is no file
        return Gated(
            what=said(question) if rows.single else basket.name,
            outcome=gravest(answer.outcome for answer in answers),
            answers=answers,
            passed=rows.passed,
            policy=f"{policy.id} {policy.version}",
            laws=tuple(sorted(deal.laws)),
            trade=deal.trade,
            as_of=self.clocks.as_of,
            known=self.clocks.known,
            searched=self._searched,
            inputs=(*files, *self._inputs, policy_input(policy)),
            chain_head=self.held.head,
        )

    def _told(self, basket: Basket) -> Leaf | None:
        """The one row of a single security with the issuer of its identifiers; None where a name, or a person's word, has to be heard."""
        place, holding = next(iter(basket.holdings.items()))
        if len(basket.holdings) > 1 or holding.name or not self._identifiers:
            return None
        found = self.held.engine.fetch(told_sql(holding, self._identifiers))
        issuers, kinds = {str(issuer) for _, _, _, issuer in found}, {str(kind) for _, kind, _, _ in found}
        if len(issuers) > 1 or any(proven != 1 for _, _, proven, _ in found):
            return None
        how = next((kind for kind in KINDS if kind in kinds), "")
        return Leaf(place[0], holding.row, (), place, None, next(iter(issuers), ""), how)

    @cached_property
    def _identifiers(self) -> str:
        """Where identifiers are found; "" where people have judged, whose word comes first."""
        if self.held.release.judgements:
            return ""
        if not self.standing:
            return ONCE
        self.held.engine.run(ASKED)
        return ASKED.steps[0].name

    @cached_property
    def _issuers(self) -> Issuers:
        """Every issuer from which a thread leads to evidence."""
        return issuers_of(self.held, [str(row[0]) for row in self.held.engine.fetch(_LEADING)])

    @cached_property
    def _shelf(self) -> Shelf:
        """The portfolios that the workspace keeps."""
        return shelf_of(self.stores)

    @cached_property
    def _searched(self) -> tuple[Searched, ...]:
        return searched(self.held.release.snapshots, self.held.release.packs.policy, self.clocks.as_of, self.held.release.marks)

    @cached_property
    def _inputs(self) -> tuple[Input, ...]:
        return release_inputs(self.held.release)


def policy_input(policy: GatePolicy) -> Input:
    """The gate's policy, laws included, as an input of a result."""
    return Input("pack", f"gate/{policy.id} {policy.version}", hashlib.sha256(policy.text.encode()).hexdigest())
