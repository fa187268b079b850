"""Find: for holdings that nothing resolved, the nearest names among all sources in force; candidates for a person, never findings."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell
from clew.model.matching import Found, Near
from clew.names.comparison import compare
from clew.names.pairs import Verdict
from clew.names.parsing import parse
from clew.names.parts import Kind
from clew.names.searching import Hit
from clew.names.text import has_han
from clew.resolve.holdings import NEAR_NAME, holdings_plan
from clew.resolve.mentions import CALLED
from clew.work.clocks import Clocks
from clew.work.name_lake import NameLake, open_names
from clew.work.near import NearSet, digest_of, keep_near
from clew.work.pinning import Pinned, pinned
from clew.work.release import datasets, release_inputs
from clew.work.reviewing import Scope, baskets_of, check_line, side_by_side
from clew.work.stores import Progress, Stores, silent

LINE = 0.25
"""The likelihood from which two names are possibly one company's."""
_MILLION = 1_000_000
_LETTERS, _CHARACTERS = 4, 2
_LEADS = ("", "restriction", "evidence")
"""To what threads lead from a company: nothing, a restriction of law alone, or more."""
_TELLING = frozenset({Verdict.SAME, Verdict.POSSIBLE, Verdict.DIFFERENT})
"""Of two names that are related a search knows that they are two companies; of too little it knows nothing."""
_UNRESOLVED = """
SELECT DISTINCT h.name FROM holding h LEFT JOIN holding_match m ON m.book = h.book AND m.row_number = h.row_number
WHERE m.cluster_id IS NULL AND h.name <> '' ORDER BY 1
"""
# Of a company the nearest of all names of all its entities; what a person has decided is no candidate any more.
_NEAR = """
SELECT b.subject, b.held, b.lines, b.entity_id, n.name, b.name, coalesce(g.dataset, ''), coalesce(g.locator, ''), b.score,
       coalesce(v.leads, 0) AS leads
FROM (
  SELECT h.subject, w.held, k.cluster_id, w.entity_id, w.name, w.score,
         count(*) OVER (PARTITION BY h.subject, k.cluster_id, w.held, w.entity_id) AS lines,
         row_number() OVER (PARTITION BY h.subject, k.cluster_id ORDER BY w.score DESC, w.entity_id, w.held) AS place
  FROM holding_candidate k JOIN holding h ON h.book = k.book AND h.row_number = k.row_number
  JOIN near_name w ON w.held = h.name JOIN cluster c ON c.entity_id = w.entity_id AND c.cluster_id = k.cluster_id
) AS b
JOIN cluster c ON c.entity_id = b.entity_id JOIN cluster_name n ON n.cluster_id = c.cluster_id
LEFT JOIN near_place g ON g.entity_id = b.entity_id AND g.name = b.name
LEFT JOIN led v ON v.cluster_id = c.cluster_id
WHERE b.place = 1 ORDER BY leads DESC, b.score DESC, b.subject, b.entity_id
"""
_LEADING = """
SELECT cluster_id, max(CASE WHEN restriction = 0 AND positive = 0 THEN 2 ELSE 1 END) AS leads FROM (
  SELECT n.cluster_id, e.restriction, e.positive FROM label l JOIN node n ON n.node = l.spot
  JOIN proof p ON p.proof = l.proof JOIN evidence e ON e.evidence_id = p.evidence_id AND e.indicator = p.indicator
  UNION ALL
  SELECT cluster_id, restriction, positive FROM evidence
) AS led GROUP BY cluster_id
"""
_PLACES = """
SELECT c.entity_id, c.value AS name, min(c.dataset) AS dataset, min(c.locator) AS locator
FROM claims c JOIN (SELECT DISTINCT entity_id, name FROM near_name) AS w ON w.entity_id = c.entity_id AND w.name = c.value
WHERE c.prop IN {called} GROUP BY c.entity_id, c.value
"""

_AROUND = Plan(
    "near",
    (
        Step("near_place", _PLACES.format(called=CALLED), "where each name that came near stands in its source"),
        Step("led", _LEADING, "companies from which a thread leads to evidence, and whether to more than a restriction"),
    ),
)


