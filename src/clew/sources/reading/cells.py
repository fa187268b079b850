"""What a cell says, as SQL of the engine on this machine: days, shares, codes and ids in the one notation of claims."""

from collections.abc import Callable
from typing import TypeAlias

from clew.sources.reading.forms import ROW_COLUMNS, condition, pieces

Cell: TypeAlias = Callable[[str], str]
"""A column → SQL of its cell: `trimmed`, or `name` where the cells were trimmed before."""

TAKEN = (*ROW_COLUMNS, "json")
"""Columns that rows have besides those of their file, in small letters."""
IDENTIFIED = "identified_rows"
"""The table of rows of which claims are made: cells trimmed, days read, each with the ids of its subjects."""
_WIDE = "０１２３４５６７８９．／－年月日"
_NARROW = "0123456789./-//"
_NOTATIONS = {
    "": ("%d %b %Y", "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%b %d %Y", "%d-%b-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y/%m/%d/", "%d %B, %Y"),
    "dmy": ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y"),
    "mdy": ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y"),
}
"""Notations of days besides ISO. One with slashes is read only where the form says which of day and month comes first."""


def name(column: str) -> str:
    """A column of a file, quoted; one that is called like a column that every row has stands under another name beside it."""
    return quoted(own(column.casefold()) if column.casefold() in TAKEN else column)


def quoted(column: str) -> str:
    """A name, quoted as it is."""
    return '"' + column.replace('"', '""') + '"'


def own(column: str) -> str:
    """A column that is made on the way from rows to claims, under a name that no publisher gives one: files do have a column `part`."""
    return f"clew_{column}"


def own_day(column: str) -> str:
    """The column that identified rows have for the day in another, quoted."""
    return quoted(own(f"day_{column}"))


def text(value: str) -> str:
    """A text, quoted."""
    return "'" + value.replace("'", "''") + "'"


def trimmed(column: str) -> str:
    """The cell without white space at its ends; most are empty or have none, and are not looked through."""
    cell = name(column)
    odd = f"{cell} < '!' OR right({cell}, 1) < '!' OR bit_length({cell}) <> 8 * length({cell})"
    return f"CASE WHEN {cell} = '' THEN '' WHEN {odd} THEN trim({cell}, ' \t\r\n\u00a0\u3000\ufeff') ELSE {cell} END"


def day(cell: str, order: str) -> str:
    """The cell as an ISO day, month or year; "" where it is none. A time of day is left out.

    What stands twice in a query is computed for every row, whatever its case: a register's ISO days are read without the rest.

    Args:
        cell: SQL of a trimmed text.
        order: of `DATE_ORDERS`.
    """
    plain = f"CASE WHEN bit_length({cell}) = 8 * length({cell}) THEN {cell} ELSE translate({cell}, {text(_WIDE)}, {text(_NARROW)}) END"
    known = (*_NOTATIONS[""], *_NOTATIONS.get(order, ()))
    full, short = (_parsed(plain, [one for one in known if sign in one]) for sign in ("%Y", "%y"))
    # A year of two digits is none of a thousand years ago: a notation with four is tried only where four stand.
    return (
        f"CASE WHEN {cell} = '' THEN '' "
        f"WHEN regexp_full_match({plain}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}([T ].*)?') THEN {_real(f'substr({plain}, 1, 10)')} "
        f"WHEN regexp_full_match({plain}, '[12][0-9]{{3}}(-(0[1-9]|1[0-2]))?') THEN {plain} "
        f"WHEN regexp_full_match({plain}, '[12][0-9]{{7}}') THEN {_parsed(plain, ['%Y%m%d'])} "
        f"WHEN regexp_matches({plain}, '[0-9]{{4}}') THEN {full} ELSE {short} END"
    )


def _parsed(plain: str, notations: list[str]) -> str:
    """The day in one of some notations, "" where it is in none."""
    known = ", ".join(map(text, notations))
    return f"coalesce(strftime(try_strptime({plain}, [{known}]), '%Y-%m-%d'), '')" if notations else "''"


