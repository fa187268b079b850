"""Reader of the Military End-User List: names alone, and the supplement's table. The whole list has one ground, which its heading says."""

from clew.sources.layouts.supplement import names_steps, supplement_steps

STEPS = {"names": names_steps("MEU"), "supplement": supplement_steps("MEU")}
"""Form → what prepares its rows."""
