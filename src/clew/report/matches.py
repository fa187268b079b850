"""Possible matches: the list, one pair side by side, and the JSON contract `clew.matches/1`."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from clew.assess.findings import percent
from clew.model.matching import HeldLine, Pair, Review
from clew.model.screening import Section
from clew.render.terminal import words
from clew.report.json import finding_value, fraction
from clew.values.plain import asdict

CONTRACT = "clew.matches/1"
EMPTY = "No possible match is waiting for a person."
NOTHING_KEPT = "Nothing is kept yet whose names could be looked at. Begin with: clew screen FILE"
_SHOWN = 40
"""Pairs on the terminal; JSON has all."""
_NAMED = 6
"""Names, identifiers or lines of one side that are shown; the rest is counted."""
_HOW = {
    "name": "one name, once legal forms are left out",
    "name cut short": "the holding's name looks cut short; the other begins with it",
    "name nearly": "names that a search among all sources found near each other",
    "proposed": "one person's judgement, whatever the names say",
}
"""In what the two agree, where the plan's own words are not enough."""
_UNCONFIRMED = "No identifier bears the pair out: an accept counts once a second person confirms it."


def matches_document(review: Review) -> dict[str, Any]:
    """The possible matches as JSON; weights and likelihoods are fractions, null is unknown."""
    return {
        "contract": CONTRACT,
        "as_of": review.as_of,
        "known": review.known,
        "portfolios": list(review.portfolios),
        "skipped": list(review.skipped),
        "pairs": [_value(pair) for pair in review.pairs],
        "inputs": [asdict(one) for one in review.inputs],
        "chain_head": review.chain_head,
    }


def matches_view(review: Review) -> RenderableType:
    """The possible matches as a list, those first whose answer changes most."""
    told = [words(f"Not looked at: {one}", "yellow") for one in review.skipped]
    if not review.pairs:
        return Group(words(EMPTY if review.portfolios else NOTHING_KEPT, "bold"), *told)
    count, over = len(review.pairs), len(review.pairs) - _SHOWN
    head = f"{count:,} possible {'match' if count == 1 else 'matches'}, those first whose answer changes most findings."
    more = [words(f"{over:,} more: print them with --json.", "dim")] if over > 0 else []
    step = "Judge one: clew match accept KEY ENTITY --why …, or reject, or relate; in a terminal this command asks pair by pair."
    return Group(words(head, "bold"), matches_table(review.pairs[:_SHOWN]), *more, words(step, "dim"), *told)


def matches_table(pairs: Sequence[Pair]) -> Table:
    """Pairs as a table, one a row."""
    table = Table("holding", "may be", "alike", "an accept brings", "state", box=None, padding=(0, 2, 0, 0))
    for pair in pairs:
        table.add_row(
            words(f"{_first(pair.names)}\n{pair.subject}"),
            words(f"{pair.entity}\n{pair.entity_id}"),
            "" if pair.likeness is None else f"{pair.likeness.score:.2f}",
            words(brings(pair)),
            words(state(pair)),
        )
    return table


def pair_view(pair: Pair, place: str = "") -> RenderableType:
    """One pair side by side, with the reasons and what an accept changes.

    Args:
        pair: the pair.
        place: where it stands among others, such as "3 of 12".
    """
    sides = Table("", "holding", "may be", box=None, padding=(0, 2, 0, 0), expand=True)
    sides.columns[1].ratio = sides.columns[2].ratio = 1
    sides.add_row("names", words(_several(pair.names)), words(_several(_names(pair))))
    sides.add_row("numbers", words(_numbers(pair.identifiers)), words(_numbers(pair.entity_identifiers)))
    sides.add_row("where", words(_several([_line(line) for line in pair.lines])), words(f"{pair.entity_id}\n{', '.join(pair.sources)}"))
    return Group(words(f"\n{place}".rstrip(), "bold"), sides, *(words(text) for text in _reasons(pair)))


