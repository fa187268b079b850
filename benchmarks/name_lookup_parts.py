"""Parts of the benchmark that look names up: Chinese and English, pinyin, holdings, a large register, and names that are in no register."""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from name_chinese import Listed, LookUp, explained, look_up, one_word, printed, romanised, shipped_lexicon, syllables_apart, two_by_two
from name_contest import CLEW, LOGIC, RAPIDFUZZ, SPARSE, Entrant, Missing, ask
from name_measures import Floats, Truth, alarm_line, places, recall_at
from name_negatives import words_of
from name_noise import CHINESE, LATIN, chinese_names, spoiled
from name_pair_parts import unmeasured
from name_sets import SEED
from name_table import Cell, Table
from name_task import Answer, Task
from peer_project import NotInstalledError

SEEKERS = (CLEW, RAPIDFUZZ, SPARSE, LOGIC)
_STRANGERS = 2_000
_FALSE_ALERTS = (0.01, 0.05, 0.1)
_DEEP, _SHOWN = 50, 5
_COLUMNS = ("contestant", "queries", "right first", "in the first 5", "in the first 50", "ready s", "queries/s", "MB")
Told = Callable[[str], None]


class Register(Struct, frozen=True):
    """Many names, queries of known answer, and queries of names that are not among them.

    Attributes:
        names: all that is searched.
        queries: spoiled names, then the strangers' own.
        right: rows that are right for each spoiled name.
        ways: how each was spoiled.
        strangers: how many queries at the end have no right answer.
    """

    names: Sequence[str]
    queries: Sequence[str]
    right: Sequence[frozenset[int]]
    ways: Sequence[str]
    strangers: int


def found_rows(answer: Answer) -> list[list[int]]:
    """The rows of each query, the best first."""
    return [[int(row) for row, _ in rows] for rows in answer.found]


def ranked(part: str, asked: LookUp, entrants: Sequence[Entrant], slow: Mapping[Entrant, int], told: Told) -> Table:
    """Where the right answer stands; slow contestants get fewer queries, spread over all."""
    rows: list[list[Cell]] = []
    missing: list[Missing] = []
    for entrant in entrants:
        few = asked.first(slow.get(entrant, len(asked.queries)))
        told(f"{asked.title}: {entrant.name}, {len(few.queries):,} of {len(asked.queries):,} queries, {len(few.names):,} names")
        answer = ask(entrant, look_up_task(few.queries, few.names, entrant))
        if isinstance(answer, Missing):
            missing.append(answer)
        else:
            rows.append(_placed(answer, few))
    note = f"{len(asked.queries):,} queries among {len(asked.names):,} names.{unmeasured(missing)}"
    return Table(part, asked.title, note, _COLUMNS, rows)


def look_up_task(queries: Sequence[str], names: Sequence[str], entrant: Entrant) -> Task:
    """Queries and names as a contestant gets them."""
    ready: Callable[[str], str] = romanised if entrant.romanised else str
    return Task(names=[ready(name) for name in names], queries=[ready(query) for query in queries], top=_DEEP)


def _placed(answer: Answer, asked: LookUp) -> list[Cell]:
    """One row."""
    at = places(found_rows(answer), asked.right)
    shares: list[Cell] = [recall_at(at, most) for most in (1, 5, _DEEP)]
    rate = len(at) / answer.seconds
    return [f"{answer.contestant} {answer.version}", len(at), *shares, answer.prepared, rate, round(answer.megabytes)]


def chinese_sets(companies: Sequence[Listed], crowd: Sequence[str]) -> list[LookUp]:
    """Chinese and English official names both ways, the part that a lexicon can explain, and among a crowd of other names."""
    ahead = look_up("Official Chinese name → official English name", companies, _chinese, _english)
    lexicon = shipped_lexicon()
    plain = [explained(one, lexicon) for one in companies if one.unseen]
    back = look_up("Official English name → official Chinese name", companies, _english, _chinese)
    crowded = LookUp(f"{ahead.title}, among {len(crowd):,} other names too", ahead.queries, [*ahead.names, *crowd], ahead.right)
    parted = "whose English name is literal or pinyin"
    free = [not good for good in plain]
    return [
        ahead, back, ahead.only(plain, f"{ahead.title}: those {parted}"), ahead.only(free, f"{ahead.title}: the others"), crowded,
    ]  # fmt: skip


