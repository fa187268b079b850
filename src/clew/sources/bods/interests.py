"""Entities and interests in force: each interest of each ownership statement, with its owner, its share, and how it is to be read."""

from clew.engine.plan import Step
from clew.sources.reading.cells import day, plain_number

KEBAB = {
    "shareholding": "shareholding",
    "voting-rights": "votingRights",
    "appointment-of-board": "appointmentOfBoard",
    "influence-or-control": "otherInfluenceOrControl",
    "other-influence-or-control": "otherInfluenceOrControl",
    "senior-managing-official": "seniorManagingOfficial",
    "settlor-of-trust": "settlor",
    "trustee-of-trust": "trustee",
    "protector-of-trust": "protector",
    "beneficiary-of-trust": "beneficiaryOfLegalArrangement",
    "other-influence-or-control-of-trust": "otherInfluenceOrControl",
    "rights-to-surplus-assets-on-dissolution": "rightsToSurplusAssetsOnDissolution",
    "rights-to-surplus-assets": "rightsToSurplusAssetsOnDissolution",
    "rights-to-profit-or-income": "rightsToProfitOrIncome",
    "rights-granted-by-contract": "rightsGrantedByContract",
    "conditional-rights-granted-by-contract": "conditionalRightsGrantedByContract",
}
"""Kinds of interest in the words of 0.2 → those of 0.4."""
KINDS = (
    *dict.fromkeys(KEBAB.values()),
    *("controlViaCompanyRulesOrArticles", "controlByLegalFramework", "boardMember", "boardChair", "unknownInterest", "unpublishedInterest"),
    *("enjoymentAndUseOfAssets", "rightToProfitOrIncomeFromAssets", "nominee", "nominator"),
)
_AS_NOW = " ".join(f"WHEN '{old}' THEN '{new}'" for old, new in KEBAB.items())
_GRADE = """
CASE WHEN contains(coalesce(json_extract_string(json, '$.source.type'), ''), 'officialRegister') THEN 'G1' ELSE 'G2' END
"""
# `#` and white space would break an id; whatever else stands in one is kept as its publisher wrote it.
_ID = "'bods:' || regexp_replace({column}, '[\\s#]+', '-', 'g')"


def _part(column: str) -> str:
    """SQL of an id."""
    return _ID.format(column=column)


_IN_FORCE = f"""
SELECT *, {day("trim(said_as)", "")} AS said, {_GRADE} AS grade, coalesce(json_extract_string(json, '$.source.url'), '') AS source_url
FROM placed WHERE place = 1 AND kind <> 'person'
"""  # noqa: S608 - names of ours
_ENTITY = "SELECT * FROM in_force WHERE kind = 'entity'"
_PERSON = "SELECT record, max(person_type) AS person_type, max(reason) AS reason FROM placed WHERE kind = 'person' GROUP BY record"
# Whether shareholdings that this statement sums up are in the file: then it is told apart, since they say the same in parts.
_SUMMED = """
SELECT DISTINCT c.statement_id FROM (
  SELECT statement_id, unnest(from_json(components, '["VARCHAR"]')) AS component FROM in_force WHERE kind = 'relationship'
) AS c JOIN placed p ON p.kind = 'relationship' AND c.component IN (p.statement_id, p.record) AND p.statement_id <> c.statement_id
WHERE contains(CAST(p.interests AS VARCHAR), '"shareholding"')
"""
_OWNED = f"""
SELECT f.*, {_part("f.subject_record")} AS asset, {_part("f.record")} AS relation, s.statement_id IS NOT NULL AS sums_up,
       CASE WHEN f.person_ref <> '' OR p.record IS NOT NULL
            THEN CASE WHEN coalesce(q.person_type, p.person_type, '') IN ('anonymousPerson', 'unknownPerson') THEN 'unknown'
                      ELSE 'personal' END
            WHEN f.entity_ref <> '' THEN 'entity'
            WHEN f.any_ref <> '' AND e.record IS NOT NULL THEN 'entity' ELSE 'unknown' END AS owner_kind,
       CASE WHEN f.entity_ref <> '' THEN f.entity_record ELSE f.any_ref END AS owner_record,
       CASE WHEN f.person_ref <> '' OR p.record IS NOT NULL THEN coalesce(q.person_type, p.person_type, '')
            ELSE '' END AS owner_type,
       CASE WHEN f.reason <> '' THEN f.reason WHEN coalesce(q.reason, p.reason, '') <> '' THEN coalesce(q.reason, p.reason)
            WHEN f.any_ref <> '' THEN 'the record of the owner is not in the file' ELSE '' END AS owner_reason
FROM in_force f
LEFT JOIN summed s ON s.statement_id = f.statement_id
LEFT JOIN person q ON q.record = f.person_ref AND f.person_ref <> ''
LEFT JOIN person p ON p.record = f.any_ref AND f.any_ref <> ''
LEFT JOIN (SELECT DISTINCT record FROM current_entity) AS e ON e.record = f.any_ref AND f.any_ref <> ''
WHERE f.kind = 'relationship'
"""  # noqa: S608 - names of ours
_LISTED = """
SELECT * EXCLUDE (interests),
       CASE WHEN json_array_length(interests) = 0 THEN ['{}'::JSON] ELSE from_json(interests, '["JSON"]') END AS listed
FROM owned
"""
_EACH = "SELECT * EXCLUDE (listed), unnest(listed) AS interest, unnest(range(1, len(listed) + 1)) AS number FROM listed_interest"


