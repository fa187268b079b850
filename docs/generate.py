"""Writes the pages of docs/reference that say what the program says of itself: `./run reference`. A test holds them to it."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import typer
import typer.cli

from clew.cli.main import COMMANDS, build
from clew.sources.registry import SOURCES
from clew.sources.starter import starter_sources

FOLDER = Path(__file__).parent / "reference"
BORROWED = {
    "Address",
    "Company",
    "ContractAward",
    "Document",
    "Identification",
    "LegalEntity",
    "Organization",
    "Ownership",
    "PublicBody",
    "Sanction",
    "Security",
}
EXTENSIONS = {
    "Allegation": "a publication says something of an organisation",
    "Hosting": "an organisation's data or machines stand with another",
    "Identity": "two records are of the same organisation, as the crosswalk asserts with its documents",
    "Institution": "a school, hospital, prison or academy that a list names",
    "Notice": "an official notice; the only place where its dates are held",
    "PairingProgramme": "a programme by which a province supports a part of the region",
    "Park": "an industrial park that a list names",
    "Partnership": "two organisations call each other partners",
    "Place": "a place of a gazetteer; nothing smaller than a town",
    "PositivePractice": "a withdrawal, a stop, a refusal",
    "PrioritySector": "a sector that enforcement names first",
    "Product": "goods that a measure names without a maker",
    "ProgrammeParticipation": "an organisation takes part in a programme",
    "Region": "a whole region that a measure names",
    "Statement": "what an organisation, or somebody about it, said",
    "SupplyLink": "one organisation supplies another",
}
"""Schemas of our own. One that is neither here nor borrowed stops the page: say what it is."""


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
    order = {source.dataset: at for at, source in enumerate(SOURCES)}
    lines = [
        "# Vocabulary",
        "",
        "What the claims of the shipped sources are made of. A name is FollowTheMoney's wherever it has a word; schemas of our own say so.",
    ]
    for schema in sorted(used):
        lines += ["", f"## {schema}", ""]
        if schema not in BORROWED:
            lines += [f"Extension: {EXTENSIONS[schema]}.", ""]
        lines += ["| property | used by |", "|---|---|"]
        lines += [f"| `{prop}` | {', '.join(sorted(used[schema][prop], key=order.__getitem__))} |" for prop in sorted(used[schema])]
    return "\n".join(lines)


PAGES: dict[str, Callable[[], str]] = {"cli.md": cli, "sources.md": sources, "vocabulary.md": vocabulary}
HEAD = "<!-- Written by ./run reference; change the program, not this page. -->\n\n"


def page(name: str) -> str:
    """One page as it should stand in docs/reference."""
    return HEAD + PAGES[name]().strip() + "\n"


if __name__ == "__main__":
    for name in PAGES:
        (FOLDER / name).write_text(page(name), encoding="utf-8")
