"""Cases of the conformance suite: what functions and signs mean, of texts and of numbers."""

from decimal import Decimal

from clew.engine.case import SHARE, Case, letters, numbers, one

TEXTS = (
    one("A text joined with NULL is NULL", "letter || nullif('b', 'b') AS x, letter || chr(31) || 'b' AS y", None, "a\x1fb"),
    one("A quote and a backslash are written by their numbers", "chr(39) || chr(92) || chr(39) AS x", "'\\'"),
    one("A text has as many letters as code points", "length('Ürümqi') AS x, length('新疆') AS y, length('𠮷') AS z", 6, 2, 1),
    one(
        "A text has eight bits for each byte of UTF-8", "bit_length('mill') AS x, bit_length('Ür') AS y, bit_length('新') AS z", 32, 24, 24
    ),
    one("Letters have one lower case", "lower('ÀÉÎÕÜ ŞĞ ЖЯ ΩΔ') AS x, upper('isin:de0007') AS y", "àéîõü şğ жя ωδ", "ISIN:DE0007"),
    one("Replacing takes every occurrence", "replace('a-b-c-', '-', '') AS x", "abc"),
    one("Translating goes letter by letter and drops what has no counterpart", "translate('čaşa-.x', 'čş-.', 'cs ') AS x", "casa x"),
    one(
        "A pattern anchored at the end is replaced once, with all its repetitions",
        "regexp_replace('acme co ltd co', '( +(co|ltd))+ *$', '') AS x, regexp_replace('co acme', '( +(co|ltd))+ *$', '') AS y",
        *("acme", "co acme"),
    ),
    one("A pattern anchored at the start is replaced once", "regexp_replace('the the theatre', '^the +', '') AS x", "the theatre"),
    one(
        "A place in a text counts letters from 1, and 0 is nowhere",
        "instr('新疆|天山', '天') AS x, instr('abc', 'd') AS y, instr('a', nullif('a', 'a')) AS z",
        *(4, 0, None),
    ),
    one(
        "A part of a text counts letters from 1 and ends with the text",
        "substr('新疆天山', 2, 2) AS x, substr('abc', 3, 9) AS y, substr('abc', 4, 1) AS z",
        *("疆天", "c", ""),
    ),
    one(
        "A pattern of LIKE fits the whole text", "CASE WHEN 'CON-01' LIKE 'CON-%' AND NOT 'XCON-01' LIKE 'CON-%' THEN 1 ELSE 0 END AS x", 1
    ),
    one(
        "The end of a pattern is the end of the text, and no line end before it",
        "regexp_replace('co' || chr(10), 'co *$', '') || '|' AS x, regexp_replace('a co' || chr(10) || 'co', ' *co$', '') || '|' AS y",
        *("co\n|", "a co\n|"),
    ),
    one("A dollar and a brace in a text are letters", "'${x}' || '{y}' || '%d' || ':z' AS x", "${x}{y}%d:z"),
    one(
        "A digest of a text is 32 small letters and digits, of its UTF-8",
        "md5('Ürümqi') AS x, md5('') AS y, md5(nullif('a', 'a')) AS z",
        *("f0c62b6f6f8cefbb137f1d07b4e4ef19", "d41d8cd98f00b204e9800998ecf8427e", None),
    ),
    Case(
        "Texts are ordered by code point, capitals before small letters",
        letters("b", "é", "B", "a", "新", "Z", ""),
        (("ends", "SELECT min(letter) AS low, max(letter) AS high, count(DISTINCT letter) AS n FROM letters"),),
        "SELECT letter, low, high, n FROM letters, ends ORDER BY letter",
        tuple((letter, "", "新", 7) for letter in ("", "B", "Z", "a", "b", "é", "新")),
    ),
    Case(
        "An empty text is not NULL",
        letters("", None, "a"),
        (("answer", "SELECT count(*) AS n, count(letter) AS told, count(DISTINCT letter) AS apart FROM letters"),),
        *("SELECT * FROM answer", ((3, 2, 2),)),
    ),
)
NUMBERS = (
    one(
        "Coalesce, least and greatest pass over NULL",
        "coalesce(nullif(1, 1), 2) AS x, least(3, nullif(1, 1)) AS y, greatest(nullif(1, 1), 3) AS z",
        2,
        3,
        3,
    ),
    one("A size has no sign", "abs(-3) AS x", 3),
    Case(
        "Whole numbers are summed exactly, far beyond what a float can hold, and NULL is passed over",
        numbers(9007199254740993, 1, None),
        (("answer", "SELECT CAST(sum(number) AS BIGINT) AS total, max(number) AS most, min(number) AS least FROM numbers"),),
        *("SELECT * FROM answer", ((9007199254740994, 9007199254740993, 1),)),
    ),
    Case(
        "A sum over no rows is NULL and a count is 0",
        numbers(),
        (("answer", "SELECT CAST(sum(number) AS BIGINT) AS total, count(*) AS n FROM numbers"),),
        *("SELECT * FROM answer", ((None, 0),)),
    ),
    Case(
        "Decimals keep twelve places when they are loaded and multiplied",
        numbers("0.1", "0.333333333333", "0.000000000001", "-0.25", kind=SHARE),
        (("answer", "SELECT number, CAST(number * number AS DECIMAL(18,12)) AS square FROM numbers"),),
        "SELECT * FROM answer ORDER BY number",
        (
            (Decimal("-0.250000000000"), Decimal("0.062500000000")),
            (Decimal("1E-12"), Decimal("0E-12")),
            (Decimal("0.100000000000"), Decimal("0.010000000000")),
            (Decimal("0.333333333333"), Decimal("0.111111111111")),
        ),
    ),
    Case(
        "Decimals are rounded half away from zero",
        numbers("0.125", "-0.125", "0.135", kind=SHARE),
        (("answer", "SELECT number, CAST(number AS DECIMAL(18,2)) AS rounded FROM numbers"),),
        "SELECT rounded FROM answer ORDER BY number",
        ((Decimal("-0.13"),), (Decimal("0.13"),), (Decimal("0.14"),)),
    ),
    Case(
        "A text becomes a number and a number a text",
        letters("0042"),
        (("answer", "SELECT CAST(letter AS BIGINT) AS whole, CAST(CAST(letter AS BIGINT) AS STRING) AS text FROM letters"),),
        *("SELECT * FROM answer", ((42, "42"),)),
    ),
    Case(
        "A small number in a large one's company is large",
        numbers(3000000007, 32001),
        (
            ("small", "SELECT number, CAST(number % 32000 AS SMALLINT) AS little FROM numbers"),
            ("answer", "SELECT number, number * little AS much, (1 - number % 2) * little + number AS more FROM small"),
        ),
        "SELECT * FROM answer ORDER BY number",
        ((32001, 32001, 32001), (3000000007, 21000000049, 3000000007)),
    ),
    Case(
        "Whole numbers of 64 bits are added, multiplied and taken apart exactly",
        numbers(3000000007, -3000000007),
        (
            (
                "answer",
                """SELECT number, number * 3000000000 + 7 AS code, number % 1000 AS rest, mod(number, 1000) AS again,
                   number - number % 1000 AS whole, -number AS other FROM numbers""",
            ),
        ),
        "SELECT code, rest, again, whole, other FROM answer ORDER BY number",
        (
            (-9000000020999999993, -7, -7, -3000000000, 3000000007),
            (9000000021000000007, 7, 7, 3000000000, -3000000007),
        ),
    ),
    one(
        "A decimal is rounded down to a whole number by floor",
        """CAST(floor(CAST(7 AS DECIMAL(18,12)) * 0.5) AS BIGINT) AS x, CAST(floor(CAST('-0.25' AS DECIMAL(18,12))) AS BIGINT) AS y,
           CAST(floor(CAST(9007199254740993 AS DECIMAL(19,0)) * 0.5) AS BIGINT) AS z""",
        *(3, -1, 4503599627370496),
    ),
    Case(
        "Decimals are summed exactly, and a sum keeps its digits",
        numbers("0.1", "0.2", "999999.999999999999", None, kind=SHARE),
        (
            (
                "answer",
                "SELECT CAST(sum(number) AS DECIMAL(38,12)) AS total, CAST(sum(number * number) AS DECIMAL(38,6)) AS squares FROM numbers",
            ),
        ),
        *("SELECT * FROM answer", ((Decimal("1000000.299999999999"), Decimal("1000000000000.049998")),)),
    ),
    Case(
        "The first case that holds decides, and NULL is none",
        numbers(2, 0, None, -1),
        (
            (
                "answer",
                """SELECT number, CASE WHEN number > 1 THEN 'many' WHEN number >= 0 THEN 'few' ELSE 'none' END AS said,
                   CASE number WHEN 0 THEN 1 WHEN 2 THEN 3000000000 END AS code FROM numbers""",
            ),
        ),
        "SELECT number, said, code FROM answer ORDER BY number",
        ((None, "none", None), (-1, "none", None), (0, "few", 1), (2, "many", 3000000000)),
    ),
    Case(
        "A text is not made a number where its case does not hold",
        letters("", "12", "x"),
        (
            (
                "answer",
                """SELECT letter, CASE WHEN letter = '12' AND CAST(letter AS BIGINT) > 3 THEN CAST(letter AS BIGINT) ELSE 0 END AS n
                   FROM letters""",
            ),
        ),
        "SELECT letter, n FROM answer ORDER BY letter",
        (("", 0), ("12", 12), ("x", 0)),
    ),
    Case(
        "A share in a text is compared as a decimal",
        letters("0.5", "0.49", "0.500000000001"),
        (("answer", "SELECT letter, CASE WHEN CAST(letter AS DECIMAL(18,12)) >= 0.5 THEN 1 ELSE 0 END AS half FROM letters"),),
        "SELECT letter, half FROM answer ORDER BY letter",
        (("0.49", 0), ("0.5", 1), ("0.500000000001", 1)),
    ),
)
