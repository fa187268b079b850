"""Reader of the register of people with significant control: the snapshot of Companies House, a record a line.

Nearly every record is of a private person. Such an owner becomes a placeholder named after the record, with the band of shares that the
register states; nothing else of the record is read. Shares are ownership; votes, appointments and influence are control that stands
beside it. What a company declares instead of an owner (that there is none, that it is not yet found) is a fact of its own.
"""

from clew.engine.plan import Step
from clew.sources.layouts.said import Saying, claims
from clew.sources.reading.cells import country, day

_PERSONAL = ("individual-person-with-significant-control", "individual-beneficial-owner")
_PROTECTED = ("super-secure-person-with-significant-control", "super-secure-beneficial-owner")
_CORPORATE = ("corporate-entity-person-with-significant-control", "corporate-entity-beneficial-owner")
_LEGAL = ("legal-person-person-with-significant-control", "legal-person-beneficial-owner")
_STATEMENT, _EXEMPTIONS = "persons-with-significant-control-statement", "exemptions"
_TOTALS = "totals#persons-of-significant-control-snapshot"
_BAND = "(25-to-50|50-to-75|75-to-100|more-than-25)-percent"
_NATURE = f"(part-)?(ownership-of-shares|voting-rights|right-to-share-surplus-assets)-{_BAND}(-[a-z-]+)?|"
_NATURE += "(right-to-appoint-and-remove|significant-influence-or-control|registered-owner-as-nominee)[a-z-]*"
_AT_HOME = (
    *("united kingdom", "uk", "u.k.", "great britain", "england", "wales", "scotland", "northern ireland", "england and wales"),
    *("england & wales", "england wales", "united kingdom (england)", "united kingdom (england and wales)", "gb"),
)
"""How records write that a company is registered at Companies House."""


def _words(*texts: str) -> str:
    return ", ".join(f"'{text}'" for text in texts)


def _text(place: str) -> str:
    return f"coalesce(trim(json_extract_string(json, '$.{place}')), '')"


