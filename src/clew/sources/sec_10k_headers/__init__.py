"""Reader of the heads of annual reports to the SEC: who files, by CIK, where it is incorporated, and where it has its seat.

The table has one value a row. What is of the filing and not of its filer is known and not read.
"""

from clew.engine.plan import Step

_KEYS = {
    "company_data": (
        *("company_conformed_name", "central_index_key", "standard_industrial_classification", "irs_number", "state_of_incorporation"),
        *("fiscal_year_end", "organization_name", "ein"),
    ),
    "filing_values": ("form_type", "sec_act", "sec_file_number", "film_number"),
    "business_address": ("street_1", "street_2", "city", "state", "zip", "business_phone"),
    "mail_address": ("street_1", "street_2", "city", "state", "zip", "business_phone"),
    "former_company": ("former_conformed_name", "date_of_name_change"),
}
"""Block → what it may hold."""
_KNOWN = ", ".join(f"'{block}/{key}'" for block, keys in _KEYS.items() for key in keys)


def _of(block: str, key: str) -> str:
    """The value of a key of a filer's head."""
    return f"coalesce(max(trim(value)) FILTER (block = '{block}' AND key = '{key}'), '')"


_ADDRESS = ", ".join(f"nullif({_of('business_address', part)}, '')" for part in ("street_1", "street_2", "city", "state", "zip"))
_PREPARED = f"""
SELECT min(row_number) AS row_number, '' AS table_title, filename, filer_count, '' AS block, '' AS block_count, '' AS key, '' AS value,
       {_of("company_data", "company_conformed_name")} AS filer_name, {_of("company_data", "central_index_key")} AS cik,
       {_of("company_data", "irs_number")} AS tax_number, upper({_of("company_data", "state_of_incorporation")}) AS state,
       {_of("company_data", "standard_industrial_classification")} AS industry, concat_ws(', ', {_ADDRESS}) AS address,
       ltrim({_of("company_data", "central_index_key")}, '0') AS number,
       coalesce(string_agg(trim(value), '␞' ORDER BY row_number) FILTER (key = 'former_conformed_name'), '') AS former_names
FROM raw GROUP BY filename, filer_count
"""  # noqa: S608 - names of ours
_WRONG = f"""
SELECT row_number, 'key' AS col, 'unknown key “' || block || '/' || key || '”' AS what,
       'If filings have a new one, clew has to learn it.' AS mend
FROM raw WHERE block || '/' || key NOT IN ({_KNOWN})
"""  # noqa: S608 - names of ours
STEPS = {
    "labels": (
        Step("prepared", _PREPARED, "one row for each filer of each filing"),
        Step("wrong_rows", _WRONG, "keys that are not known"),
    )
}
"""Form → what prepares its rows."""
