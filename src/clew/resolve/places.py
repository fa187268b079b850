"""Addresses in bulk: a cheap filter over all of them in the engine, and the exact rule of `values.places` over the few that pass it.

There is one rule, in Python. The filter knows no rule: it leaves out what holds no name and no number that the rule could start from, which
is nearly all of the world's addresses, and a test holds it to never leaving out more. It is DuckDB's (`strip_accents`, `regexp_matches`):
addresses are located on the machine that imports their source, never on a cluster.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine
from clew.model.claim import Claim
from clew.pack.places import load_address_words
from clew.sources.starter import starter_sources
from clew.values.gazetteer import Role
from clew.values.place_words import APOSTROPHES, FULL_WIDTH, WIDTH, AddressWords, any_of, is_unspaced
from clew.values.places import Gazetteer, Place, gazetteer, locate

DATASET = "gazetteer_xuar"
ADDRESS: Mapping[str, str] = dict.fromkeys(("address_id", "text", "country", "kind"), "VARCHAR")
"""What `locate_addresses` reads; kind `name` is an organisation's name, which is no address: it is left out. Other kinds are read alike."""
LOCATED: Mapping[str, str] = dict.fromkeys(("address_id", "place", "level", "prefecture", "county", "confidence", "why"), "VARCHAR")
"""What it makes: a row for each address that is in the region."""

_BATCH = 50_000
"""Texts that Python holds at a time."""
_ANSWER = ("text", "country", *list(LOCATED)[1:])
_NAMES = ("name", "alias", "previousName")
_FIRST_WORD = re.compile(r"[a-z0-9]+")


def shipped_gazetteer() -> Gazetteer:
    """The gazetteer of the tables that ship with clew."""
    (shipped,) = (one for one in starter_sources() if one.source.dataset == DATASET)
    return gazetteer_of(shipped.claims(), load_address_words())


def fingerprint() -> str:
    """SHA-256 of everything that the shipped gazetteer is made of, which costs less than to make it."""
    (shipped,) = (one for one in starter_sources() if one.source.dataset == DATASET)
    parts = [data for _, data in sorted(shipped.tables.files.items())] + [repr(load_address_words()).encode()]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def gazetteer_of(claims: Iterable[Claim], words: AddressWords) -> Gazetteer:
    """The gazetteer that the claims of a source make, from its snapshot or from its tables; keys are without the dataset."""
    said: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.schema == "Place":
            said[_key(claim.entity_id)][claim.prop].append((claim.value, claim.lang))
    return gazetteer([_place(key, props, words) for key, props in sorted(said.items())], words)


def _place(key: str, props: Mapping[str, list[tuple[str, str]]], words: AddressWords) -> Place:
    """One place from what is said of it; names in English are given without the word of their kind, which addresses put in many ways."""
    values = {prop: tuple(value for value, _ in pairs) for prop, pairs in props.items()}
    by_lang = {lang: value for value, lang in props.get("name", ())}
    kinds = {word for kind in words.kinds for word in kind.words if word.isascii()}
    english = [_bare(value, kinds) for value, lang in props.get("name", ()) if lang == "eng"]
    others = [value for prop in (*_NAMES, "pinyin") for value, lang in props.get(prop, ()) if lang != "eng"]
    return Place(
        key=key,
        parent=_key(values.get("parent", ("",))[0]),
        name=by_lang.get("eng", by_lang.get("zho", key)),
        name_zh=by_lang.get("zho", ""),
        level=values["level"][0],
        names=tuple(dict.fromkeys([*english, *others])),
        postcodes=values.get("postalCode", ()),
        area_codes=values.get("areaCode", ()),
        divisions=tuple(int(number) for number in values.get("xpccDivision", ())),
    )


def _key(entity: str) -> str:
    """The key of a place in its dataset."""
    return entity.partition(":")[2]


def _bare(name: str, kinds: Iterable[str]) -> str:
    """“Hotan Prefecture” without its last word."""
    first, _, last = name.rpartition(" ")
    return first if first and last.lower() in set(kinds) else name


def locate_addresses(engine: Engine, known: Gazetteer) -> None:
    """Make the table `located` of the table `address` (see `ADDRESS` and `LOCATED`); each distinct text is read once."""
    engine.run(candidates_plan(known))
    engine.load("place_answer", dict.fromkeys(_ANSWER, "VARCHAR"), list(_answers(engine, known)))
    engine.run(LOCATED_PLAN)


