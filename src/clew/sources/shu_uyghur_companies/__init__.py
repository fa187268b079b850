"""Reader of the companies of the Uyghur Region that Sheffield Hallam University collected, in the edition of OpenSanctions.

The two lists say different things and never merge: to operate in the region is no allegation (`Operation`); to be named in reports as
engaging in labour transfers or other programmes is one (`Allegation`), with the indicator of the list's sheet where the sheet is of one
kind of conduct. The sheets of priority sectors are not: their allegations have no indicator, and say why.
"""

from clew.sources.layouts.followthemoney import Own, steps
from clew.sources.layouts.said import Saying, claims

_OPERATING, _NAMED = "companies operating in", "companies named in media and academic reports"
_SHEETS = {"1. Labor Transfers in XUAR": "FL-03", "2. Labor Transfers Out of XUAR": "FL-04", "3. XPCC": "FL-08"}
"""Sheet of the list of named companies → indicator."""
_OTHER_SHEETS = ("4. Priority Sector Apparel", "5. Priority Sector Tomato", "6. Priority Sector Polysilicon")
_CODES = " ".join(f"WHEN '{sheet}' THEN '{code}'" for sheet, code in _SHEETS.items())
_KNOWN = ", ".join(f"'{sheet}'" for sheet in (*_SHEETS, *_OTHER_SHEETS))
_OPERATIONS = claims(
    f"""(SELECT b.id, min(t.row_number) AS row_number, 'shu_uyghur_companies:' || b.id || '#operation' AS subject, 'Operation' AS schema,
                '' AS source_url, '' AS stated_on, '' AS valid_from, '' AS valid_to, 'G3' AS grade
         FROM body b JOIN told t ON t.id = b.id WHERE t.prop = 'program' AND starts_with(lower(t.value), '{_OPERATING}')
         GROUP BY b.id) AS o""",  # noqa: S608 - ours
    [Saying("subject", "'shu_uyghur_companies:' || id"), Saying("operatesIn", "'Xinjiang Uyghur Autonomous Region'")],
)
_ALLEGATIONS = claims(
    f"""(SELECT b.id, t.row_number, s.value AS sheet,
                'shu_uyghur_companies:' || b.id || '#named-' || coalesce(substr(s.value, 1, 1), '0') AS subject,
                'Allegation' AS schema, '' AS source_url, '' AS stated_on, '' AS valid_from, '' AS valid_to, 'G3' AS grade,
                t.value AS publication
         FROM body b JOIN told t ON t.id = b.id LEFT JOIN told s ON s.id = b.id AND s.prop = 'classification'
         WHERE t.prop = 'program' AND starts_with(lower(t.value), '{_NAMED}')) AS a""",  # noqa: S608 - ours
    [
        Saying("subject", "'shu_uyghur_companies:' || id"),
        Saying("publication", "publication"),
        Saying("sublist", "coalesce(sheet, '')"),
        Saying("indicator", f"CASE sheet {_CODES} ELSE '' END"),
        Saying(
            "groundNote", f"CASE WHEN (CASE sheet {_CODES} END) IS NULL THEN 'The sheet does not say which conduct the reports name.' END"
        ),
    ],
)
_WRONG = (
    f"""SELECT t.row_number, 'program', 'unknown list “' || t.value || '”',
       'If the publisher has a new list, clew has to learn what it says.'
FROM told t JOIN body b ON b.id = t.id WHERE t.prop = 'program' AND NOT starts_with(lower(t.value), '{_OPERATING}')
  AND NOT starts_with(lower(t.value), '{_NAMED}')""",  # noqa: S608 - ours
    f"""SELECT t.row_number, 'classification', 'unknown sheet “' || t.value || '”',
       'If the publisher has a new sheet, clew has to learn what it says.'
FROM told t JOIN body b ON b.id = t.id WHERE t.prop = 'classification' AND t.value NOT IN ({_KNOWN})""",  # noqa: S608 - ours
)
STEPS = steps("shu_uyghur_companies", "G3", own=Own((_OPERATIONS, _ALLEGATIONS), _WRONG))
"""Form → what makes its claims."""