def brought(companies: Sequence[Listed], told: Told) -> tuple[Floats, Truth]:
    """Scores of the pairs that a search by official names brings, the five best of each, both ways; and which of them are right."""
    scores: list[float] = []
    right: list[bool] = []
    for asked in (look_up("Chinese", companies, _chinese, _english), look_up("English", companies, _english, _chinese)):
        told(f"what a search brings: {asked.title} names asked")
        answer = ask(CLEW, Task(names=asked.names, queries=asked.queries, top=_SHOWN))
        if isinstance(answer, Missing):
            raise NotInstalledError(answer.why)
        for rows, good in zip(answer.found, asked.right, strict=True):
            scores += [score for _, score in rows]
            right += [row in good for row, _ in rows]
    return np.array(scores), np.array(right, np.bool_)


def pinyin_sets(companies: Sequence[Listed]) -> list[LookUp]:
    """Official Chinese names in pinyin, spaced in three ways, both ways."""
    found: list[LookUp] = []
    for said, write in (("syllables apart", syllables_apart), ("words of two syllables", two_by_two), ("one word", one_word)):
        spelt = _spelt(write)
        found.append(look_up(f"Pinyin, {said} → Chinese", companies, spelt, _chinese))
        found.append(look_up(f"Chinese → pinyin, {said}", companies, _chinese, spelt))
    return found


def _chinese(one: Listed) -> str:
    return one.chinese


def _english(one: Listed) -> str:
    return one.english


def _spelt(write: Callable[[str], str]) -> Callable[[Listed], str]:
    """The Chinese name of a company, written so."""
    return lambda one: write(one.chinese)


def holding_sets(data: Path, companies: Sequence[Listed]) -> list[LookUp]:
    """Names as holdings files print them."""
    return [
        printed("Name in a holdings file → official Chinese name", data, companies, _chinese),
        printed("Name in a holdings file → official English name", data, companies, _english),
    ]


