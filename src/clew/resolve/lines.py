"""Lines of two versions of a portfolio against each other: which is which, what came and went, and what changed.

The strongest identifier that both sides state decides: ISIN, SEDOL, CUSIP, listing, LEI and, last, the name. A weaker one is asked only
where nothing stronger speaks against it: two ISINs, SEDOLs or CUSIPs that differ, or codes of two markets, are two lines, however they
are called. Only what names one line on each side makes a pair.
"""

from clew.engine.plan import Plan, Step
from clew.resolve.name_keys import plain_name_sql

_FIRM = ("isin", "sedol", "cusip")
"""Identifiers of a security that it keeps: where both sides state one, and not the same, they are two."""
KEYS = (*_FIRM, "listing", "lei", "name_key")
"""What lines are matched by, strongest first."""
_TOLD = ("isin", "sedol", "cusip", "mic", "listing", "lei", "name_key")

_NAMED = "SELECT l.*, CAST(l.value AS DECIMAL(38,4)) AS amount, {plain} AS name_key FROM line_{side} l"
_OWN = "SELECT n.*, CASE {cases} ELSE 'name:' || n.name_key END AS line FROM named_{side} n"
# Lots of one security in one book are one line.
_LINE = """
SELECT o.shelf, o.line, min(o.row_number) AS row_number, count(*) AS lots, min(o.name) AS name, {told},
       CAST(sum(o.weight) AS DECIMAL(18,12)) AS weight, CAST(sum(o.amount) AS DECIMAL(38,4)) AS amount,
       CASE WHEN count(DISTINCT o.currency) = 1 THEN min(o.currency) ELSE '' END AS currency
FROM owned_{side} o GROUP BY o.shelf, o.line
"""
_ASKED = """
SELECT o.shelf, o.line AS old_line, n.line AS new_line FROM {old} o JOIN {new} n ON n.shelf = o.shelf AND n.{key} = o.{key}
WHERE o.{key} <> ''{unless}
"""
_PAIR = """
SELECT a.shelf, a.old_line, a.new_line, '{how}' AS how FROM asked_{key} a
JOIN (SELECT shelf, old_line FROM asked_{key} GROUP BY shelf, old_line HAVING count(*) = 1) AS o
  ON o.shelf = a.shelf AND o.old_line = a.old_line
JOIN (SELECT shelf, new_line FROM asked_{key} GROUP BY shelf, new_line HAVING count(*) = 1) AS n
  ON n.shelf = a.shelf AND n.new_line = a.new_line
"""
_LEFT = """
SELECT l.* FROM {before} l LEFT JOIN pair_{key} p ON p.shelf = l.shelf AND p.{side}_line = l.line WHERE p.shelf IS NULL
"""
_CHANGE = """
SELECT CASE WHEN o.weight IS NULL AND n.weight IS NULL OR o.weight = n.weight THEN
         CASE WHEN (o.amount IS NULL AND n.amount IS NULL OR o.amount = n.amount) AND o.currency = n.currency
              THEN 'unchanged' ELSE 'changed' END
       ELSE 'changed' END AS kind,
       p.how, {columns}
FROM line_pair p JOIN whole_old o ON o.shelf = p.shelf AND o.line = p.old_line JOIN whole_new n ON n.shelf = p.shelf AND n.line = p.new_line
UNION ALL
SELECT 'removed', '', {olds} FROM {left_old} o
UNION ALL
SELECT 'added', '', {news} FROM {left_new} n
"""
_PLACE = "SELECT o.book, o.row_number, o.shelf, o.line FROM owned_{side} o"

