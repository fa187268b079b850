"""The starter pack as a source of versions: each table within the range that its card expects."""

import pytest
from msgspec.structs import replace

from clew.errors import UnexpectedContentError
from clew.sources.reading.tables import Tables
from clew.sources.starter import SHIPPED, fingerprint, starter_sources
from clew.values.days import is_day
from tests.sources.shipped import STARTER, Place, content, written


def test_every_source_ships_with_its_version() -> None:
    shipped = starter_sources()
    assert [one.version.dataset for one in shipped] == [one.source.dataset for one in shipped] == [source.dataset for source in SHIPPED]
    assert all(one.version.starter and one.version.label and one.version.note for one in shipped)
    assert all(is_day(one.version.published) and is_day(one.version.retrieved) for one in shipped)


def test_too_few_rows_are_refused() -> None:
    starter = STARTER["uflpa"]
    few = Tables("uflpa", {"entries.csv": written(content(Place("uflpa", "entries.csv"))[:20])})
    with pytest.raises(UnexpectedContentError, match="uflpa has 19 rows where 120 to 400 are expected"):
        list(replace(starter, tables=few).claims())


def test_too_many_rows_are_refused() -> None:
    starter = STARTER["uflpa"]
    head, first, *_ = content(Place("uflpa", "entries.csv"))
    many = Tables("uflpa", {"entries.csv": written([head, *([str(at), *first[1:]] for at in range(401))])})
    with pytest.raises(UnexpectedContentError, match="401 rows"):
        list(replace(starter, tables=many).claims())


def test_the_fingerprint_says_whether_it_is_this_pack() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 64
