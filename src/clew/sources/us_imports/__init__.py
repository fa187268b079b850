"""Reader of US import manifests: shipments, and links between shippers and consignees, one for each pair and chapter of goods.

A shipment is one claim about one bill; a link is what all bills of a pair say together, with the first and the last day. Placeholders (`To
order`, `Not available`) are no companies, and what goes to or comes from a private individual is left out. A vessel is a text, no subject.
"""

from clew.engine.plan import Step
from clew.sources.layouts.organisations import is_person
from clew.sources.reading.cells import day, name, trimmed

_PLACEHOLDER = (
    r"(?i)[*\s-]*(not available|not applicable|n/?a|none|null|unknown|unassigned|same as .*|(to )?(the )?order( of.*)?|to the order.*|"
    r"information (is )?not available.*|confidential.*)?[*\s.-]*"
)
"""What stands in the place of a company."""
_PRIVATE = r"(?i)personal effects|household (goods|effects|items)|used household|hhgpe|private effects"
"""Goods of private individuals who move house."""
_MOST_OF_GOODS = 400
COLUMNS = {
    "vendor": {
        "bill": "Bill of Lading Number",
        "arrived": "Arrival Date",
        "shipper_name": "Shipper",
        "shipper_place": "Shipper Full Address",
        "shipper_country": "Shipper Country",
        "shipper_duns": "Shipper D-U-N-S®",
        "shipper_tickers": "Shipper Stock Tickers",
        "consignee_name": "Consignee",
        "consignee_place": "Consignee Full Address",
        "consignee_country": "Consignee Country",
        "consignee_duns": "Consignee D-U-N-S®",
        "consignee_tickers": "Consignee Stock Tickers",
        "notified_name": "Notify Party",
        "goods": "Goods Shipped",
        "hs_code": "HS Code",
        "weight": "Weight (kg)",
        "dollars": "Value of Goods (USD)",
        "lading": "Port of Lading",
        "unlading": "Port of Unlading",
        "origin": "Shipment Origin",
        "destination": "Shipment Destination",
        "vessel_text": "Vessel",
    },
    "manifest": {
        "bill": "identifier",
        "arrived": "actual_arrival_date",
        "shipper_name": "shipper_party_name",
        "shipper_place": "shipper_address",
        "consignee_name": "consignee_name",
        "consignee_place": "consignee_address",
        "notified_name": "secondary_notify_party_1",
        "goods": "description_text",
        "hs_code": "harmonized_number",
        "weight": "harmonized_weight",
        "weight_unit": "harmonized_weight_unit",
        "dollars": "harmonized_value",
        "lading": "foreign_port_of_lading",
        "unlading": "port_of_unlading",
        "origin": "place_of_receipt",
        "destination": "port_of_destination",
        "vessel_text": "vessel_name",
    },
}
"""Form → the reader's column → that of the file."""
_OWN = (*COLUMNS["vendor"], "weight_unit")
_DAY = day("arrived", "mdy")
# A name stands in many rows: each is judged once.
_TOLD = f"""
WITH people AS MATERIALIZED (
  SELECT person FROM (SELECT DISTINCT unnest([shipper_name, consignee_name, notified_name]) AS person FROM named) AS n
  WHERE {is_person("person")}
)
SELECT *, shipper_name IN (SELECT person FROM people) OR consignee_name IN (SELECT person FROM people)
          OR regexp_matches(goods, '{_PRIVATE}') AS is_private,
       notified_name IN (SELECT person FROM people) AS notified_person, {_DAY} AS arrived_on,
       regexp_extract(hs_code, '^[0-9]{{2}}') AS chapter
FROM named
"""  # noqa: S608 - patterns of ours
_PARTIES = f"""
SELECT *, CASE WHEN is_private THEN 'yes' ELSE '' END AS private,
       CASE WHEN is_private OR regexp_full_match(shipper_name, '{_PLACEHOLDER}') THEN '' ELSE shipper_name END AS shipper,
       CASE WHEN is_private OR regexp_full_match(consignee_name, '{_PLACEHOLDER}') THEN '' ELSE consignee_name END AS consignee,
       CASE WHEN is_private OR notified_person OR regexp_full_match(notified_name, '{_PLACEHOLDER}') THEN ''
            ELSE notified_name END AS notified
FROM told
"""  # noqa: S608 - patterns of ours
_KEYED = """
SELECT *, concat_ws(' ', nullif(shipper, ''), nullif(shipper_country, '')) AS shipper_key,
       concat_ws(' ', nullif(consignee, ''), nullif(consignee_country, '')) AS consignee_key,
       shipper <> '' AND consignee <> '' AS paired
FROM parties
"""
_PAIR = "PARTITION BY shipper_key, consignee_key, chapter, paired"
_PREPARED = f"""
SELECT *, CASE WHEN paired AND row_number() OVER ({_PAIR} ORDER BY arrived_on, bill, row_number) = 1 THEN 'yes' ELSE '' END AS link,
       coalesce(min(nullif(arrived_on, '')) OVER ({_PAIR}), '') AS first_day, max(arrived_on) OVER ({_PAIR}) AS last_day,
       CAST(count(DISTINCT bill) OVER ({_PAIR}) AS VARCHAR) AS shipments
FROM keyed
"""  # noqa: S608 - names of ours


def _steps(form: str) -> tuple[Step, ...]:
    """The reader's columns, the parties that are organisations, and what a pair's shipments say together."""
    given = COLUMNS[form]
    cells = {column: trimmed(given[column]) if column in given else "''" for column in _OWN}
    if form == "vendor":
        cells["weight_unit"] = "'kg'"
    else:
        cells["arrived"] = f"coalesce(nullif({trimmed('actual_arrival_date')}, ''), {trimmed('estimated_arrival_date')})"
    cells["goods"] = f"substr({cells['goods']}, 1, {_MOST_OF_GOODS})"
    kept = ", ".join(("row_number", "table_title", name(given["bill"])))
    own = ", ".join(f"{sql} AS {column}" for column, sql in cells.items())
    return (
        Step("named", f"SELECT {kept}, {own} FROM raw", "the same columns for every form"),  # noqa: S608 - names are quoted
        Step("told", _TOLD, "which rows are private individuals'"),
        Step("parties", _PARTIES, "the parties that are organisations"),
        Step("keyed", _KEYED, "and how their ids are made"),
        Step("prepared", _PREPARED, "with what all shipments of a pair say together"),
    )


STEPS = {form: _steps(form) for form in COLUMNS}
"""Form → what prepares its rows."""
