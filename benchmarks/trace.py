"""Threads at every size: labels, paths, brackets, look-ups and explanations on made-up worlds, beside Dijkstra's algorithm.

Usage: ./run bench trace [--size 1000000] [--share 0.01] [--holdings 5000] [--threads 2] [--work FOLDER] [--write-docs]

Without --size: 10,000, 100,000, 1,000,000 and 10,000,000 companies, with evidence at 0.1 % and at 1 % of them, each in a process of
its own (ten million take some minutes and 4 GB of disk, mostly to make the worlds). With it: one size alone.
Exit code 1 when the links of a path do not add up to its score, anywhere, or when the peer finds another best score.

What is timed is what a release does once (numbering, labels, writing them) and what questions cost after it, from what was written. A
world is as `trace_world` says. The aims are for labels and the paths of all holdings together.
The peer is networkx: Dijkstra's algorithm from all evidence of an indicator at once, on the graph of companies and states that is made
for it from the same links; it finds the best score alone, without a limit of links, and is asked at sizes up to 100,000. Where its best
path has more links than the policy allows, the two are not compared.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import asdict as shallow

sys.path.insert(0, str(Path(__file__).parent))

from clew.engine.duck import DuckEngine
from clew.engine.indexed import index_of
from clew.engine.port import Limits, Row
from clew.pack.goods import load_goods
from clew.pack.policy import Policy, load_policy
from clew.trace.around import read_around
from clew.trace.bracket import simulated, upper_ends
from clew.trace.evidence import TABLES as EVIDENCE
from clew.trace.goods import load_goods_lines
from clew.trace.graph import TABLES as GRAPH
from clew.trace.graph import build_graph, load_grammar, pack_of
from clew.trace.labels import PART, build_labels, part_plan, tables, whole
from clew.trace.links import TABLES as LINKS
from clew.trace.paths import follow, read_threads
from clew.trace.proofs import NODES, TOPIC_PLAN, build_proofs
from clew.trace.proofs import TABLES as PROOFS
from clew.trace.reached import BEST, SOUGHT, look_up
from clew.work.preparing import LARGE
from trace_page import write_page
from trace_peer import differing
from trace_renewed import renewed
from trace_world import World, make_world

T = TypeVar("T")
_SIZES, _SHARES = (10_000, 100_000, 1_000_000, 10_000_000), (0.001, 0.01)
_AIMS = {(10_000, 0.01): 0.5, (1_000_000, 0.001): 1.5, (10_000_000, 0.001): 12.0, (10_000_000, 0.01): 40.0}
"""Seconds for labels and paths."""
_PEER = 100_000
_MANY, _FEW, _ONES, _SHOWN = 50_000, 500, 20, 100
_KIB, _LARGE = 1024, 5_000_000
_UNEVEN = """
SELECT count(*) FROM (
  SELECT p.start, p.theme, p.proof, max(CASE WHEN p.position = 0 THEN p.cost - p.cost % {pack} ELSE 0 END) AS told,
         CAST(sum(coalesce(l.score, 0)) AS BIGINT) * {pack} AS links, max(e.score) * {pack} AS said
  FROM path p LEFT JOIN link l ON l.number = p.link JOIN proof r ON r.proof = p.proof
  JOIN evidence e ON e.evidence_id = r.evidence_id AND e.indicator = r.indicator
  GROUP BY p.start, p.theme, p.proof
) AS sums WHERE told <> links + said
"""


class Measured(Struct, frozen=True):
    """What one world took: seconds by the clock, and the peak resident size in MB; `peer` is None where it was not asked."""

    companies: int
    share: float
    links: int
    rows: int
    evidence: int
    numbering: float
    labels: float
    kept: int
    paths: float
    followed: int
    uneven: int
    writing: float
    again: float
    brackets: float
    few: float
    many: float
    one: float
    megabytes: float
    processor: float
    peer: float | None
    wrong: int


def main() -> int:
    """Measure and print; exit code 1 when a sum or the peer's score differs."""
    options = _options()
    if options.inner:
        print(json.dumps(_inner(options, Path(options.work))))
        return 0
    sizes = (options.size,) if options.size else _SIZES
    shares = (options.share,) if options.share else _SHARES
    print(_line([head for head, _ in _COLUMNS]))
    found = []
    for companies in sizes:
        for share in shares:
            with tempfile.TemporaryDirectory(prefix="clew-trace-", dir=options.work) as folder:
                measured = _alone(options, companies, share, folder)
            found.append(measured)
            print(_line(_cells(measured)), flush=True)
            if options.write_docs:
                _write(found, options.holdings)
    return int(any(one.uneven or one.wrong for one in found))


def _write(found: Sequence[Measured], holdings: int) -> None:
    """Write what was measured so far."""
    curves = {f"evidence at {share:.1%}": [(one.links, one.labels + one.paths) for one in found if one.share == share] for share in _SHARES}
    write_page([f"| {' | '.join(_cells(one))} |" for one in found], curves, holdings)