def brings(pair: Pair) -> str:
    """What an accept brings, in a few words."""
    if not pair.brings:
        return "no finding"
    count = len(pair.brings) * len(pair.lines)
    ranked = sum(one.section is Section.FINDING for one in pair.brings) * len(pair.lines)
    kinds = "" if ranked == count else f", {ranked:,} of them ranked" if ranked else ", not ranked"
    return f"{count:,} {'finding' if count == 1 else 'findings'}{kinds}: {pair.brings[0].indicator.code} {pair.brings[0].indicator.title}"


def state(pair: Pair) -> str:
    """Whether somebody accepted it, and whether a second person is needed."""
    if pair.proposal is not None:
        return f"accepted by {pair.proposal.by}; confirm it: clew match confirm {pair.proposal.number}"
    return "needs two persons" if pair.second else ""


def _reasons(pair: Pair) -> Iterator[str]:
    """What speaks for the pair, what an accept changes, and who has spoken."""
    yield f"Agree in: {_HOW.get(pair.how, pair.how)}."
    if pair.likeness is not None:
        one = pair.likeness
        yield f"Names: {one.verdict}, likelihood {one.score:.2f}: {one.why} (“{one.ours}”, “{one.theirs}”)"
    yield f"An accept brings {brings(pair)}."
    if pair.brings:
        yield f"Gravest: {pair.brings[0].sentence}"
    if pair.proposal is not None:
        yield f"Accepted by {pair.proposal.by} on {pair.proposal.at[:10]}: {pair.proposal.why}. To accept is to confirm it."
    elif pair.second:
        yield _UNCONFIRMED


def _names(pair: Pair) -> list[str]:
    """Each name of the entity with the sources that give it."""
    given: dict[str, list[str]] = {}
    for one in pair.entity_names:
        given.setdefault(one.name, []).append(one.source)
    return [f"{name} ({', '.join(dict.fromkeys(sources))})" for name, sources in given.items()]


def _several(texts: Sequence[str]) -> str:
    """Texts below each other; the first of them, and how many more there are."""
    over = len(texts) - _NAMED
    return "\n".join((*texts[:_NAMED], *([f"and {over:,} more"] if over > 0 else [])))


def _numbers(identifiers: Sequence[tuple[str, str]]) -> str:
    """Identifiers below each other."""
    return _several([f"{kind.upper()} {value}" for kind, value in identifiers]) or "none"


def _line(line: HeldLine) -> str:
    """Where a row lies, and how much it weighs."""
    via = f" through {' → '.join(line.via)}" if line.via else ""
    return f"{line.portfolio}, row {line.row}{via}{_weight(line.weight)}"


def _weight(weight: Decimal | None) -> str:
    """A weight, where it is known."""
    return "" if weight is None else f": {percent(weight)}"


def _first(names: Sequence[str]) -> str:
    """The first name, and how many more there are."""
    return names[0] if len(names) == 1 else f"{names[0]} (and {len(names) - 1} more spellings)"


def _value(pair: Pair) -> dict[str, Any]:
    """One pair as the contract has it."""
    return {
        "subject": pair.subject,
        "entity_id": pair.entity_id,
        "how": pair.how,
        "holding": {
            "names": list(pair.names),
            "identifiers": _identifiers(pair.identifiers),
            "weight": fraction(pair.weight),
            "lines": [{**asdict(line), "via": list(line.via), "weight": fraction(line.weight)} for line in pair.lines],
        },
        "entity": {
            "name": pair.entity,
            "name_zh": pair.entity_zh,
            "names": [asdict(one) for one in pair.entity_names],
            "identifiers": _identifiers(pair.entity_identifiers),
            "sources": list(pair.sources),
        },
        "likeness": None if pair.likeness is None else asdict(pair.likeness),
        "brings": {
            "findings": len(pair.brings) * len(pair.lines),
            "ranked": sum(one.section is Section.FINDING for one in pair.brings) * len(pair.lines),
            "each": [finding_value(one) for one in pair.brings],
        },
        "second_person": pair.second,
        "proposal": None if pair.proposal is None else asdict(pair.proposal),
    }


def _identifiers(identifiers: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Identifiers as JSON; one kind may have several values."""
    return [{"kind": kind, "value": value} for kind, value in identifiers]
