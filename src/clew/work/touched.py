"""Which holdings a change of the sources touches: the portfolio screened last, against what was in force before and what is now."""

import re
from collections.abc import Mapping

from msgspec import Struct

from clew.errors import InputError, NotFoundError
from clew.model.screening import Finding, Screening
from clew.model.watching import Possible, Touch, Touched
from clew.pack.wording import load_word_rules
from clew.report.changes import prop_words
from clew.report.wording import refuse_unfair
from clew.work.clocks import Clocks
from clew.work.release import policy_of
from clew.work.rollup import last_basket
from clew.work.screen import View, screen_basket
from clew.work.stores import Progress, Stores, silent


class Force(Struct, frozen=True):
    """What was in force: dataset → snapshot id, and the day by which marks and corrections of sources were known."""

    heads: Mapping[str, str]
    known: str


_KINDS = ("new", "gone", "altered")
_SECTIONS = ("findings", "historical", "restrictions", "affiliations")


def touched(stores: Stores, before: Force, after: Force, as_of: str, progress: Progress = silent) -> Touched | None:
    """What became of the findings of the portfolio that was screened last; None where none was.

    Both screenings look at the same day in the world, `as_of`, and by the same policy: what a source changed is told, and nothing else.

    Raises:
        RefusedError: a generated text says what may not be said.
    """
    try:
        basket = last_basket(stores)
    except (NotFoundError, InputError) as error:  # what changed is told all the same, and that this was not
        return Touched("", (), 0, unseen="; ".join(str(fault) for fault in error.faults))
    if basket is None:
        return None
    policy = policy_of(stores.ledger.policies.in_force(after.known))
    progress("Screening the portfolio against what was in force before")
    old = screen_basket(stores, basket, View(Clocks(as_of, before.known), heads=before.heads, policy=policy))
    progress("Screening it against what is in force now")
    new = screen_basket(stores, basket, View(Clocks(as_of, after.known), heads=after.heads, policy=policy))
    for one in (old, new):
        refuse_unfair(one, load_word_rules())
    return compared(old, new)


def compared(old: Screening, new: Screening) -> Touched:
    """The findings of two screenings of one portfolio, side by side."""
    was, now = _by_id(old), _by_id(new)
    touches = [_touch("new", None, now[key]) for key in now.keys() - was.keys()]
    touches += [_touch("gone", was[key], None) for key in was.keys() - now.keys()]
    both = [(was[key], now[key]) for key in was.keys() & now.keys()]
    touches += [_touch("altered", before, after) for before, after in both if _said(before) != _said(after)]
    ordered = sorted(touches, key=lambda one: (_KINDS.index(one.kind), one.row, one.indicator, one.finding_id))
    unchanged = sum(_said(before) == _said(after) for before, after in both)
    return Touched(new.portfolio_name, tuple(ordered), unchanged, _possible(old, new))


def _possible(old: Screening, new: Screening) -> tuple[Possible, ...]:
    """Rows that resemble an entity now, and did not before."""
    was = {(one.holding.row, one.entity_id) for one in old.candidates}
    found = [one for one in new.candidates if one.entity_id and (one.holding.row, one.entity_id) not in was]
    return tuple(Possible(one.holding.row, one.holding.name, one.entity_name, one.source, one.command, one.export) for one in found)


def _by_id(result: Screening) -> dict[str, Finding]:
    """Every finding of a screening; of several ways to one issuer, the first."""
    found: dict[str, Finding] = {}
    for section in _SECTIONS:
        for finding in getattr(result, section):
            found.setdefault(f"{finding.id} {finding.holding.row} {'/'.join(finding.holding.way)}", finding)
    return found


def _said(finding: Finding) -> tuple[object, ...]:
    """What a reader would call the finding: a renewed version of a list alone alters nothing."""
    claims = frozenset((claim.prop, _plain(claim.value)) for claim in finding.claims)
    path = tuple((link.kind, link.target.entity_id, link.figure) for link in finding.path)
    return finding.state, finding.section, finding.involvement, finding.level, path, claims


def _plain(value: str) -> str:
    """A value without what is no change: a full stop that a publisher left out, a capital."""
    return re.sub(r"[\W_]+", "", value.casefold())


def _touch(kind: str, before: Finding | None, after: Finding | None) -> Touch:
    """One finding that is new, gone or altered."""
    one = after or before
    if one is None:
        raise ValueError("a finding was, or is")
    return Touch(
        kind=kind,
        finding_id=one.id,
        row=one.holding.row,
        holding=one.holding.name,
        company=one.company,
        section=one.section.value,
        indicator=f"{one.indicator.code} {one.indicator.title}",
        before=before.sentence if before else "",
        after=after.sentence if after else "",
        what=_what(before, after) if before and after else "",
        sources=tuple(sorted({claim.source for finding in (before, after) if finding for claim in finding.claims})),
        export=not any(finding.closed for finding in (before, after) if finding),
    )


def _what(before: Finding, after: Finding) -> str:
    """What is altered, in words."""
    told = (
        [] if before.state == after.state else [f"state of what it rests on: {before.state or 'as it was'} → {after.state or 'as it was'}"]
    )
    if before.section is not after.section:
        told.append(f"section: {before.section.value} → {after.section.value}")
    if before.involvement != after.involvement:
        told.append(f"proposed involvement: {before.involvement or 'none'} → {after.involvement or 'none'}")
    if before.level is not after.level:
        told.append(f"wording: {before.level.value} → {after.level.value}")
    old, new = ({(claim.prop, _plain(claim.value)): claim.value for claim in finding.claims} for finding in (before, after))
    told += [f"{prop_words(prop)} no longer: {old[prop, key]}" for prop, key in sorted(old.keys() - new.keys())]
    told += [f"{prop_words(prop)} now: {new[prop, key]}" for prop, key in sorted(new.keys() - old.keys())]
    return "; ".join(told) or "another path"
