"""From records to stakes: records of one owner and one asset stand for one stake, and what is wrong with them is said and not mended.

How several records are read together. Interests that a source names one by one, each with its kind, are parts of a stake: whether they add
up is not told, so the stake lies between the largest and their sum. Other records of a source speak of the whole stake, and the newest
stands. Sources are held against each other: the stake is what they agree on, and where they do not, that is a problem and the stake
spans them all. Several owners of one interest hold it through a node of its own, which counts once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from clew.model.ownership import ALL, NOTHING, UNTOLD, Band, Interest, Problem, Stake, Sure
from clew.ownership.network import Network, chained
from clew.pack.ownership import OwnershipRules

JOINT = "joint:"
"""How the id of joint holders begins; no source has that name."""
_HALF = Fraction(1, 2)
_SPOKEN = 5
"""Names in one sentence."""
_LONGEST = 40
"""Digits of a share; a number that is far larger or smaller is no share, and would be slow to compute with."""
_SUMS_UP = ("IndirectOwnership", "indirect", "unknown-indirect", "IS_ULTIMATELY_CONSOLIDATED_BY")
"""Schema, level and relation of a record that sums up a chain of others."""
_ENDS_WORDS = {"owner": "owner", "asset": "company", "owner,asset": "two ends"}


class _Read(Struct, frozen=True):
    """A record with its figures: None is not told."""

    interest: Interest
    share: Band | None
    votes: Band | None
    control: Sure
    sums_up: bool


def read_network(interests: Iterable[Interest], rules: OwnershipRules) -> tuple[Network, tuple[Problem, ...]]:
    """The stakes of all records, and what is wrong with the records.

    Args:
        interests: those that held on one day, in any order; those that end before they begin are told and left out.
        rules: which words of a source state control, and which interests are held jointly.
    """
    kept, problems = [], list[Problem]()
    for one in sorted(set(interests), key=lambda row: row.interest_id):
        problems += _odd_ends(one)
        if one.valid_to and one.valid_to < one.valid_from:
            problems.append(_backwards(one))
        else:
            kept.append(_read(one, rules, problems))
    shared, joint = _joint(kept, rules)
    stakes = _stakes([*shared, *joint], problems)
    complete = frozenset(stake.owner for stake in stakes if stake.owner.startswith(JOINT))
    network = Network(_told_apart(stakes), complete)
    return network, (
        *problems,
        *_over(network),
        *map(_loop, (group for group in network.loops if len(group) > 1 and not network.closed.issuperset(group))),
        *_closed(network),
    )


def _odd_ends(one: Interest) -> list[Problem]:
    """A record of a company that owns itself, or of an end that no source describes."""
    found = []
    if one.owner == one.asset:
        what = "{0} is on record as an owner of itself; what it holds of itself belongs to its other owners"
        found.append(Problem("self", what, (one.owner,), (one.interest_id,)))
    if one.missing:
        what = f"a record of {{0}} and {{1}} names an {_ENDS_WORDS[one.missing]} that no loaded source describes"
        what = what.replace("an company", "a company").replace("an two ends", "two ends")
        found.append(Problem("missing", what, (one.owner, one.asset), (one.interest_id,)))
    return found


def _backwards(one: Interest) -> Problem:
    what = f"the stake of {{0}} in {{1}} ends on {one.valid_to}, before it begins on {one.valid_from}; it is not used"
    return Problem("dates", what, (one.owner, one.asset), (one.interest_id,))


def _read(one: Interest, rules: OwnershipRules, problems: list[Problem]) -> _Read:
    """The figures of a record."""
    share = _band(one, "share", (one.share_low, one.share_high), problems)
    votes = _band(one, "votes", (one.votes_low, one.votes_high), problems)
    sums_up = bool({one.schema, one.level.casefold(), one.relation} & set(_SUMS_UP))
    return _Read(one, share if one.schema != "Control" else None, votes, _stated(one, share, rules), sums_up)


def _stated(one: Interest, share: Band | None, rules: OwnershipRules) -> Sure:
    """What a record states of control in words: a subsidiary is controlled, unless its stated share leaves that open."""
    said = Sure(rules.control(one.kind)) if one.kind else Sure.NO
    if one.role != "subsidiary":
        return said
    return Sure.YES if share is None or share.low > _HALF or said is Sure.YES else Sure.POSSIBLE


def _band(one: Interest, what: str, ends: tuple[str, str], problems: list[Problem]) -> Band | None:
    """Both ends of a figure; a missing lower end is nothing, a missing upper one is all."""
    if ends == ("", ""):
        return None
    low, high = _fraction(ends[0] or "0"), _fraction(ends[1] or "1")
    if low is not None and high is not None and NOTHING <= low <= high <= ALL:
        return Band(low, high)
    written = " to ".join(_percent(end) for end in dict.fromkeys(filter(None, ends)))
    told = f"the {what} of {{0}} in {{1}} is written as {written}, which is no part of a whole; it counts as unknown"
    problems.append(Problem("share", told, (one.owner, one.asset), (one.interest_id,)))
    return None


def _fraction(text: str) -> Fraction | None:
    """A decimal number exactly; None for any other text, and for one too long to be a share."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return Fraction(value) if value.is_finite() and abs(value.adjusted()) <= _LONGEST and len(text) <= _LONGEST else None


def _percent(text: str) -> str:
    value = _fraction(text)
    return f"“{text}”" if value is None else f"{float(value * 100):g} %"


