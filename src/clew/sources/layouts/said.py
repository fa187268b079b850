"""Claims of a reader's own queries: a row of theirs says several things of one subject, in one pass over the rows.

The rows have the columns `subject`, `schema`, `row_number`, `source_url`, `stated_on`, `valid_from`, `valid_to` and `grade`.
"""

from msgspec import Struct


class Saying(Struct, frozen=True):
    """One thing that a row says.

    Attributes:
        prop: the property.
        value: SQL of its value, "" or NULL where it is not said.
        several: whether `value` is a list of values.
        lang: SQL of the language.
    """

    prop: str
    value: str
    several: bool = False
    lang: str = "''"


def claims(rows: str, sayings: list[Saying]) -> str:
    """The query of the claims of rows; what is empty makes none."""
    single = ", ".join(_struct(one, one.value) for one in sayings if not one.several)
    lists = [f"[{single}]"] if single else []
    lists += [f"list_transform({one.value}, lambda a_value: {_struct(one, 'a_value')})" for one in sayings if one.several]
    every = f"flatten([{', '.join(lists)}])"
    return f"""
SELECT subject AS entity_id, schema, said.prop AS prop, said.value AS value, said.lang AS lang, '' AS original,
       'row ' || row_number AS locator, source_url, stated_on, valid_from, valid_to, grade
FROM (SELECT subject, schema, row_number, source_url, stated_on, valid_from, valid_to, grade, unnest({every}) AS said FROM {rows}) AS r
WHERE said.value <> ''
"""  # noqa: S608 - names of ours


def _struct(one: Saying, value: str) -> str:
    """SQL of one thing said."""
    return f"{{'prop': '{one.prop}', 'value': coalesce(trim(CAST({value} AS VARCHAR)), ''), 'lang': {one.lang}}}"
