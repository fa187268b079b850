"""The page of docs/reference that says what threads were measured to take, written by `./run bench trace --write-docs`."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from trace_plot import growth_svg

_FOLDER = Path(__file__).parents[1] / "docs" / "reference"
_TEXT = """# Threads: measured

This page is written by `./run bench trace --write-docs` from one run of that day on one machine, each size in a process of its own.

**What was measured on.** Made-up worlds: a scale-free forest of owners, supply with hubs and cycles, contracts, hosts, partners and
programmes; a third of the supply links say which goods. Evidence of twelve indicators lies on one company in a thousand, and on one in
a hundred. Links are counted once; the policy reads ownership and supply in both directions, which makes half as many rows again.

**What was timed.** Once a release: *numbers* (companies, evidence and links numbered), *labels* (every layer, eight links deep, the
five best pieces of evidence for each company, state, indicator and line of goods), and *written* (what is kept of both: from a million
links on labels apart for each indicator, and with indices). Then, for
{holdings:,} holdings, *paths*: all of their labels read back link by link, from what was kept. The sum of each path's links was
compared with its score; *wrong* counts those that differ. *Again*: one entry of one list goes (of the indicator with most evidence),
and the labels are there again, those of other indicators being kept; up to 100,000 companies every row was compared with a full
rebuild, and counts as wrong where it differs. From what was kept too: a portfolio of 500 and of 50,000 holdings looked up, one
explanation (all kept paths of an issuer; the 95th percentile of twenty), and the bounds and simulations of 100 holdings. Memory is the
peak of the process until the paths were read.

**Beside it.** networkx: Dijkstra's algorithm from all evidence of an indicator at once, on the same graph of companies and states. It
finds the best score alone. Every best score of an issuer was compared, where its path has no more links than the policy allows.

Measured on {day}, {cores} processor cores, Python {python}. Seconds by the clock; an aim is for labels and paths together.

{rows}

![Seconds for labels and paths by links, both by powers of ten; the dashed line grows as the links do](threads-growth.svg)
"""


_HEADS = (
    *("companies", "links", "evidence", "numbers", "labels", "paths", "both", "aim", "labels kept"),
    *("MB", "written", "again", "500", "50,000", "one", "bounds", "networkx", "wrong"),
)
_HEAD = f"| {' | '.join(_HEADS)} |\n|{'--:|' * len(_HEADS)}"


def write_page(rows: Sequence[str], curves: Mapping[str, Sequence[tuple[int, float]]], holdings: int) -> None:
    """Write the page and its picture.

    Args:
        rows: of the table, in its columns.
        curves: name of a curve → (links, seconds).
        holdings: whose paths were read.
    """
    told = {"day": f"{datetime.now(UTC):%Y-%m-%d}", "cores": os.cpu_count(), "python": platform.python_version()}
    (_FOLDER / "threads.md").write_text(_TEXT.format(rows="\n".join((_HEAD, *rows)), holdings=holdings, **told), encoding="utf-8")
    (_FOLDER / "threads-growth.svg").write_text(growth_svg(curves), encoding="utf-8")
