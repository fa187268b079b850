"""Own: who owns a company and what it owns, as economic share, as control, and under the lists' rules on ownership."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from clew.assess.coverage import left_out
from clew.model.owned import Line, ListRule, Owned, Record, RuleAnswer
from clew.model.ownership import NOTHING, Covered, Economic, Grip, Interest, Problem, Sure
from clew.ownership.chains import chains
from clew.ownership.control import controlled
from clew.ownership.covered import covered
from clew.ownership.economic import economic_shares, returned
from clew.ownership.network import Network
from clew.ownership.stakes import read_network
from clew.pack.ownership import OwnershipRule, OwnershipRules, load_ownership_rules
from clew.work.clocks import Clocks
from clew.work.company import organisations
from clew.work.owners import read_told
from clew.work.owning import Around, around, load_records
from clew.work.pinning import Pinned, pinned
from clew.work.release import Release
from clew.work.stores import Progress, Stores, silent

_SHOWN = 12
"""Chains that are kept for each line, and organisations of a like name."""
_LINES = 300
"""Owners, and holdings, that an answer holds: the nearest owners, and the largest holdings."""
_NO_SHARE = Economic(None, "no share is on record")


class Sides(Struct, frozen=True):
    """Which sides are asked for: owners (`up`), holdings (`down`)."""

    up: bool = True
    down: bool = True


def own(stores: Stores, name: str, clocks: Clocks, sides: Sides, progress: Progress = silent) -> Owned:
    """What the records say of the owners and the holdings of the organisation that is named.

    Raises:
        NotFoundError: no source speaks of it.
        PackError: the pack on ownership is malformed.
    """
    rules = load_ownership_rules()
    with pinned(stores, clocks, progress) as held:
        found = organisations(held.engine, held.release, name)
        load_records(stores, held, progress)
        seen = around(held.engine, found[0][0], clocks.as_of, up=sides.up, down=sides.down)
        progress("Following owners and holdings")
        return _answer(held, found, seen, rules, sides)


def _answer(held: Pinned, found: Sequence[tuple[str, str, str]], seen: Around, rules: OwnershipRules, sides: Sides) -> Owned:
    """The three answers, and what they rest on."""
    company, release = found[0][0], held.release
    network, problems = read_network(seen.held, rules)
    owners, above = _owners(company, network) if sides.up else ((), 0)
    holdings, below = _holdings(company, network) if sides.down else ((), 0)
    lines = (*owners, *holdings)
    answers = tuple(_rule_answers(company, seen, network, rules, release))
    near = _near(company, lines, answers)
    records = _records(seen, network, near)
    told = read_told(held.engine, release, company, _parties(company, near, records), [record.interest for record in records])
    return Owned(
        entity_id=company,
        parties=told.parties,
        as_of=release.as_of,
        known=release.known,
        up=sides.up,
        down=sides.down,
        owners=owners,
        holdings=holdings,
        more=(above, below),
        rules=answers,
        unassessed=tuple(rule.title for rule in rules.rules if rule.id not in {one.rule.id for one in answers}),
        records=told.cited(records),
        problems=_bearing(problems, near, seen),
        declared=told.declared,
        sources=_sources(release, seen.datasets),
        searched=_sources(release),
        left_out=left_out(release.omitted, release.snapshots),
        others=tuple((one[0], one[1]) for one in found[1 : _SHOWN + 1]),
    )


def _owners(company: str, network: Network) -> tuple[tuple[Line, ...], int]:
    """The nearest owners above a company, the largest first, and how many further ones there are."""
    above = network.within({company, *network.owners_of(company)})
    found = [one for one in _nearest(company, above) if one not in network.complete]
    lines = []
    for owner in found[:_LINES]:
        shares = economic_shares(owner, above)
        line = _line(owner, (owner, company), above, shares.get(company), controlled(owner, above).get(company))
        lines.append(replace(line, own=returned(owner, above, shares)))
    return tuple(sorted(lines, key=_largest)), len(found[_LINES:])


def _holdings(company: str, network: Network) -> tuple[tuple[Line, ...], int]:
    """What stands below a company, the largest first, and how much more of it there is."""
    shares, grips = economic_shares(company, network), controlled(company, network)
    below = network.holdings_of(company) - {company} - network.complete
    bare = [Line(one, shares.get(one, _NO_SHARE), (), True, None, grips.get(one), direct=False) for one in below]  # noqa: FBT003 - no chains yet
    largest = sorted(bare, key=_largest)
    lines = [_line(one.party, (company, one.party), network, shares.get(one.party), one.grip) for one in largest[:_LINES]]
    return tuple(lines), len(largest[_LINES:])


def _nearest(company: str, network: Network) -> list[str]:
    """Owners above a company by their distance; the company itself is none."""
    found, layer = {company: 0}, [company]
    while layer:
        layer = sorted({stake.owner for one in layer for stake in network.above.get(one, ())} - set(found))
        found |= {one: len(found) for one in layer}
    return list(found)[1:]


def _line(party: str, ends: tuple[str, str], network: Network, share: Economic | None, grip: Grip | None) -> Line:
    """One owner, or one holding, with its chains."""
    owner, asset = ends
    ways = chains(owner, asset, network, _SHOWN)
    direct = any(stake.asset == asset for stake in network.below.get(owner, ()))
    return Line(party, share or _NO_SHARE, ways.shown, ways.whole, None, grip, direct)


def _largest(line: Line) -> tuple[object, ...]:
    share = line.economic.share
    control = line.grip.sure is Sure.YES if line.grip else False
    return (-(share.low if share else NOTHING), -(share.high if share else NOTHING), not control, line.party)


def _rule_answers(company: str, seen: Around, network: Network, rules: OwnershipRules, release: Release) -> Iterable[RuleAnswer]:
    """What each rule says, of those that go by a list that is loaded."""
    loaded = {one.version.dataset for one in release.snapshots}
    below = network.holdings_of(company) - {company}
    for rule in rules.rules:
        lists = tuple(one for one in rule.lists if one.partition(":")[0] in loaded)
        if not lists:
            continue
        listed = {node for node, dataset, sublist in seen.listed if rule.covers_list(dataset, sublist)}
        found = _by_rule(rule, listed, network)
        holdings = tuple((one, found[one]) for one in sorted(below) if one in found and found[one].sure is not Sure.NO)
        yield RuleAnswer(_stood(rule, rules, lists, release.as_of), found.get(company), holdings)


def _by_rule(rule: OwnershipRule, listed: set[str], network: Network) -> Mapping[str, Covered]:
    """Whom a rule covers; a list of names alone covers those whom it names."""
    if rule.counts == "named only":
        return covered(listed, Network(()), rule.reached)
    return covered(listed, network, rule.reached, together=rule.together)


def _stood(rule: OwnershipRule, rules: OwnershipRules, lists: tuple[str, ...], as_of: str) -> ListRule:
    """A rule as it stood on a day."""
    period = rules.on(rule, as_of)
    words = (rule.id, rule.title, rule.counts, rule.percent, rule.why, rule.note)
    if period is None:
        return ListRule(*words, "not in force", "", "", "", "", lists)
    return ListRule(*words, period.status, period.source, period.target, period.citation, period.url, lists)


def _near(company: str, lines: Iterable[Line], answers: Iterable[RuleAnswer]) -> set[str]:
    """Everybody who stands in an answer."""
    found = {company}
    for line in lines:
        stakes = [stake for chain in line.chains for stake in chain.stakes] + list(line.grip.by if line.grip else ())
        found |= {line.party, *(end for stake in stakes for end in (stake.owner, stake.asset))}
    for answer in answers:
        counted = [one for one in (answer.company, *(covered for _, covered in answer.holdings)) if one]
        found |= {stake.owner for one in counted for stake in one.by}
    return found


def _parties(company: str, near: Iterable[str], records: Iterable[Record]) -> set[str]:
    ends = {end for one in records for end in (one.interest.owner, one.interest.asset)}
    return {company, *near, *ends}


def _records(seen: Around, network: Network, near: set[str]) -> tuple[Record, ...]:
    """The records of everybody who stands in an answer, and those of the company that did not hold."""
    adds = {one for stake in network.stakes if stake.adds for one in stake.interests}
    held = [Record(one, _state(one), one.interest_id in adds, ()) for one in seen.held if {one.owner, one.asset} <= near]
    return (*held, *(Record(one, state, False, ()) for one, state in seen.gone))  # noqa: FBT003 - what does not hold is not added


def _state(one: Interest) -> str:
    return "backwards" if one.valid_to and one.valid_to < one.valid_from else "held"


def _bearing(problems: Sequence[Problem], near: set[str], seen: Around) -> tuple[Problem, ...]:
    """Problems of those who stand in an answer, and that not everything was followed."""
    found = tuple(one for one in problems if near.intersection(one.about))
    if seen.whole:
        return found
    return (*found, Problem("cut", "there are more owners and holdings than are followed: the farthest are left out", ()))


def _sources(release: Release, showing: frozenset[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Sources with their days: all, or those that have records of ownership or are able to."""
    return tuple(
        (one.version.dataset, one.version.published)
        for one in release.snapshots
        if showing is None or one.version.dataset in showing or "ownership" in one.card.shows
    )
