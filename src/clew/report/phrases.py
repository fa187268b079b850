"""The report's own words: titles, notes and empty states, in one place so that a lawyer can read them and the linter does.

A note says what a table is and is not; an empty state says so in words and, where there is one, gives the next step.
"""

HEADING_START = "Internal working paper"
TITLE_START = "Links to ask about"
REVIEW_HEADING = "Possible matches, not confirmed; internal only"

CONFIDENCE_NOTE = "Link confidence is a convention for ordering, not a probability: [best path, all paths together]."
RANK_NOTE = "Order: severity, then involvement, then link confidence. The three are never multiplied together."
DASHED_NOTE = "A dashed arrow is a weak link or an unknown stretch."
REACH_NOTE = "Share of the portfolio's weight behind at least one finding, each holding counted once for each indicator."
COMPANIES_NOTE = "Each company once, with every member portfolio and fund that holds it, and what these weigh together."
FUNDS_NOTE = "The books of funds that were opened. What is unknown was not screened: nothing can be concluded of it."
PATHS_NOTE = "One row for each link, from the portfolio to the evidence."
CLAIMS_NOTE = "What each source said, in its own words, and where. A claim is the source's, not ours."
HISTORICAL_NOTE = (
    "Conduct that ended, or claims older than 36 months that were not renewed. Shown with what followed; never ranked, never counted."
)
RESTRICTIONS_NOTE = "Measures on other grounds (military lists and the like). Without severity, and outside the weight reached."
AFFILIATIONS_NOTE = "The evidence concerns the holding's own parent. A flag of affiliation, not a mode of involvement."
SIGNALS_NOTE = (
    "The holding's own name, stated industry or reported goods are of a sector of high priority. This is no finding and no presumption."
)
COVERAGE_NOTE = "What the loaded sources are able to show. Where no source of a kind is loaded, nothing can be concluded."
SEARCHED_NOTE = "Every source that was searched, with the date of its version. Over 30 days is marked."
LEFT_OUT_NOTE = "Versions of sources that this workspace holds and that were not searched, and why."
ROWS_NOTE = "Nothing was found for these holdings in the sources searched. That is a statement about the sources."
INPUTS_NOTE = "The same inputs give the same report, byte for byte."

EMPTY_FINDINGS = "No current finding. See what was searched and what could not be assessed."
EMPTY_FUNDS = "No book of a fund was opened."
EMPTY_PATHS = "No path, because there is no finding."
EMPTY_CLAIMS = "No claim is cited, because there is no finding."
EMPTY_HISTORICAL = "No historical claim was found in the sources searched."
EMPTY_RESTRICTIONS = "No other legal restriction was found in the sources searched."
EMPTY_AFFILIATIONS = "No parent of a holding carries evidence in the sources searched."
EMPTY_SIGNALS = "No holding's name, stated industry or reported goods are of a sector of high priority."
EMPTY_COVERAGE = "The run states no coverage."
EMPTY_SEARCHED = "No source was searched: nothing can be concluded."
EMPTY_LEFT_OUT = "Every source that this workspace holds was searched, in its newest version."
EMPTY_UNPLACED = "Every row of the file was resolved to a company or opened as a fund."
EMPTY_ROWS = "No such row."
EMPTY_INPUTS = "The run states no inputs."
EMPTY_REVIEW = "No possible match is waiting for a person."
