"""Reader of the list of goods: two vintages of the department's app, its worksheet, and the table of its Better Trade Tool.

The list names goods and countries. That a company makes such a good in such a country says nothing of the company.
"""

from clew.engine.plan import Step


def _answer(column: str) -> str:
    """SQL of yes or no: a cell with an X, "Yes" or years says yes; with "No" or nothing, no; of years that have ended, no."""
    cell = f"lower(trim({column}))"
    ended = f"regexp_matches({cell}, '[0-9]{{4}} *[-–] *[0-9]{{4}}$')"
    return (
        f"CASE WHEN {cell} IN ('yes', 'y', 'x') THEN 'yes' WHEN {cell} IN ('no', 'n', '') OR {ended} THEN 'no' "
        f"WHEN regexp_matches({cell}, '^[0-9]{{4}}') THEN 'yes' ELSE {column} END"
    )


def _steps(good: str, origin: str, sector: str, answers: tuple[str, str, str], derived: str = "''") -> tuple[Step, ...]:
    """Good, origin, sector, and what is said of each."""
    child, forced, forced_child = answers
    said = f"""
SELECT *, {good} AS good_name, {origin} AS origin, {sector} AS industry, {child} AS child, {forced} AS forced,
       {forced_child} AS forced_child, {derived} AS derived
FROM raw
"""  # noqa: S608 - names of ours
    return (Step("prepared", said, "the same columns for every layout, with yes and no"),)


_DERIVED = "CASE WHEN lower(derived_country) IN ('', 'no') THEN '' ELSE derived_country END"
_LETTERS = (_answer('"CL"'), _answer('"FL"'), _answer('"FCL"'))
STEPS = {
    "app": _steps(
        "good", "country_name", "sector", (_answer("child_labor"), _answer("forced_labor"), _answer("forced_child_labor")), _DERIVED
    ),
    "sheet": _steps('"Good"', """coalesce(nullif("Country/Area", ''), "Country")""", '"Sector"', _LETTERS),
    "trade": _steps('"Good"', '"Country"', '"Sector"', _LETTERS),
}
"""Form → what prepares its rows."""
