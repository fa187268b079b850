"""Which portfolios a client or a plan has, and what share of it each is: a person's decision, kept in the ledger."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from clew.errors import ClewError, Fault, InputError, NotFoundError
from clew.ledger.store import Change, Member, same_name
from clew.work.stores import Stores
from clew.work.versions import find_portfolio

BY_VALUE = "value"
"""What takes a share back: the portfolio then weighs by its value again."""
_LONGEST_NAME = 120
_HUNDRED = Decimal(100)


def groups(stores: Stores) -> Mapping[str, tuple[Member, ...]]:
    """Client or plan → its portfolios, by name."""
    found: dict[str, list[Member]] = {}
    for one in sorted(stores.ledger.portfolios.members(), key=lambda one: (one.group.casefold(), one.name.casefold())):
        found.setdefault(one.group, []).append(one)
    return {group: tuple(members) for group, members in found.items()}


def find_group(stores: Stores, name: str) -> tuple[str, tuple[Member, ...]]:
    """The client or plan of that name, as it is spelt, and its portfolios.

    Raises:
        NotFoundError: there is none; those that there are are named.
    """
    known = groups(stores)
    for group, members in known.items():
        if same_name(group, name):
            return group, members
    mend = f"There are {', '.join(known)}." if known else f"Make it: clew portfolio group “{name}” --with PORTFOLIO."
    raise NotFoundError(Fault(f"no client or plan is called “{name}”", mend))


def change_group(stores: Stores, name: str, joining: Sequence[str], leaving: Sequence[str], shares: Sequence[str]) -> tuple[str, int]:
    """Let portfolios join or leave a client or a plan, and say what share of it they are.

    Args:
        stores: the workspace.
        name: of the client or plan; made where there is none.
        joining: names of portfolios that become members.
        leaving: names of those that no longer are.
        shares: texts such as `Global Equity=60%`; `Global Equity=value` takes a share back.

    Returns:
        The group's name as it is spelt, and how many things changed.

    Raises:
        InputError: a share that is none, or of a portfolio that is no member; every fault is named, and nothing changes.
        NotFoundError: no portfolio has one of the names.
    """
    group = next((one for one in groups(stores) if same_name(one, name)), " ".join(name.split()))
    faults = (
        [] if group and len(group) <= _LONGEST_NAME and group.isprintable() else [Fault("the group's name is no name", "Give one line.")]
    )
    keys: dict[str, str] = {}
    given = [_share(text, faults) for text in shares]
    missing = [fault for one in (*joining, *leaving, *(one for one, _ in given if one)) for fault in _find(stores, one, keys)]
    if missing:
        raise NotFoundError(*dict.fromkeys(missing), *faults)
    members = {one.portfolio for one in groups(stores).get(group, ())} | {keys[one] for one in joining}
    members -= {keys[one] for one in leaving}
    faults += [
        Fault(f"“{one}” is given a share of {group}, and is no member of it", f"Add --with “{one}”.")
        for one, _ in given
        if one and keys[one] not in members
    ]
    if faults:
        raise InputError(*faults)
    changes = [
        *(Change(keys[one], joins=False) for one in leaving),
        *(Change(keys[one], joins=True) for one in joining),
        *(Change(keys[one], joins=True, share=share) for one, share in given),
    ]
    return group, stores.ledger.portfolios.group(group, changes)


def _find(stores: Stores, name: str, keys: dict[str, str]) -> tuple[Fault, ...]:
    """Find the key of a portfolio, or say what is wrong with its name."""
    try:
        keys[name] = find_portfolio(stores, name).portfolio
    except ClewError as error:
        return error.faults
    return ()


def _share(text: str, faults: list[Fault]) -> tuple[str, str]:
    """Name and share of a text such as `Global Equity=60%`; a share is a fraction, "" to go by value."""
    name, sign, said = text.rpartition("=")
    if sign and name.strip() and said.strip().casefold() == BY_VALUE:
        return name.strip(), ""
    try:
        number = Decimal(said.strip().removesuffix("%").strip())
        fraction = number / _HUNDRED if said.strip().endswith("%") else number
    except InvalidOperation:
        fraction = Decimal(-1)
    if not (sign and name.strip()) or not (fraction.is_finite() and 0 < fraction <= 1):
        faults.append(Fault(f"“{text}” gives no share", "Write it so: --share “Global Equity=60%”, more than 0 % and at most 100 %."))
        return "", ""
    return name.strip(), f"{fraction.normalize():f}"
