"""Reader of the Beneficial Ownership Data Standard, versions 0.2, 0.3 and 0.4: one set of queries over one table of statements.

What it decides. A person is never a subject: an owner who is one becomes a placeholder named after the ownership statement, so that the
shares of a company still add up. A declared unknown owner is a placeholder with its reason, and not the same as that nothing is recorded.
Each interest is a subject: a shareholding is ownership; votes, appointments, influence and what is not told are control of a kind that
stands beside it. A statement that sums up others which are in the file too is told apart and never added to them. What a newer
statement replaces is not claimed.
"""

from clew.engine.plan import Step
from clew.sources.bods.claims import CLAIMS
from clew.sources.bods.faults import WRONG
from clew.sources.bods.interests import INTERESTS
from clew.sources.bods.statements import RECORDS, STATEMENTS

_DROPPED = """
SELECT reason, count(*) AS count FROM (
  SELECT CASE WHEN kind = 'person' THEN 'natural persons' WHEN place > 1 THEN 'superseded statements' ELSE '' END AS reason FROM placed
) AS d WHERE reason <> '' GROUP BY reason
"""
# What is kept says nothing of persons: neither their statements, nor who asserted something, nor words in free text.
_REDACTED = """
SELECT '' AS table_title, row_number, CAST(json_object('statement', statement_id, 'record', record, 'date', said, 'status', status,
         'entity', json_merge_patch(details, '{"source": null, "annotations": null, "publicationDetails": null}')) AS VARCHAR) AS json
FROM current_entity
UNION ALL
SELECT '', row_number, CAST(json_object('statement', statement_id, 'record', record, 'date', said, 'status', status, 'subject', asset,
         'owner', owner, 'interest', json_merge_patch(interest, '{"details": null}')) AS VARCHAR)
FROM interest
"""
_LAST = (
    *INTERESTS,
    Step("wrong_rows", WRONG, "what the standard does not allow, where it matters to a claim"),
    Step("incoming", CLAIMS, "what entities and interests say"),
    Step("dropped_rows", _DROPPED, "persons, and what is superseded"),
    Step("redacted", _REDACTED, "what the archive keeps"),
)
STEPS = {"statements": (*STATEMENTS, *_LAST), "records": (*RECORDS, *_LAST)}
"""Form → what makes its claims."""
