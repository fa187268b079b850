"""Parts of the benchmark that score pairs: English names, Chinese against English, how quick that is, and whether scores are calibrated."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct, field

from name_chinese import Listed, romanised
from name_contest import CLEW, LOGIC, RAPIDFUZZ, SPARSE, SPLINK, WRATIO, Entrant, Missing, ask
from name_measures import Bin, Floats, Truth, at_line, average_precision, best_line, bins, calibration_error
from name_sets import Pair, truth
from name_table import Cell, Table
from name_task import Answer, Task

SCORERS = (CLEW, RAPIDFUZZ, WRATIO, SPARSE, LOGIC, SPLINK)
_SLOW = {LOGIC: 6_000, SPLINK: 6_000}
"""Pairs that slow contestants get where speed is measured."""
_LINES: Mapping[str, float] = {LOGIC.name: 0.7, RAPIDFUZZ.name: 0.8, WRATIO.name: 0.8, SPARSE.name: 0.8}
_HALF = 0.5
DEFAULTS = (
    "Default lines: a probability of 0.5 for clew and Splink, 0.7 for logic-v2; 0.8 for rapidfuzz and sparse_dot_topn, which have none"
)
_EXAMPLES = 12


class Scored(Struct, frozen=True):
    """A set of pairs, and what each contestant that ran says of them."""

    title: str
    pairs: Sequence[Pair]
    scores: Mapping[str, Floats] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    missing: Sequence[Missing] = ()


def score_pairs(title: str, pairs: Sequence[Pair], entrants: Sequence[Entrant], told: Callable[[str], None]) -> Scored:
    """Have every contestant score the pairs."""
    scores: dict[str, Floats] = {}
    answers: dict[str, Answer] = {}
    missing: list[Missing] = []
    for entrant in entrants:
        told(f"{title}: {entrant.name}, {len(pairs):,} pairs")
        answer = ask(entrant, pair_task(pairs, entrant))
        if isinstance(answer, Missing):
            missing.append(answer)
        else:
            scores[entrant.name], answers[entrant.name] = np.array(answer.scores), answer
    return Scored(title, pairs, scores, answers, missing)


def pair_task(pairs: Sequence[Pair], entrant: Entrant) -> Task:
    """The pairs as a contestant gets them."""
    ready: Callable[[str], str] = romanised if entrant.romanised else str
    return Task(left=[ready(pair.left) for pair in pairs], right=[ready(pair.right) for pair in pairs])


def quality(part: str, scored: Scored) -> Table:
    """Precision, recall and F1 at each contestant's default line and at its best one."""
    same = truth(scored.pairs)
    rows: list[list[Cell]] = []
    for name, scores in scored.scores.items():
        answer, usual, best = scored.answers[name], at_line(scores, same, _LINES.get(name, _HALF)), best_line(scores, same)
        rows.append([
            *(f"{answer.contestant} {answer.version}", usual.line, usual.precision, usual.recall, usual.f1),
            *(best.line, best.precision, best.recall, best.f1, average_precision(scores, same)),
        ])  # fmt: skip
    columns = ("contestant", "default line", "precision", "recall", "F1", "best line", "precision", "recall", "F1", "average precision")
    note = f"{len(same):,} pairs, {int(same.sum()):,} of them matches. {DEFAULTS}. The best line is chosen with the answers at hand."
    note += unmeasured(scored.missing)
    return Table(part, scored.title, note, columns, rows)


def unmeasured(missing: Sequence[Missing]) -> str:
    """A sentence for each contestant that did not run, with the reason; empty where all ran."""
    return "".join(f" Not measured: {one.name} ({one.why})." for one in missing)


def by_class(part: str, scored: Scored) -> Table:
    """For each class of pairs the share that is judged rightly at each contestant's best line: found matches, and kept apart others."""
    same = truth(scored.pairs)
    lines = {name: best_line(scores, same).line for name, scores in scored.scores.items()}
    kinds = Counter((pair.same, pair.kind) for pair in scored.pairs)
    rows: list[list[Cell]] = []
    for wanted, kind in sorted(kinds, key=lambda one: (not one[0], one[1])):
        inside = np.array([pair.kind == kind and pair.same == wanted for pair in scored.pairs])
        shares = [float(((scores[inside] >= lines[name]) == wanted).mean()) for name, scores in scored.scores.items()]
        rows.append([kind, "match" if wanted else "different", kinds[wanted, kind], *shares])
    note = "The share judged rightly, at each contestant's best line."
    return Table(part, f"{scored.title}: by class", note, ("class", "truth", "pairs", *scored.scores), rows)


