"""Reader of Wikirate: which company has which brands, who supplies whom, and answers about companies, each with its year.

A relationship is named by its metric: `Has Brands` is no ownership with a share, and has a schema of its own. An answer is what researchers
read in a document for one year; it is kept as it is, and makes nothing else.
"""

from clew.engine.plan import Step
from clew.sources.layouts.claimed import NOTHING_DROPPED, Says, claims_of
from clew.sources.reading.cells import trimmed

_GRADE = "G3"
_TITLE = "split_part(name, '+', 2)"
_RELATION = "type IN ('Relationship', 'Relationship Answer')"
_SUPPLIED = "('Supplied By', 'Suppliers', 'Has Suppliers')"
_SUPPLIES = "('Supplier Of', 'Supplies', 'Has Customers')"
_BY_NUMBER = "CASE WHEN {number} <> '' THEN 'n' || {number} ELSE {name} END"


def _key(number: str, named: str) -> str:
    """A company as part of an id: its number, or its name where there is none."""
    slug = f"trim(regexp_replace(lower({named}), '[^\\p{{L}}\\p{{N}}]+', '-', 'g'), '-')"
    return _BY_NUMBER.format(number=number, name=slug)


_SUBJECT, _OBJECT = _key("subject_id", "subject_name"), _key("object_id", "object_name")
_COMPANY = _key("''", "company")
_ITEMS = f"""
SELECT *, CASE WHEN schema <> 'Company' AND id = '' THEN name WHEN schema = 'Company' THEN 'n' || id ELSE 'record-' || id END AS record_id,
       CASE WHEN schema = '' THEN {_TITLE} ELSE '' END AS odd_relation,
       CASE WHEN schema = 'Company' THEN name ELSE '' END AS company_name,
       CASE WHEN schema = 'Company' THEN id ELSE '' END AS company_number,
       'wikirate:' || subject_key AS owner, 'wikirate:' || object_key AS brand,
       'wikirate:' || CASE WHEN {_TITLE} IN {_SUPPLIED} THEN object_key ELSE subject_key END AS supplier,
       'wikirate:' || CASE WHEN {_TITLE} IN {_SUPPLIED} THEN subject_key ELSE object_key END AS customer,
       CASE WHEN {_RELATION} THEN value ELSE '' END AS sector
FROM (
  SELECT * REPLACE (CASE WHEN type = 'Answer' THEN company ELSE subject_name END AS subject_name),
         CASE WHEN type IN ('Answer', 'Company') THEN '' ELSE {_OBJECT} END AS object_key,
         CASE WHEN type = 'Answer' THEN {_COMPANY} WHEN type = 'Company' THEN '' ELSE {_SUBJECT} END AS subject_key,
         CASE WHEN type = 'Answer' THEN 'wikirate:' || {_COMPANY} ELSE '' END AS answered,
         CASE WHEN type = 'Company' THEN 'Company' WHEN type = 'Answer' THEN 'CompanyAnswer' WHEN {_TITLE} = 'Has Brands' THEN 'BrandOf'
              WHEN {_TITLE} IN {_SUPPLIED} OR {_TITLE} IN {_SUPPLIES} THEN 'SupplyLink' ELSE '' END AS schema
  FROM raw
) AS told
"""  # noqa: S608 - names of ours
_COMPACT = "SELECT *, id AS answer_key, 'n' || company AS company_key, '' AS company_name FROM raw"
_CSV = f"""
SELECT *, {trimmed("Metric")} AS metric, {trimmed("Value")} AS value, {trimmed("Year")} AS year, {trimmed("Company")} AS company_name,
       {_key("''", trimmed("Company"))} AS company_key,
       {trimmed("Metric")} || '-' || {trimmed("Company")} || '-' || {trimmed("Year")} AS answer_key
FROM raw
"""  # noqa: S608 - names of ours
_MAP = "unnest(map_entries(CAST(json_extract(json, '$.{key}') AS MAP(VARCHAR, {kind}))))"
_ANSWERS = f"""
SELECT a.row_number, a.table_title, a.number, a.company, a.year, a.value, coalesce(m.one.value, a.metric) AS metric,
       coalesce(c.one.value, '') AS company_name
FROM (
  SELECT row_number, table_title, one.key AS number, coalesce(one.value ->> '$.company', '') AS company,
         coalesce(one.value ->> '$.metric', '') AS metric, coalesce(one.value ->> '$.year', '') AS year,
         coalesce(one.value ->> '$.value', '') AS value
  FROM (SELECT row_number, table_title, {_MAP.format(key="answers", kind="JSON")} AS one FROM raw) AS r
) AS a
LEFT JOIN (SELECT {_MAP.format(key="companies", kind="VARCHAR")} AS one FROM raw) AS c ON c.one.key = a.company
LEFT JOIN (SELECT {_MAP.format(key="metrics", kind="VARCHAR")} AS one FROM raw) AS m ON m.one.key = a.metric
"""  # noqa: S608 - names of ours
_ANSWER, _ABOUT = "'wikirate:answer-' || lower(number)", "'wikirate:n' || company"
_NAMED = (
    Says(_ANSWER, "CompanyAnswer", "company", _ABOUT, stated="year"),
    Says(_ANSWER, "CompanyAnswer", "metric", "metric", stated="year"),
    Says(_ANSWER, "CompanyAnswer", "value", "value", stated="year"),
    Says(_ABOUT, "Company", "name", "company_name"),
    Says(_ABOUT, "Company", "wikirateId", "company"),
)

STEPS = {
    "items": (Step("prepared", _ITEMS, "what kind of record each is, and between which companies"),),
    "compact": (Step("prepared", _COMPACT, "companies by their numbers"),),
    "csv": (Step("prepared", _CSV, "companies by their names"),),
    "named": (
        Step("answers", _ANSWERS, "a row for each answer, with the names of its company and metric"),
        Step("incoming", claims_of("answers", _NAMED, _GRADE), "what they say"),
        Step("dropped_rows", NOTHING_DROPPED, "nothing is left out"),
    ),
}
"""Form → what prepares its rows."""
