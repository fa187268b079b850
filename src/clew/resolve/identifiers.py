"""What identifiers say of each other, as portable SQL: the rules by which one is written within another, and when a name bears one out."""

KINDS = ("isin", "figi", "cusip", "sedol", "listing", "composite", "lei", "cik")
"""Kinds of identifiers by which a holding is told, the most telling first: `listing` is market and code, `composite` country and code."""
_WITH_CUSIP = ("US", "CA")
_WITH_SEDOL = ("GB", "IE", "GG", "JE", "IM")
_FIRST = 5
"""Letters of a name's key that must stand in the other name: enough to tell companies apart that an identifier already joins."""
_WHOLE = 6
"""Letters that a name's key must have for the other to begin with it and be the same name."""
_LEAST = 2
"""Letters of a key with which the other may begin: “F5” and “F5 Networks”."""
_REARRANGED = 8
"""Letters of two keys that are the same ones in another order: “JB Hunt Transport” and “HUNT J B TRANSPORT”. Of few that is chance."""
_INITIALS = (3, 4)
"""Words whose first letters may be the other name: “United Dominion Realty” and “UDR”."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def cusip_within(isin: str) -> str:
    """SQL for the CUSIP that the ISIN in a column holds, "" where it holds none: the ISINs of the United States and Canada do."""
    return f"CASE WHEN substr({isin}, 1, 2) IN {_WITH_CUSIP} THEN substr({isin}, 3, 9) ELSE '' END"


def sedol_within(isin: str) -> str:
    """SQL for the SEDOL that the ISIN in a column holds, "" where it holds none: the ISINs of the British Isles do, after two zeros."""
    return f"CASE WHEN substr({isin}, 1, 2) IN {_WITH_SEDOL} AND substr({isin}, 3, 2) = '00' THEN substr({isin}, 5, 7) ELSE '' END"


def composite_sql(country: str, code: str) -> str:
    """SQL for a code in all markets of its country, without the marks that vendors set differently: `US:BRKB` for BRK.B, BRK/B, BRK-B."""
    return f"{country} || ':' || {plain_code_sql(code)}"


def plain_code_sql(code: str) -> str:
    """SQL for a code without the marks that vendors set differently."""
    return f"translate({code}, './- ', '')"


def agreeing_sql(left: str, right: str) -> str:
    """SQL for whether two names, by their keys, bear out that an identifier means one company.

    The first letters of one stand somewhere in the other, “Eli Lilly” and “LILLY ELI CO”, one begins with the other, or both are of the
    same letters. By itself that says little; together with an identifier it tells a company from the one that bore its ticker before.
    Filers leave out “of”: “Bank America”.
    """
    left, right = f"replace({left}, 'of', '')", f"replace({right}, 'of', '')"
    begun = f"instr({left}, substr({right}, 1, {_FIRST})) > 0 OR instr({right}, substr({left}, 1, {_FIRST})) > 0"
    held = f"length({left}) >= {_FIRST} AND length({right}) >= {_FIRST} AND ({begun})"
    short = f"length({left}) >= {_LEAST} AND length({right}) >= {_LEAST} AND ({_beginning(left, right)})"
    return f"({left} = {right} OR ({held}) OR ({short}) OR {_rearranged(left, right)})"


def initials_sql(plain: str, key: str) -> str:
    """SQL for whether a key is the first letters of the words of a plain name: all of a key of three or four letters, and the first words.

    Args:
        plain: SQL of the name in small plain letters, with spaces between words.
        key: SQL of the other name's key.
    """
    fits = (f"(length({key}) = {count} AND {key} = {_first_letters(plain, count)})" for count in _INITIALS)
    return f"({' OR '.join(fits)})"


def _first_letters(plain: str, count: int) -> str:
    """SQL for the first letters of so many words."""
    rest, letters = f"replace(replace({plain}, '  ', ' '), '  ', ' ')", []
    for _ in range(count):
        letters.append(f"substr({rest}, 1, 1)")
        rest = f"substr({rest}, instr({rest} || ' ', ' ') + 1)"
    return " || ".join(letters)


def _rearranged(left: str, right: str) -> str:
    """SQL for whether two keys are of the same letters and figures; asked only of those that are as long as each other."""
    same = " AND ".join(f"length(replace({left}, '{letter}', '')) = length(replace({right}, '{letter}', ''))" for letter in _LETTERS)
    return f"CASE WHEN length({left}) = length({right}) AND length({left}) >= {_REARRANGED} THEN {same} ELSE 1 = 0 END"


def same_name_sql(left: str, right: str) -> str:
    """SQL for whether two names, by their keys, are one name: equal, or the longer begins with the shorter, which has six letters."""
    longer = _beginning(left, right)
    return f"({left} = {right} OR (length({left}) >= {_WHOLE} AND length({right}) >= {_WHOLE} AND ({longer})))"


def _beginning(left: str, right: str) -> str:
    """SQL for whether one key is the beginning of the other."""
    return f"substr({left}, 1, length({right})) = {right} OR substr({right}, 1, length({left})) = {left}"