def _answers(engine: Engine, known: Gazetteer) -> Iterator[tuple[Cell, ...]]:
    """What the rule says to each candidate that is in the region."""
    last = int(str(engine.fetch("SELECT count(*) FROM place_candidate")[0][0]))
    for start in range(0, last, _BATCH):
        batch = engine.fetch(f"SELECT text, country FROM place_candidate WHERE nth > {start} AND nth <= {start + _BATCH} ORDER BY nth")  # noqa: S608 - numbers
        for text, country in batch:
            found = locate(str(text), known, str(country))
            if found is not None:
                yield text, country, found.place_key, found.level, found.prefecture, found.county, found.confidence, found.why


def candidates_plan(known: Gazetteer) -> Plan:
    """The filter: distinct texts that hold a name or a number of the region; of another country, a name of the region itself."""
    whole = {name for name, meant in known.names.items() if known.region in meant.places}
    names = {name for name, meant in known.names.items() if meant.role in {Role.PLACE, Role.FULL, Role.SEAT}}
    areas, dialling = any_of(known.area_codes), known.words.region.dialling_code
    postcode = f"(?:^|[^0-9])(?:{any_of(known.words.region.postcodes)})[0-9]{{4}}(?:[^0-9]|$)"
    numbers = [postcode, f"0(?:{areas})", f"{dialling}[^0-9a-z]*(?:{areas})"]
    home = ", ".join(_text(word) for word in sorted(known.home))
    country = _folded("country")
    sql = f"""
WITH said AS (SELECT text, coalesce(country, '') AS country FROM address WHERE text IS NOT NULL AND coalesce(kind, '') <> 'name'),
folded AS (SELECT text, country, {_folded("text")} AS plain, trim({country}) IN ('', {home}) AS home FROM said),
passed AS (
    SELECT DISTINCT text, country FROM folded
    WHERE CASE WHEN home THEN {_holds(names, numbers)} ELSE {_holds(whole, [])} END
)
SELECT row_number() OVER (ORDER BY text, country) AS nth, text, country FROM passed
"""  # noqa: S608 - words of packs, quoted
    return Plan("place candidates", (Step("place_candidate", sql, "texts that may be in the region, each once"),))


LOCATED_PLAN = Plan(
    "places",
    (
        Step(
            "located",
            f"""
SELECT {", ".join("address.address_id" if column == "address_id" else f"place_answer.{column}" for column in LOCATED)}
FROM address JOIN place_answer ON address.text = place_answer.text AND coalesce(address.country, '') = place_answer.country
WHERE coalesce(address.kind, '') <> 'name'
""",  # noqa: S608 - names of ours
            "addresses in the region, with what says so",
        ),
    ),
)


def _folded(column: str) -> str:
    """SQL that folds a text as `values.place_words.fold` does, but for spaces, which the filter does not look at.

    The engine builds the table of `translate` anew for each row, which takes ten times as long as all the rest: texts with signs that need
    it are few, and take it alone.
    """
    wide, narrow = "".join(map(chr, FULL_WIDTH)), "".join(chr(point - WIDTH) for point in FULL_WIDTH)
    rare = "".join(letter for letter in APOSTROPHES if not letter.isascii())
    # What has no counterpart is left out: the apostrophes stand last.
    translated = f"translate({column}, {_text(wide + rare)}, {_text(narrow)})"
    marked = f"CASE WHEN regexp_matches({column}, {_text(f'[{wide[0]}-{wide[-1]}{rare}]')}) THEN {translated} ELSE {column} END"
    plain = f"CASE WHEN strlen({column}) = length({column}) THEN lower({column}) ELSE lower(strip_accents({marked})) END"
    for letter in filter(str.isascii, APOSTROPHES):
        plain = f"replace({plain}, {_text(letter)}, '')"
    return plain


def _holds(names: Iterable[str], numbers: Iterable[str]) -> str:
    """SQL for whether a folded text holds the beginning of a name, or a number.

    Of a name in letters its first word has to be there, of a Chinese one its first two letters: what follows is for the rule.
    """
    spaced = {found[0] for name in names if (found := _FIRST_WORD.match(name)) is not None}
    unspaced = {name[:2] for name in names if is_unspaced(name)}
    others = {name.split(" ")[0] for name in names if not is_unspaced(name) and _FIRST_WORD.match(name) is None}
    pattern = "|".join([f"(?:^|[^a-z0-9])(?:{any_of(spaced)})(?:[^a-z0-9]|$)", any_of(unspaced | others), *numbers])
    return f"regexp_matches(plain, {_text(pattern)})"


def _text(value: str) -> str:
    """A SQL string literal."""
    return "'" + value.replace("'", "''") + "'"
