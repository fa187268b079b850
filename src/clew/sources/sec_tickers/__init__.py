"""Reader of the SEC's tables of filers and their tickers: one company for each CIK, one security for each of its tickers.

The SEC writes share classes with a hyphen and words of its own: `BRK-B`, `ABR-PD`, `ACHR-WT`, `AIIA-UN`, `CELG-RI`. The code is the ticker
as the consolidated tape prints it (CTA and UTP plans), its suffix after a point: `BRK.B`, `ABR.PRD`, `ACHR.WS`, `AIIA.U`, `CELG.RT`.
Without its point it is what those print who leave out the sign (`BRKB`, `ABRPRD`), and no two tickers become one by that; leaving the sign
out of the SEC's own words would make `T-PC`, a preferred share, one with `TPC`, another company.
"""

from clew.engine.plan import Step
from clew.sources.reading.cells import trimmed

_SUFFIXES = (("P([A-Z]?)", "PR\\2"), ("WT([A-Z]?)", "WS\\2"), ("UN", "U"), ("R[IT]", "RT"), ("([A-Z])", "\\2"))
"""The SEC's suffix → that of the tape; the first that fits is meant: preferred shares, warrants, units, rights, a class."""
_TAPE = " ".join(
    f"WHEN regexp_matches(symbol, '^([A-Z0-9]+)-{old}$') THEN regexp_replace(symbol, '^([A-Z0-9]+)-{old}$', '\\1.{new}')"
    for old, new in _SUFFIXES
)
# EDGAR ends the names of filers that are not the first of their name with a state or a word between strokes: `TJX COMPANIES INC /DE/`.
# Nearly all tickers have no suffix, and no pattern has to see those.
_PREPARED = f"""
SELECT * REPLACE (regexp_replace(filer_name, '(^.*\\S) */[A-Z ]+/$', '\\1') AS filer_name),
       CASE WHEN NOT contains(symbol, '-') THEN symbol {_TAPE} ELSE symbol END AS code, lpad(cik_number, 10, '0') AS cik_code,
       CASE venue WHEN 'Nasdaq' THEN 'XNAS' WHEN 'NYSE' THEN 'XNYS' WHEN 'CBOE' THEN 'BATS' ELSE '' END AS market,
       CASE WHEN min(cik_number) OVER same_ticker = max(cik_number) OVER same_ticker THEN 'no' ELSE 'yes' END AS shared
FROM named WINDOW same_ticker AS (PARTITION BY symbol)
"""  # noqa: S608 - names of ours
_ROWS = f"""
SELECT *, ltrim({trimmed("cik")}, '0') AS cik_number, upper({trimmed("ticker")}) AS symbol, {trimmed("exchange")} AS venue,
       {trimmed("name")} AS filer_name FROM raw
"""  # noqa: S608 - names of ours
# The file is one object: `{"0": {"cik_str": …, "ticker": …, "title": …}, "1": …}`.
_ENTRIES = """
SELECT generate_subscripts(entries, 1) AS row_number, unnest(entries) AS entry
FROM (SELECT map_values(from_json(json, '"MAP(VARCHAR, JSON)"')) AS entries FROM raw) AS r
"""
_FILERS = """
SELECT row_number, '' AS table_title, ltrim(json_extract_string(entry, '$.cik_str'), '0') AS cik_number,
       upper(trim(json_extract_string(entry, '$.ticker'))) AS symbol, '' AS venue, trim(json_extract_string(entry, '$.title')) AS filer_name
FROM entries
"""
_ODD_ENTRIES = """
SELECT row_number, '' AS col, 'the entry has the keys ' || array_to_string(json_keys(entry), ', ') AS what,
       'Known are cik_str, ticker, title.' AS mend
FROM entries WHERE list_sort(json_keys(entry)) <> ['cik_str', 'ticker', 'title']
"""
# The file is one object: `{"fields": ["cik", "name", "ticker", "exchange"], "data": [[320193, "Apple Inc.", "AAPL", "Nasdaq"], …]}`.
_ARRAYS = """
SELECT fields, generate_subscripts(entries, 1) AS row_number, unnest(entries) AS entry
FROM (SELECT from_json(fields, '["VARCHAR"]') AS fields, from_json(data, '[["VARCHAR"]]') AS entries FROM raw) AS r
"""


def _field(name: str) -> str:
    """SQL of the cell of a field in a row of an array."""
    return f"coalesce(trim(entry[list_position(fields, '{name}')]), '')"


_LISTED = f"""
SELECT row_number, '' AS table_title, ltrim({_field("cik")}, '0') AS cik_number, upper({_field("ticker")}) AS symbol,
       {_field("exchange")} AS venue, {_field("name")} AS filer_name FROM arrays
"""  # noqa: S608 - names of ours
_ODD_ARRAYS = """
SELECT 1 AS row_number, 'fields' AS col, 'the fields are ' || array_to_string(from_json(fields, '["VARCHAR"]'), ', ') AS what,
       'Known are cik, name, ticker, exchange.' AS mend
FROM raw WHERE list_sort(from_json(fields, '["VARCHAR"]')) <> ['cik', 'exchange', 'name', 'ticker']
UNION ALL
SELECT row_number, 'data', 'the row has ' || len(entry) || ' cells, there are ' || len(fields) || ' fields', 'Fetch the file again.'
FROM arrays WHERE len(entry) <> len(fields)
"""

_PREPARE = Step("prepared", _PREPARED, "tickers in the notation of the tape, markets by their code")
STEPS = {
    "table": (Step("named", _ROWS, "the same columns for every form"), _PREPARE),
    "tickers": (
        Step("entries", _ENTRIES, "the entries of the one object that the file is"),
        Step("named", _FILERS, "the same columns for every form"),
        _PREPARE,
        Step("wrong_rows", _ODD_ENTRIES, "entries with keys that are not known"),
    ),
    "exchanges": (
        Step("arrays", _ARRAYS, "the rows, each an array"),
        Step("named", _LISTED, "the same columns for every form"),
        _PREPARE,
        Step("wrong_rows", _ODD_ARRAYS, "fields that are not known, rows that have more or fewer cells"),
    ),
}
"""Form → what prepares its rows."""
