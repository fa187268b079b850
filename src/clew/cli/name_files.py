"""`clew names search`, `match`, `cluster` and `bench`: names in tables."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import JsonOption, console, print_json, progress
from clew.lake.filesets import replace_file
from clew.names.pairs import DEFAULT_LINE
from clew.names.searching import TOP
from clew.report.names import (
    clusters_bytes,
    clusters_document,
    clusters_view,
    found_document,
    found_view,
    matched_bytes,
    measured_document,
    measured_view,
)
from clew.work.names import cluster_table, match_tables, measure, search_tables

_TABLE = "CSV, XLSX or Parquet with the columns id and name."


def search_names(
    names: Annotated[Path, typer.Option("--names", metavar="FILE", help=f"The names that are searched: {_TABLE}")],
    queries: Annotated[Path, typer.Option("--queries", metavar="FILE", help=f"The names that are looked for: {_TABLE}")],
    top: Annotated[int, typer.Option("--top", min=1, help="Hits of each query at most.")] = TOP,
    json: JsonOption = False,
) -> None:
    """Look for names among names: of each the most probable, with verdict and reason. Nothing of it is kept."""
    with progress() as tell:
        found = search_tables(names, queries, top, tell)
    if json:
        print_json(found_document(found))
    elif found:
        console().print(found_view(found))
    else:
        typer.echo(f"{queries} holds no names to look for.")


def match_names(
    left: Annotated[Path, typer.Argument(help=f"The names that are looked for: {_TABLE}")],
    right: Annotated[Path, typer.Argument(help=f"The names among which they are looked for: {_TABLE}")],
    out: Annotated[Path, typer.Option("--out", metavar="CSV", help="Where the matches are written.")],
) -> None:
    """Match a table of names against another: of each row the most probable of the other table, written as CSV."""
    with progress() as tell:
        found = match_tables(left, right, tell)
        replace_file(out, matched_bytes(found))
    counts = {verdict: sum(bool(one.hits) and one.hits[0].verdict == verdict for one in found) for verdict in ("same", "possibly same")}
    told = ", ".join(f"{count:,} {verdict}" for verdict, count in counts.items())
    typer.echo(f"{len(found):,} rows written to {out}: {told}, {len(found) - sum(counts.values()):,} with no such match.")


def cluster_names(
    file: Annotated[Path, typer.Argument(help=_TABLE)],
    possible: Annotated[bool, typer.Option("--possible", help="Join what is possibly the same, too.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="CSV", help="Write every name with the number of its cluster.")] = None,
    json: JsonOption = False,
) -> None:
    """Put the names of a table together by company: those that are the same, unless others among them are related or different."""
    with progress() as tell:
        found = cluster_table(file, possible=possible, progress=tell)
    if out:
        replace_file(out, clusters_bytes(found))
    if json:
        print_json(clusters_document(found))
    elif not found:
        typer.echo(f"{file} holds no names.")
    elif out:
        typer.echo(f"{sum(map(len, found)):,} rows written to {out}, in {len(found):,} clusters.")
    else:
        console().print(clusters_view(found))


def bench_names(
    file: Annotated[Path, typer.Argument(help="Pairs: CSV, XLSX or Parquet with the columns left, right and is_match (1 or 0).")],
    line: Annotated[float, typer.Option("--line", min=0, max=1, help="From this score on a pair counts as one company's.")] = DEFAULT_LINE,
    json: JsonOption = False,
) -> None:
    """Measure the scores on pairs of your own whose answer you know: precision, recall and F1, at a line and at the best line."""
    with progress() as tell:
        found = measure(file, line, tell)
    if json:
        print_json(measured_document(found))
    elif found.rows:
        console().print(measured_view(found))
    else:
        typer.echo(f"{file} holds no pairs.")
