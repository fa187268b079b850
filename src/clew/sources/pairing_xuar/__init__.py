"""Reader of the pairing programmes: donor and recipients of the 2010 round; sectors are unknown and stay so."""

from collections.abc import Iterator

from clew.model.claim import Claim
from clew.sources.tables import TableRow, Tables

PROGRAMMES = ("key", "donor_en", "donor_zh", "round", "status", "grade", "sector", "sector_reason", "note", "sources")
RECIPIENTS = ("programme", "unit_en", "unit_zh", "place", "place_reason", "is_xpcc", "note", "source")


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `programmes.csv` and `recipients.csv`.

    Raises:
        UnexpectedContentError: a column that is not known, or an empty cell that must be filled.
    """
    grades: dict[str, str] = {}
    for row in tables.rows("programmes.csv", PROGRAMMES, required=("key", "donor_en", "round", "grade")):
        grades[row["key"]] = row["grade"]
        yield from _programme(tables.dataset, row)
    for row in tables.rows("recipients.csv", RECIPIENTS, required=("programme", "unit_en")):
        yield from _recipient(tables.dataset, row, grades.get(row["programme"], "G6"))


def _programme(dataset: str, row: TableRow) -> Iterator[Claim]:
    """One programme: who gives, in which round."""
    subject = f"{dataset}:{row['key']}"
    name = f"{row['donor_en']} pairing programme for Xinjiang (round {row['round']})"
    said = {"name": name, "donor": row["donor_en"], "round": row["round"], "status": row["status"], "sector": row["sector"], "notes": row["note"]}
    for prop, value in said.items():
        if value:
            yield Claim(subject, "PairingProgramme", prop, value, locator=f"{row.locator} ({row['sources']})", stated_on=row["round"], grade=row["grade"])
    if row["donor_zh"]:
        yield Claim(subject, "PairingProgramme", "donor", row["donor_zh"], "zho", locator=row.locator, stated_on=row["round"], grade=row["grade"])


def _recipient(dataset: str, row: TableRow, grade: str) -> Iterator[Claim]:
    """One recipient: a county, city or division."""
    subject = f"{dataset}:{row['programme']}"
    yield Claim(subject, "PairingProgramme", "recipient", row["unit_en"], locator=row.locator, grade=grade)
    if row["unit_zh"]:
        yield Claim(subject, "PairingProgramme", "recipient", row["unit_zh"], "zho", locator=row.locator, grade=grade)
    if row["place"]:
        yield Claim(subject, "PairingProgramme", "recipientPlace", f"gazetteer_xuar:{row['place']}", locator=row.locator, grade=grade)
