"""Reader of GLEIF's Level 2 data, who owns whom: RR-CDF as CSV, XML and JSON, all brought into one set of columns.

Consolidation is control of a share that nobody states. Managing a fund, being a part of one or feeding one is no ownership, and neither is
a branch: each has a schema of its own. Only a period of the relationship itself says when it held; the years of the accounts do not.
"""

from clew.engine.plan import Step
from clew.sources.reading.cells import name, trimmed

_PLACES = range(1, 6)
_NODES = {
    "csv": ("Relationship.StartNode.NodeIDType", "Relationship.EndNode.NodeIDType"),
    "subset": ("relationship_start_node_node_id_type", "relationship_end_node_node_id_type"),
    "objects": ("start_type", "end_type"),
}
_COLUMNS = {
    "start": ("Relationship.StartNode.NodeID", "relationship_start_node_node_id"),
    "end": ("Relationship.EndNode.NodeID", "relationship_end_node_node_id"),
    "kind": ("Relationship.RelationshipType", "relationship_relationship_type"),
    "status": ("Relationship.RelationshipStatus", "relationship_relationship_status"),
    "registration": ("Registration.RegistrationStatus", "registration_registration_status"),
    "updated": ("Registration.LastUpdateDate", "registration_last_update_date"),
}
"""The reader's column → that of the CSV, and that of the table with the names of a database; objects are cut into the reader's own."""


def _period(end: str) -> str:
    """A day of the period of the relationship, of the CSV's columns."""
    kinds = (
        f"WHEN {trimmed(f'Relationship.Period.{at}.periodType')} = 'RELATIONSHIP_PERIOD' THEN {trimmed(f'Relationship.Period.{at}.{end}')}"
        for at in _PLACES
    )
    return f"CASE {' '.join(kinds)} ELSE '' END"


def _quantified() -> str:
    """The percentage, of the CSV's columns."""
    units = (
        f"WHEN {trimmed(f'Relationship.Quantifiers.{at}.QuantifierUnits')} = 'PERCENTAGE' "
        f"THEN {trimmed(f'Relationship.Quantifiers.{at}.QuantifierAmount')}"
        for at in _PLACES
    )
    return f"CASE {' '.join(units)} ELSE '' END"


def _listed(cells: str, kind: str, wanted: str, cell: str) -> str:
    """What the first object of a JSON list says that has a kind; one object may stand without a list."""
    several = f"CASE WHEN starts_with({cells}, '[') THEN {cells} WHEN {cells} = '' THEN '[]' ELSE '[' || {cells} || ']' END"
    word = "coalesce(one ->> '$.{key}.\"$\"', one ->> '$.{key}')"
    fits = f"list_filter(from_json({several}, '[\"JSON\"]'), lambda one: {word.format(key=kind)} = '{wanted}')"
    return f"coalesce(list_transform({fits}, lambda one: {word.format(key=cell)})[1], '')"


def _alone(column: str, path: str) -> str:
    """A column with a list, or the one object that stands there without."""
    places = (f"json ->> '$.{record}Relationship.{path}'" for record in ("", "RelationshipRecord."))
    return f"coalesce(nullif({column}, ''), {', '.join(places)}, '')"


_PERIODS = _alone("periods", "RelationshipPeriods.RelationshipPeriod")
_QUANTIFIERS = _alone("quantifiers", "RelationshipQuantifiers.RelationshipQuantifier")


_RAW = {
    "csv": (_period("startDate"), _period("endDate"), _quantified(), "''"),
    "subset": ("''", "''", "''", "''"),
    "objects": (
        _listed(_PERIODS, "PeriodType", "RELATIONSHIP_PERIOD", "StartDate"),
        _listed(_PERIODS, "PeriodType", "RELATIONSHIP_PERIOD", "EndDate"),
        _listed(_QUANTIFIERS, "QuantifierUnits", "PERCENTAGE", "QuantifierAmount"),
        "deleted",
    ),
}
_GONE = "status = 'INACTIVE' OR registration = 'RETIRED'"
_PREPARED = f"""
SELECT * EXCLUDE (period_end),
       CASE kind WHEN 'IS_INTERNATIONAL_BRANCH_OF' THEN 'Branch' WHEN 'IS_DIRECTLY_CONSOLIDATED_BY' THEN 'Ownership'
                 WHEN 'IS_ULTIMATELY_CONSOLIDATED_BY' THEN 'Ownership' ELSE 'FundRelation' END AS schema,
       lower(replace(replace(kind, 'IS_', ''), '_', '-')) AS word,
       CASE WHEN period_end <> '' THEN period_end WHEN {_GONE} THEN updated ELSE '' END AS valid_to,
       CASE WHEN period_end = '' AND ({_GONE})
            THEN 'The record calls the relationship ended without a day; it had ended by the day of its last update.' ELSE '' END AS ended
FROM named
"""  # noqa: S608 - names of ours


def _steps(form: str, place: int | None) -> tuple[Step, ...]:
    """One set of columns, and what kind of relationship each row is."""
    start, end, share, deleted = _RAW[form]
    own = {column: given[place] for column, given in _COLUMNS.items()} if place is not None else {}
    cells = [f"{trimmed(given)} AS {name(column)}" for column, given in own.items()]
    nodes = " ".join(f"WHEN {trimmed(node)} NOT IN ('', 'LEI') THEN {trimmed(node)}" for node in _NODES[form])
    cells += [f"CASE {nodes} ELSE '' END AS other_node", f"{start} AS valid_from", f"{end} AS period_end", f"{share} AS share"]
    cells += [f"{deleted} AS deleted"] if place is not None else []
    return (
        Step("named", f"SELECT *, {', '.join(cells)} FROM raw", "the same columns for every form"),  # noqa: S608 - names of ours
        Step("prepared", _PREPARED, "what kind of relationship, and until when"),
    )


STEPS = {
    "csv": _steps("csv", 0),
    "subset": _steps("subset", 1),
    **{form: _steps("objects", None) for form in ("objects", "relations", "array")},
}
"""Form → what prepares its rows."""
