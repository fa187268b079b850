"""Reader of the UFLPA Entity List: clew's own table form, and the tables that the task force publishes.

The publisher numbers no entry, and words one entry differently from notice to notice: other and former names stand in brackets behind the
name, or in a column of their own with “and formerly known as” between the two.
"""

from collections.abc import Iterator

from clew.engine.plan import Step
from clew.model.claim import Claim
from clew.sources.layouts.measures import measures
from clew.sources.reading.card import load_card
from clew.sources.reading.tables import Tables

_ALSO = r"also known as|including the alias(?:es)?|including \w+ alias(?:es)?|a/k/a|aka"
_KNOWN_AS = rf"(?i)^(.*?)\s*[(,]\s*(?:{_ALSO})\s*:?\s*(.*?)\)?$"
_FORMERLY = r"(?i)^(.*?)[\s;,(]*(?:and )?(?:formerly known as|f/k/a|fka)\s*:?\s*(.*?)\)?$"
_SECTION = r"2\(d\)\(2\)\(B\)\((i|ii|iv|v)\)"
_NAMED = """
SELECT *, regexp_extract({section}, '{pattern}', 1) AS sublist, {since} AS since,
       CASE WHEN regexp_matches({name}, '{known}') THEN regexp_extract({name}, '{known}', 1)
            WHEN regexp_matches({name}, '{former}') THEN regexp_extract({name}, '{former}', 1) ELSE {name} END AS plain_name,
       concat_ws('; ', nullif({aliases}, ''),
                 CASE WHEN regexp_matches({name}, '{known}') THEN regexp_extract({name}, '{known}', 2)
                      WHEN regexp_matches({name}, '{former}')
                      THEN 'formerly known as ' || regexp_extract({name}, '{former}', 2) END) AS said
FROM raw
"""
_SPLIT = """
SELECT *, CASE WHEN regexp_matches(said, '{former}') THEN regexp_extract(said, '{former}', 1) ELSE said END AS other_names,
       regexp_extract(said, '{former}', 2) AS former_names
FROM named
"""


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `entries.csv`.

    Raises:
        UnexpectedContentError: a column or a code that is not known.
    """
    yield from measures(tables, load_card("uflpa").short)


def _steps(section: str, name: str, aliases: str, since: str) -> tuple[Step, ...]:
    """Sub-list, name, other names and former names of each row, and since when."""
    words = {
        "pattern": _SECTION,
        "known": _KNOWN_AS,
        "former": _FORMERLY,
        "section": section,
        "name": name,
        "aliases": aliases,
        "since": since,
    }
    return (
        Step("named", _NAMED.format(**words), "the sub-list, and the name without what stands in brackets behind it"),
        Step("prepared", _SPLIT.format(former=_FORMERLY), "and the other names, former ones apart"),
    )


STEPS = {
    "table": _steps("section", "name", "aliases", "effective_date"),
    "page": _steps("table_title", '"Name of Entity"', "''", '"Effective Date"'),
    "notice": _steps('"Sub-list"', '"Entity"', "''", '"Effective Date"'),
}
"""Form → what prepares its rows."""
