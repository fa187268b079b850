"""A source, ready to read files: its card, its forms, and the queries by which its reader prepares their rows."""

import hashlib
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

from clew.engine.plan import Step
from clew.model.card import Card
from clew.sources.reading.forms import Reading

Steps = Mapping[str, tuple[Step, ...]]
"""Form → queries between the rows of the file and the claims.

They read the tables `raw` (or `raw_<part>` for each file of a set) and `given_file` (part, name), and end with the table `prepared`, which
has the form's columns and any others that its subjects and claims name. Those of a form without subjects end with `incoming`, claims by
the columns of `Claim`, and `dropped_rows` (reason, count); they may make `redacted` (table_title, row_number, json), the records without
persons, of which the archive keeps a copy. Any may make `wrong_rows` (row_number, col, what, mend), faults that stop the import.

No query reads a table of its own name: what is larger than memory is computed anew at every use.
"""


class Spec(Struct, frozen=True, dict=True):
    """What reads the files of one source.

    Attributes:
        card: its card.
        readings: its forms; none for a source that only ships.
        steps: its reader's queries, by form.
    """

    card: Card
    readings: tuple[Reading, ...]
    steps: Steps = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what it says of itself: card, forms and queries."""
        said = [repr(self.card), *(repr(reading) for reading in self.readings)]
        said += [f"{form} {step.name} {step.sql}" for form, steps in sorted(self.steps.items()) for step in steps]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()
