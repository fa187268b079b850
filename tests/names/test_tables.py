"""Tables of names put together and written say what one table of all names says, whatever a table has of a name."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clew.names.pairs import Table, table_of
from clew.names.parsing import parse_name
from clew.names.tables import Reread, joined_tables, load_table, save_table
from clew.names.texts import Texts
from clew.names.words import shipped_words

LATIN = ["Example Lantern Co., Ltd.", "Norden Invest AB", "Hong Kong Harbour No. 7 Holdings", ""]
CHINESE = ["北京灯笼股份有限公司", "曙光新能源控股有限公司"]


def table(names: list[str]) -> Table:
    known = shipped_words()
    return table_of([parse_name(name, known) for name in names], known)


def said(one: Table) -> dict[str, Any]:
    """Everything in a table but its names."""
    found: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if field.name != "names":
            found |= (
                {f"{field.name}.{name}": array.tolist() for name, array in value._asdict().items()} if hasattr(value, "_asdict") else {}
            )
            found |= {field.name: value.tolist()} if isinstance(value, np.ndarray) else {}
    return found


@pytest.mark.parametrize(("first", "second"), [(LATIN, CHINESE), (CHINESE, LATIN), ([], LATIN), (LATIN, [])])
def test_joined_tables_say_what_a_table_of_all_says(first: list[str], second: list[str]) -> None:
    names = Reread(Texts.of(first + second), shipped_words())
    both = joined_tables([table(first), table(second)], names)
    assert said(both) == said(table(first + second))
    assert [one.written for one in both.names] == first + second


@pytest.mark.parametrize("names", [LATIN, CHINESE, LATIN + CHINESE, []])
def test_a_table_is_read_as_it_was_written(names: list[str], tmp_path: Path) -> None:
    save_table(tmp_path, table(names), Texts.of(names))
    loaded, written = load_table(tmp_path, shipped_words())
    assert list(written) == names
    assert said(loaded) == said(table(names))
    assert list(loaded.names[:2]) == [parse_name(name, shipped_words()) for name in names[:2]]


def test_a_table_whose_files_do_not_fit_is_refused(tmp_path: Path) -> None:
    save_table(tmp_path, table(LATIN), Texts.of(LATIN))
    np.save(tmp_path / "han.npy", np.zeros(2, np.bool_))
    with pytest.raises(ValueError, match="not of one index"):
        load_table(tmp_path, shipped_words())
