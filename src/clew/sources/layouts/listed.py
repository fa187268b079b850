"""Lists in a cell: what a JSON list of an object says, as SQL that makes one text of it, which a card splits again."""

from collections.abc import Sequence

from clew.sources.reading.cells import text

BETWEEN = "␞"
"""Between several values of a cell; cards split at it. No publisher writes it."""


def field(path: str, of: str = "one") -> str:
    """SQL of the text at a path of an item of a list, trimmed; "" where there is none."""
    return f"trim(coalesce(json_extract_string({of}, {text(f'$.{path}')}), ''), ' \t\r\n\u00a0')"


def each(column: str, value: str, when: str = "true") -> str:
    """SQL of a list of texts: `value` of every item `one` of the JSON list in a column for which `when` holds, in order."""
    items = f"""coalesce(from_json(nullif({column}, ''), '["JSON"]'), [])"""
    said = f"list_transform({items}, lambda one: CASE WHEN {when} THEN nullif({value}, '') END)"
    return f"list_filter({said}, lambda said: said IS NOT NULL)"


def cell(texts: str) -> str:
    """SQL of a list of texts as one cell."""
    return f"array_to_string({texts}, '{BETWEEN}')"


def joined(parts: Sequence[str], separator: str = ", ") -> str:
    """SQL of the texts that are not empty, as one."""
    texts = (f"nullif({part}, '')" for part in parts)
    return f"concat_ws({text(separator)}, {', '.join(texts)})"
