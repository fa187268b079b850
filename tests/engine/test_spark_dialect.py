from clew.engine.spark_dialect import in_spark


def test_the_end_of_a_pattern_is_the_end_of_the_text_wherever_it_stands() -> None:
    inner = "regexp_replace(a, '( +(co|ltd))+ *$', '')"
    sql = f"SELECT regexp_replace(replace({inner}, ',', '$'), '^the +', '') AS x, regexp_replace(b, ' *$', '') AS y, 'c $' AS z FROM t"  # noqa: S608 - of ours
    assert in_spark(sql) == sql.replace("+ *$'", "+ *(?![^a]|a)'").replace("' *$'", "' *(?![^a]|a)'")


def test_all_else_stays_as_it_is() -> None:
    sql = "SELECT a, 'costs 5 $' AS b -- a comment, '$'\nFROM t WHERE a LIKE '%$' ORDER BY a"
    assert in_spark(sql) == sql
