"""Names in tables: searched, matched, clustered, and scores measured where the answer is known."""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, cycle, islice
from pathlib import Path

import numpy as np
from msgspec import Struct

from clew.errors import Fault, InputError
from clew.model.naming import Answered, Listed, Measured, Nearest
from clew.names.clustering import Pair, clusters
from clew.names.comparison import OF_COMPANIES, OF_SECURITIES, Party, matched, sentence
from clew.names.evaluation import at_line, best_line
from clew.names.neighbours import neighbours
from clew.names.pairs import DEFAULT_LINE, Rows, Scores, Verdict, compare_pairs, compare_rows, table_of
from clew.names.parsing import parse_name
from clew.names.searching import TOP, NameIndex
from clew.values.identifiers import CIK, CUSIP, FIGI, ISIN, LEI, SEDOL, USCC
from clew.work.name_tables import read_names, read_pairs
from clew.work.stores import Progress, silent

_FORMATS = {one.key: one for one in (LEI, USCC, CIK, ISIN, CUSIP, SEDOL, FIGI)}
_COUNTRY = 2
"""Letters of a country's code."""
_WHOLE = 40
"""Names of a cluster up to which every two of them are compared, also those that are not near by their letters."""
_FIRST = ("Lantern", "Lantern Ltd", "灯笼")
"""Names of both scripts: what comparing them loads belongs to no measure."""
_WARM = 1000
_JOINED = (Verdict.SAME, Verdict.POSSIBLE)
_APART = (Verdict.RELATED, Verdict.DIFFERENT)


class Side(Struct, frozen=True):
    """One side of a comparison as a person gives it: `identifiers` are texts such as `lei=…`, `country` is a code or ""."""

    option: str
    name: str
    identifiers: Sequence[str]
    country: str


def parties(*sides: Side) -> tuple[Party, ...]:
    """The sides as they are compared.

    Raises:
        InputError: an identifier of no known kind, or whose check digit does not fit, or what is no code of a country; all are named.
    """
    faults = [fault for side in sides for fault in _faults(side)]
    if faults:
        raise InputError(*faults)
    return tuple(Party(side.name, dict(_identifier(one) for one in side.identifiers), side.country.strip().upper()) for side in sides)


def _identifier(text: str) -> tuple[str, str]:
    """Kind and value in its normal form; "" for a value that is none."""
    kind, _, value = text.partition("=")
    kind = kind.strip().casefold()
    known = _FORMATS.get(kind)
    return kind, (known.parse(value) or "") if known else "".join(value.split()).upper()


def _faults(side: Side) -> Iterator[Fault]:
    """What is wrong with one side."""
    option, seen = f"--{side.option}-id", set[str]()
    for text in side.identifiers:
        kind, value = _identifier(text)
        if kind not in {*OF_COMPANIES, *OF_SECURITIES}:
            yield Fault(
                f"{option}: “{text}” is of no known kind", f"Write KIND=VALUE; kinds are {', '.join((*OF_COMPANIES, *OF_SECURITIES))}."
            )
        elif not value:
            yield Fault(f"{option}: “{text}” is no {kind.upper()}", "Look it up again: its length or its check digit does not fit.")
        elif kind in seen:
            yield Fault(f"{option}: there are two of the kind {kind}", "Give one of each kind.")
        seen.add(kind)
    country = side.country.strip()
    if country and not (len(country) == _COUNTRY and country.isascii() and country.isalpha()):
        yield Fault(f"--{side.option}-country: “{country}” is no country", "Give an ISO 3166 code of two letters, such as CN.")


def search_tables(names: Path, queries: Path, top: int = TOP, progress: Progress = silent) -> tuple[Answered, ...]:
    """The most probable rows of one table for each row of another, which may ask under one id more than once.

    Raises:
        InputError: a table cannot be used as it is; all faults of both are named.
    """
    index, asked = _indexed(names, queries, progress)
    return _answers(index, asked, top, progress)


def _indexed(names: Path, queries: Path, progress: Progress) -> tuple[NameIndex, tuple[Listed, ...]]:
    """The names of one table, to be searched, and the rows of the other; the rows of the former, which may be many, are not kept.

    Raises:
        InputError: with the faults of both.
    """
    progress(f"Reading {names.name} and {queries.name}")
    known, asked = _both(names, queries)
    progress(f"Indexing {len(known):,} names")
    return NameIndex.build((one.id, one.name) for one in known), asked


def _both(names: Path, queries: Path) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
    """The rows of both tables.

    Raises:
        InputError: with the faults of both.
    """
    errors: list[InputError] = []
    read: list[tuple[Listed, ...]] = []
    for path, once in ((names, True), (queries, False)):
        try:
            read.append(read_names(path, once=once))
        except InputError as error:
            errors.append(error)
    if errors:
        raise InputError(*(fault for error in errors for fault in error.faults))
    return read[0], read[1]