def made_register(real: Sequence[str], brands: Sequence[str], size: int, per_way: tuple[int, int]) -> Register:
    """The register of so many names: real ones, 2,000 held out, and Chinese ones made of real brands for the rest.

    A name whose words are those of another without its legal form is a right answer as well, and no stranger: names alone cannot tell.
    """
    draw = random.Random(SEED)
    owners: defaultdict[tuple[str, ...] | str, list[int]] = defaultdict(list)
    for at, name in enumerate(real):
        owners[_key(name)].append(at)
    lonely = [at for rows in owners.values() if len(rows) == 1 and words_of(real[at := rows[0]])]
    held = frozenset(draw.sample(lonely, min(_STRANGERS, len(lonely) // 2)))
    latin = [name for at, name in enumerate(real) if at not in held][:size]
    chinese = chinese_names(brands, size - len(latin), SEED) if brands else []
    names = [*latin, *map(str, chinese)]
    rows: defaultdict[tuple[str, ...] | str, set[int]] = defaultdict(set)
    for at, name in enumerate(names):
        rows[_key(name)].add(at)
    queries = spoiled(latin, chinese, per_way, SEED)
    right = [frozenset(rows[_key(names[one.owner])]) for one in queries]
    strangers = [real[at] for at in sorted(held)]
    return Register(names, [*(one.text for one in queries), *strangers], right, [one.way for one in queries], len(strangers))


def _key(name: str) -> tuple[str, ...] | str:
    """What names share that differ by their legal form alone."""
    return words_of(name) or name


def thinned(register: Register, count: int) -> Register:
    """Fewer queries, spread evenly over both kinds."""
    known = len(register.right)
    step = max(1, -(-len(register.queries) // count))
    kept, strange = range(0, known, step), range(known, len(register.queries), step)
    queries = [register.queries[at] for at in (*kept, *strange)]
    return Register(register.names, queries, [register.right[at] for at in kept], [register.ways[at] for at in kept], len(strange))


def large(register: Register, entrants: Sequence[Entrant], slow: Mapping[Entrant, int], told: Told) -> list[Table]:
    """Parts `rank` and `decide`, of one search: places of right answers, and what a line that lets 5 % of strangers through still finds."""
    ranks: list[list[Cell]] = []
    decided: list[list[Cell]] = []
    missing: list[Missing] = []
    ways: dict[str, dict[str, float]] = {}
    for entrant in entrants:
        few = thinned(register, slow[entrant]) if entrant in slow else register
        told(f"{len(few.names):,} names: {entrant.name}, {len(few.queries):,} queries")
        answer = ask(entrant, look_up_task(few.queries, few.names, entrant))
        if isinstance(answer, Missing):
            missing.append(answer)
            continue
        at = places(found_rows(answer)[: len(few.right)], few.right)
        ranks.append(_large_row(answer, few, at))
        decided.append(_decided_row(answer, few, at))
        ways[entrant.name] = {way: recall_at([place for place, one in zip(at, few.ways, strict=True) if one == way], 1) for way in few.ways}
    note = f"{len(register.right):,} spoiled names and {register.strangers:,} strangers asked among {len(register.names):,} names."
    note += unmeasured(missing)
    return [
        Table("rank", "A large register", note, (*_COLUMNS[:5], "Latin first", "Chinese first", *_COLUMNS[5:]), ranks),
        Table("decide", "Found at a limit of false alerts, on names alone", _DECIDED, _DECIDED_COLUMNS, decided),
        _by_way(ways),
    ]


_DECIDED = (
    "A false alert is a stranger, a real name that is not in the register, whose best candidate is above the line. Found: the right answer "
    "is first and above it. Of Latin names."
)
_DECIDED_COLUMNS = ("contestant", "queries", *(f"{head} at {share:.0%}" for share in _FALSE_ALERTS for head in ("line", "found")))


def _large_row(answer: Answer, asked: Register, at: Sequence[int]) -> list[Cell]:
    """Places, for all, Latin and Chinese queries."""
    chosen = [[place for place, way in zip(at, asked.ways, strict=True) if way in ways] for ways in (LATIN, CHINESE)]
    shares: list[Cell] = [*(recall_at(at, most) for most in (1, 5, _DEEP)), *(recall_at(some, 1) if some else None for some in chosen)]
    rate = len(asked.queries) / answer.seconds
    return [f"{answer.contestant} {answer.version}", len(at), *shares, answer.prepared, rate, round(answer.megabytes)]


def _decided_row(answer: Answer, asked: Register, at: Sequence[int]) -> list[Cell]:
    """The line at each limit, and the share of spoiled Latin names whose right answer is first and above it."""
    best = np.array([rows[0][1] if rows else 0.0 for rows in answer.found])
    known = len(asked.right)
    latin = np.array([way in LATIN for way in asked.ways])
    first = np.array([place == 1 for place in at])
    cells: list[Cell] = []
    for share in _FALSE_ALERTS:
        line = alarm_line(best[known:], share)
        cells += [line, float((first & (best[:known] > line))[latin].mean())]
    return [f"{answer.contestant} {answer.version}", int(latin.sum()), *cells]


def _by_way(ways: Mapping[str, Mapping[str, float]]) -> Table:
    """Right first, by the way in which a name was spoiled."""
    rows: list[list[Cell]] = [
        [way, *(shares.get(way) for shares in ways.values())]
        for way in (*LATIN, *CHINESE)
        if any(way in shares for shares in ways.values())
    ]
    return Table("rank", "A large register: right first, by the way a name is spoiled", "", ("way", *ways), rows)