def _joint(rows: Sequence[_Read], rules: OwnershipRules) -> tuple[list[_Read], list[_Read]]:
    """Records held alone, and those of joint holders, who hold through a node of their own."""
    groups: dict[tuple[object, ...], list[_Read]] = defaultdict(list)
    for row in rows:
        groups[_joint_key(row.interest, rules)].append(row)
    alone, through = [], []
    for key, found in groups.items():
        owners = sorted({row.interest.owner for row in found})
        if not key or len(owners) == 1:
            alone += found
            continue
        node = JOINT + "|".join((found[0].interest.asset, *owners))
        through += [replace(row, interest=replace(row.interest, asset=node), share=None, votes=None, control=Sure.NO) for row in found]
        first = min(found, key=lambda row: row.interest.interest_id)
        through.append(replace(first, interest=replace(first.interest, owner=node)))
    return alone, through


def _joint_key(one: Interest, rules: OwnershipRules) -> tuple[object, ...]:
    """What the joint holders of one interest have in common; () for an interest held alone."""
    if not one.joint and not rules.joint(one.kind):
        return ()
    figures = (one.share_low, one.share_high, one.votes_low, one.votes_high)
    return (one.dataset, one.asset, one.schema, one.joint or one.kind, figures)


def _stakes(rows: Iterable[_Read], problems: list[Problem]) -> list[Stake]:
    """One stake for each owner and asset, sorted."""
    pairs: dict[tuple[str, str], list[_Read]] = defaultdict(list)
    for row in rows:
        pairs[row.interest.owner, row.interest.asset].append(row)
    return [_stake(pair, pairs[pair], problems) for pair in sorted(pairs)]


def _stake(pair: tuple[str, str], rows: Sequence[_Read], problems: list[Problem]) -> Stake:
    """What all records of one owner and one asset say together."""
    ids = tuple(sorted(row.interest.interest_id for row in rows))
    direct = [row for row in rows if not row.sums_up]
    used = direct or rows
    owning = [row for row in used if row.interest.schema != "Control"]
    share = _together(pair, "shares", [(row, row.share) for row in owning], problems)
    votes = _together(pair, "votes", [(row, row.votes) for row in used], problems)
    control = max((row.control for row in rows), key=(Sure.NO, Sure.POSSIBLE, Sure.YES).index)
    return Stake(*pair, share or (UNTOLD if owning else Band(NOTHING, NOTHING)), votes, control, bool(direct), ids)


def _together(pair: tuple[str, str], what: str, told: Sequence[tuple[_Read, Band | None]], problems: list[Problem]) -> Band | None:
    """The figure on which all sources agree; None where nothing is told."""
    by_source: dict[str, list[tuple[Interest, Band]]] = defaultdict(list)
    for row, band in told:
        if band is not None:
            by_source[row.interest.dataset].append((row.interest, band))
    said = [_of_source(by_source[dataset]) for dataset in sorted(by_source)]
    if not said:
        return None
    low, high = max(band.low for band in said), min(band.high for band in said)
    if low <= high:
        return Band(low, high)
    sources = ", ".join(sorted(by_source))
    sentence = f"{sources} do not agree on the {what} of {{0}} in {{1}}; the figure spans what they say"
    problems.append(Problem("disagree", sentence, pair, tuple(sorted(row.interest.interest_id for row, band in told if band))))
    return Band(min(band.low for band in said), max(band.high for band in said))


def _of_source(told: Sequence[tuple[Interest, Band]]) -> Band:
    """What one source says: its newest word on the whole, with the parts that it names one by one."""
    whole = [(one.stated_on, band) for one, band in told if not one.kind]
    newest = max((day for day, _ in whole), default="")
    bands = {band for day, band in whole if day == newest} | set[Band]()
    parts = [band for one, band in told if one.kind]
    if not parts and len(bands) == 1:
        return bands.pop()
    every = [*bands, *parts]
    return Band(max(band.low for band in every), min(ALL, sum((band.high for band in every), NOTHING)))


def _told_apart(stakes: Sequence[Stake]) -> tuple[Stake, ...]:
    """A record that sums up a chain is added only where no chain of other records leads from its owner to its asset."""
    below: dict[str, list[str]] = defaultdict(list)
    for stake in stakes:
        if stake.adds:
            below[stake.owner].append(stake.asset)
    return tuple(stake if stake.adds else replace(stake, adds=not chained(below, stake.owner, stake.asset)) for stake in stakes)


def _loop(group: Sequence[str]) -> Problem:
    """Companies that own one another: no error, but a reader wants to know."""
    return Problem("loop", f"{_named(group)} own one another: shares around the loop are solved as equations", tuple(group))


def _closed(network: Network) -> list[Problem]:
    """Loops without an owner outside."""
    groups = [group for group in network.loops if network.closed.issuperset(group)]
    sentence = "{} hold all of one another, and no owner outside is on record: their economic shares are not solved"
    return [Problem("closed", sentence.format(_named(group)), tuple(group)) for group in groups]


def _named(group: Sequence[str]) -> str:
    """Places of names, for as many as a sentence bears."""
    shown = [f"{{{at}}}" for at in range(min(len(group), _SPOKEN))]
    rest = len(group) - len(shown)
    return f"{', '.join(shown)} and {rest} more" if rest else " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _over(network: Network) -> list[Problem]:
    """Companies whose owners hold more than all of them together, in shares or in votes: an error of the data, which is not normalised."""
    found = []
    for asset, stakes in network.above.items():
        for what, lows in (
            ("", [stake.share.low for stake in stakes if stake.adds]),
            ("of the votes ", [stake.votes.low for stake in stakes if stake.adds and stake.votes]),
        ):
            total = sum(lows, NOTHING)
            if total > ALL and (not what or asset not in network.over):
                sentence = f"the owners of {{0}} are on record with {float(total * 100):g} % {what}together; nothing was scaled down"
                ids = tuple(sorted({one for stake in stakes for one in stake.interests}))
                found.append(Problem("over", sentence, (asset,), ids))
    return found
