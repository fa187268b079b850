"""Writes the pages of docs/reference that say what the program says of itself: `./run reference`. A test holds them to it."""

import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import typer
import typer.cli

from clew.cli.commands import COMMANDS, Command
from clew.cli.main import build
from clew.model.card import Card
from clew.sources.registry import SOURCES, load_spec
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
        lines += _entry(command, ())
    return "\n".join(lines).replace("```console\n$ ", "```text\n")


def _entry(command: Command, above: tuple[str, ...]) -> list[str]:
    """One command below the words above it; of a group, a table of its own commands, and each of these."""
    lines = ["", _command(command, above)]
    if command.commands:
        words = (*above, command.name)
        named = [(" ".join(("clew", *words, one.name)), one.line) for one in command.commands]
        lines += ["", "| command | what it does |", "|---|---|"]
        lines += [f"| [`{name}`](#{name.replace(' ', '-')}) | {line} |" for name, line in named]
        for one in command.commands:
            lines += _entry(one, words)
    return lines


def _command(command: Command, above: tuple[str, ...]) -> str:
    """One command below the words above it; of a group, its line alone."""
    if command.commands:
        return f"{'#' * (2 + len(above))} `{' '.join(('clew', *above, command.name))}`\n\n{command.line}"
    group = typer.main.get_group(build([*above, command.name]))
    for word in above:
        inner = group.commands[word]
        if not isinstance(inner, typer.core.TyperGroup):
            raise TypeError(word)
        group = inner
    prefix = " ".join(("clew", *above))
    context = typer.Context(group, info_name=prefix)
    with context:
        told = typer.cli.get_docs_for_click(
            obj=group.commands[command.name], ctx=context, name=command.name, indent=1 + len(above), call_prefix=prefix
        )
    return str(told).strip()


def sources() -> str:
    """Every source: what ships, with what its card and its shipped table say, and what can be read, with its layouts and where it is."""
    rows = ["| source | title | publisher | licence | shows | shipped version |", "|---|---|---|---|---|---|"]
    for shipped in starter_sources():
        card = shipped.source.card
        rows.append(_row(f"`{card.dataset}`", _titled(card), card.publisher, card.licence, ", ".join(card.shows), shipped.version.label))
    notes = [f"- `{shipped.version.dataset}`: {shipped.version.note}" for shipped in starter_sources()]
    return "\n".join(
        [
            "# Sources",
            "",
            "What [ships](#what-ships) with `clew`, and what it [can read](#what-can-be-read); on the terminal: `clew source known`.",
            "",
            "## What ships",
            "",
            "Tables of facts of our own, each row with the document in which it was read.",
            "",
            *rows,
            "",
            "What is in, and what is not:",
            "",
            *notes,
            "",
            *_readable(),
        ]
    )


def _readable() -> list[str]:
    """The sources whose published files can be added."""
    lines = [
        "## What can be read",
        "",
        "Files as their publishers offer them: `clew source add FILE --as SOURCE`. Where an address is given, `clew source fetch SOURCE`",
        "and `clew watch` fetch it; the others are saved by hand. None of these files ships with `clew`: their terms are between you and",
        "the publisher. Any other table: [map your own](../how-to/map-your-own-table.md).",
    ]
    for source in SOURCES:
        spec = load_spec(source.dataset)
        if not spec.readings:
            continue
        card = spec.card
        uses = (
            " and ".join(word for word, may in (("passing on", card.export), ("commercial use", card.commercial)) if may)
            or "neither passing on nor commercial use"
        )
        lines += ["", f"### {card.dataset}", "", f"{_titled(card)}. {card.publisher}.", ""]
        lines += [f"- terms: {card.licence}; allows {uses}"]
        lines += [f"- fetched from <{card.url}>" if card.url else f"- saved from <{card.home}>"]
        lines += [f"- renewed: {card.rhythm}"] if card.rhythm else []
        lines += [f"- covers: {card.covers}"] if card.covers else []
        lines += [f"- shows: {', '.join(card.shows)}"] if card.shows else []
        lines += [f"- layout `{one.form.name}`: {one.form.title}" for one in spec.readings if not one.form.refused]
    return lines


def _titled(card: Card) -> str:
    """The title of a source, with its page behind it."""
    return f"[{card.title}]({card.home})"


def _row(*cells: str) -> str:
    """A row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


Used = dict[str, dict[str, set[str]]]
"""Schema → property → the datasets that use it. A schema that the rows of a file tell is `BY_ROW`."""
BY_ROW = "Told by the row"


def used_words() -> Used:
    """The schemas and properties of the claims of shipped tables, and of those that the cards of published files make."""
    used: Used = defaultdict(lambda: defaultdict(set))
    for shipped in starter_sources():
        for claim in shipped.claims():
            used[claim.schema][claim.prop].add(shipped.source.dataset)
    for source in SOURCES:
        for reading in load_spec(source.dataset).readings:
            schemas = {subject.name: BY_ROW if "{" in subject.schema else subject.schema for subject in reading.subjects}
            for rule in reading.rules:
                used[schemas[rule.subject]][rule.prop].add(source.dataset)
    return used


def vocabulary(used: Used | None = None) -> str:
    """The schemas and properties that claims use, with what ours mean.

    Raises:
        ValueError: some are in neither part of vocabulary.toml; all are named.
    """
    used = used_words() if used is None else used
    missing = [f"schema {schema}" for schema in sorted(used) if not _is_known(schema)]
    missing += [f"{schema}.{prop}" for schema in sorted(used) for prop in sorted(used[schema]) if _meaning(schema, prop) is None]
    if missing:
        raise ValueError(f"docs/vocabulary.toml does not say what these are: {', '.join(missing)}")
    lines = [
        "# Vocabulary",
        "",
        "What claims are made of: those of the shipped tables, and those that the cards of published files make. Schemas and properties",
        "bear FollowTheMoney's names wherever it has a word; an extension is ours, and says what it means. The days of a link are those of",
        "its claims, in `valid_from` and `valid_to`. An address that is located has a claim `locatedIn` besides:",
        f"{VOCABULARY['properties']['locatedIn']}.",
    ]
    for schema in sorted(used, key=lambda name: (name == BY_ROW, name)):
        lines += ["", f"## {schema}", ""]
        if schema == BY_ROW:
            lines += [
                "Subjects of files whose rows say what they are: a company, another organisation, a public body, a vessel's owner, a link.",
                "",
            ]
        elif schema not in VOCABULARY["borrowed"]:
            lines += [f"Extension: {VOCABULARY['schemas'][schema]}.", ""]
        lines += ["| property | extension | used by |", "|---|---|---|"]
        lines += [f"| `{prop}` | {_meaning(schema, prop)} | {_in_order(used[schema][prop])} |" for prop in sorted(used[schema])]
    return "\n".join(lines)


def _is_known(schema: str) -> bool:
    """Whether the vocabulary says what a schema is."""
    return schema == BY_ROW or schema in VOCABULARY["borrowed"] or schema in VOCABULARY["schemas"]


def _meaning(schema: str, prop: str) -> str | None:
    """What a property of our own means, "" for a borrowed one; None where nobody says."""
    borrowed = set().union(*VOCABULARY["borrowed"].values()) if schema == BY_ROW else VOCABULARY["borrowed"].get(schema, NAMES)
    return "" if prop in borrowed else VOCABULARY["properties"].get(prop)


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
