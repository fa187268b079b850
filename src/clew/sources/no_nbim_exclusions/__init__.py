"""Reader of the exclusions of Norges Bank: an investor's decisions, with the criterion that the bank gives for each.

No criterion of the bank names the region: every entry is of another ground, and restricts nobody but its fund.
"""

from clew.sources.layouts.followthemoney import Ground, steps

STEPS = steps(
    "no_nbim_exclusions", ground=Ground(note="The criterion of the bank stands as the reason; no criterion of it names the region.")
)
"""Form → what makes its claims."""
