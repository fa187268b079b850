"""`clew build`: the stages of a release, computed ahead, on this machine or on a cluster."""

from enum import StrEnum
from typing import Annotated

import typer

from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.errors import Fault, InputError
from clew.report.building import build_document, build_view
from clew.work.building import Builder, build
from clew.work.clocks import read_clocks
from clew.workspace import cluster_of, open_workspace

_HERE = "local[*]"


class EngineName(StrEnum):
    """What computes."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def build_release(
    engine: Annotated[EngineName, typer.Option("--engine", help="What computes: duckdb on this machine, or spark.")] = EngineName.DUCKDB,
    master: Annotated[str, typer.Option("--master", help=f"Spark's master, such as spark://host:7077. [default: {_HERE}]")] = "",
    conf: Annotated[list[str] | None, typer.Option("--conf", help="A setting of Spark, such as spark.executor.memory=4g.")] = None,
    near: Annotated[bool, typer.Option("--candidates", help="Look for companies with near names that nothing joins, too.")] = False,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Compute what a screening computes first: entities, links, and the threads to evidence; and keep it among the caches.

    A screening as of the same day, of the same sources and decisions, finds it there. On Spark (the extra spark) the same plans run on a
    cluster, whose workers see the folder of the workspace; the tables are the same.
    """
    clocks = read_clocks(as_of, known)
    if engine is EngineName.DUCKDB and (master or conf):
        raise InputError(Fault("--master and --conf are Spark's, and --engine is duckdb", "Give --engine spark, or leave them out."))
    make = cluster_of(master or _HERE, conf or [], workspace) if engine is EngineName.SPARK else None
    with open_workspace(workspace) as stores, progress() as tell:
        builder = Builder("DuckDB", stores.engine) if make is None else Builder(f"Spark at {master or _HERE}", make)
        built = build(stores, clocks, builder, tell, near=near)
    if json:
        print_json(build_document(built))
    else:
        console().print(build_view(built))