def find(stores: Stores, scope: Scope, clocks: Clocks, above: float = LINE, progress: Progress = silent) -> Found:
    """Look for the names of holdings that nothing resolved, and keep what is found as possible matches.

    Args:
        stores: the workspace.
        scope: what is looked at.
        clocks: as-of and known.
        above: the lowest likelihood that is kept.
        progress: told what begins.

    Raises:
        InputError: a file and a portfolio are named both, the file cannot be used, or the line is no likelihood.
        NotFoundError: there is no such portfolio.
    """
    check_line(above)
    baskets, skipped = baskets_of(stores, scope, progress)
    basket, titles = side_by_side(baskets), tuple(one.name for one in baskets)
    with pinned(stores, clocks, progress) as held:
        basket.load(held.engine)
        held.engine.run(holdings_plan(held.release.packs.names))
        asked = [str(row[0]) for row in held.engine.fetch(_UNRESOLVED)]
        lake = open_names(stores, held.release.snapshots, progress)
        rows = _pairs(lake, {name: issuer_of(name, _classes(held)) for name in asked}, above, progress)
        held.engine.load("near_name", NEAR_NAME, rows)
        progress("Saying why")
        near = tuple(_read(held))
        if baskets:
            keep_near(stores, held.engine, _about(scope, titles, clocks, above, rows))
        return Found(
            near=near,
            asked=len(asked),
            among=len(lake),
            above=above,
            portfolios=titles,
            skipped=tuple(skipped),
            as_of=clocks.as_of,
            known=clocks.known,
            inputs=(*basket.inputs, *release_inputs(replace(held.release, near=()))),
            chain_head=held.head,
        )


def _about(scope: Scope, titles: tuple[str, ...], clocks: Clocks, above: float, rows: Sequence[Sequence[Cell]]) -> NearSet:
    """What is kept of the pairs besides themselves."""
    file = scope.file.name if scope.file else ""
    return NearSet(() if file else titles, file, clocks.known, above, len(rows), digest_of(rows))


def _pairs(lake: NameLake, asked: Mapping[str, str], above: float, progress: Progress) -> list[tuple[Cell, ...]]:
    """Rows of `near_name`, in order: each entity once for a name, by that one of its names which is nearest.

    Args:
        lake: what is searched.
        asked: name of a holding → that of its issuer.
        above: the lowest likelihood.
        progress: told how far it is.
    """
    rows: list[tuple[Cell, ...]] = []
    queries = {held: name for held, name in asked.items() if says_enough(name)}
    for held, hits in zip(queries, lake.search(list(queries.values()), above, progress), strict=True):
        nearest: dict[str, Hit] = {}
        for hit in hits:
            if hit.verdict in _TELLING and says_enough(hit.name):
                nearest.setdefault(hit.id, hit)
        rows += [(held, entity, hit.name, round(hit.score * _MILLION)) for entity, hit in sorted(nearest.items())]
    return rows


def says_enough(name: str) -> bool:
    """Whether a name is long enough that another like it may be the same: four letters, or two characters, as where names are equal.

    Lists give aliases such as three initials; every other company has them too.
    """
    said = "".join(part.text for part in parse(name).parts if part.kind is not Kind.FORM).replace(" ", "")
    return len(said) >= (_CHARACTERS if has_han(said) else _LETTERS)


def issuer_of(name: str, classes: Sequence[str]) -> str:
    """The name of a holding without words at its end that tell securities of one issuer apart, as where names are equal."""
    words = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(classes, key=len, reverse=True))
    return re.sub(rf"(?<=\S)([\s,(-]+({words})\b[\s.)]*)+$", "", name, flags=re.IGNORECASE)


def _classes(held: Pinned) -> Sequence[str]:
    return held.release.packs.names.share_classes


def _read(held: Pinned) -> Iterator[Near]:
    """The pairs that no person has decided, with why."""
    engine, sources = held.engine, datasets(held.release.snapshots)
    engine.run(holdings_plan(held.release.packs.names))
    engine.run(_AROUND)
    for subject, name, lines, entity_id, entity, near, dataset, place, score, leads in engine.fetch(_NEAR):
        alike = compare(issuer_of(str(name), _classes(held)), str(near))
        yield Near(
            subject=str(subject),
            held=str(name),
            rows=int(str(lines)),
            entity_id=str(entity_id),
            entity=str(entity),
            name=str(near),
            dataset=str(dataset),
            source=sources[str(dataset)].card.short,
            place=str(place),
            score=int(str(score)) / _MILLION,
            verdict=str(alike.verdict),
            why=alike.why,
            leads=_LEADS[int(str(leads))],
        )