def _alone(options: argparse.Namespace, companies: int, share: float, folder: str) -> Measured:
    """Measure one world in a process of its own, whose memory is its own; the world is made by another."""
    base = [sys.executable, __file__, "--size", str(companies), "--share", str(share), "--work", folder]
    base += ["--holdings", str(options.holdings), "--threads", str(options.threads)]
    make = subprocess.run([*base, "--inner", "make"], check=True, stdout=subprocess.PIPE, text=True)
    done = subprocess.run([*base, "--inner", make.stdout.strip()], check=True, stdout=subprocess.PIPE, text=True)
    return Measured(**json.loads(done.stdout))


def _inner(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Make the world, or measure it."""
    policy = load_policy()
    if options.inner == "make":
        world = make_world(folder, options.size, options.share, policy, load_goods())
        _keep(folder)
        return {**shallow(world), "folder": str(folder)}
    return shallow(_World(World(**{**json.loads(options.inner), "folder": folder}), policy, options).measure())


def _keep(folder: Path) -> None:
    """Write links and evidence as the caches keep them: whoever explains looks a hundred links up."""
    engine = DuckEngine(Limits(memory="4500MB", spill=folder / "spill"))
    for name, order in {**LINKS, **EVIDENCE}.items():
        engine.read(name, [folder / f"{name}.parquet"])
        engine.write(name, folder / "aside.parquet", order, sought=True)
        (folder / "aside.parquet").replace(folder / f"{name}.parquet")
    engine.close()


class _World:
    """One world, measured step by step."""

    def __init__(self, world: World, policy: Policy, options: argparse.Namespace) -> None:
        """Open an engine that may use what the aims allow."""
        self.world, self.policy, self.options = world, policy, options
        memory = "4500MB" if world.companies > _LARGE else "900MB"
        self.orders = {**GRAPH, **PROOFS, **tables(policy)}
        self.limits = Limits(memory=memory, threads=options.threads, spill=world.folder / "spill")

    def measure(self) -> Measured:
        """All steps, in order."""
        engine = self._open()
        numbering, _ = _timed(lambda: self._number(engine))
        labels, _ = _timed(lambda: build_labels(engine, self.policy))
        writing, _ = _timed(lambda: self._write(engine))
        self._recall(engine)
        paths = self._follow(engine)
        followed, uneven = _count(engine, "chosen"), int(str(engine.fetch(_UNEVEN.format(pack=pack_of(engine)))[0][0]))
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB
        spent = resource.getrusage(resource.RUSAGE_SELF)
        kept = _count(engine, "layer")
        peer, wrong = differing(engine, self.policy) if self.world.companies <= _PEER else (None, 0)
        engine.close()
        brackets, few, many, one = self._ask()
        again, uneven_again = self._renew()
        return Measured(
            companies=self.world.companies,
            share=self.options.share,
            links=self.world.count,
            rows=self.world.rows,
            evidence=self.world.evidence,
            numbering=numbering,
            labels=labels,
            kept=kept,
            paths=paths,
            followed=followed,
            uneven=uneven,
            writing=writing,
            again=again,
            brackets=brackets,
            few=few,
            many=many,
            one=one,
            megabytes=megabytes,
            processor=spent.ru_utime + spent.ru_stime,
            peer=peer,
            wrong=wrong + uneven_again,
        )

    def _number(self, engine: DuckEngine) -> None:
        """The graph and the evidence in numbers."""
        build_graph(engine, self.policy)
        build_proofs(engine, {str(code) for (code,) in engine.fetch("SELECT DISTINCT indicator FROM evidence")})

    def _open(self) -> DuckEngine:
        """An engine with links and evidence, as the stage before wrote them, and the rules."""
        engine = DuckEngine(self.limits)
        for name in ("link", "evidence"):
            engine.read(name, [self.world.folder / f"{name}.parquet"])
        load_goods_lines(engine, load_goods())
        load_grammar(engine, self.policy)
        return engine

    def _write(self, engine: DuckEngine) -> None:
        """The stages' tables, as the caches keep them: labels of a large graph apart for each indicator, and with indices."""
        large = _count(engine, "arc") >= LARGE
        for name in {**GRAPH, **PROOFS} if large else self.orders:
            self._write_one(engine, name, "", indexed=large)
        for (part,) in engine.fetch("SELECT part FROM part ORDER BY part") if large else ():
            engine.define(part_plan(engine, self.policy, int(str(part))))
            for name in tables(self.policy):
                self._write_one(engine, name, PART, f".{part}", indexed=True)

    def _write_one(self, engine: DuckEngine, name: str, prefix: str, part: str = "", *, indexed: bool) -> None:
        """One table, or a part of it."""
        path = self.world.folder / f"{name}{part}.parquet"
        engine.write(f"{prefix}{name}", path, self.orders[name], sought=True)
        if indexed and name in SOUGHT:
            place = index_of(path, SOUGHT[name])
            place.mkdir()
            engine.index(path, SOUGHT[name], place)

    def _files(self) -> dict[str, list[Path]]:
        """What was kept: table → its files."""
        return {
            name: [*self.world.folder.glob(f"{name}.parquet"), *self.world.folder.glob(f"{name}.[0-9]*.parquet")] for name in self.orders
        }

    def _follow(self, engine: DuckEngine) -> float:
        """Seconds to read back the paths of all holdings."""
        _want(engine, self.world.holdings(self.options.holdings))
        return _timed(lambda: follow(engine))[0]

    def _recall(self, engine: DuckEngine) -> None:
        """Take the stages' tables from what was kept, as every screening does."""
        engine.read_each(self._files())
        engine.define(NODES)
        engine.define(whole(self.policy))

    def _renew(self) -> tuple[float, int]:
        """After one entry went."""
        engine = self._open()
        try:
            return renewed(engine, self._files(), self.policy, compared=self.world.companies <= _PEER)
        finally:
            engine.close()

    def _ask(self) -> tuple[float, float, float, float]:
        """After the labels were kept: brackets of a page, look-ups of portfolios, and single explanations (the 95th percentile)."""
        engine = self._open()
        self._recall(engine)
        engine.run(TOPIC_PLAN)
        few, many = (min(_look_up(engine, self.world, size) for _ in range(3)) for size in (_FEW, _MANY))
        ones = []
        for issuer in self.world.holdings(_ONES):
            _want(engine, [issuer])
            ones.append(_timed(lambda: read_threads(engine, self.policy.kept))[0])
        _want(engine, self.world.holdings(_SHOWN))
        brackets, _ = _timed(lambda: self._brackets(engine))
        engine.close()
        return brackets, few, many, sorted(ones)[len(ones) * 95 // 100 - 1]

    def _brackets(self, engine: DuckEngine) -> None:
        """Upper ends and simulations for what a page of holdings shows."""
        for topic, around in read_around(engine, self.policy).items():
            starts = [spot for spot in around.onward if spot.state == 0]
            upper_ends(around, starts, self.policy.hops)
            simulated(around, starts, self.policy.hops, str(topic))


def _look_up(engine: DuckEngine, world: World, many: int) -> float:
    """Seconds to say what a portfolio reaches."""
    _want(engine, world.holdings(many))

    def answer() -> list[Row]:
        look_up(engine)
        return engine.fetch(BEST)

    return _timed(answer)[0]


def _want(engine: DuckEngine, clusters: Sequence[str]) -> None:
    """Ask for these."""
    engine.load("wanted", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in clusters])


def _count(engine: DuckEngine, name: str) -> int:
    """Rows of a table."""
    return int(str(engine.fetch(f"SELECT count(*) FROM {name}")[0][0]))  # noqa: S608 - names of ours


def _timed(what: Callable[[], T]) -> tuple[float, T]:
    """Seconds by the clock, and what came of it."""
    begun = time.perf_counter()
    found = what()
    return time.perf_counter() - begun, found


_COLUMNS = (
    ("companies", 10),
    ("links", 11),
    ("evidence", 8),
    ("numbers", 8),
    ("labels", 8),
    ("paths", 7),
    ("both", 7),
    ("aim", 5),
    ("kept", 11),
    ("MB", 6),
    ("written", 8),
    ("again", 6),
    ("500", 6),
    ("50,000", 7),
    ("one p95", 8),
    ("bounds", 7),
    ("networkx", 9),
    ("wrong", 6),
)
"""Head and width of each column; times are seconds."""


def _line(cells: Sequence[str]) -> str:
    """One line of the table."""
    return " ".join(f"{cell:>{width}}" for cell, (_, width) in zip(cells, _COLUMNS, strict=True))


def _cells(one: Measured) -> tuple[str, ...]:
    """What the table shows of one world."""
    aim = _AIMS.get((one.companies, one.share))
    return (
        f"{one.companies:,}",
        f"{one.links:,}",
        f"{one.evidence:,}",
        f"{one.numbering:.2f}",
        f"{one.labels:.2f}",
        f"{one.paths:.2f}",
        f"{one.labels + one.paths:.2f}",
        "" if aim is None else f"{aim:g}",
        f"{one.kept:,}",
        f"{one.megabytes:.0f}",
        f"{one.writing:.2f}",
        f"{one.again:.2f}",
        f"{one.few:.3f}",
        f"{one.many:.2f}",
        f"{one.one:.3f}",
        f"{one.brackets:.2f}",
        "" if one.peer is None else f"{one.peer:.1f}",
        f"{one.uneven + one.wrong}",
    )


def _options() -> argparse.Namespace:
    """The command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=0, help="one size alone")
    parser.add_argument("--share", type=float, default=0.0, help="one share of companies with evidence alone")
    parser.add_argument("--holdings", type=int, default=5000, help="issuers whose paths are followed")
    parser.add_argument("--threads", type=int, default=2, help="threads of the engine")
    parser.add_argument("--work", default=None, help="where worlds are made")
    parser.add_argument("--write-docs", action="store_true", help="write docs/reference/threads.md")
    parser.add_argument("--inner", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
