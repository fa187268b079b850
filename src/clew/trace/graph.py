"""The graph in numbers: companies and links numbered once for a release, so that labels are found by whole numbers alone.

A company's number is a multiple of `STATES`, so that a number and a state of the grammar make one number, a *spot*. A score and the number
of the link by which it was reached make one number as well, a *cost*, of which the least is the best score and, among links that are as
good, the first: `cost = score * pack + link`. Numbers follow the order of ids: where two ways are as good, the smaller number is the
smaller id. Evidence has numbers of its own, in `proofs`.
"""

from collections.abc import Iterator

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.errors import Fault, UnexpectedContentError
from clew.pack.policy import START, Policy, score

STATES = 64
"""More than a grammar has states."""
_OWNED, _HELD = ("owns", "parent"), ("controlled", "minority")
_LARGEST = 1 << 63
"""No whole number of an engine is as large."""
TABLES = {"linked": ("cluster_id",), "arc": ("source", "target", "class", "link"), "scale": ("pack",)}
"""Tables of this stage, with the columns that order them."""

_LINKED = f"""
SELECT cluster_id, {STATES} * row_number() OVER (ORDER BY cluster_id) AS node
FROM (SELECT source_id AS cluster_id FROM link UNION SELECT target_id FROM link) AS known
"""  # noqa: S608 - numbers of ours
# There may be many in memory, so what is small is kept small.
_ARC = """
SELECT s.node AS source, t.node AS target, CAST(c.class AS SMALLINT) AS class, l.score, CAST(l.historical AS SMALLINT) AS historical,
       CAST(coalesce(g.number, 0) AS SMALLINT) AS goods, l.number AS link
FROM link l
JOIN linked s ON s.cluster_id = l.source_id JOIN linked t ON t.cluster_id = l.target_id
JOIN class c ON c.kind = l.kind AND c.held = l.held
LEFT JOIN goods_number g ON g.line = l.line
"""
PLAN = Plan(
    "graph",
    (
        Step("linked", _LINKED, "every company on a link, numbered"),
        Step("arc", _ARC, "links that the grammar may follow"),
    ),
)
"""From `link`, `class` and `goods_number` to the graph."""

AT_HAND = Plan("graph at hand", (Step("arc", "SELECT * FROM arc", "links in memory, since labels read them often"),))
"""From links that are kept on the disk to the same in memory."""

_SIZES = "SELECT count(*), coalesce(max(number), 0) FROM link"
AHEAD = f"""JOIN arc a ON a.source = n.spot - n.spot % {STATES}
JOIN step t ON t.class = a.class AND t.source = n.spot % {STATES}"""
"""SQL for the links onward from the places of a table `n`."""
CROSSED = "a.target + t.target AS further, a.historical, t.checks * a.goods AS sold, t.sets * a.goods AS bought, t.keeps"
"""SQL for what is kept of such a link `a` and its step `t`, until it is known what lies behind."""
BEHIND = "n.topic = y.topic + (1 - y.topic % 2) * n.historical AND n.line = n.bought + n.keeps * y.line"
"""SQL for whether a label `y` at the far end of such a link `n` is one that leads to the place's own label."""


def load_grammar(engine: Engine, policy: Policy) -> None:
    """Hand the engine the grammar: `state`, `class` and `step`.

    `step` (class, source, target, checks, sets, keeps): over a link of the class, from a state to a state. Where it `checks`, the link's
    goods must go on from those that the target buys; the line of a label is then that of the link (`sets`) or of the label behind
    it (`keeps`): it is kept in the states from which goods are checked.
    """
    text, whole = "VARCHAR", "BIGINT"
    numbers, known = _states(policy), classes(policy)
    engine.load("state", {"name": text, "state": whole}, list(numbers.items()))
    engine.load("class", {"kind": text, "held": text, "class": whole}, [(*pair, number) for pair, number in known.items()])
    engine.load("step", dict.fromkeys(("class", "source", "target", "checks", "sets", "keeps"), whole), steps(policy))


def steps(policy: Policy) -> list[tuple[int, ...]]:
    """The rows of `step`, in the order of its columns."""
    numbers = _states(policy)
    lined = {step.target for step in policy.transitions if step.products == "continuous"}
    return [
        (
            number,
            numbers[step.source],
            numbers[step.target],
            int(step.products == "continuous"),
            int(step.products == "continuous" and step.source in lined),
            int(step.products != "continuous" and step.source in lined),
        )
        for step in policy.transitions
        for (kind, held), number in classes(policy).items()
        if step.link == kind and step.when in {"any", held}
    ]


def classes(policy: Policy) -> dict[tuple[str, str], int]:
    """(link kind, how it is held) → number, of links that some step follows; only ownership is held in one way or another."""
    kinds = sorted({step.link for step in policy.transitions})
    return {pair: number for number, pair in enumerate((kind, held) for kind in kinds for held in (_HELD if kind in _OWNED else ("any",)))}


def build_graph(engine: Engine, policy: Policy) -> None:
    """Make the stage's tables from `link`, `class` and `goods_number`; `scale` has the `pack` of costs, a power of two.

    Raises:
        UnexpectedContentError: there are more states or links than there are numbers for.
    """
    links, last = engine.fetch(_SIZES)[0]
    pack = 1 << max(int(str(links)), int(str(last))).bit_length()
    faults = list(_excess(policy, pack))
    if faults:
        raise UnexpectedContentError(*faults)
    engine.run(PLAN)
    engine.load("scale", {"pack": "BIGINT"}, [(pack,)])


def pack_of(engine: Engine) -> int:
    """The `pack` of the costs in the engine's tables."""
    return int(str(engine.fetch("SELECT pack FROM scale")[0][0]))


def _excess(policy: Policy, pack: int) -> Iterator[Fault]:
    """What there is too much of."""
    states = len(policy.states)
    if states >= STATES:
        yield Fault(f"the policy {policy.id} has {states} states; there may be {STATES - 1}", "Take states together.")
    least = min(policy.confidence.values())
    if (policy.hops + 1) * score(least) * pack >= _LARGEST:
        yield Fault(
            f"the policy {policy.id} allows {policy.hops} links of confidence {least}: too unsure to be told apart among {pack:,} links",
            "Allow fewer links, or give the least confidence a higher figure.",
        )


def _states(policy: Policy) -> dict[str, int]:
    """State → number; that of the investee is 0, so that its spot is the company's own number."""
    return {state: number for number, state in enumerate((START, *(one.state for one in policy.states if one.state != START)))}