def _real(iso: str) -> str:
    """The day, "" where the calendar has none such."""
    return f"coalesce(strftime(try_cast({iso} AS DATE), '%Y-%m-%d'), '')"


def fraction(cell: str) -> str:
    """A percentage (`12.5`, `12.5%`, `12,5 %`) as a fraction with a point; "" where it is none, or not between 0 and 100."""
    number = f"try_cast(replace(rtrim(translate({cell}, {text(_WIDE + '％')}, {text(_NARROW + '%')}), '% '), ',', '.') AS DECIMAL(18,9))"
    return f"CASE WHEN {number} BETWEEN 0 AND 100 THEN {plain_number(f'{number} / 100')} ELSE '' END"


def plain_number(number: str) -> str:
    """A decimal number without zeros at its end."""
    shown = f"CAST(CAST({number} AS DECIMAL(18,11)) AS VARCHAR)"
    return f"CASE WHEN contains({shown}, '.') THEN rtrim(rtrim({shown}, '0'), '.') ELSE {shown} END"


def coordinate(cell: str) -> str:
    """A coordinate rounded to 0.01 degrees, as those of the gazetteer are: a place, and no site in it; "" where it is none."""
    return f"coalesce(CAST(CAST(round(try_cast({cell} AS DOUBLE), 2) AS DECIMAL(9, 2)) AS VARCHAR), '')"


def code(cell: str) -> str:
    """An identifier: capital letters, digits of ordinary width, no spaces."""
    return f"upper(replace(translate({cell}, {text(_WIDE)}, {text(_NARROW)}), ' ', ''))"


def country(cell: str) -> str:
    """A country: a code of two letters in capitals, anything else as written."""
    return f"CASE WHEN length({cell}) = 2 THEN upper({cell}) ELSE {cell} END"


def converted(cell: str, conversion: str, order: str) -> str:
    """A cell as a rule of a card wants it."""
    if conversion == "date":
        return day(cell, order)
    made = {"": cell, "fraction": fraction(cell), "code": code(cell), "lower": f"lower({cell})", "upper": f"upper({cell})"}
    return made[conversion] if conversion in made else country(cell)


def subject_id(dataset: str, template: str, cell: Cell = trimmed) -> str:
    """A subject's id: small letters and digits of any script, with hyphens for everything between.

    A template with a colon names the dataset that its ids are of.
    """
    other, _, rest = template.rpartition(":")
    prefix = text(f"{other or dataset}:")
    parts = [_slug(cell(piece)) if hole else text(piece) for piece, hole in pieces(rest)]
    return " || ".join((prefix, *parts))


def _slug(cell: str) -> str:
    """A cell as part of an id."""
    slug = f"trim(regexp_replace(lower({cell}), '[^\\p{{L}}\\p{{N}}]+', '-', 'g'), '-')"
    return f"CASE WHEN regexp_full_match({cell}, '[0-9A-Za-z]*') THEN lower({cell}) ELSE {slug} END"


def filled(template: str, cell: Cell = trimmed) -> str:
    """A template with its cells; a hole named `@x` is the id of the subject x."""
    return " || ".join(_hole(piece, cell) if hole else text(piece) for piece, hole in pieces(template)) or "''"


def _hole(piece: str, cell: Cell) -> str:
    """What fills a hole."""
    return name(own(f"id_{piece[1:]}")) if piece.startswith("@") else cell(piece)


def holds(when: str, cell: Cell = trimmed) -> str:
    """A condition of a card."""
    column, operator, value = condition(when)
    if not column:
        return "true"
    values = ", ".join(text(one) for one in value.split("|"))
    return {"": f"{cell(column)} <> ''", "=": f"{cell(column)} IN ({values})", "!=": f"{cell(column)} NOT IN ({values})"}[operator]
