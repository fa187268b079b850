"""Brands that a report of 2020 names: the card says how a part of them is read."""

from clew.engine.plan import Step

STEPS = {"brands": (Step("prepared", "SELECT *, '2020-03-01' AS report_day FROM raw", "brands, with the day of the report"),)}
"""Form → what prepares its rows."""
