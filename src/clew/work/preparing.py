"""Preparing a release: from its claims, stage by stage, to the labels that screenings read.

The key of a stage names what the stages before it say in the tables that it reads, and not why: after a list changed, what turns out the
same is left as it is, and so is all that was made of it. Labels of a large graph are kept for each indicator on its own.
"""

from collections.abc import Iterable, Mapping, Sequence

from clew.engine.port import Engine
from clew.lake.caches import key_of
from clew.resolve import clusters, entities, mentions
from clew.resolve.decisions import UNDECIDED
from clew.trace import evidence, goods, graph, labels, links, proofs, statements
from clew.trace.reached import SOUGHT
from clew.values.days import months_before
from clew.work.deciding import decide
from clew.work.near import load_near
from clew.work.release import Packs, Release
from clew.work.stages import Parts, Preparation, Stage, as_one, groups, in_parts, of_sources, read_claims
from clew.work.stores import Progress, Stores, silent

_ALONE = 100_000
"""Claims from which on a group of sources is kept apart: less is computed anew as fast as it is found."""
LARGE = 1_000_000
"""Links from which on the labels of each indicator are kept apart, and tables that are sought in have an index; of a smaller graph all
labels are computed anew as fast, and its tables are read as fast."""
_ENTITIES = "\n".join((*(plan.text() for plan in entities.PLANS), clusters.PLAN_TEXT))
_COUNT = "SELECT count(*) FROM arc"
_MENTIONED = tuple(name for name in mentions.TABLES if name != "called")


def prepare(
    stores: Stores, engine: Engine, release: Release, progress: Progress = silent, alone: int = _ALONE, large: int = LARGE
) -> tuple[Stage, ...]:
    """Make the release's tables (entities, clusters, links, labels) available in the engine, from the caches or anew; says which.

    Args:
        stores: the caches.
        engine: takes the tables, and computes what is missing.
        release: what they are a function of.
        progress: told what begins.
        alone: claims from which on sources are computed and kept apart from others.
        large: links from which on labels are computed and kept for each indicator apart, and tables in which portfolios are looked up have
            an index. No row depends on either.

    Raises:
        UnexpectedContentError: there is evidence of an indicator that nobody knows, or more than numbers can tell apart.
        WorkspaceError: the workspace cannot be read or written, or memory or disk do not suffice.
    """
    preparation = Preparation(stores, engine, release, progress, groups(release.snapshots, alone))
    _load(preparation)
    named, joined, companies = _companies(preparation)
    plan, rules = statements.statements_plan(release.packs.policy), repr(release.packs.standards.reported)
    stated = of_sources(preparation, "statements", plan, statements.TABLES, rules)
    ends, linked = _links(preparation, stated, companies)
    numbered = _graph(preparation, linked)
    known = {**companies, **linked.contents(preparation, "link"), **numbered.contents(preparation, "linked")}
    proven = _evidence(preparation, stated, known)
    labelled = _labels(preparation, numbered, large)
    if _count(engine) >= large:
        _index(preparation, (numbered, proven, labelled))
    if release.judgements:
        decide(engine)
    else:
        engine.load("decision", UNDECIDED, [])
    return tuple(one.stage for one in (named, joined, stated, ends, linked, numbered, proven, labelled))


def companies_text(packs: Packs) -> str:
    """The text of every query from claims to companies: part of the key of all that is made of these."""
    return mentions.mentions_plan(packs.names).text() + _ENTITIES


def _load(preparation: Preparation) -> None:
    """Hand the engine the claims, the judgements, and the small tables of the packs."""
    engine, release = preparation.engine, preparation.release
    read_claims(engine, release.snapshots)
    columns = {**dict.fromkeys(("subject", "entity_id", "verdict"), "VARCHAR"), "confirmed": "BIGINT"}
    judged = [(one.subject, one.entity_id, one.verdict, int(bool(one.confirmed_by))) for one in release.judgements]
    engine.load("judgement", columns, judged)
    load_near(preparation.stores, engine, release.near)
    packs = release.packs
    links.load_rules(engine, packs.policy, packs.standards, _sources(release))
    goods.load_goods_lines(engine, packs.goods)
    graph.load_grammar(engine, packs.policy)


def _companies(preparation: Preparation) -> tuple[Parts, Parts, dict[str, str]]:
    """What sources mention, which of it is one company, and both as a part of a key."""
    named = of_sources(preparation, "mentions", mentions.mentions_plan(preparation.release.packs.names), mentions.TABLES)
    known = named.contents(preparation, *_MENTIONED)

    def build() -> None:
        entities.build_pairs(preparation.engine)
        clusters.build_clusters(preparation.engine)

    said = {**known, "decisions": preparation.release.joins_hash(), "plan": _ENTITIES}
    joined = as_one(preparation, "entities", said, {**entities.TABLES, **clusters.TABLES}, build)
    preparation.engine.define(entities.IDENTIFIERS)
    preparation.engine.define(clusters.CLUSTERS)
    return named, joined, {**named.contents(preparation, "entity"), **joined.contents(preparation, "merged")}