_COLUMNS = (
    *(("n", "shelf"), ("n", "name"), ("n", "isin"), ("n", "sedol"), ("n", "cusip"), ("n", "listing"), ("n", "lei")),
    *(("o", "row_number"), ("n", "row_number"), ("o", "name"), ("o", "listing"), ("o", "weight"), ("n", "weight")),
    *(("o", "amount"), ("n", "amount"), ("o", "currency"), ("n", "currency")),
)
LINE = (
    *("shelf", "name", "isin", "sedol", "cusip", "listing", "lei", "old_row", "new_row", "old_name", "old_listing"),
    *("old_weight", "new_weight", "old_value", "new_value", "old_currency", "new_currency"),
)
"""Columns of `line_change` after `kind` and `how`: what names the line is of its newest side, and of the other where that is silent."""
_NUMBERS = {"row_number": "BIGINT", "weight": "DECIMAL(18,12)", "amount": "DECIMAL(38,4)"}


def lines_plan() -> Plan:
    """The plan from `line_old` and `line_new` (as `lake.book_lines.COLUMNS` has them) to `line_change`, `line_pair` and `place_old|new`."""
    steps = [step for side in ("old", "new") for step in _side(side)]
    before = {side: f"whole_{side}" for side in ("old", "new")}
    for at, key in enumerate(KEYS):
        steps.append(Step(f"asked_{key}", _ASKED.format(**before, key=key, unless=_unless(at)), f"lines of one {_word(key)}"))
        steps.append(Step(f"pair_{key}", _PAIR.format(key=key, how=_word(key)), "those of which there is one on each side"))
        for side in ("old", "new"):
            steps.append(Step(f"left_{side}_{key}", _LEFT.format(before=before[side], key=key, side=side), "what is left to match"))
            before[side] = f"left_{side}_{key}"
    pairs = " UNION ALL ".join(f"SELECT * FROM pair_{key}" for key in KEYS)  # noqa: S608 - names of ours
    steps.append(Step("line_pair", pairs, "lines that are the same, and by what"))
    parts = {"columns": _both(), "olds": _one("o"), "news": _one("n"), "left_old": before["old"], "left_new": before["new"]}
    steps.append(Step("line_change", _CHANGE.format(**parts), "every line of either version, and what became of it"))
    return Plan("lines", tuple(steps))


def _side(side: str) -> list[Step]:
    """The lines of one version, lots put together."""
    cases = " ".join(f"WHEN n.{key} <> '' THEN '{key}:' || n.{key}" for key in KEYS[:-1])
    told = ", ".join(f"CASE WHEN min(o.{key}) = max(o.{key}) THEN min(o.{key}) ELSE '' END AS {key}" for key in _TOLD)
    return [
        Step(f"named_{side}", _NAMED.format(side=side, plain=plain_name_sql("l.name")), "lines with their names in plain letters"),
        Step(f"owned_{side}", _OWN.format(side=side, cases=cases), "and the key of each"),
        Step(f"whole_{side}", _LINE.format(side=side, told=told), "lots of one line put together"),
        Step(f"place_{side}", _PLACE.format(side=side), "the line of each row"),
    ]


def _unless(at: int) -> str:
    """What speaks against a match by a key: a firmer identifier that both state, and not alike; the code of another market."""
    against = [f" AND (o.{key} = '' OR n.{key} = '' OR o.{key} = n.{key})" for key in _FIRM if key in KEYS[:at]]
    if at > KEYS.index("listing"):
        against.append(" AND (o.mic = '' OR n.mic = '' OR o.mic = n.mic)")
    return "".join(against)


def _word(key: str) -> str:
    return "name" if key == "name_key" else key


def _both() -> str:
    """The columns of a pair: what names the line, of the new side where that states it."""
    naming = [f"coalesce(nullif(n.{column}, ''), o.{column})" for _, column in _COLUMNS[:7]]
    return ", ".join(f"{text} AS {name}" for text, name in zip([*naming, *(f"{a}.{b}" for a, b in _COLUMNS[7:])], LINE, strict=True))


def _one(side: str) -> str:
    """The columns of a line that is on one side alone."""
    naming = [f"{side}.{column}" for _, column in _COLUMNS[:7]]
    rest = [
        f"{side}.{column}" if of == side else f"CAST(NULL AS {_NUMBERS[column]})" if column in _NUMBERS else "''"
        for of, column in _COLUMNS[7:]
    ]
    return ", ".join([*naming, *rest])