def _number(*keys: str) -> str:
    """A percentage of an interest; the bound of 0.2 that is a truth value is none."""
    found = ", ".join(f"try_cast(json_extract_string(interest, '$.share.{key}') AS DECIMAL(18,9))" for key in keys)
    return f"coalesce({found})"


_READ = f"""
SELECT *, coalesce(json_extract_string(interest, '$.type'), '') AS kind_as,
       coalesce(json_extract_string(interest, '$.directOrIndirect'), json_extract_string(interest, '$.interestLevel'), '') AS level,
       {_number("exact", "minimum", "exclusiveMinimum")} AS low, {_number("exact", "maximum", "exclusiveMaximum")} AS high,
       coalesce(json_extract_string(interest, '$.startDate'), '') AS start_as,
       coalesce(json_extract_string(interest, '$.endDate'), '') AS end_as,
       coalesce(json_extract_string(interest, '$.beneficialOwnershipOrControl'), '') AS beneficial
FROM each_interest
"""  # noqa: S608 - names of ours
_INTEREST = f"""
SELECT *, CASE kind_as {_AS_NOW} ELSE kind_as END AS kind_now, relation || '#' || number AS subject,
       CASE owner_kind WHEN 'entity' THEN {_part("owner_record")}
            WHEN 'personal' THEN 'bods:personal-owner-' || md5(relation) ELSE 'bods:unknown-owner-' || md5(relation) END AS owner,
       CASE WHEN low IS NULL THEN '' ELSE {plain_number("low / 100")} END AS share_low,
       CASE WHEN high IS NULL THEN '' ELSE {plain_number("high / 100")} END AS share_high,
       {day("trim(start_as)", "")} AS valid_from,
       CASE WHEN end_as <> '' THEN {day("trim(end_as)", "")} WHEN status = 'closed' THEN said ELSE '' END AS valid_to, said AS stated_on,
       CASE WHEN kind_as = 'shareholding' OR (kind_as = '' AND owner_kind = 'unknown')
            THEN CASE WHEN sums_up AND level <> 'direct' THEN 'IndirectOwnership' ELSE 'Ownership' END ELSE 'Control' END AS schema
FROM read_interest
"""  # noqa: S608 - names of ours
INTERESTS = (
    Step("in_force", _IN_FORCE, "statements of entities and relationships that nothing replaces"),
    Step("current_entity", _ENTITY, "those of entities"),
    Step("person", _PERSON, "of persons, whether they are known: nothing else"),
    Step("summed", _SUMMED, "statements that sum up others"),
    Step("owned", _OWNED, "what each ownership statement joins"),
    Step("listed_interest", _LISTED, "its interests; one that is not told where it names none"),
    Step("each_interest", _EACH, "interest by interest"),
    Step("read_interest", _READ, "with kind, share and days"),
    Step("interest", _INTEREST, "as subjects of claims"),
)
"""Steps from `placed` to `current_entity` and `interest`."""