# What tells a record from others of its company, and whose hash it is known by: its place in the register.
_OWN = "coalesce(json_extract_string(json, '$.data.links.self'), json_extract_string(json, '$.data.etag'), CAST(row_number AS VARCHAR))"
_COMPANY = f"upper({_text('company_number')})"
_RECORD = f"""
SELECT row_number, json, {_text("data.kind")} AS kind,
       CASE WHEN regexp_full_match({_COMPANY}, '[0-9]{{4,7}}') THEN lpad({_COMPANY}, 8, '0') ELSE {_COMPANY} END AS company,
       md5({_COMPANY} || '|' || {_OWN}) AS record_id,
       {_text("data.notified_on")} AS from_as, {_text("data.ceased_on")} AS to_as, '' AS source_url, '' AS stated_on, 'G1' AS grade,
       coalesce(json_extract(json, '$.data.natures_of_control'), '[]') AS natures
FROM raw
"""  # noqa: S608 - names of ours
_DATED = f"SELECT *, {day('from_as', '')} AS valid_from, {day('to_as', '')} AS valid_to FROM record"  # noqa: S608 - names of ours
_WRITTEN = _text("data.identification.registration_number")
_NUMBER = f"regexp_replace(upper({_WRITTEN}), '[^0-9A-Z]', '', 'g')"
_PLACE = (
    "coalesce(json_extract_string(json, '$.data.identification.country_registered'), "
    "json_extract_string(json, '$.data.identification.place_registered'), '')"
)
# A company of the register is itself where the record gives its number; any other owner is one of this record alone.
_HELD = f"""
SELECT * EXCLUDE (natures), 'uk_psc:' || company AS asset,
       CASE WHEN kind IN ({_words(*_PERSONAL)}) THEN 'uk_psc:personal-owner-' || record_id
            WHEN kind IN ({_words(*_PROTECTED)}) THEN 'uk_psc:unknown-owner-' || record_id
            WHEN lower({_PLACE}) IN ({_words(*_AT_HOME)}) AND regexp_full_match({_NUMBER}, '[0-9]{{4,8}}|[A-Z]{{2}}[0-9]{{6}}')
            THEN 'uk_psc:' || CASE WHEN regexp_full_match({_NUMBER}, '[0-9]+') THEN lpad({_NUMBER}, 8, '0') ELSE {_NUMBER} END
            ELSE 'uk_psc:' || company || '-owner-' || record_id END AS owner,
       CASE WHEN json_array_length(natures) = 0 THEN [''] ELSE from_json(natures, '["VARCHAR"]') END AS listed
FROM dated WHERE kind IN ({_words(*_PERSONAL, *_PROTECTED, *_CORPORATE, *_LEGAL)})
"""  # noqa: S608 - names of ours
_EACH = "SELECT * EXCLUDE (listed), unnest(listed) AS nature, unnest(range(1, len(listed) + 1)) AS number FROM held"
_INTEREST = f"""
SELECT *, 'uk_psc:' || company || '-' || record_id || '#' || number AS subject,
       CASE WHEN starts_with(nature, 'ownership-of-shares') THEN 'Ownership' ELSE 'Control' END AS schema,
       CASE regexp_extract(nature, '{_BAND}', 1) WHEN '25-to-50' THEN '0.25' WHEN 'more-than-25' THEN '0.25' WHEN '50-to-75' THEN '0.5'
            WHEN '75-to-100' THEN '0.75' ELSE '' END AS low,
       CASE regexp_extract(nature, '{_BAND}', 1) WHEN '25-to-50' THEN '0.5' WHEN '50-to-75' THEN '0.75' WHEN '75-to-100' THEN '1'
            WHEN 'more-than-25' THEN '1' ELSE '' END AS high
FROM each_nature
"""  # noqa: S608 - names of ours
_OWNS, _VOTES = "schema = 'Ownership'", "contains(nature, 'voting-rights')"
_INTERESTS = claims(
    "interest",
    [
        Saying("owner", f"CASE WHEN {_OWNS} THEN owner END"),
        Saying("asset", f"CASE WHEN {_OWNS} THEN asset END"),
        Saying("holder", f"CASE WHEN NOT {_OWNS} THEN owner END"),
        Saying("entity", f"CASE WHEN NOT {_OWNS} THEN asset END"),
        Saying("shareLow", f"CASE WHEN {_OWNS} THEN low END"),
        Saying("shareHigh", f"CASE WHEN {_OWNS} THEN high END"),
        Saying("votesLow", f"CASE WHEN {_VOTES} THEN low END"),
        Saying("votesHigh", f"CASE WHEN {_VOTES} THEN high END"),
        Saying("interest", "nature"),
    ],
)
_COMPANIES = claims(
    """(SELECT *, 'uk_psc:' || company AS subject, 'Company' AS schema FROM (SELECT * REPLACE ('' AS valid_from, '' AS valid_to) FROM dated)
        WHERE company <> '') AS c""",
    [
        Saying("registrationNumber", "substr(subject, 8)"),
        Saying("registrationAuthority", "'GB-COH'"),
        Saying("jurisdiction", "CASE WHEN starts_with(subject, 'uk_psc:OE') THEN '' ELSE 'GB' END"),
    ],
)
_PARTS = ("premises", "address_line_1", "address_line_2", "locality", "region", "postal_code", "country")
_ADDRESS = ", ".join(f"json_extract_string(json, '$.data.address.{part}')" for part in _PARTS)
_OWNERS = claims(
    f"""(SELECT * REPLACE ('' AS valid_from, '' AS valid_to), owner AS subject,
                CASE WHEN kind IN ({_words(*_LEGAL)}) THEN 'Organization' ELSE 'Company' END AS schema
         FROM held WHERE kind IN ({_words(*_CORPORATE, *_LEGAL)})) AS o""",  # noqa: S608 - names of ours
    [
        Saying("name", _text("data.name")),
        Saying("registrationNumber", _text("data.identification.registration_number")),
        Saying("registrationAuthority", _text("data.identification.place_registered")),
        Saying("country", country(_text("data.identification.country_registered"))),
        Saying("legalForm", _text("data.identification.legal_form")),
        Saying("address", f"concat_ws(', ', {_ADDRESS})"),
    ],
)
_PLACEHOLDERS = claims(
    f"""(SELECT *, owner AS subject, CASE WHEN kind IN ({_words(*_PERSONAL)}) THEN 'PersonalOwner' ELSE 'UnknownOwner' END AS schema
         FROM held WHERE kind IN ({_words(*_PERSONAL, *_PROTECTED)})) AS p""",  # noqa: S608 - names of ours
    [
        Saying("ownerKind", "'a natural person'"),
        Saying("reason", "CASE WHEN schema = 'UnknownOwner' THEN 'the register protects the person' END"),
    ],
)
_EXEMPT = """
SELECT * EXCLUDE (exemption), exemption ->> '$.exemption_type' AS reason_as,
       unnest(from_json(coalesce(exemption -> '$.items', '[]'), '["JSON"]')) AS item
FROM (
  SELECT *, unnest(list_transform(json_keys(json, '$.data.exemptions'),
                                  lambda one: json_extract(json, '$.data.exemptions."' || one || '"'))) AS exemption
  FROM dated WHERE kind = 'exemptions'
) AS e
"""
_DECLARED = f"""
SELECT row_number, grade, source_url, stated_on, 'ReportingException' AS schema, 'uk_psc:' || company AS entity, reason_as AS reason,
       'uk_psc:' || company || '-exemption-' || md5(reason_as) AS subject, 'exemption' AS category,
       {day("coalesce(item ->> '$.exempt_from', '')", "")} AS valid_from, {day("coalesce(item ->> '$.exempt_to', '')", "")} AS valid_to
FROM exempt
UNION ALL
SELECT row_number, grade, source_url, stated_on, 'ReportingException', 'uk_psc:' || company, {_text("data.statement")},
       'uk_psc:' || company || '-statement-' || record_id, 'statement', valid_from, valid_to
FROM dated WHERE kind = '{_STATEMENT}'
"""  # noqa: S608 - names of ours
_DECLARATIONS = claims("declared", [Saying("entity", "entity"), Saying("category", "category"), Saying("reason", "reason")])
_KNOWN = _words(*_PERSONAL, *_PROTECTED, *_CORPORATE, *_LEGAL, _STATEMENT, _EXEMPTIONS, _TOTALS)
_WRONG = f"""
SELECT row_number, 'kind' AS col, 'unknown kind of record “' || kind || '”' AS what,
       'If the register has a new kind, clew has to learn it.' AS mend
FROM record WHERE kind NOT IN ({_KNOWN})
UNION ALL
SELECT row_number, 'company_number', 'the record is of no company', 'Give it its company_number.' FROM record
WHERE company = '' AND kind <> '{_TOTALS}'
UNION ALL
SELECT row_number, 'natures_of_control', 'unknown nature of control “' || nature || '”',
       'If the register has a new one, clew has to learn it.'
FROM interest WHERE nature <> '' AND NOT regexp_full_match(nature, '{_NATURE}')
UNION ALL
SELECT row_number, 'statement', 'the statement says nothing', 'Give its code.' FROM record
WHERE kind = '{_STATEMENT}' AND {_text("data.statement")} = ''
UNION ALL
SELECT row_number, 'notified_on', '“' || from_as || '” is no day', 'Write it as 2024-05-17.'
FROM dated WHERE from_as <> '' AND valid_from = ''
UNION ALL
SELECT row_number, 'ceased_on', '“' || to_as || '” is no day', 'Write it as 2024-05-17.' FROM dated WHERE to_as <> '' AND valid_to = ''
"""  # noqa: S608 - names of ours
_DROPPED = f"""
SELECT CASE WHEN kind = '{_TOTALS}' THEN 'lines with totals' ELSE 'natural persons' END AS reason, count(*) AS count FROM record
WHERE kind IN ({_words(*_PERSONAL, *_PROTECTED, _TOTALS)}) GROUP BY ALL
"""  # noqa: S608 - names of ours
STEPS = {
    "snapshot": (
        Step("record", _RECORD, "records, with an id of their own"),
        Step("dated", _DATED, "and with their days"),
        Step("held", _HELD, "records of owners"),
        Step("each_nature", _EACH, "one row for each nature of control"),
        Step("interest", _INTEREST, "ownership and control, with bands"),
        Step("exempt", _EXEMPT, "exemptions of a company"),
        Step("declared", _DECLARED, "what companies declare in the place of an owner"),
        Step("wrong_rows", _WRONG, "records that are not understood"),
        Step("dropped_rows", _DROPPED, "persons, and lines with totals"),
        Step(
            "incoming",
            f"{_COMPANIES} UNION ALL {_OWNERS} UNION ALL {_INTERESTS} UNION ALL {_PLACEHOLDERS} UNION ALL {_DECLARATIONS}",
            "what the records say",
        ),
    )
}
"""Form → what makes its claims."""
