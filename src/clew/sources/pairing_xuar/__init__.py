"""Reader of the pairing programmes: donor and recipients of the 2010 round; sectors are unknown and stay so."""

from collections.abc import Iterator

from clew.errors import UnexpectedContentError
from clew.model.card import GRADES
from clew.model.claim import Claim
from clew.sources.reading.tables import Form, TableRow, Tables

PROGRAMMES = ("key", "donor_en", "donor_zh", "round", "status", "grade", "sector", "sector_reason", "note", "sources")
RECIPIENTS = ("programme", "unit_en", "unit_zh", "place", "place_reason", "is_xpcc", "note", "source")


_PROGRAMMES = Form(
    PROGRAMMES,
    required=("key", "donor_en", "round", "grade"),
    codes={"grade": GRADES, "status": ("historical",)},
    dates=("round",),
    key=("key",),
)
_RECIPIENTS = Form(RECIPIENTS, required=("programme", "unit_en"), codes={"is_xpcc": ("yes", "no")}, key=("programme", "unit_en"))


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `programmes.csv` and `recipients.csv`.

    Raises:
        UnexpectedContentError: a column or code that is not known, an empty cell that must be filled, or a recipient of no programme.
    """
    programmes = {row["key"]: row for row in tables.rows("programmes.csv", _PROGRAMMES)}
    recipients = tables.rows("recipients.csv", _RECIPIENTS)
    odd = [row for row in recipients if row["programme"] not in programmes]
    if odd:
        raise UnexpectedContentError(
            *(row.fault(f"the programme “{row['programme']}” is not in programmes.csv", "Add it.", "programme") for row in odd)
        )
    for row in programmes.values():
        yield from _programme(tables.dataset, row)
    for row in recipients:
        yield from _recipient(tables.dataset, row, programmes[row["programme"]])


def _programme(dataset: str, row: TableRow) -> Iterator[Claim]:
    """One programme: who gives, in which round."""
    subject, place = f"{dataset}:{row['key']}", f"{row.locator} ({row['sources']})"
    said = (
        ("name", f"{row['donor_en']} pairing programme for Xinjiang (round {row['round']})", "eng"),
        ("donor", row["donor_en"], "eng"),
        ("donor", row["donor_zh"], "zho"),
        ("round", row["round"], ""),
        ("status", row["status"], ""),
        ("sector", row["sector"], ""),
        ("notes", row["note"], ""),
    )
    for prop, value, lang in said:
        if value:
            yield Claim(subject, "PairingProgramme", prop, value, lang, locator=place, stated_on=row["round"], grade=row["grade"])


def _recipient(dataset: str, row: TableRow, programme: TableRow) -> Iterator[Claim]:
    """One recipient: a county, city or division."""
    subject, place = f"{dataset}:{row['programme']}", f"{row.locator} ({row['source']})"
    said = [("recipient", row["unit_en"], "eng"), ("recipient", row["unit_zh"], "zho")]
    said += [("recipientPlace", f"gazetteer_xuar:{row['place']}", "")] if row["place"] else []
    for prop, value, lang in said:
        if value:
            yield Claim(
                subject, "PairingProgramme", prop, value, lang, locator=place, stated_on=programme["round"], grade=programme["grade"]
            )
