"""Coverage: what was searched, how old it is, and what could not be assessed because no source of that kind is loaded."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from clew.assess.findings import percent
from clew.assess.states import Marks, notes
from clew.model.screening import Coverage, LeftOut, Searched
from clew.model.snapshot import Snapshot
from clew.pack.policy import Policy
from clew.values.days import age_in_days

_LINKS = (
    ("ownership", ("owns",)),
    ("supply", ("supplied_by",)),
    ("contracts", ("contract",)),
    ("hosting", ("hosting",)),
    ("partnerships", ("partner",)),
    ("programmes", ("programme",)),
)
"""Kinds of coverage, and the links that would show it."""


class FundsSeen(Struct, frozen=True):
    """Fund lines of the portfolio: how many were opened, how many could not be, and the weight of the latter."""

    opened: int
    unseen: int
    weight: Decimal


class Omitted(Struct, frozen=True):
    """A version of a source that is held and is not searched, and why."""

    snapshot: Snapshot
    why: str


_NONE = Marks()


def searched(snapshots: Sequence[Snapshot], policy: Policy, as_of: str, marks: Marks = _NONE) -> tuple[Searched, ...]:
    """Every source of the release with the age of its state and what became of it; lists that change go stale, reference tables do not."""
    found = []
    for snapshot in snapshots:
        version, card = snapshot.version, snapshot.card
        age = max(0, age_in_days(version.published, as_of))
        stale = card.changes and age > policy.stale_days
        texts = (version.dataset, card.title, card.publisher, version.label, version.published)
        state = notes(marks.of_source(version.dataset, snapshot.snapshot_id))
        found.append(Searched(*texts, age, stale, snapshot.claims, version.source_url or card.home, version.starter, state))
    return tuple(sorted(found, key=lambda one: (not one.stale, -one.age_days, one.source)))


def left_out(omitted: Sequence[Omitted], snapshots: Sequence[Snapshot]) -> tuple[LeftOut, ...]:
    """What is held and not searched, with the version that is searched in its place."""
    used = {one.version.dataset: one.version.label for one in snapshots}
    found = []
    for one in omitted:
        version, card = one.snapshot.version, one.snapshot.card
        instead = f" Version {used[version.dataset]} was searched in its place." if version.dataset in used else ""
        sentence = f"{card.short}, version {version.label}, was left out: {one.why}.{instead}"
        found.append(LeftOut(version.dataset, card.title, card.publisher, version.label, one.why, sentence))
    return tuple(found)


def coverage(
    snapshots: Sequence[Snapshot], links: Mapping[str, int], funds: FundsSeen, template: str, omitted: Sequence[Omitted] = ()
) -> tuple[Coverage, ...]:
    """What was assessed, kind by kind.

    Args:
        snapshots: the release's sources; their cards say what they are able to show.
        links: link kind → number of links that are not historical.
        funds: fund lines opened and not.
        template: the sentence for what was not assessed, with `{kind}`.
        omitted: what is held and not searched; it is named where it would have shown something.
    """
    shows: dict[str, list[str]] = {}
    for snapshot in snapshots:
        for kind in snapshot.card.shows:
            shows.setdefault(kind, []).append(snapshot.version.dataset)
    lists = tuple(sorted(shows.get("listings", ())))
    sentence = (
        f"Listings were assessed on {len(lists)} official lists, to the version named for each."
        if lists
        else f"{template.format(kind='listings')}."
    )
    rows = [Coverage("listings", "yes" if lists else "no", lists, sentence)]
    for kind, names in _LINKS:
        rows.append(_link_coverage(kind, tuple(sorted(shows.get(kind, ()))), sum(links.get(name, 0) for name in names), template))
    used = {snapshot.version.dataset for snapshot in snapshots}
    gone = [one for one in omitted if one.snapshot.version.dataset not in used]
    return (*(_without(row, gone) for row in rows), _fund_coverage(funds))


def _without(row: Coverage, omitted: Sequence[Omitted]) -> Coverage:
    """A kind of coverage, with the sources that were left out and would have shown it."""
    lines = [f" {one.snapshot.card.short} was left out: {one.why}." for one in omitted if row.kind in one.snapshot.card.shows]
    return replace(row, sentence="".join((row.sentence, *lines)))


def _link_coverage(kind: str, sources: tuple[str, ...], count: int, template: str) -> Coverage:
    """One kind of link: a source is loaded, or only single links are known, or nothing is."""
    if sources:
        return Coverage(kind, "yes", sources, f"{kind.capitalize()} was assessed on {', '.join(sources)}.")
    if count:
        return Coverage(
            kind,
            "in part",
            (),
            f"{kind.capitalize()} was assessed in part: {count:,} links that the lists and the crosswalk state; no register is loaded.",
        )
    return Coverage(kind, "no", (), f"{template.format(kind=kind)}.")


def _fund_coverage(funds: FundsSeen) -> Coverage:
    """Funds: opened, or their books not seen."""
    if not funds.opened and not funds.unseen:
        return Coverage("funds", "yes", (), "The file holds no fund lines.")
    if not funds.unseen:
        opened = "The one fund line was opened." if funds.opened == 1 else f"All {funds.opened:,} fund lines were opened."
        return Coverage("funds", "yes", (), opened)
    shut = "1 fund line could not be opened: no book of it" if funds.unseen == 1 else ""
    shut = shut or f"{funds.unseen:,} fund lines could not be opened: no book of theirs"
    opened = "1 was opened" if funds.opened == 1 else f"{funds.opened:,} were opened"
    part = f"{shut} is loaded ({percent(funds.weight)} of the portfolio)"
    return Coverage("funds", "in part" if funds.opened else "no", (), f"{part}; {opened}.")