def _links(preparation: Preparation, stated: Parts, companies: Mapping[str, str]) -> tuple[Parts, Parts]:
    """The companies at the ends of links, and the links."""
    release, engine = preparation.release, preparation.engine
    said = {**companies, **stated.contents(preparation, "link_end"), "plan": links.ENDS.text()}
    ends = as_one(preparation, "ends", said, links.END_TABLES, lambda: engine.run(links.ENDS))
    speaking = {str(row[0]) for row in engine.fetch("SELECT DISTINCT dataset FROM linking ORDER BY dataset")}
    plan = links.links_plan(release.as_of, _cutoff(release))
    said = {**ends.contents(preparation, "resolved_end"), **stated.contents(preparation, "ends", "goods_said"), "plan": plan.text()}
    said |= {"sources": repr([one for one in _sources(release) if one[0] in speaking]), **_rules(release)}
    return ends, as_one(preparation, "links", said, links.TABLES, lambda: engine.run(plan))


def _graph(preparation: Preparation, linked: Parts) -> Parts:
    """Companies on links, and the links, in numbers; in memory, where they were made: labels come next."""
    policy = preparation.release.packs.policy
    said = {**linked.contents(preparation, "link"), "plan": graph.PLAN.text(), "classes": repr(graph.classes(policy))}
    said |= {"goods": preparation.release.packs.goods.text, "policy": policy.text}
    return as_one(preparation, "graph", said, graph.TABLES, lambda: graph.build_graph(preparation.engine, policy), stays=True)


def _evidence(preparation: Preparation, stated: Parts, known: Mapping[str, str]) -> Parts:
    """Evidence, and its numbers."""
    release, engine = preparation.release, preparation.engine
    standards, plan = release.packs.standards, evidence.evidence_plan(release.as_of, _cutoff(release))
    said = {**known, **stated.contents(preparation, "notice", "listing", "said_report", "topic"), "plan": plan.text() + proofs.PLAN.text()}
    said |= {"sources": repr(_sources(release)), "standards": standards.text, **_rules(release)}

    def build() -> None:
        engine.run(plan)
        evidence.check_indicators(engine, standards)
        proofs.build_proofs(engine, standards.by_code)

    made = as_one(preparation, "evidence", said, {**evidence.TABLES, **proofs.TABLES}, build)
    engine.define(proofs.NODES)
    return made


def _labels(preparation: Preparation, numbered: Parts, large: int) -> Parts:
    """The labels of all evidence; of a large graph those of each part are kept on their own."""
    engine, policy = preparation.engine, preparation.release.packs.policy
    tables = labels.tables(policy)
    said = {**numbered.contents(preparation, "arc", "scale"), "steps": repr(graph.steps(policy)), "plan": labels.plan_text(policy)}
    said |= {"goods": preparation.release.packs.goods.text}
    found = [(int(str(part)), str(digest)) for part, digest in engine.fetch("SELECT part, digest FROM part ORDER BY part")]
    apart = [[one] for one in found] if _count(engine) >= large and len(found) > 1 else [found]
    keys = {key_of({**said, "proofs": repr(group)}): group[0][0] if group else 0 for group in apart}

    def build(missing: Sequence[str]) -> None:
        preparation.progress("Computing labels")
        if numbered.stage.kept:
            engine.run(graph.AT_HAND)
        if len(keys) == 1:
            labels.build_labels(engine, policy)
            preparation.stores.caches.keep(engine, "labels", missing[0], tables)
            return
        labels.build_labels(engine, policy, [keys[key] for key in missing])
        for key in missing:
            engine.define(labels.part_plan(engine, policy, keys[key]))
            preparation.stores.caches.keep(engine, "labels", key, tables, labels.PART)

    made = in_parts(preparation, "labels", tuple(keys), tables, build)
    engine.define(labels.whole(policy))
    # From now on few links are sought at a time: on the disk they lie in order. Its files are held, so they are there.
    preparation.stores.caches.recall(engine, "graph", numbered.keys[0], graph.TABLES)
    return made


def _index(preparation: Preparation, made: Iterable[Parts]) -> None:
    """Indices of the tables in which portfolios are looked up: of the parts that are new, and of those whose index is gone."""
    caches = preparation.stores.caches
    kept = [
        (parts.stage.name, key, table, column)
        for parts in made
        for key in parts.keys
        for table, column in SOUGHT.items()
        if table in parts.stage.tables
    ]
    missing = [one for one in kept if not caches.indexed(*one)]
    if missing:
        preparation.progress("Making indices")
    for one in missing:
        caches.index(preparation.engine, *one)


def _count(engine: Engine) -> int:
    """How many links there are."""
    return int(str(engine.fetch(_COUNT)[0][0]))


def _rules(release: Release) -> dict[str, str]:
    """What links and evidence are a function of besides what is said."""
    packs = release.packs
    return {"policy": packs.policy.text, "goods": packs.goods.text, "as_of": release.as_of}


def _sources(release: Release) -> list[tuple[str, str, str]]:
    """Dataset, day of publication and family of every source."""
    return [(one.version.dataset, one.version.published, one.card.family) for one in release.snapshots]


def _cutoff(release: Release) -> str:
    """The day before which a claim that was not renewed is historical."""
    return months_before(release.as_of, release.packs.policy.historical_months)
