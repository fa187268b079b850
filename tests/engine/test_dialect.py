"""What a step may say, and what is found in one that says more."""

import pytest

from clew.engine.dialect import faults


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT a, count(*) AS n FROM t WHERE b IN ('x', 'y') GROUP BY a HAVING count(DISTINCT b) = 1 ORDER BY a NULLS FIRST",
        "SELECT CAST(CAST(a AS DECIMAL(18,12)) * b AS DECIMAL(18,12)) AS weight, CAST(sum(c) AS BIGINT) AS total FROM t GROUP BY 1, b",
        "SELECT row_number() OVER (PARTITION BY a ORDER BY score, id) AS place FROM t",
        "SELECT regexp_replace(lower(a), '( +(co|ltd))+ *$', '') || chr(92) AS key FROM t -- a \"comment\" with any_value(x)",
        "SELECT a FROM (SELECT a, b FROM t ORDER BY b, a LIMIT 5) AS best WHERE a <> ''",
        "SELECT CASE WHEN (a = 1) THEN 0.5 ELSE 1 END AS half FROM t JOIN (SELECT 1 AS a) AS u USING (a)",
        "SELECT a FROM t LEFT JOIN u ON (u.a = t.a) WHERE NOT EXISTS (SELECT 1 FROM v WHERE v.a = t.a) AND (t.b IS NOT NULL)",
    ],
)
def test_portable_sql_has_no_faults(sql: str) -> None:
    assert faults(sql) == ()


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("SELECT any_value(a) FROM t", "any_value is not on the list"),
        ("SELECT arg_max(a, b) FROM t", "arg_max is not on the list"),
        ("SELECT first(a) FROM t", "first is not on the list"),
        ("SELECT trim(a) FROM t", "trim is not on the list"),
        ("SELECT concat(a, b) FROM t", "concat is not on the list"),
        ("SELECT avg(score) FROM t", "avg is not on the list"),
        ("SELECT ln(confidence) FROM t", "ln is not on the list"),
        ("SELECT sha256(a) FROM t", "sha256 is not on the list"),
        ("SELECT ANY_VALUE (a) FROM t", "ANY_VALUE is not on the list"),
        ("SELECT now() AS today FROM t", "now is not on the list"),
        ("SELECT random() AS r FROM t", "random is not on the list"),
        ("SELECT a FROM t LIMIT 1", "LIMIT without an ORDER BY"),
        ("SELECT a FROM (SELECT a FROM t ORDER BY a) AS u LIMIT 1", "LIMIT without an ORDER BY"),
        ("SELECT (SELECT a FROM t LIMIT 1) AS a FROM u ORDER BY a", "LIMIT without an ORDER BY"),
        ("SELECT a FROM t ORDER BY a UNION ALL SELECT a FROM u LIMIT 1", "LIMIT without an ORDER BY"),
        ("SELECT row_number() OVER (PARTITION BY a) AS n FROM t", "row_number without an ORDER BY"),
        ("SELECT row_number() OVER w AS n FROM t", "row_number without an ORDER BY"),
        ('SELECT "a" FROM t', 'double-quoted name: "a"'),
        ("SELECT `a` FROM t", "a quoted name: `"),
        ("SELECT a / b AS share FROM t", "a division"),
        ("SELECT CAST(a AS DOUBLE) FROM t", "a cast to DOUBLE"),
        ("SELECT CAST(a AS VARCHAR) FROM t", "a cast to VARCHAR"),
        ("SELECT CAST(CAST(a AS FLOAT) AS BIGINT) FROM t", "a cast to FLOAT"),
        ("SELECT a::BIGINT FROM t", "a cast by ::"),
        ("SELECT 1e9 AS score FROM t", "a float: 1e9"),
        ("SELECT sum(score) AS total FROM t", "a sum outside a cast"),
        ("SELECT CAST(1 + sum(score) AS BIGINT) AS total FROM t", "a sum outside a cast"),
        (r"SELECT regexp_replace(a, '\s+$', '') FROM t", "a backslash or a quote in a text"),
        ("SELECT 'it''s' AS a FROM t", "a backslash or a quote in a text"),
        ("SELECT regexp_replace(a, ' +', '') FROM t", "a regexp_replace"),
        ("SELECT regexp_replace(a, ' +$', '', 'g') FROM t", "a regexp_replace"),
        ("SELECT regexp_replace(a, pattern, '') FROM t", "a regexp_replace"),
        ("SELECT substr(a, 0, 2) FROM t", "a substr from before"),
        ("SELECT substr(a, -2) FROM t", "a substr from before"),
        ("SELECT * EXCLUDE (a) FROM t", "EXCLUDE belongs to one dialect"),
        ("SELECT a FROM t QUALIFY b = 1", "QUALIFY belongs to one dialect"),
        ("SELECT a, count(*) FROM t GROUP BY ALL", "GROUP or ORDER BY ALL"),
        ("SELECT DISTINCT ON (a) a, b FROM t", "DISTINCT ON"),
        ("SELECT [a, b] AS both FROM t", "a list"),
        ("SELECT a FROM t; DROP TABLE t", "a second statement"),
        ("SELECT a FROM t WHERE a = ?", "a parameter"),
    ],
)
def test_a_query_that_differs_between_engines_or_runs_is_refused(sql: str, fault: str) -> None:
    assert any(fault in one for one in faults(sql)), faults(sql)


def test_every_fault_of_a_query_is_told_once() -> None:
    assert len(faults('SELECT any_value("a"), any_value(b) / 2 FROM t LIMIT 1')) == 4


def test_texts_and_comments_are_not_read_as_queries() -> None:
    assert faults("SELECT 'any_value(a) LIMIT 1 /' AS a /* \"b\" */ FROM t -- trim(a)\n") == ()
