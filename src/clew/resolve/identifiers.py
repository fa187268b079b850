"""What identifiers say of each other, as portable SQL: the rules by which one is written within another, and when a name bears one out."""

_WITH_CUSIP = ("US", "CA")
_WITH_SEDOL = ("GB", "IE", "GG", "JE", "IM")
_FIRST = 5
"""Letters of a name's key that must stand in the other name: enough to tell companies apart that an identifier already joins."""
_WHOLE = 6
"""Letters that a name's key must have for the other to begin with it and be the same name."""
_SHORT = 3
"""A shorter key must be the whole of the other."""


def cusip_within(isin: str) -> str:
    """SQL for the CUSIP that the ISIN in a column holds, "" where it holds none: the ISINs of the United States and Canada do."""
    return f"CASE WHEN substr({isin}, 1, 2) IN {_WITH_CUSIP} THEN substr({isin}, 3, 9) ELSE '' END"


def sedol_within(isin: str) -> str:
    """SQL for the SEDOL that the ISIN in a column holds, "" where it holds none: the ISINs of the British Isles do, after two zeros."""
    return f"CASE WHEN substr({isin}, 1, 2) IN {_WITH_SEDOL} AND substr({isin}, 3, 2) = '00' THEN substr({isin}, 5, 7) ELSE '' END"


def composite_sql(country: str, code: str) -> str:
    """SQL for a code in all markets of its country, without the marks that vendors set differently: `US:BRKB` for BRK.B, BRK/B, BRK-B."""
    return f"{country} || ':' || translate({code}, './- ', '')"


def agreeing_sql(left: str, right: str) -> str:
    """SQL for whether two names, by their keys, bear out that an identifier means one company.

    The first letters of one stand somewhere in the other: “Eli Lilly” and “LILLY ELI CO” agree. By itself that says little; together with
    an identifier it tells a company from the one that bore its ticker before.
    """
    begun = f"instr({left}, substr({right}, 1, {_FIRST})) > 0 OR instr({right}, substr({left}, 1, {_FIRST})) > 0"
    return f"({left} = {right} OR (length({left}) > {_SHORT} AND length({right}) > {_SHORT} AND ({begun})))"


def same_name_sql(left: str, right: str) -> str:
    """SQL for whether two names, by their keys, are one name: equal, or the longer begins with the shorter, which has six letters."""
    longer = f"substr({left}, 1, length({right})) = {right} OR substr({right}, 1, length({left})) = {left}"
    return f"({left} = {right} OR (length({left}) >= {_WHOLE} AND length({right}) >= {_WHOLE} AND ({longer})))"