def _answers(index: NameIndex, asked: Sequence[Listed], top: int, progress: Progress) -> tuple[Answered, ...]:
    """The most probable names of each query, with reasons."""
    progress(f"Looking for {len(asked):,} names")
    found = index.search([one.name for one in asked], top) if len(index.ids) else [() for _ in asked]
    progress("Writing down the reasons")
    table = table_of([parse_name(one.name, index.known) for one in asked], index.known)

    def reason(at: int, place: int, verdict: Verdict) -> str:
        return sentence(matched(table, at, index.table, place, index.known), verdict)

    return tuple(
        Answered(
            query,
            bool(table.little[at]),
            tuple(Nearest(hit.id, hit.name, hit.score, hit.verdict.value, reason(at, hit.place, hit.verdict)) for hit in hits),
        )
        for at, (query, hits) in enumerate(zip(asked, found, strict=True))
    )


def match_tables(left: Path, right: Path, progress: Progress = silent) -> tuple[Answered, ...]:
    """The most probable row of `right` for each row of `left`.

    Raises:
        InputError: a table cannot be used as it is; all faults of both are named.
    """
    return search_tables(right, left, 1, progress)


def measure(path: Path, line: float = DEFAULT_LINE, progress: Progress = silent) -> Measured:
    """How good the scores of a table of pairs are, whose answer stands beside; what is loaded for the first of them is not timed.

    Raises:
        InputError: the table cannot be used as it is; all faults are named.
    """
    progress(f"Reading {path.name}")
    pairs = read_pairs(path)
    progress("Loading words")
    first = list(islice(cycle(_FIRST), min(len(pairs.left), _WARM)))  # as many as there are, since few are compared in another way
    compare_pairs(first, first[::-1])
    progress(f"Comparing {len(pairs.left):,} pairs")
    begun = time.perf_counter()
    scores = compare_pairs(pairs.left, pairs.right).score
    seconds = time.perf_counter() - begun
    truth = np.array(pairs.truth, np.bool_)
    told, best = at_line(scores, truth, line), best_line(scores, truth)
    return Measured(*told, best.f1 if best else None, best.line if best else None, seconds, len(truth))


def cluster_table(path: Path, *, possible: bool = False, progress: Progress = silent) -> tuple[tuple[Listed, ...], ...]:
    """The names of a table by company, the largest clusters first; single names too.

    Two clusters become one where two of their names are the same company's (with `possible`, also possibly) and no two of their names that
    were compared are related or different. Within clusters every two names are compared, as far as these are not large.

    Raises:
        InputError: the table cannot be used as it is; all faults are named.
    """
    progress(f"Reading {path.name}")
    rows = sorted(read_names(path), key=lambda one: (one.name, one.id))  # so that the order of the file makes no difference
    progress(f"Indexing {len(rows):,} names")
    if not rows:
        return ()
    index = NameIndex.build((one.id, one.name) for one in rows)
    progress("Comparing names that are near")
    verdicts = _judged(*neighbours(index))
    first = _clustered(len(rows), verdicts, possible=possible)
    progress("Comparing names within clusters")
    within = [pair for one in first if len(one) <= _WHOLE for pair in combinations(one, 2) if pair not in verdicts]
    low, high = (np.array([pair[at] for pair in within], np.int64) for at in range(2))
    verdicts |= _judged(low, high, compare_rows(index.table, low, index.table, high))
    found = _clustered(len(rows), verdicts, possible=possible)
    named = [tuple(rows[at] for at in one) for one in found]
    return tuple(sorted(named, key=lambda one: (-len(one), one[0].name, one[0].id)))


def _judged(low: Rows, high: Rows, scores: Scores) -> dict[Pair, tuple[float, Verdict]]:
    """Pair of rows → score and verdict."""
    pairs = zip(low.tolist(), high.tolist(), strict=True)
    return dict(zip(pairs, zip(scores.score.tolist(), scores.verdict, strict=True), strict=True))


def _clustered(size: int, verdicts: Mapping[Pair, tuple[float, Verdict]], *, possible: bool) -> list[tuple[int, ...]]:
    """Clusters by what was judged, the most probable joins first."""
    joined = _JOINED if possible else _JOINED[:1]
    joins = sorted((pair for pair, (_, verdict) in verdicts.items() if verdict in joined), key=lambda pair: (-verdicts[pair][0], pair))
    return clusters(size, joins, [pair for pair, (_, verdict) in verdicts.items() if verdict in _APART])