def confusions(scored: Scored, name: str) -> Table:
    """The pairs that a contestant judges most wrongly."""
    same, scores = truth(scored.pairs), scored.scores[name]
    wrong = np.argsort(-np.where(same, 1 - scores, scores), kind="stable")[:_EXAMPLES]
    rows: list[list[Cell]] = [
        [scored.pairs[at].left, scored.pairs[at].right, "match" if same[at] else "different", float(scores[at]), scored.pairs[at].kind]
        for at in wrong.tolist()
    ]
    return Table("english", f"{scored.title}: what {name} judges most wrongly", "", ("left", "right", "truth", "score", "class"), rows)


def calibration(title: str, scores: Floats, same: Truth, of: str) -> tuple[Table, list[Bin]]:
    """Whether of the pairs scored p a share p is true, in ten bins; `of` says which pairs they are."""
    found = bins(scores, same)
    rows: list[list[Cell]] = [[f"{one.low:.1f} to {one.high:.1f}", one.pairs, one.scored, one.true] if one.pairs else
        [f"{one.low:.1f} to {one.high:.1f}", 0, None, None] for one in found]  # fmt: skip
    note = (
        f"{of} Expected calibration error {calibration_error(found):.3f}: the distance between score and truth, on average over all pairs."
    )
    return Table("calibration", f"Calibration of {CLEW.name}: {title}", note, ("scored", "pairs", "mean score", "share true"), rows), found


def chinese_pairs(companies: Sequence[Listed]) -> list[Pair]:
    """Chinese and English name of each unseen company, and as many wrong ones: the English name of the listed company that is nearest.

    Nearest is the one whose English name shares the most, and the rarest, words with the right one.
    """
    words = [frozenset(one.english.casefold().replace(",", " ").replace(".", " ").split()) for one in companies]
    counts = Counter(word for found in words for word in found)
    pairs: list[Pair] = []
    for at, one in enumerate(companies):
        if not one.unseen:
            continue
        near = max(
            (other for other in range(len(companies)) if companies[other].english != one.english),
            key=lambda other: (sum(1 / counts[word] for word in words[at] & words[other]), companies[other].code),
        )
        pairs.append(Pair(one.chinese, one.english, same=True, kind="official names"))
        pairs.append(Pair(one.chinese, companies[near].english, same=False, kind="the nearest listed company"))
    return pairs


def speed(pairs: Sequence[Pair], entrants: Sequence[Entrant], told: Callable[[str], None]) -> Table:
    """Pairs a second, and memory."""
    rows: list[list[Cell]] = []
    missing: list[Missing] = []
    for entrant in entrants:
        asked = pairs[: _SLOW.get(entrant, len(pairs))]
        told(f"speed: {entrant.name}, {len(asked):,} pairs")
        answer = ask(entrant, pair_task(asked, entrant))
        if isinstance(answer, Missing):
            missing.append(answer)
            continue
        rows.append(
            [f"{answer.contestant} {answer.version}", len(asked), answer.seconds, len(asked) / answer.seconds, round(answer.megabytes)]
        )
    note = f"Seconds without start-up; memory is the peak of the whole process.{unmeasured(missing)}"
    return Table("speed", "Pairs a second", note, ("contestant", "pairs", "seconds", "pairs/s", "MB"), rows)


def repeated(pairs: Sequence[Pair], count: int) -> Iterator[Pair]:
    """So many pairs that all differ: names of the set in new combinations, near ones and far ones in turn."""
    size = len(pairs)
    for number in range(count):
        shift, at = divmod(number, size)
        yield pairs[at] if shift == 0 else Pair(pairs[at].left, pairs[(at + shift) % size].right, same=False, kind="another name")
