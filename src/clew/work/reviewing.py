"""Review: the possible matches of a file, of a portfolio, or of everything that the workspace keeps. Nothing of it is stored."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from clew.errors import ClewError, Fault, InputError
from clew.ledger.store import SAME, Verdict
from clew.model.matching import Compare, Pair, Review
from clew.resolve.holdings import NEARLY, ONE_SOURCE, holdings_plan
from clew.trace.lookthrough import open_books
from clew.work.basket import Basket, basket_of, within
from clew.work.clocks import Clocks
from clew.work.keeping import Filing, read_given
from clew.work.pairs import read_pairs
from clew.work.pinning import pinned
from clew.work.release import release_inputs
from clew.work.shelf import shelf_of, with_kept_books
from clew.work.stores import Progress, Stores, silent
from clew.work.versions import listed, read_version, version_at

K = TypeVar("K")
V = TypeVar("V")
_BY_NAME = ("name", "name cut short", NEARLY, ONE_SOURCE)
"""Candidates of which no identifier speaks to the contrary."""
_APART = ("related", "different")
"""What may be said of names that are alike letter by letter, and yet of two companies."""


class Scope(Struct, frozen=True):
    """What is looked at: a file, a portfolio that is kept, or, by default, the newest version of every one.

    Attributes:
        file: a holdings file, which is not kept; `mapping`: by which it is read.
        portfolio: name of a portfolio that is kept.
    """

    file: Path | None = None
    mapping: Path | None = None
    portfolio: str = ""


class Above(Struct, frozen=True):
    """The pairs that an accept of everything above a line takes, and why others that reach it are left to a person."""

    taken: tuple[Pair, ...]
    left: tuple[tuple[Pair, str], ...]


def review(stores: Stores, scope: Scope, clocks: Clocks, compare: Compare | None, progress: Progress = silent) -> Review:
    """The possible matches of what is looked at, those first whose answer changes most findings.

    Args:
        stores: the workspace.
        scope: what is looked at.
        clocks: as-of and known.
        compare: says how alike two names are; None where that is not asked for.
        progress: told what begins.

    Raises:
        InputError: a file and a portfolio are named both, or the file cannot be used.
        NotFoundError: there is no such portfolio.
        RefusedError: a generated text says what may not be said.
    """
    baskets, skipped = baskets_of(stores, scope, progress)
    basket = side_by_side(baskets)
    with pinned(stores, clocks, progress) as held:
        progress("Looking for possible matches")
        basket.load(held.engine)
        held.engine.run(holdings_plan(held.release.packs.names))
        open_books(held.engine)
        pairs = read_pairs(held, basket, compare)
        inputs = (*basket.inputs, *release_inputs(held.release))
        return Review(pairs, tuple(one.name for one in baskets), tuple(skipped), clocks.as_of, clocks.known, inputs, held.head)


def above(found: Review, line: float) -> Above:
    """The pairs as likely as `line` that can be accepted together.

    Left to a person are those of which an identifier speaks to the contrary, those whose names are alike and yet of two companies (a group
    and its finance arm), those of a holding that resembles several companies as much, and those that another person has accepted already.

    Raises:
        InputError: the line is not between 0 and 1, or the names were not compared.
    """
    check_line(line)
    if found.pairs and all(pair.likeness is None for pair in found.pairs):
        raise InputError(Fault("the names were not compared", "Go through the pairs one by one: clew match review."))
    reached = [pair for pair in found.pairs if pair.likeness is not None and pair.likeness.score >= line]
    bearers: dict[str, int] = {}
    for pair in reached:
        bearers[pair.subject] = bearers.get(pair.subject, 0) + 1
    whys = [(pair, _why_left(pair, bearers)) for pair in reached]
    return Above(tuple(pair for pair, why in whys if not why), tuple((pair, why) for pair, why in whys if why))


def check_line(line: float) -> None:
    """Refuse a line that is no likelihood.

    Raises:
        InputError: it is not above 0 and at most 1.
    """
    if not 0 < line <= 1:
        raise InputError(Fault(f"--above is {line:g}", "Give a likelihood above 0 and at most 1, such as 0.97."))


def accept_all(stores: Stores, pairs: Sequence[Pair], reason: str) -> tuple[int, tuple[int, ...]]:
    """Record that each of the pairs is one company: a judgement and an event each, one batch. Returns its number, and theirs.

    Raises:
        InputError: no reason is given, or there is no pair.
    """
    if not reason.strip():
        raise InputError(Fault("a judgement needs a reason", "Add --why with what you saw and where."))
    if not pairs:
        raise InputError(Fault("no pair is left to accept", "Take a lower line, or go through them: clew match review."))
    return stores.ledger.judgements.judge_all([Verdict(one.subject, one.entity_id, SAME, _told(one, reason.strip())) for one in pairs])


def side_by_side(baskets: Sequence[Basket]) -> Basket:
    """Portfolios in one basket, each whole: what a row weighs is its share of its own portfolio."""
    placed = [within(one, str(number)) for number, one in enumerate(baskets)]
    return Basket(
        name="",
        books=tuple(chain.from_iterable(one.books for one in placed)),
        children=_joined(one.children for one in placed),
        factors=_joined(one.factors for one in placed),
        seen={},
        as_of="",
        own=frozenset[str]().union(*(one.own for one in placed)),
        members={root: one.name for one in placed for root in one.factors},
        inputs=tuple(dict.fromkeys(chain.from_iterable(one.inputs for one in placed))),
        notes=(),
    )


def baskets_of(stores: Stores, scope: Scope, progress: Progress) -> tuple[list[Basket], list[str]]:
    """What is looked at, and what of the portfolios that are kept cannot be.

    Raises:
        InputError: a file and a portfolio are named both, or the file cannot be used.
        NotFoundError: there is no such portfolio.
    """
    if scope.file is not None and scope.portfolio:
        raise InputError(Fault("a file and a portfolio are named both", "Name one of them, or neither for everything that is kept."))
    shelf = shelf_of(stores)
    if scope.file is not None:
        progress(f"Reading {scope.file.name}")
        given = basket_of(read_given(stores, (scope.file,), Filing(mapping=scope.mapping)))
        return [with_kept_books(stores, given, shelf)], []
    names = [scope.portfolio] if scope.portfolio else [one.name for one in listed(stores) if one.current]
    baskets: list[Basket] = []
    skipped: list[str] = []
    for name in names:
        progress(f"Reading {name}")
        try:
            version = version_at(stores, name)
            kept = basket_of(read_version(stores, version), version.name, version.kept.day)
            baskets.append(replace(with_kept_books(stores, kept, shelf), name=version.name))
        except ClewError as error:
            if scope.portfolio:
                raise
            skipped.append(f"{name}: {error.faults[0]}")
    return baskets, skipped


def _joined(maps: Iterable[Mapping[K, V]]) -> dict[K, V]:
    """Several mappings as one."""
    return dict(chain.from_iterable(one.items() for one in maps))


def _why_left(pair: Pair, bearers: Mapping[str, int]) -> str:
    """Why a pair is left to a person, "" where it is not."""
    if pair.proposal is not None:
        return f"judgement {pair.proposal.number} waits to be confirmed"
    if pair.how not in _BY_NAME:
        return f"the two are led together by {pair.how}"
    if pair.likeness is not None and pair.likeness.verdict in _APART:
        return f"their names are {pair.likeness.verdict}, however alike: {pair.likeness.why.rstrip('.')}"
    return "the holding resembles several companies as much" if bearers[pair.subject] > 1 else ""


def _told(pair: Pair, reason: str) -> str:
    """The reason, with the likeness that reached the line."""
    return reason if pair.likeness is None else f"{reason} (likelihood {pair.likeness.score:.3f}: {pair.likeness.why})"
