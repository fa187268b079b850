"""What a portable query must be rewritten to, so that Spark takes it as DuckDB does: the one silent difference that no setting bridges."""

from clew.engine.dialect import patterns

_END = "$'"
_VERY_END = "(?![^a]|a)'"
"""No letter follows: Java's `$` also stands before a line end that ends a text. It has no backslash, which would be an escape in a text."""


def in_spark(sql: str) -> str:
    """The query with the end of a text meant by every pattern's last `$`; all else stays as it is."""
    said, last = list[str](), 0
    for begun, ended in sorted(patterns(sql)):
        pattern = sql[begun:ended]
        if pattern.endswith(_END):
            said += [sql[last:begun], pattern[: -len(_END)], _VERY_END]
            last = ended
    return "".join((*said, sql[last:]))
