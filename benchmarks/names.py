"""Comparing and searching names, with the usual programs beside: rapidfuzz, nomenklatura's logic-v2, Splink and sparse_dot_topn.

Usage: ./run bench names [--part english|chinese|pinyin|holdings|rank|decide|speed|calibration] [--only CONTESTANT] [--json FILE]
       ./run bench names --write-docs        all parts, and docs/reference/names.md; --from FILE takes a run that --json kept
       ./run bench names --write-pairs FILE [--half 0]        the pairs of one half of the register, to learn from or to look at

Each contestant does each task in a process of its own, through files; peers are installed from benchmarks/peers once. Sets and queries are
drawn by a seed, so that a run can be repeated. Parts that need files of the folder of shared data are skipped without it, and say so.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).parent))

from name_bulk import PER_WAY, bulk
from name_chinese import LIST, Listed, listed
from name_contest import CLEW, LOGIC, RAPIDFUZZ, Entrant
from name_lookup_parts import SEEKERS, brought, chinese_sets, holding_sets, large, made_register, pinyin_sets, ranked
from name_measures import Bin, Floats, Truth
from name_page import Run, read_run, write_page
from name_pair_parts import SCORERS, by_class, calibration, chinese_pairs, confusions, quality, repeated, score_pairs, speed
from name_register import brands, half, register_names
from name_sets import Pair, english_pairs, hand_pairs, truth, write_pairs
from name_table import Table, as_text
from peer_project import NotInstalledError

_DATA = Path(os.environ.get("CLEW_SHARED_DATA") or Path(__file__).parents[2] / "shared" / "data")
_SLOW = {LOGIC: 600, RAPIDFUZZ: 600}
"""Queries that slow contestants get among hundreds of thousands of names."""


class Skipped(Exception):  # noqa: N818 - it is no error
    """A part that cannot be measured here, and why."""


class Bench(Struct, frozen=True, dict=True):
    """What a run measures on, and its contestants; each part yields its tables."""

    options: argparse.Namespace
    curves: dict[str, list[Bin]]

    @cached_property
    def companies(self) -> list[Listed]:
        """The listed companies."""
        found = listed(_DATA)
        if not found:
            raise Skipped(f"{_DATA / LIST} is not there; CLEW_SHARED_DATA says where the folder of shared data is")
        return found

    def told(self, line: str) -> None:
        """Progress, for a person who waits."""
        print(f"names: {line}", file=sys.stderr, flush=True)

    def chosen(self, entrants: Sequence[Entrant]) -> list[Entrant]:
        """Those that `--only` names, or all."""
        return [one for one in entrants if not self.options.only or one.name in self.options.only]

    def english(self) -> Iterator[Table]:
        """Pairs of the half that nothing is learnt from, and those written by hand."""
        for title, pairs in (("English pairs", english_pairs(half(1), self.options.pairs)), ("Pairs written by hand", hand_pairs())):
            scored = score_pairs(title, pairs, self.chosen(SCORERS), self.told)
            yield quality("english", scored)
            if title == "English pairs":
                yield by_class("english", scored)
            if CLEW.name in scored.scores:
                yield confusions(scored, CLEW.name)

    def chinese(self) -> Iterator[Table]:
        """Chinese against English: pairs, then looked up."""
        pairs = score_pairs("Chinese and English official names, pairs", chinese_pairs(self.companies), self.chosen(SCORERS), self.told)
        yield quality("chinese", pairs)
        crowd = [name for _, name in register_names()][:: max(1, len(register_names()) // self.options.crowd)][: self.options.crowd]
        for asked in chinese_sets(self.companies, crowd):
            yield ranked("chinese", asked, self.chosen(SEEKERS), {}, self.told)

    def pinyin(self) -> Iterator[Table]:
        """Pinyin and Chinese."""
        for asked in pinyin_sets(self.companies):
            yield ranked("pinyin", asked, self.chosen(SEEKERS), {}, self.told)

    def holdings(self) -> Iterator[Table]:
        """Names as holdings files print them."""
        for asked in holding_sets(_DATA, self.companies):
            yield ranked("holdings", asked, self.chosen(SEEKERS), {}, self.told)

    def large(self) -> Iterator[Table]:
        """Parts `rank` and `decide`."""
        known = brands(_DATA)
        if not known:
            self.told("no Chinese names in the register: the folder of shared data is not there")
        register = made_register(
            [name for _, name in register_names()], known, self.options.names, (self.options.queries // 13, self.options.queries // 26)
        )
        yield from large(register, self.chosen(SEEKERS), _SLOW, self.told)
        if CLEW in self.chosen(SEEKERS):
            self.told(f"{self.options.names:,} names, saved: a hundred thousand queries at once")
            yield bulk(made_register([name for _, name in register_names()], known, self.options.names, PER_WAY))

    def speed(self) -> Iterator[Table]:
        """Pairs a second."""
        pairs = list(repeated(english_pairs(half(1), self.options.pairs), self.options.timed))
        yield speed(pairs, self.chosen(SCORERS), self.told)

    def calibration(self) -> Iterator[Table]:
        """Whether clew's scores keep their word: of English pairs, of what a search across scripts brings, and of pairs across scripts."""
        yield self._calibrated("English pairs", *self._scored("English pairs", english_pairs(half(1), self.options.pairs)), _HALVES)
        try:
            companies = self.companies
        except Skipped as why:
            self.told(f"calibration of Chinese names is not measured: {why}")
            return
        yield self._calibrated("what a search by official names brings", *brought(companies, self.told), _BROUGHT)
        title = "Chinese and English official names, pairs"
        yield self._calibrated(title, *self._scored(title, chinese_pairs(companies)), _RARER)

    def _scored(self, title: str, pairs: Sequence[Pair]) -> tuple[Floats, Truth]:
        """The scores of pairs, and which are the same."""
        scored = score_pairs(title, pairs, [CLEW], self.told)
        if scored.missing:
            raise Skipped(scored.missing[0].why)
        return scored.scores[CLEW.name], truth(pairs)

    def _calibrated(self, title: str, scores: Floats, same: Truth, of: str) -> Table:
        """The table of a set of pairs, and its curve kept."""
        table, self.curves[title] = calibration(title, scores, same, of)
        return table


