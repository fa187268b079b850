"""Product continuity: which line of goods a supply link is about, and whether a path follows one product.

A buys batteries from B, B buys uniforms from C: A is not linked to C. Where goods are told by codes of the Harmonized System or by words,
a pair of links whose goods cannot be of one product ends the path; where they are not told, the path goes on, and says so.
"""

from collections.abc import Sequence
from itertools import pairwise

from clew.engine.plan import Step
from clew.engine.port import Engine
from clew.pack.goods import Continuity, Goods

_SPACED = ",.;:/()-&+[]_"
# Codes are told by their digits; words are compared whole, and Chinese ones wherever they stand.
SAID = f"""
SELECT DISTINCT entity_id, CASE WHEN prop = 'hsCode' THEN 1 ELSE 0 END AS code,
       CASE WHEN prop = 'hsCode' THEN replace(replace(value, '.', ''), ' ', '')
            ELSE ' ' || translate(lower(value), '{_SPACED}', '{" " * len(_SPACED)}') || ' ' END AS said
FROM claims WHERE schema = 'SupplyLink' AND prop IN ('hsCode', 'goods', 'products')
"""  # noqa: S608 - characters of ours
"""SQL for `goods_said` (entity_id, code, said), from `claims`."""
_FOUND = """
SELECT s.code, s.said, p.mark, p.line FROM goods_text s JOIN goods_mark p ON p.code = 1 AND p.mark = substr(s.said, 1, 6) WHERE s.code = 1
UNION ALL
SELECT s.code, s.said, p.mark, p.line FROM goods_text s JOIN goods_mark p ON p.code = 1 AND p.mark = substr(s.said, 1, 4) WHERE s.code = 1
UNION ALL
SELECT s.code, s.said, p.mark, p.line FROM goods_text s JOIN goods_mark p ON p.code = 1 AND p.mark = substr(s.said, 1, 2) WHERE s.code = 1
UNION ALL
SELECT s.code, s.said, p.mark, p.line FROM goods_text s JOIN goods_mark p ON p.code = 0 AND instr(s.said, p.mark) > 0 WHERE s.code = 0
"""
# "Cotton yarn" is yarn: a mark within a longer one tells nothing. Marks beside one another tell several lines.
_TOLD = """
SELECT DISTINCT f.code, f.said, f.line
FROM goods_found f
LEFT JOIN goods_found g ON g.code = f.code AND g.said = f.said AND length(g.mark) > length(f.mark) AND instr(g.mark, f.mark) > 0
WHERE g.said IS NULL
"""
# A link whose goods are of several lines is about none of them alone; a code decides before words.
_LINE = """
SELECT entity_id, line FROM (
  SELECT s.entity_id, s.code, min(t.line) AS line, count(DISTINCT t.line) AS lines,
         row_number() OVER (PARTITION BY s.entity_id ORDER BY s.code DESC) AS place
  FROM goods_said s JOIN goods_told t ON t.code = s.code AND t.said = s.said GROUP BY s.entity_id, s.code
) AS told WHERE place = 1 AND lines = 1
"""

STEPS = (
    Step("goods_text", "SELECT DISTINCT code, said FROM goods_said", "each of them once"),
    Step("goods_found", _FOUND, "codes and words of lines of goods in them"),
    Step("goods_told", _TOLD, "the lines of goods that they tell"),
    Step("goods_line", _LINE, "supply links whose goods are of one line"),
)
"""From `goods_said`, `goods_mark` and `goods_number` to `goods_line` (entity_id, line)."""


def load_goods_lines(engine: Engine, goods: Goods) -> None:
    """Hand the engine the lines: `goods_mark` (code, mark, line), `goods_number` (line, number) and `continuity` (bought, sold).

    `continuity` has the pairs of numbers that are not broken; 0 is a line that is not known.
    """
    text, whole = "VARCHAR", "BIGINT"
    codes = [(1, code, line.id) for line in goods.lines for code in line.hs]
    words = [(0, _mark(word), line.id) for line in goods.lines for word in line.words]
    engine.load("goods_mark", {"code": whole, "mark": text, "line": text}, [*codes, *words])
    engine.load("goods_number", {"line": text, "number": whole}, [("", 0), *goods.number.items()])
    numbers = {"": 0, **goods.number}
    pairs = [
        (numbers[bought], numbers[sold]) for bought in numbers for sold in numbers if goods.between(bought, sold) is not Continuity.BROKEN
    ]
    engine.load("continuity", {"bought": whole, "sold": whole}, pairs)


def _mark(word: str) -> str:
    """A word as it stands in what is said: between spaces, if it is written in letters."""
    return word if word > "\u2e80" else f" {word.translate(str.maketrans(_SPACED, ' ' * len(_SPACED)))} "


def continuity(goods: Goods, bought: Sequence[str]) -> Continuity:
    """Of the lines of goods that are bought along a path, from the issuer on: whether they are of one product.

    One link alone is no line to break: it is compatible where its goods are known.
    """
    if len(bought) == 1:
        return Continuity.COMPATIBLE if bought[0] else Continuity.UNKNOWN
    found = {goods.between(further, nearer) for nearer, further in pairwise(bought)}
    return next((one for one in (Continuity.BROKEN, Continuity.UNKNOWN) if one in found), Continuity.COMPATIBLE)
