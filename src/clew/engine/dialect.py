"""The SQL that means the same in DuckDB and in Spark: the functions, types and forms that a step may use, and a checker of its text.

What parses in both and yet differs is the danger: a double-quoted word is a column here and a text there, a backslash or a doubled quote
in a text is an escape in one of them, `regexp_replace` replaces once or everywhere, `trim` takes every kind of space or only one, and the
sum of whole numbers becomes a float in a file.
The order of NULL differs too, but every adapter sets it to one order (see `engine.port`).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

FUNCTIONS: Mapping[str, str] = {
    "abs": "the size of a number",
    "bit_length": "eight for each byte of UTF-8: eight times the length for ASCII alone; Spark's is narrow, see `length`",
    "cast": "to STRING, BIGINT, SMALLINT or DECIMAL(p,s) alone; decimals round half away from zero; SMALLINT is computed with BIGINT alone",
    "chr": "of 1 to 127; the way to write a quote, a backslash or a control character",
    "coalesce": "the first that is not NULL",
    "count": "rows, values or distinct values",
    "dense_rank": "with an ORDER BY; narrow in Spark, see `length`",
    "floor": "of a decimal, inside a cast: of a float it is a float here and a whole number there",
    "greatest": "leaves out NULL",
    "instr": "place of a text in a text, from 1; 0 where it is not; narrow in Spark, see `length`",
    "least": "leaves out NULL",
    "length": "code points; Spark's number has 32 bits: cast it to BIGINT before it is multiplied or summed up with large ones",
    "lower": "of letters whose lower case is one letter wherever it stands: fold İ, Σ and ς by `translate` before",
    "max": "leaves out NULL; texts by code point",
    "md5": "of a text: 32 hexadecimal digits, in small letters",
    "min": "leaves out NULL; texts by code point",
    "mod": "of whole numbers, by one that is not 0; as the sign % it has the sign of the first",
    "nullif": "NULL for one value",
    "rank": "with an ORDER BY; narrow in Spark, see `length`",
    "regexp_replace": "three arguments, and a pattern anchored at one end, so that it is replaced once",
    "replace": "every occurrence",
    "row_number": "with an ORDER BY that leaves no ties; narrow in Spark, see `length`",
    "substr": "from a place of 1 or more",
    "sum": "inside a cast: DuckDB's sum of BIGINT is wider than a file can hold, and is written as a float",
    "translate": "letter by letter; a letter without a counterpart is left out",
    "upper": "of ASCII: identifiers",
}
"""The functions that a step may call, each with its condition; names not in it differ between engines, or nobody has looked yet."""

TYPES = frozenset({"bigint", "decimal", "smallint", "string"})
"""What a step may cast to; VARCHAR needs a length in Spark, and floats have no place in a result. SMALLINT spares memory within a stage."""

_BEFORE_PAREN = frozenset(
    {
        *("all", "and", "as", "by", "case", "decimal", "distinct", "else", "end", "except", "exists", "from", "group", "having", "in"),
        *(
            "intersect",
            "join",
            "like",
            "not",
            "on",
            "or",
            "order",
            "over",
            "partition",
            "select",
            "then",
            "union",
            "using",
            "when",
            "where",
        ),
    }
)
"""Words of the language after which a parenthesis opens no call."""

_BANNED_WORDS = frozenset(
    {
        *("anti", "asof", "exclude", "filter", "glob", "ilike", "interval", "lateral", "natural", "offset", "pivot", "positional"),
        *("qualify", "recursive", "rlike", "sample", "semi", "similar", "tablesample", "unpivot"),
    }
)
_BANNED_PAIRS = {("by", "all"): "GROUP or ORDER BY ALL", ("distinct", "on"): "DISTINCT ON"}
_BANNED_SIGNS = {
    "::": "a cast by ::",
    "/": "a division, which makes a float",
    "[": "a list",
    "{": "a struct",
    ";": "a second statement",
    "`": "a quoted name",
    "->": "an arrow",
    "?": "a parameter",
}
_ORDERED = frozenset({"row_number", "rank", "dense_rank"})

_TOKEN = re.compile(
    r"""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"[^"]*"|[^\W\d]\w*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|\|\||<>|<=|>=|!=|::|->|\S""",
    re.DOTALL | re.IGNORECASE,
)

Tokens = Sequence[str]


def faults(sql: str) -> tuple[str, ...]:
    """What in the text of a query is not portable, or not the same in every run; empty when nothing is."""
    tokens = [part for part in _TOKEN.findall(sql) if not part.startswith(("--", "/*"))]
    return tuple(dict.fromkeys(fault for rule in _RULES for fault in rule(tokens)))


def patterns(sql: str) -> Iterator[tuple[int, int]]:
    """Where the patterns of `regexp_replace` stand in the text of a query, with their quotes, in order: begin and end."""
    found = list(_TOKEN.finditer(sql))
    tokens = [part.group() for part in found]
    for at in _starts(tokens, {"regexp_replace"}):
        given = _arguments(tokens, at + 1)
        if len(given) > 1 and len(given[1]) == 1:
            yield found[at + len(("regexp_replace", "(", *given[0], ","))].span()


