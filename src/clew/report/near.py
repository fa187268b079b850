"""Near names: the list on the terminal, and the JSON contract `clew.near/1`."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from clew.model.matching import Found, Near
from clew.render.terminal import words
from clew.values.plain import asdict

CONTRACT = "clew.near/1"
_SHOWN = 40
"""Pairs on the terminal; JSON has all."""
_NOTHING_KEPT = "Nothing is kept yet whose names could be looked for. Name a file: clew match find FILE"


def near_document(found: Found) -> dict[str, Any]:
    """The near names as JSON; a score is a likelihood from 0 to 1."""
    return {
        "contract": CONTRACT,
        "as_of": found.as_of,
        "known": found.known,
        "portfolios": list(found.portfolios),
        "skipped": list(found.skipped),
        "asked": found.asked,
        "among": found.among,
        "above": found.above,
        "near": [asdict(one) for one in found.near],
        "inputs": [asdict(one) for one in found.inputs],
        "chain_head": found.chain_head,
    }


def near_view(found: Found) -> RenderableType:
    """The near names as a list, those first from which a thread leads to evidence."""
    told = [words(f"Not looked at: {one}", "yellow") for one in found.skipped]
    if not found.portfolios:
        return Group(words(_NOTHING_KEPT, "bold"), *told)
    looked = f"{found.asked:,} {'name' if found.asked == 1 else 'names'} that nothing resolved, among {found.among:,} of all sources"
    if not found.near:
        return Group(words(f"No name comes near. Looked for were {looked}.", "bold"), *told)
    leading, count = [one for one in found.near if one.leads], len(found.near)
    shown = leading or found.near
    head = f"{count:,} near {'name' if count == 1 else 'names'}, from a likelihood of {found.above:g}. Looked for were {looked}."
    return Group(
        words(head, "bold"),
        words(_kept(len(leading), count)),
        _table(shown[:_SHOWN]),
        *([words(f"{count - len(shown[:_SHOWN]):,} more: print them with --json.", "dim")] if count > len(shown[:_SHOWN]) else []),
        *told,
    )


def _kept(leading: int, count: int) -> str:
    """What becomes of the pairs."""
    if not leading:
        return "No thread leads from any of them to evidence, so none waits for a person yet."
    rest = f" From the other {count - leading:,} no thread leads to evidence." if count > leading else ""
    return f"{leading:,} of them {'waits' if leading == 1 else 'wait'} for a person, and none is a finding: clew match review.{rest}"


def _table(near: tuple[Near, ...] | list[Near]) -> Table:
    """Pairs as a table, one a row."""
    table = Table("holding", "may be", "alike", "said by", "leads to", "why", box=None, padding=(0, 2, 0, 0))
    for one in near:
        rows = f" ({one.rows:,} rows)" if one.rows > 1 else ""
        entity = one.name if one.entity == one.name else f"{one.name} ({one.entity})"
        table.add_row(
            words(f"{one.held}{rows}\n{one.subject}"),
            words(f"{entity}\n{one.entity_id}"),
            f"{one.score:.2f}",
            words(f"{one.source}, {one.place}"),
            one.leads or "nothing",
            words(f"{one.verdict}: {one.why}"),
        )
    return table
