"""Several portfolios as one: those of a client or a plan, each at its share of the whole; and whatever was screened last."""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from clew.assess.findings import percent
from clew.errors import Fault, InputError, NotFoundError
from clew.ledger.store import Member, PortfolioVersion
from clew.model.holding import RowKind
from clew.model.screening import Input
from clew.work.basket import Basket, basket_of, within
from clew.work.grouping import find_group
from clew.work.portfolio import Portfolio, read_kept
from clew.work.stores import Progress, Stores, silent
from clew.work.versions import read_version, version_at

_ZERO, _WHOLE, _TWELVE = Decimal(0), Decimal(1), Decimal("1e-12")


class Part(Struct, frozen=True):
    """A member portfolio at the version that counts."""

    member: Member
    version: PortfolioVersion
    portfolio: Portfolio


class Shares(Struct, frozen=True):
    """Key of a portfolio → its share of the whole, and how the shares came about, in words."""

    of: Mapping[str, Decimal]
    how: str


def basket_of_group(stores: Stores, name: str, day: str = "", progress: Progress = silent) -> tuple[str, Basket]:
    """The portfolios of a client or a plan as one, each at its newest version as of a day or before.

    Returns:
        The name of the client or plan, and what is to be screened.

    Raises:
        NotFoundError: there is no such client or plan, or a member has no version then.
        InputError: the shares of the members are not known; nothing is added up that is in different currencies.
    """
    group, members = find_group(stores, name)
    versions = _versions(stores, members, day)
    parts = []
    for member, version in zip(members, versions, strict=True):
        progress(f"Reading {member.name} as of {version.kept.day}")
        parts.append(Part(member, version, read_version(stores, version)))
    return group, rolled_up(group, parts)


def last_basket(stores: Stores) -> Basket | None:
    """What was screened last: a version of a portfolio, or a client or plan; None where nothing was.

    Raises:
        NotFoundError: its books were deleted.
    """
    last = stores.ledger.portfolios.last_screened()
    if last is None:
        return None
    if last.group:
        return basket_of_group(stores, last.group, last.day)[1]
    name = stores.ledger.portfolios.names().get(last.portfolio, last.portfolio)
    return basket_of(read_kept(stores.books / last.portfolio / last.version_id), "" if name == last.portfolio else name, last.day)


def rolled_up(group: str, parts: Sequence[Part]) -> Basket:
    """Member portfolios as one basket. Books keep apart by the key of their portfolio, so that no row is taken for one of another member.

    Raises:
        InputError: the shares of the members are not known.
    """
    shares = _shares(group, parts)
    placed = [_placed(part, shares.of[part.member.portfolio]) for part in parts]
    decided = "\n".join(f"{part.member.portfolio}\x1f{part.member.share}" for part in parts)
    decision = Input("decisions", f"members and shares of {group}", hashlib.sha256(decided.encode()).hexdigest())
    return Basket(
        name=group,
        books=tuple(chain.from_iterable(one.books for one in placed)),
        children=dict(chain.from_iterable(one.children.items() for one in placed)),
        factors=dict(chain.from_iterable(one.factors.items() for one in placed)),
        seen=dict(chain.from_iterable(one.seen.items() for one in placed)),
        as_of=placed[0].as_of if len({one.as_of for one in placed}) == 1 else "",
        own=frozenset[str]().union(*(one.own for one in placed)),
        members=dict(chain.from_iterable(one.members.items() for one in placed)),
        inputs=(*chain.from_iterable(one.inputs for one in placed), decision),
        notes=(_told(group, parts, shares), *chain.from_iterable(one.notes for one in placed)),
    )


def _versions(stores: Stores, members: Sequence[Member], day: str) -> list[PortfolioVersion]:
    """The version of each member, or every fault at once."""
    versions: list[PortfolioVersion] = []
    faults: list[Fault] = []
    for member in members:
        try:
            versions.append(version_at(stores, member.name, day))
        except NotFoundError as error:
            faults.extend(error.faults)
    if faults:
        raise NotFoundError(*faults)
    return versions


def _placed(part: Part, share: Decimal) -> Basket:
    """A member's basket within the whole: its ids made its own, its factors those of the whole."""
    name = part.member.name
    basket = within(basket_of(part.portfolio, name, part.version.kept.day), part.member.portfolio)
    return replace(
        basket,
        name=name,
        factors={book: (factor * share).quantize(_TWELVE) for book, factor in basket.factors.items()},
        members={book.book_id: name for book in basket.books},
        notes=tuple(f"{name}: {note}" for note in basket.notes),
    )


