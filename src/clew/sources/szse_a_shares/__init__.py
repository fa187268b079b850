"""Reader of the Shenzhen Stock Exchange's list of A shares: one company a row, with its A shares and, where it has them, its B shares.

Short names are printed with spaces between the signs and letters of full width (`万  科Ａ`): the alias is without both.
"""

from clew.engine.plan import Step
from clew.sources.reading.cells import trimmed

_WIDE = "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ０１２３４５６７８９＊－"
_NARROW = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*-"


def _short(column: str) -> str:
    """SQL of a short name without spaces, its letters of ordinary width."""
    return f"translate(regexp_replace({trimmed(column)}, '[\\s\u3000]+', '', 'g'), '{_WIDE}', '{_NARROW}')"


def _spaced(column: str) -> str:
    """SQL of a name with single spaces."""
    return f"regexp_replace({trimmed(column)}, '\\s+', ' ', 'g')"


_PREPARED = f"""
SELECT *, coalesce(nullif({trimmed("A股代码")}, ''), {trimmed("B股代码")}) AS company_key,
       {_short("A股简称")} AS a_name, {_short("B股 简 称")} AS b_name,
       {_spaced("公司全称")} AS full_name, {_spaced("英文名称")} AS english_name
FROM raw
"""  # noqa: S608 - names of ours
_WRONG = """
SELECT max(row_number) AS row_number, 'A股代码' AS col, 'the code ' || company_key || ' stands twice' AS what,
       'Keep one of the rows.' AS mend
FROM prepared GROUP BY company_key HAVING count(*) > 1
"""

STEPS = {
    "list": (
        Step("prepared", _PREPARED, "names without odd spacing, and the code that tells the company"),
        Step("wrong_rows", _WRONG, "codes that stand twice"),
    )
}
"""Form → what prepares its rows."""
