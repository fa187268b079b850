"""What somebody with the database's key alters behind the program's back is found, in whatever table."""

import pytest
from sqlalchemy import create_engine, text

from clew.ledger.store import Change, FetchRecord, LastScreened, Ledger, LiveSnapshot, OutputFile
from tests.ledger.conftest import version

SETS = [
    "UPDATE event SET actor = 'Mallory' WHERE seq = 3",
    "UPDATE event SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 3",
    "DELETE FROM judgement WHERE seq = 3",
    "UPDATE judgement SET verdict = 'different' WHERE seq = 3",
    "UPDATE judgement SET entity_id = 'uflpa:b' WHERE seq = 3",
    "UPDATE judgement SET subject = 'isin:ZZ9' WHERE seq = 3",
    "UPDATE judgement SET reason = 'none' WHERE seq = 3",
]
OTHERS = [
    ("UPDATE snapshot SET retrieved = '2020-01-01'", 1),
    ("UPDATE snapshot SET published = '2020-01-01'", 1),
    ("UPDATE snapshot SET starter = 1", 1),
    ("UPDATE snapshot SET snapshot_id = 'forged'", 1),
    ("DELETE FROM snapshot", 1),
    ("UPDATE judgement SET undone_seq = NULL WHERE seq = 4", 5),
    ("UPDATE judgement SET undone_seq = 5 WHERE seq = 3", 5),
    ("UPDATE output SET claim_ids = '[]'", 6),
    ("UPDATE output SET inputs = '{}'", 6),
    ("UPDATE output SET recipient = 'nobody'", 6),
    ("UPDATE output SET path = '/elsewhere'", 6),
    ("DELETE FROM output", 6),
    ("UPDATE output_claim SET claim_id = 'c2'", 6),
    ("INSERT INTO output_claim SELECT output_id, 'c2' FROM output", 6),
    ("DELETE FROM output_claim", 6),
    ("UPDATE source_state SET dataset = 'uflpa/v1', snapshot_id = ''", 7),
    ("UPDATE source_state SET state = 'live'", 7),
    ("UPDATE source_state SET source_url = 'https://e.org/forged'", 7),
    ("UPDATE source_state SET day = '2020-01-01'", 7),
    ("DELETE FROM source_state", 7),
    ("UPDATE correction SET claim_ids = '[]'", 8),
    ("UPDATE correction SET reason = 'none'", 8),
    ("DELETE FROM correction", 8),
    ("UPDATE tombstone SET content_hash = 'forged'", 9),
    ("DELETE FROM tombstone", 9),
    ("UPDATE setting SET value = 'no'", 10),
    ("UPDATE setting SET name = 'another'", 10),
    ("DELETE FROM setting", 10),
    ("UPDATE \"fetch\" SET sha256 = 'forged'", 11),
    ("UPDATE \"fetch\" SET status = 'failed'", 11),
    ('UPDATE "fetch" SET size = 4', 11),
    ('DELETE FROM "fetch"', 11),
    ("UPDATE watch SET heads = '{}'", 12),
    ("UPDATE watch SET changes = 1", 12),
    ("DELETE FROM watch", 12),
    ("UPDATE portfolio_name SET name = 'another'", 13),
    ("DELETE FROM portfolio_name", 13),
    ("UPDATE portfolio_version SET stated_as_of = '2020-01-01'", 14),
    ("UPDATE portfolio_version SET day = '2020-01-01'", 14),
    ("UPDATE portfolio_version SET sha256 = 'forged'", 14),
    ("DELETE FROM portfolio_version", 14),
    ("UPDATE portfolio_member SET share = '0.9'", 15),
    ("UPDATE portfolio_member SET joined = 0", 15),
    ("DELETE FROM portfolio_member", 15),
    ("UPDATE portfolio_screened SET version_id = 'v2'", 16),
    ("DELETE FROM portfolio_screened", 16),
    ("UPDATE portfolio_forgotten SET reason = 'none'", 17),
    ("DELETE FROM portfolio_forgotten", 17),
    ("UPDATE event SET payload = 'no JSON' WHERE seq = 12", 12),
    ("UPDATE event SET payload = 'no JSON' WHERE seq = 5", 5),
    ("UPDATE event SET payload = '[]' WHERE seq = 5", 5),
    ("INSERT INTO judgement (subject, entity_id, verdict, reason, seq) VALUES ('isin:ZZ7', 'uflpa:c', 'same', 'forged', 2)", 2),
    ("INSERT INTO snapshot VALUES ('uflpa', 'forged', '2027-01-01', '2026-07-20', 0, 6)", 6),
]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Seventeen events: a snapshot, judgements of which one is undone, a report, what became of the source, and a portfolio."""
    ledger.go_live([LiveSnapshot("uflpa", "v1", "2026-07-16", "2026-07-20", starter=False)])
    ledger.judgements.judge("isin:ZZ0", "uflpa:z", "related", "zero")
    ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "one")
    ledger.judgements.undo([ledger.judgements.judge("isin:ZZ2", "uflpa:b", "same", "two")], "a mistake")
    ledger.record_outputs([OutputFile("/reports/a.html", "html", "0" * 64, ("c1",))], {"as_of": "2026-11-20"}, recipient="the board")
    ledger.mark_source("uflpa", "v1", "withdrawn", "a notice", "https://e.org/notice", "2026-11-18")
    ledger.record_correction("uflpa", ["c1"], "a wrong address", "https://e.org/notice", "2026-11-18")
    ledger.purge("uflpa", [("v1", "1" * 64)], "the licence ended")
    ledger.set_mark("commercial", "yes")
    ledger.record_fetch(FetchRecord("uflpa", "https://e.org/list", "fetched", sha256="1" * 64, size=3))
    ledger.record_watch("2026-12-31", 0, heads={"uflpa": "v1"})
    ledger.portfolios.add(version("fund", "v1"), "fund")
    ledger.portfolios.group("plan", [Change("fund", joins=True, share="0.5")])
    ledger.portfolios.record_screened(LastScreened("", "fund", "v1", "2026-10-31"))
    ledger.portfolios.forget(ledger.portfolios.versions(), "asked for")
    return ledger


def alter(place: str, sql: str) -> None:
    engine = create_engine(place if ":" in place else f"sqlite:///{place}")
    try:
        with engine.begin() as connection:
            connection.execute(text(sql))
    finally:
        engine.dispose()


def test_a_ledger_as_the_program_wrote_it_is_whole(filled: Ledger) -> None:
    assert filled.broken_at() is None


@pytest.mark.parametrize(("sql", "place_of_break"), [*((sql, 3) for sql in SETS), *OTHERS])
def test_what_is_altered_behind_the_programs_back_is_found(place: str, filled: Ledger, sql: str, place_of_break: int) -> None:
    alter(place, sql)
    assert filled.broken_at() == place_of_break


def test_the_database_itself_refuses_a_second_event_after_one(place: str, filled: Ledger) -> None:
    forked = "INSERT INTO event SELECT 99, at, actor, kind, subject, payload, previous, 'another' FROM event WHERE seq = 3"
    with pytest.raises(Exception, match=r"(?i)unique"):
        alter(place, forked)
    assert filled.broken_at() is None
