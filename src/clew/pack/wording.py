"""The pack of wording, `packs/wording/banned.toml`: what generated text may not say.

The rules are data so that a lawyer can review them; this module only turns them into frozen types and refuses a malformed file.
"""

from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, once, read


class WordRule(Struct, frozen=True):
    """One rule: any phrase anywhere, any verdict as a predicate, or the groups of a sequence in order.

    Attributes:
        id: stable name of the rule.
        lang: ISO 639-3; `zho` is matched without word boundaries.
        phrases, verdicts: in lower case, as written in the pack.
        sequence: groups of alternatives that stand in this order with at most four words between; empty for none.
        why: what is wrong with such a text.
        instead: what may be said.
    """

    id: str
    lang: str
    phrases: tuple[str, ...]
    verdicts: tuple[str, ...]
    sequence: tuple[tuple[str, ...], ...]
    why: str
    instead: str


class WordRules(Struct, frozen=True):
    """All rules of wording.

    Attributes:
        version: of the pack.
        attributions: words that say whose words a quotation is.
        predicates: (language, words that turn an adjective into a verdict).
    """

    version: str
    rules: tuple[WordRule, ...]
    attributions: tuple[str, ...]
    predicates: tuple[tuple[str, tuple[str, ...]], ...]


@once
def load_word_rules(place: Traversable | None = None) -> WordRules:
    """Read the rules of wording.

    Args:
        place: a TOML file in the form of the shipped one; None for the shipped one.

    Raises:
        PackError: the file is missing, is not TOML or lacks a field; names every fault at once.
    """
    file = PACKS / "wording" / "banned.toml" if place is None else place
    data = read(file)
    faults = tuple(_faults(data, str(file)))
    if faults:
        raise PackError(*faults)
    return WordRules(
        version=str(data["version"]),
        rules=tuple(_rule(row) for row in data["rule"]),
        attributions=_words(data["attributions"]),
        predicates=tuple((str(row["lang"]), _words(row["words"])) for row in data["predicates"]),
    )


def _faults(data: Mapping[str, Any], name: str) -> Iterable[Fault]:
    """Every field that is missing or empty, in the order of the file."""
    for key in ("version", "attributions", "predicates", "rule"):
        if not data.get(key):
            yield Fault(f'no "{key}"', "Add it as in the shipped banned.toml", name)
    for index, row in enumerate(data.get("rule", ()), start=1):
        for key in ("id", "lang", "why", "instead"):
            if not row.get(key):
                yield Fault(f'rule {index} has no "{key}"', "Every rule says what is wrong and what may be said", name)
        if not (row.get("phrases") or row.get("verdicts") or row.get("sequence")):
            yield Fault(f"rule {index} has no words", "Give phrases, verdicts or a sequence", name)


def _rule(row: Mapping[str, Any]) -> WordRule:
    return WordRule(
        id=str(row["id"]),
        lang=str(row["lang"]),
        phrases=_words(row.get("phrases", ())),
        verdicts=_words(row.get("verdicts", ())),
        sequence=tuple(_words(group) for group in row.get("sequence", ())),
        why=str(row["why"]),
        instead=str(row["instead"]),
    )


def _words(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