_HALVES = "Half of the pairs are matches."
_BROUGHT = (
    "A score across scripts is a probability for these: the five best that a search of all listed companies' names brings for each Chinese "
    "and each English name that is asked."
)
_RARER = "Half of these pairs are matches; of those that a search compares, very few are. So a score says less of these pairs than is true."


_PARTS: Mapping[str, Callable[[Bench], Iterator[Table]]] = {
    "english": Bench.english,
    "chinese": Bench.chinese,
    "pinyin": Bench.pinyin,
    "holdings": Bench.holdings,
    "rank": Bench.large,
    "decide": Bench.large,
    "speed": Bench.speed,
    "calibration": Bench.calibration,
}


def main() -> int:
    """Measure and print; exit code 1 when a part, or clew itself, could not be measured."""
    options = _options()
    if options.write_pairs:
        write_pairs(options.write_pairs, english_pairs(half(options.half), options.pairs))
        return 0
    if options.kept:
        _keep(options, read_run(options.kept))
        return 0
    bench = Bench(options, {})
    tables: list[Table] = []
    skipped: list[str] = []
    parts = list(dict.fromkeys(_PARTS[name] for name in options.part or _PARTS))
    for part in parts:
        try:
            for table in part(bench):
                tables.append(table)
                print(as_text(table), end="\n\n", flush=True)
        except (Skipped, NotInstalledError) as why:
            skipped.append(f"{part.__name__}: {why}")
            print(f"not measured: {skipped[-1]}\n", flush=True)
    made = f"Measured on {datetime.now(UTC).date()}, {os.cpu_count()} processor cores, Python {platform.python_version()}."
    _keep(options, Run(made, tables, bench.curves, skipped))
    return int(bool(skipped) or any(f"Not measured: {CLEW.name} " in table.note for table in tables))


def _keep(options: argparse.Namespace, run: Run) -> None:
    """Write what was asked for: the JSON, and the page."""
    if options.json:
        run.write(options.json)
    if options.write_docs:
        for path in write_page(run):
            print(f"written: {path}")


def _options() -> argparse.Namespace:
    """The command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--part", action="append", choices=list(_PARTS), help="one part alone; may be given several times")
    parser.add_argument(
        "--only", action="append", help="one contestant alone: clew, rapidfuzz, rapidfuzz-wratio, sparse, logic-v2 or splink"
    )
    parser.add_argument("--json", type=Path, help="write the results into this file too")
    parser.add_argument("--write-docs", action="store_true", help="write docs/reference/names.md from this run")
    parser.add_argument("--from", dest="kept", type=Path, help="a run kept by --json: write the page from it, and measure nothing")
    parser.add_argument("--write-pairs", type=Path, help="write the English pairs into this file, and measure nothing")
    parser.add_argument("--half", type=int, choices=(0, 1), default=0, help="the half of the register that --write-pairs takes")
    parser.add_argument("--pairs", type=int, default=6_000, help="English pairs")
    parser.add_argument("--crowd", type=int, default=100_000, help="other names among which a Chinese name is looked up")
    parser.add_argument("--names", type=int, default=580_000, help="names of the large register")
    parser.add_argument("--queries", type=int, default=4_000, help="spoiled Latin names that are asked; a quarter as many Chinese ones")
    parser.add_argument("--timed", type=int, default=100_000, help="pairs by which speed is measured")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
