"""The review file: name-only matches for a person to confirm or reject. Never part of the report, never sent."""

from clew.model.screening import Candidate, Screening
from clew.render.csv import csv_bytes
from clew.render.grid import Column, Form, Grid, grid
from clew.report import phrases

CONTRACT = "clew.review/1"

CANDIDATES: tuple[Column[Candidate], ...] = (
    Column("Row in file", lambda row: row.holding.row, Form.NUMBER),
    Column("Holding", lambda row: row.holding.name),
    Column("ISIN", lambda row: row.holding.isin),
    Column("Name that it resembles", lambda row: row.entity_name),
    Column("Source", lambda row: row.source),
    Column("Entity", lambda row: row.entity_id),
    Column("Why, and what is missing", lambda row: row.why),
    Column("Command that records a judgement", lambda row: row.command),
)


def review_table(screening: Screening) -> Grid:
    """Every candidate with the command that records a judgement on it."""
    return grid("Possible matches", phrases.REVIEW_HEADING, CANDIDATES, screening.candidates, phrases.EMPTY_REVIEW)


def review_csv(screening: Screening) -> bytes:
    """The review file; without candidates it says so."""
    return csv_bytes((phrases.REVIEW_HEADING, f"Portfolio: {screening.portfolio_name}. As of {screening.as_of}."), review_table(screening))
