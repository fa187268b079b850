"""Sources of no publisher: a card of a few lines, for tests of what reads any source."""

import tomllib
from pathlib import Path

from msgspec.structs import replace

from clew.model.card import Card
from clew.sources.reading.forms import Reading, forms_of
from clew.sources.reading.specs import Spec, Steps

DATASET = "invented"
CARD = Card(
    dataset=DATASET,
    title="A list of nothing",
    short="Invented List",
    publisher="Nobody",
    home="https://example.org/list",
    licence="none",
    export=True,
    commercial=True,
    archive="exact",
    changes=True,
    family="invented",
    rows=[1, 1_000_000],
    shows=["listings"],
)
LIST = """
[[form]]
name = "table"
title = "a table"
columns = ["Number", "Name"]
optional = ["Country", "Also", "Since"]
required = ["Number", "Name"]
dates = "dmy"

[[code]]
form = ""
column = "Country"
values = ["", "China", "Peru"]

[[subject]]
form = ""
name = "company"
schema = "Company"
id = "{Number}"

[[subject]]
form = ""
name = "listing"
schema = "Sanction"
id = "{@company}#listed"

[[claim]]
form = ""
subject = "company"
prop = "name"
column = "Name"
lang = "eng"

[[claim]]
form = ""
subject = "company"
prop = "alias"
column = "Also"
split = ";"

[[claim]]
form = ""
subject = "company"
prop = "country"
column = "Country"

[[claim]]
form = ""
subject = "listing"
prop = "entity"
value = "{@company}"

[[claim]]
form = ""
subject = "listing"
prop = "startDate"
column = "Since"
convert = "date"
"""
"""A list of companies with numbers, names, aliases, countries and days."""


def readings(text: str) -> tuple[Reading, ...]:
    """The forms of a card."""
    return forms_of(tomllib.loads(text), "card.toml", [])


def spec(text: str = LIST, steps: Steps | None = None, **changes: object) -> Spec:
    """A source whose card says so, besides what `changes` says of it."""
    return Spec(replace(CARD, **changes), readings(text), steps or {})  # type: ignore[arg-type]  # keys of a card


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    """A file as somebody saved it."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
