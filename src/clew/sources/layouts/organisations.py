"""Organisation or private individual: lists that print both in one column, as SQL of the engine on this machine.

Careful in both directions. A name is taken for a person's only where nothing in it speaks of an organisation (a word, a place, a figure,
most other names of the entry) **and** it has the shape of a person's name. A word alone, or a sign that no person has, keeps it.
"""

import re
from functools import cache

from clew.pack.organisations import OrganisationWords, load_organisation_words
from clew.sources.reading.cells import text

PERSONS = "private individuals"
"""Why such a row is left out, as it is counted."""
_MOST_NAMES = 4
"""Names that may follow a person's first."""


@cache
def _words() -> OrganisationWords:
    return load_organisation_words()


def is_person(name: str, others: str = "''") -> str:
    """SQL for whether a name is a private individual's.

    Args:
        name: SQL of the name as the list prints it.
        others: SQL of the entry's other names in one text, with "; " between them. Where at least half of them are organisations', so is
            the entry: a person may have a company among the names of an entry, but not bear mostly such.
    """
    words = _words()
    organisation = text(f"{_whole([*words.words, *words.places])}|{_any(words.parts)}")
    names = f"list_filter(string_split(lower({others}), '; '), lambda one: one <> '')"
    telling = f"list_filter({names}, lambda one: regexp_matches(one, {organisation}))"
    # What follows THEN is asked of the few that come so far; all parts of an AND are asked of every row.
    return (
        f"(CASE WHEN regexp_matches(lower({name}), {organisation}) THEN false "
        f"WHEN regexp_full_match(trim({name}), {text(_shape(words.particles))}) "
        f"THEN len({names}) = 0 OR 2 * len({telling}) < len({names}) ELSE false END)"
    )


def schema_of(name: str) -> str:
    """SQL of the schema of an organisation of that name: a company by its legal form, a public body by its word."""
    words = _words()
    return (
        f"CASE WHEN regexp_matches(lower({name}), {text(_whole(words.companies))}) THEN 'Company' "
        f"WHEN regexp_matches(lower({name}), {text(_whole(words.bodies))}) THEN 'PublicBody' ELSE 'Organization' END"
    )


def _shape(particles: list[str]) -> str:
    """The pattern of a person's name: two to five names that begin with a capital, with particles between them."""
    one = rf"(?:\p{{Lu}}[\p{{L}}'’`?.-]*|(?i:{'|'.join(particles)}))"
    return rf"{one}(?:,? {one}){{1,{_MOST_NAMES}}}"


def _whole(words: list[str]) -> str:
    """A pattern for any of the words, whole."""
    return rf"(?:^|[^\p{{L}}\p{{N}}])(?:{_any(words)})(?:$|[^\p{{L}}\p{{N}}])"


def _any(words: list[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda word: (-len(word), word)))
