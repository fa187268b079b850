"""Reader of “Long Shadows”: companies in which the Production and Construction Corps holds shares, in the edition of OpenSanctions.

The report's companies are those with its topic; the companies that hold their shares may stand in it as owners alone, and of these it
alleges nothing here.
"""

from clew.sources.layouts.followthemoney import Own, steps
from clew.sources.layouts.said import Saying, claims

_ALLEGATIONS = claims(
    """(SELECT b.id, min(t.row_number) AS row_number, 'c4ads_xinjiang:' || b.id || '#named' AS subject, 'Allegation' AS schema,
               '' AS source_url, '' AS stated_on, '' AS valid_from, '' AS valid_to, 'G3' AS grade
        FROM body b JOIN told t ON t.id = b.id WHERE t.prop = 'topics' AND t.value IN ('export.risk', 'forced.labor')
        GROUP BY b.id) AS a""",
    [
        Saying("subject", "'c4ads_xinjiang:' || id"),
        Saying("publication", "'C4ADS, Long Shadows'"),
        Saying("indicator", "'FL-08'"),
    ],
)
STEPS = steps("c4ads_xinjiang", "G3", own=Own((_ALLEGATIONS,)))
"""Form → what makes its claims."""
