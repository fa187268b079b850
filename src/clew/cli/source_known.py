"""`clew source known`."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json
from clew.cli.source_words import side_by_side
from clew.render.terminal import words
from clew.values.plain import asdict
from clew.work.sourcebook import Known, known_sources
from clew.workspace import open_workspace


def known(json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """List every source that clew can read, with the layouts of its files and where to get them."""
    with open_workspace(workspace) as stores:
        found = known_sources(stores)
    if json:
        print_json({"sources": [asdict(one) for one in found]})
        return
    console().print(known_view(found), crop=False)


def known_view(found: Sequence[Known]) -> RenderableType:
    """Every source that can be read: its layouts, and its address, which is never broken."""
    parts: list[RenderableType] = []
    for one in found:
        parts.append(Text.assemble((one.dataset, "bold"), "  ", words(one.title)))
        parts.append(side_by_side([("", form) for form in one.forms]))
        parts.append(Text(f"  {one.url or one.home}", no_wrap=True, overflow="ignore"))
    return Group(*parts)