def _calls(tokens: Tokens) -> Iterator[str]:
    """Functions that are not on the list."""
    for part, following in pairwise(tokens):
        name = part.casefold()
        if following == "(" and _is_word(part) and name not in FUNCTIONS and name not in _BEFORE_PAREN:
            yield f"the function {part} is not on the list"


def _words(tokens: Tokens) -> Iterator[str]:
    """Words of one dialect."""
    folded = [part.casefold() for part in tokens]
    yield from (f"the word {part.upper()} belongs to one dialect" for part in folded if part in _BANNED_WORDS)
    yield from (_BANNED_PAIRS[pair] for pair in pairwise(folded) if pair in _BANNED_PAIRS)


def _signs(tokens: Tokens) -> Iterator[str]:
    """Signs, texts and numbers that mean two things."""
    for part in tokens:
        if part in _BANNED_SIGNS:
            yield f"{_BANNED_SIGNS[part]}: {part}"
        elif part.startswith('"'):
            yield f"a double-quoted name: {part}"
        elif part.startswith("'") and ("\\" in part or "''" in part[1:-1]):
            yield f"a backslash or a quote in a text, which chr(92) and chr(39) can say: {part}"
        elif part[0].isdigit() and "e" in part.casefold():
            yield f"a float: {part}"


def _casts(tokens: Tokens) -> Iterator[str]:
    """Casts to other types."""
    for at in _starts(tokens, {"cast"}):
        inside = _group(tokens, at + 1)
        kind = inside[_last(inside, "as") + 1]
        if kind.casefold() not in TYPES:
            yield f"a cast to {kind}"


def _limits(tokens: Tokens) -> Iterator[str]:
    """LIMIT without ORDER BY in the same query."""
    ordered = [False]
    for part in map(str.casefold, tokens):
        if part == "(":
            ordered.append(False)
        elif part == ")" and len(ordered) > 1:
            ordered.pop()
        elif part in {"select", "order"}:
            ordered[-1] = part == "order"
        elif part == "limit" and not ordered[-1]:
            yield "a LIMIT without an ORDER BY"


def _ranks(tokens: Tokens) -> Iterator[str]:
    """Ranks without an order."""
    for at in _starts(tokens, _ORDERED):
        over = at + 2 + len(_group(tokens, at + 1)) + 1
        if "order" not in map(str.casefold, _group(tokens, over + 1)):
            yield f"{tokens[at]} without an ORDER BY"


def _sums(tokens: Tokens) -> Iterator[str]:
    """Sums and floors that are not cast."""
    for at in _starts(tokens, {"floor", "sum"}):
        if [part.casefold() for part in tokens[max(at - 2, 0) : at]] != ["cast", "("]:
            yield f"a {tokens[at].casefold()} outside a cast"


def _patterns(tokens: Tokens) -> Iterator[str]:
    """Patterns that one engine replaces once and another everywhere."""
    for at in _starts(tokens, {"regexp_replace"}):
        given = _arguments(tokens, at + 1)
        pattern = given[1] if len(given) == len(("text", "pattern", "by")) else ()
        if len(pattern) != 1 or not (pattern[0].startswith("'^") or pattern[0].endswith("$'")):
            yield "a regexp_replace whose pattern is no text anchored at one end, or that has flags"


def _places(tokens: Tokens) -> Iterator[str]:
    """Places before the first letter."""
    for at in _starts(tokens, {"substr"}):
        place = [*_arguments(tokens, at + 1), (), ()][1]
        if place and place[0] in {"0", "-"}:
            yield "a substr from before the first letter"


_RULES: tuple[Callable[[Tokens], Iterator[str]], ...] = (_calls, _words, _signs, _casts, _limits, _ranks, _sums, _patterns, _places)


def _is_word(part: str) -> bool:
    """Whether a part is a name or a word of the language."""
    return part[0].isalpha() or part[0] == "_"


def _starts(tokens: Tokens, names: frozenset[str] | set[str]) -> Iterator[int]:
    """Where calls of these functions begin."""
    return (at for at, part in enumerate(tokens[:-1]) if part.casefold() in names and tokens[at + 1] == "(")


def _group(tokens: Tokens, opening: int) -> Tokens:
    """What stands between the parenthesis at `opening` and its fellow; nothing where there is no parenthesis."""
    if opening >= len(tokens) or tokens[opening] != "(":
        return ()
    depth = 0
    for at in range(opening, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[at], 0)
        if depth == 0:
            return tokens[opening + 1 : at]
    return tokens[opening + 1 :]


def _last(inside: Tokens, word: str) -> int:
    """Place of the last `word` that is in no inner parenthesis."""
    return max((at for at, part in _outer(inside) if part.casefold() == word), default=-1)


def _arguments(tokens: Tokens, opening: int) -> list[Tokens]:
    """The arguments of the call whose parenthesis is at `opening`."""
    inside = _group(tokens, opening)
    commas = [-1, *(at for at, part in _outer(inside) if part == ","), len(inside)]
    return [inside[left + 1 : right] for left, right in pairwise(commas)]


def _outer(inside: Tokens) -> Iterator[tuple[int, str]]:
    """Tokens that are in no inner parenthesis, with their places."""
    depth = 0
    for at, part in enumerate(inside):
        if part == ")":
            depth -= 1
        if depth == 0:
            yield at, part
        if part == "(":
            depth += 1
