"""Reader of the Security Council's list: other names by their quality, addresses as one text each.

The permanent reference number says what an entry is: an `e` before its point is an entity, an `i` an individual; individuals are dropped.
"""

from clew.engine.plan import Step
from clew.sources.layouts.listed import cell, each, field, joined

_QUALITY = field('QUALITY."$"')
_NAME = field('ALIAS_NAME."$"')
_KINDS = {"other_names": ("", "a.k.a.", "Good"), "former_names": ("f.k.a.",), "weak_names": ("Low",)}
"""The reader's column → the qualities whose names it has."""
_KNOWN = ", ".join(f"'{quality}'" for qualities in _KINDS.values() for quality in qualities)
_TEXT = field('"$"')
_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")


def _names(qualities: tuple[str, ...]) -> str:
    """The names of some qualities."""
    known = ", ".join(f"'{quality}'" for quality in qualities)
    return cell(each("aliases", _NAME, f"{_QUALITY} IN ({known})"))


_COLUMNS = {
    **{column: _names(qualities) for column, qualities in _KINDS.items()},
    "odd_qualities": cell(each("aliases", _QUALITY, f"{_QUALITY} NOT IN ({_KNOWN})")),
    "address_texts": cell(each("addresses", joined([field(f'{part}."$"') for part in _PARTS]))),
    "countries": cell(each("addresses", field('COUNTRY."$"'))),
    "updated_on": f"coalesce(list_max({each('updated', _TEXT)}), '')",
}
_SELECT = ", ".join(f"{sql} AS {column}" for column, sql in _COLUMNS.items())
# A few days carry their time zone.
_DAY = "regexp_replace(listed, '^([0-9]{4}-[0-9]{2}-[0-9]{2})[+-][0-9]{2}:[0-9]{2}$', '\\1')"
_READ = f"SELECT * REPLACE ({_DAY} AS listed), {_SELECT} FROM raw"  # noqa: S608 - names of ours
# The archived copy holds what was read of names and addresses, and not the notes beside them, which name persons.
_KEPT = "concat_ws('␞', nullif(other_names, ''), nullif(former_names, ''), nullif(weak_names, ''))"
_PREPARED = f"SELECT * REPLACE ({_KEPT} AS aliases, address_texts AS addresses) FROM named"  # noqa: S608 - names of ours

STEPS = {
    "xml": (
        Step("named", _READ, "other names by their quality, addresses as one text each"),
        Step("prepared", _PREPARED, "and nothing else of them"),
    )
}
"""Form → what prepares its rows."""
