"""Every query of a screening, as it is run: one text for a laptop and for a cluster, and the same rows each time."""

from collections.abc import Iterator

import pytest
import sqlglot
from sqlglot import exp

from clew.engine.dialect import FUNCTIONS
from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan
from clew.engine.port import Row
from clew.pack.names import load_name_words
from clew.pack.policy import load_policy
from clew.pack.standards import load_standards
from clew.resolve.decisions import decisions_plan
from clew.resolve.holdings import holdings_plan
from clew.trace.around import read_around
from clew.trace.evidence import check_indicators
from clew.trace.graph import build_graph, load_grammar
from clew.trace.labels import LEADING, build_labels
from clew.trace.lookthrough import open_books
from clew.trace.paths import read_threads
from clew.trace.proofs import build_proofs
from tests.graph import load_links
from tests.world import CLAIMS, load_portfolio


class Recorder(DuckEngine):
    """Keeps the text of everything that it runs."""

    def __init__(self) -> None:
        super().__init__()
        self.queries: dict[str, str] = {}

    def run(self, plan: Plan) -> None:
        self.queries |= {step.name: step.sql for step in plan.steps}
        super().run(plan)

    def fetch(self, sql: str) -> list[Row]:
        self.queries[f"fetch {len(self.queries)}"] = sql
        return super().fetch(sql)


@pytest.fixture
def ran() -> Iterator[Recorder]:
    engine = Recorder()
    screened(engine)
    yield engine
    engine.close()


def screened(engine: DuckEngine) -> None:
    policy = load_policy()
    load_links(engine, CLAIMS)
    check_indicators(engine, load_standards())
    load_grammar(engine, policy)
    build_graph(engine, policy)
    build_proofs(engine, load_standards().by_code)
    build_labels(engine, policy)
    load_portfolio(engine)
    engine.run(decisions_plan(LEADING))
    engine.run(holdings_plan(load_name_words()))
    open_books(engine)
    engine.load("wanted", {"cluster_id": "VARCHAR"}, [(f"crosswalk:{key}",) for key in ("aurelia", "lindqvist", "norden", "orchard")])
    read_threads(engine)
    read_around(engine, policy)


def name(function: exp.Func) -> str:
    return (function.name if isinstance(function, exp.Anonymous) else function.sql_name()).upper()


def test_every_query_is_understood_by_both_dialects(ran: Recorder) -> None:
    for query in ran.queries.values():
        assert sqlglot.parse_one(query, read="duckdb") is not None
        assert sqlglot.parse_one(query, read="spark") is not None


def test_functions_are_those_that_both_dialects_have(ran: Recorder) -> None:
    aliases = {"SUBSTRING": "SUBSTR", "STR_POSITION": "INSTR", "IF": "CASE"}
    known = {function.upper() for function in FUNCTIONS} | {"AND", "OR", "CASE", "EXISTS"}
    used = {name(found) for query in ran.queries.values() for found in sqlglot.parse_one(query, read="duckdb").find_all(exp.Func)}
    assert {aliases.get(function, function) for function in used} - known == set()


def test_no_query_uses_what_one_dialect_alone_understands(ran: Recorder) -> None:
    for query in ran.queries.values():
        assert "\\" not in query
        text = [token.text for token in sqlglot.tokenize(query, read="duckdb") if token.token_type == sqlglot.TokenType.IDENTIFIER]
        assert text == []
        upper = query.upper()
        assert not any(word in upper for word in (" QUALIFY ", " EXCLUDE", "GROUP BY ALL", "ORDER BY ALL", "::", " LIMIT ", "AS VARCHAR"))


def test_every_column_of_a_kept_table_has_a_name(ran: Recorder) -> None:
    for table in ran.queries:
        if not table.startswith("fetch"):
            for (column,) in DuckEngine.fetch(ran, f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"):  # noqa: S608 - ours
                assert str(column).isidentifier(), f"{table}.{column}"


def test_the_same_claims_give_the_same_rows(ran: Recorder) -> None:
    other = Recorder()
    screened(other)
    for table in ("cluster", "cluster_name", "link", "evidence", "label", "layer_1", "holding_match", "holding_candidate", "leaf", "path"):
        query = f"SELECT * FROM {table} ORDER BY ALL"  # noqa: S608 - names of ours
        assert ran.fetch(query) == other.fetch(query)
    other.close()
