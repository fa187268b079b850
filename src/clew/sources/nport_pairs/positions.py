"""Which positions of a fund tell the issuer of a security, and why others do not: by the codes of Form N-PORT, part C."""

_DERIVATIVES = ("DCO", "DCR", "DE", "DFE", "DIR", "DO")
_CASH = ("STIV", "RA")
_GOVERNMENTS = ("UST", "USGA", "USGSE", "MUN", "NUSS")

GROUNDS = {
    "derivatives": f"asset IN {_DERIVATIVES}",
    "cash, repurchase agreements and short-term vehicles": f"asset IN {_CASH}",
    "positions in governments, their agencies and municipalities": f"issuer_kind IN {_GOVERNMENTS}",
    "positions without a valid LEI of the issuer": "lei = ''",
    "positions without a valid ISIN or CUSIP": "isin = '' AND cusip = ''",
    # An ISIN of the United States or Canada holds the CUSIP: the rule of ISO 6166.
    "positions whose ISIN holds another CUSIP": "cusip <> '' AND substr(isin, 1, 2) IN ('US', 'CA') AND substr(isin, 3, 9) <> cusip",
}
"""Why a position is left out → SQL for whether it is; the first that holds is counted."""
DISAGREEING = "positions that name another issuer than most positions of the security, or as many"
"""Why a position is left out that others contradict."""


def reason() -> str:
    """SQL of why a position is left out, "" where it is not."""
    cases = " ".join(f"WHEN {when} THEN '{ground}'" for ground, when in GROUNDS.items())
    return f"CASE {cases} ELSE '' END"
