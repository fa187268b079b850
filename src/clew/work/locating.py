"""Places: every address of a source's claims located against the gazetteer, as claims that carry why."""

from clew.engine.plan import Plan, Step
from clew.engine.port import LocalEngine
from clew.model.claim import Claim
from clew.resolve import places
from clew.values.gazetteer import Gazetteer

ADDRESSES = ("address", "headquartersAddress", "operatingAddress")
"""Properties that are addresses of their subject; nothing else is located, a company's name least of all."""

_PROPS = ", ".join(f"'{prop}'" for prop in ADDRESSES)
# The claims that are addresses, each with the country of its subject, which says whether a name is meant to be one of ours.
_ADDRESSED = f"""
SELECT i.*, coalesce(c.country, '') AS country, md5(concat_ws(chr(31), i.value, coalesce(c.country, ''))) AS address_id
FROM incoming i LEFT JOIN (
  SELECT entity_id, CASE WHEN count(DISTINCT value) = 1 THEN min(value) ELSE '' END AS country FROM incoming
  WHERE prop = 'country' GROUP BY entity_id
) AS c ON c.entity_id = i.entity_id
WHERE i.prop IN ({_PROPS})
"""  # noqa: S608 - names of ours
_ASKED = "SELECT DISTINCT address_id, value AS text, country, 'address' AS kind FROM addressed"
# The claim is ours, and an inference: G5, with the words that gave it. Its value is the place; `located` says how sure, and why.
_SAID = {
    "prop": "'locatedIn'",
    "value": "l.place",
    "lang": "''",
    "original": "l.confidence || ': ' || l.why",
    "grade": "'G5'",
}
_CLAIMS = f"""
SELECT {", ".join(f"{_SAID.get(field, f'a.{field}')} AS {field}" for field in Claim._fields)}
FROM addressed a JOIN located l ON l.address_id = a.address_id
"""  # noqa: S608 - names of ours


def locate(engine: LocalEngine, known: Gazetteer) -> None:
    """Add to `incoming` the claims `locatedIn`: where the addresses of its subjects are, with how sure that is and why.

    The country is that of the subject, where it has one only.
    """
    addressed = Step("addressed", _ADDRESSED, "the claims that are addresses, with the country of their subject")
    engine.run(Plan("places", (addressed, Step("address", _ASKED, "every address once"))))
    places.locate_addresses(engine, known)
    if engine.fetch("SELECT count(*) FROM located") != [(0,)]:  # of a register of the world, most parts hold none
        engine.append(Step("incoming", _CLAIMS, "and where the addresses are"))