def _shares(group: str, parts: Sequence[Part]) -> Shares:
    """The share of each member: as given, or by value in one currency."""
    faults = [_loose(part) for part in parts if len(part.portfolio.roots) > 1 and len(set(part.portfolio.factors.values())) == 1]
    given = {part.member.portfolio: Decimal(part.member.share) for part in parts if part.member.share}
    if given:
        faults += [_unshared(group, part) for part in parts if part.member.portfolio not in given]
        total = sum(given.values(), _ZERO)
        if total > _WHOLE:
            faults.append(Fault(f"the shares given in {group} add up to {percent(total)}", "Give shares that are 100 % at most."))
        shares = Shares(given, "at the shares given" if total == _WHOLE else f"at the shares given, {percent(total)} of the whole")
    else:
        shares, unknown = _by_value(group, parts)
        faults += unknown
    if faults:
        raise InputError(*faults)
    return shares


def _by_value(group: str, parts: Sequence[Part]) -> tuple[Shares, list[Fault]]:
    """Shares by value, and what keeps the values from being added up; a single member is the whole, whatever it states."""
    if len(parts) == 1:
        return Shares({parts[0].member.portfolio: _WHOLE}, "the whole"), []
    amounts = {part.member.portfolio: _amount(part.portfolio) for part in parts}
    currencies = {part.member.name: _currencies(part.portfolio) for part in parts}
    faults = [_unvalued(group, part) for part in parts if amounts[part.member.portfolio] is None]
    if not faults and (len(set().union(*currencies.values())) > 1 or not all(currencies.values())):
        told = "; ".join(f"“{name}” in {', '.join(sorted(found)) or 'an unknown currency'}" for name, found in currencies.items())
        faults = [Fault(f"the values of the members of {group} are not in one currency: {told}", _mend(group, parts[0]))]
    total = sum((amount or _ZERO for amount in amounts.values()), _ZERO)
    if faults or not total:
        return Shares({}, ""), faults
    return Shares({key: (amount or _ZERO) / total for key, amount in amounts.items()}, f"by value in {min(currencies.popitem()[1])}"), []


def _amount(portfolio: Portfolio) -> Decimal | None:
    """The value of a portfolio; None where a line of it states none, or the whole is not above nothing."""
    lines = [line for book in portfolio.roots for line in book.holdings if line.kind is not RowKind.REJECTED]
    if any(line.value is None for line in lines if line.kind in {RowKind.SECURITY, RowKind.FUND}):
        return None
    total = sum((line.value or _ZERO for line in lines), _ZERO)
    return total if total > 0 else None


def _currencies(portfolio: Portfolio) -> set[str]:
    """The currencies of its values, "" left out only where every line leaves it out."""
    lines = (line for book in portfolio.roots for line in book.holdings if line.kind is not RowKind.REJECTED and line.value)
    found = {line.currency.strip().upper() for line in lines}
    return found if found != {""} else set()


def _loose(part: Part) -> Fault:
    """Several funds of which nobody knows how much each is."""
    what = (
        f"“{part.member.name}” holds {len(part.portfolio.roots)} funds side by side and states no values: what share each is is not known"
    )
    return Fault(what, "Add each fund as a portfolio of its own, and give each its share.", part.portfolio.file.path)


def _unvalued(group: str, part: Part) -> Fault:
    return Fault(f"“{part.member.name}” does not state the value of every line, so its share of {group} is not known", _mend(group, part))


def _unshared(group: str, part: Part) -> Fault:
    return Fault(f"“{part.member.name}” has no share of {group}, and others have", _mend(group, part))


def _mend(group: str, part: Part) -> str:
    return f"Say what share each member is: clew portfolio group “{group}” --share “{part.member.name}=60%” --share …"


def _told(group: str, parts: Sequence[Part], shares: Shares) -> str:
    """What was rolled up, in a sentence."""
    told = "; ".join(f"{part.member.name} as of {part.version.kept.day}, {percent(shares.of[part.member.portfolio])}" for part in parts)
    return f"{group} is rolled up from {len(parts)} {'portfolio' if len(parts) == 1 else 'portfolios'}, {shares.how}: {told}."
