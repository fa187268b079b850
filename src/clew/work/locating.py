"""Places: every address of a source's claims located against the gazetteer, as claims that carry why."""

from clew.engine.plan import Plan, Step
from clew.engine.port import LocalEngine
from clew.model.claim import Claim
from clew.resolve import places
from clew.values.gazetteer import Gazetteer

ADDRESSES = ("address", "headquartersAddress", "operatingAddress")
"""Properties that are addresses of their subject; nothing else is located, a company's name least of all."""

_PROPS = ", ".join(f"'{prop}'" for prop in ADDRESSES)
# The addresses of a subject with its country, which says whether a name is meant to be one of ours.
_SUBJECTS = f"""
SELECT {{columns}} FROM incoming i LEFT JOIN (
  SELECT entity_id, CASE WHEN count(DISTINCT value) = 1 THEN min(value) ELSE '' END AS country FROM incoming
  WHERE prop = 'country' GROUP BY entity_id
) AS c ON c.entity_id = i.entity_id
{{join}} WHERE i.prop IN ({_PROPS})
"""  # noqa: S608 - names of ours
_KEY = "md5(concat_ws(chr(31), i.value, coalesce(c.country, '')))"
_ASKED = _SUBJECTS.format(
    columns=f"DISTINCT {_KEY} AS address_id, i.value AS text, coalesce(c.country, '') AS country, 'address' AS kind", join=""
)
# The claim is ours, and an inference: G5, with the words that gave it. Its value is the place; `located` says how sure, and why.
_SAID = {
    "prop": "'locatedIn'",
    "value": "l.place",
    "lang": "''",
    "original": "l.confidence || ': ' || l.why",
    "grade": "'G5'",
}
_CLAIMS = f"""
{
    _SUBJECTS.format(
        columns=", ".join(f"{_SAID.get(field, f'i.{field}')} AS {field}" for field in Claim._fields),
        join=f"JOIN located l ON l.address_id = {_KEY}",
    )
}
"""


def locate(engine: LocalEngine, known: Gazetteer) -> None:
    """Add to `incoming` the claims `locatedIn`: where the addresses of its subjects are, with how sure that is and why.

    The country is that of the subject, where it has one only.
    """
    engine.run(Plan("places", (Step("address", _ASKED, "every address once"),)))
    places.locate_addresses(engine, known)
    if engine.fetch("SELECT count(*) FROM located") != [(0,)]:  # of a register of the world, most parts hold none
        engine.append(Step("incoming", _CLAIMS, "and where the addresses are"))
