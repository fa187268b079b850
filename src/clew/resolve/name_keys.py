"""The key under which two spellings of one name meet, as portable SQL: the same expression runs over a lake of names and over a portfolio."""

from clew.pack.names import NameWords

_ACCENTS = ("àáâãäåāăąçćčďđèéêëēėęěğìíîïīıłľñńňòóôõöøōőŕřśşšťùúûüūůűýÿźżž", "aaaaaaaaacccddeeeeeeeegiiiiiillnnnoooooooorrssstuuuuuuuyyzzz")
_PUNCTUATION = ".,;:'\"()[]/\\&+*!?_-’‘“”´`|~#@%（），．・·、－–—"


def name_key_sql(column: str, words: NameWords, *, holding: bool = False) -> str:
    """SQL for the key of the name in `column`: lower case, no accents, no punctuation, no legal form at the end, no spaces.

    With `holding`, share-class words at the end are left out as well. A name that is nothing but such words keeps them.
    """
    spaced = [*words.forms, *(words.share_classes if holding else [])]
    ascii_forms = "|".join(sorted(spaced, key=lambda word: (-len(word), word)))
    other_forms = "|".join(sorted(words.unspaced, key=lambda word: (-len(word), word)))
    old, new = _ACCENTS
    # A quote and a backslash are escapes in one dialect or the other: chr(39) and chr(92). İ and Σ have two lower cases: folded before.
    marks_sql = "'" + _PUNCTUATION.replace("'", "").replace("\\", "") + "' || chr(39) || chr(92)"
    plain = f"translate(translate(lower(translate({column}, 'İΣς', 'iσσ')), '{old}', '{new}'), {marks_sql}, '{' ' * (len(_PUNCTUATION))}')"
    # A pattern that is anchored at the end is replaced once in every dialect, whatever the dialect's default.
    stripped = f"regexp_replace(replace(' ' || {plain}, ' and ', ' '), '(( +({ascii_forms}))|( *({other_forms})))+ *$', '')"
    return f"CASE WHEN replace({stripped}, ' ', '') = '' THEN replace({plain}, ' ', '') ELSE replace({stripped}, ' ', '') END"
