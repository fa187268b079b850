"""Statements of any version as one table: what each is, of which record, and which of a record's statements is in force."""

from clew.engine.plan import Step

_OLD = """
SELECT row_number, json, coalesce(json_extract_string(json, '$.statementID'), '') AS statement_id,
       coalesce(json_type(json, '$.statementID'), '') AS id_type,
       CASE coalesce(json_extract_string(json, '$.statementType'), '') WHEN 'entityStatement' THEN 'entity'
            WHEN 'personStatement' THEN 'person' WHEN 'ownershipOrControlStatement' THEN 'relationship' ELSE '' END AS kind,
       coalesce(json_extract_string(json, '$.statementDate'), '') AS said_as, '' AS status, json AS details,
       coalesce(json_extract_string(json, '$.entityType'), '') AS type,
       coalesce(json_extract_string(json, '$.personType'), '') AS person_type,
       coalesce(json_extract_string(json, '$.subject.describedByEntityStatement'), '') AS subject_ref,
       coalesce(json_extract_string(json, '$.interestedParty.describedByEntityStatement'), '') AS entity_ref,
       coalesce(json_extract_string(json, '$.interestedParty.describedByPersonStatement'), '') AS person_ref, '' AS any_ref,
       coalesce(json_extract_string(json, '$.interestedParty.unspecified.reason'),
                json_extract_string(json, '$.unspecifiedEntityDetails.reason'),
                json_extract_string(json, '$.unspecifiedPersonDetails.reason'), '') AS reason,
       coalesce(json_extract(json, '$.interests'), '[]') AS interests,
       coalesce(json_extract(json, '$.componentStatementIDs'), '[]') AS components
FROM raw
"""
_NEW = """
SELECT row_number, json, coalesce(json_extract_string(json, '$.statementId'), '') AS statement_id,
       coalesce(json_type(json, '$.statementId'), '') AS id_type,
       CASE WHEN json_extract_string(json, '$.recordType') IN ('entity', 'person', 'relationship')
            THEN json_extract_string(json, '$.recordType') ELSE '' END AS kind,
       coalesce(json_extract_string(json, '$.statementDate'), '') AS said_as,
       coalesce(json_extract_string(json, '$.recordStatus'), '') AS status,
       coalesce(json_extract(json, '$.recordDetails'), '{}') AS details,
       coalesce(json_extract_string(json, '$.recordDetails.entityType.type'), '') AS type,
       coalesce(json_extract_string(json, '$.recordDetails.personType'), '') AS person_type,
       CASE WHEN json_type(json, '$.recordDetails.subject') = 'VARCHAR' THEN json_extract_string(json, '$.recordDetails.subject')
            ELSE '' END AS subject_ref,
       '' AS entity_ref, '' AS person_ref,
       CASE WHEN json_type(json, '$.recordDetails.interestedParty') = 'VARCHAR'
            THEN json_extract_string(json, '$.recordDetails.interestedParty') ELSE '' END AS any_ref,
       coalesce(json_extract_string(json, '$.recordDetails.interestedParty.reason'),
                json_extract_string(json, '$.recordDetails.unspecifiedEntityDetails.reason'),
                json_extract_string(json, '$.recordDetails.unspecifiedPersonDetails.reason'), '') AS reason,
       coalesce(json_extract(json, '$.recordDetails.interests'), '[]') AS interests,
       coalesce(json_extract(json, '$.recordDetails.componentRecords'), '[]') AS components
FROM raw
"""
# A record of 0.2 and 0.3 is what the first of its statements began: each newer one names those that it replaces.
_REPLACED = """
SELECT statement_id, old FROM (
  SELECT statement_id, unnest(from_json(coalesce(json_extract(json, '$.replacesStatements'), '[]'), '["VARCHAR"]')) AS old FROM statement
) AS r WHERE old <> statement_id
"""
_ROOT = """
WITH RECURSIVE up AS (
  SELECT statement_id, old, 1 AS depth FROM replaced
  UNION
  SELECT u.statement_id, r.old, u.depth + 1 FROM up u JOIN replaced r ON r.statement_id = u.old WHERE u.depth < 100
)
SELECT statement_id, arg_min(old, (-depth, old)) AS root FROM up GROUP BY statement_id
"""
_OLD_PLACED = """
SELECT s.*, coalesce(r.root, s.statement_id) AS record, coalesce(a.root, s.subject_ref) AS subject_record,
       coalesce(e.root, s.entity_ref) AS entity_record,
       CASE WHEN s.statement_id IN (SELECT old FROM replaced) THEN 2
            ELSE row_number() OVER (PARTITION BY s.statement_id ORDER BY s.row_number) END AS place
FROM statement s
LEFT JOIN root r ON r.statement_id = s.statement_id
LEFT JOIN root a ON a.statement_id = s.subject_ref
LEFT JOIN root e ON e.statement_id = s.entity_ref
"""
_NEW_PLACED = """
SELECT *, coalesce(json_extract_string(json, '$.recordId'), '') AS record, subject_ref AS subject_record, entity_ref AS entity_record,
       row_number() OVER (
         PARTITION BY kind, coalesce(json_extract_string(json, '$.recordId'), '') ORDER BY said_as DESC, row_number DESC
       ) AS place
FROM statement
"""
STATEMENTS = (
    Step("statement", _OLD, "statements of 0.2 and 0.3"),
    Step("replaced", _REPLACED, "which statement replaces which"),
    Step("root", _ROOT, "the first statement of each record"),
    Step("placed", _OLD_PLACED, "statements of a record, that in force first"),
)
"""Steps for versions 0.2 and 0.3."""
RECORDS = (Step("statement", _NEW, "statements of 0.4"), Step("placed", _NEW_PLACED, "statements of a record, that in force first"))
"""Steps for version 0.4."""
