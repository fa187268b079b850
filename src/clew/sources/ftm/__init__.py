"""Reader of any dataset in the format of FollowTheMoney that has no source of its own here."""

from clew.sources.layouts.followthemoney import steps

STEPS = steps("ftm")
"""Form → what makes its claims."""
