"""What another policy would change: one portfolio screened by both, and the findings side by side."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from clew.errors import Fault, NotFoundError
from clew.model.policies import CHANGED, GAINED, LOST, Effect, Moved
from clew.model.screening import Finding, Screening
from clew.pack.policy import Policy
from clew.pack.wording import load_word_rules
from clew.report.wording import refuse_unfair
from clew.work.basket import Basket, basket_of
from clew.work.clocks import Clocks
from clew.work.keeping import Filing, named_key, read_given
from clew.work.rollup import last_basket
from clew.work.screen import View, screen_basket
from clew.work.stores import Progress, Stores, silent
from clew.work.versions import read_version, version_at

_SECTIONS = ("findings", "historical", "restrictions", "affiliations")
_KINDS = (GAINED, LOST, CHANGED)


def policy_effect(
    stores: Stores, target: str, clocks: Clocks, policies: tuple[Policy, Policy], progress: Progress = silent
) -> Effect | None:
    """Screen one portfolio by two policies; None where nothing is named and nothing was screened yet. Neither screening is recorded.

    Args:
        stores: the workspace.
        target: a portfolio that is kept, or a holdings file; "" for what was screened last.
        clocks: as-of and known, the same for both.
        policies: the first and the second.
        progress: told what begins.

    Raises:
        NotFoundError: there is no such portfolio and no such file.
        RefusedError: a generated text says what may not be said.
    """
    basket = _basket(stores, target)
    if basket is None:
        return None
    found: list[Screening] = []
    for policy in policies:
        progress(f"Screening {basket.name} by {policy.id} {policy.version}")
        found.append(screen_basket(stores, basket, View(clocks, policy=policy), progress))
        refuse_unfair(found[-1], load_word_rules())
    moved, unchanged = compared(found[0], found[1])
    return Effect(basket.name, clocks.as_of, clocks.known, moved, unchanged)


def _basket(stores: Stores, target: str) -> Basket | None:
    """What is to be screened."""
    if not target:
        return last_basket(stores)
    if Path(target).is_file():
        return basket_of(read_given(stores, (Path(target),), Filing()))
    if named_key(stores, target) is None:
        mend = "Name a holdings file, or a portfolio that clew portfolio list shows."
        raise NotFoundError(Fault(f"there is no portfolio and no file “{target}”", mend))
    version = version_at(stores, target, "")
    return basket_of(read_version(stores, version), version.name, version.kept.day)


def compared(before: Screening, after: Screening) -> tuple[tuple[Moved, ...], int]:
    """The findings that differ, and how many do not.

    The same evidence of the same indicator for the same holding is one finding, though another state may be met by each policy.
    """
    was, now = _by_key(before), _by_key(after)
    moved, unchanged = [], 0
    for key in {*was, *now}:
        old, new = was.get(key, ()), now.get(key, ())
        for one, other in zip(old, new, strict=False):
            told = _changes(one, other)
            unchanged += not told
            moved += [_moved(CHANGED, other, told)] if told else []
        moved += [_moved(LOST, one) for one in old[len(new) :]]
        moved += [_moved(GAINED, one) for one in new[len(old) :]]
    return tuple(sorted(moved, key=lambda one: (_KINDS.index(one.kind), one.row, one.company, one.indicator, one.sentence))), unchanged


def _by_key(result: Screening) -> Mapping[tuple[object, ...], Sequence[Finding]]:
    """Findings by holding, way, company, indicator and evidence; of several end states, in the order of work."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for section in _SECTIONS:
        for one in getattr(result, section):
            end = one.path[-1].target.entity_id if one.path else ""
            key = (one.holding.member, one.holding.row, one.holding.way, one.entity_id, one.indicator.code, end)
            found.setdefault(key, []).append(one)
    return found


def _changes(before: Finding, after: Finding) -> tuple[tuple[str, str, str], ...]:
    """What is other between two findings on the same evidence."""
    sides = tuple(
        {
            "proposed involvement": one.involvement or "none",
            "reason": one.involvement_reason,
            "score": "–".join(dict.fromkeys(f"{value:.4f}" for value in one.confidence)),
            "section": one.section.value,
            "wording": one.level.value,
            "path": " → ".join(_kinds(one)),
        }
        for one in (before, after)
    )
    return tuple((key, sides[0][key], sides[1][key]) for key in sides[0] if sides[0][key] != sides[1][key])


def _moved(kind: str, one: Finding, changes: tuple[tuple[str, str, str], ...] = ()) -> Moved:
    """A finding as it moved."""
    indicator = f"{one.indicator.code} {one.indicator.title}"
    return Moved(
        kind=kind,
        row=one.holding.row,
        holding=one.holding.name,
        company=one.company,
        indicator=indicator,
        section=one.section.value,
        path=_kinds(one),
        changes=changes,
        sentence=one.sentence,
        export=not one.closed,
    )


def _kinds(one: Finding) -> tuple[str, ...]:
    """The kinds of a path's links."""
    return tuple(link.kind for link in one.path)
