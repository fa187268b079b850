"""What a build made: the table on the terminal, and the JSON contract `clew.build/1`."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from clew.model.building import Built
from clew.render.terminal import words

CONTRACT = "clew.build/1"
_EMPTY = "There is nothing to build yet: no source is in force. Begin with: clew source add FILE"


def build_document(built: Built) -> dict[str, Any]:
    """The build as JSON; `kept` says that a stage was there already."""
    return {
        "contract": CONTRACT,
        "engine": built.engine,
        "as_of": built.as_of,
        "known": built.known,
        "sources": built.sources,
        "claims": built.claims,
        "seconds": round(built.seconds, 3),
        "stages": [
            {
                "name": one.name,
                "key": one.key,
                "kept": one.kept,
                "seconds": round(one.seconds, 3),
                "tables": [table._asdict() for table in one.tables],
            }
            for one in built.stages
        ],
    }


def build_view(built: Built) -> RenderableType:
    """The stages as a table, and what became of them."""
    if not built.sources:
        return words(_EMPTY, "bold")
    table = Table("stage", "table", box=None)
    table.add_column("rows", justify="right")
    table.add_column("seconds", justify="right")
    for stage in built.stages:
        for place, made in enumerate(stage.tables):
            took = "was there" if stage.kept else f"{stage.seconds:,.1f}"
            table.add_row("" if place else stage.name, made.name, f"{made.rows:,}", "" if place else took)
    return Group(words(_head(built), "bold"), table, words("Screenings as of the same day find them.", "dim"))


def _head(built: Built) -> str:
    """What was built, from what, on what."""
    read = f"{built.claims:,} claims of {built.sources:,} {'source' if built.sources == 1 else 'sources'}"
    made = sum(not one.kept for one in built.stages)
    if not made:
        return f"All stages were there already, as of {built.as_of}, from {read}."
    return f"Built as of {built.as_of} on {built.engine}, from {read}, in {built.seconds:,.1f} s."
