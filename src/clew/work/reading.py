"""How files of a source are read, as a hash: files that would be read in the same way again need not be read again."""

import hashlib

from clew.pack.names import load_name_words
from clew.resolve.places import fingerprint as gazetteer_fingerprint
from clew.sources.reading.specs import Spec
from clew.sources.reading.statements import claims_step, identified_step, kept_steps


def way_of_reading(spec: Spec, gazetteer: str = "") -> str:
    """SHA-256 of everything but the files that the claims of a source are made of.

    That is its card with its forms, its reader's queries and those that its rules become, the gazetteer by which addresses are located,
    and the words of names by which ids are carried on: a better gazetteer takes effect when a file is added once more.

    Args:
        spec: the source.
        gazetteer: hash of the gazetteer; "" for the one that ships.
    """
    said = [spec.fingerprint, gazetteer or gazetteer_fingerprint(), repr(load_name_words())]
    for reading in spec.readings:
        if reading.subjects:
            claims = (claims_step(spec.card, reading, shared=shared) for shared in (False, True))
            steps = (*kept_steps(reading), identified_step(spec.card, reading), *claims)
            said += [step.sql for step in steps if step is not None]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
