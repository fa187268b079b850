"""Writes the pages of docs/reference that say what the program says of itself: `./run reference`. A test holds them to it."""

import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import typer
import typer.cli

from clew.cli.main import COMMANDS, build
from clew.sources.registry import SOURCES
from clew.sources.starter import starter_sources

FOLDER = Path(__file__).parent / "reference"
VOCABULARY = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))
"""What is borrowed from FollowTheMoney, and what is ours. A schema or property that is in neither stops the page: say what it is."""
NAMES = {"address", "alias", "country", "name", "previousName"}
"""Properties of FollowTheMoney's Thing: of our own schemas too, with the same meaning."""


def cli() -> str:
    """Every command with its arguments and options, as `--help` prints them; each is loaded alone, as the program does."""
    lines = ["# Commands", "", "| command | what it does |", "|---|---|"]
    lines += [f"| [`clew {command.name}`](#clew-{command.name}) | {command.line} |" for command in COMMANDS]
    for command in COMMANDS:
        group = typer.main.get_group(build([command.name]))
        context = typer.Context(group, info_name="clew")
        with context:
            told = typer.cli.get_docs_for_click(
                obj=group.commands[command.name], ctx=context, name=command.name, indent=1, call_prefix="clew"
            )
        lines += ["", told.strip()]
    return "\n".join(lines).replace("```console\n$ ", "```text\n")


def sources() -> str:
    """Every source with what its card and its shipped table say."""
    rows = ["| source | title | publisher | licence | shows | shipped version |", "|---|---|---|---|---|---|"]
    for shipped in starter_sources():
        card = shipped.source.card
        title = f"[{card.title}]({card.home})"
        cells = (f"`{card.dataset}`", title, card.publisher, card.licence, ", ".join(card.shows), shipped.version.label)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    notes = [f"- `{shipped.version.dataset}`: {shipped.version.note}" for shipped in starter_sources()]
    return "\n".join(
        [
            "# Sources",
            "",
            "What ships with `clew`: tables of facts of our own, each row with the document in which it was read.",
            "",
            *rows,
            "",
            "What is in, and what is not:",
            "",
            *notes,
        ]
    )


def vocabulary() -> str:
    """The schemas and properties that the claims of the shipped sources use."""
    used: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for shipped in starter_sources():
        for claim in shipped.claims():
            used[claim.schema][claim.prop].add(shipped.source.dataset)
    lines = [
        "# Vocabulary",
        "",
        "What the claims of the shipped sources are made of. Schemas and properties bear FollowTheMoney's names wherever it has a word; an",
        "extension is ours, and says what it means. The days of a link are those of its claims, in `valid_from` and `valid_to`.",
    ]
    for schema in sorted(used):
        lines += ["", f"## {schema}", ""]
        if schema not in VOCABULARY["borrowed"]:
            lines += [f"Extension: {VOCABULARY['schemas'][schema]}.", ""]
        lines += ["| property | extension | used by |", "|---|---|---|"]
        lines += [f"| `{prop}` | {_meaning(schema, prop)} | {_in_order(used[schema][prop])} |" for prop in sorted(used[schema])]
    return "\n".join(lines)


def _meaning(schema: str, prop: str) -> str:
    """What a property of our own means, "" for a borrowed one."""
    return "" if prop in VOCABULARY["borrowed"].get(schema, NAMES) else str(VOCABULARY["properties"][prop])


def _in_order(datasets: set[str]) -> str:
    """Datasets in the order of the registry."""
    return ", ".join(source.dataset for source in SOURCES if source.dataset in datasets)


PAGES: dict[str, Callable[[], str]] = {"cli.md": cli, "sources.md": sources, "vocabulary.md": vocabulary}
HEAD = "<!-- Written by ./run reference; change the program, not this page. -->\n\n"


def page(name: str) -> str:
    """One page as it should stand in docs/reference."""
    return HEAD + PAGES[name]().strip() + "\n"


if __name__ == "__main__":
    for name in PAGES:
        (FOLDER / name).write_text(page(name), encoding="utf-8")
